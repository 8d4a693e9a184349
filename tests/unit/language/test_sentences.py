from __future__ import annotations

import pytest

from geomap.language.sentences import Sentences, unwrap

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


WRAPPED = """Title: The storm

A storm hit the coast of Nordia on Monday night, and all ferries from
Port Alma to Bruck were cancelled. The police in Alma said that three
roads were closed. In the
hills nobody noticed.

On Tuesday the wind died down. Trains from Alma to Bruck ran again at
noon, and the harbour opened in the evening; a list of boats was hung
out:
- the Anna
- the Berta, of Port Alma
"""


def test_lines_that_were_broken_to_a_width_are_put_together_and_no_position_moves():
    joined = unwrap(WRAPPED, start=WRAPPED.index("A storm"))
    assert len(joined) == len(WRAPPED)
    assert "all ferries from Port Alma to Bruck" in joined
    assert joined.startswith("Title: The storm\n\nA storm")
    # The ends of paragraphs, and of lines that had room for more, stay.
    assert "In the\nhills" in joined
    assert "hung out:\n- the Anna\n- the Berta" in joined
    start = joined.index("Bruck")
    first, last = Sentences(joined).around(start, start + 5)
    assert joined[first:last] == (
        "A storm hit the coast of Nordia on Monday night, and all ferries from Port Alma to Bruck were cancelled."
    )


@pytest.mark.parametrize(
    "text",
    [
        f"A paragraph a line, and this one is longer than {'any line of ' * 5} an e-mail.\nThe next one.\nAnd another.",
        "Alma 12\nPort Alma 7\nBruck 3\nHill Province 140\nFarport 2",
        "One line.",
        "",
    ],
)
def test_other_lines_end_where_they_end(text):
    assert unwrap(text) == text
