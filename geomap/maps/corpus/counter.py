"""Counts by number, added up over millions of rows in bounded memory."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from geomap.maps.corpus.tables import polars

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

Numbers = TypeVar("Numbers", bound=np.signedinteger[Any] | np.unsignedinteger[Any])

_FEWEST_WAITING = 1 << 22
_BITS = 64


class Counter:
    """Adds up counts by key.

    Parameters
    ----------
    shrink
        Called when there are more keys than ``most``, with the keys: returns keys to which they are mapped, fewer.
        Without it, keys may be as many as they are.
    most
        How many keys there may be.
    """

    def __init__(self, shrink: Callable[[NDArray[np.int64]], NDArray[np.int64]] | None = None, most: int = 0) -> None:
        self._shrink, self._most = shrink, most
        self._keys, self._counts = np.zeros(0, np.int64), np.zeros(0, np.int64)
        self._waiting: list[tuple[NDArray[np.int64], NDArray[np.int64]]] = []
        self._size = 0

    def add(self, keys: NDArray[np.int64], counts: NDArray[np.int64]) -> None:
        """Add counts; a key may come again."""
        self._waiting.append((keys, counts))
        self._size += len(keys)
        # What waits is as much as what there is: each key is merged a few times, whatever comes.
        if self._size > max(_FEWEST_WAITING, len(self._keys)):
            self._merge()

    def result(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return the keys in order, each once, and their counts."""
        self._merge()
        return self._keys, self._counts

    def _merge(self) -> None:
        if not self._waiting:
            return
        keys = np.concatenate([self._keys, *(keys for keys, _ in self._waiting)])
        counts = np.concatenate([self._counts, *(counts for _, counts in self._waiting)])
        self._waiting, self._size = [], 0
        self._keys, self._counts = _summed(keys, counts)
        while self._shrink is not None and len(self._keys) > self._most:
            mapped = self._shrink(self._keys)
            if mapped is self._keys:
                break
            self._keys, self._counts = _summed(mapped, self._counts)


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
