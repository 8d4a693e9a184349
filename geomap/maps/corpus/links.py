"""Which places are named in the same documents, counted pair by pair."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from geomap.maps.corpus.counter import Counter, counted, in_order, starts_in
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
    """Counts the documents that name two places."""

    def __init__(self) -> None:
        self._pairs = Counter()
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
        keys = []
        # Pairs of neighbours, of those two apart, and so on: as many steps as the longest document has places.
        for step in range(1, min(MOST_PLACES, len(document))):
            same = document[step:] == document[:-step]
            if not same.any():
                break
            keys.append(place[:-step][same] * AMONG + place[step:][same])
        if keys:
            self._pairs.add(*counted(np.concatenate(keys)))

    def result(self) -> Links:
        """Return the strongest links of each place."""
        keys, counts = self._pairs.result()
        low, high = np.divmod(keys, AMONG)
        start, other = np.concatenate([low, high]), np.concatenate([high, low])
        documents = np.concatenate([counts, counts])
        # One number a link, the strongest first of each place: numbers are sorted quicker than rows.
        keys = in_order((start << 46) | ((_MOST_DOCUMENTS - documents) << 13) | other)
        start, documents, other = keys >> 46, _MOST_DOCUMENTS - ((keys >> 13) & _MOST_DOCUMENTS), keys & (AMONG - 1)
        rank = np.arange(len(start)) - np.searchsorted(start, start)
        kept = rank < PER_PLACE
        return Links(start[kept], other[kept], documents[kept], AMONG, PER_PLACE, MOST_PLACES, self._skipped)
