"""What a picture of a corpus measures, and in which classes it is shown: the rules of the page (``measures.js``)."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final, Literal

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from geomap.maps.corpus.view import SelectionCounts

Measure = Literal["documents", "mentions", "inhabitants"]
MEASURES: Final[tuple[Measure, ...]] = ("documents", "mentions", "inhabitants")
"""Documents that name a place; times that it is named; documents per million inhabitants."""

CLASSES: Final = 6
_QUANTILES: Final = (0.3, 0.55, 0.75, 0.9, 0.975)
_MILLION: Final = 1e6

LEAST_PEOPLE: Final = 1000
"""Where fewer live, or nobody is known to, a rate says nothing."""


def values_of(counts: SelectionCounts, measure: Measure, people: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return what is shown of each place or group; 0 for nothing.

    Parameters
    ----------
    counts
        What was counted.
    measure
        How it is told.
    people
        Inhabitants, 0 where unknown.
    """
    if measure == "mentions":
        return counts.mentions.astype(float)
    if measure == "documents":
        return counts.documents.astype(float)
    known = people >= LEAST_PEOPLE
    return np.where(known, _MILLION * counts.documents / np.maximum(people, 1), 0.0)


def rounded(value: float) -> float:
    """Return a number that reads well: 1, 2 or 5 and noughts.

    Parameters
    ----------
    value
        At least 0.
    """
    if value <= 0:
        return 0.0
    ten = 10.0 ** math.floor(math.log10(value))
    lead = value / ten
    return float((1 if lead < 1.5 else 2 if lead < 3.5 else 5 if lead < 7.5 else 10) * ten)


def breaks_of(values: NDArray[np.float64], *, whole: bool) -> list[float]:
    """Return where one class ends and the next begins: few values are in the highest, most in the lowest ones.

    Parameters
    ----------
    values
        All that are shown; those that are 0 do not count.
    whole
        Whether they are counts, of which none lies below 1.
    """
    ranked = np.sort(values[values > 0])
    if not len(ranked):
        return []
    cuts = {rounded(float(ranked[min(len(ranked) - 1, math.floor(q * len(ranked)))])) for q in _QUANTILES}
    least = 1.0 if whole else 0.0
    fitting = [cut for cut in sorted(cuts) if cut > least and ranked[0] < cut <= ranked[-1]]
    return fitting[: CLASSES - 1]


def class_of(value: float, breaks: Sequence[float]) -> int:
    """Return the class of a value, from 0."""
    return sum(value >= one for one in breaks)


def ramp_of(at: int, count: int) -> int:
    """Return which colour of the ramp a class has: few classes are spread over it."""
    return math.floor(at * (CLASSES - 1) / (count - 1) + 0.5) if count > 1 else CLASSES // 2
