"""First-order divisions that no polygon draws, or draws wrongly: surveyed outlines, or land around settlements.

Natural Earth's divisions are some years old. Where a country has been divided anew (Kenya's counties, DR Congo's
provinces) or a city has grown (Kyiv, Busan), each settlement still knows its division. So an old polygon is cut: along
the outlines of a package that carries the country's new division, or else between settlements of different divisions,
so that each gets its known area (``fit``). The outer border stays Natural Earth's; lines between settlements
are approximate, and their footprints say so.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely
from scipy.spatial import cKDTree

from gazetteer.geometry.fit import Shared, area_km2, divide, fit
from gazetteer.geometry.territories import home
from gazetteer.sources.outlines import first_order_outlines
from gazetteer.sources.reading import VILLAGE
from gazetteer.sources.unit_areas import published

if TYPE_CHECKING:
    from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence

    from gazetteer.geometry.fit import Fit
    from gazetteer.geometry.matching import Matches
    from gazetteer.sources.reading import Sources

_PRESENT = 0.1
"""Least share of a division's settlements, or of a polygon's, that count as lying in a polygon: single ones lie across
the border only because two sources draw it differently."""

_ASTRAY_DEG = 0.02
"""How far from its own division's polygon a settlement must lie to count against another polygon (2 km: what 1:10
million can tell)."""

_ASTRAY_LEAST = 2
"""How many must lie astray, where they are not many people either."""

_ASTRAY_PEOPLE = 5_000

_OFFSHORE_DEG = 0.05
"""How far off the drawn shore a settlement may lie."""

_MOSTLY = 0.5
"""Share of a division's area that must lie in the pieces that are cut, for its known area to bind them: of little
pieces, the error of the rest would be all."""

_NEAR_DEG = 0.05
"""How far from the land that no outline covers an outline still counts as its neighbour."""

_SLIGHT_DEG2 = 2e-5
"""Square degrees (some 0.2 km²) below which such land goes to one outline whole."""

_THINNED = 300
"""Vertices of an outline by which land that no outline covers is divided."""


@dataclass(frozen=True)
class PolygonPart:
    """The part of a polygon that is one division's.

    Attributes
    ----------
    code
        Natural Earth's ``adm1_code`` of the polygon.
    division
        GeoNames first-order code ("KE.30").
    area
        The part; the whole polygon where it has settlements of this division only.
    """

    code: str
    division: str
    area: shapely.Geometry


@dataclass(frozen=True)
class PolygonCuts:
    """The polygons that were cut: their parts, and the lines between them.

    Attributes
    ----------
    parts
        The parts.
    lines
        The lines that part them.
    surveyed
        Codes of the polygons that were cut along a package's outlines, with what it is to be credited with.
    settlements
        How many settlements drew each division.
    circles
        Divisions that are a circle of the known area around their town.
    """

    parts: Sequence[PolygonPart]
    lines: Sequence[shapely.Geometry]
    surveyed: Mapping[str, str]
    settlements: Counter[str]
    circles: Collection[str]


@dataclass(frozen=True)
class _Towns:
    """The populated places, column by column."""

    points: np.ndarray
    codes: Sequence[str]
    people: Sequence[int]
    positions: Sequence[tuple[float, float]]


def cut_polygons(sources: Sources, matches: Matches) -> PolygonCuts:
    """Cut the polygons that are not one division's."""
    countries = [home(row["adm1_code"], row["adm0_a3"], row["iso_a2"]) for row in sources.admin1]
    drawn = first_order_outlines(sources)
    parts: dict[int, Mapping[str, shapely.Geometry]] = {
        i: allot(sources.admin1_polygons[i], drawn[country].units)
        for i, country in enumerate(countries)
        if country in drawn
    }
    surveyed = {sources.admin1[i]["adm1_code"]: drawn[countries[i]].credit for i in parts}
    shared = _shared(sources, matches, countries, drawn.keys())
    circles: set[str] = set()
    for group, fitted in _fits(sources, matches, shared):
        circles.update(fitted.circles)
        parts |= {i: divide(shared[i].land, shared[i].seeds, fitted) for i in group}
    settlements = Counter(unit for piece in shared.values() for _, unit in piece.seeds)
    found = [
        PolygonPart(sources.admin1[i]["adm1_code"], division, area)
        for i, areas in parts.items()
        for division, area in areas.items()
    ]
    lines = [
        line
        for i, areas in parts.items()
        if len(areas) > 1
        for line in _between(sources.admin1_polygons[i], areas.values())
    ]
    return PolygonCuts(found, lines, surveyed, settlements, circles)


def _fits(sources: Sources, matches: Matches, shared: Mapping[int, Shared]) -> Iterator[tuple[Sequence[int], Fit]]:
    """Yield the polygons that have divisions in common, group by group, with the weights that fit their known areas."""
    areas = published()
    drawn = _drawn_elsewhere(sources, matches, shared)
    for group in _groups(shared):
        pieces = [shared[i] for i in group]
        wanted = {}
        for unit in sorted({unit for piece in pieces for unit in piece.units} & areas.keys()):
            left = areas[unit].km2 - drawn.get(unit, 0.0)
            if left >= _MOSTLY * areas[unit].km2:
                wanted[unit] = left
        yield group, fit(pieces, wanted)


def _shared(
    sources: Sources, matches: Matches, countries: Sequence[str], surveyed: Container[str]
) -> dict[int, Shared]:
    """Return the polygons that several divisions share, or an undrawn one has, with the settlements that say so."""
    undrawn = {d.code for d in sources.subdivisions if d.level == 1} - set(matches.admin1.values())
    lons, lats, codes, people = zip(*sources.cities(), strict=True)
    towns = _Towns(shapely.points(np.array([lons, lats]).T), codes, people, list(zip(lons, lats, strict=True)))
    polygons = sources.admin1_polygons
    astray = _astray(towns, polygons, sources, matches)
    totals, inhabitants = Counter(codes), Counter[str]()
    for code, number in zip(codes, people, strict=True):
        inhabitants[code] += max(number, VILLAGE)
    shared = {}
    for i, found in sorted(_inside(towns.points, polygons).items()):
        if countries[i] in surveyed:
            continue
        own = matches.admin1.get(sources.admin1[i]["adm1_code"], "")
        inside = [t for t in found if codes[t][:2] == countries[i]]
        counted = Counter(codes[t] for t in inside)
        present = _present(counted, totals, undrawn, own)
        present |= _strangers(inside, towns, astray, totals, inhabitants) - {own}
        if own and present - {own}:
            present |= {own} & counted.keys()
        if not present & undrawn and len(present) < 2:
            continue
        seeds = sorted({towns.positions[t]: codes[t] for t in inside if codes[t] in present}.items())
        shared[i] = Shared(polygons[i], seeds)
    return shared


def _astray(towns: _Towns, polygons: np.ndarray, sources: Sources, matches: Matches) -> set[int]:
    """Return the settlements that lie well outside all polygons of their own division."""
    drawn: dict[str, list[int]] = defaultdict(list)
    for i, row in enumerate(sources.admin1):
        drawn[matches.admin1.get(row["adm1_code"], "")].append(i)
    within: dict[int, set[int]] = defaultdict(set)
    for town, polygon in shapely.STRtree(polygons).query(towns.points, "within").T.tolist():
        within[town].add(polygon)
    outside: dict[str, list[int]] = defaultdict(list)
    for town, code in enumerate(towns.codes):
        if code in drawn and not within[town] & set(drawn[code]):
            outside[code].append(town)
    found: set[int] = set()
    for code, members in outside.items():
        areas = polygons[drawn[code]]
        shapely.prepare(areas)
        near = [shapely.dwithin(area, towns.points[members], _ASTRAY_DEG) for area in areas]
        found.update(np.array(members)[~np.any(near, axis=0)].tolist())
    return found


def _strangers(
    inside: Iterable[int], towns: _Towns, astray: set[int], totals: Counter[str], inhabitants: Counter[str]
) -> set[str]:
    """Return the divisions with a good part of a polygon, by settlements or people, that another polygon draws."""
    here, people_here = 0, 0
    counted, people = Counter[str](), Counter[str]()
    for town in inside:
        number = max(towns.people[town], VILLAGE)
        here, people_here = here + 1, people_here + number
        if town in astray:
            counted[towns.codes[town]] += 1
            people[towns.codes[town]] += number
    many = {c for c, n in counted.items() if n >= _ASTRAY_LEAST and n >= _PRESENT * min(totals[c], here)}
    return many | {
        c for c, n in people.items() if n >= _ASTRAY_PEOPLE and n >= _PRESENT * min(inhabitants[c], people_here)
    }


def _drawn_elsewhere(sources: Sources, matches: Matches, shared: Mapping[int, Shared]) -> dict[str, float]:
    """Return the area in km² that each division has in polygons that are not cut."""
    areas: dict[str, float] = defaultdict(float)
    for i, row in enumerate(sources.admin1):
        if i not in shared and row["adm1_code"] in matches.admin1:
            areas[matches.admin1[row["adm1_code"]]] += area_km2(sources.admin1_polygons[i])
    return areas


def _groups(shared: Mapping[int, Shared]) -> list[list[int]]:
    """Return the polygons that have divisions in common, together."""
    groups: list[tuple[set[str], list[int]]] = []
    for i, piece in sorted(shared.items()):
        units, members = set(piece.units), [i]
        for group in [g for g in groups if g[0] & units]:
            groups.remove(group)
            units, members = units | group[0], members + group[1]
        groups.append((units, members))
    return sorted(sorted(members) for _, members in groups)


def allot(polygon: shapely.Geometry, outlines: Mapping[str, shapely.Geometry]) -> dict[str, shapely.Geometry]:
    """Return the parts of a polygon that lie in each outline; what no outline covers goes to the nearest.

    Parameters
    ----------
    polygon
        In degrees.
    outlines
        Of the divisions, by name. Where two overlap, the first has it.
    """
    parts: dict[str, list[shapely.Geometry]] = defaultdict(list)
    rest = polygon
    for name, outline in outlines.items():
        near = shapely.clip_by_rect(outline, *shapely.bounds(shapely.buffer(shapely.envelope(polygon), _NEAR_DEG)))
        if not near.is_empty:
            parts[name].append(_areal(shapely.intersection(rest, near)))
            rest = _areal(shapely.difference(rest, near))
    names = list(outlines)
    corners, owner = shapely.get_coordinates(list(outlines.values()), return_index=True)
    tree = cKDTree(corners)
    for piece in filter(shapely.area, shapely.get_parts(rest)):
        middle = shapely.get_coordinates(shapely.centroid(piece))[0]
        around = tree.query_ball_point(middle, shapely.hausdorff_distance(piece, shapely.Point(middle)) + _NEAR_DEG)
        if piece.area < _SLIGHT_DEG2 or len(set(owner[around])) < 2:
            parts[names[owner[tree.query(middle)[1]]]].append(piece)
            continue
        chosen = np.sort(around)[:: len(around) // _THINNED + 1]
        seeds = {(x, y): names[k] for (x, y), k in zip(corners[chosen].tolist(), owner[chosen], strict=True)}
        for name, area in divide(piece, sorted(seeds.items())).items():
            parts[name].append(area)
    joined = {name: _areal(shapely.union_all(areas)) for name, areas in sorted(parts.items())}
    return {name: area for name, area in joined.items() if not area.is_empty}


def _areal(geometry: shapely.Geometry) -> shapely.Geometry:
    """Return the polygons of a geometry alone."""
    parts = shapely.get_parts(geometry)
    return shapely.multipolygons(parts[shapely.get_dimensions(parts) == 2])


def _inside(points: np.ndarray, polygons: np.ndarray) -> dict[int, list[int]]:
    """Return the points in each polygon; one that lies just off the drawn shore belongs to the nearest."""
    tree = shapely.STRtree(polygons)
    found = tree.query(points, "within")
    rest = np.setdiff1d(np.arange(len(points)), found[0])
    near = tree.query_nearest(points[rest], max_distance=_OFFSHORE_DEG, all_matches=False)
    inside: dict[int, list[int]] = defaultdict(list)
    for point, polygon in [*found.T.tolist(), *((int(rest[k]), int(polygon)) for k, polygon in near.T)]:
        inside[polygon].append(point)
    return inside


def _present(counted: Counter[str], totals: Counter[str], undrawn: set[str], own: str) -> set[str]:
    """Return the divisions that share a polygon.

    Undrawn ones, with the polygon's own, or all where it has none of its own.
    """
    enough = {c for c, n in counted.items() if n >= _PRESENT * min(totals[c], counted.total())}
    wanted = {c for c in enough if c in undrawn or not own}
    return wanted | ({own} & counted.keys())


def _between(polygon: shapely.Geometry, areas: Iterable[shapely.Geometry]) -> list[shapely.Geometry]:
    """Return the lines inside a polygon that part its areas."""
    inner = [shapely.difference(shapely.boundary(area), shapely.boundary(polygon)) for area in areas]
    return [line for line in inner if not line.is_empty]
