"""Outlines from settlements and known areas: a power diagram whose weights are fitted.

Each unit has its settlements as seeds. With no weights a point belongs to the nearest seed (Voronoi cells), and a unit
gets too much land where settlements are few. A weight for each unit, in km², that is taken off the squared distance
moves its borders parallel to themselves, outwards or inwards, until its area is the published one: a power diagram
(Aurenhammer, Hoffmann and Aronov 1998, "Minkowski-type theorems and least-squares clustering").
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from math import cos, pi, radians, sqrt
from typing import TYPE_CHECKING

import numpy as np
import shapely
from scipy.spatial import ConvexHull, cKDTree

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

Seed = tuple[tuple[float, float], str]
"""Longitude, latitude in degrees, and the unit."""

KM_PER_DEG = 111.195
_EARTH_KM = 6371.0088

_SAMPLES = 24_000
"""Points by which the areas within a group are measured."""

_ROUNDS = 150
_EXACT = 0.005
"""Share of its area by which a unit may be off when the fit stops."""

_TOWN_KM2 = 2_000
"""A unit of one settlement and a known area below this is a circle around it: a city with what belongs to it."""

_STILL_KM2 = 0.5
"""The fit stops when no weight moves by more."""

_KEPT = 0.9
"""Share of a unit's settlements that no neighbour's weight may take from it."""

_FAR = 30.0
"""Where the seeds that close the outer cells lie, in half-widths of the frame."""

_CLEAN_DEG = 1e-7
"""Rounding that closes the gaps of floating-point numbers between cells."""


@dataclass(frozen=True)
class Shared:
    """A piece of land that several units share.

    Attributes
    ----------
    land
        The piece, in degrees.
    seeds
        The settlements in it.
    """

    land: shapely.Geometry
    seeds: list[Seed]

    @property
    def units(self) -> list[str]:
        """The units, in the order of their names."""
        return sorted({unit for _, unit in self.seeds})


@dataclass(frozen=True)
class Fit:
    """The weights of a group of pieces.

    Attributes
    ----------
    weights
        By unit, in km².
    latitude
        The parallel on which a degree of longitude is measured, in degrees.
    circles
        Radius in km of the towns of known area that are one settlement: those are circles around it.
    """

    weights: Mapping[str, float] = field(default_factory=dict)
    latitude: float = 0.0
    circles: Mapping[str, float] = field(default_factory=dict)


def area_km2(geometry: shapely.Geometry) -> float:
    """Return the area of a geometry in degrees, on the sphere of the Earth's mean radius."""
    flat = shapely.transform(
        geometry, lambda c: np.column_stack([np.radians(c[:, 0]), np.sin(np.radians(c[:, 1]))]) * _EARTH_KM
    )
    return float(shapely.area(flat))


def _project(points: np.ndarray, latitude: float) -> np.ndarray:
    """Return degrees as kilometres, true along one parallel."""
    return points * [KM_PER_DEG * cos(radians(latitude)), KM_PER_DEG]


def divide(land: shapely.Geometry, seeds: Sequence[Seed], fit: Fit | None = None) -> dict[str, shapely.Geometry]:
    """Return the parts of a piece of land that belong to each unit.

    Parameters
    ----------
    land
        In degrees.
    seeds
        Settlements, each position once.
    fit
        Weights; without them each point belongs to the nearest settlement.

    Returns
    -------
    dict
        Area by unit, in the order of the names. They neither overlap nor leave a gap.
    """
    units = sorted({unit for _, unit in seeds})
    if len(units) == 1:
        return {units[0]: land}
    fit = fit or Fit(latitude=float(shapely.centroid(land).y))
    circles = {
        unit: shapely.intersection(_circle(position, fit.circles[unit], fit.latitude), land)
        for position, unit in seeds
        if unit in fit.circles
    }
    seeds = [seed for seed in seeds if seed[1] not in circles]
    if circles:
        rest = shapely.difference(land, shapely.union_all(list(circles.values())))
        parts = divide(rest, seeds, Fit(fit.weights, fit.latitude))
        return dict(sorted((parts | {u: c for u, c in circles.items() if not c.is_empty}).items()))
    points = _project(np.array([position for position, _ in seeds]), fit.latitude)
    frame = shapely.transform(land, lambda c: _project(c, fit.latitude))
    weights = np.array([fit.weights.get(unit, 0.0) for _, unit in seeds])
    by_unit: dict[str, list[shapely.Geometry]] = defaultdict(list)
    for (_, unit), cell in zip(seeds, _power_cells(points, weights, shapely.bounds(frame)), strict=True):
        if cell is not None:
            by_unit[unit].append(cell)
    scale = _project(np.array([1.0, 1.0]), fit.latitude)
    parts = {}
    for unit in units:
        if by_unit[unit]:
            cells = shapely.transform(np.array(by_unit[unit]), lambda c: c / scale)
            part = shapely.intersection(shapely.union_all(cells, grid_size=_CLEAN_DEG), land)
            if not part.is_empty:
                parts[unit] = part
    return parts


def _circle(position: tuple[float, float], radius_km: float, latitude: float) -> shapely.Geometry:
    """Return a circle on the ground, in degrees."""
    scale = _project(np.array([1.0, 1.0]), latitude)
    return shapely.transform(shapely.buffer(shapely.Point(0, 0), radius_km), lambda c: c / scale + position)


def _power_cells(points: np.ndarray, weights: np.ndarray, frame: np.ndarray) -> list[shapely.Geometry | None]:
    """Return the cell of each point, None where another's weight swallows it.

    Cells are the dual of the lower hull of the points lifted to ``x² + y² - weight``.
    """
    middle = (frame[:2] + frame[2:]) / 2
    reach = float(max(frame[2:] - frame[:2])) / 2 or 1.0
    angles = np.arange(8) * np.pi / 4
    ring = _FAR * np.column_stack([np.cos(angles), np.sin(angles)])
    places = np.vstack([(points - middle) / reach, ring])
    lifted = (places**2).sum(axis=1) - np.append(weights / reach**2, np.zeros(len(ring)))
    hull = ConvexHull(np.column_stack([places, lifted]))
    lower = hull.equations[:, 2] < -1e-12
    planes = hull.equations[lower]
    corners = planes[:, :2] / (-2 * planes[:, 2:3]) * reach + middle
    around: list[list[int]] = [[] for _ in places]
    for facet, simplex in enumerate(hull.simplices[lower]):
        for site in simplex:
            around[site].append(facet)
    cells: list[shapely.Geometry | None] = []
    for facets in around[: len(points)]:
        cell = shapely.convex_hull(shapely.multipoints(corners[facets])) if len(facets) > 2 else None
        cells.append(cell if cell is not None and cell.area > 0 else None)
    return cells


def fit(pieces: Sequence[Shared], wanted: Mapping[str, float]) -> Fit:
    """Return the weights with which the units' areas in a group of pieces come close to the wanted ones.

    Parameters
    ----------
    pieces
        Pieces that have units in common.
    wanted
        Area in km² of the units whose area in these pieces is known. Others take what is left.

    Returns
    -------
    Fit
        Weights so limited that a unit keeps nine tenths of its settlements from each neighbour.
    """
    latitude = float(shapely.centroid(shapely.union_all([piece.land for piece in pieces])).y)
    circles = _circles(pieces, wanted)
    pieces = [Shared(piece.land, [seed for seed in piece.seeds if seed[1] not in circles]) for piece in pieces]
    units = sorted({unit for piece in pieces for unit in piece.units})
    if not set(wanted) & set(units) or len(units) < 2:
        return Fit(latitude=latitude, circles=circles)
    distances, size = _distances(pieces, units, latitude)
    known = {unit: wanted[unit] for unit in units if unit in wanted}
    whole = size * len(distances) - sum(wanted[unit] for unit in circles)
    if len(known) == len(units):
        # The parent as it is drawn is a little larger or smaller than its units together.
        known = {unit: value * whole / sum(known.values()) for unit, value in known.items()}
    elif sum(known.values()) > 0.98 * whole:
        known = {unit: 0.98 * value * whole / sum(known.values()) for unit, value in known.items()}
    limits = _limits(pieces, units, latitude)
    weights = _solve(distances, {units.index(u): value / size for u, value in known.items()}, limits)
    return Fit({unit: float(w) for unit, w in zip(units, weights, strict=True)}, latitude, circles)


def _circles(pieces: Sequence[Shared], wanted: Mapping[str, float]) -> dict[str, float]:
    """Return the radius in km of the units that are one town and little more."""
    seats = Counter(unit for piece in pieces for _, unit in piece.seeds)
    single = [unit for unit, area in sorted(wanted.items()) if seats[unit] == 1 and area <= _TOWN_KM2]
    return {unit: sqrt(wanted[unit] / pi) for unit in single} if len(single) < len(seats) else {}


def _distances(pieces: Sequence[Shared], units: list[str], latitude: float) -> tuple[np.ndarray, float]:
    """Return the squared km from sample points to each unit's nearest seed, and the km² that each point stands for."""
    step = sqrt(sum(area_km2(piece.land) for piece in pieces) / _SAMPLES)
    rows = []
    for piece in pieces:
        frame = shapely.transform(piece.land, lambda c: _project(c, latitude))
        west, south, east, north = shapely.bounds(frame)
        grid = np.meshgrid(np.arange(west + step / 2, east, step), np.arange(south + step / 2, north, step))
        samples = np.column_stack([axis.ravel() for axis in grid])
        shapely.prepare(frame)
        samples = samples[shapely.contains_xy(frame, samples[:, 0], samples[:, 1])]
        found = np.full((len(samples), len(units)), np.inf)
        for unit in piece.units:
            seeds = _project(np.array([position for position, owner in piece.seeds if owner == unit]), latitude)
            if len(samples):
                found[:, units.index(unit)] = cKDTree(seeds).query(samples)[0] ** 2
        rows.append(found)
    return np.vstack(rows), step**2


def _limits(pieces: Iterable[Shared], units: list[str], latitude: float) -> np.ndarray:
    """Return how much the weight of the unit of a column may exceed that of the unit of a row, in km².

    With more it would take settlements from it.
    """
    limits = np.full((len(units), len(units)), np.inf)
    for piece in pieces:
        points = {unit: _project(np.array([p for p, u in piece.seeds if u == unit]), latitude) for unit in piece.units}
        for other in piece.units:
            tree = cKDTree(points[other])
            for unit in piece.units:
                if unit == other:
                    continue
                reach = np.sort(tree.query(points[unit])[0] ** 2)
                row, column = units.index(unit), units.index(other)
                spared = reach[int((1 - _KEPT) * len(reach))]
                limits[row, column] = min(limits[row, column], 0.95 * spared)
    return limits


def _solve(distances: np.ndarray, counts: Mapping[int, float], limits: np.ndarray) -> np.ndarray:
    """Return the weights with which unit ``k`` has ``counts[k]`` samples, as far as the limits let it.

    One unit after another.
    """
    weights = np.zeros(distances.shape[1])
    for _ in range(_ROUNDS):
        before = weights.copy()
        owners = np.bincount(np.argmin(distances - weights, axis=1), minlength=len(weights))
        off = {k: abs(owners[k] - count) / max(count, 1.0) for k, count in counts.items()}
        if max(off.values()) < _EXACT:
            break
        for k in sorted(off, key=lambda k: (-off[k], k)):
            power = distances - weights
            power[:, k] = np.inf
            needed = distances[:, k] - power.min(axis=1)
            needed = np.sort(needed[~np.isnan(needed) & (needed < np.inf)])
            at = min(max(round(counts[k]), 1), len(needed)) - 1
            if np.isfinite(needed[at]):
                weights[k] = np.clip(
                    weights[k] + 0.7 * (needed[at] - weights[k]),
                    (weights - limits[k]).max(),
                    (weights + limits[:, k]).min(),
                )
        if np.abs(weights - before).max() < _STILL_KM2:
            break
    return weights
