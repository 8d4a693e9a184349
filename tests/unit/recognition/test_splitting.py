"""The tagger's words and sentences."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.recognition.splitting import blocks, split


def sentences(text):
    words = split(text)
    return [words.texts[a:b] for a, b in words.sentences]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Syria's army", ["Syria", "'s", "army"]),
        ("the U.S. fleet", ["the", "U.S.", "fleet"]),
        ("near St. Louis", ["near", "St.", "Louis"]),
        ("in Fresno, Calif., today", ["in", "Fresno", ",", "Calif.", ",", "today"]),
        ("Côte d’Ivoire", ["Côte", "d’Ivoire"]),
        ("Rostov-on-Don", ["Rostov", "-", "on", "-", "Don"]),
        ("3,000 men", ["3,000", "men"]),
        ("J. Smith", ["J.", "Smith"]),
    ],
)
def test_words_keep_what_belongs_together(text, expected):
    assert split(text).texts == expected


def test_a_sentence_ends_at_a_full_stop_but_not_at_an_abbreviation():
    assert len(sentences("He left St. Louis for the U.S. coast. Then it rained.")) == 2


def test_a_closing_quote_belongs_to_its_sentence():
    found = sentences('"We are leaving." The mayor stayed.')
    assert found[1][0] == "The"


def test_a_short_line_is_a_sentence_and_a_wrapped_line_is_not():
    assert len(sentences("Floods in Derna\nThe river rose")) == 2
    wrapped = "The river rose by more than three metres and the people of New\nDerna fled to the hills."
    assert len(sentences(wrapped)) == 1


def test_a_sentence_without_end_is_cut():
    assert max(map(len, sentences("Homs and " * 1000))) <= 96


@given(st.text(max_size=300))
def test_words_are_where_they_say(text):
    words = split(text)
    assert [text[a:b] for a, b in zip(words.starts, words.ends, strict=True)] == words.texts
    assert [i for a, b in words.sentences for i in range(a, b)] == list(range(len(words.texts)))


@given(st.text(alphabet="ab \n.", max_size=50), st.integers(1, 4000))
def test_blocks_cover_the_text_without_overlap(piece, times):
    text = piece * times
    cuts = list(blocks(text))
    assert "".join(text[a:b] for a, b in cuts) == text
