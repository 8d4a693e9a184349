"""What lies at a point: the nearest settlement, and the units that contain the point."""

from __future__ import annotations

import math
from bisect import bisect_left
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geomap.gazetteer.gazetteer import Gazetteer
    from geomap.model import Place

EARTH_RADIUS_KM: Final = 6371.0088
"""Mean radius of WGS 84."""

FINE, COARSE = 4, 1 / 3
"""Rows of settlements a degree of latitude: narrow ones for inhabited land, wide ones for the open sea."""

_TURN: Final = 36_000_000  # 360° in the columns' unit
_ASHORE_KM = 5


class Reverse(NamedTuple):
    """What lies at a point.

    Attributes
    ----------
    place
        The nearest populated place, or None in an empty gazetteer.
    distance_km
        Great-circle distance to it.
    admin2, admin1, country
        The units that contain the point; None at sea and where no unit is known.
    """

    place: Place | None
    distance_km: float
    admin2: Place | None
    admin1: Place | None
    country: Place | None


def around(gazetteer: Gazetteer, place: Place | None, km: float) -> Reverse:
    """Return the units of the nearest settlement, where there are no shapes to ask."""
    if place is None:
        return Reverse(None, km, None, None, None)
    codes = place.country_code, place.admin1_code
    admin2 = gazetteer.admin2(*codes, place.admin2_code) if place.admin2_code else None
    admin1 = gazetteer.admin1(*codes) if codes[1] else None
    return Reverse(place, km, admin2, admin1, gazetteer.country(codes[0]))


def within(gazetteer: Gazetteer, place: Place | None, km: float, lon: float, lat: float) -> Reverse:
    """Return the units whose outlines contain a point, with the nearest settlement and its distance."""
    assert gazetteer.footprints is not None
    found = gazetteer.footprints.containing(lon, lat, _ASHORE_KM)
    country, unit = (
        gazetteer.place(index) if place_id and (index := gazetteer.index(place_id)) >= 0 else None
        for place_id in (found.country, found.admin1)
    )
    if unit is None and place is not None and country is not None and km < _ASHORE_KM:
        # A country without provinces of its own in the shapes: the settlement knows.
        return around(gazetteer, place, km)._replace(country=country)
    admin1 = gazetteer.admin1(unit.country_code, unit.admin1_code) if unit is not None else None
    return Reverse(place, km, unit if unit is not None and unit.admin2_code else None, admin1, country)


def distance_km(lon: float, lat: float, other_lon: float, other_lat: float) -> float:
    """Return the great-circle distance in km between two points in degrees, by the haversine formula."""
    phi, psi = math.radians(lat), math.radians(other_lat)
    across = math.sin(math.radians(other_lon - lon) / 2) ** 2
    along = math.sin((psi - phi) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(min(1.0, along + math.cos(phi) * math.cos(psi) * across)))


def nearest(arrays: Mapping[str, memoryview], lon: float, lat: float) -> tuple[int, float]:
    """Return the index of the nearest settlement and its distance in km; (-1, inf) if there is none.

    Settlements lie in rows of latitude, sorted by longitude. Rows are looked at from the point's own outwards, in each
    only as far east and west as a place could be nearer than the best so far. A first guess bounds that from the
    start: the settlement nearest to the middle of the point's cell of two by two degrees.
    """
    if not len(arrays["cell_place"]):
        return -1, math.inf
    search = _Search(arrays, lon, lat)
    cell = min(89, int((lat + 90) / 2)) * 180 + min(179, int((lon + 180) / 2))
    search.try_place(arrays["cell_place"][cell])
    # A guess within the cell: inhabited land, where the narrow rows are quicker.
    name, per_degree = ("fine", FINE) if search.best < 0.0025 else ("coarse", COARSE)
    search.rows(name, per_degree)
    return search.index, search.km


class _Search:
    """One look-up; squared chords through the unit sphere stand for distances, for they need no arc functions."""

    __slots__ = ("_arrays", "_cos", "_lat", "_lon", "_lons", "_xyz", "best", "index")

    def __init__(self, arrays: Mapping[str, memoryview], lon: float, lat: float) -> None:
        self._arrays, self._lons = arrays, arrays["lon_e5"]
        self._lon, self._lat = round(lon * 1e5), lat
        phi, lam = math.radians(lat), math.radians(lon)
        self._cos = math.cos(phi)
        self._xyz = self._cos * math.cos(lam), self._cos * math.sin(lam), math.sin(phi)
        self.best, self.index = math.inf, -1

    @property
    def km(self) -> float:
        if self.index < 0:
            return math.inf
        return 2 * EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(self.best) / 2))

    def try_place(self, place: int) -> None:
        """Take a place if it is nearer than the best."""
        phi = math.radians(self._arrays["lat_e5"][place] / 1e5)
        lam = math.radians(self._lons[place] / 1e5)
        x, y, z = self._xyz
        c = math.cos(phi)
        d = (c * math.cos(lam) - x) ** 2 + (c * math.sin(lam) - y) ** 2 + (math.sin(phi) - z) ** 2
        if d < self.best or (d == self.best and place < self.index):
            self.best, self.index = d, place

    def rows(self, name: str, per_degree: float) -> None:
        """Look at rows from the point's own outwards until they are farther off than the best place."""
        starts, places = self._arrays[f"{name}_start"], self._arrays[f"{name}_place"]
        count = len(starts) - 1
        own = min(count - 1, int((self._lat + 90) * per_degree))
        for step in range(count):
            near = False
            for row in (own,) if step == 0 else (own - step, own + step):
                if not 0 <= row < count:
                    continue
                south = row / per_degree - 90
                gap = max(south - self._lat, self._lat - south - 1 / per_degree, 0.0)
                chord = (2 * math.sin(math.radians(gap) / 2)) ** 2
                if chord < self.best:
                    near = True
                    edge = min(max(abs(south), abs(south + 1 / per_degree)), 89.99)
                    self._row(places, starts[row], starts[row + 1], chord, math.cos(math.radians(edge)) * self._cos)
            if not near:
                return

    def _row(self, places: memoryview, start: int, end: int, chord: float, shrink: float) -> None:
        """Look at the places of a row from the point's longitude outwards, as far as one can be nearer than the best.

        chord² = (2 sin Δφ/2)² + cos φ cos ψ (2 sin Δλ/2)²; ``chord`` is the least that the first term can be in the
        row and ``shrink`` the least that cos φ cos ψ can be.
        """
        if start == end:
            return
        lon_of, lon = self._lons.__getitem__, self._lon
        at = bisect_left(places, lon, start, end, key=lon_of)
        for step, first in ((1, at), (-1, at - 1)):
            width, best = self._width(chord, shrink), self.best
            i, turn = first, 0
            for _ in range(end - start):
                if i == end:
                    i, turn = start, _TURN
                elif i < start:
                    i, turn = end - 1, -_TURN
                place = places[i]
                if abs(lon_of(place) + turn - lon) > width:
                    break
                self.try_place(place)
                if self.best < best:
                    width, best = self._width(chord, shrink), self.best
                i += step

    def _width(self, chord: float, shrink: float) -> int:
        """Return the greatest difference of longitude at which a place can be nearer than the best."""
        half = math.sqrt(max(0.0, self.best - chord) / shrink) / 2 if shrink > 0 else 1.0
        return round(math.degrees(2 * math.asin(half)) * 1e5) + 1 if half < 1 else _TURN // 2
