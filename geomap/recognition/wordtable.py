"""The words that the tagger of many languages has met: a number each, and what a word gives by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from geomap.gazetteer.names import fold
from geomap.recognition.encoder import CASELESS, shape_of

if TYPE_CHECKING:
    from geomap.recognition.pieces import Pieces

_LIMIT: Final = 40_000


BREAK: Final = ","
"""Folded form of a mark that no name goes over."""


class KnownWord(NamedTuple):
    """What a word gives by itself.

    Attributes
    ----------
    pieces
        Numbers of its pieces.
    shape
        See ``encoder``.
    folded
        Its folded form behind a space where one stands before it, so that words laid end to end are a name; ``BREAK``
        for a mark that no name goes over.
    """

    pieces: tuple[int, ...]
    shape: int
    folded: str


class WordTable:
    """Numbers words in the order in which they are met; cuts text as ``units.UnitCutter`` asks.

    Attributes
    ----------
    words
        The words by number.

    Parameters
    ----------
    pieces
        Cuts words into pieces.
    """

    def __init__(self, pieces: Pieces) -> None:
        self._pieces = pieces
        self._numbers: dict[str, tuple[int, ...]] = {}
        self.words: list[KnownWord] = []

    def forget(self) -> bool:
        """Forget all words if they have become many: no text must make the table grow without end."""
        full = len(self.words) > _LIMIT
        if full:
            self._numbers.clear()
            self.words.clear()
        return full

    def word(self, text: str, *, spaced: bool) -> tuple[int, ...]:
        """Return the number of a word, none where nothing of it is left to read."""
        key = " " + text if spaced else text
        known = self._numbers.get(key)
        if known is None:
            pieces = self._pieces.word(text, spaced=spaced)
            known = self._numbers[key] = self._add(pieces, text, spaced=spaced) if pieces else ()
        return known

    def running(self, text: str, *, spaced: bool) -> list[tuple[int, int]]:
        """Return the pieces of a run without spaces as (number of the word that each is, its length)."""
        out = []
        at = 0
        for piece, length in self._pieces.running(text, spaced=spaced):
            part = text[at : at + length]
            key = f" {part}" if spaced and not at else part
            known = self._numbers.get(key)
            if known is None:
                known = self._numbers[key] = self._add((piece,), part, spaced=spaced and not at)
            out.append((known[0], length))
            at += length
        return out

    def _add(self, pieces: tuple[int, ...], text: str, *, spaced: bool) -> tuple[int, ...]:
        # Half a surrogate pair cannot be looked up.
        folded = fold(text).encode("utf-8", "ignore").decode("utf-8")
        if folded and not any(map(str.isalnum, folded)):
            folded = BREAK
        elif spaced or (not folded and not fold(f"a{text}b").isalnum()):
            folded = f" {folded}"  # a hyphen parts a name's words, an apostrophe does not
        self.words.append(KnownWord(pieces, _shape(text), folded))
        return (len(self.words) - 1,)


def _shape(word: str) -> int:
    first = word[0]
    if first.isalpha() and not first.isupper() and not first.islower() and not word.isascii():
        return CASELESS
    return shape_of(word)
