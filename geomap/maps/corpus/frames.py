"""Which part of the world a corpus's picture shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from geomap.maps.corpus.view import KINDS, POINTS
from geomap.maps.view import Box

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from geomap.maps.corpus.view import CorpusView

WORLD: Final = Box(-169.0, -56.0, 191.0, 75.0)
"""Cut in the Bering Strait, where no country is cut but for a few villages; without the poles, where nobody lives."""

_WIDEST_DEG, _WIDEST_COUNTRY_DEG = 130.0, 180.0
_LEAST_DEG: Final = 1.5
_LEFT_OUT: Final = 0.01


def frame_of(
    view: CorpusView, documents: NDArray[np.int64], parts: Sequence[tuple[float, float, float, float]] = ()
) -> Box:
    """Return a box with nearly all that was counted; the world where that lies all over it.

    Parameters
    ----------
    view
        The corpus.
    documents
        Of each place, those that count.
    parts
        West, south, east and north of the parts of a country that is chosen: those where something lies are all shown.
    """
    places = view.places
    rows = np.flatnonzero((documents > 0) & np.isin(places.kind, [KINDS.index(kind) for kind in POINTS]))
    if not len(rows):
        rows = np.flatnonzero(documents > 0)
    if not len(rows):
        return WORLD
    weights = documents[rows].astype(float)
    south, north = _middle(places.lat[rows], weights)
    # Where the antimeridian runs through the corpus (Fiji, New Zealand), the other way round is narrower.
    ways = [_middle(lons, weights) for lons in (places.lon[rows], places.lon[rows] % 360.0)]
    west, east = min(ways, key=lambda way: way[1] - way[0])
    for left, low, right, high in parts:
        if left <= east and right >= west and low <= north and high >= south:
            west, south, east, north = min(west, left), min(south, low), max(east, right), max(north, high)
    if max(east - west, north - south) > (_WIDEST_COUNTRY_DEG if parts else _WIDEST_DEG):
        return WORLD
    return Box(west, south, east, north).grown(1.06, least_deg=_LEAST_DEG / 2)


def _middle(values: NDArray[np.float64], weights: NDArray[np.float64]) -> tuple[float, float]:
    """Return between which values all but a hundredth of the weight lies on either side."""
    order = np.argsort(values, kind="stable")
    shares = np.cumsum(weights[order]) / weights.sum()
    low, high = np.searchsorted(shares, (_LEFT_OUT, 1 - _LEFT_OUT))
    return float(values[order][low]), float(values[order][min(int(high), len(values) - 1)])
