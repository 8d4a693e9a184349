"""Sea, land and borders under the places."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from geomap.maps.geometry import ring_area
from geomap.maps.svg.clipping import Point, Rect, clip_line, clip_ring, path_data, reach
from geomap.maps.svg.markup import element
from geomap.maps.svg.symbols import dash_array

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from geomap.maps.base import BasePatch, BaseShape
    from geomap.maps.style import Look
    from geomap.maps.svg.projection import Projection
    from geomap.maps.svg.spots import Spot
    from geomap.maps.view import Box, MapView

_UNDER_LAND_DEG = 0.2
_AREAS = {"land", "lake"}
_WORLD = {"land", "border", "disputed"}


def draw_ground(view: MapView, projection: Projection, look: Look, seas: Sequence[Spot] = (), prefix: str = "") -> str:
    """Draw the basemap of a view: each patch that this zoom wants, finer ones over coarser ones.

    The seas that a story names lie below the land, so that the coast is the land's own.
    """
    return "".join(
        _patch(patch, projection, look, _named_seas(patch, projection, look, seas, f"{prefix}-sea-{i}"))
        for i, patch in enumerate(seen_patches(view.patches, projection))
    )


def seen_patches(patches: Sequence[BasePatch], projection: Projection) -> list[BasePatch]:
    """Return the patches that this zoom wants, the coarsest first."""
    drawn = [patch for patch in patches if patch.min_zoom <= projection.zoom or patch.box is None]
    whole = [i for i, patch in enumerate(drawn) if patch.box is not None and _covers(patch, projection.bounds)]
    # Below a patch that covers everything nothing is seen.
    return drawn[whole[-1] if whole else 0 :]


def draw_patches(patches: Sequence[BasePatch], projection: Projection, look: Look, kinds: Collection[str] = ()) -> str:
    """Draw a basemap that belongs to no view.

    Parameters
    ----------
    patches, projection, look
        The basemap, where it lies in the picture, and the style.
    kinds
        Only these shapes, without the sea, to lie upon what is drawn between; all of it without them.
    """
    shown = seen_patches(patches, projection)
    if projection.zoom < 0:
        # From 0 on shapes begin: in a picture as small as a stamp the world's are drawn all the same.
        shown = [replace(patch, shapes=tuple(map(_always, patch.shapes))) for patch in shown]
    if not kinds:
        return "".join(_patch(patch, projection, look) for patch in shown)
    return "".join(_upper(patch, projection, look, kinds) for patch in shown[-1:])


def _always(shape: BaseShape) -> BaseShape:
    return shape if shape.min_zoom > 0 else replace(shape, min_zoom=-math.inf)


def _upper(patch: BasePatch, projection: Projection, look: Look, kinds: Collection[str]) -> str:
    shapes = tuple(shape for shape in patch.shapes if shape.kind in kinds)
    return _patch(replace(patch, shapes=shapes), projection, look, with_sea=False)


def _covers(patch: BasePatch, bounds: tuple[float, float, float, float]) -> bool:
    box = patch.box
    assert box is not None
    west, south, east, north = bounds
    shift = patch.shift_deg
    return box.west + shift <= west and box.east + shift >= east and box.south <= south and box.north >= north


def draw_world(patch: BasePatch, projection: Projection, look: Look) -> str:
    """Draw the whole world's patch for a small map: land and the borders of states."""
    # So small a map has a zoom below 0, from which shapes begin.
    shapes = tuple(replace(shape, min_zoom=-math.inf) for shape in patch.shapes if shape.kind in _WORLD)
    return _patch(replace(patch, shapes=shapes), projection, look, thin=0.5)


def land_share(patch: BasePatch, projection: Projection) -> float:
    """Return the share of the frame that is land."""
    frame = projection.frame
    window = (frame.x, frame.y, frame.x + frame.width, frame.y + frame.height)
    lines = [line for shape in patch.shapes if shape.kind == "land" for line in shape.lines(patch.scale)]
    copies = [line for shift in _shifts(patch, projection) for line in _project(lines, shift, projection)]
    rings = (clip_ring(line, window) for line in copies)
    covered = sum(ring_area(tuple(chain.from_iterable(ring))) for ring in rings if ring)
    return covered / (frame.width * frame.height)


def _patch(
    patch: BasePatch, projection: Projection, look: Look, seas: str = "", *, thin: float = 1.0, with_sea: bool = True
) -> str:
    rect = reach(projection.frame)
    pieces = []
    if patch.box is not None and with_sea:
        pieces.append(_sea(patch.box, patch.shift_deg, projection, look["sea"]))
        if not pieces[0]:
            return ""
    pieces.append(seas)
    for shape in patch.shapes:
        if shape.min_zoom > projection.zoom:
            continue
        lines = shape.lines(patch.scale)
        copies = [line for shift in _shifts(patch, projection) for line in _project(lines, shift, projection)]
        if shape.kind in _AREAS:
            data = path_data((clip_ring(ring, rect) for ring in copies), closed=True)
            pieces.append(_drawn(data, fill=look[shape.kind], fill_rule="evenodd"))
        else:
            pieces.append(_line(shape.kind, copies, rect, look, thin))
        if shape.kind == "land":
            coasts = [part for line in lines for part in _without_cuts(line, patch.box)]
            moved = [line for shift in _shifts(patch, projection) for line in _project(coasts, shift, projection)]
            pieces.append(_line("coast", moved, rect, look, thin))
    return element("g", "".join(pieces))


def _shifts(patch: BasePatch, projection: Projection) -> Iterator[float]:
    """Give the turns of the world by which a patch stands in the frame."""
    if patch.box is not None:
        yield patch.shift_deg
        return
    west, _, east, _ = projection.bounds
    for shift in (-720.0, -360.0, 0.0, 360.0, 720.0):
        if shift - 180.0 < east and shift + 180.0 > west:
            yield shift


def _project(lines: Iterable[list[Point]], shift: float, projection: Projection) -> Iterator[list[Point]]:
    for line in lines:
        yield [projection.point(lon + shift, lat) for lon, lat in line]


def _sea(box: Box, shift: float, projection: Projection, colour: str) -> str:
    x0, y0, x1, y1 = _window(box, shift, projection)
    ring = clip_ring([(x0, y0), (x1, y0), (x1, y1), (x0, y1)], reach(projection.frame))
    return _drawn(path_data([ring], closed=True), fill=colour)


def _window(box: Box, shift: float, projection: Projection) -> Rect:
    """Return the rectangle of a patch's sea: a little less than the land upon it, so that no seam shows."""
    inset = box.width_deg * 0.002
    x0, y0 = projection.point(box.west + shift + inset, box.north - inset)
    x1, y1 = projection.point(box.east + shift - inset, box.south + inset)
    return x0, y0, x1, y1


def _named_seas(patch: BasePatch, projection: Projection, look: Look, seas: Sequence[Spot], name: str) -> str:
    """Draw the tint of the seas that the story names, as far as a patch reaches."""
    # A sea's own outline is coarse: it reaches a little under the land, so that no bay is left out.
    west, _, east, _ = projection.bounds
    under = min(2 * _UNDER_LAND_DEG * projection.frame.width / (east - west), 80.0)
    drawn = "".join(_sea_of_story(spot, under, look) for spot in seas)
    if patch.box is None or not drawn:
        return drawn
    x, y, right, bottom = _window(patch.box, patch.shift_deg, projection)
    window = element("rect", x=x, y=y, width=right - x, height=bottom - y)
    return element("clipPath", window, id=name) + element("g", drawn, clip_path=f"url(#{name})")


def _sea_of_story(spot: Spot, under: float, look: Look) -> str:
    colour, opacity = look.of(spot.symbol), look.style.symbol(spot.symbol).area.fill
    if not opacity:
        return ""
    return _drawn(
        path_data(spot.rings, closed=True),
        opacity=opacity,
        stroke_width=under,
        fill=colour,
        stroke=colour,
        fill_rule="evenodd",
        stroke_linejoin="round",
    )


def _line(kind: str, lines: Iterable[list[Point]], rect: Rect, look: Look, thin: float) -> str:
    line = look.style.lines.get(kind, look.style.lines["border"])
    if not line.width:
        return ""
    data = path_data((piece for line in lines for piece in clip_line(line, rect)), closed=False)
    return _drawn(
        data,
        fill="none",
        stroke=look[line.colour],
        stroke_width=line.width * thin,
        stroke_linejoin="round",
        stroke_dasharray=dash_array(line.dashes),
        stroke_linecap="round" if line.dashes else None,
    )


def draw_line(kind: str, lines: Iterable[list[Point]], projection: Projection, look: Look) -> str:
    """Draw lines of one kind, given in pixels."""
    return _line(kind, lines, reach(projection.frame), look, 1.0)


def _drawn(data: str, **attributes: str | float | None) -> str:
    return element("path", d=data, **attributes) if data else ""


def _without_cuts(ring: list[Point], box: Box | None) -> list[list[Point]]:
    """Return the outline of land without the edges that a cut has made: they are no coast."""
    west, south, east, north = (box.west, box.south, box.east, box.north) if box else (-180.0, -90.0, 180.0, 90.0)
    lines: list[list[Point]] = []
    line: list[Point] = []
    for a, b in zip(ring, [*ring[1:], ring[0]], strict=True):
        upright = a[0] == b[0] and (a[0] in {west, east} or abs(a[0]) == 180.0)
        level = a[1] == b[1] and (a[1] in {south, north} or a[1] <= -89.0)
        if upright or level:
            line = []
        elif line:
            line.append(b)
        else:
            line = [a, b]
            lines.append(line)
    return lines
