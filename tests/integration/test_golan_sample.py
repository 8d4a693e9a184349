"""What a user gets from the bundled sample: every name found, in its place."""

from math import asin, cos, radians, sin, sqrt

import pytest

import geomap
from geomap.reading import to_document
from geomap.samples import sample_text


def distance_km(lon1, lat1, lon2, lat2):
    lon1, lat1, lon2, lat2 = map(radians, (lon1, lat1, lon2, lat2))
    h = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * 6371.0088 * asin(sqrt(h))


@pytest.fixture(scope="module")
def parse():
    return geomap.geoparse(to_document(sample_text("golan")))


def found(parse, text):
    return [r for r in parse if r.toponym.text == text]


@pytest.mark.parametrize(
    ("text", "place_id"),
    [
        ("Paris", "geonames:2988507"),
        ("Moscow", "geonames:524901"),
        ("Damascus", "geonames:170654"),
        ("Homs", "geonames:169577"),
        ("Hama", "geonames:170017"),
        ("Aleppo", "geonames:170063"),
        ("Latakia", "geonames:173576"),
        ("Amman", "geonames:250441"),
        ("Ankara", "geonames:323786"),
        ("Syria", "geonames:163843"),
        ("Israel", "geonames:294640"),
        ("Russia", "geonames:2017370"),
        ("Jordan", "geonames:248816"),
        ("Lebanon", "geonames:272103"),
        ("Sweida province", "geonames:172410"),
        ("Golan Heights", "geomap:golan-heights"),
        ("Hmeimim air base", "geomap:hmeimim-air-base"),
        ("UN-patrolled buffer zone", "naturalearth:SYR-5261"),
    ],
)
def test_every_mention_is_the_place_that_is_meant(parse, text, place_id):
    resolutions = found(parse, text)
    assert resolutions, [r.toponym.text for r in parse]
    assert {r.place.id for r in resolutions if r.place} == {place_id}


@pytest.mark.parametrize(
    ("text", "lon", "lat", "km"),
    [
        ("Homs", 36.72, 34.73, 10),
        ("Hama", 36.75, 35.13, 10),
        ("Hmeimim air base", 35.949, 35.401, 5),
        ("Quneitra", 35.82, 33.13, 15),
        ("Mount Hermon", 35.857, 33.416, 10),
        ("Paris", 2.35, 48.85, 10),
        ("Moscow", 37.62, 55.75, 10),
    ],
)
def test_points_lie_where_the_places_are(parse, text, lon, lat, km):
    resolutions = found(parse, text)
    assert resolutions, [r.toponym.text for r in parse]
    for resolution in resolutions:
        assert distance_km(resolution.place.lon, resolution.place.lat, lon, lat) < km


def test_the_naval_base_is_in_tartus(parse):
    mention = next(r for r in parse if "Tartus" in r.toponym.text)
    assert distance_km(mention.place.lon, mention.place.lat, 35.874, 34.915) < 20


def test_the_soviet_union_is_a_former_state(parse):
    assert [(r.place.name, r.place.feature_code) for r in found(parse, "Soviet Union")] == [("Soviet Union", "PCLH")]


def test_offsets_are_those_of_the_text(parse):
    text = parse.document.text
    assert len(parse) >= 35
    previous = parse.document.body_start
    for resolution in parse:
        toponym = resolution.toponym
        assert text[toponym.start : toponym.end] == toponym.text
        assert toponym.start >= previous
        previous = toponym.end


def test_demonyms_are_tied_to_their_country(parse):
    kinds = {(r.toponym.text, r.toponym.kind, r.place.country_code) for r in parse if r.toponym.kind == "demonym"}
    assert kinds >= {("Syrian", "demonym", "SY"), ("Israeli", "demonym", "IL"), ("Russian", "demonym", "RU")}


def test_people_and_months_are_no_places(parse):
    names = {r.toponym.text for r in parse}
    assert not names & {"Lina Haddour", "Haddour", "Lina", "Amos Tal", "Amos", "Tal", "October", "December", "Tuesday"}


def test_parts_of_a_country_keep_their_modifier(parse):
    modifiers = {
        (r.toponym.text, r.toponym.modifier.text, r.toponym.modifier.part) for r in parse if r.toponym.modifier
    }
    assert ("Syria", "southern", "south") in modifiers
    assert ("Syria", "Mediterranean coast", "coast") in modifiers


def test_the_zone_covers_quneitra_and_not_damascus():
    from shapely.geometry import Point

    gazetteer = geomap.Gazetteer.open()
    zone = gazetteer.footprint(gazetteer.get("naturalearth:SYR-5261"), "local")
    assert zone.geom_type in {"Polygon", "MultiPolygon"}
    assert zone.covers(Point(35.8246, 33.1258))
    assert not zone.covers(Point(36.2913, 33.5102))
    golan = gazetteer.footprint(gazetteer.get("geomap:golan-heights"), "local")
    assert golan.covers(Point(35.767, 33.267))  # Majdal Shams
    assert not golan.covers(Point(36.2913, 33.5102))


def test_two_runs_give_the_same():
    first, second = (geomap.geoparse(sample_text("golan")) for _ in range(2))
    assert first == second
