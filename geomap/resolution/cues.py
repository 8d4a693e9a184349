"""What the words of a text say without naming a place: what kind of place is meant, and which country is spoken of.

"The Jordan elementary school" is in a town, "the governor of Georgia" governs a state, "on the Niger" is on a river;
selectmen, lorries and crores each belong to the English of some countries. The words are kept by hand, in ``cues.toml``
and ``country_words.json`` of the language; what they count for is fitted.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import geomap.language
from geomap.language import DEFAULT, english
from geomap.language.patterns import any_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from geomap.language import Language

_AROUND_WORDS = ".,;:!?()[]\"'“”‘’«»—–-…/*"
_NUMBER = "555-123-4567"
_SIGNS = ("£", "₹")
"""How ``country_words.json`` calls telephone numbers, and the signs of amounts."""
# Begins with what few texts have, so that a scan is quick: the second hyphen.
_LAST_DIGITS = re.compile(r"[-.](?:(?<=\b\d{3}[-.]\d{3}[-.])|(?<=\(\d{3}\)\d{3}-)|(?<=\(\d{3}\) \d{3}-))\d{4}\b")
_REACH = 40
_COUNTRIES = Path(geomap.language.__file__).with_name("countries.csv")
_NEAR: Final = 1.0
"""How many words the language of a text counts for that are used in the countries where it is spoken."""

TOWN, UNIT, COUNTRY, ARTICLE, WATER = "town", "unit", "country", "the", "water"
"""What a mention's neighbours ask for: a settlement, a first-order unit or district, a country, a river or lake.

``ARTICLE``: "the" stands before a name that takes none, as before that of a river or range.
"""
_SENTENCE_REACH = 90
_SENTENCE_END = re.compile(r"[.!?\n][ \n]+(?=[A-Z])|\n\n")


class KindCues:
    """The words of a language that ask for a kind of place.

    Parameters
    ----------
    language
        The language.
    """

    def __init__(self, language: Language) -> None:
        cues = language.cues
        self._after = _by_word(cues.after)
        self._before_of = _by_word(cues.before_of)
        self._before = _by_word(cues.before)
        self._genitives = cues.genitives
        self._articles = cues.articles
        self._follows = cues.follows_a_name
        self._possessives = frozenset(language.heads.possessives)
        self._water_of = cues.water_of
        self._water_before = cues.water_before
        self._water_after = cues.water_after
        self._water_words = cues.water_words
        self._with_article = cues.names_with_article
        joiners, articles = any_of(language.words.list_joiners), any_of(cues.articles)
        self._next_of_list = re.compile(rf",?[ ](?:{joiners})[ ](?:{articles})[ ][A-Z][\w'’-]*[ ](?P<word>\w+)")

    def asked_for(self, text: str, start: int, end: int) -> str:
        """Return what kind of place the words right beside a span ask for, ``""`` for none.

        Parameters
        ----------
        text, start, end
            The text, and the span of the name.
        """
        word = self._word_after(text, end)
        if word in self._after:
            return self._after[word]
        before = text[max(0, start - _REACH) : start]
        if not before or not before[-1].isspace():
            return ""
        words = before.rsplit(None, 2)
        if not words:
            return ""
        last = words[-1].lower()
        if last in self._genitives and len(words) > 1:
            return self._before_of.get(_bare(words[-2]), "")
        if last in self._articles:
            return self._asked_with_article(text, start, end, word)
        return self._before.get(_bare(last), "")

    def _asked_with_article(self, text: str, start: int, end: int, word: str) -> str:
        """Return what an article before a name and the word after it ask for: a river, most of the time."""
        before = text[max(0, start - _REACH) : start].lower().rsplit(None, 3)
        preposition = before[-2] if len(before) > 1 else ""
        if preposition in self._genitives and len(before) > 2 and _bare(before[-3]) in self._water_of:
            return WATER  # the left bank of the Dnipro
        if word in self._water_after or self._is_listed_water(text, end):
            return WATER  # the Ohio froze
        along = preposition in self._water_before
        if word and word not in self._follows:  # the Ohio governor
            return WATER if along and self._speaks_of_water(text, start, end) else ""
        if along or self._speaks_of_water(text, start, end):
            return WATER
        return ARTICLE if text[start:end].lower() not in self._with_article else ""

    def _is_listed_water(self, text: str, end: int) -> bool:
        """Whether the next name of a list is a river's by the word behind it: "the Ohio and the Wabash rose"."""
        following = self._next_of_list.match(text, end)
        return following is not None and following["word"].lower() in self._water_after

    def _speaks_of_water(self, text: str, start: int, end: int) -> bool:
        """Tell whether a word of the sentence has to do with rivers and lakes: boats, dams, fish."""
        before = _SENTENCE_END.split(text[max(0, start - _SENTENCE_REACH) : start])[-1]
        after = _SENTENCE_END.split(text[end : end + _SENTENCE_REACH], maxsplit=1)[0]
        return not self._water_words.isdisjoint(map(_bare, f"{before} {after}".split()))

    def _word_after(self, text: str, end: int) -> str:
        """Return the word that follows a name, after an owner's ending too, without marks; ``""`` for none."""
        following = text[end : end + _REACH]
        glued = following != "" and not following[0].isspace()  # "Georgia's governor", "Paris, and"
        if not glued:
            word = following.split(None, 1)[0] if following.strip() else ""
        elif following[0] in "'’":
            mark, word, *_ = (*following.split(None, 2), "", "")
            word = word if mark in self._possessives else ""
        else:
            word = ""
        return _bare(word) if word else ""


def _by_word(kinds: Mapping[str, Iterable[str]]) -> dict[str, str]:
    return {word: kind for kind, words in kinds.items() for word in words}


@cache
def kind_cues_of(language: Language) -> KindCues:
    """Return the cues of a language that ask for a kind of place, made once per language."""
    return KindCues(language)


def asked_for(text: str, start: int, end: int, language: Language | None = None) -> str:
    """Return what kind of place the words right beside a span ask for, see ``KindCues``; English without a language."""
    return kind_cues_of(language or english()).asked_for(text, start, end)


def _bare(word: str) -> str:
    return word.strip(".,;:!?\"'()“”’").lower()


def _countries(language: Language) -> dict[str, tuple[str, ...]]:
    """Return the codes of the countries whose texts use a word."""
    known: dict[str, tuple[str, ...]] = {}
    for codes, words in language.country_words.items():
        for word in words.split():
            known[word] = (*known.get(word, ()), *codes.split())
    return known


def _countries_of(language: str) -> tuple[str, ...]:
    """Return the codes of the countries where a language is official and spoken by many, after CLDR; English says none.

    A text in Swedish is likelier about a town in Sweden or Finland than about its namesake elsewhere.
    """
    if language == DEFAULT:
        return ()
    import csv

    with _COUNTRIES.open(encoding="utf-8", newline="") as file:
        return next(
            (tuple(row["countries"].split()) for row in csv.DictReader(file) if row["language"] == language), ()
        )


class CountryWords:
    """Tells which countries the words of a text, and the language that it is in, speak of.

    Parameters
    ----------
    codes
        The gazetteer's country codes.
    language
        Language of the texts; English without it.
    """

    def __init__(self, codes: Sequence[str], language: Language | None = None) -> None:
        rows = {code: row for row, code in enumerate(codes)}
        self._rows = {
            word: [rows[c] for c in spoken if c in rows] for word, spoken in _countries(language or english()).items()
        }
        self._near = [rows[c] for c in _countries_of((language or english()).code) if c in rows]

    def spoken(self, text: str) -> dict[int, float]:
        """Return the countries by their row in the codes: shares that sum up to less than 1."""
        words = set(text.split())
        words.update([word.strip(_AROUND_WORDS) for word in words if not word.isalnum()])
        words.update([sign for sign in _SIGNS if sign in text])
        if _LAST_DIGITS.search(text):
            words.add(_NUMBER)
        weights: dict[int, float] = dict.fromkeys(self._near, _NEAR)
        met = self._rows.keys() & words
        for word in met:
            for row in self._rows[word]:
                weights[row] = weights.get(row, 0.0) + 1
        total = len(met) + 1 + (_NEAR if self._near else 0)
        return {row: weight / total for row, weight in weights.items()}
