"""Units of a text in any script, and the pieces that they are cut into."""

from __future__ import annotations

import pytest

from geomap.recognition.units import expression_of, has_any, ranges_of, sentences, units
from geomap.training.multilingual.unigram import Unigram

_PIECES = ["<s>", "<pad>", "</s>", "<unk>", "▁", "▁Lon", "don", "▁l", "'", "A", "quila", "北京", "在", "北", "京"]
_PIECES += ["▁在", "▁서울", "에서", "서", "울", "에", "กรุงเทพ", "ที่", "ا", "▁و", "سوريا", "▁दि", "ल्ली", ".", "3"]


@pytest.fixture(scope="module")
def tokenizer() -> Unigram:
    """Return a tokenizer of a small vocabulary; longer pieces are likelier than their parts."""
    return Unigram(_PIECES, [-8.0 + 0.1 * len(piece) for piece in _PIECES])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("London.", ["London", "."]),
        ("l'Aquila", ["l", "'", "Aquila"]),
        ("在北京", ["在", "北京"]),
        ("서울에서", ["서울", "에서"]),
        ("ที่กรุงเทพ", ["ที่", "กรุงเทพ"]),
        ("دخل وسوريا", ["دخل", "وسوريا"]),
        ("दिल्ली", ["दिल्ली"]),
        ("a\u0301b 3", ["a\u0301b", "3"]),
    ],
)
def test_a_unit_is_a_word_or_where_words_are_not_parted_a_piece(
    text: str, expected: list[str], tokenizer: Unigram
) -> None:
    """A name can begin and end wherever its script lets it."""
    assert [text[u.start : u.end] for u in units(text, tokenizer)] == expected


def test_white_space_begins_a_piece(tokenizer: Unigram) -> None:
    """A word behind a space is cut as the vocabulary has it, with "▁" before it."""
    pieces = [[tokenizer.pieces[p] for p in u.pieces] for u in units("London", tokenizer)]
    assert pieces == [["▁Lon", "don"]]
    assert [tokenizer.pieces[p] for p in tokenizer.word("سوريا", spaced=False)] == ["سوريا"]


def test_what_the_vocabulary_lacks_is_unknown_and_stays_in_its_place(tokenizer: Unigram) -> None:
    """Letters without a piece are one unknown piece each, and spans count the text's own characters."""
    found = units("在☃鑫北京", tokenizer)
    assert [(u.start, u.end) for u in found] == [(0, 1), (1, 2), (2, 3), (3, 5)]
    assert found[2].pieces == (3,)


def test_wide_letters_count_as_they_are_written(tokenizer: Unigram) -> None:
    """Compatibility forms are read as the letters they stand for, their spans stay those of the text."""
    assert [tokenizer.pieces[p] for p in tokenizer.word("Ｌｏｎdon", spaced=True)] == ["▁Lon", "don"]


def test_sentences_end_where_each_script_ends_them() -> None:
    """Full stops of Latin, Chinese, Hindi, Urdu and Arabic, and lines."""
    text = "Er kam. Sie ging.\n他在北京。她走了。\nवह गया। वह आई। هل جاء؟ نعم"
    assert [text[a:b].strip() for a, b in sentences(text)] == [
        "Er kam.",
        "Sie ging.",
        "他在北京。",
        "她走了。",
        "वह गया।",
        "वह आई।",
        "هل جاء؟",
        "نعم",
    ]


_ALL_KINDS = "नमस्ते में می\u200cروم كِتاب 在北京 서울에서 กรุงเทพ e\u0301 soft\u00adhyphen"


@pytest.mark.parametrize(
    "text", ["London's 3 ports.", "Киев, e\u0301te", "می\u200cروم", "كِتاب في", "在北京A", "서울에서", "नमस्ते ३"]
)
def test_units_do_not_depend_on_the_kinds_of_letters_elsewhere(tokenizer: Unigram, text: str) -> None:
    """A text read by itself, with an expression of few letters, has the units that it has beside all scripts."""
    assert units(text, tokenizer) == units(text, tokenizer, expression=expression_of(_ALL_KINDS))


@pytest.mark.parametrize(
    ("text", "expected"), [("Zürich – “quoted”", False), ("e\u0301", False), ("ก", True), ("北", True)]
)
def test_ranges_tell_letters_as_an_expression_would(text: str, expected: bool) -> None:
    """Typographic marks above the ranges' first letter are none of theirs."""
    assert has_any(text, ranges_of("\u0e01-\u0eff\u4e00-\u9fff")) is expected
