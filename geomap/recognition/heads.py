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
HEAD_AFTER = re.compile(rf"{_GAP}(?P<head>{_any_of(DISTRICT_HEADS | NATURE_HEADS)})(?!\w)", re.IGNORECASE)
JOINERS = frozenset({"in", "at", "of", "near", "the"})
"""Words between a head noun and the name after it."""
GROWING = frozenset(
    "county counties parish province provinces governorate governorates prefecture oblast raion voivodeship canton "
    "township borough shire krai emirate river island islands lake valley peninsula bay creek mountain mountains "
    "desert strait gulf sea ocean hills forest canyon plateau glacier reservoir falls archipelago delta "
    "highlands".split()
)
"""Nouns after a name that belong to the mention."""
PLURALS = {"counties": "county", "provinces": "province", "governorates": "governorate", "districts": "district"}
"""Nouns after the last of several names, and what each of these is."""

_REACH = 40
_FIRST_OF_SITES = frozenset(head.partition(" ")[0] for head in SITE_HEADS)
_LAST_OF_SITES = frozenset(head.rpartition(" ")[2] for head in SITE_HEADS)
_MOST_WORDS = max(len(head.split()) for head in SITE_HEADS)
_HEADS_AFTER = DISTRICT_HEADS | NATURE_HEADS
_NOT_LETTERS = re.compile(r"\W+")


def may_begin_site(word: str) -> bool:
    """Whether a word in lower case can be the first of a site's head noun: spares most names the expression."""
    return word in _FIRST_OF_SITES


def may_be_head(word: str) -> bool:
    """Whether a word in lower case is a head noun after the name of an area or a natural feature."""
    return word in _HEADS_AFTER


def site_before(text: str, start: int) -> str:
    """The head noun of a site before a name, lower case, or ``""``: "the airport of", "the naval base in"."""
    return _site(*_words_before(text, start))


def head_before(text: str, start: int) -> str:
    """The head noun before a name, lower case, or ``""``: of a site, or "the city of", "Lake"."""
    words, joiners = _words_before(text, start)
    if not words:
        return ""
    word = words[-1]
    return _site(words, joiners) or (word if word in HEADS_BEFORE and joiners in _OF else "")


_IN = frozenset(f"{joiner}{article}" for joiner in ("in", "at", "of", "near") for article in ("", " the"))
_OF = frozenset({"", "of", "of the"})


def _site(words: list[str], joiners: str) -> str:
    if joiners not in _IN or not words or words[-1] not in _LAST_OF_SITES:
        return ""
    for size in range(min(len(words), _MOST_WORDS), 0, -1):
        head = " ".join(words[-size:])
        if head in SITE_HEADS:
            return head
    return ""


def _words_before(text: str, start: int) -> tuple[list[str], str]:
    """The last words before a position in lower case, and the joiners between them and it."""
    words = text[max(0, start - _REACH) : start].lower().split()
    end = len(words)
    while end and words[end - 1] in JOINERS:
        end -= 1
    if not end:
        return [], ""
    joiners = " ".join(words[end:])
    words = words[max(0, end - _MOST_WORDS) : end]
    for i, word in enumerate(words):
        if not word.isalnum():  # "(city"; what ends with a mark is no head noun
            words[i] = _NOT_LETTERS.split(word)[-1]
    return words, joiners
