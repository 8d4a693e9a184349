"""How far a town reaches around its point, where no source draws its outline."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geomap.model import Place

_PEOPLE_PER_KM2 = 4_000
"""Of large cities, all over the world: Leeds has 4,200, Durban 2,600, Lagos 7,000."""

_EDGE_KM = 2.0
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
    return _EDGE_KM + math.sqrt(place.population / (math.pi * _PEOPLE_PER_KM2))
