"""The names on the basemap: countries, seas, provinces and towns around the story."""

from __future__ import annotations

import math
import sys
from collections import Counter
from typing import TYPE_CHECKING, Any

from geomap.errors import UnknownPlaceError
from geomap.maps import wording
from geomap.maps.base import BaseLabel
from geomap.maps.geometry import clip_box, middle_of, nearest_copy, to_polygons
from geomap.maps.storylands import story_countries
from geomap.maps.view import Box

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from geomap.maps.source import BasemapSource, PlaceSource
    from geomap.maps.view import Feature
    from geomap.model import Place

_EVERYWHERE_ZOOM = 4.0
"""Names that show from this zoom on, or before, are kept for the whole world."""

_EVERYWHERE_KINDS = ("country", "sea")

_WORLD = (-180.0, -90.0, 180.0, 90.0)

_MOST_TOWNS = 60
_MOST_PROVINCES = 150

_NEIGHBOURS_WIDEST_DEG = 30.0
_SEEN_TOGETHER = 1.5
"""How far around the first view, to its extent, a large screen may show, or a reader pan without thinking of it."""

_SMALL_COUNTRY = 100_000
"""Countries of fewer people are named after the towns: Rome goes before the Vatican."""

_GRID = 7
"""Rows and columns of the points that are asked in which country they lie."""


def base_labels(
    gazetteer: PlaceSource, basemap: BasemapSource, focus: Box, features: Sequence[Feature], language: str
) -> tuple[BaseLabel, ...]:
    """Choose the names that the basemap bears, the weightiest first; those that the text mentions have their own."""
    # What only adjectives name ("Syrian") is not drawn as the story's: the basemap names it as ever.
    mentioned = {feature.place.id for feature in features if feature.place_mentions}
    story = story_countries(gazetteer, basemap, focus, features, language)
    mentioned |= story.keys()
    areas = [*_areas(gazetteer, basemap, focus, mentioned, language)]
    provinces = sorted((label for label in areas if label.kind == "province"), key=lambda label: label.min_zoom)
    neighbours = [*_neighbours(gazetteer, basemap, focus, mentioned, language)]
    # Where both could be seen at once, the name in the first view stands for the one beside it.
    span = max(focus.width_deg, focus.height_deg)
    around, doubled = focus.grown(1.0, least_deg=_SEEN_TOGETHER * span), {label.text for label in neighbours}
    found = [
        *story.values(),
        *(
            label
            for label in areas
            if label.kind != "province"
            and not (label.kind == "country" and label.text in doubled and around.contains(label.lon, label.lat))
        ),
        *provinces[:_MOST_PROVINCES],
        *neighbours,
        *_towns(gazetteer, focus, mentioned, language),
    ]
    return in_order(found)


def in_order(found: Iterable[BaseLabel]) -> tuple[BaseLabel, ...]:
    """Return names with the weightiest first, always in the same order."""
    return tuple(sorted(found, key=lambda label: (label.rank, label.min_zoom, label.text, label.lon)))


def _areas(
    gazetteer: PlaceSource, basemap: BasemapSource, focus: Box, mentioned: set[str], language: str
) -> Iterator[BaseLabel]:
    near = focus.grown(2.2, least_deg=4.0)
    middle = focus.centre[0]
    seen = set()
    for label in _labels_around(basemap, near):
        lon = nearest_copy(label.lon, middle)
        if label.place_id in mentioned or not (label.min_zoom <= _EVERYWHERE_ZOOM or near.contains(lon, label.lat)):
            continue
        if label.kind in {"province", "lake"} and not near.contains(lon, label.lat):
            continue
        try:
            place = gazetteer.get(label.place_id)
        except UnknownPlaceError:
            continue
        text = wording.name(place, gazetteer, language)
        key = (text, label.kind, round(lon))
        if text and key not in seen:
            seen.add(key)
            least = label.min_zoom + (1.0 if label.kind == "province" else 0.0)
            rank = {"country": 0, "sea": 1, "lake": 4, "province": 5}[label.kind]
            if label.kind == "country" and place.population < _SMALL_COUNTRY:
                rank = 3
            yield BaseLabel(text, label.kind, lon, label.lat, least, 10 * rank + label.rank)


def _labels_around(basemap: BasemapSource, near: Box) -> list[Any]:
    """Return the labels that show from afar, of the whole world, and the others of a box."""
    found = [*basemap.labels(_WORLD, max_zoom=_EVERYWHERE_ZOOM, kinds=_EVERYWHERE_KINDS)]
    for turn in (-360.0, 0.0, 360.0):
        found += (
            label
            for label in basemap.labels((near.west + turn, near.south, near.east + turn, near.north), max_zoom=9.0)
            if label.min_zoom > _EVERYWHERE_ZOOM or label.kind not in _EVERYWHERE_KINDS
        )
    return sorted(found, key=lambda label: (label.min_zoom, label.rank, label.place_id))


def _neighbours(
    gazetteer: PlaceSource, basemap: BasemapSource, focus: Box, mentioned: set[str], language: str
) -> Iterator[BaseLabel]:
    """Name the countries that reach into the first view, while their own labels stand outside of it."""
    if focus.width_deg > _NEIGHBOURS_WIDEST_DEG:
        return
    zoom = math.log2(360.0 * 3.5 / max(focus.width_deg, 1.6 * focus.height_deg, 0.3))
    inner = Box(
        focus.west + focus.width_deg * 0.06,
        focus.south + focus.height_deg * 0.06,
        focus.east - focus.width_deg * 0.06,
        focus.north - focus.height_deg * 0.06,
    )
    present = _countries_inside(gazetteer, inner)
    seen = set(mentioned)
    for label in basemap.labels(_WORLD, max_zoom=9.0, place_ids=present):
        at = nearest_copy(label.lon, focus.centre[0])
        if label.place_id not in present or label.place_id in seen or inner.contains(at, label.lat):
            continue
        seen.add(label.place_id)
        place = gazetteer.get(label.place_id)
        extent = gazetteer.footprints.get(place.id, "region")
        shown = clip_box(to_polygons(extent.polygons, focus.centre[0]), inner)
        if shown:
            lon, lat = middle_of(shown)
            text = wording.name(place, gazetteer, language)
            yield BaseLabel(text, "country", lon, lat, round(zoom - 1.5, 1), label.rank)


def _countries_inside(gazetteer: PlaceSource, box: Box) -> set[str]:
    """Return the countries that a grid of points in a box meets more than once: a corner of one has no room for a name.

    Asking for points is a hundred times quicker than cutting the outlines of all countries.
    """
    if gazetteer.footprints is None:
        return set()
    steps = [(i + 0.5) / _GRID for i in range(_GRID)]
    points = ((box.west + u * box.width_deg, box.south + v * box.height_deg) for u in steps for v in steps)
    met = Counter(gazetteer.footprints.containing(lon, lat).country for lon, lat in points)
    return {country for country, times in met.items() if country and times > 1}


def _towns(gazetteer: PlaceSource, focus: Box, mentioned: set[str], language: str) -> Iterator[BaseLabel]:
    columns = gazetteer.columns
    if columns is None:
        return
    box = focus.grown(1.7, least_deg=0.6)
    best = _rows_inside(columns, box)
    zoom = math.log2(360.0 * 3.5 / max(focus.width_deg, 1.6 * focus.height_deg, 0.3))
    apart_deg = max(focus.width_deg, focus.height_deg) / 60
    taken: list[Place] = []
    for row in best:
        place = gazetteer.place(row)
        if place.feature_class != "P" or place.id in mentioned or place.feature_code == "PPLX":
            continue
        # A suburb beside its city is left out, however many live there.
        if any(abs(place.lon - t.lon) < apart_deg and abs(place.lat - t.lat) < apart_deg for t in taken):
            continue
        capital = place.feature_code == "PPLC"
        # The first dozen belongs to the first view, the others come as the reader goes closer.
        least = round(zoom - (2.0 if capital else 0.6) + len(taken) / 11, 1)
        lon = nearest_copy(place.lon, focus.centre[0])
        text = wording.name(place, gazetteer, language)
        yield BaseLabel(text, "capital" if capital else "city", lon, place.lat, least, 20 + len(taken) // 2)
        taken.append(place)
        if len(taken) == _MOST_TOWNS:
            return


def _rows_inside(columns: Any, box: Box) -> list[int]:
    """Return the rows of the most populous places in a box.

    Without NumPy where nothing has loaded it yet, since that takes longer; the tagger mostly has.
    """
    if "numpy" in sys.modules and isinstance(columns.lat_e5, memoryview):
        return _rows_by_numpy(columns, box)
    south, north = round(box.south * 1e5), round(box.north * 1e5)
    rows = [row for row, lat in enumerate(columns.lat_e5.tolist()) if south <= lat <= north]
    lons, population = columns.lon_e5, columns.population
    west, wide = round(box.west * 1e5), round(box.width_deg * 1e5)
    # Degrees east of the western edge, whichever way round the world.
    rows = [row for row in rows if population[row] and (lons[row] - west) % 36_000_000 <= wide]
    return sorted(rows, key=lambda row: (-population[row], row))[: 3 * _MOST_TOWNS]


def _rows_by_numpy(columns: Any, box: Box) -> list[int]:
    import numpy as np

    lat, lon, people = (np.asarray(column) for column in (columns.lat_e5, columns.lon_e5, columns.population))
    rows = np.flatnonzero((lat >= round(box.south * 1e5)) & (lat <= round(box.north * 1e5)) & (people > 0))
    east = (lon[rows].astype(np.int64) - round(box.west * 1e5)) % 36_000_000
    rows = rows[east <= round(box.width_deg * 1e5)]
    order = np.lexsort((rows, -people[rows].astype(np.int64)))
    best: list[int] = rows[order][: 3 * _MOST_TOWNS].tolist()
    return best
