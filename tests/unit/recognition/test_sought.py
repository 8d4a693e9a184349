"""Words that a text may have: all that it has are among them, and what it keeps of a text has an end."""

import pytest

from geomap.recognition import sought
from geomap.recognition.sought import SoughtWords

WORDS = (" off ", "line of", "north", "Mid", "NE of", "tri-state", "бер")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Northern hills\nlie OFF the coast", {"north", " off "}),
        ("on the\u00a0line  of sight", {"line of"}),
        ("a tri-state area, mid-way", {"tri-state"}),
        ("Midway NE of Homs", {"Mid", "NE of"}),
        ("na Берегу", {"бер"}),
        ("", set()),
    ],
)
def test_every_word_that_a_text_has_is_found(text, found):
    possible = SoughtWords(WORDS).possible_in(text)
    assert found <= possible
    assert SoughtWords(WORDS).possible_in(text.swapcase().lower()) >= {w for w in WORDS if w.strip() in text.lower()}


def test_a_text_without_them_has_none():
    assert SoughtWords(WORDS).possible_in("The mayor spoke for an hour.") == set()


def test_what_is_kept_is_bounded(monkeypatch):
    monkeypatch.setattr(sought, "_CACHE_SIZE", 50)
    words = SoughtWords(WORDS)
    for number in range(500):
        words.possible_in(f"word{number} {'x' * 60}{number}")
        assert len(words._known) <= 50
