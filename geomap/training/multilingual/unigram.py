"""Word pieces of many languages: the likeliest cut of a word into pieces of a vocabulary (Unigram; Kudo 2018).

Text is brought to Unicode's compatibility form (NFKC) first, a character at a time where places in it count. A word
that white space stands before begins with "▁", as the vocabulary has it.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

SPACE: Final = "\u2581"
UNKNOWN: Final = 3
"""Row of the piece for what the vocabulary does not have; before it ``<s>``, ``<pad>`` and ``</s>``."""
BEGIN: Final = 0
PADDING: Final = 1
END: Final = 2
_UNKNOWN_PENALTY: Final = 10.0
_JOINERS: Final = {0xAD: None, 0x200C: SPACE, 0x200D: None}
_CACHE_LIMIT: Final = 300_000
_MOST_PIECES: Final = 24
"""Pieces of a word; what it has beyond is no word."""


class Unigram:
    """Cuts words into pieces, and remembers every word it has met.

    Parameters
    ----------
    pieces
        The vocabulary by row; the first four rows are no pieces.
    scores
        The logarithm of each piece's probability.
    """

    def __init__(self, pieces: Sequence[str], scores: Sequence[float]) -> None:
        self.pieces = list(pieces)
        self._rows = {piece: (row, float(scores[row])) for row, piece in enumerate(pieces) if row > UNKNOWN}
        self._longest = max(map(len, self._rows))
        self._unknown = min(score for _, score in self._rows.values()) - _UNKNOWN_PENALTY
        self._words: dict[str, tuple[int, ...]] = {}

    def word(self, text: str, *, spaced: bool) -> tuple[int, ...]:
        """Return the rows of a word's pieces."""
        key = SPACE + text if spaced else text
        found = self._words.get(key)
        if found is None:
            if len(self._words) >= _CACHE_LIMIT:
                self._words.clear()
            # The joiners of Persian and the Indic scripts part a word's pieces as a space does.
            normal = unicodedata.normalize("NFKC", text).translate(_JOINERS).rstrip(SPACE)
            cut = self._cut(SPACE + normal if spaced else normal)
            found = tuple(row for row, _ in cut[:_MOST_PIECES])
            self._words[key] = found
        return found

    def running(self, text: str, *, spaced: bool) -> list[tuple[int, int]]:
        """Return the pieces of a run without spaces as (row, length in characters of ``text``)."""
        normal = [unicodedata.normalize("NFKC", c) for c in text]
        source = [i for i, c in enumerate(normal) for _ in c]
        joined = "".join(normal)
        out: list[tuple[int, int]] = []
        at, done = 0, 0
        for row, length in self._cut(SPACE + joined if spaced else joined, lead=1 if spaced else 0):
            at += length
            reached = source[at] if at < len(source) else len(text)
            if reached > done:
                out.append((row, reached - done))
                done = reached
        return out

    def _cut(self, text: str, lead: int | None = None) -> list[tuple[int, int]]:
        """Return the best cut as (row, length); a lone "▁" is left out, and ``lead`` characters do not count."""
        rows, longest = self._rows, self._longest
        n = len(text)
        best = [0.0] + [-1e9] * n
        back: list[tuple[int, int]] = [(0, 0)] * (n + 1)
        for i in range(n):
            base = best[i]
            for j in range(i + 1, min(n, i + longest) + 1):
                known = rows.get(text[i:j])
                if known is not None:
                    score = base + known[1]
                elif j == i + 1:
                    score = base + self._unknown
                    known = (UNKNOWN, 0.0)
                else:
                    continue
                if score > best[j]:
                    best[j] = score
                    back[j] = (i, known[0])
        out: list[tuple[int, int]] = []
        at = n
        while at > 0:
            first, row = back[at]
            if text[first:at] != SPACE:
                out.append((row, at - first - (lead or 0 if first == 0 else 0)))
            at = first
        out.reverse()
        return out
