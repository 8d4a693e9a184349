"""From the units of a sentence in any language to the numbers that the network reads."""

from __future__ import annotations

from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Any, Final, Protocol

from geomap.recognition.encoder import LOWER, MARK, NUMBER, TIERS, Encoded, in_context
from geomap.recognition.units import is_running
from geomap.recognition.wordtable import BREAK

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap.recognition.units import Unit
    from geomap.recognition.wordtable import WordTable

_NAMELESS: Final = frozenset((LOWER, NUMBER, MARK))
_LONGEST_NAME: Final = 7
"""Units of the longest name that is looked for."""
_CACHE_LIMIT: Final = 100_000


class PlaceLookup(Protocol):
    """What is asked of the names of places in a language."""

    def prefixes(self, folded: str) -> Sequence[tuple[int, int]]:
        """Return the length and number of the names that ``folded`` starts with, ending with a word, longest first."""

    def begins(self, word: str) -> bool:
        """Tell whether a folded word is the first of a longer name."""

    def starts(self, folded: str) -> Sequence[tuple[int, int]]:
        """Return the same of the names that it starts with whatever letter follows, in a script without spaces."""

    def tier(self, name_id: int) -> int:
        """Return how large a place bears the name, as ``encoder.NameTrie`` does."""


class UnitEncoder:
    """Turns sentences of one language into numbers. The number of a unit is its word's in a table.

    Parameters
    ----------
    table
        The words.
    names
        The gazetteer's names as the language has them.
    """

    def __init__(self, table: WordTable, names: PlaceLookup) -> None:
        self._table = table
        self._names = names
        self._found: dict[str, tuple[int, int]] = {}
        self._lone: dict[str, tuple[int, int] | None] = {}

    def encode(self, some: Sequence[Unit]) -> Encoded:
        """Encode one sentence."""
        words = self._table.words
        found = [words[unit.pieces[0]] for unit in some]
        shapes = in_context([word.shape for word in found])
        matches = self._matches([word.folded for word in found], shapes)
        return Encoded([unit.pieces for unit in some], shapes, matches, [0] * len(some))

    def _matches(self, folded: Sequence[str], shapes: Sequence[int]) -> list[int]:
        """Return the longest name at each unit that may begin one, from left to right."""
        out = [0] * len(folded)
        i = 0
        while i < len(folded):
            count = 0
            if shapes[i] not in _NAMELESS:
                count, tier = self._match(folded, i)
            if count:
                out[i] = 1 + tier + (TIERS if count > 1 else 0)
                out[i + 1 : i + count] = [1 + tier + 2 * TIERS] * (count - 1)
            i += count or 1
        return out

    def _match(self, folded: Sequence[str], i: int) -> tuple[int, int]:
        """Return how many units the longest name at a unit has, and its tier; zeros without one."""
        word = folded[i]
        # Most words begin no longer name; where no space is behind one, the name may go on in the next.
        if i + 1 == len(folded) or folded[i + 1].startswith((" ", BREAK)):
            if word not in self._lone:
                _bound(self._lone)
                self._lone[word] = None if self._names.begins(word.strip()) else self._longest([word])
            lone = self._lone[word]
            if lone is not None:
                return lone
        window = folded[i : i + _LONGEST_NAME]
        if BREAK in window:
            window = window[: window.index(BREAK)]
        key = "\t".join(window)
        found = self._found.get(key)
        if found is None:
            _bound(self._found)
            found = self._found[key] = self._longest(window)
        return found

    def _longest(self, window: Sequence[str]) -> tuple[int, int]:
        """Return how many units the longest name at the first of them has, and its tier; zeros without one."""
        first = window[0].strip()
        if not first:
            return 0, 0
        text = "".join(window).lstrip()
        parts: Sequence[str] = window
        if "  " in text:  # a dash with spaces around it
            parts = [part.lstrip() if before.endswith(" ") else part for before, part in pairwise(["", *window])]
            text = "".join(parts).lstrip()
        found = self._names.starts(text) if is_running(text[0]) else self._names.prefixes(text)
        if found:
            ends = list(accumulate((len(part) for part in parts[1:]), initial=len(first)))
            counts = {end - text[:end].endswith(" "): n for n, end in reversed(list(enumerate(ends, 1)))}
            for length, number in found:
                if length in counts:
                    return counts[length], min(self._names.tier(number), TIERS - 1)
        # An ending behind an apostrophe is no part of the name: "Ankara'da".
        if len(window) > 1 and not window[1]:
            for length, number in self._names.prefixes(first):
                if length == len(first):
                    return 1, min(self._names.tier(number), TIERS - 1)
        return 0, 0


def _bound(cache: dict[str, Any]) -> None:
    """Empty a cache that has become large: a text made to fill it must not make it grow without end."""
    if len(cache) >= _CACHE_LIMIT:
        cache.clear()
