import pytest

from geomap.errors import UnknownPlaceError
from geomap.gazetteer import bundled, layout
from geomap.gazetteer.names import fold
from geomap.gazetteer.scripts import name_by_script
from geomap.model import Name

UNITED_NATIONS = """
AF AL DZ AD AO AG AR AM AU AT AZ BS BH BD BB BY BE BZ BJ BT BO BA BW BR BN BG BF BI CV KH CM CA CF TD CL CN CO KM CG
CR CI HR CU CY CZ KP CD DK DJ DM DO EC EG SV GQ ER EE SZ ET FJ FI FR GA GM GE DE GH GR GD GT GN GW GY HT HN HU IS IN
ID IR IQ IE IL IT JM JP JO KZ KE KI KW KG LA LV LB LS LR LY LI LT LU MG MW MY MV ML MT MH MR MU MX FM MC MN ME MA MZ
MM NA NR NP NL NZ NI NE NG MK NO OM PK PW PA PG PY PE PH PL PT QA KR MD RO RU RW KN LC VC WS SM ST SA SN RS SC SL SG
SK SI SB SO ZA SS ES LK SD SR SE CH SY TJ TH TL TG TO TT TN TR TM TV UG UA AE GB TZ US UY UZ VU VE VN YE ZM ZW
"""


@pytest.fixture(scope="module")
def gazetteer():
    return bundled()


def ids(candidates):
    return [candidate.place.id for candidate in candidates]


@pytest.mark.parametrize(
    ("name", "place_id"),
    [
        ("Homs", "geonames:169577"),
        ("Paris", "geonames:2988507"),
        ("London", "geonames:2643743"),
        ("New York", "geonames:5128581"),
        ("Moscow", "geonames:524901"),
        ("Kyiv", "geonames:703448"),
        ("Kiev", "geonames:703448"),
        ("Syria", "geonames:163843"),
        ("Georgia", "geonames:614540"),
        ("Texas", "geonames:4736286"),
        ("England", "geonames:6269131"),
        ("Europe", "geonames:6255148"),
        ("Middle East", "geonames:6269133"),
        ("Golan Heights", "geomap:golan-heights"),
        ("Hmeimim", "geomap:hmeimim-air-base"),
        ("Damascus International Airport", "ourairports:OSDI"),
        ("Mediterranean", "naturalearth:sea-mediterranean-sea"),
        ("Lake Victoria", "naturalearth:lake-1159113191"),
        ("Euphrates", "naturalearth:river-euphrates"),
        ("Ohio River", "naturalearth:river-ohio"),
        ("St Louis", "geonames:4407066"),
        ("Salvador", "geonames:3450554"),
        ("Granada", "geonames:2517117"),
        ("حمص", "geonames:169577"),
        ("Москва", "geonames:524901"),
    ],
)
def test_the_likeliest_place_comes_first(gazetteer, name, place_id):
    assert ids(gazetteer.lookup(name))[0] == place_id


def test_saint_and_st_are_one(gazetteer):
    assert "geonames:4407066" in ids(gazetteer.lookup("Saint Louis"))[:2]


def test_sweida_is_the_city_and_the_governorate(gazetteer):
    assert ids(gazetteer.lookup("Sweida")) == ["geonames:172408", "geonames:172410"]


def test_a_head_noun_leads_to_the_province_only(gazetteer):
    assert ids(gazetteer.lookup("Homs Governorate")) == ["geonames:169575"]
    assert ids(gazetteer.lookup("homs province")) == ["geonames:169575"]


def test_abbreviations_keep_their_case(gazetteer):
    assert ids(gazetteer.lookup("US"))[0] == "geonames:6252001"
    assert ids(gazetteer.lookup("U.S."))[0] == "geonames:6252001"
    assert gazetteer.lookup("us") == []


def test_airport_codes_are_found_but_not_matched_in_text(gazetteer):
    assert "ourairports:OSDI" in ids(gazetteer.lookup("DAM"))
    assert gazetteer.name_id("dam") < 0 or all(
        gazetteer.id_of(place) != "ourairports:OSDI" for place, _ in gazetteer.bearers(gazetteer.name_id("dam"))
    )


def test_demonyms_are_marked_as_such(gazetteer):
    (syria,) = gazetteer.lookup("Syrian")
    assert (syria.place.id, syria.match) == ("geonames:163843", "demonym")
    assert gazetteer.tier(gazetteer.name_id("syrian")) == layout.TIER_DEMONYM


@pytest.mark.parametrize("junk", ["hms", "huo mu si", "mdynt hms", "Superior", "Murray", "Wind"])
def test_machine_transliterations_and_bare_waters_do_not_match_as_such(gazetteer, junk):
    number = gazetteer.name_id(fold(junk))
    bearers = gazetteer.bearers(number) if number >= 0 else ()
    classes = {gazetteer.features[gazetteer.columns.feature[place]][0] for place, _ in bearers}
    assert "H" not in classes
    assert "geonames:169577" not in {gazetteer.id_of(place) for place, _ in bearers}


@pytest.mark.parametrize(
    ("place_id", "name"),
    [
        ("geonames:170017", "Hama"),
        ("geonames:163345", "Tartus"),
        ("geonames:170905", "Daraa"),
        ("geonames:173336", "Quneitra"),
        ("geonames:169575", "Homs"),
        ("geonames:2750405", "Netherlands"),
        ("geonames:2692969", "Malmö"),
    ],
)
def test_places_go_by_their_usual_english_name(gazetteer, place_id, name):
    assert gazetteer.get(place_id).name == name


def test_the_sources_spelling_stays_among_the_names(gazetteer):
    hama = gazetteer.get("geonames:170017")
    assert "Ḩamāh" in {name.text for name in gazetteer.names(hama)}
    assert gazetteer.lookup("Ḩamāh")[0].place == hama


def test_narrowing_by_country_kind_and_nearness(gazetteer):
    assert ids(gazetteer.lookup("Paris", country="US", limit=1)) == ["geonames:4717560"]
    assert ids(gazetteer.lookup("Homs", kind="province"))[0] == "geonames:169575"
    assert ids(gazetteer.lookup("Georgia", kind="province", country="us")) == ["geonames:4197000"]
    # Beside London, Ontario.
    assert ids(gazetteer.lookup("London", near=(-81.2, 43.0), limit=1)) == ["geonames:6058560"]


@pytest.mark.parametrize(
    ("misspelt", "place_id"),
    [("Damscus", "geonames:170654"), ("Moscwo", "geonames:524901"), ("Aleppoo", "geonames:170063")],
)
def test_one_wrong_letter_is_forgiven_on_request(gazetteer, misspelt, place_id):
    assert place_id in ids(gazetteer.lookup(misspelt, fuzzy=True))[:2]
    assert gazetteer.lookup(misspelt, fuzzy=True)[0].match == "fuzzy"


def test_prefixes_end_with_a_word_and_the_longest_comes_first(gazetteer):
    text = "new york city council"
    found = gazetteer.prefixes(text)
    assert [text[:length] for length, _ in found][:2] == ["new york city", "new york"]
    assert all(length in (3, 8, 13) for length, _ in found)
    assert gazetteer.prefixes("parisian streets")[0][0] == len("parisian")


def test_names_tell_what_they_most_notably_stand_for(gazetteer):
    tiers = {name: gazetteer.tier(gazetteer.name_id(name)) for name in ("syria", "texas", "london", "euphrates")}
    assert tiers == {
        "syria": layout.TIER_COUNTRY,
        "texas": layout.TIER_ADMIN1,
        "london": layout.TIER_500K,
        "euphrates": layout.TIER_FEATURE,
    }
    assert gazetteer.tier(gazetteer.name_id("no such name at all")) == layout.TIER_NONE


def test_codes_lead_to_their_units(gazetteer):
    assert gazetteer.country("sy").id == "geonames:163843"
    assert gazetteer.admin1("SY", "05").id == "geonames:172410"
    assert gazetteer.admin2("US", "NY", "061").name == "New York County"
    assert gazetteer.capital_of("SY").id == "geonames:170654"
    assert gazetteer.country("ZZ") is None
    assert gazetteer.admin1("SY", "99") is None


def test_an_unknown_id_is_an_error(gazetteer):
    with pytest.raises(UnknownPlaceError, match="no place has the id 'geonames:1'"):
        gazetteer.get("geonames:1")


def test_every_member_of_the_united_nations_is_a_sovereign_state(gazetteer):
    members = UNITED_NATIONS.split()
    assert len(members) == 193
    assert [code for code in members if gazetteer.country(code).feature_code != "PCLI"] == []
    assert [gazetteer.country(code).feature_code for code in ("PS", "VA", "XK", "TW")] == ["PCLI"] * 4
    assert [gazetteer.country(code).feature_code for code in ("GL", "PR", "BM", "GP", "FK")] == ["PCLD"] * 5


def test_names_in_a_language(gazetteer):
    syria = gazetteer.country("SY")
    assert gazetteer.name_in(syria, "fr") == "Syrie"
    assert gazetteer.name_in(syria, "ar") == "سوريا"
    assert gazetteer.name_in(syria, "xx") == "Syria"


def test_a_disputed_area_has_a_status_with_sources(gazetteer):
    status = gazetteer.status(gazetteer.get("geomap:golan-heights"))
    assert status.claimants == ("SY", "IL")
    assert status.administered_by == "IL"
    assert status.sources


def test_records_tell_their_source(gazetteer):
    assert gazetteer.attribution(gazetteer.get("geonames:169577")).licence == "CC BY 4.0"
    assert gazetteer.attribution(gazetteer.get("ourairports:OSDI")).name == "OurAirports"


@pytest.mark.parametrize(
    ("name", "arabic", "russian", "french"),
    [
        ("Damascus", "دمشق", "Дамаск", "Damas"),
        ("Latakia", "اللاذقية", "Латакия", "Lattaquié"),
        ("Paris", "باريس", "Париж", "Paris"),
        ("Tehran", "طهران", "Тегеран", "Téhéran"),
        ("Islamabad", "إسلام آباد", "Исламабад", "Islamabad"),
    ],
)
def test_capitals_have_their_name_in_a_language(gazetteer, name, arabic, russian, french):
    place = gazetteer.lookup(name)[0].place
    assert [gazetteer.name_in(place, language) for language in ("ar", "ru", "fr")] == [arabic, russian, french]


@pytest.mark.parametrize(
    ("language", "texts", "found"),
    [
        ("ar", ["دمشق", "مدينة دمشق"], "دمشق"),
        ("ar", ["طهران", "تهران"], None),  # Arabic and Persian write it with the same letters, and otherwise
        ("ru", ["Париж", "Париз", "Парис"], None),  # of these the letters do not tell the Russian one
        ("ru", ["Киев", "Киеву", "Київ"], "Киев"),
        ("uk", ["Киев", "Київ"], None),
        ("ko", ["다마스쿠스", "Damascus"], "다마스쿠스"),
        ("fr", ["Damas"], None),
    ],
)
def test_a_name_without_a_language_is_taken_where_its_letters_leave_no_doubt(language, texts, found):
    assert name_by_script([Name(text) for text in texts], language, "Place") == found
