"""Corpora of many languages brought to running text with spans."""

from __future__ import annotations

import random

import pytest

from geomap.training.multilingual.data import LabelledText, example, letters, shares, split
from geomap.training.multilingual.joining import repaired
from geomap.training.multilingual.plan import Curriculum


@pytest.mark.parametrize(
    ("tokens", "language", "source", "expected"),
    [
        (["Er", "kam", "aus", "(", "Ost", ")", "Berlin", "."], "de", "x", "Er kam aus (Ost) Berlin."),
        (["l", "'", "Etat", ",", "dit", "-il"], "fr", "x", "l'Etat, dit -il"),
        (["现时", "全球", "的", "DDC", "Ltd"], "zh", "x", "现时全球的DDC Ltd"),
        (["و", "كل", "شراؤ", "ه"], "ar", "newsfane-gold", "وكل شراؤه"),
        (["و", "كل"], "ar", "x", "و كل"),
        (["a", "voz", "de", "o", "povo"], "pt", "x", "a voz do povo"),
        (['"', "So", '"', ",", "sagt", "er"], "de", "x", '"So", sagt er'),
    ],
)
def test_text_is_joined_as_it_is_written(tokens: list[str], language: str, source: str, expected: str) -> None:
    """The tagger reads text as people write it, so it learns from such."""
    found = example(tokens, ["O"] * len(tokens), language, source, None)
    assert found is not None
    assert found.text == expected


def test_a_span_is_where_the_name_stands() -> None:
    """Spans are characters of the joined text, without the marks that a corpus leaves on its words."""
    found = example(["Don", "Leopold,", "graaf", "Tetuan,"], ["B-PER", "I-PER", "O", "B-LOC"], "nl", "x", None)
    assert found is not None
    assert [(found.text[a:b], kind) for a, b, kind in found.spans] == [("Don Leopold", "PER"), ("Tetuan", "LOC")]


def test_a_place_behind_a_clitic_keeps_its_own_span() -> None:
    """ "and Syria" is one word in Arabic; the name in it is Syria."""
    found = example(["و", "سوريا"], ["O", "B-LOC"], "ar", "newsfane-gold", None)
    assert found is not None
    assert found.text == "وسوريا"
    assert [found.text[a:b] for a, b, _ in found.spans] == ["سوريا"]


def test_broken_characters_are_put_right() -> None:
    """UTF-8 that was read as Windows-1252 is read again; right text stays as it is."""
    assert repaired("Ð\x9cÐ¾Ñ\x81ÐºÐ²Ð°") == "Москва"
    assert repaired("MÃ¼nchen") == "München"
    for text in ("München", "Âge", "Ñuñoa", "Москва"):
        assert repaired(text) == text


def test_parts_do_not_share_a_sentence() -> None:
    """Copies are dropped, what is measured on is left out, and the parts stay the same from run to run."""
    some = [LabelledText(f"Sentence number {i} from Rome", (), "en", "x") for i in range(2000)]
    parts = split([*some, *some], lambda plain: plain == letters(some[7].text))
    assert len(parts.train) + len(parts.development) == 1999
    assert 20 <= len(parts.development) <= 60
    assert not {one.text for one in parts.train} & {one.text for one in parts.development}
    assert some[7] not in parts.train


def _many(count: int, language: str) -> list[LabelledText]:
    text = "from Rome it came"
    return [LabelledText(f"{text} {i:05}", ((5, 9, "LOC"),), language, "x") for i in range(count)]


def test_languages_are_balanced() -> None:
    """A language of sixteen times the size has four times the sentences; one that is not asked for has half."""
    some = [*_many(1600, "de"), *_many(100, "it"), *_many(100, "et")]
    found = shares(some, 0.5)
    assert found["de"] / found["it"] == pytest.approx(4, rel=0.01)
    assert found["it"] / found["et"] == pytest.approx(2, rel=0.01)


def test_an_epoch_is_the_same_whenever_it_is_asked_for() -> None:
    """A run that goes on later reads what it would have read; other epochs go on where the last one ended."""
    plan = Curriculum([*_many(400, "de"), *_many(100, "it")], 11, 0.5, 120)
    again = Curriculum([*_many(400, "de"), *_many(100, "it")], 11, 0.5, 120)
    assert plan.epoch(3) == again.epoch(3)
    assert plan.epoch(3) != plan.epoch(4)
    for one in plan.epoch(0):
        for start, end, _ in one.spans:
            assert one.text[start:end].lower() == "rome"


def test_exchanged_names_keep_their_spans() -> None:
    """Another place of the language may stand in a sentence; its span is where it then stands."""
    names = ("Rome", "San Marino", "Ur")
    some = [
        LabelledText(f"{i} {name} rose", ((len(str(i)) + 1, len(str(i)) + 1 + len(name), "LOC"),), "it", "x")
        for i, name in enumerate(random.Random(1).choices(names, k=300))
    ]
    found = {one.text[a:b].lower() for one in Curriculum(some, 1, 0.5, 300).epoch(0) for a, b, _ in one.spans}
    assert found == {name.lower() for name in names}
