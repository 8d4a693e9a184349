"""Days put together to weeks, months and years: as fine as a page can carry."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

UNITS: Final = ("day", "week", "month", "year", "all")
"""From the finest; with the last, a corpus has no time."""

_MONDAY: Final = 4
"""1970 began on a Thursday: the first Monday was day 4."""


def starts_of(days: NDArray[np.int64], unit: str) -> NDArray[np.int64]:
    """Return the first day of the bin that each day lies in, all as days since 1970.

    Parameters
    ----------
    days
        In any order.
    unit
        One of ``UNITS``. A week that two months share is two bins: from them, weeks and months can both be made.
    """
    if unit == "day":
        return days
    if unit == "all":
        return np.full_like(days, days.min(initial=0))
    months = days.astype("datetime64[D]").astype("datetime64[M]")
    if unit == "year":
        return months.astype("datetime64[Y]").astype("datetime64[D]").astype(np.int64)
    first = months.astype("datetime64[D]").astype(np.int64)
    return first if unit == "month" else np.maximum(first, days - (days - _MONDAY) % 7)


def ends_of(starts: NDArray[np.int64], unit: str, last: int) -> NDArray[np.int64]:
    """Return the day after the last one of each bin, all as days since 1970: between two bins there may be none.

    Parameters
    ----------
    starts
        First days of the bins, as ``starts_of`` gives them.
    unit
        One of ``UNITS``.
    last
        Last day of all.
    """
    if unit == "day":
        return starts + 1
    if unit == "all":
        return np.full_like(starts, last + 1)
    months = starts.astype("datetime64[D]").astype("datetime64[M]")
    if unit == "year":
        return (months.astype("datetime64[Y]") + 1).astype("datetime64[D]").astype(np.int64)
    end = (months + 1).astype("datetime64[D]").astype(np.int64)
    return end if unit == "month" else np.minimum(end, starts - (starts - _MONDAY) % 7 + 7)
