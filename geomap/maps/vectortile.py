"""Vector tiles as the few kinds of things that a quiet map of streets shows.

Layers and classes are known as the common schemas name them: Protomaps' basemap, OpenMapTiles and Shortbread. What
none of them names is not drawn, and neither are borders: whose borders a map has is the gazetteer's to say.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from geomap.gazetteer.clipping import clip_line, clip_ring

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from geomap.gazetteer.arcs import Line

KINDS = ("green", "built", "water", "building", "waterway", "path", "minor", "medium", "major", "rail")
"""From the lowest to the uppermost."""

AREAS = frozenset({"green", "built", "water", "building"})

_CLASS_KEYS = ("kind", "class", "pmap:kind", "type")
_WATERS = frozenset({"water", "ocean", "water_polygons"})
_WATER_LINES = frozenset({"waterway", "waterways", "water", "water_lines", "physical_line"})
_GROUNDS = frozenset({"landuse", "landcover", "land", "park", "sites", "natural"})
_ROADS = frozenset({"roads", "road", "transportation", "streets"})
_BUILDINGS = frozenset({"building", "buildings"})
_STREET_NAMES = frozenset({*_ROADS, "transportation_name", "street_labels"})
_PLACES = frozenset({"places", "place", "place_labels"})
_GREEN = frozenset(
    [
        "park",
        "wood",
        "forest",
        "grass",
        "grassland",
        "meadow",
        "scrub",
        "heath",
        "garden",
        "cemetery",
        "golf_course",
        "nature_reserve",
        "national_park",
        "recreation_ground",
        "village_green",
        "allotments",
        "orchard",
        "vineyard",
        "pitch",
        "protected_area",
        "wetland",
    ]
)
_BUILT = frozenset(
    [
        "residential",
        "suburb",
        "neighbourhood",
        "urban_area",
        "industrial",
        "commercial",
        "retail",
        "railway",
        "hospital",
        "school",
        "university",
        "college",
        "military",
        "aerodrome",
        "airport",
    ]
)
_ROAD_KINDS = {
    **dict.fromkeys(("highway", "motorway", "trunk", "primary", "major_road"), "major"),
    **dict.fromkeys(("secondary", "tertiary", "medium_road"), "medium"),
    **dict.fromkeys(
        ("rail", "transit", "light_rail", "tram", "subway", "narrow_gauge", "monorail", "funicular"), "rail"
    ),
    **dict.fromkeys(
        ("path", "footway", "track", "pedestrian", "steps", "cycleway", "bridleway", "other", "sidewalk"), "path"
    ),
    **dict.fromkeys(("ferry", "aeroway", "runway", "taxiway", "aerialway", "pier"), ""),
}
_TOWNS = frozenset({"city", "town", "village", "locality"})
_QUARTERS = frozenset({"suburb", "quarter", "neighbourhood", "borough", "hamlet", "macrohood"})
_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class TileName:
    """A name in a tile: ``"street"``, ``"town"`` or ``"quarter"``, where it stands, its turn, and its weight."""

    text: str
    kind: str
    lon: float
    lat: float
    angle: float
    weight: float


@dataclass(slots=True)
class TileShapes:
    """What a tile shows: lines and rings by kind, in steps of the tile from its north-western corner; and names."""

    extent: int
    lines: dict[str, list[Line]] = field(default_factory=dict)
    names: list[TileName] = field(default_factory=list)


def tile_bounds(zoom: int, x: float, y: float) -> tuple[float, float]:
    """Return the ``(lon, lat)`` of the north-western corner of a tile, or of a point within it by fractions."""
    n = 2.0**zoom
    return x / n * 360.0 - 180.0, math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * y / n))))


def decode(raw: bytes, zoom: int, x: int, y: int, language: str) -> TileShapes:
    """Decode a Mapbox vector tile.

    Parameters
    ----------
    raw
        The tile, unpacked.
    zoom, x, y
        Which tile it is.
    language
        Of the names, where the tile has them.
    """
    from mapbox_vector_tile import decode as decode_tile

    layers = decode_tile(raw, default_options={"y_coord_down": True})
    extent = max((int(layer["extent"]) for layer in layers.values()), default=4096)
    made = TileShapes(extent)
    for name, layer in layers.items():
        factor = extent / int(layer["extent"])
        for feature in layer["features"]:
            properties, geometry = feature["properties"], feature["geometry"]
            if kind := _kind(name, geometry["type"], properties):
                made.lines.setdefault(kind, []).extend(_cut(geometry, factor, extent, closed=kind in AREAS))
            made.names += _names(name, feature, (zoom, x, y), int(layer["extent"]), language)
    return made


def _class(properties: Mapping[str, Any]) -> str:
    return next((str(properties[key]) for key in _CLASS_KEYS if properties.get(key)), "")


def _kind(layer: str, form: str, properties: Mapping[str, Any]) -> str:
    what = _class(properties)
    if form.endswith("Polygon"):
        if layer in _WATERS:
            return "water"
        if layer in _BUILDINGS:
            return "building"
        if layer in _GROUNDS:
            return "green" if layer == "park" or what in _GREEN else "built" if what in _BUILT else ""
    elif form.endswith("LineString"):
        if layer in _ROADS:
            detail = str(properties.get("kind_detail") or "")
            return _ROAD_KINDS.get(detail if what == "major_road" and detail in _ROAD_KINDS else what, "minor")
        if layer in _WATER_LINES:
            return "waterway"
    return ""


def _parts(geometry: Mapping[str, Any]) -> Iterator[Sequence[Sequence[float]]]:
    """Give the lines or rings of a geometry."""
    form, coordinates = geometry["type"], geometry["coordinates"]
    if form == "LineString":
        yield coordinates
    elif form in {"MultiLineString", "Polygon"}:
        yield from coordinates
    elif form == "MultiPolygon":
        for polygon in coordinates:
            yield from polygon


def _count(line: Sequence[Sequence[float]]) -> int:
    return len(line)


def _cut(geometry: Mapping[str, Any], factor: float, extent: int, *, closed: bool) -> Iterator[Line]:
    """Cut what reaches out of a tile: its neighbours draw the same once more."""
    box = (0, 0, extent, extent)
    for part in _parts(geometry):
        xs = [round(x * factor) for x, _ in part]
        ys = [round(y * factor) for _, y in part]
        if closed and len(xs) > 3:
            ring = clip_ring(xs, ys, box)
            if ring[0]:
                yield ring
        elif not closed and len(xs) > 1:
            yield from clip_line(xs, ys, box)


def _names(
    layer: str, feature: Mapping[str, Any], tile: tuple[int, int, int], extent: int, language: str
) -> Iterator[TileName]:
    properties, geometry = feature["properties"], feature["geometry"]
    written = properties.get(f"name:{language}") or properties.get("name")
    if not isinstance(written, str) or not (text := " ".join(written.split())) or len(text) > _LONGEST_NAME:
        return
    zoom, left, top = tile
    what = _class(properties)

    def at(point: Sequence[float]) -> tuple[float, float]:
        return tile_bounds(zoom, left + point[0] / extent, top + point[1] / extent)

    if layer in _PLACES and geometry["type"] == "Point" and (what in _TOWNS or what in _QUARTERS):
        lon, lat = at(geometry["coordinates"])
        yield TileName(text, "town" if what in _TOWNS else "quarter", lon, lat, 0.0, 0.0)
    elif layer in _STREET_NAMES and geometry["type"].endswith("LineString"):
        longest: Sequence[Sequence[float]] = max(_parts(geometry), key=_count)
        edges = pairwise(longest)
        a, b = max(edges, key=lambda ends: math.dist(*ends), default=((0.0, 0.0), (0.0, 0.0)))
        middle = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2]
        if (length := math.dist(a, b)) and all(0 <= value <= extent for value in middle):
            angle = math.degrees(math.atan2(b[1] - a[1], b[0] - a[0]))
            angle = (angle + 90.0) % 180.0 - 90.0
            lon, lat = at(middle)
            major = {"major": 3.0, "medium": 2.0}.get(_ROAD_KINDS.get(what, "minor"), 1.0)
            yield TileName(text, "street", lon, lat, float(round(angle)), major + min(length / extent, 0.9))
