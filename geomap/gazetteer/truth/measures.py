"""Areas, lengths and widths of outlines on the ellipsoid, in kilometres."""

from __future__ import annotations

from functools import cache
from math import sqrt
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry


@cache
def _wgs84() -> Any:
    from pyproj import Geod

    return Geod(ellps="WGS84")


def area_km2(shape: BaseGeometry) -> float:
    """Return the area of polygons in square kilometres."""
    from shapely.geometry.polygon import orient

    geod = _wgs84()
    total = 0.0
    for part in getattr(shape, "geoms", [shape]):
        if part.geom_type == "Polygon":
            total += float(geod.geometry_area_perimeter(orient(part))[0])
    return total / 1e6


def length_km(shape: BaseGeometry) -> float:
    """Return the length of lines; of a strip, the length of its middle."""
    line = float(_wgs84().geometry_length(shape)) / 1e3 if shape.geom_type.endswith("LineString") else 0.0
    if line:
        return line
    return _strip(shape)[0]


def width_km(shape: BaseGeometry) -> float:
    """Return the mean width of a strip; 0 of a line."""
    return 0.0 if shape.geom_type.endswith("LineString") else _strip(shape)[1]


def _strip(shape: BaseGeometry) -> tuple[float, float]:
    """Return the length and width of the rectangle with the polygon's area and circumference."""
    around = sum(
        float(_wgs84().geometry_length(part.exterior)) / 1e3
        for part in getattr(shape, "geoms", [shape])
        if part.geom_type == "Polygon"
    )
    half, area = around / 2, area_km2(shape)
    width = (half - sqrt(max(0.0, half * half - 4 * area))) / 2
    return half - width, width


def across_km(shape: BaseGeometry, at: str) -> float:
    """Return how far a parallel or meridian (``lat 33.1``, ``lon 127``) runs through the polygon."""
    from shapely.geometry import LineString

    axis, _, degrees = at.partition(" ")
    value = float(degrees)
    line = [(-180.0, value), (180.0, value)] if axis == "lat" else [(value, -90.0), (value, 90.0)]
    cut = shape.intersection(LineString(line))
    return 0.0 if cut.is_empty else float(_wgs84().geometry_length(cut)) / 1e3


def distance_to_km(shape: BaseGeometry, lon: float, lat: float) -> float:
    """Return the distance of a point to a shape; 0 inside it."""
    import shapely

    # Near enough for a few kilometres: the nearest point in degrees need not be the nearest on the ground.
    near = shapely.shortest_line(shapely.Point(lon, lat), shape).coords[-1]
    return float(_wgs84().inv(lon, lat, *near[:2])[2]) / 1e3


def farthest_km(shape: BaseGeometry, border: BaseGeometry) -> float:
    """Return the greatest distance of a vertex of the shape to a border."""
    import shapely

    points = shapely.points(shapely.get_coordinates(shape))
    worst = 0.0
    for point, near in zip(points, shapely.shortest_line(points, border), strict=True):
        (lon, lat), (lon_near, lat_near) = point.coords[0], near.coords[-1]
        worst = max(worst, float(_wgs84().inv(lon, lat, lon_near, lat_near)[2]) / 1e3)
    return worst
