"""Toponyms carry what recognition knows; without it, resolution finds the same out by itself."""

import ast
from dataclasses import replace
from pathlib import Path

import pytest

import geomap
from geomap.assembly import assemble_geoparser

PACKAGE = Path(geomap.__file__).parent
TEXT = (
    "Soldiers crossed the buffer zone below the Golan Heights near 33.1234, 35.8765. Paris, Texas, and London, "
    "Ontario, sent aid with the Russians; a plane left Hmeimim air base for southern Syria, "
    "and Sweida province is quiet."
)


@pytest.fixture(scope="module")
def geoparser():
    return assemble_geoparser()


@pytest.fixture(scope="module")
def toponyms(geoparser):
    return geoparser.recognizer.recognize(geomap.Document(TEXT))


def of(toponyms, words):
    return next(t for t in toponyms if words in t.text)


def test_a_position_carries_its_degrees(toponyms):
    assert of(toponyms, "33.1234").evidence.position == (35.8765, 33.1234)


def test_a_name_carries_its_number_in_the_gazetteer(geoparser, toponyms):
    for words, folded in (("Texas", "texas"), ("Russians", "russian")):
        evidence = of(toponyms, words).evidence
        assert evidence.folded == folded
        assert evidence.name_id == geoparser.gazetteer.name_id(folded) >= 0


def test_a_name_carries_the_mention_that_it_lies_in(toponyms):
    start, end = of(toponyms, "Paris").evidence.container
    assert TEXT[start:end] == "Texas"


def test_a_phrase_carries_what_it_can_mean(geoparser, toponyms):
    senses = of(toponyms, "buffer zone").evidence.senses
    assert geoparser.gazetteer.index("naturalearth:SYR-5261") in {sense.place for sense in senses}


def test_the_position_is_the_recognisers_word(geoparser, toponyms):
    """Resolution takes what it is given and does not read the words again."""
    position = of(toponyms, "33.1234")
    moved = replace(position, evidence=replace(position.evidence, position=(1.5, 2.5)))
    (resolution,) = geoparser.resolver.resolve(geomap.Document(TEXT), [moved])
    assert (resolution.place.lon, resolution.place.lat) == (1.5, 2.5)


def test_a_recogniser_that_tells_nothing_gets_the_same(geoparser, toponyms):
    document = geomap.Document(TEXT)
    bare = [replace(toponym, evidence=None) for toponym in toponyms]
    told, found = geoparser.resolver.resolve(document, toponyms), geoparser.resolver.resolve(document, bare)
    assert len(told) >= 10
    assert [(r.place, r.confidence, r.reasons) for r in told] == [(r.place, r.confidence, r.reasons) for r in found]


def test_a_custom_recogniser_needs_nothing_but_spans():
    class Spans:
        def recognize(self, document):
            start = document.text.index("Homs")
            return (geomap.Toponym(start, start + 4, "Homs", name="Homs"),)

    (resolution,) = geomap.geoparse("They live in Homs.", recognizer=Spans())
    assert resolution.place.name == "Homs"


def imports(path):
    """Modules that a file imports, inside of functions and for types too."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize(
    ("room", "never"),
    [
        ("resolution", ("geomap.recognition", "geomap.maps")),
        ("recognition", ("geomap.resolution", "geomap.maps")),
        ("language", ("geomap.recognition", "geomap.resolution", "geomap.gazetteer", "geomap.maps")),
        ("gazetteer", ("geomap.recognition", "geomap.resolution", "geomap.maps")),
    ],
)
def test_no_stage_reaches_into_another(room, never):
    files = sorted((PACKAGE / room).rglob("*.py"))
    assert len(files) > 3
    wrong = [f"{path.name}: {name}" for path in files for name in imports(path) if name.startswith(never)]
    assert wrong == []
