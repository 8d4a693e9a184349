"""Where the features of a view lie in the picture, and which part of each is seen."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain, pairwise
from math import hypot
from typing import TYPE_CHECKING

from geomap.maps.geometry import middles_of, ring_area
from geomap.maps.svg.clipping import Point, Rect, clip_line, clip_ring, reach
from geomap.maps.svg.softness import soft_margin
from geomap.maps.svg.symbols import mention_count, pin_size

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geomap.maps.style import Style
    from geomap.maps.svg.offers import PixelBox
    from geomap.maps.svg.projection import PixelRect, Projection
    from geomap.maps.view import Feature, MapView

_EDGE_PX = 9.0
"""A pin closer to the edge than this would be cut: it counts as outside."""

_ALL = 0.97
"""Share of the frame from which on an area tells nothing by its filling: it is everywhere."""

_MARINE = frozenset({"OCN", "SEA", "GULF", "BAY", "BAYS", "STRT", "CHN", "SD", "FJD", "COVE", "BGHT"})


@dataclass(frozen=True, slots=True)
class Spot:
    """A feature with its place in the picture.

    Attributes
    ----------
    feature
        What is drawn.
    x, y
        Where its pin or name stands, in pixels.
    size
        Width of its pin, 0 for an area or a line.
    symbol
        Drawing of its pin.
    rings, lines
        Its area and its course, cut to the picture; both empty for a pin.
    others
        Where else its name may stand.
    everywhere
        Whether its area is all that the picture shows.
    vast
        Whether it is a region much wider than the picture: its coarse outline would stray from the coast.
    """

    feature: Feature
    x: float
    y: float
    size: float
    symbol: str
    rings: tuple[tuple[Point, ...], ...] = ()
    lines: tuple[tuple[Point, ...], ...] = ()
    others: tuple[Point, ...] = ()
    everywhere: bool = False
    vast: bool = False

    @property
    def covered(self) -> PixelBox:
        """What its pin covers."""
        half = self.size / 2
        return self.x - half, self.y - half, self.x + half, self.y + half

    @property
    def is_sea(self) -> bool:
        """Whether it is a sea or a part of one: the land lies upon it."""
        return self.feature.place.feature_code in _MARINE and bool(self.rings)

    @property
    def key(self) -> tuple[str, bool]:
        """What the legend knows it by: its symbol, and whether that is a pin."""
        return self.feature.symbol, bool(self.size)


def lay_out(view: MapView, projection: Projection) -> list[Spot]:
    """Find the features that the picture shows: those that the text names themselves, inside the frame."""
    spots = [_spot(feature, projection, view) for feature in view.features if mention_count(feature)]
    return [spot for spot in spots if spot is not None]


def _spot(feature: Feature, projection: Projection, view: MapView) -> Spot | None:
    style = view.style
    x, y = projection.point(feature.lon, feature.lat)
    outlines = [_project(ring, projection) for polygon in feature.polygons for ring in polygon]
    courses = [_project(line, projection) for line in feature.lines]
    least = style.too_small_px(feature.layer)
    # A small country among others would be one more dot, larger than itself, as long as a piece of it can be seen.
    pieces = [[outline] for outline in outlines] if style.by_largest_piece(feature.layer) else [outlines]
    if outlines and max(map(_extent, pieces)) >= least:
        return _area(feature, (x, y), outlines, projection, style)
    if courses and _extent(courses) >= least:
        return _course(feature, courses, projection)
    if not projection.frame.contains(x, y, _EDGE_PX):
        return None
    share = (feature.weight or 0.0) / view.heaviest if view.heaviest else None
    return Spot(feature, x, y, pin_size(feature.symbol, mention_count(feature), style, share), feature.symbol)


def _project(flat: Sequence[float], projection: Projection) -> list[Point]:
    return [projection.point(lon, lat) for lon, lat in zip(flat[::2], flat[1::2], strict=True)]


def _width(lines: Iterable[Sequence[Point]]) -> float:
    xs = [x for line in lines for x, _ in line]
    return max(xs) - min(xs)


def _extent(lines: Iterable[Sequence[Point]]) -> float:
    xs, ys = zip(*chain.from_iterable(lines), strict=True)
    return float(max(max(xs) - min(xs), max(ys) - min(ys)))


def _area(
    feature: Feature, at: Point, outlines: list[list[Point]], projection: Projection, style: Style
) -> Spot | None:
    frame = projection.frame
    wide = reach(frame, 12.0 + soft_margin(feature, style))
    rings = tuple(tuple(ring) for outline in outlines if (ring := clip_ring(outline, wide)))
    seen = [ring for outline in outlines if (ring := clip_ring(outline, _window(frame)))]
    if not seen:
        return None
    lines = tuple(
        tuple(piece) for line in feature.lines for piece in clip_line(_project(line, projection), reach(frame))
    )
    flat = [tuple(chain.from_iterable(ring)) for ring in seen]
    others = tuple(middles_of([(ring,) for ring in flat if ring_area(ring) > 1.0]))
    # Where the whole is seen, its own point is best; of a part of it, the middle of what is seen.
    whole = len(seen) == len(outlines) and frame.contains(*at, 30.0) and _same(seen, outlines)
    x, y = at if whole or not others else others[0]
    share = sum(map(ring_area, flat)) / (frame.width * frame.height)
    most = style.number("vast", "times") * frame.width
    vast = feature.symbol == "region" and _width(outlines) > most
    return Spot(feature, x, y, 0.0, feature.symbol, rings, lines, others, everywhere=share >= _ALL, vast=vast)


def _window(frame: PixelRect) -> Rect:
    return frame.x, frame.y, frame.x + frame.width, frame.y + frame.height


def _same(seen: Sequence[Sequence[Point]], outlines: Sequence[Sequence[Point]]) -> bool:
    return all(len(a) == len(b) for a, b in zip(seen, outlines, strict=True))


def _course(feature: Feature, courses: list[list[Point]], projection: Projection) -> Spot | None:
    """Lay out a river: its name stands at the middle of its longest stretch that is seen."""
    pieces = [tuple(piece) for course in courses for piece in clip_line(course, _window(projection.frame))]
    inside = [[p for p in piece if projection.frame.contains(*p, 20.0)] for piece in pieces]
    seen = sorted((piece for piece in inside if len(piece) > 1), key=_length, reverse=True)
    if not seen:
        return None
    points = [piece[len(piece) * part // 4] for piece in seen[:3] for part in (2, 1, 3)]
    return Spot(feature, *points[0], 0.0, feature.symbol, (), tuple(pieces), tuple(points))


def _length(line: Sequence[Point]) -> float:
    return sum(hypot(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(line))
