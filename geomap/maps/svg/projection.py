"""Web Mercator from degrees to the pixels of a picture."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geomap.maps.view import Box

_TILE_PX = 256.0
_MAX_LAT = 85.0511
_MAX_ZOOM = 13.0
_EARTH_M = 40_075_016.686


@dataclass(frozen=True, slots=True)
class PixelRect:
    """A rectangle of the picture in pixels."""

    x: float
    y: float
    width: float
    height: float

    def contains(self, x: float, y: float, margin: float = 0.0) -> bool:
        """Tell whether a point lies inside, ``margin`` pixels away from the edge."""
        return (
            self.x + margin <= x <= self.x + self.width - margin
            and self.y + margin <= y <= self.y + self.height - margin
        )


@dataclass(frozen=True, slots=True)
class Projection:
    """Where a place lies in the picture.

    Attributes
    ----------
    frame
        The map's rectangle.
    zoom
        Of web maps, with fractions.
    left, top
        World pixels at the frame's corner.
    """

    frame: PixelRect
    zoom: float
    left: float
    top: float

    @classmethod
    def fit_beside(cls, box: Box, frame: PixelRect, aside: float) -> Projection:
        """Make the projection that shows a box beside something at a side of the frame.

        Parameters
        ----------
        box
            What must be seen.
        frame
            The map's rectangle, all of which is drawn.
        aside
            So many pixels at the right are left free, below 0 at the left.
        """
        left = max(-aside, 0.0)
        inner = PixelRect(frame.x + left, frame.y, frame.width - abs(aside), frame.height)
        fitted = cls.fit(box, inner)
        return cls(frame, fitted.zoom, fitted.left - left, fitted.top)

    @classmethod
    def fit(cls, box: Box, frame: PixelRect, padding: float = 14.0) -> Projection:
        """Make the projection that shows a box as large as it fits."""
        west, south, east, north = box.west, max(box.south, -_MAX_LAT), box.east, min(box.north, _MAX_LAT)
        x0, y0 = _world(west, north)
        x1, y1 = _world(east, south)
        room_x, room_y = max(frame.width - 2 * padding, 10.0), max(frame.height - 2 * padding, 10.0)
        zoom = math.log2(min(room_x / max(x1 - x0, 1e-9), room_y / max(y1 - y0, 1e-9)))
        # Never farther out than the world is high: there is nothing above the poles.
        zoom = min(max(zoom, math.log2(frame.height / _TILE_PX)), _MAX_ZOOM)
        scale = math.exp2(zoom)
        left = (x0 + x1) / 2 * scale - frame.width / 2
        top = (y0 + y1) / 2 * scale - frame.height / 2
        return cls(frame, zoom, left, min(max(top, 0.0), _TILE_PX * scale - frame.height))

    def point(self, lon: float, lat: float) -> tuple[float, float]:
        """Return where a place lies, in pixels."""
        x, y = _world(lon, lat)
        scale = math.exp2(self.zoom)
        return x * scale - self.left + self.frame.x, y * scale - self.top + self.frame.y

    def degrees(self, x: float, y: float) -> tuple[float, float]:
        """Return the ``(lon, lat)`` of a pixel."""
        scale = math.exp2(self.zoom)
        return _degrees((x - self.frame.x + self.left) / scale, (y - self.frame.y + self.top) / scale)

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """West, south, east and north of the frame in degrees."""
        scale = math.exp2(self.zoom)
        west, north = _degrees(self.left / scale, self.top / scale)
        east, south = _degrees((self.left + self.frame.width) / scale, (self.top + self.frame.height) / scale)
        return west, south, east, north

    @property
    def metres_per_px(self) -> float:
        """What a pixel is on the ground, in the middle of the frame."""
        _, south, _, north = self.bounds
        _, y0 = _world(0, north)
        _, y1 = _world(0, south)
        _, lat = _degrees(0, (y0 + y1) / 2)
        return _EARTH_M * math.cos(math.radians(lat)) / (_TILE_PX * math.exp2(self.zoom))


def _world(lon: float, lat: float) -> tuple[float, float]:
    sine = math.sin(math.radians(min(max(lat, -_MAX_LAT), _MAX_LAT)))
    y = 0.5 - math.log((1 + sine) / (1 - sine)) / (4 * math.pi)
    return (lon + 180.0) / 360.0 * _TILE_PX, y * _TILE_PX


def _degrees(x: float, y: float) -> tuple[float, float]:
    return x / _TILE_PX * 360.0 - 180.0, math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * y / _TILE_PX))))
