"""What is told from other places gets a geometry that lies where the words say."""

import math

import pytest
import shapely

from geomap.gazetteer.reverse import distance_km
from geomap.resolution.plane import Plane, disc, sector, swept

pyproj = pytest.importorskip("pyproj")
GEOD = pyproj.Geod(ellps="WGS84")


@pytest.fixture(scope="module")
def geoparse():
    from geomap.assembly import assemble_geoparser

    return assemble_geoparser().geoparse


def told(geoparse, text):
    """The one relative of a text."""
    (relative,) = geoparse(text).relatives
    return relative


@pytest.mark.parametrize("lat", [0.0, 34.7, -63.0, 78.0])
@pytest.mark.parametrize("bearing", [0.0, 45.0, 202.5])
@pytest.mark.parametrize("km", [10.0, 400.0, 1200.0])
def test_a_plane_agrees_with_the_ellipsoid(lat, bearing, km):
    plane = Plane(36.7, lat)
    at = shapely.Point(km * math.sin(math.radians(bearing)), km * math.cos(math.radians(bearing)))
    there = plane.to_degrees(at)
    lon, north, _ = GEOD.fwd(36.7, lat, bearing, 1000 * km)
    assert distance_km(there.x, there.y, lon, north) <= 0.006 * km
    assert plane.point(there.x, there.y) == pytest.approx((at.x, at.y), abs=1e-6)


def test_shapes_of_the_plane():
    assert disc(10.0).area == pytest.approx(math.pi * 100, rel=0.01)
    assert sector(7.5, 12.5, 0.0, 30.0).area == pytest.approx(math.pi * 100 / 6, rel=0.02)
    assert swept(shapely.LineString([(0, 0), (0, 50)]), 90.0, 0.0, 20.0).area == pytest.approx(1000.0)


@pytest.mark.parametrize(
    ("text", "km", "bearing"),
    [
        ("A convoy was hit 10 km north of Homs on Friday.", 10.0, 0.0),
        ("It came down 40 kilometres southeast of Almaty.", 40.0, 135.0),
        ("The mine is fifteen miles east of Butte, Montana.", 24.14, 90.0),
        ("The tanker was boarded 85 nautical miles south-east of Aden.", 157.42, 135.0),
    ],
)
def test_an_offset_lies_at_its_distance_in_its_direction(geoparse, text, km, bearing):
    relative = told(geoparse, text)
    anchor = relative.anchors[0].place
    towards, _, metres = GEOD.inv(anchor.lon, anchor.lat, relative.middle.lon, relative.middle.lat)
    assert metres / 1000 == pytest.approx(km, rel=0.06)
    assert abs((towards - bearing + 180) % 360 - 180) < 3
    assert (relative.distance_km, relative.bearing_deg) == (pytest.approx(km, rel=0.001), bearing)
    corners = [GEOD.inv(anchor.lon, anchor.lat, *at)[2] / 1000 for at in relative.geometry.exterior.coords]
    assert min(corners) > 0.7 * km
    assert max(corners) < 1.3 * km


def test_it_is_a_resolution_of_kind_relative_with_anchors_and_reasons(geoparse):
    parse = geoparse("A convoy was hit 10 km north of Homs on Friday.")
    (relative,) = parse.relatives
    assert (relative.toponym.kind, relative.toponym.text) == ("relative", "10 km north of Homs")
    assert relative.relation == "offset"
    assert [anchor.place.name for anchor in relative.anchors] == ["Homs"]
    assert relative.confidence <= relative.anchors[0].confidence
    assert relative.reasons[0] == "The words tell it from Homs."
    assert any("7.5 to 12" in reason for reason in relative.reasons)
    # The names of the text are what they are without it.
    assert [r.toponym.text for r in parse] == ["Homs"]


@pytest.mark.parametrize(
    ("text", "relation", "inside", "outside"),
    [
        ("Lorries queue at the border between Poland and Ukraine.", "border", (23.6, 51.5), (22.57, 51.25)),
        ("Snipers watch the road from Aleppo to Damascus.", "corridor", (36.73, 34.86), (38.3, 34.6)),
        ("Pirates seized a dhow off the coast of Yemen.", "coast", (48.9, 13.8), (48.5, 15.0)),
        ("Militias hold the desert east of the Euphrates.", "side", (40.9, 35.3), (39.5, 34.5)),
        ("The camp is 50 miles inland from Beira.", "inland", (34.0, -19.6), (35.3, -20.3)),
        ("Everyone within 30 km of Norwich was warned.", "within", (1.5, 52.7), (0.5, 52.6)),
        ("It lies in the triangle between Calama, Salta and Uyuni.", "triangle", (-67.1, -22.6), (-65.0, -21.0)),
        ("Brick kilns along the Ganges were closed.", "along", (83.0, 25.3), (80.9, 26.8)),
        ("The convoy waited midway between Nairobi and Mombasa.", "middle", (38.2, -2.7), (39.6, -4.0)),
        ("Herds graze between the Tigris and the Euphrates.", "between", (42.0, 35.5), (40.0, 33.5)),
        ("A bomb went off 45 km outside Addis Ababa.", "away", (38.75, 9.43), (38.75, 9.02)),
        ("Mines drift in the strait between Denmark and Sweden.", "between", (12.66, 56.05), (10.0, 56.5)),
    ],
)
def test_each_relation_has_its_own_geometry(geoparse, text, relation, inside, outside):
    relative = told(geoparse, text)
    assert relative.relation == relation or (relation, relative.relation) == ("side", "offset")
    near = Plane(*inside).to_plane(relative.geometry).distance(shapely.Point(0, 0))
    assert near < 12
    assert not relative.geometry.contains(shapely.Point(outside))


def test_a_geometry_across_the_antimeridian_is_whole(geoparse):
    relative = told(geoparse, "Ice blocks the strait between Russia and Alaska.")
    west, _, east, _ = shapely.bounds(relative.geometry)
    assert west >= -180
    assert east <= 180
    assert relative.geometry.contains(shapely.Point(-168.5, 65.8))


def test_where_an_anchor_is_unknown_nothing_is_claimed(geoparse):
    assert not geoparse("A lake burst 15 km upstream from Xqzbrk.").relatives


@pytest.mark.parametrize("said", [{"mentions": {"17-36": False}}, {"names": {"10 km north of Homs": False}}])
def test_what_a_person_said_is_no_place_is_left_out(said):
    from geomap.assembly import assemble_geoparser

    text = "A convoy was hit 10 km north of Homs on Friday."
    assert not assemble_geoparser(corrections=said).geoparse(text).relatives


def test_nine_in_ten_of_our_own_expressions_are_right_and_no_figure_of_speech_is_taken():
    from tests.benchmarks import kinds

    read = kinds.read("relative")
    expressions, figures = kinds.tally(read["expressions"]), kinds.tally(read["figures_of_speech"])
    assert expressions.verdicts["right"] >= 150  # of 167
    assert figures.verdicts["wrong"] == 0


def test_a_geometry_that_is_told_again_is_drawn_once_and_said_in_its_own_words(geoparse):
    first = told(geoparse, "A convoy was hit 10 km north of Homs on Friday.")
    again = told(geoparse, "Shells fell ten kilometres north of Homs, a spokesman said.")
    assert again.polygons is first.polygons
    assert (again.place.lon, again.place.lat) == (first.place.lon, first.place.lat)
    assert again.toponym.text == "ten kilometres north of Homs"
    farther = told(geoparse, "A convoy was hit 30 km north of Homs on Friday.")
    elsewhere = told(geoparse, "A convoy was hit 10 km north of Hama on Friday.")
    assert len({one.polygons for one in (first, farther, elsewhere)}) == 3


def test_what_is_kept_of_geometries_is_bounded(monkeypatch):
    from geomap.assembly import assemble_geoparser
    from geomap.resolution import relative

    resolver = relative.RelativeResolver(assemble_geoparser().gazetteer)
    monkeypatch.setattr(relative, "_MOST_KEPT", 1000)
    monkeypatch.setattr(relative, "relative_resolver", lambda _: resolver)
    geoparser = assemble_geoparser(recognizer="lexicon")
    for km in range(5, 45):
        geoparser.geoparse(f"A convoy was hit {km} km north of Homs on Friday.")
        kept = sum(len(ring) for one in resolver._known.values() if one for rings in one.polygons for ring in rings)
        assert kept <= 1000
    assert resolver._known
