"""Words of many languages as pieces of a vocabulary: from the left, always the longest that fits.

Text is brought to Unicode's compatibility form (NFKC) first, a character at a time where places in it count. A word
that white space stands before begins with "▁", as the vocabulary has it.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import marisa_trie

SPACE: Final = "\u2581"
_JOINERS: Final = {0xAD: None, 0x200C: SPACE, 0x200D: None}
_MOST_PIECES: Final = 12
"""Pieces of a word; what it has beyond is no word."""


class Pieces:
    """Cuts words into pieces.

    Attributes
    ----------
    unknown
        Number of the piece that stands for a character which no piece begins with.

    Parameters
    ----------
    trie
        The vocabulary. A piece's number is its key's.
    """

    def __init__(self, trie: marisa_trie.Trie) -> None:
        self._trie = trie
        self.unknown = len(trie)

    def word(self, text: str, *, spaced: bool) -> tuple[int, ...]:
        """Return the numbers of a word's pieces."""
        # The joiners of Persian and the Indic scripts part a word's pieces as a space does.
        normal = unicodedata.normalize("NFKC", text).translate(_JOINERS).rstrip(SPACE)
        return tuple(number for number, _ in self._cut(SPACE + normal if spaced else normal)[:_MOST_PIECES])

    def running(self, text: str, *, spaced: bool) -> list[tuple[int, int]]:
        """Return the pieces of a run without spaces as (number, length in characters of ``text``)."""
        normal = [unicodedata.normalize("NFKC", c) for c in text]
        source = [i for i, c in enumerate(normal) for _ in c]
        out: list[tuple[int, int]] = []
        at, done = -int(spaced), 0
        for number, length in self._cut(SPACE * spaced + "".join(normal)):
            at += length
            reached = source[at] if at < len(source) else len(text)
            if reached > done:
                out.append((number, reached - done))
                done = reached
        return out

    def _cut(self, text: str) -> list[tuple[int, int]]:
        """Return the pieces as (number, length); a lone "▁" is part of the piece behind it."""
        find = self._trie.iter_prefixes_with_ids
        out: list[tuple[int, int]] = []
        lead = at = 0
        while at < len(text):
            length, number = 1, self.unknown
            for piece, key in find(text[at : at + _LONGEST_PIECE]):
                length, number = len(piece), key
            if length == 1 and text[at] == SPACE:
                lead += 1
            else:
                out.append((number, lead + length))
                lead = 0
            at += length
        return out


_LONGEST_PIECE: Final = 32
