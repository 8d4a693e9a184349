"""Movements in a picture: bent arrows, on the areas and under the names."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING

from geomap.maps.svg.clipping import clip_line, path_data, reach
from geomap.maps.svg.markup import element, escape
from geomap.maps.svg.symbols import arrow_style, draw_head

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap.maps.arrows import Arrow
    from geomap.maps.style import Look
    from geomap.maps.svg.clipping import Point
    from geomap.maps.svg.projection import Projection
    from geomap.maps.view import MapView

_GAP_PX = 9.0
"""What stays free around the pin at each end."""

_SUNK = 0.8
"""So much of the head's length the line ends before its tip."""


def seen_arrows(view: MapView, projection: Projection, look: Look) -> list[tuple[Arrow, list[Point]]]:
    """Return the arrows that a picture shows, with their course in pixels.

    Those of a layer that is off, and those that would be hardly longer than their head, are left out.
    """
    hidden = {layer.key for layer in view.layers if not layer.shown}
    found = []
    for arrow in view.arrows:
        points = [projection.point(lon, lat) for lon, lat in zip(arrow.line[::2], arrow.line[1::2], strict=True)]
        course = trimmed(points, _GAP_PX, _GAP_PX)
        head = look.style.symbol(arrow.symbol).course.head
        inside = any(projection.frame.contains(*point) for point in course)
        if arrow.layer not in hidden and inside and trimmed(course, head, head):
            found.append((arrow, course))
    return found


def draw_arrows(arrows: Sequence[tuple[Arrow, list[Point]]], projection: Projection, look: Look) -> str:
    """Draw arrows with what a reader's pointer is told."""
    drawn = []
    for arrow, course in arrows:
        head = look.style.symbol(arrow.symbol).course.head
        line = clip_line(trimmed(course, 0, _SUNK * head), reach(projection.frame))
        words = element("title", escape(", ".join(filter(None, (arrow.title, arrow.what, arrow.who)))))
        path = element("path", d=path_data(line, closed=False), **arrow_style(arrow.symbol, look))
        base = trimmed(course, 0, head)[-1]
        drawn.append(element("g", words + path + draw_head(arrow.symbol, base, course[-1], look)))
    return "".join(drawn)


def trimmed(points: Sequence[Point], before: float, behind: float) -> list[Point]:
    """Return a line without so much of its length at either end; empty where nothing is left.

    >>> trimmed([(0.0, 0.0), (10.0, 0.0)], 2.0, 3.0)
    [(2.0, 0.0), (7.0, 0.0)]
    """
    return _cut(_cut(points, before)[::-1], behind)[::-1]


def _cut(points: Sequence[Point], rest: float) -> list[Point]:
    for i, (a, b) in enumerate(pairwise(points), start=1):
        length = math.dist(a, b)
        if length > rest:
            share = rest / length
            return [(a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])), *points[i:]]
        rest -= length
    return []
