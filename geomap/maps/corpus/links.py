"""Which places are named in the same documents, counted pair by pair."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from geomap.maps.corpus.counter import in_order, starts_in
from geomap.maps.corpus.view import Links

if TYPE_CHECKING:
    from numpy.typing import NDArray

AMONG: Final = 8_192
"""Places that are compared, the most mentioned: their pairs are bounded, however large the corpus is."""

PER_PLACE: Final = 12
_MOST_DOCUMENTS: Final = (1 << 33) - 1
MOST_PLACES: Final = 40
"""A list of all countries or a table of results names more, and says nothing about any two."""


class LinkCounter:
    """Counts the documents that name two places.

    Parameters
    ----------
    places
        How many there are.
    """

    def __init__(self, places: int) -> None:
        # Every pair has its cell, of which those are taken that are counted in: 134 MB at most.
        self._among = min(places, AMONG)
        self._pairs = np.zeros(self._among**2, np.int32)
        self._skipped = 0

    def add(self, document: NDArray[np.int64], place: NDArray[np.int64]) -> None:
        """Add documents by what they name.

        Parameters
        ----------
        document, place
            Each pair once, in the order of documents, and of places in each.
        """
        near = place < AMONG
        document, place = document[near], place[near]
        starts = starts_in(document)
        sizes = np.diff(np.append(starts, len(document)))
        self._skipped += int((sizes > MOST_PLACES).sum())
        fits = np.repeat(sizes <= MOST_PLACES, sizes)
        document, place = document[fits], place[fits]
        # Pairs of neighbours, of those two apart, and so on: as many steps as the longest document has places.
        left = np.arange(len(document))
        for step in range(1, MOST_PLACES):
            left = left[: np.searchsorted(left, len(document) - step)]
            left = left[document[left] == document[left + step]]
            np.add.at(self._pairs, place[left] * self._among + place[left + step], np.int32(1))

    def result(self) -> Links:
        """Return the strongest links of each place."""
        pairs = np.flatnonzero(self._pairs)
        counts = self._pairs[pairs].astype(np.int64)
        low, high = np.divmod(pairs, max(self._among, 1))
        start, other = np.concatenate([low, high]), np.concatenate([high, low])
        documents = np.concatenate([counts, counts])
        # Most pairs have one document, and most places have stronger links enough.
        strong = np.bincount(start[documents > 1], minlength=self._among) >= PER_PLACE
        worth = (documents > 1) | ~strong[start]
        start, other, documents = start[worth], other[worth], documents[worth]
        # One number a link, the strongest first of each place: numbers are sorted quicker than rows.
        keys = in_order((start << 46) | ((_MOST_DOCUMENTS - documents) << 13) | other)
        start, documents, other = keys >> 46, _MOST_DOCUMENTS - ((keys >> 13) & _MOST_DOCUMENTS), keys & (AMONG - 1)
        rank = np.arange(len(start)) - np.searchsorted(start, start)
        kept = rank < PER_PLACE
        return Links(start[kept], other[kept], documents[kept], AMONG, PER_PLACE, MOST_PLACES, self._skipped)
