"""Expressions for the head nouns that stand right after or before a name."""

# ruff: noqa: SIM905 -- word lists read best as text

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geomap.recognition.vocabulary import DISTRICT_HEADS, HEADS_BEFORE, NATURE_HEADS, SITE_HEADS

if TYPE_CHECKING:
    from collections.abc import Iterable


def _any_of(words: Iterable[str]) -> str:
    """Alternatives, the longer first, so that "naval base" is not taken for "base"."""
    return "|".join(sorted(words, key=lambda w: (-len(w), w)))


_GAP = "[ \u00a0\n]"
SITE_AFTER = re.compile(rf"{_GAP}(?P<head>{_any_of(SITE_HEADS)})(?!\w)", re.IGNORECASE)
SITE_BEFORE = re.compile(
    rf"(?<!\w)(?P<head>{_any_of(SITE_HEADS)}){_GAP}(?:in|at|of|near){_GAP}(?:the{_GAP})?$", re.IGNORECASE
)
HEAD_AFTER = re.compile(rf"{_GAP}(?P<head>{_any_of(DISTRICT_HEADS | NATURE_HEADS)})(?!\w)", re.IGNORECASE)
HEAD_BEFORE = re.compile(rf"(?<!\w)(?P<head>{_any_of(HEADS_BEFORE)}){_GAP}(?:of{_GAP}(?:the{_GAP})?)?$", re.IGNORECASE)
JOINERS = frozenset({"in", "at", "of", "near", "the"})
"""Words between a head noun and the name after it."""
GROWING = frozenset(
    "county counties parish province provinces governorate governorates prefecture oblast raion voivodeship canton "
    "township borough shire krai emirate river island islands lake valley peninsula bay creek mountain mountains "
    "desert strait gulf sea ocean hills forest canyon plateau glacier reservoir falls archipelago delta "
    "highlands".split()
)
"""Nouns after a name that belong to the mention."""

_REACH = 40
_FIRST_OF_SITES = frozenset(head.partition(" ")[0] for head in SITE_HEADS)
_LAST_OF_SITES = frozenset(head.rpartition(" ")[2] for head in SITE_HEADS)
_HEADS_AFTER = DISTRICT_HEADS | NATURE_HEADS
_NOT_LETTERS = re.compile(r"\W+")


def may_begin_site(word: str) -> bool:
    """Whether a word in lower case can be the first of a site's head noun: spares most names the expression."""
    return word in _FIRST_OF_SITES


def may_be_head(word: str) -> bool:
    """Whether a word in lower case is a head noun after the name of an area or a natural feature."""
    return word in _HEADS_AFTER


def site_before(text: str, start: int) -> re.Match[str] | None:
    """The head noun of a site before a name: "the airport of", "the naval base in"."""
    if _noun_before(text, start) not in _LAST_OF_SITES:
        return None
    return SITE_BEFORE.search(text[max(0, start - _REACH) : start])


def head_before(text: str, start: int) -> re.Match[str] | None:
    """The head noun before a name: of a site, or "the city of", "Lake"."""
    noun = _noun_before(text, start)
    if noun not in _LAST_OF_SITES and noun not in HEADS_BEFORE:
        return None
    before = text[max(0, start - _REACH) : start]
    return SITE_BEFORE.search(before) or HEAD_BEFORE.search(before)


def _noun_before(text: str, start: int) -> str:
    """The last word before a position that is no joiner, lower case."""
    words = text[max(0, start - _REACH) : start].lower().split()
    while words and words[-1] in JOINERS:
        words.pop()
    if not words:
        return ""
    word = words[-1]
    return word if word.isalnum() else _NOT_LETTERS.split(word)[-1]
