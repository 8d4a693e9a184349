"""The nearest settlement to a point, out of rows of latitude that are sorted by longitude."""

from __future__ import annotations

import math
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geomap.model import Place

EARTH_RADIUS_KM: Final = 6371.0088
"""Mean radius of WGS 84."""

_ROWS_PER_DEGREE: Final = 4
_ROWS: Final = 180 * _ROWS_PER_DEGREE
_TURN: Final = 36_000_000  # 360° in the columns' unit


@dataclass(frozen=True, slots=True)
class Reverse:
    """What lies at a point.

    Attributes
    ----------
    place
        The nearest populated place, or None in an empty gazetteer.
    distance_km
        Great-circle distance to it.
    admin2, admin1, country
        The units that contain the point, by footprint where there is one, else those of the nearest place; None
        where the point lies in no country.
    """

    place: Place | None
    distance_km: float
    admin2: Place | None
    admin1: Place | None
    country: Place | None


def distance_km(lon: float, lat: float, other_lon: float, other_lat: float) -> float:
    """Great-circle distance in km between two points in degrees, by the haversine formula."""
    phi, psi = math.radians(lat), math.radians(other_lat)
    across = math.sin(math.radians(other_lon - lon) / 2) ** 2
    along = math.sin((psi - phi) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(min(1.0, along + math.cos(phi) * math.cos(psi) * across)))


def nearest(arrays: Mapping[str, memoryview], lon: float, lat: float) -> tuple[int, float]:
    """Index of the nearest settlement and its distance in km; (-1, inf) if there is none.

    Rows are looked at from the point's own outwards until they lie farther off than the best place so far.
    """
    search = _Search(arrays, lon, lat)
    row = min(_ROWS - 1, math.floor((lat + 90) * _ROWS_PER_DEGREE))
    for step in range(_ROWS):
        again = False
        for r in (row,) if step == 0 else (row - step, row + step):
            if 0 <= r < _ROWS and search.gap(r) <= search.best:
                search.look(r)
                again = True
        if not again:
            break
    return search.index, search.km


class _Search:
    """One look-up; chords through the unit sphere, squared, stand for distances, for they need no root."""

    __slots__ = ("_arrays", "_cos", "_lat", "_lon", "_x", "_y", "_z", "best", "index")

    def __init__(self, arrays: Mapping[str, memoryview], lon: float, lat: float) -> None:
        self._arrays = arrays
        self._lon, self._lat = round(lon * 1e5), lat
        phi, theta = math.radians(lat), math.radians(lon)
        self._cos = math.cos(phi)
        self._x, self._y, self._z = self._cos * math.cos(theta), self._cos * math.sin(theta), math.sin(phi)
        self.best = math.inf
        self.index = -1

    @property
    def km(self) -> float:
        if self.index < 0:
            return math.inf
        return 2 * EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(self.best) / 2))

    def gap(self, row: int) -> float:
        """Least squared chord from the point to a row."""
        south = row / _ROWS_PER_DEGREE - 90
        off = max(south - self._lat, self._lat - south - 1 / _ROWS_PER_DEGREE, 0.0)
        return (2 * math.sin(math.radians(off) / 2)) ** 2

    def look(self, row: int) -> None:
        """Walk east and west from the point's longitude as long as a place there can be nearer than the best."""
        starts, lons = self._arrays["row_start"], self._arrays["row_lon"]
        start, end = starts[row], starts[row + 1]
        if start == end:
            return
        at = bisect_left(lons, self._lon, start, end)
        count = end - start
        self._walk(lons, start, end, range(at, at + count))
        self._walk(lons, start, end, range(at - 1, at - 1 - count, -1))

    def _walk(self, lons: memoryview, start: int, end: int, positions: range) -> None:
        places, lats = self._arrays["row_place"], self._arrays["lat_e5"]
        # Within one row no place is nearer than its difference of longitude at the row's pole-side edge allows.
        top = max(abs(self._row_lat(start, lats, places)), abs(self._lat)) + 1 / _ROWS_PER_DEGREE
        shrink = max(0.0, math.cos(math.radians(min(90.0, top)))) ** 2
        sin, cos, radians = math.sin, math.cos, math.radians
        count = end - start
        for position in positions:
            i = position if start <= position < end else position - count if position >= end else position + count
            turn = abs(lons[i] - self._lon)
            theta = radians(min(turn, _TURN - turn) / 1e5)
            if shrink * (2 * sin(theta / 2)) ** 2 > self.best:
                break
            place = places[i]
            phi, lam = radians(lats[place] / 1e5), radians(lons[i] / 1e5)
            c = cos(phi)
            x, y, z = c * cos(lam) - self._x, c * sin(lam) - self._y, sin(phi) - self._z
            d = x * x + y * y + z * z
            if d < self.best:
                self.best, self.index = d, place

    @staticmethod
    def _row_lat(start: int, lats: memoryview, places: memoryview) -> float:
        lat: float = lats[places[start]] / 1e5
        return lat
