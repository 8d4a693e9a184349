"""What a script gets that asks for something that does not exist: an error that says what there is."""

from __future__ import annotations

from pathlib import Path

import pytest

import geomap
from geomap.assembly import map_documents
from geomap.errors import InputError

TEXT = "Aid reached Homs, they said in Damascus."


@pytest.mark.parametrize("text", [None, b"Homs", Path("story.txt")])
@pytest.mark.parametrize("verb", [geomap.geoparse, geomap.map_text])
def test_what_is_no_text_is_told_how_to_become_one(verb, text):
    with pytest.raises(TypeError, match=rf"not {type(text).__name__}; geomap\.read\(path\) reads a file"):
        verb(text)


def test_an_option_that_does_not_exist_is_named_with_those_that_do():
    with pytest.raises(TypeError, match=r"no option 'lang' here, did you mean 'language'\? There are: .*worldview"):
        geomap.map_text(TEXT, lang="fr")


def test_an_option_of_the_parser_is_not_lost_where_a_parser_is_given():
    parser = geomap.Geoparser(geomap.Gazetteer.open(), object(), object())
    with pytest.raises(TypeError, match="there is no option 'recognizer' here"):
        map_documents([TEXT], geoparser=parser, recognizer="lexicon")


def test_a_context_that_does_not_exist():
    with pytest.raises(InputError, match="there is no context 'half': choose one of none, sentence, full"):
        geomap.map_text(TEXT, recognizer="lexicon", context="half")


def test_a_page_is_not_saved_under_the_name_of_something_else(tmp_path):
    page = geomap.map_text(TEXT, recognizer="lexicon")
    with pytest.raises(
        InputError, match=r"names no page and no picture; there are: \.html, \.htm, \.svg, \.png, \.pdf"
    ):
        page.save(tmp_path / "story.docx")
    assert list(tmp_path.iterdir()) == []


def test_a_kind_of_place_that_does_not_exist():
    with pytest.raises(InputError, match="there is no kind 'nope'; there are: country, "):
        geomap.Gazetteer.open().lookup("Tripoli", kind="nope")


def test_what_is_printed_says_what_it_is_and_not_the_whole_text():
    text = "Aid reached Homs and Zzyzx Harbour. " + "Nothing else was heard. " * 200
    assert repr(geomap.geoparse(text, recognizer="lexicon")).startswith("<Geoparse, mentions=")
    parse = geomap.geoparse(geomap.Document(text, title="Aid reaches Homs"), recognizer="lexicon")
    assert repr(parse).startswith("<Geoparse of 'Aid reaches Homs', mentions=")
    assert len(repr(parse)) < 100
