"""The units that make up a part of a place: "southern Brazil" is three states, whatever a straight cut would say.

First what people call so (``parts.csv``, a source with each row), then the units whose middle lies in that part.
"""

from __future__ import annotations

import csv
import math
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geomap.errors import UnknownPlaceError
from geomap.maps.geometry import area, ring_area, signed_area

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from geomap.maps.source import PlaceSource
    from geomap.maps.view import Polygon, Ring
    from geomap.model import Place

BEARINGS = {
    "north": 0.0,
    "northeast": 45.0,
    "east": 90.0,
    "southeast": 135.0,
    "south": 180.0,
    "southwest": 225.0,
    "west": 270.0,
    "northwest": 315.0,
}

SHARE, SHARE_BETWEEN = 0.34, 0.27
"""Which share of the area a cardinal direction means, and one between two."""

_BELOW = {"A": {"PCL": "ADM1", "ADM1": "ADM2", "TER": "ADM1"}}
_FEWEST = 5
"""A country of two or three units is not told by them: half of it would be its north."""

_LEAST, _MOST = 0.08, 0.62
"""Share of the area that a part may be: outside of this the units are too coarse for it."""


@cache
def named_parts() -> dict[tuple[str, str], tuple[str, ...]]:
    """Return the references of the units by country code and part, as ``parts.csv`` has them."""
    text = Path(__file__).with_name("parts.csv").read_text("utf-8")
    rows = csv.DictReader(text.splitlines())
    return {(row["country"], row["part"]): tuple(row["units"].split("|")) for row in rows}


class Units:
    """Finds the units of a gazetteer.

    Parameters
    ----------
    gazetteer
        Where they stand.
    """

    def __init__(self, gazetteer: PlaceSource) -> None:
        self._gazetteer = gazetteer
        self._rows: dict[str, list[int]] = {}

    def of_part(self, place: Place, part: str) -> tuple[Place, ...]:
        """Return the units that people mean by a part of a country; none where no row of the table is complete."""
        if place.feature_code[:3] != "PCL":
            return ()
        found = tuple(map(self._unit, named_parts().get((place.country_code, part), ())))
        units = tuple(unit for unit in found if unit is not None and unit.has_footprint)
        return units if len(units) == len(found) else ()

    def below(self, place: Place) -> tuple[Place, ...]:
        """Return the units that a country or a first-order unit is divided into, those with an outline."""
        codes = _BELOW.get(place.feature_class, {})
        code = codes.get(place.feature_code) or codes.get(place.feature_code[:3])
        columns = self._gazetteer.columns
        if code is None or columns is None:
            return ()
        at = self._gazetteer.index(place.id)
        if at < 0:
            return ()
        country, admin1 = columns.country[at], columns.admin1[at]
        rows = [
            row
            for row in self._rows_of(code, columns)
            if columns.country[row] == country and (code == "ADM1" or columns.admin1[row] == admin1)
        ]
        return tuple(self._gazetteer.place(row) for row in rows if columns.footprint[row])

    def _rows_of(self, code: str, columns: Any) -> list[int]:
        if code not in self._rows:
            wanted = {number for number, feature in enumerate(self._gazetteer.features) if feature == ("A", code)}
            self._rows[code] = [row for row, number in enumerate(columns.feature.tolist()) if number in wanted]
        return self._rows[code]

    def _unit(self, reference: str) -> Place | None:
        country, dot, code = reference.partition(".")
        if dot and ":" not in reference:
            return self._gazetteer.admin1(country, code)
        try:
            return self._gazetteer.get(reference)
        except UnknownPlaceError:
            return None


def lying_in(units: Sequence[tuple[Place, tuple[Polygon, ...]]], part: str) -> tuple[tuple[Polygon, ...], ...]:
    """Return the outlines of the units whose middle lies in a part of all of them.

    Those that lie furthest in the direction are taken until they have the share of the area that the direction means;
    for the centre, those nearest to the middle. None where the units are too few or too large to tell.

    Parameters
    ----------
    units
        Each unit with its outline, all near one meridian.
    part
        A direction, or ``"central"``.
    """
    if len(units) < _FEWEST or (part != "central" and part not in BEARINGS):
        return ()
    sizes = [_on_ground(area(outline), place.lat) for place, outline in units]
    total = sum(sizes)
    ranks = _ranks(units, sizes, part)
    wanted = SHARE if part == "central" or BEARINGS[part] % 90 == 0 else SHARE_BETWEEN
    chosen: list[tuple[Polygon, ...]] = []
    covered = 0.0
    for _, at in sorted(zip(ranks, range(len(units)), strict=True)):
        # A unit half of which would be too much is left out.
        if chosen and covered + sizes[at] / 2 > wanted * total:
            break
        chosen.append(units[at][1])
        covered += sizes[at]
    return tuple(chosen) if _LEAST <= covered / total <= _MOST else ()


def _ranks(units: Sequence[tuple[Place, tuple[Polygon, ...]]], sizes: list[float], part: str) -> list[float]:
    """Return how far each unit's middle is from where the part begins; the smaller, the more it belongs to it."""
    middles = [_middle(place, outline) for place, outline in units]
    total = sum(sizes)
    lon = sum(x * size for (x, _), size in zip(middles, sizes, strict=True)) / total
    lat = sum(y * size for (_, y), size in zip(middles, sizes, strict=True)) / total
    scale = max(math.cos(math.radians(lat)), 0.05)
    flat = [((x - lon) * scale, y - lat) for x, y in middles]
    if part == "central":
        return [math.hypot(x, y) for x, y in flat]
    bearing = math.radians(BEARINGS[part])
    return [-(x * math.sin(bearing) + y * math.cos(bearing)) for x, y in flat]


def _middle(place: Place, outline: tuple[Polygon, ...]) -> tuple[float, float]:
    """Return the middle of a unit beside its outline, which may lie on the other side of the antimeridian."""
    ring = max((polygon[0] for polygon in outline), key=ring_area)
    lon = (min(ring[::2]) + max(ring[::2])) / 2
    return place.lon + 360.0 * round((lon - place.lon) / 360.0), place.lat


def _on_ground(square_degrees: float, lat: float) -> float:
    return square_degrees * math.cos(math.radians(lat))


def united(polygons: Iterable[Polygon]) -> tuple[Polygon, ...]:
    """Put together polygons that share their borders vertex by vertex: a border between two of them goes.

    Where borders differ, both stay: nothing is lost.
    """
    edges: dict[tuple[float, float], list[tuple[float, float]]] = {}
    for polygon in polygons:
        for ring in polygon:
            points = list(zip(ring[::2], ring[1::2], strict=True))
            for start, end in zip(points, points[1:] + points[:1], strict=True):
                backwards = edges.get(end)
                if backwards and start in backwards:
                    backwards.remove(start)
                elif start != end:
                    edges.setdefault(start, []).append(end)
    rings = [ring for ring in _chained(edges) if len(ring) >= 6]
    # Outer rings and holes run in opposite ways, and the largest is an outer one.
    if not rings:
        return ()
    way = _way(max(rings, key=ring_area))
    outer = sorted((ring for ring in rings if _way(ring) == way), key=ring_area)
    holes: dict[int, list[Ring]] = {}
    for hole in (ring for ring in rings if _way(ring) != way):
        home = next((at for at, ring in enumerate(outer) if _holds(ring, hole)), None)
        if home is not None:
            holes.setdefault(home, []).append(hole)
    return tuple((ring, *holes.get(at, ())) for at, ring in enumerate(outer))


def _chained(edges: dict[tuple[float, float], list[tuple[float, float]]]) -> Iterator[Ring]:
    while edges:
        start = next(iter(edges))
        ring: list[float] = []
        at = start
        while ends := edges.get(at):
            ring += at
            following = ends.pop()
            if not ends:
                del edges[at]
            at = following
            if at == start:
                break
        else:
            edges.pop(at, None)
        if at == start:
            yield tuple(ring)


def _way(ring: Ring) -> bool:
    return signed_area(ring) > 0


def _holds(ring: Ring, inner: Ring) -> bool:
    """Tell whether a ring holds the middle of an inner one's first edge."""
    x, y = (inner[0] + inner[2]) / 2, (inner[1] + inner[3]) / 2
    xs, ys = ring[::2], ring[1::2]
    inside = False
    for x1, y1, x2, y2 in zip(xs, ys, xs[1:] + xs[:1], ys[1:] + ys[:1], strict=True):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside
