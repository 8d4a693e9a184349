"""Descriptive phrases that mean a zone: "the UN-patrolled buffer zone" in a text that names the Golan Heights.

The phrases stand in a table of the gazetteer: head words, places of which one must be named in the text, and the zone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from geomap.gazetteer.gazetteer import Gazetteer

_ADJECTIVES = (
    r"(?:(?:UN|U\.N\.|United Nations)"
    r"(?:[- ](?:patrolled|monitored|controlled|supervised|run|administered|guarded))?[ \u00a0\n]"
    r"|(?:demilitari[sz]ed|separation|disengagement|security)[ \u00a0\n])*"
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A row of the table, with places as rows of the gazetteer."""

    pattern: re.Pattern[str]
    near: frozenset[int]
    place: int


class Phrases:
    """The table, compiled."""

    def __init__(self, rows: Collection[tuple[str, tuple[int, ...], int]], gazetteer: Gazetteer) -> None:
        self._rows = tuple(Phrase(_compile(pattern), frozenset(near), place) for pattern, near, place in rows)
        heads = sorted({h.strip().rpartition(" ")[2] for p, _, _ in rows for h in p.split("|")})
        # One quick look decides for most texts that there is nothing to find.
        self._any = re.compile("|".join(map(re.escape, heads)) or r"(?!)", re.IGNORECASE)
        self._gazetteer = gazetteer

    @classmethod
    def of(cls, gazetteer: Gazetteer) -> Phrases:
        """The table of a gazetteer."""
        return cls(gazetteer.phrases(), gazetteer)

    def find(self, text: str, named: Collection[int]) -> Iterator[tuple[int, int]]:
        """Spans of phrases whose zone lies near one of the places that the names ``named`` (name ids) can mean."""
        if not self._rows or self._any.search(text) is None:
            return
        places = self._places(named)
        for row in self._rows:
            if row.near & places:
                yield from (m.span() for m in row.pattern.finditer(text))

    def meant(self, phrase: str, places: Collection[int]) -> list[int]:
        """Zones that a phrase can mean in a text that names ``places`` (rows of the gazetteer), best first."""
        fits = [(len(row.near.intersection(places)), row.place) for row in self._rows if row.pattern.search(phrase)]
        return [place for n, place in sorted(fits, key=lambda f: -f[0]) if n]

    def _places(self, named: Collection[int]) -> set[int]:
        return {index for name_id in named for index, _ in self._gazetteer.bearers(name_id)}


def _compile(pattern: str) -> re.Pattern[str]:
    heads = sorted((h.strip() for h in pattern.split("|") if h.strip()), key=lambda h: (-len(h), h))
    words = "|".join(re.escape(h).replace(r"\ ", r"[ \u00a0\n-]") for h in heads)
    return re.compile(rf"(?<![\w-]){_ADJECTIVES}(?:{words})s?(?![\w-])", re.IGNORECASE)
