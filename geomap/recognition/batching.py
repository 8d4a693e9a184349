"""Sentences of different length laid end to end, and where each piece stands in its sentence."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from geomap.recognition.encoder import LOWER, MARK, NUMBER, SHAPES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from geomap.recognition.encoder import Encoded

    Integers = NDArray[np.int64]

MAX_PIECES: Final = 160
"""A sentence goes to the network up to this piece; the words behind it count as no name."""
_MASKED: Final = np.float32(-1e4)
_PLAIN: Final = np.array([shape in (LOWER, NUMBER, MARK) for shape in range(SHAPES)])


class Rows(NamedTuple):
    """Rows of the packed pieces, and their places in a table (sentences, longest)."""

    source: Integers
    place: Integers


class Packed:
    """A batch: pieces without padding for the matrix products, and tables with padding for the attention.

    Attributes
    ----------
    features
        Piece, shape, gazetteer match and name bits of each row.
    positions
        Where a row stands in its sentence.
    slots, queries
        Tables (sentences, longest) of row numbers: all pieces, and those whose result is wanted.
    rows, wanted
        The rows of these tables that are no padding.
    mask
        Added to the attention's scores.
    words, sentence_of
        For each wanted row the number of its word in its sentence, and the sentence.
    """

    def __init__(self, sentences: Sequence[Encoded]) -> None:
        counts = np.fromiter(map(len, chain.from_iterable(s.pieces for s in sentences)), np.int64)
        n_words = np.array([len(s.pieces) for s in sentences])
        word_sentence = np.repeat(np.arange(len(sentences)), n_words)
        word_number = np.arange(len(counts)) - np.repeat(np.cumsum(n_words) - n_words, n_words)
        ends = np.cumsum(counts)
        starts = ends - counts
        sentence_start = np.concatenate(([0], ends))[np.cumsum(n_words) - n_words]
        words = np.stack(
            [np.fromiter(chain.from_iterable(c), np.int64) for c in zip(*(s[1:] for s in sentences), strict=True)]
        )
        piece_sentence = np.repeat(word_sentence, counts)
        positions = np.arange(int(ends[-1])) - sentence_start[piece_sentence]
        pieces = np.fromiter(chain.from_iterable(chain.from_iterable(s.pieces for s in sentences)), np.int64)
        features = np.vstack([pieces[None], np.repeat(words, counts, axis=1)])
        heads = starts
        if int(positions.max()) >= MAX_PIECES:
            keep = positions < MAX_PIECES
            renumber = np.cumsum(keep) - 1
            inside = keep[heads]
            heads = renumber[heads[inside]]
            words, word_sentence, word_number = words[:, inside], word_sentence[inside], word_number[inside]
            features, positions, piece_sentence = features[:, keep], positions[keep], piece_sentence[keep]
        self.features = features
        self.positions = positions
        chosen = _near_capitals(words[0], word_number)
        self.words, self.sentence_of = word_number[chosen], word_sentence[chosen]
        self._lay_out(len(sentences), piece_sentence, heads[chosen])

    def _lay_out(self, n: int, piece_sentence: Integers, wanted: Integers) -> None:
        longest = int(self.positions.max()) + 1
        everything = np.arange(len(self.positions))
        place = piece_sentence * longest + self.positions
        slots = np.zeros(n * longest, np.int64)
        slots[place] = everything
        self.slots: Integers = slots.reshape(n, longest)
        mask = np.full(n * longest, _MASKED, np.float32)
        mask[place] = 0
        self.mask = mask.reshape(n, 1, 1, longest)
        self.rows = Rows(everything, place)
        owner = piece_sentence[wanted]
        per_sentence = np.bincount(owner, minlength=n)
        most = int(per_sentence.max()) if len(wanted) else 0
        rank = np.arange(len(wanted)) - (np.cumsum(per_sentence) - per_sentence)[owner]
        query_place = owner * most + rank
        queries = np.zeros(n * most, np.int64)
        queries[query_place] = wanted
        self.queries = queries.reshape(n, most)
        self.wanted = Rows(wanted, query_place)


def _near_capitals(shapes: Integers, numbers: Integers) -> NDArray[np.bool_]:
    """Tell of each word whether it could be part of a name: a capital, or right beside one in its sentence."""
    capital = ~_PLAIN[shapes]
    near = capital.copy()
    inside = numbers[1:] > 0
    near[1:] |= capital[:-1] & inside
    near[:-1] |= capital[1:] & inside
    return near
