"""Every format has what is told from other places, with its footprint."""

import json

import pytest
import shapely

from geomap.export import read_table, write


@pytest.fixture(scope="module")
def parse():
    from geomap.assembly import assemble_geoparser

    return assemble_geoparser().geoparse("Rebels held a post 10 km north of Homs, near Hama.")


def test_geojson_has_a_polygon_with_its_anchors_beside_the_points(parse, tmp_path):
    path = tmp_path / "out.geojson"
    write(parse, path)
    first, *others = json.loads(path.read_text())["features"]
    assert first["geometry"]["type"] == "Polygon"
    said = first["properties"]
    assert (said["kind"], said["relation"], said["anchors"]) == ("relative", "offset", "Homs")
    assert (said["distance_km"], said["bearing_deg"], said["anchor_ids"]) == (10.0, 0.0, "geonames:169577")
    assert said["source"] == "relative"
    assert {feature["geometry"]["type"] for feature in others} == {"Point"}
    assert all(feature["properties"]["relation"] is None for feature in others)


@pytest.mark.parametrize("suffix", [".gpkg", ".kml", ".geojson"])
def test_its_footprint_comes_back_from_a_file(parse, tmp_path, suffix):
    path = tmp_path / f"out{suffix}"
    write(parse, path)
    table = read_table(path)
    row = table[table.kind == "relative"].iloc[0]
    assert row.geometry.geom_type == "Polygon"
    assert row.geometry.contains(shapely.Point(row.lon, row.lat))
    assert set(table[table.kind != "relative"].geometry.geom_type) == {"Point"}


def test_lines_of_a_corpus_keep_it_apart_from_the_names(parse, tmp_path):
    path = tmp_path / "out.jsonl"
    write(parse, path)
    line = json.loads(path.read_text())
    assert [toponym["text"] for toponym in line["toponyms"]] == ["Homs", "Hama"]
    assert all("relation" not in toponym for toponym in line["toponyms"])
    assert [one["text"] for one in line["relatives"]] == ["10 km north of Homs"]


def test_the_scorer_does_not_see_it(parse):
    from geomap.evaluation.corpus import to_mentions

    assert [mention.name for mention in to_mentions(parse)] == ["Homs", "Hama"]
