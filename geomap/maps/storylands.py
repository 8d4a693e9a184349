"""The countries that a story plays in but does not name: their names, and where in the view these may stand."""

from __future__ import annotations

import math
from collections import defaultdict
from typing import TYPE_CHECKING

from geomap.maps import wording
from geomap.maps.base import BaseLabel
from geomap.maps.geometry import nearest_copy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap.maps.source import BasemapSource, PlaceSource
    from geomap.maps.view import Box, Feature

_GRID = 16
"""Rows and columns of the points that are asked in which country they lie."""

_SPREAD = 1.3
"""The view is shown in windows of any shape: wider and higher than it is itself."""

_WIDE = 1.6
_MOST_SEATS = 28
_ZOOMS_BACK = 4.0
"""So many zooms before the first view's their names begin: a phone shows it from farther away."""

Cell = tuple[int, int]


def story_countries(
    gazetteer: PlaceSource, basemap: BasemapSource, focus: Box, features: Sequence[Feature], language: str
) -> dict[str, BaseLabel]:
    """Name the countries of a story that are no features of their own, by place id.

    They are those that hold its places in the view, and those of which only a part is named. The label stands at the
    country's own point where that is in view and free, else at the first of its seats that is.
    """
    codes = {f.place.country_code for f in features if f.place_mentions and not f.elsewhere} - {""}
    drawn = {f.place.id for f in features if f.layer == "countries" and f.place_mentions}
    homes = [home for code in sorted(codes) if (home := gazetteer.country(code)) is not None and home.id not in drawn]
    if not homes or gazetteer.footprints is None:
        return {}
    cells = _cells(gazetteer, focus)
    points = {label.place_id: label for label in basemap.labels(_WORLD, max_zoom=9.0, kinds=("country",))}
    zoom = math.log2(360.0 * 3.5 / max(focus.width_deg, 1.6 * focus.height_deg, 0.3))
    made = {}
    for home in homes:
        seats = _seats(cells[home.id], focus)
        if not seats:
            continue
        label = points.get(home.id)
        lon, lat = (nearest_copy(label.lon, focus.centre[0]), label.lat) if label else seats[0]
        if not focus.contains(lon, lat):
            lon, lat = seats[0]
        least = min(label.min_zoom if label else zoom, zoom - _ZOOMS_BACK)
        text = wording.name(home, gazetteer, language)
        made[home.id] = BaseLabel(text, "country", lon, lat, round(max(least, 0.0), 1), 0, seats=seats)
    return made


_WORLD = (-180.0, -90.0, 180.0, 90.0)


def _cells(gazetteer: PlaceSource, focus: Box) -> defaultdict[str, dict[Cell, tuple[float, float]]]:
    """Return the points of a grid over a view and what stands around it, by the country that they lie in."""
    width = max(focus.width_deg, _WIDE * focus.height_deg, 0.02) * _SPREAD
    height = min(max(focus.height_deg, focus.width_deg, 0.02) * _SPREAD, 150.0)
    west, south = focus.centre[0] - width / 2, focus.centre[1] - height / 2
    found: defaultdict[str, dict[Cell, tuple[float, float]]] = defaultdict(dict)
    for i in range(_GRID):
        for k in range(_GRID):
            lon, lat = west + width * (i + 0.5) / _GRID, south + height * (k + 0.5) / _GRID
            if abs(lat) < 85.0:
                here = gazetteer.footprints.containing(nearest_copy(lon, 0.0), lat)
                if here.country:
                    found[here.country][i, k] = (lon, lat)
    return found


def _seats(cells: dict[Cell, tuple[float, float]], focus: Box) -> tuple[tuple[float, float], ...]:
    """Return the points upon which a country's name may stand: deep inside it first, then near the view's middle."""
    middle = focus.centre

    def worth(cell: Cell) -> tuple[bool, int, float]:
        i, k = cell
        # A name is wide: what lies beside counts, what lies above hardly.
        around = sum((i + di, k + dk) in cells for di in (-2, -1, 1, 2) for dk in (-1, 0, 1))
        lon, lat = cells[cell]
        return (
            not focus.contains(lon, lat),
            -around,
            math.hypot((lon - middle[0]) * math.cos(math.radians(lat)), lat - middle[1]),
        )

    best = sorted(cells, key=lambda cell: (*worth(cell), cell))
    half = _MOST_SEATS // 2
    rest = best[half:]
    step = max(len(rest) / half, 1.0)
    kept = best[:half] + [rest[int(n * step)] for n in range(min(half, len(rest)))]
    return tuple((round(lon, 4), round(lat, 4)) for lon, lat in (cells[cell] for cell in kept))
