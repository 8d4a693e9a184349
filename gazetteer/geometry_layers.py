"""The basemap's lines: what each arc is on a map, the waters, and where names may stand."""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from itertools import accumulate
from math import cos, log2, radians, sqrt
from typing import TYPE_CHECKING, Any

import ids
import numpy as np
import shapely
from geometry_pack import Record
from geometry_recipes import Recipes
from geometry_topology import DETAILS, rings_of, to_grid
from rivers import river_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geometry import Builder
    from geometry_faces import Face
    from geometry_territories import Territory

KINDS = {"coast": 1, "borders": 2, "disputed": 3, "provinces": 4, "lakes": 5, "rivers": 6, "zones": 7}
"""The same numbers as in ``geomap.gazetteer.basemap``; 0 is a line that no map draws."""

_OPEN_CLASSES = ("Disputed", "Indefinite", "Indeterminant", "Line of control", "Unrecognized")
"""First words of Natural Earth's classes of borders that are not agreed."""

_ZONE_FACES = frozenset({"SYR-5261"})
"""Faces that are a zone inside a country, not a province."""

_MIN_ZOOM = (1, 1.7, 2, 3, 4, 4.7, 5, 5.7, 6, 7, 8)
"""Zoom level from which Natural Earth draws a water of each ``scalerank``."""

_WATER_TOLERANCE = {"local": 0.001, "region": 0.008, "world": 0.05}
"""Degrees by which a simplified lake or river may be off."""

_WATER_LAST_ZOOM = {"local": 99.0, "region": 7.5, "world": 4.0}

_FIRST_ZOOM, _LATEST_ZOOM = 3.0, 9.0
"""Between these the lines of first-order units begin."""

_UNIT_PX = 30.0
"""Width in pixels from which a country's units can be told apart."""

_PX_PER_DEG = 256 / 360
"""Width of a degree of longitude at zoom 0."""

_SNAP_DEG = 0.01
"""How far Natural Earth's boundary lines may lie from the borders of its polygons."""


class LineClasses:
    """Natural Earth's classes of boundary, by place.

    Parameters
    ----------
    builder
        The build.
    """

    def __init__(self, builder: Builder) -> None:
        lines = builder.sources.boundary_lines
        chosen = np.array([str(name).startswith(_OPEN_CLASSES) for name in lines.FEATURECLA])
        self._tree = shapely.STRtree(shapely.get_parts(lines.geometry.to_numpy()[chosen]))

    def is_open(self, points: list[tuple[int, int]]) -> bool:
        """Whether a border, in grid steps, runs along a line that is not agreed."""
        middle = points[len(points) // 2] if len(points) > 2 else tuple(np.mean(points, axis=0))
        found = self._tree.query(shapely.Point(middle[0] / 1e4, middle[1] / 1e4), "dwithin", _SNAP_DEG)
        return len(found) > 0


def _claimants(territory: Territory) -> set[str]:
    return {owner for _, owner in territory.views} | {territory.others, territory.country, territory.neutral} - {""}


def _border_kind(one: Territory, other: Territory) -> str:
    """Kind of the line between two territories, as far as their owners say."""
    if one.neutral and one.neutral == other.neutral:
        if one.administrator != other.administrator and one.disputed and other.disputed:
            return "disputed"
        leased = not (one.disputed or other.disputed) and one.key != other.key
        return "zones" if leased and "arunachal" not in (one.key, other.key) else "provinces"
    held = one.disputed and other.disputed and one.administrator == other.administrator != ""
    if one.key == other.key or held:
        return "provinces"
    for a, b in ((one, other), (other, one)):
        if a.disputed and _claimants(a) & ({b.neutral} if b.neutral else _claimants(b)):
            return "disputed"
    return "borders"


def _on_frame(points: list[tuple[int, int]]) -> bool:
    return all(abs(x) == 1_800_000 for x, _ in points) or all(abs(y) == 900_000 for _, y in points)


def _zoom_of(row: dict[str, Any] | None) -> float:
    return float(row["min_zoom"]) if row else 10.0


def classify(builder: Builder) -> tuple[list[int], list[int]]:
    """Kind and least zoom level (times ten) of each arc of the partition."""
    rows = {row["adm1_code"]: row for row in builder.sources.admin1}
    classes = LineClasses(builder)
    topology, faces = builder.topology, builder.partition.faces
    sizes = _unit_zooms(builder)
    kinds, zooms = [], []
    for points, left, right in zip(topology.arcs, topology.left, topology.right, strict=True):
        kind, zoom = 0, 0.0
        if (left < 0) != (right < 0):
            kind = 0 if _on_frame(points) else KINDS["coast"]
        elif left >= 0:
            name = _border_kind(builder.territories.of_face[left], builder.territories.of_face[right])
            codes = {faces[left].code, faces[right].code}
            if name == "borders" and classes.is_open(points):
                name = "disputed"
            if name == "provinces":
                if codes & _ZONE_FACES:
                    name = "zones"
                by_size = sizes.get(builder.territories.of_face[left].country, _LATEST_ZOOM)
                zoom = _province_zoom(builder, left, right, rows, by_size)
            kind = 0 if name == "provinces" and _is_no_border(builder, faces[left], faces[right]) else KINDS[name]
        kinds.append(kind)
        zooms.append(round(min(zoom, 25) * 10))
    return kinds, zooms


def _is_no_border(builder: Builder, one: Face, other: Face) -> bool:
    """Whether a line between two faces of a country is only an old one, or one half-way between settlements.

    The latter is seen where such a division is shown, as approximate.
    """
    surveyed = {one.code, other.code} & builder.surveyed.keys()
    if one.division == other.division:
        return bool(surveyed and one.division)
    return one.code == other.code and not surveyed


def view_kinds(builder: Builder, kinds: list[int]) -> dict[str, list[int]]:
    """For each government, the lines that are of another kind for it: arc, kind, arc, kind and so on.

    Only the lines of land that it has a say in: what others dispute among themselves stays as it is.
    """
    topology, territories = builder.topology, builder.territories
    found: dict[str, list[int]] = {}
    for view in territories.views:
        moved = found[view] = []
        for arc, (left, right) in enumerate(zip(topology.left, topology.right, strict=True)):
            if left < 0 or right < 0 or not kinds[arc]:
                continue
            sides = territories.of_face[left], territories.of_face[right]
            if not any(side.disputed and view in _claimants(side) | dict(side.views).keys() for side in sides):
                continue
            one, other = (side.owner(view) for side in sides)
            kind = KINDS["provinces" if one == other else "borders"]
            if one and other and kind != kinds[arc]:
                moved += [arc, kind]
    return found


def _unit_zooms(builder: Builder) -> dict[str, float]:
    """For each country the zoom from which its first-order units are wide enough to be told apart."""
    sizes: dict[str, Counter[str]] = defaultdict(Counter)
    for i, territory in enumerate(builder.territories.of_face):
        land = builder.land[i]
        # Web Mercator stretches a degree of latitude.
        stretch = max(cos(radians((land.bounds[1] + land.bounds[3]) / 2)), 0.05)
        sizes[territory.country][builder.division(i)] += land.area / stretch
    zooms = {}
    for country, units in sizes.items():
        # Half of the land lies in units as large as this one, or larger: cities of their own do not count for much.
        areas = sorted(units.values(), reverse=True)
        reached = next(n for n, total in enumerate(accumulate(areas)) if 2 * total >= sum(areas))
        zooms[country] = log2(_UNIT_PX / (sqrt(areas[reached]) * _PX_PER_DEG))
    return zooms


def _province_zoom(
    builder: Builder, left: int, right: int, rows: dict[str, dict[str, Any]], by_size: float = _LATEST_ZOOM
) -> float:
    one, other = builder.partition.faces[left].code, builder.partition.faces[right].code
    zoom = max(_zoom_of(rows.get(one)), _zoom_of(rows.get(other)))
    # Natural Earth's zoom levels are those of labels; lines read about two levels earlier, or where units are wide.
    zoom = max(_FIRST_ZOOM, min(zoom - 2.0, _LATEST_ZOOM, by_size))
    # A line inside one of Natural Earth's polygons is a lesser one, unless a survey draws its units anew.
    drawn_anew = {one, other} & builder.surveyed.keys()
    inner = not drawn_anew and builder.matches.admin1.get(one) == builder.matches.admin1.get(other) is not None
    return max(zoom, 8.0) if inner else zoom


def _shapes(line: shapely.Geometry, min_zoom: float, *, closed: bool) -> dict[str, Any]:
    """A water's shape at each detail; left out where it appears only at closer zoom levels."""
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


class Waters:
    """Adds lakes and rivers to a pack, as lines of the basemap and as footprints."""

    def __init__(self, builder: Builder, kinds: list[int], zooms: list[int], lakes: list[int]) -> None:
        self.builder, self.kinds, self.zooms, self.lakes = builder, kinds, zooms, lakes

    def _add(self, line: shapely.Geometry, kind: str, zoom: float, lake: int = 0) -> int | None:
        shapes = _shapes(line, zoom, closed=kind == "lakes")
        if "local" not in shapes:
            return None
        self.kinds.append(KINDS[kind])
        self.zooms.append(round(zoom * 10))
        self.lakes.append(lake)
        return self.builder.pack.add_arc(shapes)

    def add_lakes(self) -> None:
        """Natural Earth's lakes."""
        rows = self.builder.sources.lakes.sort_values(["ne_id"]).itertuples()
        for number, row in enumerate(rows, 1):
            parts = []
            for part in shapely.get_parts(row.geometry):
                rings = [shapely.Polygon(ring) for ring in [part.exterior, *part.interiors]]
                arcs = [self._add(ring, "lakes", float(row.min_zoom), number) for ring in rings]
                if arcs[0] is not None:
                    # Rings come back against the clock; a hole runs with it.
                    holes = [[~arc] for arc in arcs[1:] if arc is not None]
                    parts.append([[arcs[0]], *holes])
            if parts:
                self.builder.pack.records[ids.lake(int(row.ne_id))] = Record(parts, source=self.builder.natural_earth)

    def add_rivers(self) -> None:
        """Natural Earth's rivers, without the lines that it draws through lakes."""
        named: dict[str, list[int]] = defaultdict(list)
        rows = self.builder.sources.rivers
        rows = rows[(rows.featurecla != "Lake Centerline") & rows.geometry.notna()]
        for row in rows.itertuples():
            river = river_of(row.name)
            merged = shapely.line_merge(row.geometry)
            for part in shapely.get_parts(merged):
                arc = self._add(part, "rivers", _MIN_ZOOM[int(row.scalerank)])
                if arc is not None and river is not None:
                    named[ids.river(river.key)].append(arc)
        for place, arcs in sorted(named.items()):
            record = Record([], [[arc] for arc in arcs], source=self.builder.natural_earth)
            self.builder.pack.records[place] = record

    def add_zone_limits(self) -> None:
        """The limits of the Korean demilitarised zone, made from the border: Natural Earth's own lie 12 km apart."""
        for part in shapely.get_parts(zone_limits(Recipes(self.builder, {}), _DMZ)):
            self._add(part, "zones", 5.0)


_DMZ = "border:country:KR/country:KP:2"
"""The zone as zones.csv has it."""

_ASHORE_DEG = 0.002


def zone_limits(recipes: Recipes, recipe: str) -> shapely.Geometry:
    """The sides of a strip along a border, without the shores that end it."""
    strip = recipes.geometry(recipes.follow(recipe))
    land = recipes.geometry(recipes.follow("union:" + recipe.split(":", 1)[1].rpartition(":")[0].replace("/", "|")))
    inner = shapely.buffer(land, -_ASHORE_DEG)
    sides = shapely.intersection(shapely.boundary(strip), inner)
    return shapely.line_merge(sides)


def add_basemap(builder: Builder) -> None:
    """Add the basemap's tables to the pack; the pack must hold the partition's arcs and no others."""
    kinds, zooms = classify(builder)
    lakes = [0] * len(kinds)
    waters = Waters(builder, kinds, zooms, lakes)
    waters.add_lakes()
    waters.add_rivers()
    waters.add_zone_limits()
    union = shapely.coverage_union_all(builder.land)
    builder.pack.records["layer:land"] = Record(builder.topology.rings(union), source=builder.natural_earth)
    builder.basemap_kinds, builder.basemap_zooms, builder.basemap_lakes = kinds, zooms, lakes
    for view, moved in view_kinds(builder, kinds).items():
        builder.pack.tables[f"view.{view}"] = array("I", moved)


def write_tables(builder: Builder) -> None:
    """The arcs' tables, when all arcs of the file are there."""
    pack = builder.pack
    rest = [0] * (pack.arcs - len(builder.basemap_kinds))
    kinds = builder.basemap_kinds + rest
    pack.tables["arc.kind"] = array("B", kinds)
    pack.tables["arc.zoom"] = array("B", builder.basemap_zooms + rest)
    pack.tables["arc.lake"] = array("H", builder.basemap_lakes + rest)
    pack.tables["arc.ends"] = array("i", _ends(pack.shapes["local"]))
    order = sorted(range(len(kinds)), key=lambda arc: (kinds[arc], arc))
    pack.tables["kind.arc"] = array("I", order)
    pack.tables["kind.box"] = array("i", [value for arc in order for value in pack.box([arc])])
    ranges = {}
    for name, kind in KINDS.items():
        where = [i for i, arc in enumerate(order) if kinds[arc] == kind]
        ranges[name] = [where[0], where[-1] + 1] if where else [0, 0]
    pack.facts["kinds"] = ranges


def _ends(shapes: Iterable[list[tuple[int, int]] | None]) -> list[int]:
    ends = []
    for points in shapes:
        ends += [*points[0], *points[-1]] if points else [0, 0, 0, 0]
    return ends
