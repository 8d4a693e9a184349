"""Cutting rings and lines at the sides of a box, in whole numbers.

Without shapely: importing it would cost more than cutting all that a page needs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

Box = tuple[int, int, int, int]
"""West, south, east, north in grid steps."""

Line = tuple[list[int], list[int]]


def _cut_half(xs: list[int], ys: list[int], limit: int, sign: int) -> Line:
    """The part of an open ring where ``sign * x <= sign * limit`` (Sutherland and Hodgman 1974, one side)."""
    kept_x: list[int] = []
    kept_y: list[int] = []
    if not xs:
        return kept_x, kept_y
    last_x, last_y = xs[-1], ys[-1]
    last_in = sign * last_x <= sign * limit
    for x, y in zip(xs, ys, strict=True):
        now_in = sign * x <= sign * limit
        if now_in != last_in:
            kept_x.append(limit)
            # From the same end in either direction: neighbours that share an edge cut it at the same point.
            if (last_x, last_y) < (x, y):
                kept_y.append(last_y + round((y - last_y) * (limit - last_x) / (x - last_x)))
            else:
                kept_y.append(y + round((last_y - y) * (limit - x) / (last_x - x)))
        if now_in:
            kept_x.append(x)
            kept_y.append(y)
        last_x, last_y, last_in = x, y, now_in
    return kept_x, kept_y


def clip_ring(xs: list[int], ys: list[int], box: Box) -> Line:
    """The part of a closed ring within a box, as one closed ring; empty lists where there is none.

    A ring that leaves the box and comes back is joined along the box's sides: right for filling, not for stroking.
    """
    west, south, east, north = box
    xs, ys = xs[:-1], ys[:-1]
    if xs and max(xs) > east:
        xs, ys = _cut_half(xs, ys, east, 1)
    if xs and min(xs) < west:
        xs, ys = _cut_half(xs, ys, west, -1)
    if ys and max(ys) > north:
        ys, xs = _cut_half(ys, xs, north, 1)
    if ys and min(ys) < south:
        ys, xs = _cut_half(ys, xs, south, -1)
    if len(xs) < 3:
        return [], []
    return [*xs, xs[0]], [*ys, ys[0]]


def _entry(x: int, y: int, dx: int, dy: int, box: Box) -> tuple[float, float] | None:
    """Where a segment enters and leaves a box, as shares of its length (Liang and Barsky 1984); None if it misses."""
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


def clip_line(xs: list[int], ys: list[int], box: Box) -> Iterator[Line]:
    """The parts of a line within a box."""
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
