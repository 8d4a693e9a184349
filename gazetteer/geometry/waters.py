"""The base map's waters: lakes and rivers as lines and as footprints, and the limits of the Korean zone."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

import shapely

from gazetteer import ids
from gazetteer.geometry.ground import NATURAL_EARTH
from gazetteer.geometry.lines import KINDS
from gazetteer.geometry.pack import ArcFootprint, ArcUse, StageResult
from gazetteer.geometry.recipes import Recipes
from gazetteer.geometry.topology import DETAILS, rings_of, to_grid
from gazetteer.sources.rivers import river_of

if TYPE_CHECKING:
    from gazetteer.geometry.ground import Ground
    from gazetteer.geometry.pack import Arcs
    from gazetteer.sources.reading import Sources

_MIN_ZOOM = (1, 1.7, 2, 3, 4, 4.7, 5, 5.7, 6, 7, 8)
"""Zoom level from which Natural Earth draws a water of each ``scalerank``."""

_WATER_TOLERANCE = {"local": 0.001, "region": 0.008, "world": 0.05}
"""Degrees by which a simplified lake or river may be off."""

_WATER_LAST_ZOOM = {"local": 99.0, "region": 7.5, "world": 4.0}

_DMZ = "border:country:KR/country:KP:2"
"""The zone as zones.csv has it."""

_ASHORE_DEG = 0.002


def _shapes(line: shapely.Geometry, min_zoom: float, *, closed: bool) -> dict[str, Any]:
    """Return a water's shape at each detail; left out where it appears only at closer zoom levels."""
    shapes: dict[str, Any] = {}
    for detail in DETAILS:
        if min_zoom > _WATER_LAST_ZOOM[detail]:
            continue
        simple = shapely.simplify(line, _WATER_TOLERANCE[detail])
        if closed:
            part = next(rings_of(simple), None)
            if part and len(part[0]) > 2:
                shapes[detail] = [*part[0], part[0][0]]
        else:
            points = [(int(x), int(y)) for x, y in to_grid(shapely.get_coordinates(simple))]
            points = [p for i, p in enumerate(points) if not i or p != points[i - 1]]
            if len(points) > 1:
                shapes[detail] = points
    return shapes


def _add(arcs: Arcs, line: shapely.Geometry, kind: str, zoom: float, lake: int = 0) -> int | None:
    """Add a line; return its number, None where nothing of it is left."""
    shapes = _shapes(line, zoom, closed=kind == "lakes")
    return arcs.add(shapes, ArcUse(KINDS[kind], round(zoom * 10), lake)) if "local" in shapes else None


def draw_waters(ground: Ground, arcs: Arcs) -> StageResult:
    """Return the lakes and rivers, and the limits of a zone, which are lines alone."""
    footprints = _lakes(ground.sources, arcs) | _rivers(ground.sources, arcs)
    # Made from the border: Natural Earth's own limits of the Korean demilitarised zone lie 12 km apart.
    for part in shapely.get_parts(zone_limits(Recipes(ground, {}, {}), _DMZ)):
        _add(arcs, part, "zones", 5.0)
    return StageResult(footprints)


def _lakes(sources: Sources, arcs: Arcs) -> dict[str, ArcFootprint]:
    """Return Natural Earth's lakes."""
    found = {}
    for number, row in enumerate(sources.lakes.sort_values(["ne_id"]).itertuples(), 1):
        parts = []
        for part in shapely.get_parts(row.geometry):
            rings = [shapely.Polygon(ring) for ring in [part.exterior, *part.interiors]]
            outer, *inner = [_add(arcs, ring, "lakes", float(row.min_zoom), number) for ring in rings]
            if outer is not None:
                # Rings come back against the clock; a hole runs with it.
                parts.append([[outer], *([~arc] for arc in inner if arc is not None)])
        if parts:
            found[ids.lake(int(row.ne_id))] = ArcFootprint(parts, source=NATURAL_EARTH)
    return found


def _rivers(sources: Sources, arcs: Arcs) -> dict[str, ArcFootprint]:
    """Return Natural Earth's rivers, without the lines that it draws through lakes."""
    named: dict[str, list[int]] = defaultdict(list)
    rows = sources.rivers
    rows = rows[(rows.featurecla != "Lake Centerline") & rows.geometry.notna()]
    for row in rows.itertuples():
        river = river_of(row.name)
        merged = shapely.line_merge(row.geometry)
        for part in shapely.get_parts(merged):
            arc = _add(arcs, part, "rivers", _MIN_ZOOM[int(row.scalerank)])
            if arc is not None and river is not None:
                named[ids.river(river.key)].append(arc)
    return {
        place: ArcFootprint([], [[arc] for arc in found], source=NATURAL_EARTH)
        for place, found in sorted(named.items())
    }


def zone_limits(recipes: Recipes, recipe: str) -> shapely.Geometry:
    """Return the sides of a strip along a border, without the shores that end it."""
    strip = recipes.geometry(recipes.follow(recipe))
    land = recipes.geometry(recipes.follow("union:" + recipe.split(":", 1)[1].rpartition(":")[0].replace("/", "|")))
    inner = shapely.buffer(land, -_ASHORE_DEG)
    sides = shapely.intersection(shapely.boundary(strip), inner)
    return shapely.line_merge(sides)
