"""The other places that a name could have meant."""

from __future__ import annotations

from geomap.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Rival:
    """Another place that bears the name, for the reader to choose instead.

    Attributes
    ----------
    place_id, title, what, where
        The rival in words.
    lon, lat
        Where it lies.
    distance_km
        From the place that was chosen, along the great circle.
    score
        What the resolver thinks of it, 0 to 1.
    symbol, layer
        How it is drawn where a reader chooses it.
    """

    place_id: str
    title: str
    what: str
    where: str
    lon: float
    lat: float
    distance_km: float
    score: float
    symbol: str = "city"
    layer: str = "cities"
