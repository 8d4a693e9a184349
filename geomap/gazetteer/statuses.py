"""What is disputed about a place: by its own row, or by the ground that it lies on."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from math import cos, hypot, radians
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from geomap.gazetteer.usershapes import contains
from geomap.model import Place

if TYPE_CHECKING:
    from geomap.gazetteer.details import Details
    from geomap.gazetteer.footprints import Footprint
    from geomap.gazetteer.gazetteer import Detail, Gazetteer
    from geomap.model import Status

LINE_OFF_KM: Final = 1.6
"""How far Natural Earth's lines at 1:10 million were found to lie from towns that are known to lie beyond them.

A place that its source counts to another country than the ground's takes the status of that ground only where it lies
deeper in it than this: Et Taiyiba in Israel is 70 m inside the West Bank as drawn.
"""

_FINE_DEG: Final = 2.0
"""Areas no wider than this are looked at in their finest detail: a town may stand on their edge."""

_KM_PER_DEG: Final = 111.195
_SPREAD: Final = frozenset({"RGN", "RGNE", "MTS", "DSRT", "PLN", "PLAT", "STM", "SEA", "GULF", "LKS", "CONT", "VAL"})
"""Features whose point stands for a wide area, which may lie in several countries."""

_CORNERS: Final = 24
"""Points of an area's outline that are looked at to tell whether all of it lies in a territory."""


class _Area(NamedTuple):
    """A territory whose status holds for all that lies in it."""

    row: int
    place: Place
    bbox: tuple[float, float, float, float]
    size: float
    unit: tuple[str, str]


class Statuses:
    """The statuses of a gazetteer's places.

    Parameters
    ----------
    details
        The hand-kept rows.
    gazetteer
        Where the territories and their outlines are looked up.
    """

    def __init__(self, details: Details, gazetteer: Gazetteer) -> None:
        self._details = details
        self._gazetteer = gazetteer
        self._footprints = gazetteer.footprints
        self._outlines: dict[int, Footprint | None] = {}
        self._found: dict[tuple[float, float, str], Status | None] = {}
        self._areas = sorted(self._read(), key=lambda area: area.size)

    def _read(self) -> list[_Area]:
        found = []
        for row in self._details.territories if self._footprints is not None else ():
            place = self._gazetteer.place(row)
            box = self._footprints.box(place.id) if self._footprints is not None else None
            if box is not None:
                west, south, east, north = box
                found.append(_Area(row, place, box, (east - west) * (north - south), self._unit(place)))
        return found

    def _unit(self, place: Place) -> tuple[str, str]:
        """Return the country and first-order code of places in a territory that is a unit or country itself."""
        if place.feature_code == "ADM1":
            return place.country_code, place.admin1_code
        country = self._gazetteer.country(place.country_code)
        return (place.country_code, "") if country is not None and country.id == place.id else ("", "")

    def _get(self, place: Place, detail: Detail) -> Footprint | None:
        return self._footprints.get(place.id, detail) if self._footprints is not None else None

    def of(self, place: Place) -> Status | None:
        """Return the status of a place: its own, else that of the smallest territory that it lies in.

        None for neither.
        """
        own = self._details.status(place.index) if place.index >= 0 else None
        if own is not None or not self._areas or not _takes(place):
            return own
        key = (place.lon, place.lat, place.country_code)
        if key not in self._found:
            self._found[key] = self._inherited(place)
        return self._found[key]

    def at(self, lon: float, lat: float) -> Status | None:
        """Return the status of the smallest territory that a point lies in (degrees, EPSG:4326).

        None outside of all.
        """
        return self._inherited(Place("", "", "S", "", "", "", lon, lat))

    def checks(self) -> list[tuple[str, str]]:
        """Return the date of the last check of each status, and the place's name; the oldest first."""
        return [(date, self._gazetteer.place(index).name) for date, index in self._details.checked]

    def _inherited(self, place: Place) -> Status | None:
        for area in self._areas:
            west, south, east, north = area.bbox
            near = west <= place.lon <= east and south <= place.lat <= north
            if _is_of(area.unit, place) or (near and self._lies_in(area, place)):
                status = self._details.status(area.row)
                if status is None:
                    return None
                return replace(status, within=area.place.name, within_id=area.place.id)
        return None

    def _lies_in(self, area: _Area, place: Place) -> bool:
        outline = self._outline(area)
        if outline is None:
            return False
        shape: dict[str, Any] = {"type": "MultiPolygon", "coordinates": outline.polygons}
        if not contains(shape, place.lon, place.lat):
            return False
        if place.feature_class == "A" and place.has_footprint and not self._covers(shape, place):
            return False
        same = place.country_code in ("", area.place.country_code) or not area.place.country_code
        return same or depth_km(outline, place.lon, place.lat) >= LINE_OFF_KM

    def _outline(self, area: _Area) -> Footprint | None:
        if area.row not in self._outlines:
            west, south, east, north = area.bbox
            fine = max(east - west, north - south) <= _FINE_DEG
            self._outlines[area.row] = self._get(area.place, "local" if fine else "region")
        return self._outlines[area.row]

    def _covers(self, shape: dict[str, Any], place: Place) -> bool:
        """Tell whether nearly all of a unit's outline lies in a territory: a province that it only touches does not."""
        footprint = self._get(place, "region")
        points = [point for polygon in footprint.polygons for point in polygon[0]] if footprint is not None else []
        chosen = points[:: max(1, len(points) // _CORNERS)]
        # Half-way to the middle, since the outlines of both may be one line.
        inner = [((x + place.lon) / 2, (y + place.lat) / 2) for x, y in chosen]
        return sum(contains(shape, x, y) for x, y in inner) >= 0.9 * len(inner)


def _is_of(unit: tuple[str, str], place: Place) -> bool:
    """Tell whether a place's own codes say that it is of a unit: a harbour may stand beyond the drawn shore."""
    return bool(unit[0]) and unit[0] == place.country_code and unit[1] in ("", place.admin1_code)


def _takes(place: Place) -> bool:
    """Tell whether a place lies on a territory rather than being it, or reaching over it."""
    if place.feature_class == "A":
        return not place.feature_code.startswith("PCL") and place.feature_code not in {"ZN", "ZNB", "TERR"}
    return not (place.feature_code in _SPREAD or (place.feature_class in {"H", "L", "T"} and place.has_footprint))


def depth_km(outline: Footprint, lon: float, lat: float) -> float:
    """Return how far in km a point (degrees, EPSG:4326) lies from the nearest line of an outline."""
    squeeze = max(cos(radians(lat)), 0.05)
    best = float("inf")
    for polygon in outline.polygons:
        for ring in polygon:
            for (x0, y0), (x1, y1) in pairwise(ring):
                ax, ay, bx, by = (x0 - lon) * squeeze, y0 - lat, (x1 - lon) * squeeze, y1 - lat
                dx, dy = bx - ax, by - ay
                length = dx * dx + dy * dy
                t = min(1.0, max(0.0, -(ax * dx + ay * dy) / length)) if length else 0.0
                best = min(best, hypot(ax + t * dx, ay + t * dy))
    return best * _KM_PER_DEG
