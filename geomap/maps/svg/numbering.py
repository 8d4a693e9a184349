"""Numbers for the names that found no room: where their discs stand, so that each can be read and covers nothing."""

from __future__ import annotations

import math
from itertools import chain, combinations, product
from typing import TYPE_CHECKING, NamedTuple

from geomap.maps.svg.offers import holds, overlap
from geomap.maps.svg.symbols import NUMBER_PX

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from geomap.maps.svg.offers import PixelBox, Point
    from geomap.maps.svg.placement import Wish
    from geomap.maps.svg.projection import PixelRect

_MOST_STEPS = 30
_HALF_PX = NUMBER_PX / 2 + 1
_GRID = 14
"""Rows and columns of the points of an area that are looked at."""

_ASIDE_PX = (20.0, 28.0, 38.0, 50.0, 64.0, 80.0)
"""How far beside an area without any room its number stands, with a line to it."""

_DIRECTIONS = 12


class Number(NamedTuple):
    """A number for a name without room, the place that it tells, and where it stands, in pixels."""

    value: int
    place: Point
    at: Point


def number_names(wishes: Sequence[Wish], covered: Iterable[PixelBox], frame: PixelRect) -> dict[str, Number]:
    """Number the names without room, and find a place for each disc: on a pin, or where an area is free.

    Parameters
    ----------
    wishes
        The names, in the order of their numbers.
    covered
        What names, pins and the furniture of the map cover.
    frame
        The map's rectangle.
    """
    values = {wish.key: value for value, wish in enumerate(wishes, 1)}
    pins = [wish for wish in wishes if wish.gap]
    places = [(wish.x, wish.y) for wish in pins]
    numbers = {
        wish.key: Number(values[wish.key], place, at)
        for wish, place, at in zip(pins, places, spread(places), strict=True)
    }
    taken = [*covered, *(_disc(number.at) for number in numbers.values())]
    for wish in wishes:
        if wish.key not in numbers:
            place, at = _free_point(wish, taken, frame)
            numbers[wish.key] = Number(values[wish.key], place, at)
            taken.append(_disc(at))
    return {key: numbers[key] for key in values}


def spread(points: Sequence[Point]) -> list[Point]:
    """Move points apart that lie closer than a disc is wide, a little at a time, none of them far."""
    moved = list(points)
    for _ in range(_MOST_STEPS):
        rests = True
        for i, j in combinations(range(len(moved)), 2):
            (x0, y0), (x1, y1) = moved[i], moved[j]
            # Those that lie on one point part to the left and the right.
            dx, dy = (x1 - x0, y1 - y0) if (x0, y0) != (x1, y1) else (0.01, 0.0)
            away = math.hypot(dx, dy)
            push = (NUMBER_PX - away) / 2
            if push > 0.1:
                rests = False
                ux, uy = dx / away * push, dy / away * push
                moved[i], moved[j] = (x0 - ux, y0 - uy), (x1 + ux, y1 + uy)
        if rests:
            break
    return moved


def _free_point(wish: Wish, taken: Sequence[PixelBox], frame: PixelRect) -> tuple[Point, Point]:
    """Return a point of an area, and where its number stands: there, or a little aside if all of it is covered."""
    own = [(wish.x, wish.y), *wish.others]
    for point in chain(own, _points_of(wish)):
        if _is_free(point, taken, frame):
            return point, point
    for away, point, step in product(_ASIDE_PX, own, range(_DIRECTIONS)):
        angle = step * 2 * math.pi / _DIRECTIONS
        at = (point[0] + away * math.cos(angle), point[1] + away * math.sin(angle))
        if _is_free(at, taken, frame):
            return point, at
    x = min(max(wish.x, frame.x + _HALF_PX), frame.x + frame.width - _HALF_PX)
    y = min(max(wish.y, frame.y + _HALF_PX), frame.y + frame.height - _HALF_PX)
    return (x, y), (x, y)


def _points_of(wish: Wish) -> Iterator[Point]:
    """Give points of an area, those near its middle first."""
    xs, ys = ([point[axis] for ring in wish.rings for point in ring] for axis in (0, 1))
    if not xs:
        return
    grid = [(i + 0.5) / _GRID for i in range(_GRID)]
    points = [(min(xs) + u * (max(xs) - min(xs)), min(ys) + v * (max(ys) - min(ys))) for u, v in product(grid, grid)]
    for x, y in sorted(points, key=lambda point: math.dist(point, (wish.x, wish.y))):
        if holds(wish.rings, x, y):
            yield x, y


def _is_free(point: Point, taken: Iterable[PixelBox], frame: PixelRect) -> bool:
    area = _disc(point)
    return frame.contains(*point, _HALF_PX) and not any(overlap(area, other) for other in taken)


def _disc(point: Point) -> PixelBox:
    x, y = point
    return x - _HALF_PX, y - _HALF_PX, x + _HALF_PX, y + _HALF_PX
