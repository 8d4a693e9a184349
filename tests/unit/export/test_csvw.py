"""A CSV with its description: every column, its type, and what it means."""

import csv
import json

import pytest

from geomap.errors import InputError, OutputError
from geomap.export import SCHEMA, write
from geomap.export.formats import format_named


def test_the_description_stands_beside_the_table_and_names_each_column(geoparse, tmp_path):
    path = write([geoparse], tmp_path / "a b.csv", form="csvw")
    described = json.loads((tmp_path / "a b.csv-metadata.json").read_text("utf-8"))
    assert described["url"] == "a%20b.csv"
    columns = described["tableSchema"]["columns"]
    with path.open(encoding="utf-8", newline="") as file:
        assert next(csv.reader(file)) == [column["titles"] for column in columns] == [c.name for c in SCHEMA]
    by_name = {column["name"]: column for column in columns}
    assert by_name["uncertain"]["datatype"] == {"base": "boolean", "format": "true|false"}
    assert by_name["lat"]["propertyUrl"].endswith("wgs84_pos#lat")
    assert (by_name["start"]["required"], by_name["lon"]["required"]) == (True, False)
    assert "GeoNames, CC BY 4.0" in described["dc:rights"]


def test_two_files_need_a_name(geoparse, tmp_path):
    with pytest.raises(InputError, match="csvw makes two files: name the first"):
        format_named("csvw").write_beside("-", [geoparse])
    with pytest.raises(OutputError):
        write(geoparse, tmp_path / "gone" / "a.csv", form="csvw")


def test_a_csv_alone_has_nothing_beside_it(geoparse, tmp_path):
    write(geoparse, tmp_path / "a.csv")
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]
