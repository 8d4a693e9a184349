"""A part of a place in the exports: its own geometry, not the whole place's."""

import json

import pytest
from shapely import Point
from shapely.geometry import shape

import geomap
from geomap.export import write
from geomap.gazetteer import open_gazetteer


def geometries(text, tmp_path, form="geojson"):
    path = write(geomap.geoparse(text), tmp_path / f"areas.{form}", outline=open_gazetteer().footprint)
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    return {f["properties"]["text"]: shape(f["geometry"]) for f in features}


@pytest.mark.parametrize(
    ("text", "name", "inside", "outside"),
    [
        ("Floods in southern Brazil killed 12 people.", "Brazil", (-53, -29.7), (-47.9, -15.8)),
        ("Fighting went on in northern Nigeria.", "Nigeria", (8.5, 12), (7, 5)),
        ("Rain fell on eastern Turkey.", "Turkey", (43, 39), (28, 40)),
    ],
)
def test_a_part_is_exported_as_the_page_draws_it(text, name, inside, outside, tmp_path):
    geometry = geometries(text, tmp_path)[name]
    assert geometry.contains(Point(inside))
    assert not geometry.contains(Point(outside))


def test_the_whole_stays_whole(tmp_path):
    geometry = geometries("Brazil and Argentina signed.", tmp_path)["Brazil"]
    assert geometry.contains(Point(-53, -29.7))
    assert geometry.contains(Point(-47.9, -15.8))


def test_a_coast_is_a_line_and_the_table_has_the_same():
    parse = geomap.geoparse("Ships wait off Syria's coast, and drought grips southern Brazil.")
    frame = parse.to_geodataframe(open_gazetteer().footprint)
    kinds = dict(zip(frame["text"], frame.geometry.geom_type, strict=False))
    assert kinds["Brazil"] in {"Polygon", "MultiPolygon"}
    assert not frame.geometry[frame["text"] == "Brazil"].iloc[0].contains(Point(-47.9, -15.8))
