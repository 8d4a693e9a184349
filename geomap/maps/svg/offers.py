"""Where a name may stand: beside its point, apart from it, in an area; and what it must not meet there."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from geomap.dataclass import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

PixelBox = tuple[float, float, float, float]
Point = tuple[float, float]

_NEAR_EDGE_PX = 6.0
"""The name of an area stands upon it, or no farther from its edge."""


@dataclass(frozen=True, slots=True)
class Contested:
    """A disputed area in the picture.

    Attributes
    ----------
    rings
        Its outline in pixels.
    name, claimants
        Its own name, and those of the countries that claim it.
    holders
        The countries that hold a part of their own ground there: their names may stand upon it where they have no other
        room.
    """

    rings: tuple[tuple[Point, ...], ...]
    name: str = ""
    claimants: tuple[str, ...] = ()
    holders: tuple[str, ...] = ()

    def refuses(self, area: PixelBox, country: str, beside_px: float, *, hard_pressed: bool) -> bool:
        """Tell whether a country's name in a rectangle would stand upon the area, or claim it from beside."""
        if not self.rings or (country and country == self.name) or (hard_pressed and country in self.holders):
            return False
        away = beside_px if country in self.claimants else 0.0
        left, top, right, bottom = area
        wide = (left - away, top - away, right + away, bottom + away)
        return touches(wide, self.rings) or is_met(wide, self.rings)


def seats_in(rings: Sequence[Sequence[Point]], count: int = 14) -> list[Point]:
    """Return points of an area upon which a wide name may stand, those deep inside it first: of a grid over it."""
    if not rings:
        return []
    xs, ys = ([point[axis] for ring in rings for point in ring] for axis in (0, 1))
    left, top, wide, high = min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)
    cells = {}
    for i in range(count):
        for k in range(count):
            x, y = left + wide * (i + 0.5) / count, top + high * (k + 0.5) / count
            if holds(rings, x, y):
                cells[i, k] = (x, y)

    def depth(cell: tuple[int, int]) -> int:
        i, k = cell
        return sum((i + di, k + dk) in cells for di in (-2, -1, 1, 2) for dk in (-1, 0, 1))

    return [cells[cell] for cell in sorted(cells, key=lambda cell: (-depth(cell), cell))]


def beside(gap: float, width: float, height: float) -> Iterator[Point]:
    """Give the corners that a name may have beside its pin, from the point that it names, the best first."""
    near, slant = gap, gap * 0.75
    yield near, -height / 2
    yield -near - width, -height / 2
    yield -width / 2, -near - height
    yield -width / 2, near
    yield slant, -slant - height + 2
    yield slant, slant - 2
    yield -slant - width, -slant - height + 2
    yield -slant - width, slant - 2


def apart(leader: Mapping[str, float], width: float, height: float, farthest: float) -> Iterator[Point]:
    """Give the corners that a name may have apart from its pin, the nearest first, up to a distance in pixels."""
    count = int(leader["directions"])
    away = leader["nearest"]
    while away <= farthest:
        for step in range(count):
            cosine, sine = math.cos(2 * math.pi * step / count), math.sin(2 * math.pi * step / count)
            aside = -width if cosine < -0.1 else -width / 2 if cosine < 0.1 else 0.0
            yield away * cosine + aside, away * sine - height / 2
        away += leader["step"]


def turned(area: PixelBox, angle: float) -> PixelBox:
    """Return the rectangle around one that is turned about its middle."""
    if not angle:
        return area
    left, top, right, bottom = area
    sine, cosine = abs(math.sin(math.radians(angle))), abs(math.cos(math.radians(angle)))
    width, height = (right - left) / 2, (bottom - top) / 2
    x, y = (left + right) / 2, (top + bottom) / 2
    across, along = width * cosine + height * sine, width * sine + height * cosine
    return x - across, y - along, x + across, y + along


def overlap(a: PixelBox, b: PixelBox) -> bool:
    """Tell whether two rectangles have something in common."""
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def touches(area: PixelBox, rings: Iterable[Sequence[Point]]) -> bool:
    """Tell whether the middle, a corner or the middle of a side of a rectangle lies in an area of even-odd rings."""
    left, top, right, bottom = area
    rings = list(rings)
    points = [(x, y) for x in (left, (left + right) / 2, right) for y in (top, (top + bottom) / 2, bottom)]
    return any(holds(rings, x, y) for x, y in points)


def holds(rings: Iterable[Sequence[Point]], x: float, y: float) -> bool:
    """Tell whether a point lies in an area of even-odd rings."""
    return bool(sum(_is_left_of(x, y, ring) for ring in rings) % 2)


def is_on_edge(area: PixelBox, rings: Iterable[Sequence[Point]]) -> bool:
    """Tell whether an edge of an area runs through a rectangle or close by: a line of control is hardly an area."""
    left, top, right, bottom = area
    return is_met(
        (left - _NEAR_EDGE_PX, top - _NEAR_EDGE_PX, right + _NEAR_EDGE_PX, bottom + _NEAR_EDGE_PX),
        rings,
    )


def is_met(area: PixelBox, rings: Iterable[Sequence[Point]]) -> bool:
    """Tell whether an edge of an area runs through a rectangle."""
    left, top, right, bottom = area
    for ring in rings:
        x0, y0 = ring[-1]
        for x1, y1 in ring:
            if max(x0, x1) >= left and min(x0, x1) <= right and max(y0, y1) >= top and min(y0, y1) <= bottom:
                steps = int(math.hypot(x1 - x0, y1 - y0) / _NEAR_EDGE_PX) + 1
                points = ((x0 + (x1 - x0) * i / steps, y0 + (y1 - y0) * i / steps) for i in range(steps + 1))
                if any(left <= x <= right and top <= y <= bottom for x, y in points):
                    return True
            x0, y0 = x1, y1
    return False


def _is_left_of(x: float, y: float, ring: Sequence[Point]) -> int:
    """Count the edges of a ring that a ray from a point to the right crosses."""
    count = 0
    x0, y0 = ring[-1]
    for x1, y1 in ring:
        if (y0 > y) != (y1 > y) and x < x0 + (y - y0) / (y1 - y0) * (x1 - x0):
            count += 1
        x0, y0 = x1, y1
    return count


def end_of_leader(point: Point, area: PixelBox) -> Point:
    """Return where the line from a pin meets the rectangle of its name."""
    left, top, right, bottom = area
    return min(max(point[0], left), right), min(max(point[1], top), bottom)


def dots_of(start: Point, end: Point, count: int = 12) -> list[PixelBox]:
    """Return small rectangles along a line, but for its start."""
    points = (
        (start[0] + (end[0] - start[0]) * part / count, start[1] + (end[1] - start[1]) * part / count)
        for part in range(1, count + 1)
    )
    return [(x - 1, y - 1, x + 1, y + 1) for x, y in points]


def crosses(one: tuple[Point, Point], others: Iterable[tuple[Point, Point]]) -> bool:
    """Tell whether a line crosses one of others: which name belongs to which pin could not be told."""

    def side(a: Point, b: Point, c: Point) -> bool:
        return (b[0] - a[0]) * (c[1] - a[1]) > (b[1] - a[1]) * (c[0] - a[0])

    a, b = one
    return any(side(a, b, c) != side(a, b, d) and side(c, d, a) != side(c, d, b) for c, d in others)
