"""Every format that has room for lines has the movements, beside the mentions."""

import json

import geopandas
import pytest

from geomap.export import read_table, write
from geomap.export.kml import to_kml
from geomap.export.movements import MOVEMENT_SCHEMA, line_of, to_movement_records

TEXT = "Assad fled to Russia from Hmeimim. The cyclone moved from Fiji to Tonga."


@pytest.fixture(scope="module")
def parse():
    from geomap.assembly import assemble_geoparser

    return assemble_geoparser().geoparse(TEXT)


def test_a_record_says_who_moves_from_where_to_where(parse):
    first, second = to_movement_records(parse)
    assert list(first) == [column.name for column in MOVEMENT_SCHEMA]
    assert (first["from"], first["to"], first["kind"], first["mover"]) == ("Hmeimim", "Russia", "escape", "Assad")
    assert first["from_id"] == "geomap:hmeimim-air-base"
    assert first["text"] == TEXT[first["start"] : first["end"]] == "fled to Russia from Hmeimim"
    assert first["sentence"] == "Assad fled to Russia from Hmeimim."
    assert (second["from"], second["to"], second["mover"]) == ("Fiji", "Tonga", "The cyclone")
    for movement, record in zip(parse.movements, (first, second), strict=True):
        least = min(stop.confidence for stop in movement.stops)
        assert 0.5 < record["confidence"] < least
    assert all(column.nullable or first[column.name] is not None for column in MOVEMENT_SCHEMA)


def test_geojson_has_a_line_behind_the_mentions_cut_at_the_antimeridian(parse, tmp_path):
    path = tmp_path / "out.geojson"
    write(parse, path)
    features = json.loads(path.read_text())["features"]
    assert [feature["geometry"]["type"] for feature in features[-3:]] == ["Point", "LineString", "MultiLineString"]
    flight, storm = features[-2:]
    assert (flight["properties"]["from"], flight["properties"]["to"]) == ("Hmeimim", "Russia")
    russia = next(f for f in features if f["properties"]["text"] == "Russia")
    assert flight["geometry"]["coordinates"][1] == russia["geometry"]["coordinates"]
    west, east = storm["geometry"]["coordinates"]
    assert (west[-1][0], east[0][0]) == (180.0, -180.0)
    assert west[-1][1] == east[0][1]


@pytest.mark.parametrize("suffix", [".geojson", ".gpkg", ".kml"])
def test_the_mentions_come_back_without_them(parse, tmp_path, suffix):
    path = tmp_path / f"out{suffix}"
    write(parse, path)
    table = read_table(path)
    assert list(table.text) == [resolution.toponym.text for resolution in parse]
    assert set(table.geometry.geom_type) == {"Point"}


@pytest.mark.parametrize(("suffix", "prefix"), [(".gpkg", ""), (".kml", "movement_")])
def test_they_are_a_layer_of_their_own(parse, tmp_path, suffix, prefix):
    path = tmp_path / f"out{suffix}"
    write(parse, path)
    table = geopandas.read_file(path, layer="movements")
    assert list(table[f"{prefix}from"]) == ["Hmeimim", "Fiji"]
    assert list(table[f"{prefix}kind"]) == ["escape", "weather"]
    assert list(table.geometry.geom_type) == ["LineString", "MultiLineString"]


def test_a_line_of_a_corpus_has_them_beside_the_names(parse, tmp_path):
    path = tmp_path / "out.jsonl"
    write(parse, path)
    line = json.loads(path.read_text())
    assert [(one["from"], one["to"]) for one in line["movements"]] == [("Hmeimim", "Russia"), ("Fiji", "Tonga")]
    assert len(line["toponyms"]) == len(parse.resolutions)


def test_without_movements_there_is_nothing_of_them(geoparse, tmp_path):
    for suffix in (".geojson", ".jsonl", ".kml"):
        path = tmp_path / f"out{suffix}"
        write(geoparse, path)
        assert "movements" not in path.read_text()
    write(geoparse, tmp_path / "out.gpkg")
    assert list(geopandas.list_layers(tmp_path / "out.gpkg").name) == ["mentions", "places"]


def test_words_of_a_text_are_no_markup_in_kml():
    from dataclasses import replace

    from geomap.assembly import assemble_geoparser

    parse = assemble_geoparser().geoparse(TEXT)
    hostile = replace(parse.movements[0], sentence="<b>&", mover="]]><x>")
    kml = to_kml([replace(parse, movements=(hostile,))])
    assert "<b>" not in kml
    assert "<x>" not in kml


def test_a_way_between_is_a_corner_of_the_line():
    assert line_of([(10.0, 0.0), (20.0, 5.0), (30.0, 0.0)]) == [[(10.0, 0.0), (20.0, 5.0), (30.0, 0.0)]]
