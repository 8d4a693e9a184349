"""Checks the finished footprints against the gazetteer's places."""

from __future__ import annotations

from math import cos, hypot, radians
from typing import TYPE_CHECKING

import shapely

from gazetteer.geometry.fit import KM_PER_DEG
from geomap.gazetteer.footprints import Footprints

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from geomap.gazetteer.record import Record

_FAR_KM = 25.0


def far_off(records: Iterable[Record], out: Path) -> list[str]:
    """Return one line for each place whose point lies more than 25 km outside its footprint."""
    footprints = Footprints.open(out)
    lines = []
    for record in records:
        footprint = footprints.get(record.id, "region") if record.id in footprints else None
        if footprint is None or not footprint.polygons:
            continue
        shape, point = footprint.to_shapely(), shapely.Point(record.lon, record.lat)
        if shape.distance(point) * KM_PER_DEG <= _FAR_KM:
            continue
        near = shapely.get_coordinates(shapely.shortest_line(shape, point))[0]
        km = hypot((near[0] - record.lon) * cos(radians(record.lat)), near[1] - record.lat) * KM_PER_DEG
        if km > _FAR_KM:
            lines.append(f"{record.id} {record.name}: its point lies {km:.0f} km outside its footprint")
    return lines
