"""The outlines of a user's own places: checked, put into the gazetteer's form, and read like the bundled ones."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from geomap.gazetteer.footprints import Containment, Footprint

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from geomap.gazetteer.arcs import Detail
    from geomap.gazetteer.footprints import Footprints

Geometry = dict[str, Any]
"""A GeoJSON geometry."""

PlaceShape = tuple[Geometry | None, tuple[float, float] | None]
"""An outline, None for a point; and the point, None where it is to be found."""

_OUTLINES: Final = ("Polygon", "MultiPolygon", "LineString", "MultiLineString")
_TOLERANCE_DEG: Final[dict[Detail, float]] = {"world": 0.05, "region": 0.005, "local": 0.0002}
_SHARE: Final = 0.01
"""No simplification by more than this share of an outline's width or height: a camp keeps its form on a world map."""
_FEW: Final = 300
"""Outlines with no more vertices than this are drawn as they are."""


class ShapeError(ValueError):
    """A geometry cannot be used; the message says why."""


def check_position(lon: float, lat: float) -> None:
    """Raise ``ShapeError`` where there is no such position in degrees, or where it marks a missing one."""
    if not (math.isfinite(lon) and math.isfinite(lat)):
        raise ShapeError("longitude or latitude is no finite number")
    if not -90 <= lat <= 90:
        swapped = "; longitude and latitude may be swapped" if abs(lat) <= 180 and abs(lon) <= 90 else ""
        raise ShapeError(f"latitude {lat:g} is not in [-90, 90]{swapped}")
    if not -180 <= lon <= 180:
        raise ShapeError(f"longitude {lon:g} is not in [-180, 180]; degrees (EPSG:4326) are wanted")
    if lon == 0 == lat:
        raise ShapeError("0, 0 is where missing positions end up")


def to_shape(geometry: Mapping[str, Any], *, trusted: bool = False) -> PlaceShape:
    """Return a GeoJSON geometry as outline and point.

    Parameters
    ----------
    geometry
        Point, LineString, Polygon, or a Multi- one of these (of points: one).
    trusted
        Whether the outline was checked before, and its polygons need not be tested for crossing themselves.

    Raises
    ------
    ShapeError
        It is of another type, malformed, out of range or not valid.
    """
    kind, coordinates = geometry.get("type"), geometry.get("coordinates")
    if not isinstance(coordinates, (list, tuple)) or not coordinates:
        raise ShapeError(f"the geometry {kind or 'without a type'} has no coordinates")
    if kind == "MultiPoint" and len(coordinates) == 1:
        kind, coordinates = "Point", coordinates[0]
    if kind == "Point":
        lon, lat = _position(coordinates)
        check_position(lon, lat)
        return None, (lon, lat)
    if kind not in _OUTLINES:
        raise ShapeError(f"a geometry of type {kind} cannot be a place; use Point, Polygon or LineString")
    plain = {"type": kind, "coordinates": _flat(coordinates, 3 if kind == "MultiPolygon" else 2, kind)}
    for ring in rings_of(plain):
        if len(ring) < 2 or ("Polygon" in kind and (len(ring) < 4 or ring[0] != ring[-1])):
            raise ShapeError(f"a ring or line of the {kind} is too short or not closed")
        for lon, lat in ring:
            check_position(lon, lat)
    return (plain, None) if trusted else _tidy(plain)


def _position(value: Any) -> tuple[float, float]:
    numbers = (int, float)
    if not isinstance(value, (list, tuple)) or len(value) < 2 or not all(isinstance(n, numbers) for n in value[:2]):
        raise ShapeError("a position is not [longitude, latitude]")
    try:
        return float(value[0]), float(value[1])
    except OverflowError:
        raise ShapeError("a position has a number of hundreds of digits") from None


def _flat(value: Any, depth: int, kind: str) -> list[Any]:
    """Return the coordinates as lists without heights."""
    if not isinstance(value, (list, tuple)):
        raise ShapeError(f"the coordinates of the {kind} are not nested as GeoJSON wants them")
    if depth == 1 or kind == "LineString":
        return [list(_position(item)) for item in value]
    return [_flat(item, depth - 1, kind) for item in value]


def _tidy(geometry: Geometry) -> PlaceShape:
    """Return the geometry with rings turned as RFC 7946 wants them, and a point on it."""
    import shapely
    from shapely.geometry import mapping, shape

    made = shape(geometry)
    if not made.is_valid:
        raise ShapeError(f"the {geometry['type']} is not valid: {shapely.is_valid_reason(made)}")
    made = shapely.orient_polygons(made)
    if made.area == 0:
        longest = max(shapely.get_parts(made), key=lambda part: part.length)
        point = longest.interpolate(0.5, normalized=True)
    else:
        # The middle where it lies inside, else some point that does.
        point = made.centroid if made.contains(made.centroid) else made.representative_point()
    turned = mapping(made)
    tidied = {"type": turned["type"], "coordinates": _lists(turned["coordinates"])}
    return tidied, (round(point.x, 6), round(point.y, 6))


def _lists(value: Any) -> Any:
    return [_lists(item) for item in value] if isinstance(value, (list, tuple)) else value


def rings_of(geometry: Geometry) -> Iterator[list[list[float]]]:
    """Yield all rings and lines of an outline."""
    kind, coordinates = geometry["type"], geometry["coordinates"]
    if kind == "LineString":
        yield coordinates
    elif kind == "MultiPolygon":
        for polygon in coordinates:
            yield from polygon
    else:
        yield from coordinates


def box_of(geometry: Geometry) -> tuple[float, float, float, float]:
    """Return west, south, east, north of an outline in degrees."""
    points = [point for ring in rings_of(geometry) for point in ring]
    lons, lats = [p[0] for p in points], [p[1] for p in points]
    return min(lons), min(lats), max(lons), max(lats)


def contains(geometry: Geometry, lon: float, lat: float) -> bool:
    """Tell whether an outline's polygons contain a point: a ray to the east crosses their rings oddly."""
    if "Polygon" not in geometry["type"]:
        return False
    inside = False
    for ring in rings_of(geometry):
        for (x0, y0), (x1, y1) in pairwise(ring):
            if (y0 > lat) != (y1 > lat) and lon < x0 + (x1 - x0) * (lat - y0) / (y1 - y0):
                inside = not inside
    return inside


class OwnFootprints:
    """A user's outlines laid over the gazetteer's; what is asked is the same as of ``Footprints``.

    Parameters
    ----------
    own
        Outlines by place id.
    below
        The gazetteer's footprints, None where it has none.
    """

    def __init__(self, own: Mapping[str, Geometry], below: Footprints | None) -> None:
        self._own = own
        self._below = below
        self._simple: dict[tuple[str, Detail], Geometry] = {}

    def __len__(self) -> int:
        return len(self._own) + (len(self._below) if self._below is not None else 0)

    def __contains__(self, place_id: object) -> bool:
        return place_id in self._own or (self._below is not None and place_id in self._below)

    def get(self, place_id: str, detail: Detail = "region", worldview: str = "neutral") -> Footprint | None:
        """Return the footprint of a place, None where it has none; see ``Footprints.get``."""
        geometry = self._own.get(place_id)
        if geometry is None:
            return None if self._below is None else self._below.get(place_id, detail, worldview)
        simple = self._at_detail(place_id, detail)
        coordinates = simple["coordinates"]
        several = simple["type"].startswith("Multi")
        areas = "Polygon" in simple["type"]
        parts = coordinates if several else [coordinates]
        return Footprint(
            place_id=place_id,
            detail=detail,
            polygons=parts if areas else [],
            lines=[] if areas else parts,
            bbox=box_of(geometry),
            approximate=False,
            disputed=False,
            source="",
        )

    def box(self, place_id: str, worldview: str = "neutral") -> tuple[float, float, float, float] | None:
        """Return west, south, east and north of a footprint in degrees, None where there is none."""
        if place_id in self._own:
            return box_of(self._own[place_id])
        return self._below.box(place_id, worldview) if self._below is not None else None

    def part_boxes(
        self, place_id: str, detail: Detail = "region", worldview: str = "neutral"
    ) -> list[tuple[float, float, float, float]]:
        """Return west, south, east and north of each polygon of a footprint, in degrees."""
        if place_id not in self._own:
            return [] if self._below is None else self._below.part_boxes(place_id, detail, worldview)
        own = self.get(place_id, detail)
        return [box_of({"type": "Polygon", "coordinates": part}) for part in own.polygons] if own else []

    def touching(self, bbox: tuple[float, float, float, float]) -> list[str]:
        """Return the ids of the footprints whose boxes touch a box; see ``Footprints.touching``."""
        west, south, east, north = bbox
        own = [
            place_id
            for place_id, (x0, y0, x1, y1) in ((key, box_of(geometry)) for key, geometry in self._own.items())
            if y0 <= north and y1 >= south and any(x0 + turn <= east and x1 + turn >= west for turn in (0, -360, 360))
        ]
        return own + [found for found in self._below.touching(bbox) if found not in self._own] if self._below else own

    def disputed(self, bbox: tuple[float, float, float, float]) -> list[str]:
        """Return the disputed areas that touch a box; a user's places are none."""
        return self._below.disputed(bbox) if self._below is not None else []

    def owners(self, place_id: str) -> dict[str, str]:
        """Return whose a disputed area is for each government; a user's places are none."""
        return self._below.owners(place_id) if self._below is not None else {}

    def containing(self, lon: float, lat: float, reach_km: float = 0.0) -> Containment:
        """Return the country and the first-order division at a point."""
        return self._below.containing(lon, lat, reach_km) if self._below is not None else Containment()

    def _at_detail(self, place_id: str, detail: Detail) -> Geometry:
        known = self._simple.get((place_id, detail))
        if known is None:
            known = self._simple[place_id, detail] = _simplified(self._own[place_id], _TOLERANCE_DEG[detail])
        return known


def _simplified(geometry: Geometry, tolerance_deg: float) -> Geometry:
    if sum(len(ring) for ring in rings_of(geometry)) <= _FEW:
        return geometry
    from shapely.geometry import mapping, shape

    west, south, east, north = box_of(geometry)
    made = shape(geometry).simplify(min(tolerance_deg, _SHARE * max(east - west, north - south)))
    if made.is_empty:
        return geometry
    turned = mapping(made)
    return {"type": turned["type"], "coordinates": _lists(turned["coordinates"])}
