"""An expression's anchors with their outlines, in a plane of kilometres around them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from geomap.resolution.plane import Plane

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from geomap.model import Place
    from geomap.relations import Expression

_PEOPLE_A_KM2 = 8000.0
_TOWN_KM = (1.0, 14.0)
"""Least and greatest radius of a town, estimated from its people."""


@dataclass(frozen=True)
class AnchorPlace:
    """An anchor's place, and what is known of its outline, which is read when it is asked for.

    Attributes
    ----------
    place
        The place.
    read
        Gives its outline in degrees as a shapely geometry, or None.
    """

    place: Place
    read: Callable[[], Any]

    @cached_property
    def outline(self) -> Any:
        """Its outline in degrees."""
        return self.read()

    @property
    def is_water(self) -> bool:
        """Whether it is a river, a lake or a sea."""
        return self.place.feature_class == "H"

    @property
    def is_town(self) -> bool:
        """Whether it is a town or a village."""
        return self.place.feature_class == "P"

    @property
    def town_km(self) -> float:
        """Radius of a town, from its people."""
        radius = math.sqrt(self.place.population / _PEOPLE_A_KM2 / math.pi)
        return min(max(radius, _TOWN_KM[0]), _TOWN_KM[1])


@dataclass
class Scene:
    """An expression, its anchors and their outlines in a plane around them.

    Attributes
    ----------
    expression
        What the words say.
    anchors
        The anchors.
    land
        Gives the land in a box of degrees (west, south, east, north) as a shapely geometry.
    country
        What the first anchor lies in, where that is asked for.
    """

    expression: Expression
    anchors: Sequence[AnchorPlace]
    land: Callable[[tuple[float, float, float, float]], Any]
    country: AnchorPlace | None = None

    @cached_property
    def plane(self) -> Plane:
        """The plane: around the anchor, or half-way between the first two."""
        first = self.anchors[0]
        lon, lat = first.place.lon, first.place.lat
        if len(self.anchors) == 1 and first.outline is not None and not first.is_town:
            west, south, east, north = first.outline.bounds
            if east - west < 180:
                lon, lat = (west + east) / 2, (south + north) / 2
        plane = Plane(lon, lat)
        if len(self.anchors) > 1:
            import shapely

            points = [plane.point(anchor.place.lon, anchor.place.lat) for anchor in self.anchors[:2]]
            middle = plane.to_degrees(shapely.LineString(points).centroid)
            plane = Plane(middle.x, middle.y)
        return plane

    @cached_property
    def points(self) -> list[tuple[float, float]]:
        """The anchors' points."""
        return [self.plane.point(anchor.place.lon, anchor.place.lat) for anchor in self.anchors]

    @cached_property
    def outlines(self) -> list[Any]:
        """The anchors' outlines, None where there is none; towns have none."""
        return [
            None
            if g.outline is None or g.is_town
            else self.plane.to_plane(g.outline).buffer(0)
            if g.outline.area
            else self.plane.to_plane(g.outline)
            for g in self.anchors
        ]

    @property
    def outline(self) -> Any:
        """The first anchor's outline."""
        return self.outlines[0]

    def plain(self, share: float = 0.004) -> Any:
        """Return the first anchor's outline without its smallest bends."""
        return self.outline.simplify(max(extent_of(self.outline) * share, 0.2))

    @property
    def span(self) -> tuple[float, float] | None:
        """Least and greatest distance, if the text has one."""
        return self.expression.distance_km

    def land_around(self, geometry: Any) -> Any:
        """Return the land where a geometry lies, in the plane."""
        return self.plane.to_plane(self.land(self.plane.to_degrees(geometry.envelope.buffer(5)).bounds)).buffer(0)


def extent_of(geometry: Any) -> float:
    """Return the longer side of a geometry's box, in kilometres."""
    west, south, east, north = geometry.bounds
    return float(max(east - west, north - south))
