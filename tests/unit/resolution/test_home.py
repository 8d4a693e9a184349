"""Where a report is from, and what that says of its small names."""

import pytest

import geomap
from geomap.model import UNCERTAIN_BELOW


def resolved(text, **facts):
    return {r.toponym.text: r for r in geomap.geoparse(geomap.Document(text, **facts))}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("BRISTOL, England (AP) — Crews spent the night in Bedminster after a blaze.", "Bedminster"),
        ("BIRMINGHAM, Ala. — A church in Ensley burned.", "Ensley"),
        ("LIVERPOOL — The council will sell two schools in Everton.", "Everton"),
        ("Bristol votes on Monday. Bristol has two seats, and Bristol traders in Knowle want lower rates.", "Knowle"),
    ],
)
def test_a_namesake_far_from_home_is_no_certain_pin(text, name):
    resolution = resolved(text)[name]
    assert resolution.place is None or resolution.confidence < UNCERTAIN_BELOW
    assert "far from where the report comes from" in " ".join(resolution.reasons)


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("MELBOURNE, Australia (AP) -- Trams stopped in Richmond.", "Richmond", "AU"),
        ("By Jane Doe in Nairobi\n\nPolice fired tear gas in Eastleigh.", "Eastleigh", "KE"),
        ("WELLINGTON — A slip closed a road in Brooklyn.", "Brooklyn", "NZ"),
        ("BOSTON (AP) — Two trains met in Brighton.", "Brighton", "US"),
    ],
)
def test_a_small_name_beside_home_is_the_one_there(text, name, country):
    resolution = resolved(text)[name]
    assert resolution.place.country_code == country
    assert resolution.confidence >= UNCERTAIN_BELOW


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("NAIROBI — Gunmen attacked Garsen on Monday.", "Garsen", "KE"),  # a capital's report is of the whole country
        ("LEEDS — A ferry sank off Palermo, and Italy mourns Cefalù's mayor.", "Palermo", "IT"),
        ("BRISTOL, England — Ships left for Richmond, Virginia.", "Richmond", "US"),
        ("LONDON (Reuters) – Votes were counted in Kyiv and Toronto.", "Toronto", "CA"),
    ],
)
def test_what_the_text_speaks_for_stays_certain_wherever_it_lies(text, name, country):
    resolution = resolved(text)[name]
    assert resolution.place.country_code == country
    assert resolution.confidence >= UNCERTAIN_BELOW


def test_a_dateline_that_only_the_document_knows_counts():
    text = "Crews spent the night in Bedminster after a blaze."
    for facts in ({"dateline": "Bristol"}, {"place": "Bristol"}):
        resolution = resolved(text, **facts)["Bedminster"]
        assert resolution.place is None or resolution.confidence < UNCERTAIN_BELOW


@pytest.mark.parametrize("stamp", ["10.42am", "14:05 GMT", "6.30pm BST:", "09.15 AEST", "8.15 a.m. ET", "21.47"])
def test_a_live_blogs_time_is_no_name_and_no_position(stamp):
    found = resolved(f"{stamp} Police have closed two roads in Leeds.\n{stamp} A blast was heard in Bradford.")
    assert sorted(found) == ["Bradford", "Leeds"]


def test_a_district_and_its_province_leave_one_of_many_namesakes():
    found = resolved("Tremors shook Santiago, in the Ilocos Sur province of the Philippines.")
    assert abs(found["Santiago"].place.lat - 17.29) < 0.2
    found = resolved("A clinic in Toledo, in the Cebu province of the Philippines, was shut.")
    assert found["Toledo"].place.country_code == "PH"
    kingston = resolved("He lived in Kingston, in the Otago region of New Zealand.")["Kingston"]
    assert kingston.place is None or kingston.confidence < UNCERTAIN_BELOW


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Floods swelled the rivers Severn and Wye.", ("Severn", "Wye")),
        ("Ice jams hit the Columbia and Snake rivers.", ("Columbia", "Snake")),
        ("The Murray and Darling rivers meet here.", ("Murray", "Darling")),
        ("Lakes Malawi and Tanganyika have risen.", ("Malawi", "Tanganyika")),
        ("The rivers Elbe, Weser and Ems are high.", ("Elbe", "Weser", "Ems")),
    ],
)
def test_a_noun_in_the_plural_makes_rivers_and_lakes_of_a_list(text, names):
    found = resolved(text)
    assert [found[name].place.feature_class for name in names] == ["H"] * len(names)


def test_towns_of_the_same_names_stay_towns():
    found = resolved("Darling and Murray signed. The towns of Elbe and Weser are unknown; Malawi voted.")
    assert found["Malawi"].place.feature_code == "PCLI"


@pytest.mark.parametrize(
    ("text", "name", "lat"),
    [
        ("A wolf was filmed in the Chernobyl exclusion zone near Pripyat.", "Chernobyl exclusion zone", 51.3),
        ("The governor rode from Graham's Town to King William's Town.", "King William's Town", -32.88),
        ("The governor rode from Graham's Town to King William's Town.", "Graham's Town", -33.31),
    ],
)
def test_a_name_goes_on_where_the_gazetteer_has_the_whole(text, name, lat):
    assert abs(resolved(text)[name].place.lat - lat) < 0.3


@pytest.mark.parametrize(
    ("text", "names", "unit"),
    [
        ("New Zealand's minister visited farms near Hastings and Cambridge.", ("Hastings", "Cambridge"), "NZ"),
        ("Guyana flooded: Linden and New Amsterdam are without power.", ("Linden", "New Amsterdam"), "GY"),
    ],
)
def test_towns_that_could_all_lie_in_the_one_land_do(text, names, unit):
    found = resolved(text)
    places = [found[name].place for name in names]
    assert all(unit in (place.admin1_code, place.country_code) for place in places)


def test_world_cities_with_namesakes_in_the_one_land_are_a_question():
    found = resolved("Kentucky miners marched through London and Manchester.")
    assert all(found[n].place.admin1_code == "KY" or found[n].confidence < 0.65 for n in ("London", "Manchester"))


def test_one_town_or_another_land_beside_it_leaves_them_where_they_are():
    assert resolved("Kentucky miners went to London.")["London"].place.country_code == "GB"
    found = resolved("Kentucky and France trade with London and Manchester.")
    assert found["London"].place.country_code == "GB"


def test_namesakes_far_from_home_do_not_speak_for_each_other():
    text = (
        "Man charged after stabbing in Easton\n\n"
        "BRISTOL — A man was stabbed in Easton on Saturday. A second man, from Bedminster, was arrested. The victim had"
        " come to Bristol from London."
    )
    found = resolved(text)
    for name in ("Easton", "Bedminster"):
        assert found[name].place is None or found[name].confidence < UNCERTAIN_BELOW
    # Nor do they lead the first view astray.
    view = geomap.map_text(text).view.viewport
    assert view.contains(-2.6, 51.45)
    assert view.width_deg < 3
