"""The basemap of a view: cut to what the map can show, finer where the story is."""

from __future__ import annotations

import math
from functools import cache
from typing import TYPE_CHECKING, Any

from geomap.gazetteer.reverse import distance_km
from geomap.maps.view import BasePatch, BaseShape, Box

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from geomap.maps.source import BasemapSource

LOCAL_WIDEST_DEG = 14.0
"""Above this width the finest detail would cost more than it shows."""

_REGION_WIDEST_DEG = 110.0

_LANDSCAPE = 1.5
"""Width to height of a view."""

_MOST_FAR = 2
"""Far places that get a piece of basemap of their own."""

_KINDS = (
    ("land", "land", False),
    ("lakes", "lake", True),
    ("rivers", "river", True),
    ("provinces", "admin1", True),
    ("borders", "border", False),
    ("disputed", "disputed", False),
    ("zones", "zone", False),
)
"""Layers of the gazetteer's basemap from the lowest up, their kinds here, and whether they begin at several zooms."""


@cache
def bundled() -> BasemapSource:
    """Return the basemap of the bundled gazetteer."""
    from geomap.gazetteer.basemap import Basemap
    from geomap.gazetteer.gazetteer import default_path

    return Basemap.open(default_path())


def local_box(focus: Box) -> Box:
    """Return what is drawn at the finest detail around the first view: at least the landscape that a screen shows."""
    box = focus.grown(1.5, least_deg=0.4)
    middle = focus.centre[0]
    wide = _LANDSCAPE * focus.height_deg / math.cos(math.radians(focus.centre[1]))
    return box if box.width_deg >= wide else Box(middle - wide / 2, box.south, middle + wide / 2, box.north)


def patches(basemap: BasemapSource, focus: Box, far: Sequence[tuple[float, float]]) -> tuple[BasePatch, ...]:
    """Cut the basemap for a view.

    Parameters
    ----------
    basemap
        Where shapes are read from.
    focus
        The first view.
    far
        ``(lon, lat)`` of places outside it, which a reader may jump to.
    """
    made = [_patch(level, None, 0.0) for level in basemap.cut((-180, -90, 180, 90), zooms=(0, 4))["levels"][:1]]
    span = max(focus.width_deg, focus.height_deg)
    boxes: list[tuple[Box, Any]] = []
    if span < _REGION_WIDEST_DEG:
        wide = focus.grown(2.2, least_deg=4.0)
        boxes = [(box, "region") for box in (wide, *_around_far(far, wide))]
    if span <= LOCAL_WIDEST_DEG:
        boxes.append((local_box(focus), "local"))
    for box, detail in boxes:
        for piece, shift in _pieces(box):
            level = basemap.level(detail, (piece.west, piece.south, piece.east, piece.north))
            made.append(_patch(level, Box(*level["bbox"]), shift))
    return tuple(made)


def _patch(level: dict[str, Any], box: Box | None, shift_deg: float) -> BasePatch:
    shapes: list[BaseShape] = []
    for name, kind, zoomed in _KINDS:
        if zoomed:
            by_zoom: dict[float, list[str]] = {}
            for least, *paths in level[name]:
                # Half a zoom more or less makes no difference to a reader, but one element of the page.
                by_zoom.setdefault(round(least * 2) / 2, []).extend(paths)
            shapes += [BaseShape(kind, zoom, tuple(by_zoom[zoom])) for zoom in sorted(by_zoom)]
        elif level[name]:
            shapes.append(BaseShape(kind, 0.0, tuple(level[name])))
    # A level that is meant for zoom 5 may replace a coarser one a little before.
    return BasePatch(box, shift_deg, max(0.0, level["zooms"][0] - 0.75), level["scale"], tuple(shapes))


def _around_far(far: Iterable[tuple[float, float]], covered: Box) -> list[Box]:
    """Return boxes around far places, none of which touches another: the sea of one would hide the other's land."""
    boxes: list[Box] = []
    for lon, lat in far:
        apart = all(distance_km(lon, lat, *box.centre) > 900 for box in boxes)
        if (
            len(boxes) < _MOST_FAR
            and abs(lat) < 80
            and apart
            and not covered.grown(1, least_deg=3.6).contains(lon, lat)
        ):
            boxes.append(Box(lon - 3.5, lat - 2.5, lon + 3.5, lat + 2.5))
    return boxes


def _pieces(box: Box) -> Iterator[tuple[Box, float]]:
    """Split a box at the antimeridian: each piece in ordinary longitudes, with the shift that puts it back."""
    for shift in (-360.0, 0.0, 360.0):
        west, east = max(box.west - shift, -180.0), min(box.east - shift, 180.0)
        if west < east:
            yield Box(west, box.south, east, box.north), shift
