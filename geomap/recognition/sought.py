"""Which of some words a text has: found by the words of the text, which repeat, and not by a search for each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

_CACHE_SIZE: Final = 20_000
_LONGEST: Final = 40
"""A longer stretch without white space is hardly a word: it is not kept."""


class SoughtWords:
    """Finds which of some words a text may have.

    Parameters
    ----------
    words
        What is sought; one may be part of a longer word, and have spaces in it.
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._words = tuple(dict.fromkeys(words))
        # Where several words are sought together, the longest of them tells best.
        self._telling = [(word, max(word.split(), key=len, default="")) for word in self._words]
        self._known: dict[str, frozenset[str]] = {}

    def possible_in(self, text: str) -> set[str]:
        """Return the words that a text may have, as written or in small letters: all that it has, and a few more.

        A word with spaces is among them where the longest of its words is in the text.
        """
        known = self._known
        found: set[str] = set()
        for chunk in set(text.split()):
            met = known.get(chunk)
            if met is None:
                met = self._met_in(chunk)
            if met:
                found |= met
        return found

    def _met_in(self, chunk: str) -> frozenset[str]:
        lowered = chunk.lower()
        met = frozenset(word for word, telling in self._telling if telling in chunk or telling in lowered)
        if len(chunk) <= _LONGEST:
            if len(self._known) >= _CACHE_SIZE:
                self._known.clear()
            self._known[chunk] = met
        return met
