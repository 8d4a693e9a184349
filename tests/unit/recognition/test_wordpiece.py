"""Words into pieces."""

from __future__ import annotations

from geomap.recognition.wordpiece import pieces

VOCABULARY = {p: i for i, p in enumerate(["[PAD]", "[UNK]", "tar", "##tus", "homs", "d", "'", "ivoire", "##s"])}


def test_the_longest_piece_wins():
    assert pieces("Tartus", VOCABULARY) == (2, 3)


def test_accents_and_case_do_not_count():
    assert pieces("Ḥoms", VOCABULARY) == (4,)


def test_pieces_do_not_cross_an_apostrophe():
    assert pieces("d’Ivoire", VOCABULARY) == (5, 6, 7)


def test_what_cannot_be_split_is_unknown():
    assert pieces("Ω", VOCABULARY) == (1,)
    assert pieces("\ud800", VOCABULARY) == (1,)


def test_a_word_without_end_has_few_pieces():
    assert len(pieces("tartus" * 500, VOCABULARY)) <= 6
