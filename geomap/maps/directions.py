"""The part of a place that words describe: "southern Syria", "the Turkish border", "its Mediterranean coast".

No source draws these areas, and where no units tell them (see ``units``), they are cut from the place's own outline,
and a map must mark them as approximate.
Directions and the centre are areas; coasts and borders are lines along the outline, which a map draws broad and soft.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from geomap.maps.geometry import area, bounds_of, clip, ring_area
from geomap.maps.units import BEARINGS, SHARE, SHARE_BETWEEN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from geomap.maps.view import Polygon, Ring

_CENTRAL = 0.55
"""Extent of the central part against the whole, along each axis."""

_SEA_REACH_DEG = 0.35
"""Coastlines of two sources do not meet exactly: a coast belongs to a sea whose outline is this close."""

PARTS = frozenset(BEARINGS) | {"central", "coast", "border"}


class PlacePart(NamedTuple):
    """A part of a place: areas, or lines along its edge; and how many steps of a degree its detail is worth."""

    polygons: tuple[Polygon, ...] = ()
    lines: tuple[Ring, ...] = ()
    steps_per_deg: int = 10_000


def direction_of(polygons: tuple[Polygon, ...], part: str) -> PlacePart:
    """Return the part of an outline that lies in a direction, or its centre; empty where it cannot be told."""
    if not polygons:
        return PlacePart()
    outline = _main_parts(polygons)
    if part == "central":
        return PlacePart(_central(outline))
    bearing = BEARINGS.get(part)
    if bearing is None:
        return PlacePart()
    return PlacePart(_beyond(outline, bearing, SHARE if bearing % 90 == 0 else SHARE_BETWEEN))


def edge_of(polygons: Iterable[Polygon], wanted: Callable[[float, float], bool]) -> PlacePart:
    """Return the stretches of an outline whose points are wanted, as lines.

    Parameters
    ----------
    polygons
        The outline.
    wanted
        Asked for ``lon, lat`` of each vertex: neighbours in the gazetteer share their vertices exactly.
    """
    lines = []
    for polygon in polygons:
        for ring in polygon:
            lines += _runs(ring, wanted)
    return PlacePart(lines=tuple(lines))


def near_to(points: Iterable[tuple[float, float]], reach_deg: float = _SEA_REACH_DEG) -> Callable[[float, float], bool]:
    """Return a test for lying close to one of many points."""
    cells = {(math.floor(lon / reach_deg), math.floor(lat / reach_deg)) for lon, lat in points}
    around = [(i, j) for i in (-1, 0, 1) for j in (-1, 0, 1)]

    def test(lon: float, lat: float) -> bool:
        x, y = math.floor(lon / reach_deg), math.floor(lat / reach_deg)
        return any((x + i, y + j) in cells for i, j in around)

    return test


def _runs(ring: Ring, wanted: Callable[[float, float], bool]) -> list[Ring]:
    flags = [wanted(x, y) for x, y in zip(ring[::2], ring[1::2], strict=True)]
    if all(flags):
        return [(*ring, *ring[:2])]
    if not any(flags):
        return []
    # Begin behind an unwanted point, so that no run is cut in two where the ring begins.
    start = flags.index(False)
    runs: list[Ring] = []
    run: list[float] = []
    for k in range(len(flags) + 1):
        i = (start + k) % len(flags)
        if flags[i]:
            run += (ring[2 * i], ring[2 * i + 1])
        elif run:
            if len(run) >= 4:
                runs.append(tuple(run))
            run = []
    return runs


def _main_parts(polygons: tuple[Polygon, ...]) -> tuple[Polygon, ...]:
    """Leave out far islands and exclaves, which would pull "the south" of a country away from its mainland."""
    largest = max(ring_area(polygon[0]) for polygon in polygons)
    return tuple(polygon for polygon in polygons if ring_area(polygon[0]) >= 0.1 * largest)


def _beyond(outline: tuple[Polygon, ...], bearing_deg: float, share: float) -> tuple[Polygon, ...]:
    """Cut off the ``share`` of the area that lies furthest towards ``bearing_deg``."""
    box = bounds_of(polygon[0] for polygon in outline)
    assert box is not None
    lon, lat = box.centre
    # In a plane with true angles around the middle.
    scale = max(math.cos(math.radians(lat)), 0.05)
    dx, dy = math.sin(math.radians(bearing_deg)) * scale, math.cos(math.radians(bearing_deg))
    low, high = -box.width_deg - box.height_deg, box.width_deg + box.height_deg
    total = area(outline)
    origin = dx * lon + dy * lat
    part = outline
    for _ in range(12):
        middle = (low + high) / 2
        part = clip(outline, -dx, -dy, -(origin + middle))
        if area(part) > share * total:
            low = middle
        else:
            high = middle
    return part


def _central(outline: tuple[Polygon, ...]) -> tuple[Polygon, ...]:
    box = bounds_of(polygon[0] for polygon in outline)
    assert box is not None
    lon, lat = box.centre
    a, b = box.width_deg / 2 * _CENTRAL, box.height_deg / 2 * _CENTRAL
    part = outline
    for k in range(24):
        # An ellipse as the common part of 24 half-planes.
        x, y = math.cos(k * math.pi / 12), math.sin(k * math.pi / 12)
        part = clip(part, x / a, y / b, 1 + x / a * lon + y / b * lat)
    return part
