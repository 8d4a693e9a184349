"""Footprints beside the partition: curated regions and zones, former states, seas."""

from __future__ import annotations

import csv
from collections import defaultdict
from typing import TYPE_CHECKING, Any

import ids
import shapely
from geometry_faces import GRID
from geometry_pack import APPROXIMATE, DISPUTED, Record
from geometry_recipes import RecipeError, Recipes, tables
from geometry_topology import DETAILS, rings_of

if TYPE_CHECKING:
    from geometry import Builder

_TOLERANCE_DEG = {"local": 0.0005, "region": 0.01, "world": 0.1}
"""Degrees by which a simplified outline may be off."""

_SMALLEST_DEG2 = {"local": 0.0, "region": 1e-3, "world": 0.05}
"""Parts below this are left out of the coarser details."""

_BY_HAND = "outline drawn by hand for geomap, approximate"


def add_polygon(builder: Builder, geometry: shapely.Geometry, details: tuple[str, ...] = DETAILS) -> list[Any]:
    """Add a geometry with arcs of its own; its parts as rings of arcs."""
    rounded = shapely.set_precision(geometry, GRID)
    parts = []
    polygons = [part for part in shapely.get_parts(rounded) if isinstance(part, shapely.Polygon) and part.area > 0]
    for polygon in shapely.normalize(polygons):
        shapes: list[dict[str, Any]] = [{} for _ in range(1 + len(polygon.interiors))]
        for detail in details:
            if polygon.area < _SMALLEST_DEG2[detail] and polygon.area < max(part.area for part in polygons):
                continue
            simple = shapely.simplify(polygon, _TOLERANCE_DEG[detail], preserve_topology=True)
            rings = next(rings_of(simple), [])
            if len(rings) == len(shapes):
                for shape, ring in zip(shapes, rings, strict=True):
                    shape[detail] = [*ring, ring[0]]
        if any(shapes[0]):
            parts.append([[builder.pack.add_arc(shape)] for shape in shapes if shape])
    return parts


def _rows(builder: Builder, name: str) -> list[dict[str, str]]:
    path = builder.curated / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def add_curated(builder: Builder) -> None:
    """Footprints of the rows of regions.csv, zones.csv and former_states.csv."""
    zones = _rows(builder, "zones")
    rows = tables([*_rows(builder, "regions"), *_rows(builder, "former_states"), *zones])
    disputed = {ids.curated(row["id"]) for row in zones if "|" in row["claimants"]}
    recipes = Recipes(builder, rows)
    for place in sorted(rows):
        try:
            shape = recipes.place(place)
        except RecipeError as error:
            builder.report.append(f"{place}: {error}")
            continue
        if place in builder.pack.records and place not in disputed:
            # A country, province or sea of the sources: theirs is the outline that fits its neighbours.
            if sorted(shape.faces) != sorted(builder.faces_of.get(place, [])):
                builder.report.append(f"{place}: has a footprint of its own; the curated one is not used")
            elif shape.approximate:
                builder.pack.records[place].flags |= APPROXIMATE
            continue
        flags = (APPROXIMATE if shape.approximate else 0) | (DISPUTED if place in disputed else 0)
        if shape.geometry is None:
            builder.add_faces(place, list(shape.faces), flags)
        elif shape.shores:
            rings = builder.topology.rings(shape.geometry)
            builder.pack.records[place] = Record(rings, flags=flags, source=builder.natural_earth)
        else:
            source = _BY_HAND if shape.approximate else builder.natural_earth
            _record(builder, place, add_polygon(builder, recipes.geometry(shape)), source, flags)


def add_seas(builder: Builder) -> None:
    """Natural Earth's marine areas; they are large, so the finest detail is that of regions."""
    areas: dict[str, list[Any]] = defaultdict(list)
    by_hand = {ids.sea(name) for name in builder.sources.seas_by_hand}
    for name, area in builder.sources.seas:
        if name:
            areas[ids.sea(name)].append(area)
    for place, parts in sorted(areas.items()):
        union = shapely.union_all(parts)
        details = ("local", "region", "world") if union.area < 1 else ("region", "world")
        drawn = place in by_hand
        source, flags = (_BY_HAND, APPROXIMATE) if drawn else (builder.natural_earth, 0)
        _record(builder, place, add_polygon(builder, union, details), source, flags)


def _record(builder: Builder, place: str, parts: list[Any], source: str, flags: int = 0) -> None:
    if parts:
        builder.pack.records[place] = Record(parts, flags=flags, source=source)
    else:
        builder.report.append(f"{place}: its outline is empty")
