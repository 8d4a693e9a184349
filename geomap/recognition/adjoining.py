"""Names right beside a candidate: "Suriye'nin Halep" is a country and its town, no name of two words."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from geomap.language.patterns import any_of
from geomap.recognition.matches import TIER_DEMONYM

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap.language import Language
    from geomap.recognition.hits import Match

_LEAST: Final = 0.3
"""Least probability by the names' own model of a match to be a neighbour."""
_RUN_BEFORE: Final = re.compile(r"run of \d before")
_RUN_AFTER: Final = re.compile(r"run ends with|run of \d ends with|before \w+ word")
"""Signals of ``runs``."""
_FARTHEST: Final = 12
"""Characters in which the name before it is looked for."""


@cache
def _between(language: Language) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the expressions for what stands between two names of a list, and between two words."""
    joiners = any_of(language.words.list_joiners)
    return re.compile(rf",?[ \u00a0]+(?:(?:{joiners})[ \u00a0]+)?"), re.compile(r"[ \u00a0]+")


class Adjoining:
    """The gazetteer's names in a text, by where they begin and end.

    Parameters
    ----------
    text
        The text.
    language
        Its language.
    scored
        The names with their probabilities, see ``Lexicon.score``.
    """

    def __init__(self, text: str, language: Language, scored: Sequence[tuple[Match, float]]) -> None:
        self._text = text
        self._listed, self._apart = _between(language)
        likely = [match for match, score in scored if score >= _LEAST]
        self._by_end = {match.end: match for match in likely}
        self._by_start = {match.start: match for match in likely}

    def told(self, signals: list[str], start: int, end: int) -> list[str]:
        """Return a candidate's signals with those of the names beside it, which stand for a run of unknown words.

        Parameters
        ----------
        signals
            Those of the candidate by itself; the first is what the tagger makes of it.
        start, end
            The candidate's span.
        """
        before, after = self._before(start), self._after(end)
        if before:
            signals = [signal for signal in signals if not _RUN_BEFORE.match(signal)]
        if after:
            signals = [signal for signal in signals if not _RUN_AFTER.match(signal)]
        return signals + [f"{beside}, {signals[0]}" for beside in (before, after) if beside]

    def _before(self, start: int) -> str:
        for end in range(start - 1, max(0, start - _FARTHEST), -1):
            match = self._by_end.get(end)
            if match is not None and self._listed.fullmatch(self._text, end, start):
                if not self._apart.fullmatch(self._text, end, start):
                    return "listed behind a place"
                return "right behind a people" if match.hit.tier == TIER_DEMONYM else "right behind a place"
        return ""

    def _after(self, end: int) -> str:
        joined = self._listed.match(self._text, end)
        if joined is None or joined.end() not in self._by_start:
            return ""
        return "right before a place" if self._apart.fullmatch(joined[0]) else "listed before a place"
