"""Footprints beside the faces: hand-kept regions and zones, former states, seas."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import shapely

from gazetteer import ids
from gazetteer.geometry.faces import GRID
from gazetteer.geometry.ground import NATURAL_EARTH
from gazetteer.geometry.pack import APPROXIMATE, DISPUTED, ArcFootprint, StageResult
from gazetteer.geometry.recipes import RecipeError, Recipes, recipes_of
from gazetteer.geometry.topology import DETAILS, rings_of
from gazetteer.tables import rows

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from gazetteer.geometry.ground import Ground
    from gazetteer.geometry.pack import ArcRings, Arcs
    from gazetteer.geometry.recipes import RecipeShape
    from gazetteer.sources.reading import Sources

_TOLERANCE_DEG = {"local": 0.0005, "region": 0.01, "world": 0.1}
"""Degrees by which a simplified outline may be off."""

_SMALLEST_DEG2 = {"local": 0.0, "region": 1e-3, "world": 0.05}
"""Parts below this are left out of the coarser details."""

_BY_HAND = "outline drawn by hand for geomap, approximate"


def add_polygon(arcs: Arcs, geometry: shapely.Geometry, details: Sequence[str] = DETAILS) -> ArcRings:
    """Add a geometry with arcs of its own; return its parts as rings of arcs."""
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
            parts.append([[arcs.add(shape)] for shape in shapes if shape])
    return parts


def draw_curated(ground: Ground, arcs: Arcs, known: Mapping[str, ArcFootprint]) -> StageResult:
    """Return the footprints of the rows of regions.csv, zones.csv and former_states.csv.

    Parameters
    ----------
    ground
        The land.
    arcs
        Takes the lines.
    known
        Footprints that stand already, by place id.
    """
    zones = rows("zones", ground.curated)
    wanted = recipes_of([*rows("regions", ground.curated), *rows("former_states", ground.curated), *zones])
    disputed = {ids.curated(row["id"]) for row in zones if "|" in row["claimants"]}
    recipes = Recipes(ground, wanted, known)
    found: dict[str, ArcFootprint] = {}
    report = recipes.report
    for place in sorted(wanted):
        try:
            shape = recipes.place(place)
        except RecipeError as error:
            report.append(f"{place}: {error}")
            continue
        if place in known and place not in disputed:
            # A country, province or sea of the sources: theirs is the outline that fits its neighbours.
            if sorted(shape.faces) != sorted(known[place].faces):
                report.append(f"{place}: has a footprint of its own; the curated one is not used")
            elif shape.approximate:
                found[place] = replace(known[place], flags=known[place].flags | APPROXIMATE)
            continue
        flags = (APPROXIMATE if shape.approximate else 0) | (DISPUTED if place in disputed else 0)
        footprint = _footprint(ground, arcs, recipes, shape, flags)
        if footprint.parts:
            found[place] = footprint
        else:
            report.append(f"{place}: its outline is empty")
    return StageResult(found, tuple(report))


def _footprint(ground: Ground, arcs: Arcs, recipes: Recipes, shape: RecipeShape, flags: int) -> ArcFootprint:
    """Return what a recipe gives, drawn; without parts where nothing is left of it."""
    if shape.geometry is None:
        return ground.footprint(shape.faces, flags)
    if shape.shores:
        return ArcFootprint(ground.topology.rings(shape.geometry), flags=flags, source=NATURAL_EARTH)
    source = _BY_HAND if shape.approximate else NATURAL_EARTH
    return ArcFootprint(add_polygon(arcs, recipes.geometry(shape)), flags=flags, source=source)


def draw_seas(sources: Sources, arcs: Arcs) -> StageResult:
    """Return Natural Earth's marine areas; they are large, so the finest detail is that of regions."""
    areas: dict[str, list[Any]] = defaultdict(list)
    by_hand = {ids.sea(name) for name in sources.seas_by_hand}
    for name, area in sources.seas:
        if name:
            areas[ids.sea(name)].append(area)
    found: dict[str, ArcFootprint] = {}
    for place, parts in sorted(areas.items()):
        union = shapely.union_all(parts)
        details = DETAILS if union.area < 1 else DETAILS[1:]
        source, flags = (_BY_HAND, APPROXIMATE) if place in by_hand else (NATURAL_EARTH, 0)
        found[place] = ArcFootprint(add_polygon(arcs, union, details), flags=flags, source=source)
    empty = [place for place, footprint in found.items() if not footprint.parts]
    return StageResult(
        {place: footprint for place, footprint in found.items() if footprint.parts},
        tuple(f"{place}: its outline is empty" for place in empty),
    )
