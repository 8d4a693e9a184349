"""The words with a capital that a name stands among: "Kentucky" before "State Police" belongs to the police's name."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from geomap.language import DEFAULT
from geomap.language.patterns import any_of
from geomap.recognition.tokens import every_letter

if TYPE_CHECKING:
    from geomap.language import Language

_FARTHEST = 50
"""Characters before a name in which its run is looked for."""


def capitals_of(language: Language) -> str:
    """Return the capitals that names begin with in a language, as the inside of a character class.

    English texts are read for their own names: of what begins with another capital the tagger knows enough.
    """
    return "A-Z" if language.code == DEFAULT else every_letter().capital


class CapitalRuns:
    """Finds what stands around a name inside a run of words with a capital.

    Parameters
    ----------
    language
        Language of the texts.
    """

    def __init__(self, language: Language) -> None:
        words = language.words
        joins = rf"(?:(?:{any_of((*words.genitives, *words.list_joiners))})[ \u00a0])?"
        capital = f"[{capitals_of(language)}]"
        self._after = re.compile(rf"(?:[ \u00a0]{joins}{capital}[\w'’.]*)+")
        self._before = re.compile(rf"(?:{capital}[\w'’.]*[ \u00a0]{joins})+$")
        self._kinds = (
            ("street", words.streets),
            ("school", words.schools),
            ("site", words.buildings),
            ("area", words.areas | language.heads.districts),
            ("nature", language.heads.nature),
            ("organisation", words.organisation_words),
            ("title", words.titles),
        )

    def signals(self, text: str, start: int, end: int, label: str) -> list[str]:
        """Return the names of the signals of a span.

        Parameters
        ----------
        text, start, end
            The text, and the span of the name.
        label
            What the tagger makes of the span.
        """
        found: list[str] = []
        after = self._after.match(text, end)
        if after:
            words = after[0].split()
            last = self._kind_of(words[-1])
            found += [
                f"run ends with {last}, {label}",
                f"run of {min(len(words), 3)} ends with {last}",
                f"before {self._kind_of(words[0])} word",
            ]
        before = self._before.search(text, max(0, start - _FARTHEST), start)
        if before:
            found.append(f"run of {min(len(before[0].split()), 3)} before, {label}")
        return found

    def _kind_of(self, word: str) -> str:
        """Return what a word is the head of: a street's name, an organisation's."""
        bare = word.lower().rstrip(".")
        return next((name for name, members in self._kinds if bare in members), "other")


@cache
def runs_of(language: Language) -> CapitalRuns:
    """Return what finds the runs of a language's texts."""
    return CapitalRuns(language)
