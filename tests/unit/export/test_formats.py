import csv
import io
import json

from geomap.export import SCHEMA
from geomap.export.csv import to_csv
from geomap.export.geojson import to_geojson
from geomap.export.json import to_json
from geomap.export.jsonl import to_jsonl

NAMES = [column.name for column in SCHEMA]


def test_every_record_has_the_columns_of_the_schema_in_order(geoparse):
    records = geoparse.to_records()
    assert [list(record) for record in records] == [NAMES, NAMES]
    assert (records[0]["text"], records[0]["modifier"], records[0]["confidence"]) == ("Syria", "southern", 0.988)
    assert (records[0]["uncertain"], records[1]["uncertain"]) == (False, True)


def test_columns_are_null_only_where_the_schema_says_so(geoparse):
    for record in geoparse.to_records():
        for column in SCHEMA:
            assert column.nullable or record[column.name] is not None


def test_json_lines_are_the_form_of_annotated_corpora(geoparse):
    line = to_jsonl(geoparse)
    assert line.endswith("\n")
    assert "\n" not in line[:-1]
    document = json.loads(line)
    assert (document["id"], document["text"]) == ("d1", geoparse.document.text)
    first = document["toponyms"][0]
    assert {key: first[key] for key in ("start", "end", "name", "lat", "lon", "geonameid")} == {
        "start": 22, "end": 27, "name": "Syria", "lat": 35.0, "lon": 38.5, "geonameid": 163843,
    }  # fmt: skip


def test_json_is_one_array(geoparse):
    assert [row["text"] for row in json.loads(to_json([geoparse, geoparse]))] == ["Syria", "=Xyz <b>"] * 2


def test_csv_opens_in_a_spreadsheet_without_running_anything(geoparse):
    rows = list(csv.DictReader(io.StringIO(to_csv([geoparse]))))
    assert list(rows[0]) == NAMES
    assert rows[1]["text"] == "'=Xyz <b>"
    assert rows[0]["uncertain"] == "false"
    assert rows[1]["lon"] == ""


def test_geojson_has_points_in_lon_lat_order_and_null_geometry_for_the_unknown(geoparse):
    text = to_geojson([geoparse])
    assert "<" not in text
    collection = json.loads(text)
    assert collection["type"] == "FeatureCollection"
    assert [feature["geometry"] for feature in collection["features"]] == [
        {"type": "Point", "coordinates": [38.5, 35.0]},
        None,
    ]
    assert collection["features"][1]["properties"]["text"] == "=Xyz <b>"


def test_a_geodataframe_has_the_schemas_types_and_its_crs(geoparse):
    frame = geoparse.to_geodataframe()
    assert frame.crs.to_epsg() == 4326
    assert list(frame.columns) == [*NAMES, "geometry"]
    assert {name: str(frame.dtypes[name]) for name in ("start", "lon", "text", "uncertain")} == {
        "start": "Int64", "lon": "Float64", "text": "string", "uncertain": "boolean",
    }  # fmt: skip
    assert (frame.geometry[0].x, frame.geometry[0].y) == (38.5, 35.0)
    assert frame.geometry[1] is None


def test_an_empty_geoparse_gives_an_empty_frame_of_the_same_form():
    from geomap.model import Document, Geoparse

    frame = Geoparse(Document("Nothing.")).to_geodataframe()
    assert len(frame) == 0
    assert list(frame.columns) == [*NAMES, "geometry"]
    assert frame.crs.to_epsg() == 4326
