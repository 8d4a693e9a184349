"""The disputed areas of a picture, which no country's name stands upon: those around, and what the story hatches."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from geomap.maps.svg.clipping import clip_ring, reach
from geomap.maps.svg.offers import Contested

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from geomap.maps.style import Look
    from geomap.maps.svg.projection import Projection
    from geomap.maps.svg.spots import Spot
    from geomap.maps.view import MapView


def contested_areas(view: MapView, spots: Iterable[Spot], projection: Projection, look: Look) -> list[Contested]:
    """Return the disputed areas that a picture shows, in its pixels."""
    found = [*_around(view, projection)]
    for spot in spots:
        if look.style.symbol(spot.symbol).area.hatch != "none" and spot.rings:
            feature = spot.feature
            names = feature.status.claimants if feature.status else ()
            # Across hatching no country's name stands at all, whoever holds a part of the ground.
            found.append(Contested(spot.rings, feature.also, tuple(names)))
    return found


def _around(view: MapView, projection: Projection) -> Iterator[Contested]:
    window = reach(projection.frame)
    for claim in view.claims:
        rings = []
        for flat in chain.from_iterable(claim.polygons):
            points = [projection.point(lon, lat) for lon, lat in zip(flat[::2], flat[1::2], strict=True)]
            if ring := clip_ring(points, window):
                rings.append(tuple(ring))
        if rings:
            yield Contested(tuple(rings), claim.name, claim.claimants, claim.holders)
