"""Rings and lines as plain numbers: clipping, areas, middles, and distances on the sphere.

No geometry library is needed for what a map asks, and none is loaded: a command that draws one map would wait for it.
"""

from __future__ import annotations

import math
from itertools import chain
from typing import TYPE_CHECKING

from geomap.gazetteer.clipping import cut

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from geomap.maps.view import Box, Polygon, Ring


_MARK_CORNERS = 36
"""Corners of the circle that stands for an outline that is not known."""


def nearest_copy(lon: float, near_lon: float) -> float:
    """Shift a longitude by whole turns so that it lies within 180 degrees of another.

    >>> nearest_copy(-178.0, 178.0)
    182.0
    """
    return lon + 360.0 * round((near_lon - lon) / 360.0)


def to_ring(points: Sequence[Sequence[float]]) -> Ring:
    """Turn a closed list of ``[lon, lat]`` into a flat ring that does not repeat its first point."""
    return tuple(chain.from_iterable(points[:-1] if points and points[0] == points[-1] else points))


def to_polygons(polygons: Iterable[Sequence[Sequence[Sequence[float]]]], near_lon: float) -> tuple[Polygon, ...]:
    """Turn lists of rings of ``[lon, lat]`` into polygons, each shifted by whole turns to lie close to a meridian."""
    made = []
    for rings in polygons:
        lons = [point[0] for point in rings[0]]
        middle = (min(lons) + max(lons)) / 2
        shift = nearest_copy(middle, near_lon) - middle
        made.append(tuple(shifted(to_ring(ring), shift) for ring in rings))
    return tuple(made)


def shifted(ring: Ring, shift_deg: float) -> Ring:
    """Return polygons with a number of degrees added to all longitudes."""
    if not shift_deg:
        return ring
    return tuple(value if i % 2 else value + shift_deg for i, value in enumerate(ring))


def shifted_all(
    polygons: Iterable[Iterable[Ring]], lines: Iterable[Ring], shift_deg: float
) -> tuple[tuple[tuple[Ring, ...], ...], tuple[Ring, ...]]:
    """Return polygons and lines, each shifted by so many degrees to the east."""
    return (
        tuple(tuple(shifted(ring, shift_deg) for ring in polygon) for polygon in polygons),
        tuple(shifted(line, shift_deg) for line in lines),
    )


def ring_area(ring: Ring) -> float:
    """Return the area of a ring in square degrees, positive whichever way it runs."""
    return abs(signed_area(ring))


def signed_area(ring: Ring) -> float:
    """Return the area of a ring in square degrees, positive if it runs against the clock."""
    xs, ys = ring[::2], ring[1::2]
    total = sum(
        x * y_next - x_next * y for x, y, x_next, y_next in zip(xs, ys, xs[1:] + xs[:1], ys[1:] + ys[:1], strict=True)
    )
    return total / 2


def area(polygons: Iterable[Polygon]) -> float:
    """Return the area of polygons in square degrees, without their holes."""
    return sum(ring_area(polygon[0]) - sum(map(ring_area, polygon[1:])) for polygon in polygons)


def clip(polygons: Iterable[Polygon], a: float, b: float, c: float) -> tuple[Polygon, ...]:
    """Keep what lies where ``a * lon + b * lat <= c``.

    Parts that the cut separates stay joined by edges along it, which enclose nothing.
    """
    kept = []
    for polygon in polygons:
        rings = [ring for ring in (_clip_ring(ring, a, b, c) for ring in polygon) if len(ring) >= 6]
        if rings and len(_clip_ring(polygon[0], a, b, c)) >= 6:
            kept.append(tuple(rings))
    return tuple(kept)


def _clip_ring(ring: Ring, a: float, b: float, c: float) -> Ring:
    xs, ys = ring[::2], ring[1::2]
    depths = [a * x + b * y - c for x, y in zip(xs, ys, strict=True)]
    if max(depths) <= 0:
        return ring
    if min(depths) > 0:
        return ()
    return tuple(chain.from_iterable(zip(*cut(xs, ys, depths, float), strict=True)))


def clip_box(polygons: Iterable[Polygon], box: Box) -> tuple[Polygon, ...]:
    """Keep what lies in a box."""
    kept = clip(clip(polygons, 1, 0, box.east), -1, 0, -box.west)
    return clip(clip(kept, 0, 1, box.north), 0, -1, -box.south)


def clip_outside(polygons: Iterable[Polygon], box: Box) -> tuple[Polygon, ...]:
    """Keep what lies outside a box, in up to four pieces a polygon."""
    polygons = tuple(polygons)
    middle = clip(clip(polygons, 1, 0, box.east), -1, 0, -box.west)
    return (
        *clip(polygons, 1, 0, box.west),
        *clip(polygons, -1, 0, -box.east),
        *clip(middle, 0, 1, box.south),
        *clip(middle, 0, -1, -box.north),
    )


def bounds_of(rings: Iterable[Ring]) -> Box | None:
    """Return the box around rings or lines, or None if there are none."""
    from geomap.maps.view import Box

    rings = [ring for ring in rings if ring]
    if not rings:
        return None
    return Box(
        min(min(ring[::2]) for ring in rings),
        min(min(ring[1::2]) for ring in rings),
        max(max(ring[::2]) for ring in rings),
        max(max(ring[1::2]) for ring in rings),
    )


def middle_of(polygons: Sequence[Polygon]) -> tuple[float, float]:
    """Return a point well inside the largest polygon: the middle of its widest stretch on one of a few parallels."""
    largest = max(polygons, key=lambda polygon: ring_area(polygon[0]))
    best = max(_stretches(largest), default=(0.0, largest[0][0], largest[0][1]), key=lambda stretch: stretch[0])
    return best[1], best[2]


def mark_of(polygons: Sequence[Polygon]) -> tuple[Polygon, ...]:
    """Return a circle as large as polygons, on the ground, around their middle: a mark that claims no outline."""
    lon, lat = middle_of(polygons)
    stretch = max(math.cos(math.radians(lat)), 0.1)
    radius = math.sqrt(sum(ring_area(polygon[0]) for polygon in polygons) * stretch / math.pi)
    angles = [2 * math.pi * k / _MARK_CORNERS for k in range(_MARK_CORNERS)]
    corners = [(lon + radius / stretch * math.cos(a), lat + radius * math.sin(a)) for a in angles]
    return ((tuple(chain.from_iterable(corners)),),)


def middles_of(polygons: Sequence[Polygon], most: int = 6) -> list[tuple[float, float]]:
    """Return points well inside polygons, the best first: middles of wide stretches on a few parallels."""
    found = sorted(chain.from_iterable(map(_stretches, polygons)), key=lambda stretch: -stretch[0])
    return [(x, y) for width, x, y in found[:most] if width > found[0][0] / 3]


def _stretches(polygon: Polygon) -> Iterator[tuple[float, float, float]]:
    """Give the stretches of a few parallels that lie in a polygon: width and middle of each."""
    south, north = min(polygon[0][1::2]), max(polygon[0][1::2])
    for step in (8, 7, 9, 6, 10, 5, 11, 4, 12):
        lat = south + (north - south) * (step + 0.013) / 16
        crossings = sorted(chain.from_iterable(_crossings(ring, lat) for ring in polygon))
        for west, east in zip(crossings[::2], crossings[1::2], strict=False):
            # Parallels near the middle of the height are preferred a little.
            yield (east - west) * (1 - abs(step - 8) / 16), (west + east) / 2, lat


def _crossings(ring: Ring, lat: float) -> list[float]:
    found = []
    x0, y0 = ring[-2], ring[-1]
    for x1, y1 in zip(ring[::2], ring[1::2], strict=True):
        if (y0 > lat) != (y1 > lat):
            found.append(x0 + (lat - y0) / (y1 - y0) * (x1 - x0))
        x0, y0 = x1, y1
    return found
