"""First-order divisions that no polygon draws: the land nearest to their settlements.

Natural Earth's divisions are some years old. Where a country has been divided anew (Kenya's counties, DR Congo's
provinces), each settlement still knows its division, so that the old polygon can be cut half-way between settlements
of different ones: Voronoi cells, joined by division. The outer border stays Natural Earth's, the inner ones are
approximate, and their footprints say so.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from math import cos, radians
from typing import TYPE_CHECKING

import numpy as np
import shapely
from geometry_territories import home

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geometry_matching import Matches
    from geometry_sources import Sources

_PRESENT = 0.1
"""Least share of a division's settlements, or of a polygon's, that count as lying in a polygon: single ones lie across
the border only because two sources draw it differently."""

_OFFSHORE_DEG = 0.05
"""How far off the drawn shore a settlement may lie."""


@dataclass(frozen=True)
class Cell:
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
class Cells:
    """All such parts, and the lines between them."""

    cells: list[Cell]
    lines: list[shapely.Geometry]


def find(sources: Sources, matches: Matches) -> Cells:
    """Cut the polygons in which settlements of undrawn divisions lie."""
    undrawn = {d.code for d in sources.subdivisions if d.level == 1} - set(matches.admin1.values())
    lons, lats, codes, _ = zip(*sources.cities(), strict=True)
    totals = Counter(codes)
    polygons = sources.admin1_polygons
    inside = _inside(shapely.points(np.array([lons, lats]).T), polygons)
    cells, lines = [], []
    for i, towns in sorted(inside.items()):
        row = sources.admin1[i]
        code, country = row["adm1_code"], home(row["adm1_code"], row["adm0_a3"], row["iso_a2"])
        counted = Counter(codes[t] for t in towns if codes[t][:2] == country)
        own = matches.admin1.get(code, "")
        present = _present(counted, totals, undrawn, own)
        if not present & undrawn:
            continue
        seeds = sorted({(lons[t], lats[t]): codes[t] for t in towns if codes[t] in present}.items())
        parts = divide(polygons[i], seeds)
        cells += [Cell(code, division, area) for division, area in parts.items()]
        lines += _between(polygons[i], parts.values())
    return Cells(cells, lines)


def _inside(points: np.ndarray, polygons: np.ndarray) -> dict[int, list[int]]:
    """The points in each polygon; one that lies just off the drawn shore belongs to the nearest."""
    tree = shapely.STRtree(polygons)
    found = tree.query(points, "within")
    rest = np.setdiff1d(np.arange(len(points)), found[0])
    near = tree.query_nearest(points[rest], max_distance=_OFFSHORE_DEG, all_matches=False)
    inside: dict[int, list[int]] = defaultdict(list)
    for point, polygon in [*found.T.tolist(), *((int(rest[k]), int(polygon)) for k, polygon in near.T)]:
        inside[polygon].append(point)
    return inside


def _present(counted: Counter[str], totals: Counter[str], undrawn: set[str], own: str) -> set[str]:
    """The divisions that share a polygon: undrawn ones, with the polygon's own, or all where it has none of its own."""
    enough = {c for c, n in counted.items() if n >= _PRESENT * min(totals[c], counted.total())}
    wanted = {c for c in enough if c in undrawn or not own}
    return wanted | ({own} & counted.keys())


def divide(polygon: shapely.Geometry, seeds: list[tuple[tuple[float, float], str]]) -> dict[str, shapely.Geometry]:
    """The parts of a polygon that lie nearest to the seeds of each name.

    Parameters
    ----------
    polygon
        In degrees.
    seeds
        Longitude and latitude, and a name, each position once.

    Returns
    -------
    dict
        Area by name, in the order of the names. They neither overlap nor leave a gap.
    """
    names = sorted({name for _, name in seeds})
    if len(names) == 1:
        return {names[0]: polygon}
    # Degrees of longitude shrink towards the poles; nearest is meant in kilometres.
    shrink = cos(radians(float(shapely.centroid(polygon).y)))
    points = shapely.multipoints([(lon * shrink, lat) for (lon, lat), _ in seeds])
    frame = shapely.transform(polygon, lambda c: c * [shrink, 1.0])
    cells = shapely.get_parts(shapely.voronoi_polygons(points, extend_to=shapely.envelope(frame)))
    owners = shapely.STRtree(cells).query(shapely.get_parts(points), "intersects")
    by_name: dict[str, list[int]] = defaultdict(list)
    for seed, cell in sorted(zip(*owners, strict=True)):
        by_name[seeds[seed][1]].append(int(cell))
    parts = {}
    for name in names:
        joined = shapely.transform(shapely.union_all(cells[by_name[name]]), lambda c: c / [shrink, 1.0])
        parts[name] = shapely.intersection(joined, polygon)
    return parts


def _between(polygon: shapely.Geometry, areas: Iterable[shapely.Geometry]) -> list[shapely.Geometry]:
    """The lines inside a polygon that part its areas."""
    inner = [shapely.difference(shapely.boundary(area), shapely.boundary(polygon)) for area in areas]
    return [line for line in inner if not line.is_empty]
