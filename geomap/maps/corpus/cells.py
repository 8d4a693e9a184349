"""Counts by set of places and slot, added up over millions of rows in bounded memory; a slot is a bin and a language.

Where the table of all of them is small it stands there as a whole, and to count is to add 1 in it. Else the cells that
are not 0 are kept as numbers in order, until they are too many: then stretches of time are put together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from geomap.maps.corpus.bins import UNITS, starts_of
from geomap.maps.corpus.counter import Counter
from geomap.maps.corpus.view import UNDATED

if TYPE_CHECKING:
    from numpy.typing import NDArray

_WHOLE: Final = 100_000_000
"""Cells of a table that is kept as a whole: 400 MB at most, of which only what is counted in is ever taken."""


class Calendar:
    """The days of a corpus, and the slots that they and its languages make.

    Parameters
    ----------
    days
        All that a document has, as days since 1970 or ``UNDATED``.
    languages
        How many there are.
    """

    def __init__(self, days: NDArray[np.int64], languages: int) -> None:
        self._days = np.unique(days)
        self._languages = max(languages, 1)

    def starts(self, unit: str) -> NDArray[np.int64]:
        """Return the first day of each bin of a unit that a document lies in; ``UNDATED`` first."""
        return np.unique(_binned(self._days, unit))

    def width(self, unit: str) -> int:
        """Return how many slots there are."""
        return len(self.starts(unit)) * self._languages

    def bins(self, days: NDArray[np.int64], unit: str) -> NDArray[np.int64]:
        """Return the bin of each day."""
        bins = np.searchsorted(self.starts(unit), _binned(self._days, unit))
        made: NDArray[np.int64] = bins[np.searchsorted(self._days, days)]
        return made

    def slots(self, days: NDArray[np.int64], languages: NDArray[np.int64], unit: str) -> NDArray[np.int64]:
        """Return the slot of each document by its day and the number of its language."""
        return self.bins(days, unit) * self._languages + languages

    def moved(self, unit: str, coarser: str) -> NDArray[np.int64]:
        """Return which bin of a coarser unit each bin of a unit goes into."""
        return np.searchsorted(self.starts(coarser), _binned(self.starts(unit), coarser))

    def split(self, slots: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return bin and language of each slot."""
        return slots // self._languages, slots % self._languages


def _binned(days: NDArray[np.int64], unit: str) -> NDArray[np.int64]:
    """Return the first day of each day's bin; what has no date stays so, but where there is no time at all."""
    if unit == "all":
        return np.full_like(days, UNDATED)
    return np.where(days == UNDATED, UNDATED, starts_of(np.where(days == UNDATED, 0, days), unit))


class Cells:
    """Counts cells of a table with a row a set and a column a slot.

    Parameters
    ----------
    rows, width
        How many sets and slots there are.
    """

    def __init__(self, rows: int, width: int) -> None:
        self._rows, self.width = rows, width
        self._whole = np.zeros(rows * width, np.int32) if rows * width <= _WHOLE else None
        self._few = Counter()

    def add(self, rows: NDArray[np.int64], slots: NDArray[np.int64]) -> None:
        """Add 1 to each cell; one may come again."""
        cells = rows * self.width + slots
        if self._whole is not None:
            # The type of what is added is the table's: so this is four times as quick as sorting.
            np.add.at(self._whole, cells, np.int32(1))
        else:
            self._few.add(cells)

    def count(self) -> int:
        """Return how many cells are surely not 0, as far as that is told without work."""
        return 0 if self._whole is not None else self._few.count

    def exact(self) -> int:
        """Return how many cells are not 0."""
        return int(np.count_nonzero(self._whole)) if self._whole is not None else len(self._few.result()[0])

    def result(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return the cells that are not 0, in order, and their counts."""
        if self._whole is None:
            return self._few.result()
        cells = np.flatnonzero(self._whole)
        return cells, self._whole[cells].astype(np.int64)

    def moved(self, bins: NDArray[np.int64]) -> Cells:
        """Return the same counts in fewer bins; ``bins`` tells which of them each goes into, in order."""
        count = int(bins[-1]) + 1 if len(bins) else 0
        languages = self.width // max(len(bins), 1)
        made = Cells(self._rows, count * languages)
        if self._whole is not None and made._whole is not None:
            table = self._whole.reshape(self._rows, len(bins), languages)
            if len(bins):
                np.add.reduceat(
                    table,
                    np.searchsorted(bins, np.arange(count)),
                    axis=1,
                    out=made._whole.reshape(self._rows, count, languages),
                )
            return made
        for cells, counts in self._few.parts():
            rows, slots = np.divmod(cells, max(self.width, 1))
            moved = rows * made.width + bins[slots // languages] * languages + slots % languages
            if made._whole is not None:
                np.add.at(made._whole, moved, counts.astype(np.int32))
            else:
                made._few.join(moved, counts)
        return made


class CellCounter:
    """Counts documents, and the mentions beyond the first of a document, by unit as fine as there may be cells.

    Parameters
    ----------
    sets, places
        How many there are; the first sets are the places.
    calendar
        What makes the slots.
    most
        Cells of documents that there may be.
    """

    def __init__(self, sets: int, places: int, calendar: Calendar, most: int) -> None:
        self._calendar, self._most = calendar, most
        self._unit = 0
        width = calendar.width(self.unit)
        self._documents, self._again = Cells(sets, width), Cells(places, width)

    @property
    def unit(self) -> str:
        """What time is counted by."""
        return UNITS[self._unit]

    def slots(self, days: NDArray[np.int64], languages: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the slot of each document, as it is now."""
        return self._calendar.slots(days, languages, self.unit)

    def add_documents(self, sets: NDArray[np.int64], slots: NDArray[np.int64]) -> None:
        """Add a document to each set."""
        self._documents.add(sets, slots)

    def add_again(self, places: NDArray[np.int64], slots: NDArray[np.int64], times: NDArray[np.int64]) -> None:
        """Add mentions of places that their documents have named before."""
        self._again.add(np.repeat(places, times), np.repeat(slots, times))

    def settle(self) -> None:
        """Put stretches of time together where there are too many cells; slots are others then."""
        while self._documents.count() > self._most and self._unit + 1 < len(UNITS):
            self._coarsen()

    def _coarsen(self) -> None:
        coarser = UNITS[self._unit + 1]
        bins = self._calendar.moved(self.unit, coarser)
        self._documents, self._again = self._documents.moved(bins), self._again.moved(bins)
        self._unit += 1

    def result(self) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
        """Return set, slot, documents and further mentions of each cell with documents, in order."""
        while self._documents.exact() > self._most and self._unit + 1 < len(UNITS):
            self._coarsen()
        cells, documents = self._documents.result()
        again = np.zeros(len(cells), np.int64)
        repeated, times = self._again.result()
        # Where a document names a place again, it names it: these cells are among those.
        again[np.searchsorted(cells, repeated)] = times
        sets, slots = np.divmod(cells, max(self._documents.width, 1))
        return sets, slots, documents, again
