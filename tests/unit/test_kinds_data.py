"""The short texts by kind, and the relative expressions: well formed, and enough of each."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from geomap.model import Document, Geoparse, Place, Resolution, Toponym

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "tests" / "data" / "kinds").glob("*.jsonl"))
RELATIVE = sorted((ROOT / "tests" / "data" / "relative").glob("*.jsonl"))
ANSWERS = {"lat", "not_a_place", "unplaced", "approximate_in", "kind", "part"}
RELATIVE_KINDS = {
    "offset",
    "middle",
    "border",
    "corridor",
    "coast",
    "side",
    "inland",
    "within",
    "triangle",
    "along",
}


def _records(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.fixture(name="kinds")
def _kinds(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.syspath_prepend(str(ROOT / "tests" / "benchmarks"))
    import kinds

    yield kinds
    sys.modules.pop("kinds", None)


def test_every_id_stands_once() -> None:
    ids = [record["id"] for path in FILES + RELATIVE for record in _records(path)]
    assert len(FILES) == 22
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_kind_has_enough_texts_and_controls(path: Path) -> None:
    records = _records(path)
    controls = sum(bool(record.get("control")) for record in records)
    assert len(records) - controls >= 25
    assert controls >= 9


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_expectation_is_about_words_of_its_text(path: Path, kinds: Any) -> None:
    for record in _records(path):
        assert record["expect"], record["id"]
        spans = [kinds.span_of(record["text"], expect) for expect in record["expect"]]
        assert len(spans) == len(set(spans)), record["id"]
        for expect, (start, end) in zip(record["expect"], spans, strict=True):
            assert record["text"][start:end] == expect["span"]
            assert "nth" in expect or record["text"].count(expect["span"]) == 1, record["id"]
            assert ANSWERS & expect.keys(), record["id"]
            truth = expect.get("approximate_in", expect)
            assert -90 <= truth.get("lat", 0) <= 90
            assert -180 <= truth.get("lon", 0) <= 180


def test_there_are_enough_relative_expressions_and_figures_of_speech(kinds: Any) -> None:
    records = [record for path in RELATIVE for record in _records(path)]
    expected = [record for record in records if record["expect"]]
    assert len(expected) >= 150
    assert len(records) - len(expected) >= 40
    for record in expected:
        expect = record["expect"]
        kinds.span_of(record["text"], expect)
        assert expect["kind"] in RELATIVE_KINDS
        assert expect["anchors"]
        assert expect["within_km"] > 0
    assert {record["expect"]["kind"] for record in expected} == RELATIVE_KINDS


_TEXT = "Snow fell on Elm Street in Bath."
_BATH = Place("geonames:2656173", "Bath", "P", "PPLA2", "GB", "ENG", -2.36, 51.38)
_ELM = Place("geonames:1", "Elm", "P", "PPL", "CH", "08", 9.17, 46.92)


def _parse(span: str, place: Place | None, confidence: float) -> Geoparse:
    start = _TEXT.index(span)
    toponym = Toponym(start, start + len(span), span, name=span)
    return Geoparse(Document(_TEXT), (Resolution(toponym, place, confidence, (), ()),))


@pytest.mark.parametrize(
    ("expect", "parse", "verdict"),
    [
        ({"span": "Bath", "lat": 51.4, "lon": -2.4}, _parse("Bath", _BATH, 0.8), "right"),
        ({"span": "Bath", "lat": 51.4, "lon": -2.4}, _parse("Bath", _BATH, 0.4), "uncertain"),
        ({"span": "Bath", "lat": 51.4, "lon": -2.4}, _parse("Bath", None, 0.0), "unplaced"),
        ({"span": "Bath", "lat": 51.4, "lon": -2.4}, _parse("Elm", _ELM, 0.8), "unplaced"),
        ({"span": "Bath", "lat": 44.2, "lon": -77.0}, _parse("Bath", _BATH, 0.8), "wrong"),
        ({"span": "Bath", "lat": 51.4, "lon": -2.4, "kind": "region"}, _parse("Bath", _BATH, 0.8), "wrong"),
        ({"span": "Elm Street", "not_a_place": True}, _parse("Elm", _ELM, 0.8), "wrong"),
        ({"span": "Elm Street", "not_a_place": True}, _parse("Elm", _ELM, 0.3), "right"),
        ({"span": "Elm Street", "unplaced": True}, _parse("Elm", _ELM, 0.8), "wrong"),
        ({"span": "Elm Street", "unplaced": True, "lat": 46.9, "lon": 9.2}, _parse("Elm", _ELM, 0.8), "right"),
        (
            {"span": "Elm Street", "approximate_in": {"lat": 51.38, "lon": -2.36, "within_km": 10}},
            _parse("Elm Street", _BATH, 0.4),
            "right",
        ),
        (
            {"span": "Elm Street", "approximate_in": {"lat": 51.38, "lon": -2.36, "within_km": 10}},
            _parse("Elm", _ELM, 0.4),
            "uncertain",
        ),
        (
            {"span": "Elm Street", "approximate_in": {"lat": 51.38, "lon": -2.36, "within_km": 10}},
            _parse("Elm", _ELM, 0.8),
            "wrong",
        ),
    ],
)
def test_a_certain_pin_in_the_wrong_place_is_wrong_and_a_doubtful_one_is_not(
    kinds: Any, expect: dict[str, Any], parse: Geoparse, verdict: str
) -> None:
    assert kinds.judge(parse, expect)[0] == verdict


def test_an_expression_that_nothing_covers_is_not_placed(kinds: Any) -> None:
    expect = {"span": "Elm Street in Bath", "kind": "within", "lat": 51.38, "lon": -2.36, "within_km": 10}
    assert kinds.judge_relative(_parse("Bath", _BATH, 0.8), expect) == ("unplaced", None)
    assert kinds.judge_relative(_parse("Bath", _BATH, 0.8), None) == ("right", None)
