"""What a person has drawn, in a picture: shapes under the names and pins, words with their leaders above them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from geomap.maps.annotations import CLOSED, SIDES, SYMBOLS
from geomap.maps.svg.arrows import trimmed
from geomap.maps.svg.clipping import clip_line, clip_ring, path_data, reach
from geomap.maps.svg.lettering import draw_text, text_width, wrap
from geomap.maps.svg.markup import element, number
from geomap.maps.svg.placement import overlap
from geomap.maps.svg.symbols import area_style, arrow_style, draw_hatching, draw_head

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap.maps.annotations import AnnotationView
    from geomap.maps.style import Look
    from geomap.maps.svg.clipping import Point
    from geomap.maps.svg.placement import PixelBox
    from geomap.maps.svg.projection import PixelRect, Projection
    from geomap.maps.view import MapView

_LETTERING = "annotation"
_LINE_HEIGHT = 1.25
_EDGE_PX = 4.0
_PIECE_PX, _HALF_PX = 8.0, 3.0
"""A leader keeps names away by squares so far from each other, and half as wide."""

_SUNK = 0.8
"""So much of the head's length an arrow's line ends before its tip."""


class Words(NamedTuple):
    """Words of an annotation: their lines, what they cover and how they are set; their leader's end, and symbol."""

    lines: list[str]
    area: PixelBox
    anchor: str
    point: Point | None
    symbol: str


class Drawn(NamedTuple):
    """The annotations of a picture: shapes, words, and what the words cover, where no name may stand."""

    shapes: str
    words: str
    covered: list[PixelBox]


def draw_annotations(view: MapView, projection: Projection, look: Look, prefix: str, pins: Sequence[PixelBox]) -> Drawn:
    """Draw what a person has drawn.

    Parameters
    ----------
    view, projection, look
        What the picture shows, where, and how.
    prefix
        Of the picture's identifiers.
    pins
        What pins cover: words stand beside these, on another side than a person wished if need be.
    """
    shapes = "".join(
        element("g", _shape(one, projection, look, f"{prefix}-drawing-{number}"))
        for number, one in enumerate(view.annotations)
    )
    found: list[Words] = []
    covered: list[PixelBox] = []
    for one in view.annotations:
        words = _words(one, projection, look, [*pins, *covered])
        if words is not None:
            found.append(words)
            covered += [words.area, *_leader_covers(words)]
    return Drawn(shapes, "".join(_written(words, look) for words in found), covered)


def _shape(one: AnnotationView, projection: Projection, look: Look, name: str) -> str:
    if one.kind == "callout":
        return ""
    courses = [
        [projection.point(lon, lat) for lon, lat in zip(ring[::2], ring[1::2], strict=True)] for ring in one.rings
    ]
    seen = reach(projection.frame)
    if one.kind in CLOSED:
        rings = [clipped for clipped in (clip_ring(ring, seen) for ring in courses) if clipped]
        data = path_data(rings, closed=True)
        return (
            _hatching(one.symbol, data, rings, name, look) + element("path", d=data, **area_style(one.symbol, look))
            if data
            else ""
        )
    points = courses[0]
    if one.kind == "line":
        return element("path", d=path_data(clip_line(points, seen), closed=False), **arrow_style(one.symbol, look))
    head = _head_px(one, look)
    base = trimmed(points, 0, head)
    if not base:
        return ""
    line = clip_line(trimmed(points, 0, _SUNK * head), seen)
    path = element("path", d=path_data(line, closed=False), **arrow_style(one.symbol, look))
    return path + draw_head(one.symbol, base[-1], points[-1], look)


def _head_px(one: AnnotationView, look: Look) -> float:
    return look.style.symbol(one.symbol).course.head or look.style.symbol(SYMBOLS["arrow"]).course.head


def _hatching(symbol: str, data: str, rings: Sequence[Sequence[Point]], name: str, look: Look) -> str:
    xs, ys = [x for ring in rings for x, _ in ring], [y for ring in rings for _, y in ring]
    lines = draw_hatching(symbol, (min(xs), min(ys), max(xs), max(ys)), look)
    if not lines:
        return ""
    window = element("clipPath", element("path", d=data, clip_rule="evenodd"), id=name)
    return window + element("g", lines, clip_path=f"url(#{name})")


def _words(one: AnnotationView, projection: Projection, look: Look, taken: Sequence[PixelBox]) -> Words | None:
    """Find where the words of an annotation stand; None without any, and where what they speak of is not seen."""
    x, y = projection.point(*one.seat)
    if not one.text or not projection.frame.contains(x, y):
        return None
    lettering, sizes = look.style.letterings[_LETTERING], look.style.document["annotations"]
    lines = wrap(one.text, sizes["width"], lettering.size, weight=lettering.weight, most=sizes["lines"])
    width = max((text_width(line, lettering.size, weight=lettering.weight) for line in lines), default=0.0)
    size = width, len(lines) * lettering.size * _LINE_HEIGHT
    point = (x, y) if one.kind == "callout" else None
    # In the middle of an area, and where a person has put them, words stand upon the spot if they can.
    is_free = one.kind not in CLOSED and one.words is None
    start = (x, y) if one.words is None else projection.point(*one.words)
    far = (sizes["leader"] if point else sizes["gap"]) if is_free else 0
    offers = []
    for side in (one.side if is_free else "", *SIDES):
        across, down = ("right" in side) - ("left" in side), ("below" in side) - ("above" in side)
        area = _inside(_beside(start, (across, down), far, size), projection.frame)
        offers.append(Words(lines, area, {1: "start", -1: "end"}.get(across * is_free, "middle"), point, one.symbol))
    # Not upon what it speaks of, where the edge of the picture would push it.
    dot = sizes["dot"]
    kept = [(x - dot, y - dot, x + dot, y + dot), *taken] if point else taken
    free = (offer for offer in offers if not any(overlap(offer.area, other) for other in kept))
    return next(free, offers[0])


def _beside(point: Point, way: tuple[int, int], far: float, size: tuple[float, float]) -> PixelBox:
    """Return a rectangle of a size so far from a point, on the side that a way leads to; around it without a way."""
    (across, down), (width, height) = way, size
    away = far / (math.hypot(across, down) or 1)
    left = point[0] + away * across + (across - 1) * width / 2
    top = point[1] + away * down + (down - 1) * height / 2
    return left, top, left + width, top + height


def _inside(area: PixelBox, frame: PixelRect) -> PixelBox:
    """Move a rectangle into the frame."""
    left, top, right, bottom = area
    dx = max(frame.x + _EDGE_PX - left, 0) or min(frame.x + frame.width - _EDGE_PX - right, 0)
    dy = max(frame.y + _EDGE_PX - top, 0) or min(frame.y + frame.height - _EDGE_PX - bottom, 0)
    return left + dx, top + dy, right + dx, bottom + dy


def _written(words: Words, look: Look) -> str:
    lettering = look.style.letterings[_LETTERING]
    left, top, right, _ = words.area
    x = {"start": left, "end": right}.get(words.anchor, (left + right) / 2)
    step = lettering.size * _LINE_HEIGHT
    texts = [
        draw_text(
            look,
            line,
            x,
            top + (i + 0.5) * step + 0.36 * lettering.size,
            size=lettering.size,
            weight=lettering.weight,
            colour=look[lettering.colour],
            anchor=words.anchor,
            italic=lettering.italic,
            halo=look[lettering.halo] if lettering.rim else "",
            halo_width=lettering.rim,
        )
        for i, line in enumerate(words.lines)
    ]
    return element("g", _leader(words, look) + "".join(texts))


def _leader(words: Words, look: Look) -> str:
    """Draw the line from what a callout speaks of to its words, with a dot at its end."""
    ends = _leader_ends(words)
    if ends is None:
        return ""
    (x, y), (x1, y1) = ends
    data = f"M{number(round(x, 1))} {number(round(y, 1))}L{number(round(x1, 1))} {number(round(y1, 1))}"
    course, dot = look.style.symbol(words.symbol).course, look.style.document["annotations"]["dot"]
    rim = element("path", d=data, fill="none", stroke=look["halo"], stroke_width=course.width + 2)
    line = element("path", d=data, **arrow_style(words.symbol, look))
    return rim + line + element("circle", cx=round(x, 1), cy=round(y, 1), r=dot, fill=look.of(words.symbol))


def _leader_ends(words: Words) -> tuple[Point, Point] | None:
    """Return the ends of a leader; None for words that have none, or that stand on what they speak of."""
    if words.point is None:
        return None
    left, top, right, bottom = words.area
    x, y = words.point
    end = min(max(x, left), right), min(max(y, top), bottom)
    return None if end == words.point else (words.point, end)


def _leader_covers(words: Words) -> list[PixelBox]:
    ends = _leader_ends(words)
    if ends is None:
        return []
    (x0, y0), (x1, y1) = ends
    steps = int(math.dist(*ends) / _PIECE_PX) + 1
    points = ((x0 + (x1 - x0) * i / steps, y0 + (y1 - y0) * i / steps) for i in range(steps + 1))
    return [(x - _HALF_PX, y - _HALF_PX, x + _HALF_PX, y + _HALF_PX) for x, y in points]
