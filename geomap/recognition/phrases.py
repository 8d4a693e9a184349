"""Descriptive phrases that mean a zone: "the UN-patrolled buffer zone" in a text that names the Golan Heights.

The phrases stand in a table of the gazetteer: head words, places of which one must be named in the text, and the zone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from geomap.gazetteer.gazetteer import Gazetteer

_ADJECTIVES = (
    r"(?:(?:UN|U\.N\.|United Nations)"
    r"(?:[- ](?:patrolled|monitored|controlled|supervised|run|administered|guarded))?[ \u00a0\n]"
    r"|(?:demilitari[sz]ed|separation|disengagement|security)[ \u00a0\n]){0,5}"
)

_CACHE_SIZE = 60_000
_NONE: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Phrase:
    """A row of the table: phrases and their last words, places one of which must be near, the zone (rows of places)."""

    words: str
    heads: tuple[str, ...]
    near: frozenset[int]
    place: int

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The expression, compiled when a text first names a place of the row: most texts name none."""
        return _compile(self.words)


class Phrases:
    """The table, compiled."""

    def __init__(self, rows: Collection[tuple[str, tuple[int, ...], int]], gazetteer: Gazetteer) -> None:
        self._rows = tuple(Phrase(words, _last_words(words), frozenset(near), place) for words, near, place in rows)
        self._gazetteer = gazetteer
        # Numbers of the rows by the places beside them, and by the names of these places.
        self._of_place: dict[int, set[int]] = {}
        for number, row in enumerate(self._rows):
            for place in row.near:
                self._of_place.setdefault(place, set()).add(number)
        self._of_name: dict[int, frozenset[int]] = {}

    @classmethod
    def of(cls, gazetteer: Gazetteer) -> Phrases:
        """The table of a gazetteer."""
        return cls(gazetteer.phrases(), gazetteer)

    def find(self, text: str, named: Collection[int]) -> Iterator[tuple[int, int]]:
        """Spans of phrases whose zone lies near one of the places that the names ``named`` (name ids) can mean."""
        numbers: set[int] = set()
        for name_id in named:
            numbers |= self._rows_beside(name_id)
        if not numbers:
            return
        # An expression that ignores case is slow: a word that every phrase of a row ends with must be there.
        lowered = text.lower()
        for number in sorted(numbers):
            row = self._rows[number]
            if any(word in lowered for word in row.heads):
                yield from (m.span() for m in row.pattern.finditer(text))

    def meant(self, phrase: str, places: Collection[int]) -> list[int]:
        """Zones that a phrase can mean in a text that names ``places`` (rows of the gazetteer), best first."""
        fits = [
            (len(shared), row.place)
            for row in self._rows
            if (shared := row.near.intersection(places)) and row.pattern.search(phrase)
        ]
        return [place for _, place in sorted(fits, key=lambda f: -f[0])]

    def _rows_beside(self, name_id: int) -> frozenset[int]:
        """Numbers of the rows of which a place can have the name."""
        known = self._of_name.get(name_id)
        if known is None:
            if len(self._of_name) > _CACHE_SIZE:
                self._of_name.clear()
            of_place = self._of_place
            rows = [of_place[index] for index, _ in self._gazetteer.bearers(name_id) if index in of_place]
            known = self._of_name[name_id] = frozenset().union(*rows) if rows else _NONE
        return known


def _last_words(pattern: str) -> tuple[str, ...]:
    return tuple(sorted({h.strip().rpartition(" ")[2].rpartition("-")[2].lower() for h in pattern.split("|")} - {""}))


def _compile(pattern: str) -> re.Pattern[str]:
    heads = sorted((h.strip() for h in pattern.split("|") if h.strip()), key=lambda h: (-len(h), h))
    words = "|".join(re.escape(h).replace(r"\ ", r"[ \u00a0\n-]") for h in heads)
    return re.compile(rf"(?<![\w-]){_ADJECTIVES}(?:{words})s?(?![\w-])", re.IGNORECASE)
