"""What a table's numbers do: they weigh the places on page and picture, and stand in card and exports."""

import json
import math
import re

import pytest
from click.testing import CliRunner

import geomap
from geomap.cli.main import cli
from geomap.export import read_table, write
from geomap.maps import ViewOptions, build_view
from geomap.maps.svg.symbols import pin_size
from geomap.reading import read_documents

CASES = 'place,cases\n"Hodeidah, Yemen","1,200"\n"Taiz, Yemen",300\n"Aden, Yemen",\n'


@pytest.fixture
def cases(tmp_path):
    path = tmp_path / "cases.csv"
    path.write_text(CASES, encoding="utf-8")
    return path


def parses(path):
    found = read_documents(path, text_column="place", weight_column="cases")
    return [geomap.geoparse(document) for document in found]


def weights(parse):
    return {r.toponym.text: r.toponym.weight for r in parse}


def test_a_rows_number_goes_to_its_place_and_not_to_what_that_lies_in(cases):
    rows = parses(cases)
    assert weights(rows[0]) == {"Hodeidah": 1200, "Yemen": None}
    assert weights(rows[2]) == {"Aden": None, "Yemen": None}
    assert math.isnan(rows[2].document.weight)


@pytest.mark.parametrize("suffix", ["csv", "json", "geojson", "kml", "gpkg", "parquet"])
def test_every_export_has_the_numbers(cases, tmp_path, suffix):
    table = read_table(write(parses(cases), tmp_path / f"out.{suffix}"))
    assert dict(zip(table["text"], table["weight"].fillna(-1), strict=False)) == {
        "Hodeidah": 1200, "Yemen": -1, "Taiz": 300, "Aden": -1,
    }  # fmt: skip


def test_what_no_table_weighs_has_no_such_column(tmp_path):
    assert "weight" not in read_table(write(geomap.geoparse("Aid reached Homs."), tmp_path / "out.csv")).columns


def test_the_command_draws_pins_as_large_as_the_numbers(cases, tmp_path):
    told = ["map", str(cases), "--text-column", "place", "--weight-column", "cases"]
    page, picture = tmp_path / "out.html", tmp_path / "out.svg"
    for output in (page, picture):
        result = CliRunner().invoke(cli, [*told, "-o", str(output)])
        assert result.exit_code == 0, result.output
    data = json.loads(re.search(r'id="gm-data">(.*?)</script>', page.read_text(encoding="utf-8"), re.DOTALL)[1])
    given = {f["title"]: [m.get("w") for m in f["m"]] for f in data["features"]}
    assert data["heaviest"] == 1200
    assert (given["Hodeidah"], given["Taiz"], given["Aden"]) == ([1200], [300], [None])


def test_a_pins_area_is_its_share_of_the_heaviest(cases):
    view = build_view(parses(cases), geomap.gazetteer.open_gazetteer(), ViewOptions())
    by_title = {f.title: f for f in view.features}
    width = {t: pin_size("city", 1, view.style, (f.weight or 0) / view.heaviest) for t, f in by_title.items()}
    assert width["Hodeidah"] / width["Taiz"] == pytest.approx(2, abs=0.1)
    assert 0 < width["Aden"] < width["Taiz"]


TABLE = """# Cholera

| Town | Region | Year | Cases |
|---|---|---|---|
| Hodeidah | Yemen | 2025 | 1,200 |
| Taiz | Yemen | 2025 | 640 |
| Aden | Yemen | 2025 | 75 |
"""


def test_a_texts_table_weighs_its_places_as_it_stands(tmp_path):
    path = tmp_path / "table.md"
    path.write_text(TABLE, encoding="utf-8")
    assert weights(geomap.geoparse(geomap.read(path))) == {"Hodeidah": 1200, "Taiz": 640, "Aden": 75, "Yemen": None}


@pytest.mark.parametrize(
    "table",
    [
        TABLE.replace("Region", "Deaths").replace("Yemen", "12"),  # two columns: which one is meant?
        TABLE.replace("Cases", "Rank"),
        TABLE.replace("| 75", "| few"),
        "Hodeidah | 1,200\nTaiz | 640\nAden | 75\n",  # no header
    ],
)
def test_a_table_that_leaves_a_choice_weighs_nothing(table):
    assert not any(weights(geomap.geoparse(table)).values())
