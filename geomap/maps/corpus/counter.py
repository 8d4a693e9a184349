"""Counts by number, added up over millions of rows in bounded memory."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from geomap.maps.corpus.tables import polars

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

Numbers = TypeVar("Numbers", bound=np.signedinteger[Any] | np.unsignedinteger[Any])

_FEWEST_WAITING = 1 << 23
_BITS = 64


class Counter:
    """Adds up counts by key: what was counted is kept as keys in order, and what comes waits until it is as much."""

    def __init__(self) -> None:
        self._keys, self._counts = np.zeros(0, np.int64), np.zeros(0, np.int64)
        self._waiting: list[NDArray[np.int64]] = []
        self._size = 0

    @property
    def count(self) -> int:
        """How many keys there are at least."""
        return len(self._keys)

    def add(self, keys: NDArray[np.int64]) -> None:
        """Add 1 to each key; one may come again."""
        self._waiting.append(keys)
        self._size += len(keys)
        # What waits is as much as what there is: each key is merged a few times, whatever comes.
        if self._size > max(_FEWEST_WAITING, len(self._keys)):
            self._settle()

    def result(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return the keys in order, each once, and their counts."""
        self._settle()
        return self._keys, self._counts

    def parts(self) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
        """Yield keys and counts; a key may come again."""
        yield self._keys, self._counts
        for keys in self._waiting:
            yield keys, np.ones(len(keys), np.int64)

    def _settle(self) -> None:
        if self._waiting:
            waiting, self._waiting, self._size = np.concatenate(self._waiting), [], 0
            keys, counts = counted(waiting)
            if len(self._keys):
                self.join(keys, counts)
            else:
                self._keys, self._counts = keys, counts

    def join(self, keys: NDArray[np.int64], counts: NDArray[np.int64]) -> None:
        """Add counts to keys, of which one may come again."""
        self._keys, self._counts = _summed(np.concatenate([self._keys, keys]), np.concatenate([self._counts, counts]))


def _summed(keys: NDArray[np.int64], counts: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    bits = int(counts.max(initial=0)).bit_length()
    if int(keys.max(initial=0)).bit_length() + bits < _BITS:
        # Key and count as one number: to sort whole numbers is twice as quick as rows of two.
        both = in_order((keys << bits) | counts)
        keys, counts = both >> bits, both & ((1 << bits) - 1)
    else:
        order = np.argsort(keys, kind="stable")
        keys, counts = keys[order], counts[order]
    starts = starts_in(keys)
    return keys[starts], np.add.reduceat(counts, starts) if len(starts) else counts


def in_order(keys: NDArray[Numbers]) -> NDArray[Numbers]:
    """Return whole numbers in order; Polars sorts them three times as fast as NumPy."""
    made: NDArray[Numbers] = polars().Series(keys).sort().to_numpy()
    return made


def starts_in(keys: NDArray[Numbers]) -> NDArray[np.int64]:
    """Return where in ordered numbers each begins."""
    return np.flatnonzero(np.concatenate([[True], keys[1:] != keys[:-1]])) if len(keys) else np.zeros(0, np.int64)


def once(keys: NDArray[Numbers]) -> NDArray[Numbers]:
    """Return whole numbers in order, each once."""
    keys = in_order(keys)
    return keys[starts_in(keys)]


def counted(keys: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return whole numbers in order, each once, and how often each stands there."""
    keys = in_order(keys)
    starts = starts_in(keys)
    return keys[starts], np.diff(np.append(starts, len(keys)))
