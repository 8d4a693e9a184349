"""Footprints of second-order units: counties and districts, beside the partition.

Their outer borders are those of their source, not of Natural Earth's first-order units: among themselves they have
neither gaps nor overlaps, but where a county reaches its state's border or the coast, the two lines differ a little.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

import geometry_topology
import ids
import numpy as np
import shapely
import sources_geonames
from geometry_faces import GRID
from geometry_pack import Record
from links import core
from sources_districts import DISTRICTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geometry import Builder
    from geometry_sources import Sources, Subdivision
    from sources_districts import Outline

DETAILS = ("local", "region")
"""No county is seen on a map of the world: one that is far away is drawn as on a map of its region."""

_TOLERANCE_DEG = {"local": 0.002, "region": 0.012}
"""As in ``geometry_topology``, but finer for regions: districts are smaller than provinces."""

_SMALLEST_DEG2 = 1e-4
"""Islets and gaps below this (some 1 km²) are left out, and filled."""

_MAJORITY = 0.6
"""Share of the townspeople in an outline that must belong to a unit before they decide without its name."""

_INSIDE = 0.5
"""Share of a unit's townspeople that must live in its outline, or it is not used; where a code tells the unit, one town
must lie in it, for the sources file a town on a county's border under either."""

_NEAR_DEG = 0.01
"""How far a town may lie outside: outlines are coarse, and towns lie on rivers that are borders."""

_VILLAGE = 500
"""Inhabitants of a populated place whose number is unknown: the least that the source lists."""


class Judges:
    """The settlements, which know their second-order unit.

    Parameters
    ----------
    sources
        What the packages hold.
    """

    def __init__(self, sources: Sources) -> None:
        self._towns: dict[str, list[tuple[float, float, str, int]]] = defaultdict(list)
        countries = {carrier.country for carrier in DISTRICTS}
        for town in sources_geonames.cities(sources.packages, {}, sources.refiled):
            if town.country_code in countries and town.admin2_code:
                code = f"{town.country_code}.{town.admin1_code}.{town.admin2_code}"
                self._towns[town.country_code].append((town.lon, town.lat, code, max(town.population, _VILLAGE)))

    def ask(self, country: str, shapes: np.ndarray) -> tuple[list[Counter[str]], Counter[str]]:
        """For each shape the townspeople in or near it by unit, and all townspeople by unit."""
        lons, lats, codes, people = zip(*self._towns[country], strict=True)
        votes: list[Counter[str]] = [Counter() for _ in shapes]
        points = shapely.points(np.array(lons), np.array(lats))
        for town, shape in zip(*shapely.STRtree(shapes).query(points, "dwithin", _NEAR_DEG), strict=True):
            votes[shape][codes[town]] += people[town]
        total: Counter[str] = Counter()
        for code, number in zip(codes, people, strict=True):
            total[code] += number
        return votes, total


def match(
    outlines: Sequence[Outline], units: Sequence[Subdivision], votes: Sequence[Counter[str]], total: Counter[str]
) -> tuple[dict[int, Subdivision], list[str]]:
    """Which outline is which unit, by its place in the list; second, what was left out and why.

    Parameters
    ----------
    outlines
        The outlines of a country.
    units
        Its second-order units.
    votes
        For each outline, the townspeople in it by unit.
    total
        All townspeople by unit.
    """
    by_code = {known.code: known for known in units}
    by_name: dict[str, list[Subdivision]] = defaultdict(list)
    for known in units:
        for name in {core(name) for name in (known.name, *known.alternatives)}:
            by_name[name].append(known)
    found: dict[int, Subdivision] = {}
    report = []
    for i, (outline, vote) in enumerate(zip(outlines, votes, strict=True)):
        named = by_name[core(outline.name)]
        code, most = max(vote.items(), key=lambda item: (item[1], item[0]), default=("", 0))
        unit = by_code.get(outline.code) if outline.code else named[0] if len(named) == 1 else None
        if unit is None and not outline.code and most > _MAJORITY * vote.total():
            unit = by_code.get(code)
        if unit is None:
            report.append(f"{outline.code or outline.name}: no second-order unit for its outline")
        elif total[unit.code] and vote[unit.code] <= (0 if outline.code else _INSIDE) * total[unit.code]:
            report.append(f"{unit.code} {unit.name}: its townspeople live outside its outline, which is not used")
        elif unit in found.values():
            report.append(f"{unit.code} {unit.name}: a second outline, {outline.name}, is not used")
        else:
            found[i] = unit
    return found, report


def coverage(shapes: np.ndarray) -> np.ndarray:
    """The same areas on the grid, without gaps and overlaps: where two lie over each other, the smaller has the land.

    Parameters
    ----------
    shapes
        Polygons in degrees; invalid ones are mended.
    """
    shapes = _without_islets(shapely.make_valid(shapes))
    noded = shapely.union_all(shapely.get_parts(shapely.boundary(shapes)), grid_size=GRID)
    pieces = shapely.get_parts(shapely.polygonize(shapely.get_parts(noded)))
    size = shapely.area(shapes)
    owner = np.full(len(pieces), -1)
    for piece, shape in zip(*shapely.STRtree(shapes).query(shapely.point_on_surface(pieces), "within"), strict=True):
        if owner[piece] < 0 or size[shape] < size[owner[piece]]:
            owner[piece] = shape
    _fill_gaps(pieces, owner)
    return np.array([shapely.coverage_union_all(pieces[owner == i]) for i in range(len(shapes))])


def _without_islets(shapes: np.ndarray) -> np.ndarray:
    kept = []
    for shape in shapes:
        parts = shapely.get_parts(shape)
        parts = parts[shapely.get_dimensions(parts) == 2]
        areas = shapely.area(parts)
        kept.append(shapely.union_all(parts[(areas >= _SMALLEST_DEG2) | (areas == areas.max())]))
    return np.array(kept)


def _fill_gaps(pieces: np.ndarray, owner: np.ndarray) -> None:
    """Give what lies between outlines of no common border, and is small, to the neighbour with most of its border."""
    tree = shapely.STRtree(pieces)
    for gap in np.flatnonzero((owner < 0) & (shapely.area(pieces) < _SMALLEST_DEG2)):
        near = [j for j in sorted(tree.query(pieces[gap], "intersects")) if j != gap and owner[j] >= 0]
        shared = shapely.length(shapely.intersection(pieces[gap], pieces[near]))
        if near and shared.max() > 0:
            owner[gap] = owner[near[int(shared.argmax())]]


def add(builder: Builder) -> None:
    """Add the footprints of all second-order units that a package draws and no other footprint shows."""
    judges = Judges(builder.sources)
    for carrier in DISTRICTS:
        # The source's coarse grid leaves no area of the smallest, Falls Church in Virginia.
        outlines = [o for o in carrier.read(builder.sources) if shapely.area(o.geometry) > 0]
        polygons = coverage(np.array([outline.geometry for outline in outlines]))
        units = [u for u in builder.sources.subdivisions if u.country == carrier.country and u.level == 2]
        found, report = match(outlines, units, *judges.ask(carrier.country, polygons))
        builder.report += report
        places = [ids.geonames(found[i].geonameid) if i in found else "" for i in range(len(outlines))]
        _add_coverage(builder, polygons, places, carrier.credit)


def _add_coverage(builder: Builder, polygons: np.ndarray, places: Sequence[str], credit: str) -> None:
    """Add the arcs of a coverage, and records for the polygons that are places."""
    levels, last = {}, polygons
    for detail in DETAILS:
        levels[detail] = last = shapely.coverage_simplify(last, _TOLERANCE_DEG[detail], simplify_boundary=True)
    land = levels["local"]
    topology = geometry_topology.Topology(land, len(land))
    shapes = {detail: topology.trace(levels[detail]) for detail in DETAILS}
    shapes["world"] = dict(shapes["region"])
    geometry_topology.keep_small(topology, shapes, land, [range(len(land))])
    parts = [topology.rings(polygon) for polygon in land]
    drawn = [i for i, place in enumerate(places) if place and place not in builder.pack.records]
    used = sorted({max(arc, ~arc) for i in drawn for part in parts[i] for ring in part for arc in ring})
    number = {arc: builder.pack.add_arc({detail: shapes[detail].get(arc) for detail in DETAILS}) for arc in used}
    for i in drawn:
        rings = [[[number[a] if a >= 0 else ~number[~a] for a in ring] for ring in part] for part in parts[i]]
        builder.pack.records[places[i]] = Record(rings, source=credit)
