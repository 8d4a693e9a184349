"""The marks of a corpus's picture: circles of places, and areas in classes."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final, NamedTuple

from geomap.maps.corpus.measures import class_of, ramp_of
from geomap.maps.svg.clipping import clip_ring, path_data, reach
from geomap.maps.svg.markup import element, escape, number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from geomap.maps.style import Look
    from geomap.maps.svg.clipping import Point
    from geomap.maps.svg.projection import Projection
    from geomap.maps.view import Polygon

_LIGHT: Final = ("#dcead6", "#b3d6c3", "#7dbbb6", "#4396ab", "#1f6a94", "#123d6b")

RAMPS: Final = {
    "light": _LIGHT,
    "dark": ("#24424a", "#2a5f6b", "#33808a", "#4fa5a3", "#86c9b4", "#cdeccb"),
    "print": _LIGHT,
}
"""Six colours by theme, from few to many, those of the page (``page.css``)."""

_LARGEST: Final = 0.026
"""Radius of the largest circle, as a share of the picture's width."""

_INK: Final = 0.15
"""What all circles may cover together, as a share of the square of the picture's width: a third of a world map."""

_DOT_PX: Final = 1.0
_TURNS: Final = (-360.0, 0.0, 360.0)


class CountedArea(NamedTuple):
    """A unit or a hexagon.

    Attributes
    ----------
    name
        For those who point at it; ``""`` for none.
    polygons
        Each its rings as ``(lon, lat, lon, lat, …)``.
    value
        What is shown of it.
    told
        The same in words.
    """

    name: str
    polygons: tuple[Polygon, ...]
    value: float
    told: str = ""


class CountedPoint(NamedTuple):
    """A place as a circle: where it lies in pixels, and what is shown of it."""

    row: int
    x: float
    y: float
    value: float


def points_at(
    rows: Iterable[tuple[int, float, float, float]], projection: Projection, width: float
) -> Iterator[CountedPoint]:
    """Yield the places that are seen in the frame, at each turn of the world at which they are.

    Parameters
    ----------
    rows
        Row, longitude, latitude and value of each place.
    projection
        Where they lie.
    width
        How far beyond the frame a circle reaches into it.
    """
    for row, lon, lat, value in rows:
        for turn in _TURNS:
            x, y = projection.point(lon + turn, lat)
            if projection.frame.contains(x, y, -width):
                yield CountedPoint(row, x, y, value)


class CircleSizes(NamedTuple):
    """How large circles are: the value of the largest, and its radius in pixels."""

    largest: float
    radius: float

    @classmethod
    def of(cls, values: NDArray[np.float64], width: float) -> CircleSizes:
        """Return the sizes for some values in a picture so wide: all together they cover no more than a share of it."""
        largest = float(values.max(initial=0.0))
        if largest <= 0:
            return cls(0.0, 0.0)
        together = math.pi * float(values.sum()) / largest
        return cls(largest, min(_LARGEST * width, math.sqrt(_INK * width * width / together)))

    def radius_of(self, value: float) -> float:
        """Return a circle's radius in pixels: its area is as its value."""
        return math.sqrt(value / self.largest) * self.radius if self.largest > 0 else 0.0


def draw_circles(points: Sequence[CountedPoint], sizes: CircleSizes, look: Look) -> str:
    """Draw the circles, small ones upon large ones; what is smaller than a dot is one.

    Parameters
    ----------
    points
        In any order.
    sizes
        How large they are.
    look
        The style in its theme.
    """
    colour = look["city"]
    dots: dict[tuple[int, int], None] = {}
    circles = []
    for one in sorted(points, key=lambda point: (-point.value, point.row)):
        radius = sizes.radius_of(one.value)
        if radius > _DOT_PX:
            circles.append(element("circle", cx=round(one.x, 1), cy=round(one.y, 1), r=round(radius, 1)))
        else:
            # Dots of the same half pixel are one dot.
            dots[round(2 * one.x), round(2 * one.y)] = None
    data = "".join(f"M{number(x / 2)} {number(y / 2)}h0" for x, y in dots)
    drawn = element("path", d=data, stroke=colour, stroke_width=2 * _DOT_PX, stroke_linecap="round") if data else ""
    rim: dict[str, str | float] = {"stroke": look["halo"], "stroke_width": 0.6, "fill": colour, "fill_opacity": 0.62}
    return element("g", drawn, stroke_opacity=0.55) + element("g", "".join(circles), **rim)


def draw_counted(
    areas: Iterable[CountedArea], breaks: Sequence[float], projection: Projection, look: Look, *, gap: float
) -> str:
    """Draw areas in the colours of their classes; those without anything are left as land.

    Parameters
    ----------
    areas
        All that may be seen.
    breaks
        Where the classes end.
    projection, look
        Where they lie, and the style in its theme.
    gap
        Width of the line between two of them.
    """
    ramp, rect = RAMPS[look.theme], reach(projection.frame)
    pieces = []
    for one in areas:
        if not one.value > 0:
            continue
        rings = (ring for polygon in one.polygons for ring in polygon)
        data = path_data((clip_ring(line, rect) for ring in rings for line in _turned(ring, projection)), closed=True)
        if data:
            colour = ramp[ramp_of(class_of(one.value, breaks), len(breaks) + 1)]
            told = element("title", escape(f"{one.name}: {one.told}")) if one.name else ""
            pieces.append(element("path", told, d=data, fill=colour))
    rim: dict[str, str | float] = {"fill_rule": "evenodd", "stroke": look["land"], "stroke_width": gap}
    return element("g", "".join(pieces), **rim)


def _turned(ring: Sequence[float], projection: Projection) -> Iterator[list[Point]]:
    """Yield a ring in pixels at each turn of the world at which it is seen."""
    west, _, east, _ = projection.bounds
    first, last = min(ring[::2]), max(ring[::2])
    for turn in _TURNS:
        if first + turn < east and last + turn > west:
            yield [projection.point(lon + turn, lat) for lon, lat in zip(ring[::2], ring[1::2], strict=True)]
