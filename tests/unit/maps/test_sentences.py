from __future__ import annotations

import pytest

from geomap.maps.sentences import Sentences

TEXT = 'Mr. Brown left Washington, D.C. for St. Louis. "Is it far?" she asked. 9.5 km, he said!\nNext day: rain.'


@pytest.mark.parametrize(
    ("word", "sentence"),
    [
        ("Louis", "Mr. Brown left Washington, D.C. for St. Louis."),
        ("far", '"Is it far?" she asked.'),
        ("km", "9.5 km, he said!"),
        ("rain", "Next day: rain."),
    ],
)
def test_a_word_is_found_in_its_sentence(word, sentence):
    start = TEXT.index(word)
    first, last = Sentences(TEXT).around(start, start + len(word))
    assert TEXT[first:last] == sentence


def test_a_text_without_full_stops_is_quoted_in_part():
    text = "word " * 1000 + "Alma" + " word" * 1000
    start = text.index("Alma")
    first, last = Sentences(text).around(start, start + 4)
    assert last - first <= 1210
    assert first <= start < start + 4 <= last
