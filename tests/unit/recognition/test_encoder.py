"""Shapes and gazetteer matches of words."""

from __future__ import annotations

from geomap.recognition.encoder import (
    FIRST_TITLE,
    HEADLINE_TITLE,
    HEADLINE_UPPER,
    INITIAL,
    LOWER,
    MARK,
    MIXED,
    NUMBER,
    TITLE,
    UNCASED,
    UPPER,
    Encoder,
)

NAMES = {"new york": 3, "new york city": 4, "york": 6, "syria": 1, "al bab": 5}


class Trie:
    def prefixes(self, folded):
        found = [(len(n), i) for i, n in enumerate(NAMES) if folded == n or folded.startswith(n + " ")]
        return sorted(found, reverse=True)

    def tier(self, name_id):
        return list(NAMES.values())[name_id]


def encoder():
    return Encoder({"[UNK]": 0}, Trie(), {"york": 2})


def encode(text):
    return encoder().encode(text.split())


def test_shapes_tell_how_a_word_is_written():
    shapes = encode("Then the U.S. left Homs , 12 McCain A troops 's").shapes
    assert shapes == [FIRST_TITLE, LOWER, UPPER, LOWER, TITLE, MARK, NUMBER, MIXED, INITIAL, LOWER, LOWER]


def test_capitals_of_a_headline_are_told_apart():
    assert encode("TROOPS LEAVE HOMS NOW").shapes == [HEADLINE_UPPER] * 4
    assert encode("Troops Leave Homs For Good").shapes == [HEADLINE_TITLE] * 5


def test_a_text_without_capitals_is_told_apart():
    assert encode("troops leave homs").shapes == [UNCASED] * 3


def test_the_longest_name_counts_and_its_later_words_know_it():
    none, first, later, last = encode("in New York City").matches
    assert none == 0
    assert first != later == last
    assert encode("in York today").matches[1] not in (0, first)


def test_a_name_over_a_hyphen_is_found():
    assert all(encode("near Al - Bab").matches[1:])


def test_lower_case_words_begin_no_name_in_a_text_with_capitals():
    assert encode("Then york slept").matches == [0, 0, 0]
    assert encode("then york slept").matches[1] != 0


def test_name_lists_are_seen():
    assert encode("near York").names == [0, 2]
