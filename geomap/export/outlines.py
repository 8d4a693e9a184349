"""The geometry of a mention: its place's point, or its place's outline where that is asked for and known."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from geomap.model import Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from geomap.model import Geoparse

Outline = Callable[[Place], Any]
"""What gives a place's outline as a shapely geometry in EPSG:4326, or None: such as ``Gazetteer.footprint``."""


def to_shapes(geoparses: Iterable[Geoparse], outline: Outline | None = None) -> Iterator[Any]:
    """Give the geometry of each mention, in the order of ``to_records``.

    Parameters
    ----------
    geoparses
        The results.
    outline
        Gives a place's outline; without it, and for places that have none, the point is taken.

    Yields
    ------
    shapely.Geometry or None
        In EPSG:4326, outer rings against the clock and holes with it (RFC 7946); None where no place was found.
    """
    import shapely

    known: dict[str, Any] = {}
    for geoparse in geoparses:
        for resolution in geoparse.resolutions:
            place = resolution.place
            if place is None:
                yield None
                continue
            if place.id not in known:
                shape = outline(place) if outline is not None else None
                if shape is None or shape.is_empty:
                    shape = shapely.Point(place.lon, place.lat)
                known[place.id] = shapely.orient_polygons(shape)
            yield known[place.id]
