"""What a person has drawn stands in GeoJSON behind the mentions; other formats and readers know nothing of it."""

import json

import pytest

import geomap
from geomap.edits import Corrections
from geomap.export import read_table
from geomap.export.drawings import drawings_of
from geomap.export.formats import format_named
from geomap.gazetteer import bundled

TEXT = "Aid reached Homs."
DRAWN = {
    "version": 2,
    "decided_by": "A. Reader",
    "annotations": [
        {"kind": "callout", "text": "<b>Here</b>", "point": [36.7, 34.7], "decided_by": "B"},
        {"kind": "arrow", "line": [[179, -17], [-179, -18]], "colour": "military"},
        {"kind": "polygon", "polygon": [[179, -17], [179, -19], [-179, -19], [-179, -17]]},
        {"kind": "area", "place": "geonames:169575", "symbol": "zone"},
    ],
}


@pytest.fixture(scope="module")
def said():
    return Corrections.from_dict(DRAWN)


def test_geojson_has_each_drawing_with_its_words_and_who_drew_it(said):
    parse = geomap.geoparse(TEXT)
    text = format_named("geojson").render([parse], None, drawings_of(said, bundled()))
    features = json.loads("".join(text))["features"]
    assert len(features) == 1 + 4
    callout, arrow, polygon, area = features[1:]
    assert callout["geometry"] == {"type": "Point", "coordinates": [36.7, 34.7]}
    assert callout["properties"] == {
        "annotation": "callout", "text": "<b>Here</b>", "place_id": None, "symbol": None, "colour": None,
        "drawn_by": "B",
    }  # fmt: skip
    assert arrow["properties"]["drawn_by"] == "A. Reader"
    # Cut at the antimeridian, as RFC 7946 wants it.
    assert arrow["geometry"]["type"] == "MultiLineString"
    assert polygon["geometry"]["type"] == "MultiPolygon"
    lons = {lon for piece in polygon["geometry"]["coordinates"] for ring in piece for lon, _ in ring}
    assert lons == {179, 180, -180, -179}
    assert area["properties"]["place_id"] == "geonames:169575"
    assert area["geometry"]["type"] in {"Polygon", "MultiPolygon"}
    assert "<" not in "".join(text)


def test_the_mentions_come_back_without_them_and_other_formats_lack_them(said, tmp_path):
    parse = geomap.geoparse(TEXT)
    drawn = drawings_of(said, bundled())
    path = tmp_path / "out.geojson"
    path.write_text("".join(format_named("geojson").render([parse], None, drawn)))
    assert list(read_table(path).text) == ["Homs"]
    assert list(format_named("csv").render([parse], None, drawn)) == list(format_named("csv").render([parse]))
    assert drawings_of(None, bundled()) == []
