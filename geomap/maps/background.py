"""The basemap of a view: cut to what the map can show, finer where the story is."""

from __future__ import annotations

import math
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from geomap.gazetteer.reverse import distance_km
from geomap.maps.base import BasePatch, BaseShape
from geomap.maps.view import Box

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from geomap.maps.source import BasemapSource, PlaceSource
    from geomap.maps.view import Inset

LOCAL_WIDEST_DEG = 14.0
"""Above this width the finest detail would cost more than it shows."""

_REGION_WIDEST_DEG = 110.0

_LANDSCAPE, _WIDE, _WIDEST = 1.5, 2.2, 2.7
"""Width to height of a view beside its text, in a picture, and of the widest that fill a window or an article."""

_MOST_LETTERS = {"region": 75_000, "local": 40_000}
"""What one level of detail may add to the page; where a coast is intricate, less of its surroundings is fine."""

_REACHES = {"region": (2.2, 1.8, 1.5, 1.25, 1.1), "local": (1.5, 1.25, 1.1)}
"""Extents against the first view that are tried in turn."""

_MOST_FAR = 2
"""Far places that get a piece of basemap of their own."""

_AROUND_INSET = 1.6
"""How far beyond a small map what lies beneath it goes on: who flies there sees more of it."""

_PIECES_KEPT, _WORLDS_KEPT = 32, 4
"""Pieces of basemap that stay cut, each some tens of kilobytes, and whole worlds."""

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


def basemap_of(gazetteer: PlaceSource, worldview: str = "neutral") -> BasemapSource:
    """Return the basemap that belongs to a gazetteer, seen as a government sees the world.

    A gazetteer that was compiled without outlines is drawn on the bundled basemap.
    """
    from geomap.gazetteer.arcs import FILE_NAME
    from geomap.gazetteer.gazetteer import Gazetteer
    from geomap.gazetteer.layout import default_path

    own = gazetteer.path if isinstance(gazetteer, Gazetteer) else default_path()
    return _opened(own if (own / FILE_NAME).exists() else default_path(), worldview)


@cache
def _opened(folder: Path, worldview: str) -> BasemapSource:
    from geomap.gazetteer.basemap import Basemap

    return Basemap.open(folder, worldview)


class Background:
    """The basemap of one view.

    Parameters
    ----------
    basemap
        Where shapes are read from.
    focus
        The first view.
    alone
        Whether the map has all of the window's width.

    Attributes
    ----------
    local_box
        What is drawn at the finest detail, around the first view; None where nothing is.
    """

    def __init__(self, basemap: BasemapSource, focus: Box, *, alone: bool = False) -> None:
        self._basemap, self._focus = basemap, focus
        self._alone = alone
        self._span = max(focus.width_deg, focus.height_deg)
        self._local: tuple[BasePatch, ...] = ()
        self.local_box: Box | None = None
        if self._span <= LOCAL_WIDEST_DEG:
            boxes = [
                _landscape(focus.grown(reach, least_deg=0.4), focus, _WIDEST if alone else _LANDSCAPE)
                for reach in _REACHES["local"]
            ]
            self.local_box, self._local = self._affordable("local", boxes)

    def patches(self, far: Sequence[tuple[float, float]], insets: Sequence[Inset] = ()) -> tuple[BasePatch, ...]:
        """Cut the basemap into the patches that the view needs.

        Parameters
        ----------
        far
            ``(lon, lat)`` of places outside the first view, which a reader may jump to.
        insets
            The small maps beside it; they need what lies beneath them.
        """
        made = [_world(self._basemap)]
        if self._span < _REGION_WIDEST_DEG:
            shape = _WIDEST if self._alone else _WIDE
            boxes = [
                _landscape(self._focus.grown(reach, least_deg=4.0), self._focus, shape) for reach in _REACHES["region"]
            ]
            box, region = self._affordable("region", boxes)
            made += region
            theatres = [inset.box.grown(_AROUND_INSET) for inset in insets if inset.kind == "theatre"]
            for around in [*theatres, *_around_far(far, box, theatres)]:
                made += _cut(self._basemap, "region", around)
        if self.local_box is None:
            for inset in insets:
                if inset.kind == "zoom":
                    made += _cut(self._basemap, "local", inset.box.grown(_AROUND_INSET))
        return (*made, *self._local)

    def _affordable(self, detail: Any, boxes: Sequence[Box]) -> tuple[Box, tuple[BasePatch, ...]]:
        """Return the largest of the boxes that the page can afford, or the smallest, and what lies in it."""
        for box in boxes:
            made = _cut(self._basemap, detail, box)
            if sum(map(_letters, made)) <= _MOST_LETTERS[detail]:
                break
        return box, made


# A story is drawn again with another title, style or correction, and the next one often lies where the last did.
@lru_cache(maxsize=_PIECES_KEPT)
def _cut(basemap: BasemapSource, detail: Any, box: Box) -> tuple[BasePatch, ...]:
    levels = [
        (basemap.level(detail, (piece.west, piece.south, piece.east, piece.north)), shift)
        for piece, shift in _pieces(box)
    ]
    return tuple(_patch(level, Box(*level["bbox"]), shift) for level, shift in levels)


@lru_cache(maxsize=_WORLDS_KEPT)
def _world(basemap: BasemapSource) -> BasePatch:
    return _patch(basemap.cut((-180, -90, 180, 90), zooms=(0, 4))["levels"][0], None, 0.0)


def _landscape(box: Box, focus: Box, shape: float) -> Box:
    """Widen a box to what a screen of a shape, its width to its height, shows of the first view."""
    middle = focus.centre[0]
    wide = shape * focus.height_deg / math.cos(math.radians(focus.centre[1]))
    return box if box.width_deg >= wide else Box(middle - wide / 2, box.south, middle + wide / 2, box.north)


def _letters(patch: BasePatch) -> int:
    return sum(len(path) for shape in patch.shapes for path in shape.paths)


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


def _around_far(far: Iterable[tuple[float, float]], covered: Box, others: Sequence[Box] = ()) -> list[Box]:
    """Return boxes around far places, none of which touches another: the sea of one would hide the other's land."""
    boxes: list[Box] = []
    for lon, lat in far:
        apart = all(distance_km(lon, lat, *box.centre) > 900 for box in (*boxes, *others))
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
