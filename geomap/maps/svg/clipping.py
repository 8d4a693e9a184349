"""Lines and rings cut to what a picture shows, so that it holds no continent for the sake of a bay."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from geomap.gazetteer.clipping import cut_sides
from geomap.maps.svg.markup import number

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geomap.maps.svg.projection import PixelRect

Point = tuple[float, float]
Rect = tuple[float, float, float, float]

_NEAREST_PX = 0.35
"""Points closer than this to the one before are left out."""


def reach(frame: PixelRect, margin: float = 12.0) -> Rect:
    """Return the rectangle worth drawing: the frame, and as much more as a stroke is wide."""
    return frame.x - margin, frame.y - margin, frame.x + frame.width + margin, frame.y + frame.height + margin


def clip_ring(points: Sequence[Point], rect: Rect) -> list[Point]:
    """Cut a ring to a rectangle; empty if nothing is left.

    Edges along the rectangle may run over each other, which no filling shows.
    """
    xs, ys = cut_sides([x for x, _ in points], [y for _, y in points], rect, float)
    return list(zip(xs, ys, strict=True))


def clip_line(points: Sequence[Point], rect: Rect) -> list[list[Point]]:
    """Cut a line to the pieces that lie in or touch a rectangle; their ends may reach out of it by one edge."""
    left, top, right, bottom = rect
    pieces: list[list[Point]] = []
    piece: list[Point] = []
    for a, b in pairwise(points):
        outside = (
            (a[0] < left and b[0] < left)
            or (a[0] > right and b[0] > right)
            or (a[1] < top and b[1] < top)
            or (a[1] > bottom and b[1] > bottom)
        )
        if outside:
            piece = []
        elif piece:
            piece.append(b)
        else:
            piece = [a, b]
            pieces.append(piece)
    return pieces


def path_data(lines: Iterable[Sequence[Point]], *, closed: bool) -> str:
    """Write lines as the data of a path, without points that nobody could tell apart."""
    least = 3 if closed else 2
    written = []
    for line in lines:
        points = _thinned(line)
        if len(points) >= least:
            steps = "L".join(f"{number(round(x, 1))} {number(round(y, 1))}" for x, y in points)
            written.append(f"M{steps}{'Z' if closed else ''}")
    return "".join(written)


def _thinned(line: Sequence[Point]) -> list[Point]:
    points: list[Point] = []
    for x, y in line:
        if not points or abs(x - points[-1][0]) > _NEAREST_PX or abs(y - points[-1][1]) > _NEAREST_PX:
            points.append((x, y))
    if points and line and points[-1] != line[-1] and len(points) > 1:
        points[-1] = line[-1]
    return points
