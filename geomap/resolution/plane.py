"""A plane of kilometres around a point of the sphere, in which shapely can measure: azimuthal and equidistant.

Distances and directions from the middle are true; at 2,000 km from it a length across is 1.7 % too long. The sphere
itself is up to 0.6 % off the ellipsoid (Snyder 1987, Map Projections: A Working Manual, USGS Professional Paper 1395,
p. 191).
"""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

EARTH_KM = 6371.0088
"""Mean radius of the Earth (IUGG)."""

_ARC_STEP_DEG = 5.0


class Plane:
    """A plane around a point.

    Parameters
    ----------
    lon, lat
        The middle, in degrees.
    """

    def __init__(self, lon: float, lat: float) -> None:
        self.lon, self.lat = lon, lat
        self._sin, self._cos = math.sin(math.radians(lat)), math.cos(math.radians(lat))

    def to_plane(self, geometry: Any) -> Any:
        """Return a shapely geometry in degrees as one in kilometres."""
        import shapely

        return shapely.transform(geometry, self._forward)

    def to_degrees(self, geometry: Any) -> Any:
        """Return a geometry in kilometres as one in degrees, its longitudes within 180 degrees of the middle's."""
        import shapely

        return shapely.transform(geometry, self._inverse)

    def point(self, lon: float, lat: float) -> tuple[float, float]:
        """Return a position in degrees as one in kilometres east and north of the middle."""
        import numpy as np

        x, y = self._forward(np.array([[lon, lat]]))[0]
        return float(x), float(y)

    def _forward(self, points: Any) -> Any:
        import numpy as np

        lon, lat = np.radians(points[:, 0] - self.lon), np.radians(points[:, 1])
        sin, cos = np.sin(lat), np.cos(lat)
        c = np.arccos(np.clip(self._sin * sin + self._cos * cos * np.cos(lon), -1, 1))
        k = EARTH_KM / np.sinc(c / np.pi)
        return np.column_stack((k * cos * np.sin(lon), k * (self._cos * sin - self._sin * cos * np.cos(lon))))

    def _inverse(self, points: Any) -> Any:
        import numpy as np

        x, y = points[:, 0] / EARTH_KM, points[:, 1] / EARTH_KM
        c = np.hypot(x, y)
        ratio = np.sinc(c / np.pi)
        lat = np.arcsin(np.clip(np.cos(c) * self._sin + y * ratio * self._cos, -1, 1))
        lon = np.arctan2(x * ratio, self._cos * np.cos(c) - y * self._sin * ratio)
        return np.column_stack((self.lon + np.degrees(lon), np.degrees(lat)))


def sector(least_km: float, most_km: float, bearing_deg: float, half_deg: float) -> Any:
    """Return the part of a ring around the middle of a plane that lies within some degrees of a direction."""
    from shapely import Polygon

    steps = max(2, round(2 * half_deg / _ARC_STEP_DEG))
    bearings = [bearing_deg - half_deg + 2 * half_deg * step / steps for step in range(steps + 1)]
    inner = _arc(least_km, bearings) if least_km > 0 else [(0.0, 0.0)]
    return Polygon([*_arc(most_km, bearings), *reversed(inner)])


def disc(most_km: float, least_km: float = 0.0, at: tuple[float, float] = (0.0, 0.0)) -> Any:
    """Return a disc, or a ring of a least radius."""
    from shapely import Point

    made = Point(at).buffer(most_km, quad_segs=12)
    return made.difference(Point(at).buffer(least_km, quad_segs=12)) if least_km > 0 else made


def swept(geometry: Any, bearing_deg: float, least_km: float, most_km: float) -> Any:
    """Return the area that a geometry covers on its way in a direction, from one distance to another."""
    from shapely import Polygon, affinity
    from shapely.ops import unary_union

    dx, dy = direction(bearing_deg)
    begun = affinity.translate(geometry, dx * least_km, dy * least_km)
    way = (dx * (most_km - least_km), dy * (most_km - least_km))
    pieces = [begun, affinity.translate(begun, *way)] if begun.area else []
    for line in lines_of(begun):
        corners = list(line.coords)
        for (x0, y0), (x1, y1) in pairwise(corners):
            quad = Polygon([(x0, y0), (x1, y1), (x1 + way[0], y1 + way[1]), (x0 + way[0], y0 + way[1])])
            if quad.area:
                pieces.append(quad.buffer(0))
    return unary_union(pieces)


def lines_of(geometry: Any) -> Sequence[Any]:
    """Return the lines that a geometry is made of, or the outer edges of its polygons."""
    parts = getattr(geometry, "geoms", [geometry])
    return [part.exterior if part.geom_type == "Polygon" else part for part in parts if part.geom_type != "Point"]


def direction(bearing_deg: float) -> tuple[float, float]:
    """Return the step of a kilometre in a direction, east and north."""
    return math.sin(math.radians(bearing_deg)), math.cos(math.radians(bearing_deg))


def _arc(km: float, bearings: Sequence[float]) -> list[tuple[float, float]]:
    return [(km * x, km * y) for x, y in map(direction, bearings)]
