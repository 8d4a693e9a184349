"""From a folded name to the places that bear it: a trie and the bearers of each of its names, mapped into memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

import marisa_trie

from geomap.errors import GazetteerError
from geomap.gazetteer.layout import LIST_BIT, PLACE_BITS, PLACE_MASK
from geomap.gazetteer.names import HALF

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path


class NameIndex:
    """The names of one layer in one group of scripts.

    Parameters
    ----------
    trie
        The names.
    arrays
        ``first``: a word for each name: its only bearer, or where its list begins in ``lists``. ``lists``: how many
        bearers, then the bearers. ``tier``: a byte for each name.
    """

    __slots__ = ("_first", "_lists", "_tier", "trie")

    def __init__(self, trie: marisa_trie.Trie, arrays: Mapping[str, Sequence[int]]) -> None:
        self.trie = trie
        self._first = arrays["first"]
        self._lists = arrays["lists"]
        self._tier = arrays["tier"]

    @classmethod
    def open(cls, path: Path, arrays: Mapping[str, memoryview]) -> NameIndex:
        """Map the trie of a file.

        Raises
        ------
        GazetteerError
            The file is missing or damaged, or has other names than the arrays.
        """
        return cls(open_trie(path, len(arrays["first"])), arrays)

    def __len__(self) -> int:
        return len(self._first)

    def find(self, folded: str) -> int:
        """Return the number of a name, -1 if it is not there."""
        try:
            number: int = self.trie.get(folded, -1)
        except UnicodeEncodeError:  # half a character is in no name
            return -1
        return number

    def prefixes(self, folded: str) -> list[tuple[int, int]]:
        """Return (length, number) of the names that ``folded`` starts with and that end with a word; shortest first."""
        end = len(folded)
        found = []
        # What stands before half a character can be a name; the rest is none.
        whole = folded if folded.isascii() else HALF.split(folded, 1)[0]
        for name, number in self.trie.iter_prefixes_with_ids(whole):
            length = len(name)
            if length == end or not folded[length].isalnum():
                found.append((length, number))
        return found

    def bearers(self, number: int) -> Sequence[tuple[int, int]]:
        """Return (place, match code) of everything that bears the name, best first."""
        word = self._first[number]
        if not word & LIST_BIT:
            return ((word & PLACE_MASK, word >> PLACE_BITS),)
        start = (word ^ LIST_BIT) + 1
        count = self._lists[start - 1]
        return [(w & PLACE_MASK, w >> PLACE_BITS) for w in self._lists[start : start + count]]

    def words(self) -> tuple[Sequence[int], Sequence[int]]:
        """Return the arrays ``first`` and ``lists``, for who looks at many names at once."""
        return self._first, self._lists

    def tier(self, number: int) -> int:
        """Return the name's tier: a code of ``layout``."""
        return self._tier[number]


def open_trie(path: Path, count: int) -> marisa_trie.Trie:
    """Map the trie of a file; raises ``GazetteerError`` where it is missing, damaged or has not ``count`` names."""
    trie = marisa_trie.Trie()
    try:
        trie.mmap(str(path))
    except (OSError, RuntimeError, MemoryError, ValueError) as error:
        raise GazetteerError(f"the gazetteer's file {path} cannot be read: {error}") from error
    if len(trie) != count:
        raise GazetteerError(f"the gazetteer's file {path} does not belong to its manifest: reinstall it")
    return trie
