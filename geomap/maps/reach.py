"""How far a town reaches around its point, where no source draws its outline."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geomap.model import Place

_EDGE_KM = 1.0
_GROWTH = 0.42
"""Large cities are denser: with ten times the people a city is 2.6 times as wide, not 3.2."""

_KM = 0.024
"""Radius of one inhabitant's share under that rule: Leeds 7 km, Montevideo 10, Chennai 16."""

_NATURE_KM = 8.0


def reach_km(place: Place) -> float:
    """Return the radius of the circle that a place takes up, with its outskirts, from how many people live there.

    Parameters
    ----------
    place
        A town, a site, or a place of nature without an outline.
    """
    if place.feature_class in {"T", "H", "V", "L"}:
        return _NATURE_KM
    return _EDGE_KM + _KM * float(place.population**_GROWTH)
