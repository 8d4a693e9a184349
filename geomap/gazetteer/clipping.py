"""Cutting rings and lines at the sides of a box: on the gazetteer's grid, in degrees and in pixels.

Without shapely: importing it would cost more than cutting all that a page needs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

Coordinate = TypeVar("Coordinate", int, float)

GridBox = tuple[int, int, int, int]
"""West, south, east, north in grid steps."""

Line = tuple[list[int], list[int]]


def cut(
    xs: Sequence[Coordinate], ys: Sequence[Coordinate], depths: Sequence[float], rounded: Callable[[float], Coordinate]
) -> tuple[list[Coordinate], list[Coordinate]]:
    """Return the part of an open ring that lies on one side of a line (Sutherland and Hodgman 1974, one side).

    Parts that the cut separates stay joined by edges along it: right for filling, not for stroking.

    Parameters
    ----------
    xs, ys
        The vertices; the first is not repeated at the end.
    depths
        How far each vertex lies beyond the line, in any unit; what is not above 0 is kept.
    rounded
        Turns where an edge crosses the line into a coordinate: ``round`` on a grid, ``float`` elsewhere.
    """
    kept_x: list[Coordinate] = []
    kept_y: list[Coordinate] = []
    if not xs:
        return kept_x, kept_y
    last_x, last_y, last = xs[-1], ys[-1], depths[-1]
    for x, y, depth in zip(xs, ys, depths, strict=True):
        if (depth > 0) != (last > 0):
            # From the same end in either direction: neighbours that share an edge cut it at the same point.
            if (last_x, last_y) < (x, y):
                kept_x.append(last_x + rounded((x - last_x) * last / (last - depth)))
                kept_y.append(last_y + rounded((y - last_y) * last / (last - depth)))
            else:
                kept_x.append(x + rounded((last_x - x) * depth / (depth - last)))
                kept_y.append(y + rounded((last_y - y) * depth / (depth - last)))
        if depth <= 0:
            kept_x.append(x)
            kept_y.append(y)
        last_x, last_y, last = x, y, depth
    return kept_x, kept_y


def cut_sides(
    xs: list[Coordinate],
    ys: list[Coordinate],
    box: tuple[Coordinate, Coordinate, Coordinate, Coordinate],
    rounded: Callable[[float], Coordinate],
) -> tuple[list[Coordinate], list[Coordinate]]:
    """Return the part of an open ring within a box of least and greatest x and y, as ``cut`` gives it."""
    west, south, east, north = box
    if xs and max(xs) > east:
        xs, ys = cut(xs, ys, [x - east for x in xs], rounded)
    if xs and min(xs) < west:
        xs, ys = cut(xs, ys, [west - x for x in xs], rounded)
    if ys and max(ys) > north:
        ys, xs = cut(ys, xs, [y - north for y in ys], rounded)
    if ys and min(ys) < south:
        ys, xs = cut(ys, xs, [south - y for y in ys], rounded)
    return xs, ys


def clip_ring(xs: list[int], ys: list[int], box: GridBox) -> Line:
    """Return the part of a closed ring within a box, as one closed ring; empty lists where there is none."""
    xs, ys = cut_sides(xs[:-1], ys[:-1], box, round)
    if len(xs) < 3:
        return [], []
    return [*xs, xs[0]], [*ys, ys[0]]


def _entry(x: int, y: int, dx: int, dy: int, box: GridBox) -> tuple[float, float] | None:
    """Return where a segment enters and leaves a box, as shares of its length (Liang and Barsky 1984).

    None if it misses.
    """
    west, south, east, north = box
    enter, leave = 0.0, 1.0
    for step, room in ((-dx, x - west), (dx, east - x), (-dy, y - south), (dy, north - y)):
        if step == 0:
            if room < 0:
                return None
        elif step < 0:
            enter = max(enter, room / step)
        else:
            leave = min(leave, room / step)
    return (enter, leave) if enter < leave else None


def clip_line(xs: list[int], ys: list[int], box: GridBox) -> Iterator[Line]:
    """Yield the parts of a line within a box."""
    west, south, east, north = box
    piece_x: list[int] = []
    piece_y: list[int] = []
    x, y = xs[0], ys[0]
    inside = west <= x <= east and south <= y <= north
    for next_x, next_y in zip(xs[1:], ys[1:], strict=True):
        next_inside = west <= next_x <= east and south <= next_y <= north
        if inside and next_inside:
            shares: tuple[float, float] | None = (0.0, 1.0)
        else:
            shares = _entry(x, y, next_x - x, next_y - y, box)
        if shares is not None:
            enter, leave = shares
            if enter > 0 or not piece_x:
                if len(piece_x) > 1:
                    yield piece_x, piece_y
                piece_x, piece_y = [x + round((next_x - x) * enter)], [y + round((next_y - y) * enter)]
            piece_x.append(x + round((next_x - x) * leave))
            piece_y.append(y + round((next_y - y) * leave))
        if shares is None or shares[1] < 1:
            if len(piece_x) > 1:
                yield piece_x, piece_y
            piece_x, piece_y = [], []
        x, y, inside = next_x, next_y, next_inside
    if len(piece_x) > 1:
        yield piece_x, piece_y
