"""A map may show the borders that one government recognises, and says so."""

from __future__ import annotations

import pytest

import geomap
from geomap.assembly import assemble_geoparser
from geomap.errors import InputError
from geomap.maps import ViewOptions, build_view

TEXT = "Shells fell near Perekop in Crimea on Monday, officials in Kherson said."


@pytest.fixture(scope="module")
def parsed():
    geoparser = assemble_geoparser()
    return geoparser.geoparse(geomap.Document(TEXT)), geoparser.gazetteer


def kinds(view, kind):
    return sum(len(shape.paths) for patch in view.patches for shape in patch.shapes if shape.kind == kind)


def test_the_lines_and_the_note_follow_the_worldview(parsed):
    neutral = build_view(parsed[0], parsed[1], ViewOptions())
    russian = build_view(parsed[0], parsed[1], ViewOptions(worldview="RU"))
    assert kinds(russian, "disputed") < kinds(neutral, "disputed")
    assert "take no side" in neutral.notes[0]
    assert "Russia" in russian.notes[0]


def test_an_unknown_government_gets_one_line(parsed):
    with pytest.raises(InputError, match="no government 'XX'"):
        build_view(parsed[0], parsed[1], ViewOptions(worldview="XX"))
