"""The ground of local news: towns, quarters, rivers and districts around the places of a story, from zoom 8 on.

A name that shows from some zoom on travels only if it lies within a screen of a place of the story at that zoom: the
closer a reader goes, the smaller a surrounding counts. So a page holds a few hundred names at most, and none where the
story has no local place.
"""

from __future__ import annotations

import math
import re
import sys
from collections import defaultdict
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from geomap.gazetteer.paths import encode_path, join_lines
from geomap.maps import wording
from geomap.maps.background import LOCAL_WIDEST_DEG
from geomap.maps.base import BaseLabel, BasePatch, BaseShape
from geomap.maps.geometry import nearest_copy
from geomap.maps.room import MapNames, ScreenCells
from geomap.maps.view import Box

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from geomap.gazetteer.arcs import Line
    from geomap.maps.source import BasemapSource, PlaceSource
    from geomap.maps.view import Feature

FIRST_ZOOM = 8
"""Web map zoom from which names begin to show."""

_QUARTERS_FROM = 10
"""A quarter's name among those of towns would be taken for a town's."""

_SCREEN_PX = (700.0, 450.0)
"""Half of what a reader sees around a place, and as much again as is panned without thinking."""

_MOST_PER_ZOOM = (16, 4, 48)
"""Names that begin at one zoom: for the story, for each of its places, and at most."""

_MOST_ANCHORS = 24
_STEPS_BACK = 2
"""So many zooms before the first view's the towns begin."""

_MOST_RIVERS = 12
_MOST_CANDIDATES = 4_000
_MOST_LETTERS = 14_000
"""What the lines of districts may add to the page."""

_LOCAL_AREA_DEG = 2.0
"""An area wider than this is no local place."""

_LEAST_RIVER_DEG = 0.02
_VIEWS_KEPT = 4
_PAST = frozenset({"PPLH", "PPLQ", "PPLW"})
_QUARTER = "PPLX"
_CODED = re.compile(r"\b0\d{2}")
"""A number that begins with nought is one of a register ("Ct 0012", a census tract), and in no name on the spot."""
_STEPS_PER_DEG = 5_000


def local_boxes(features: Sequence[Feature]) -> list[Box]:
    """Return the boxes of the local places that a reader may zoom to, the most named first."""
    found = []
    for feature in features:
        if not feature.place_mentions or feature.elsewhere:
            continue
        lons = [lon for polygon in feature.polygons for lon in polygon[0][::2]]
        lats = [lat for polygon in feature.polygons for lat in polygon[0][1::2]]
        box = Box(feature.lon, feature.lat, feature.lon, feature.lat)
        if lons:
            box = Box(min(lons), min(lats), max(lons), max(lats))
        elif feature.lines or feature.place.feature_class == "A":
            continue
        if max(box.width_deg, box.height_deg) <= _LOCAL_AREA_DEG:
            found.append((-len(feature.place_mentions), feature.key, box))
    return [box for _, _, box in sorted(found, key=lambda item: item[:2])[:_MOST_ANCHORS]]


class Surroundings:
    """What lies around the local places of a view.

    Parameters
    ----------
    gazetteer
        Where towns, rivers and districts are looked up.
    basemap
        Whose first-order borders are drawn already, if there is one.
    focus
        The first view.
    features
        What the story shows.
    language
        Of the names.
    worldview
        Whose borders.
    """

    def __init__(
        self,
        gazetteer: PlaceSource,
        basemap: BasemapSource | None,
        focus: Box,
        features: Sequence[Feature],
        language: str,
        worldview: str = "neutral",
    ) -> None:
        self._gazetteer = gazetteer
        self._basemap = basemap
        self._focus = focus
        self._language = language
        self._worldview = worldview
        self._features = [feature for feature in features if feature.place_mentions]
        self._mentioned = {feature.place.id for feature in self._features}
        self._named = {name.casefold() for feature in self._features for name in (feature.title, feature.also)}
        local = max(focus.width_deg, focus.height_deg) <= LOCAL_WIDEST_DEG
        self._local_boxes = local_boxes(features) if local and gazetteer.columns is not None else []

    def labels(self, drawn: Sequence[BaseLabel]) -> tuple[BaseLabel, ...]:
        """Add the names of towns, quarters and rivers.

        Parameters
        ----------
        drawn
            The names that the basemap bears already: none of them is written twice, or crowded. Its cities show from
            as far as there is room for them: who goes back from the first view is not lost.
        """
        if not self._local_boxes:
            return tuple(drawn)
        width = max(self._focus.width_deg, 1.6 * self._focus.height_deg, 0.3)
        first = max(FIRST_ZOOM, round(math.log2(1260.0 / width)) - _STEPS_BACK)
        cells = ScreenCells(first)
        for feature in self._features:
            if not feature.polygons:
                cells.take(feature.lon, feature.lat, 0)
        made = [*self._rivers(), *drawn]
        for i, label in enumerate(made):
            if label.kind in {"city", "capital"}:
                zoom = cells.first_free(label.lon, label.lat, first)
                if zoom is not None and zoom < label.min_zoom:
                    made[i] = replace(label, min_zoom=float(zoom))
                cells.take(label.lon, label.lat, made[i].min_zoom)
        return (*made, *self._towns(drawn, cells, first))

    def _towns(self, drawn: Sequence[BaseLabel], cells: ScreenCells, first: int) -> list[BaseLabel]:
        named = MapNames({label.text.casefold() for label in drawn if label.kind in {"city", "capital"}} | self._named)
        made: list[BaseLabel] = []
        counts: defaultdict[int, int] = defaultdict(int)
        base, each, limit = _MOST_PER_ZOOM
        most = min(base + each * len(self._local_boxes), limit)
        columns, features = self._gazetteer.columns, self._gazetteer.features
        for row in self._rows(first):
            code = features[columns.feature[row]][1]
            if code in _PAST:
                continue
            lon, lat = nearest_copy(columns.lon_e5[row] / 1e5, self._focus.centre[0]), columns.lat_e5[row] / 1e5
            quarter = code == _QUARTER
            zoom = cells.first_free(lon, lat, _QUARTERS_FROM if quarter else first)
            if zoom is None or counts[zoom] >= most or not self._is_near(lon, lat, zoom):
                continue
            # Most of what lies around has no room: only what has is read whole.
            place = self._gazetteer.place(row)
            text = wording.name(place, self._gazetteer, self._language)
            if place.id in self._mentioned or _CODED.search(text) or not named.add(text.casefold()):
                continue
            cells.take(lon, lat, zoom)
            counts[zoom] += 1
            kind = "quarter" if quarter else "town"
            made.append(BaseLabel(text, kind, lon, lat, float(zoom), 10 * zoom + len(made) // 12))
        return made

    def _rows(self, first: int) -> list[int]:
        """Return rows of settlements around the local places, the most important first."""
        columns = self._gazetteer.columns
        settled = {row for row, feature in enumerate(self._gazetteer.features) if feature[0] == "P"}
        width, height = _reach_deg(first, self._focus.centre[1])
        boxes = [Box(b.west - width, b.south - height, b.east + width, b.north + height) for b in self._local_boxes]
        whole = Box(
            min(b.west for b in boxes),
            max(min(b.south for b in boxes), -90.0),
            max(b.east for b in boxes),
            min(max(b.north for b in boxes), 90.0),
        )
        rows = [row for row in rows_in(columns, whole) if columns.feature[row] in settled]
        importance = columns.importance
        # They are in order already: of the same importance the first stays before.
        return sorted(rows, key=importance.__getitem__, reverse=True)[:_MOST_CANDIDATES]

    def _is_near(self, lon: float, lat: float, zoom: int) -> bool:
        """Tell whether a screen with a local place on it could show a point at a zoom."""
        width, height = _reach_deg(zoom, lat)
        return any(
            b.west - width <= lon <= b.east + width and b.south - height <= lat <= b.north + height
            for b in self._local_boxes
        )

    def _rivers(self) -> Iterator[BaseLabel]:
        """Name the rivers on their lines, where they come closest to the story."""
        box = self._focus.grown(1.3, least_deg=0.2)
        seen = set(self._named)
        found = []
        for place in self._with_footprint("STM", box):
            if place.id in self._mentioned:
                continue
            extent = self._gazetteer.footprints.get(place.id, "local", self._worldview)
            text = wording.name(place, self._gazetteer, self._language)
            if text.casefold() not in seen and (seat := self._seat(extent.lines, box)):
                seen.add(text.casefold())
                found.append((-self._gazetteer.columns.importance[place.index], text, seat))
        for _, text, (lon, lat, angle) in sorted(found)[:_MOST_RIVERS]:
            yield BaseLabel(text, "river", lon, lat, float(FIRST_ZOOM), 45, angle)

    def _seat(self, lines: Iterable[Sequence[Sequence[float]]], box: Box) -> tuple[float, float, float] | None:
        """Return where on its lines a river's name stands, and how far it is turned: near a place, but not upon it."""
        best: tuple[float, tuple[float, float, float]] | None = None
        for line in lines:
            points = [(nearest_copy(lon, self._focus.centre[0]), lat) for lon, lat in line]
            inside = [i for i, (lon, lat) in enumerate(points) if box.contains(lon, lat)]
            for i in inside:
                lon, lat = points[i]
                away = min(_deg_between(lon, lat, b) for b in self._local_boxes)
                # A name upon the place itself would only be in its way.
                worth = abs(away - 0.12 * max(self._focus.height_deg, 0.5))
                if best is None or worth < best[0]:
                    best = worth, (lon, lat, slope(points, i))
        return best[1] if best else None

    def _with_footprint(self, code: str, box: Box) -> Iterator[Any]:
        """Give the places with a feature code whose footprints touch a box, in order."""
        gazetteer, features = self._gazetteer, self._gazetteer.features
        touching = gazetteer.footprints.touching((box.west, box.south, box.east, box.north))
        for row in sorted(row for row in map(gazetteer.index, touching) if row >= 0):
            if features[gazetteer.columns.feature[row]][1] == code:
                yield gazetteer.place(row)

    def districts(self, patches: Sequence[BasePatch]) -> tuple[BasePatch, ...]:
        """Add the lines between second-order units to the finest patches.

        Only lines that two units of one first-order unit share are drawn: the others are coasts and borders that the
        basemap draws already, as its own source has them.
        """
        # The world's patch shows no district.
        fine = [patch for patch in patches if patch.box is not None and patch.scale >= _STEPS_PER_DEG]
        if not self._local_boxes or not fine:
            return tuple(patches)
        made = []
        for patch in patches:
            lines = self._shared(patch.box) if patch in fine and patch.box is not None else []
            paths = tuple(
                path
                for xs, ys in join_lines(lines)
                if (path := encode_path(_to_steps(xs, patch.scale), _to_steps(ys, patch.scale), 1))
            )
            if not paths or sum(map(len, paths)) > _MOST_LETTERS:
                made.append(patch)
                continue
            # Below the borders, above land and water.
            at = next((i for i, s in enumerate(patch.shapes) if s.kind in {"admin1", "border"}), len(patch.shapes))
            shapes = (*patch.shapes[:at], BaseShape("admin2", float(FIRST_ZOOM), paths), *patch.shapes[at:])
            made.append(BasePatch(patch.box, patch.shift_deg, patch.min_zoom, patch.scale, shapes))
        return tuple(made)

    def _shared(self, box: Box) -> list[Line]:
        """Return the edges within a box that exactly two second-order units of one first-order unit have."""
        owners: defaultdict[Edge, list[str]] = defaultdict(list)
        for place in self._with_footprint("ADM2", box):
            extent = self._gazetteer.footprints.get(place.id, "local", self._worldview)
            if extent.approximate:
                continue
            unit = f"{place.country_code}.{place.admin1_code}"
            for rings in extent.polygons:
                for ring in rings:
                    for edge in _edges(ring):
                        owners[edge].append(unit)
        known = _drawn_already(self._basemap, box) if self._basemap is not None else frozenset()
        west, south, east, north = (value * _GRID for value in (box.west, box.south, box.east, box.north))
        return [
            ([a[0], b[0]], [a[1], b[1]])
            for (a, b), units in owners.items()
            if len(units) == 2
            and units[0] == units[1]
            and (a, b) not in known
            and all(west <= x <= east and south <= y <= north for x, y in (a, b))
        ]


_GRID = 100_000

Edge = tuple[tuple[int, int], tuple[int, int]]
"""A piece of a line between two vertices, in whole steps, the lesser first."""


@lru_cache(maxsize=_VIEWS_KEPT)
def _drawn_already(basemap: BasemapSource, box: Box) -> frozenset[Edge]:
    """Return the edges of the borders that the basemap has: Natural Earth's first order is the second in France."""
    bounds = (box.west, box.south, box.east, box.north)
    return frozenset(
        edge
        for name in ("provinces", "borders", "disputed")
        for piece in basemap.layer(name, "local", bounds)
        for line in piece.rings
        for edge in _edges(line)
    )


def _edges(line: Iterable[Sequence[float]]) -> list[Edge]:
    points = [(round(lon * _GRID), round(lat * _GRID)) for lon, lat in line]
    return [(a, b) if a < b else (b, a) for a, b in pairwise(points)]


def _to_steps(values: Iterable[int], scale: float) -> list[int]:
    return [round(value * scale / _GRID) for value in values]


def _reach_deg(zoom: int, lat: float) -> tuple[float, float]:
    deg = 360.0 / (256.0 * 2.0**zoom)
    return _SCREEN_PX[0] * deg, _SCREEN_PX[1] * deg * math.cos(math.radians(lat))


def _deg_between(lon: float, lat: float, box: Box) -> float:
    dx = max(box.west - lon, 0.0, lon - box.east) * math.cos(math.radians(lat))
    return math.hypot(dx, max(box.south - lat, 0.0, lat - box.north))


def slope(points: Sequence[tuple[float, float]], i: int, reach_deg: float = _LEAST_RIVER_DEG) -> float:
    """Return by how many degrees a name along a line is turned with the clock, so that it never stands on its head.

    Parameters
    ----------
    points
        The line as ``(lon, lat)``.
    i
        Which point the name stands at.
    reach_deg
        How far the line is followed to either side.
    """
    start = stop = i
    while start > 0 and math.dist(points[start], points[i]) < reach_deg:
        start -= 1
    while stop < len(points) - 1 and math.dist(points[stop], points[i]) < reach_deg:
        stop += 1
    (x0, y0), (x1, y1) = points[start], points[stop]
    east, south = (x1 - x0) * math.cos(math.radians(points[i][1])), y0 - y1
    if east < 0:
        east, south = -east, -south
    return float(round(math.degrees(math.atan2(south, east)))) if east or south else 0.0


def rows_in(columns: Any, box: Box) -> list[int]:
    """Return the rows of the places in a box, in order.

    Without NumPy where nothing has loaded it yet, since that takes longer; the tagger mostly has.
    """
    south, north = round(box.south * 1e5), round(box.north * 1e5)
    west, wide = round(box.west * 1e5), round(box.width_deg * 1e5)
    if "numpy" in sys.modules and isinstance(columns.lat_e5, memoryview):
        import numpy as np

        lat, lon = np.asarray(columns.lat_e5), np.asarray(columns.lon_e5)
        rows = np.flatnonzero((lat >= south) & (lat <= north))
        found: list[int] = rows[(lon[rows].astype(np.int64) - west) % 36_000_000 <= wide].tolist()
        return found
    rows_between = [row for row, lat in enumerate(columns.lat_e5.tolist()) if south <= lat <= north]
    return [row for row in rows_between if (columns.lon_e5[row] - west) % 36_000_000 <= wide]
