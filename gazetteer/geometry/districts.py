"""Footprints of second-order units: counties and districts, beside the partition.

Their outer borders are those of their source, not of Natural Earth's first-order units: among themselves they have
neither gaps nor overlaps, but where a county reaches its state's border or the coast, the two lines differ a little.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

import numpy as np
import shapely

from gazetteer import ids
from gazetteer.geometry import topology
from gazetteer.geometry.faces import GRID
from gazetteer.geometry.pack import ArcFootprint, StageResult
from gazetteer.names.links import core
from gazetteer.sources.geonames import populated_places
from gazetteer.sources.outlines import outline_sources
from gazetteer.sources.reading import VILLAGE

if TYPE_CHECKING:
    from collections.abc import Container, Mapping, Sequence

    from gazetteer.geometry.ground import Ground
    from gazetteer.geometry.pack import Arcs
    from gazetteer.geometry.topology import Ring
    from gazetteer.sources.outlines import Outline
    from gazetteer.sources.reading import Sources, Subdivision

DETAILS = ("local", "region")
"""No county is seen on a map of the world: one that is far away is drawn as on a map of its region."""

_TOLERANCE_DEG = {"local": 0.002, "region": 0.012}
"""As in ``topology``, but finer for regions: districts are smaller than provinces."""

_SMALLEST_DEG2 = 1e-4
"""Islets and gaps below this (some 1 km²) are left out, and filled."""

_MAJORITY = 0.6
"""Share of the townspeople in an outline that must belong to a unit before they decide without its name."""

_INSIDE = 0.5
"""Share of a unit's townspeople that must live in its outline, or it is not used; where a code tells the unit, one town
must lie in it, for the sources file a town on a county's border under either."""

_NEAR_DEG = 0.01
"""How far a town may lie outside: outlines are coarse, and towns lie on rivers that are borders."""


class Judges:
    """The settlements, which know their second-order unit.

    Parameters
    ----------
    sources
        What the packages hold.
    """

    def __init__(self, sources: Sources) -> None:
        self._towns: dict[str, list[tuple[float, float, str, int]]] = defaultdict(list)
        countries = {source.country for source in outline_sources(2)}
        for town in populated_places(sources.packages, {}, sources.refiled):
            if town.country_code in countries and town.admin2_code:
                code = f"{town.country_code}.{town.admin1_code}.{town.admin2_code}"
                self._towns[town.country_code].append((town.lon, town.lat, code, max(town.population, VILLAGE)))

    def ask(self, country: str, shapes: np.ndarray) -> tuple[list[Counter[str]], Counter[str]]:
        """Return for each shape the townspeople in or near it by unit, and all townspeople by unit."""
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
    """Return which outline is which unit, by its place in the list; second, what was left out and why.

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
    """Return the same areas on the grid, without gaps and overlaps.

    Where two lie over each other, the smaller has the land.

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


def draw_districts(ground: Ground, arcs: Arcs, known: Container[str]) -> StageResult:
    """Return the footprints of all second-order units that a package draws and no other footprint shows.

    Parameters
    ----------
    ground
        The land.
    arcs
        Takes the lines.
    known
        Ids of the places that have a footprint.
    """
    judges = Judges(ground.sources)
    found: dict[str, ArcFootprint] = {}
    report: list[str] = []
    for source in outline_sources(2):
        # The source's coarse grid leaves no area of the smallest, Falls Church in Virginia.
        outlines = [o for o in source.read(ground.sources) if shapely.area(o.geometry) > 0]
        polygons = coverage(np.array([outline.geometry for outline in outlines]))
        units = [u for u in ground.sources.subdivisions if u.country == source.country and u.level == 2]
        matched, said = match(outlines, units, *judges.ask(source.country, polygons))
        report += said
        places = {i: ids.geonames(unit.geonameid) for i, unit in sorted(matched.items())}
        wanted = {i: place for i, place in places.items() if place not in known}
        found |= _draw(arcs, polygons, wanted, source.credit)
    return StageResult(found, tuple(report))


def _draw(arcs: Arcs, polygons: np.ndarray, places: Mapping[int, str], credit: str) -> dict[str, ArcFootprint]:
    """Return the footprints of those polygons of a coverage that are places, by the polygon's number."""
    levels, last = {}, polygons
    for detail in DETAILS:
        levels[detail] = last = shapely.coverage_simplify(last, _TOLERANCE_DEG[detail], simplify_boundary=True)
    land = levels["local"]
    lines = topology.Topology(land, len(land))
    traced: dict[str, Mapping[int, Ring]] = {detail: lines.trace(levels[detail]) for detail in DETAILS}
    # What is seen on no map of the world need not fit there; the arcs' shapes at that detail are left out below.
    shapes = topology.keep_small(lines, {**traced, "world": traced["region"]}, land, [range(len(land))])
    parts = {i: lines.rings(land[i]) for i in places}
    used = sorted({max(arc, ~arc) for rings in parts.values() for part in rings for ring in part for arc in ring})
    number = {arc: arcs.add({detail: shapes[detail].get(arc) for detail in DETAILS}) for arc in used}

    def numbered(ring: list[int]) -> list[int]:
        return [number[a] if a >= 0 else ~number[~a] for a in ring]

    return {
        place: ArcFootprint([[numbered(ring) for ring in part] for part in parts[i]], source=credit)
        for i, place in places.items()
    }
