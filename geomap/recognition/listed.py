"""Names of a list that a noun in the plural announces or sums up: "the rivers Elbe, Weser and Ems".

Of such a list all are what the noun says. A name that the tagger doubts ("Snake", "Murray") is one where another of its
list is sure.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from geomap.language.patterns import any_of
from geomap.recognition.nouns import nouns_in

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geomap.language import Language
    from geomap.recognition.arbitration import CandidateSpan

_SPACE = "[ \u00a0\n]"
_LEAST, _RAISED = 0.02, 0.85
"""Least probability of a doubted name of a list, and what it gets."""
_MOST_NAMES = 12

Scored = tuple[float, "CandidateSpan"]


class ListedNames:
    """Finds the doubted names of lists in texts of a language.

    Parameters
    ----------
    language
        The language.
    """

    def __init__(self, language: Language) -> None:
        heads, words = language.heads, language.words
        articles = f"(?:(?:{any_of(heads.articles)}){_SPACE})?"
        self._plurals = heads.plurals
        self._opens = re.compile(
            rf"(?:,?{_SPACE}(?:{any_of(heads.examples)})|{_SPACE}(?:{any_of(heads.genitives)})|,|:)?{_SPACE}{articles}"
        )
        self._joins = re.compile(rf"(?:,{_SPACE}|,?{_SPACE}(?:{any_of(words.list_joiners)}){_SPACE}){articles}")

    def raised(self, text: str, scored: Sequence[Scored], threshold: float) -> list[Scored]:
        """Return the candidates, those raised that stand in a list with one that is sure.

        Parameters
        ----------
        text, scored
            The text, and its candidates with their probabilities.
        threshold
            From which probability on one is sure.
        """
        nouns = list(nouns_in(text, self._plurals))
        if not nouns:
            return list(scored)
        starts: dict[int, Scored] = {}
        ends: dict[int, Scored] = {}
        for one in scored:
            probability, candidate = one
            if (candidate.match is None and candidate.origin != "tag") or probability < _LEAST:
                continue
            for known, at in ((starts, candidate.start), (ends, candidate.end)):
                if at not in known or known[at][0] < probability:
                    known[at] = one
        wanted: set[int] = set()
        for noun in nouns:
            for names in (self._after(text, noun.end, starts), self._before(text, noun.start, ends)):
                if len(names) > 1 and any(probability >= threshold for probability, _ in names):
                    wanted.update(id(candidate) for probability, candidate in names if probability < threshold)
        return [(max(p, _RAISED), c) if id(c) in wanted else (p, c) for p, c in scored]

    def _after(self, text: str, at: int, starts: Mapping[int, Scored]) -> list[Scored]:
        """Return the names of a list right after a noun."""
        found: list[Scored] = []
        gap = self._opens.match(text, at)
        while gap is not None and gap.end() in starts and len(found) < _MOST_NAMES:
            found.append(starts[gap.end()])
            gap = self._joins.match(text, found[-1][1].end)
        return found

    def _before(self, text: str, at: int, ends: Mapping[int, Scored]) -> list[Scored]:
        """Return the names of a list right before a noun, the last first."""
        found: list[Scored] = []
        end = at - 1 if text[at - 1 : at] in (" ", "\u00a0", "\n") else -1
        while end in ends and len(found) < _MOST_NAMES:
            found.append(ends[end])
            start = found[-1][1].start
            gap = next(
                (g for size in range(2, 12) if (g := self._joins.fullmatch(text, max(0, start - size), start))), None
            )
            end = gap.start() if gap is not None else -1
        return found


@cache
def listed_names_of(language: Language) -> ListedNames:
    """Return the lists of a language."""
    return ListedNames(language)
