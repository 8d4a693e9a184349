"""What the words of a text say without naming a place: what kind of place is meant, and which country is spoken of.

"The Jordan elementary school" is in a town, "the governor of Georgia" governs a state, "on the Niger" is on a river;
selectmen, lorries and crores each belong to the English of some countries. The words are kept by hand, in
``country_words.json`` and below; what they count for is fitted.
"""

# ruff: noqa: SIM905 -- word lists read best as text

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_COUNTRY_WORDS = Path(__file__).parent / "country_words.json"
_AROUND_WORDS = ".,;:!?()[]\"'“”‘’«»—–-…/*"
_NUMBER = "555-123-4567"
_SIGNS = ("£", "₹")
"""How ``country_words.json`` calls telephone numbers, and the signs of amounts."""
# Begins with what few texts have, so that a scan is quick: the second hyphen.
_LAST_DIGITS = re.compile(r"[-.](?:(?<=\b\d{3}[-.]\d{3}[-.])|(?<=\(\d{3}\)\d{3}-)|(?<=\(\d{3}\) \d{3}-))\d{4}\b")
_REACH = 40

TOWN, UNIT, COUNTRY, ARTICLE = "town", "unit", "country", "the"
"""What a mention's neighbours ask for: a settlement, a first-order unit or district, a country; ``the`` before it."""

_AFTER = (
    dict.fromkeys(
        "resident residents mayor councilman councilwoman councilors councillors alderman aldermen selectmen "
        "firefighters elementary middle high school schools suburb neighborhood neighbourhood motorcyclist motorist "
        "commuters".split(),
        TOWN,
    )
    | dict.fromkeys("governor governors legislature lawmakers senator senators statehouse".split(), UNIT)
    | dict.fromkeys(
        "parliament president government army troops embassy ambassador king queen prime foreign national "
        "military soldiers".split(),
        COUNTRY,
    )
)
_BEFORE_OF = (
    dict.fromkeys("city town village mayor suburb suburbs outskirts streets downtown bishop archbishop".split(), TOWN)
    | dict.fromkeys("governor governors state senator legislature commonwealth province".split(), UNIT)
    | dict.fromkeys(
        "president republic king queen kingdom government ambassador parliament minister people army".split(), COUNTRY
    )
)
_BEFORE = dict.fromkeys("downtown mayor".split(), TOWN)
_FOLLOWS_A_NAME = frozenset(
    "and or in near at to from is was are were has had on by for with of that which between into since as but "
    "said will would after before when where while until through".split()
)


def asked_for(text: str, start: int, end: int) -> str:
    """What kind of place the words right beside a span ask for, ``""`` for none.

    Parameters
    ----------
    text, start, end
        The text, and the span of the name.
    """
    following = text[end : end + _REACH]
    glued = following != "" and not following[0].isspace()  # "Georgia's governor", "Paris, and"
    if not glued:
        word = following.split(None, 1)[0] if following.strip() else ""
    elif following[0] in "'’":
        mark, word, *_ = (*following.split(None, 2), "", "")
        word = word if mark in _POSSESSIVES else ""
    else:
        word = ""
    if word:
        word = _bare(word)
        if word in _AFTER:
            return _AFTER[word]
    before = text[max(0, start - _REACH) : start]
    if not before or not before[-1].isspace():
        return ""
    words = before.rsplit(None, 2)
    if not words:
        return ""
    last = words[-1].lower()
    if last in ("of", "to", "from") and len(words) > 1:
        return _BEFORE_OF.get(_bare(words[-2]), "")
    if last == "the" and (not word or word in _FOLLOWS_A_NAME):
        return ARTICLE
    return _BEFORE.get(_bare(last), "")


_POSSESSIVES = frozenset({"'s", "’s", "'", "’"})


def _bare(word: str) -> str:
    return word.strip(".,;:!?\"'()“”’").lower()


@cache
def _countries() -> dict[str, tuple[str, ...]]:
    """Codes of the countries whose texts use a word."""
    known: dict[str, tuple[str, ...]] = {}
    for codes, words in json.loads(_COUNTRY_WORDS.read_text(encoding="utf-8")).items():
        for word in words.split():
            known[word] = (*known.get(word, ()), *codes.split())
    return known


class CountryWords:
    """Tells which countries the words of a text speak of.

    Parameters
    ----------
    codes
        The gazetteer's country codes.
    """

    def __init__(self, codes: Sequence[str]) -> None:
        rows = {code: row for row, code in enumerate(codes)}
        self._rows = {word: [rows[c] for c in spoken if c in rows] for word, spoken in _countries().items()}

    def spoken(self, text: str) -> dict[int, float]:
        """Countries by their row in the codes: shares that sum up to less than 1."""
        words = set(text.split())
        words.update([word.strip(_AROUND_WORDS) for word in words if not word.isalnum()])
        words.update([sign for sign in _SIGNS if sign in text])
        if _LAST_DIGITS.search(text):
            words.add(_NUMBER)
        weights: dict[int, float] = {}
        told = self._rows.keys() & words
        for word in told:
            for row in self._rows[word]:
                weights[row] = weights.get(row, 0.0) + 1
        return {row: weight / (len(told) + 1) for row, weight in weights.items()}
