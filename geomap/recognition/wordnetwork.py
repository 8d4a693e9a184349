"""The network of many languages in numpy: it reads words, each put together from its pieces once.

What the layers cost is then counted by words, and what a word costs by distinct words.
"""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING, Any, Final

import marisa_trie
import numpy as np

from geomap.recognition.network import Network, normalize, read_arrays
from geomap.recognition.pieces import Pieces
from geomap.recognition.wordtable import WordTable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from geomap.recognition.batching import Packed
    from geomap.recognition.wordtable import KnownWord

    Floats = NDArray[np.float32]

_WORDS_AT_ONCE: Final = 512


class WordNetwork(Network):
    """Weights, and the forward pass over words.

    Parameters
    ----------
    arrays
        As the weights file has them.
    table
        The words; ``Encoded.pieces`` holds the number of one for each unit.

    Attributes
    ----------
    lock
        Held by who uses the table and the network together.
    """

    def __init__(self, arrays: Mapping[str, NDArray[Any]], table: WordTable) -> None:
        super().__init__(arrays)
        self.table = table
        self._join = self.linear(arrays, "join")
        self._wide = self.linear(arrays, "wide")
        self._narrow = self.linear(arrays, "narrow")
        self._vectors = np.zeros((1024, self._positions.shape[1]), np.float32)
        self._done = 0
        self.lock = Lock()

    def forget(self) -> None:
        """Make room for new words if there are many, when nobody holds a word's number."""
        if self.table.forget():
            self._done = 0

    def _embed(self, packed: Packed) -> Floats:
        self._compose()
        numbers, shapes, matches, _ = packed.features
        x: Floats = self._vectors[numbers]
        x += self._shapes[shapes]
        x += self._matches[matches]
        x += self._positions[packed.positions]
        normalize(x, *self._norm)
        return x

    def _compose(self) -> None:
        """Put together the words that are new."""
        words = self.table.words
        if len(words) > len(self._vectors):
            more = np.zeros((max(2 * len(self._vectors), len(words)), self._vectors.shape[1]), np.float32)
            more[: self._done] = self._vectors[: self._done]
            self._vectors = more
        while self._done < len(words):
            some = words[self._done : self._done + _WORDS_AT_ONCE]
            self._vectors[self._done : self._done + len(some)] = self._composed(some)
            self._done += len(some)

    def _composed(self, words: Sequence[KnownWord]) -> Floats:
        """Return the vectors of some words: of the first piece, the last, and the mean of all."""
        counts = np.array([len(word.pieces) for word in words])
        rows = np.array([piece for word in words for piece in word.pieces])
        pieces: Floats = self._pieces[rows].astype(np.float32)
        pieces *= self._piece_scale[rows]
        ends = counts.cumsum()
        starts = ends - counts
        mean: Floats = np.add.reduceat(pieces, starts).astype(np.float32)
        mean /= counts[:, None].astype(np.float32)
        x = np.concatenate([pieces[starts], pieces[ends - 1], mean], 1)
        (join, join_bias), (wide, wide_bias), (narrow, narrow_bias) = self._join, self._wide, self._narrow
        inner: Floats = x @ wide + wide_bias
        np.maximum(inner, 0, out=inner)
        out: Floats = x @ join + inner @ narrow
        out += join_bias + narrow_bias
        return out


def read(path: Path) -> WordNetwork:
    """Return the network of a weights file; the table of word pieces stays in the file, mapped into memory."""
    arrays = read_arrays(path)
    trie = marisa_trie.Trie()
    trie.frombytes(bytes(arrays["vocabulary"]))
    return WordNetwork(arrays, WordTable(Pieces(trie)))
