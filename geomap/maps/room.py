"""Room for names: the cells of the screen that are free, and the names that stand on the map already."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

LAST_ZOOM = 15
"""Web map zoom after which no more names begin to show."""

_CELL_PX = (150.0, 70.0)
"""One name to so much of the screen: quiet, and room for the story's own."""


class MapNames:
    """The names that stand on the map, each by itself or behind its city's ("Berlin Köpenick")."""

    def __init__(self, names: Iterable[str]) -> None:
        self._whole: set[str] = set()
        self._tails: set[str] = set()
        for name in names:
            self._enter(name)

    def _enter(self, name: str) -> None:
        self._whole.add(name)
        self._tails.update(_tails(name))

    def add(self, name: str) -> bool:
        """Add a name; False if it stands there already."""
        if name in self._whole or name in self._tails or not self._whole.isdisjoint(_tails(name)):
            return False
        self._enter(name)
        return True


def _tails(name: str) -> list[str]:
    """Return the words of a name behind each of its spaces."""
    return [name[i + 1 :] for i, char in enumerate(name) if char == " "]


class ScreenCells:
    """Which cells of the screen are taken, at each zoom."""

    def __init__(self, first: int) -> None:
        zooms = range(first, LAST_ZOOM + 1)
        self._taken: list[tuple[int, float, set[tuple[int, int]]]] = [(zoom, 2.0**zoom, set()) for zoom in zooms]

    @staticmethod
    def _place(lon: float, lat: float) -> tuple[float, float]:
        """Return a point in cells of zoom 0; at any other zoom it is twice as much for each step."""
        px = 256.0 / 360.0
        return lon * px / _CELL_PX[0], lat * px / math.cos(math.radians(lat)) / _CELL_PX[1]

    def take(self, lon: float, lat: float, min_zoom: float) -> None:
        """Take a point's cell, from a zoom on."""
        x, y = self._place(lon, lat)
        for zoom, scale, taken in self._taken:
            if zoom >= min_zoom:
                taken.add((math.floor(x * scale), math.floor(y * scale)))

    def first_free(self, lon: float, lat: float, least: int) -> int | None:
        """Return the first zoom at which a point's cell is free, None where it never is."""
        x, y = self._place(lon, lat)
        for zoom, scale, taken in self._taken:
            if zoom >= least and (math.floor(x * scale), math.floor(y * scale)) not in taken:
                return zoom
        return None
