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
