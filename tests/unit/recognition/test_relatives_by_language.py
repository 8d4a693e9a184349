"""Where is said from other places, in the languages of the press: "в 10 км к северу от Хомса"."""

import re
from pathlib import Path

import pytest

from geomap.language import find_language
from geomap.model import Toponym
from geomap.recognition.relative import relative_finder

TABLE = Path(__file__).parents[2] / "data" / "relative_by_language.txt"
ROWS = [
    [cell.strip() for cell in line.split("|")]
    for line in TABLE.read_text(encoding="utf-8").splitlines()
    if line[0] != "#"
]


def _read(marked):
    text, toponyms = "", []
    for number, piece in enumerate(re.split(r"[][]", marked)):
        if number % 2:
            toponyms.append(Toponym(len(text), len(text) + len(piece), piece, "literal", piece))
        text += piece
    return text, toponyms


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row[0]}: {row[1][:24]}")
def test_an_expression_tells_distance_and_direction(row):
    code, marked, expected = row
    text, toponyms = _read(marked)
    written = []
    for one in relative_finder(find_language(code)).find(text, toponyms):
        numbers = [value for value in (one.said_km, one.bearing_deg) if value is not None]
        written.append(" ".join([f"{text[one.start : one.end]} =", one.relation, *(f"{value:g}" for value in numbers)]))
    assert written == [each.strip() for each in expected.split(" ; ") if each]
