"""From the units of a sentence in any language to the numbers that the network reads."""

from __future__ import annotations

from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Final, Protocol

from geomap.recognition.encoder import LOWER, MARK, NUMBER, TIERS, Encoded, in_context
from geomap.recognition.units import is_running

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
        known = self._found
        i = 0
        while i < len(folded):
            count = 0
            if shapes[i] not in _NAMELESS:
                window = folded[i : i + _LONGEST_NAME]
                key = "\t".join(window)
                match = known.get(key)
                if match is None:
                    if len(known) >= _CACHE_LIMIT:
                        known.clear()
                    match = known[key] = self._longest(window)
                count, tier = match
            if count:
                out[i] = 1 + tier + (TIERS if count > 1 else 0)
                out[i + 1 : i + count] = [1 + tier + 2 * TIERS] * (count - 1)
            i += count or 1
        return out

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
