"""The base map's lines between faces: what each is on a map, from which zoom on, and for whom it is another."""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from itertools import accumulate
from math import cos, log2, radians, sqrt
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from gazetteer.geometry.pack import ArcUse

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from gazetteer.geometry.faces import Face
    from gazetteer.geometry.ground import Ground
    from gazetteer.geometry.pack import Arcs
    from gazetteer.geometry.territories import Territory
    from gazetteer.sources.reading import Sources

KINDS = {"coast": 1, "borders": 2, "disputed": 3, "provinces": 4, "lakes": 5, "rivers": 6, "zones": 7}
"""The same numbers as in ``geomap.gazetteer.basemap``; 0 is a line that no map draws."""

_OPEN_CLASSES = ("Disputed", "Indefinite", "Indeterminant", "Line of control", "Unrecognized")
"""First words of Natural Earth's classes of borders that are not agreed."""

_ZONE_FACES = frozenset({"SYR-5261"})
"""Faces that are a zone inside a country, not a province."""

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
    sources
        What the packages hold.
    """

    def __init__(self, sources: Sources) -> None:
        lines = sources.boundary_lines
        chosen = np.array([str(name).startswith(_OPEN_CLASSES) for name in lines.FEATURECLA])
        self._tree = shapely.STRtree(shapely.get_parts(lines.geometry.to_numpy()[chosen]))

    def is_open(self, points: list[tuple[int, int]]) -> bool:
        """Tell whether a border, in grid steps, runs along a line that is not agreed."""
        middle = points[len(points) // 2] if len(points) > 2 else tuple(np.mean(points, axis=0))
        found = self._tree.query(shapely.Point(middle[0] / 1e4, middle[1] / 1e4), "dwithin", _SNAP_DEG)
        return len(found) > 0


def _claimants(territory: Territory) -> set[str]:
    return {owner for _, owner in territory.views} | {territory.others, territory.country, territory.neutral} - {""}


def _border_kind(one: Territory, other: Territory) -> str:
    """Return the kind of the line between two territories, as far as their owners say."""
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


def _zoom_of(row: Mapping[str, Any] | None) -> float:
    return float(row["min_zoom"]) if row else 10.0


def classify(ground: Ground) -> list[ArcUse]:
    """Return what each line between faces is on a map."""
    rows = {row["adm1_code"]: row for row in ground.sources.admin1}
    classes = LineClasses(ground.sources)
    topology, territories = ground.topology, ground.territories.of_face
    sizes = _unit_zooms(ground)
    found = []
    for points, left, right in zip(topology.arcs, topology.left, topology.right, strict=True):
        kind, zoom = 0, 0.0
        if (left < 0) != (right < 0):
            kind = 0 if _on_frame(points) else KINDS["coast"]
        elif left >= 0:
            name = _border_kind(territories[left], territories[right])
            if name == "borders" and classes.is_open(points):
                name = "disputed"
            if name == "provinces":
                by_size = sizes.get(territories[left].country, _LATEST_ZOOM)
                zoom = _province_zoom(ground, left, right, rows, by_size)
                kind = _kind_inside(ground, left, right)
            else:
                kind = KINDS[name]
        found.append(ArcUse(kind, round(min(zoom, 25) * 10)))
    return found


def _kind_inside(ground: Ground, left: int, right: int) -> int:
    """Return the kind of a line between two faces of a country."""
    one, other = ground.partition.faces[left], ground.partition.faces[right]
    if {one.code, other.code} & _ZONE_FACES:
        return KINDS["zones"]
    return 0 if _is_no_border(ground, one, other) else KINDS["provinces"]


def _is_no_border(ground: Ground, one: Face, other: Face) -> bool:
    """Tell whether a line between two faces of a country is only an old one, or one half-way between settlements.

    The latter is seen where such a division is shown, as approximate.
    """
    surveyed = {one.code, other.code} & ground.cuts.surveyed.keys()
    if one.division == other.division:
        return bool(surveyed and one.division)
    return one.code == other.code and not surveyed


def kinds_by_view(ground: Ground, lines: Sequence[ArcUse]) -> dict[str, array[int]]:
    """Return for each government the lines that it sees as another kind: arc, kind, arc, kind and so on.

    Only the lines of land that it has a say in: what others dispute among themselves stays as it is.
    """
    topology, territories = ground.topology, ground.territories
    found: dict[str, array[int]] = {}
    for view in territories.views:
        moved = found[view] = array("I")
        for arc, (left, right) in enumerate(zip(topology.left, topology.right, strict=True)):
            if left < 0 or right < 0 or not lines[arc].kind:
                continue
            sides = territories.of_face[left], territories.of_face[right]
            if not any(side.disputed and view in _claimants(side) | dict(side.views).keys() for side in sides):
                continue
            one, other = (side.owner(view) for side in sides)
            kind = KINDS["provinces" if one == other else "borders"]
            if one and other and kind != lines[arc].kind:
                moved.extend((arc, kind))
    return found


def _unit_zooms(ground: Ground) -> dict[str, float]:
    """Return for each country the zoom from which its first-order units are wide enough to be told apart."""
    sizes: dict[str, Counter[str]] = defaultdict(Counter)
    for i, territory in enumerate(ground.territories.of_face):
        land = ground.land[i]
        # Web Mercator stretches a degree of latitude.
        stretch = max(cos(radians((land.bounds[1] + land.bounds[3]) / 2)), 0.05)
        sizes[territory.country][ground.division(i)] += land.area / stretch
    zooms = {}
    for country, units in sizes.items():
        # Half of the land lies in units as large as this one, or larger: cities of their own do not count for much.
        areas = sorted(units.values(), reverse=True)
        reached = next(n for n, total in enumerate(accumulate(areas)) if 2 * total >= sum(areas))
        zooms[country] = log2(_UNIT_PX / (sqrt(areas[reached]) * _PX_PER_DEG))
    return zooms


def _province_zoom(
    ground: Ground, left: int, right: int, rows: Mapping[str, Mapping[str, Any]], by_size: float
) -> float:
    one, other = ground.partition.faces[left].code, ground.partition.faces[right].code
    zoom = max(_zoom_of(rows.get(one)), _zoom_of(rows.get(other)))
    # Natural Earth's zoom levels are those of labels; lines read about two levels earlier, or where units are wide.
    zoom = max(_FIRST_ZOOM, min(zoom - 2.0, _LATEST_ZOOM, by_size))
    # A line inside one of Natural Earth's polygons is a lesser one, unless a survey draws its units anew.
    drawn_anew = {one, other} & ground.cuts.surveyed.keys()
    units = ground.matches.admin1
    inner = not drawn_anew and units.get(one) == units.get(other) is not None
    return max(zoom, 8.0) if inner else zoom


def line_tables(arcs: Arcs) -> tuple[dict[str, array[int]], dict[str, list[int]]]:
    """Return the arcs' tables, when all arcs of the file are there; second, where in ``kind.arc`` each kind stands."""
    lines = arcs.uses
    order = sorted(range(len(lines)), key=lambda arc: (lines[arc].kind, arc))
    ranges = {}
    for name, kind in KINDS.items():
        where = [i for i, arc in enumerate(order) if lines[arc].kind == kind]
        ranges[name] = [where[0], where[-1] + 1] if where else [0, 0]
    tables = {
        "arc.kind": array("B", (line.kind for line in lines)),
        "arc.zoom": array("B", (line.zoom for line in lines)),
        "arc.lake": array("H", (line.lake for line in lines)),
        "arc.ends": array("i", _ends(arcs.shapes["local"])),
        "kind.arc": array("I", order),
        "kind.box": array("i", [value for arc in order for value in arcs.box([arc])]),
    }
    return tables, ranges


def _ends(shapes: Iterable[list[tuple[int, int]] | None]) -> list[int]:
    ends = []
    for points in shapes:
        ends += [*points[0], *points[-1]] if points else [0, 0, 0, 0]
    return ends
