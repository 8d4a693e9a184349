from __future__ import annotations

import importlib.util
import json
from pathlib import Path

import pytest

from geomap.corrections import apply_corrections, read_corrections
from geomap.errors import InputError

_spec = importlib.util.spec_from_file_location("tiny_world", Path(__file__).parents[1] / "data" / "tiny_world.py")
world = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(world)


def write(path, rows):
    path.write_text(json.dumps({"format": "geomap-corrections", "version": 1, "corrections": rows}), "utf-8")
    return path


def row(text, place, **others):
    start = world.TEXT.index(text)
    return {
        "document": "talks.txt",
        "number": 0,
        "start": start,
        "end": start + len(text),
        "text": text,
        "place": place,
    } | others


def test_a_rival_is_chosen_and_a_false_place_taken_away(tmp_path):
    path = write(tmp_path / "c.json", [row("Bruck", "t:bruck2"), row("East Heath", None)])
    (parse,), unused = apply_corrections([world.parse()], read_corrections(path), world.Gazetteer())
    by_text = {resolution.toponym.text: resolution for resolution in parse}
    assert by_text["Bruck"].place.id == "t:bruck2"
    assert by_text["Bruck"].confidence == 1.0
    assert by_text["Bruck"].decided_by == "correction"
    assert "East Heath" not in by_text
    assert len(parse) == len(world.parse()) - 1
    assert unused == ()


def test_a_correction_of_another_text_is_left_over(tmp_path):
    rows = [row("Bruck", "t:bruck2", document="other.txt"), row("Bruck", "t:bruck2", start=1, end=6)]
    path = write(tmp_path / "c.json", rows)
    (parse,), unused = apply_corrections([world.parse()], read_corrections(path), world.Gazetteer())
    assert parse == world.parse()
    assert len(unused) == 2


def test_an_unknown_place_is_one_clear_line(tmp_path):
    path = write(tmp_path / "c.json", [row("Bruck", "t:nowhere")])
    with pytest.raises(InputError, match="'t:nowhere', which is unknown"):
        apply_corrections([world.parse()], read_corrections(path), world.Gazetteer())


@pytest.mark.parametrize(
    "text", ["", "{}", "[1]", '{"format": "geomap-corrections", "version": 1, "corrections": [{}]}']
)
def test_what_is_no_file_of_corrections_is_one_clear_line(tmp_path, text):
    path = tmp_path / "c.json"
    path.write_text(text, "utf-8")
    with pytest.raises(InputError, match=r"c\.json is no file of corrections"):
        read_corrections(path)


def test_a_missing_file_is_one_clear_line(tmp_path):
    with pytest.raises(InputError, match="cannot read"):
        read_corrections(tmp_path / "none.json")
