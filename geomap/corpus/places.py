"""The places of a corpus: how often each is mentioned, counted by the gazetteer's rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from geomap.corpus.schema import PLACES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geomap.gazetteer.gazetteer import Gazetteer

_NO_PLACES: Final = ("coordinates", "relative")
"""Kinds of mentions that are positions, and no places of the gazetteer."""


class PlaceCounts:
    """Mentions and documents of every place; what it takes depends on the gazetteer, not on the corpus.

    Parameters
    ----------
    gazetteer
        The places. One that another service found is none of them.
    """

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._mentions = np.zeros(len(gazetteer), np.int64)
        self._documents = np.zeros(len(gazetteer), np.int64)

    def add(self, mentions: pa.Table, of_document: pa.ChunkedArray) -> None:
        """Count the mentions of a part.

        Parameters
        ----------
        mentions
            Columns ``kind`` and ``place_id`` at least, in the documents' order.
        of_document
            How many of them each document has.
        """
        # By the document's place in the part: its id may be another's too.
        document = np.repeat(np.arange(len(of_document)), of_document.to_numpy())
        counted = pc.invert(pc.is_in(mentions["kind"], value_set=pa.array(_NO_PLACES)))
        ids = pc.if_else(counted, mentions["place_id"], None).combine_chunks().dictionary_encode()
        index = np.array([self._gazetteer.index(one) for one in ids.dictionary.to_pylist()] or [-1], np.int64)
        row = np.where(ids.indices.is_valid(), index[ids.indices.fill_null(0).to_numpy()], -1)
        of_place = row >= 0
        rows, times = np.unique(row[of_place], return_counts=True)
        self._mentions[rows] += times
        pairs = np.unique(document[of_place] * len(self._documents) + row[of_place])
        rows, times = np.unique(pairs % len(self._documents), return_counts=True)
        self._documents[rows] += times

    def table(self) -> pa.Table:
        """Return the places that are mentioned, the most mentioned first, then by id."""
        found = [
            (self._gazetteer.place(row), int(self._mentions[row]), int(self._documents[row]))
            for row in np.flatnonzero(self._mentions).tolist()
        ]
        found.sort(key=lambda one: (-one[1], one[0].id))
        rows = [
            (
                place.id,
                place.name,
                place.feature_class,
                place.feature_code,
                place.country_code or None,
                place.admin1_code or None,
                place.lon,
                place.lat,
                place.population,
                mentions,
                documents,
            )
            for place, mentions, documents in found
        ]
        return pa.Table.from_pylist([dict(zip(PLACES.names, row, strict=True)) for row in rows], schema=PLACES)


_AT_ONCE: Final = 1 << 23
"""Hashes that are compared at a time: 64 MB of them."""


def copies(hashes: Iterable[pa.ChunkedArray], share: int, shares: int) -> int:
    """Count the documents whose text an earlier one had, among those of a share of all hashes.

    Parameters
    ----------
    hashes
        Of the documents, part by part.
    share
        Which one.
    shares
        Into how many the hashes are dealt.
    """
    kept = [array[array.view(np.uint64) % shares == share] for one in hashes if len(array := one.to_numpy())]
    if not kept:
        return 0
    together = np.concatenate(kept)
    return int(len(together) - len(np.unique(together)))


def shares_of(documents: int) -> int:
    """Return into how many shares the hashes are dealt, so that one fits into memory.

    Parameters
    ----------
    documents
        How many there are.
    """
    return documents // _AT_ONCE + 1
