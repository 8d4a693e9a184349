"""A user's places over the bundled gazetteer: whoever asks sees them."""

import pickle

import pytest

from geomap.assembly import assemble_geoparser, map_documents
from geomap.errors import InputError, UnknownPlaceError
from geomap.gazetteer import bundled, layout, open_gazetteer
from geomap.gazetteer.userfile import add_places, kept_places, lay_kept_over, remove_places, user_places_path
from geomap.model import UNCERTAIN_BELOW

TABLE = """\
name,alt_names,name:ar,kind,wkt,note
Camp Redwood,Redwood|Kamp Redwood,مخيم ريدوود,refugee camp,\
"POLYGON((36.5 34.5,36.6 34.5,36.6 34.6,36.5 34.6,36.5 34.5))",Opened in May
Paris,,,city,POINT(36.9 34.2),
OP7,,,base,POINT(36.95 34.25),
March,,,village,POINT(37.5 35.5),
"""


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    file = tmp_path_factory.mktemp("own") / "places.csv"
    file.write_text(TABLE, encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def laid(path):
    return bundled().with_places(path)


@pytest.fixture
def own_file(tmp_path, monkeypatch):
    monkeypatch.setenv("GEOMAP_DATA_DIR", str(tmp_path / "data"))
    return tmp_path / "data" / "places.geojson"


def test_the_bundled_gazetteer_stays_as_it_is(laid):
    assert len(laid) == len(bundled()) + 4
    assert bundled().index("user:camp-redwood") == -1
    assert bundled().lookup("Camp Redwood") == []


@pytest.mark.slow
def test_a_place_by_id_index_and_iteration(laid):
    place = laid.get("user:camp-redwood")
    assert place == laid.place(place.index)
    assert place in set(list(laid)[-4:])
    assert (place.name, place.feature_class, place.feature_code) == ("Camp Redwood", "S", "CMPRF")
    assert (place.lon, place.lat, place.has_footprint, place.source) == (36.55, 34.55, True, "user")
    assert laid.id_of(place.index) == "user:camp-redwood"
    assert laid.name_of(place.index) == "Camp Redwood"
    assert laid.get("geonames:169577") == bundled().get("geonames:169577")
    with pytest.raises(UnknownPlaceError):
        laid.get("user:elsewhere")
    with pytest.raises(UnknownPlaceError):
        laid.place(len(laid))


def test_country_and_province_come_from_the_position(laid):
    place = laid.get("user:camp-redwood")
    assert (place.country_code, place.admin1_code) == ("SY", "11")
    assert laid.admin1("SY", "11").name == "Homs"


@pytest.mark.parametrize("name", ["Camp Redwood", "camp redwood", "Kamp Redwood", "مخيم ريدوود"])
def test_looking_up_any_of_its_names(laid, name):
    assert laid.lookup(name)[0].place.id == "user:camp-redwood"


def test_looking_up_says_how_the_name_matched(laid):
    first = laid.lookup("Redwood")[0]
    assert (first.place.id, first.match, first.name) == ("user:camp-redwood", "alternate", "Redwood")
    assert laid.lookup("Camp Redwoot", fuzzy=True)[0].place.id == "user:camp-redwood"
    assert laid.lookup("Camp Redwood", country="FR") == []
    assert laid.lookup("Camp Redwood", kind="camp")[0].place.id == "user:camp-redwood"


def test_a_user_s_place_comes_before_its_namesakes_and_hides_none(laid):
    ids = [candidate.place.id for candidate in laid.lookup("Paris")]
    assert ids[:2] == ["user:paris", "geonames:2988507"]
    assert ids[1:] == [candidate.place.id for candidate in bundled().lookup("Paris")]


def test_the_matcher_s_view(laid):
    number = laid.name_id("camp redwood")
    assert number >= bundled().name_count
    assert laid.name_count == bundled().name_count + 6
    assert laid.prefixes("camp redwood was")[0] == (12, number)
    assert laid.prefixes("camp redwoods")[0][0] < 12
    ((index, code),) = laid.bearers(number)
    assert (index, code & layout.KIND_MASK) == (laid.index("user:camp-redwood"), layout.PRIMARY)
    assert laid.tier(number) == layout.TIER_500K
    assert laid.name_id("kamp redwod") == -1
    paris = laid.bearers(laid.name_id("paris"))
    assert (paris[0][0], paris[0][1] & layout.KIND_MASK) == (laid.index("user:paris"), layout.PRIMARY)
    assert paris[1:] == list(bundled().bearers(bundled().name_id("paris")))
    homs = bundled().name_id("homs")
    assert (laid.name_id("homs"), laid.bearers(homs), laid.tier(homs)) == (
        homs,
        bundled().bearers(homs),
        bundled().tier(homs),
    )


def test_columns_go_on_behind_the_bundled_ones(laid):
    index = laid.index("user:op7")
    columns = laid.columns
    assert (columns.lon_e5[index], columns.lat_e5[index]) == (3_695_000, 3_425_000)
    assert laid.features[columns.feature[index]] == ("L", "MILB")
    assert laid.country_codes[columns.country[index]] == "SY"
    assert columns.admin1[index] == columns.admin1[laid.index("geonames:169577")]
    assert columns.importance[index] > max(bundled().columns.importance)
    assert len(columns.lat_e5.tolist()) == len(columns.lat_e5) == len(laid)


def test_names_notes_attribution(laid):
    place = laid.get("user:camp-redwood")
    assert [name.text for name in laid.names(place)] == ["Camp Redwood", "Redwood", "Kamp Redwood", "مخيم ريدوود"]
    assert laid.name_in(place, "ar") == "مخيم ريدوود"
    assert laid.name_in(place, "fr") == "Camp Redwood"
    assert laid.note(place) == "Opened in May"
    assert laid.attribution(place).name == "the user's own places"
    assert (laid.status(place), laid.members(place)) == (None, ())
    homs = laid.get("geonames:169577")
    assert laid.attribution(homs).name == "GeoNames"
    assert laid.names(homs) == bundled().names(homs)


def test_outlines(laid):
    place = laid.get("user:camp-redwood")
    assert laid.footprint(place).bounds == (36.5, 34.5, 36.6, 34.6)
    assert "user:camp-redwood" in laid.footprints
    assert "user:paris" not in laid.footprints
    assert laid.footprints.get("user:paris") is None
    syria = laid.get("geonames:163843")
    assert laid.footprint(syria, "world").equals(bundled().footprint(syria, "world"))
    assert laid.footprints.containing(36.55, 34.55) == bundled().footprints.containing(36.55, 34.55)


def test_a_fine_outline_is_thinned_for_wide_maps_and_keeps_its_extent(tmp_path):
    import math

    steps = [2 * math.pi * i / 4000 for i in range(4000)]
    ring = [(36.5 + 0.02 * math.cos(a), 34.5 + 0.02 * math.sin(a)) for a in steps]
    text = ",".join(f"{x} {y}" for x, y in [*ring, ring[0]])
    (tmp_path / "disc.csv").write_text(f'name,wkt\nDisc,"POLYGON(({text}))"\n')
    laid = bundled().with_places(tmp_path / "disc.csv")
    place = laid.get("user:disc")
    sizes = {detail: len(laid.footprint(place, detail).exterior.coords) for detail in ("world", "region", "local")}
    assert sizes["world"] == sizes["region"] < sizes["local"] < 200
    assert laid.footprint(place, "world").area == pytest.approx(math.pi * 0.02**2, rel=0.03)


def test_reverse_look_up(laid):
    inside = laid.reverse(36.51, 34.59)
    assert (inside.place.id, inside.distance_km) == ("user:camp-redwood", 0)
    assert (inside.admin1.name, inside.country.name) == ("Homs", "Syria")
    beside = laid.reverse(36.951, 34.251)
    assert beside.place.id == "user:op7"
    assert beside.distance_km == pytest.approx(0.144, abs=0.002)
    assert laid.reverse(2.35, 48.85) == bundled().reverse(2.35, 48.85)
    with pytest.raises(InputError):
        laid.reverse(200, 0)


def test_the_nearest_of_many_is_found_across_the_antimeridian_and_at_the_pole(tmp_path):
    import random

    from geomap.gazetteer.reverse import distance_km

    chance = random.Random(4)
    rows = [(chance.uniform(36, 38), chance.uniform(33, 35)) for _ in range(300)]
    rows += [(179.99, -16.9), (-179.99, -17.1), (10, 89.5), (-170, 89.4)]
    lines = [f"Post {i},{lon},{lat},camp" for i, (lon, lat) in enumerate(rows)]
    (tmp_path / "many.csv").write_text("\n".join(["name,lon,lat,kind", *lines]))
    laid = bundled().with_places(tmp_path / "many.csv")
    points = [(chance.uniform(35, 39), chance.uniform(32, 36)) for _ in range(60)]
    points += [(chance.choice([-1, 1]) * chance.uniform(178, 180), chance.uniform(-18, -16)) for _ in range(30)]
    points += [(chance.uniform(-180, 180), chance.uniform(85, 90)) for _ in range(30)]
    own = 0
    for lon, lat in points:
        below = bundled().reverse(lon, lat)
        best = min(laid.own, key=lambda p: distance_km(lon, lat, p.lon, p.lat))
        km = distance_km(lon, lat, best.lon, best.lat)
        found = laid.reverse(lon, lat)
        assert found.place.id == (best.id if km <= below.distance_km else below.place.id)
        assert found.distance_km == pytest.approx(min(km, below.distance_km))
        own += km <= below.distance_km
    assert own > 40


def test_short_names_in_capitals_count_only_so(laid):
    assert laid.lookup("OP7")[0].place.id == "user:op7"
    assert laid.lookup("op7") == []


def test_a_stop_name_that_the_user_gave_a_place_stops_no_longer(laid):
    assert "march" in bundled().stop_names()
    assert "march" not in laid.stop_names()
    assert len(laid.stop_names()) == len(bundled().stop_names()) - 1


@pytest.mark.parametrize("recognizer", ["lexicon", "tagger"])
def test_a_text_that_names_them(laid, recognizer):
    parser = assemble_geoparser(gazetteer=laid, recognizer=recognizer)
    parse = parser.geoparse(
        "Aid reached Camp Redwood on Monday. People in Kamp Redwood and in Homs had waited for weeks."
    )
    found = [(r.toponym.text, r.place.id) for r in parse]
    assert found == [
        ("Camp Redwood", "user:camp-redwood"),
        ("Kamp Redwood", "user:camp-redwood"),
        ("Homs", "geonames:169577"),
    ]
    assert min(r.confidence for r in parse) > UNCERTAIN_BELOW


def test_the_map_draws_the_outline_and_names_the_source(path):
    made = map_documents(["Aid reached Camp Redwood near Homs."], gazetteer=bundled(), places=path)
    (feature,) = [f for f in made.view.features if f.place.id == "user:camp-redwood"]
    assert feature.layer == "sites"
    assert feature.symbol == "camp"
    xs, ys = feature.polygons[0][0][::2], feature.polygons[0][0][1::2]
    assert (min(xs), min(ys), max(xs), max(ys)) == (36.5, 34.5, 36.6, 34.6)
    assert feature.note == "Opened in May"
    assert [credit.name for credit in feature.credits] == ["the user's own places"]


def test_laying_twice_replaces_what_has_the_same_id(laid, tmp_path):
    file = tmp_path / "more.csv"
    file.write_text("name,lon,lat,kind\nParis,37,35,camp\nNew Post,37.1,35.1,base\n")
    twice = laid.with_places(file)
    assert len(twice) == len(laid) + 1
    assert (twice.get("user:paris").lon, twice.get("user:paris").feature_code) == (37, "CMP")
    assert twice.get("user:camp-redwood").name == "Camp Redwood"
    assert laid.get("user:paris").lon == 36.9


def test_a_country_code_of_the_user_s_own_counts(tmp_path):
    file = tmp_path / "abroad.csv"
    file.write_text("name,lon,lat,country_code,admin1_code\nEmbassy Post,36.3,33.5,FR,11\n")
    place = bundled().with_places(file).get("user:embassy-post")
    assert (place.country_code, place.admin1_code) == ("FR", "11")


def test_another_process_gets_the_same(laid):
    copy = pickle.loads(pickle.dumps(laid))
    assert copy.get("user:camp-redwood") == laid.get("user:camp-redwood")
    assert len(copy) == len(laid)


def test_places_are_kept_replaced_and_removed(own_file, path, tmp_path):
    assert user_places_path() == own_file
    assert kept_places() == ()
    change = add_places([path], bundled())
    assert [place.id for place in change.added] == ["user:camp-redwood", "user:paris", "user:op7", "user:march"]
    assert change.replaced == ()
    assert change.path == own_file
    assert kept_places()[0].admin1_code == "11"
    (tmp_path / "again.csv").write_text("name,lon,lat,note\nParis,10,50,moved\n")
    change = add_places([tmp_path / "again.csv"], bundled())
    assert ([p.id for p in change.added], [p.id for p in change.replaced]) == ([], ["user:paris"])
    assert [(p.id, p.lon, p.country_code) for p in kept_places()][1] == ("user:paris", 10, "DE")
    assert [p.id for p in remove_places(["march", "user:op7"])] == ["user:march", "user:op7"]
    assert [p.id for p in kept_places()] == ["user:camp-redwood", "user:paris"]
    with pytest.raises(UnknownPlaceError, match="'user:op7' is kept"):
        remove_places(["user:paris", "user:op7"])
    assert len(kept_places()) == 2
    remove_places(["user:paris", "user:camp-redwood"])
    assert not own_file.exists()


def test_a_bad_file_keeps_nothing_of_the_others(own_file, path, tmp_path):
    (tmp_path / "bad.csv").write_text("name,lon,lat\nX,1,\n")
    with pytest.raises(InputError, match=r"bad\.csv: 1 of 1 places cannot be used"):
        add_places([path, tmp_path / "bad.csv"], bundled())
    assert not own_file.exists()


@pytest.mark.usefixtures("own_file")
def test_kept_places_are_used_unless_they_are_switched_off(path, monkeypatch):
    assert open_gazetteer() is bundled()
    add_places([path], bundled())
    assert open_gazetteer().get("user:op7").name == "OP7"
    assert open_gazetteer() is open_gazetteer()
    assert open_gazetteer(user_places=False) is bundled()
    assert assemble_geoparser().gazetteer.index("user:op7") > 0
    assert assemble_geoparser(user_places=False).gazetteer is bundled()
    monkeypatch.setenv("GEOMAP_USER_PLACES", "off")
    assert open_gazetteer() is bundled()
    monkeypatch.delenv("GEOMAP_USER_PLACES")
    remove_places(["user:op7"])
    assert open_gazetteer().index("user:op7") == -1


def test_a_damaged_file_is_told_with_the_way_out(own_file):
    own_file.parent.mkdir()
    own_file.write_text("{")
    with pytest.raises(InputError, match=r"is no GeoJSON.*mend or delete the file, or set GEOMAP_USER_PLACES=off"):
        lay_kept_over(bundled())


def test_the_folder_is_the_system_s_own(monkeypatch):
    import platformdirs

    monkeypatch.delenv("GEOMAP_DATA_DIR")
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    assert str(user_places_path().parent) == platformdirs.user_data_dir("geomap", appauthor=False)
    monkeypatch.setenv("XDG_DATA_HOME", "/tmp/elsewhere")
    assert str(user_places_path().parent) == platformdirs.user_data_dir("geomap", appauthor=False)


@pytest.mark.usefixtures("own_file")
def test_a_run_without_kept_places_opens_the_bundled_gazetteer_and_nothing_else():
    assert open_gazetteer() is bundled()
