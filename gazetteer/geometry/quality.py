"""How far a first-order unit's outline can be trusted, by its settlements and its known area."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np
import shapely

from gazetteer import ids
from gazetteer.geometry.fit import area_km2
from gazetteer.geometry.pack import APPROXIMATE, SKETCH
from gazetteer.sources.unit_areas import published

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from gazetteer.geometry.ground import Ground
    from gazetteer.geometry.pack import ArcFootprint

_LEAST_SETTLEMENTS = 2
"""Settlements that draw a unit. Countries whose true outlines are known, cut in the same way, say what comes out: the
mean share of overlap (intersection over union) is 0.5 with one settlement, where it is known at all, 0.64 with two, 0.7
with three to five, 0.8 with more (``gazetteer.checks.leave_out``)."""

_OFF = 1.35
"""Factor by which an outline's area may be off the known one."""

_MOSTLY = 0.5
"""Share of a unit that must be cut between settlements for them to tell its quality."""

_NEAR_DEG = 0.02
"""How far off a settlement may lie (2 km): what 1:10 million can tell."""

_ASTRAY, _LOST = 0.1, 0.5
"""Share of a unit's settlements outside it from which its outline is approximate, and no outline at all."""


def is_drawn(ground: Ground, unit: str, land: np.ndarray, share: float) -> bool:
    """Tell whether the outline of a unit that is cut between settlements is good enough to be drawn.

    Parameters
    ----------
    ground
        The land.
    unit
        GeoNames first-order code.
    land
        Its pieces, in degrees.
    share
        The share of it that is cut between settlements.
    """
    known = published().get(unit)
    if known is not None:
        area = sum(area_km2(piece) for piece in land)
        if not known.km2 / _OFF <= area <= known.km2 * _OFF:
            return False
    # One that has a polygon of its own has lost or gained a piece, and the rest is as true as before.
    new = unit not in ground.matches.admin1.values()
    few = ground.cuts.settlements[unit] < _LEAST_SETTLEMENTS and unit not in ground.cuts.circles
    return not (new and few and share > _MOSTLY)


def doubt_of_area(area: float, known: float, tolerance: float) -> int:
    """Return the flags that an outline gets for its area: none, approximate, or also a sketch.

    Parameters
    ----------
    area, known
        As drawn and as published, in km².
    tolerance
        Per cent by which they may differ.
    """
    if not known / _OFF <= area <= known * _OFF:
        return APPROXIMATE | SKETCH
    return APPROXIMATE if abs(area - known) > known * tolerance / 100 else 0


def doubt(ground: Ground, footprints: Mapping[str, ArcFootprint]) -> tuple[dict[str, int], tuple[str, ...]]:
    """Return the units whose area is off, or of which too many settlements lie outside: approximate, or a sketch.

    Parameters
    ----------
    ground
        The land.
    footprints
        By place id.

    Returns
    -------
    tuple
        The flags that each such unit gets, by place id, and what there is to report.
    """
    towns: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for town in ground.sources.cities():
        towns[town.unit].append((town.lon, town.lat))
    areas = published()
    flags: dict[str, int] = defaultdict(int)
    report = []
    for division in ground.sources.subdivisions:
        place = ids.geonames(division.geonameid)
        footprint = footprints.get(place)
        if division.level != 1 or footprint is None:
            continue
        land = shapely.coverage_union_all(ground.land[list(footprint.faces)])
        known = areas.get(division.code)
        area = sum(area_km2(piece) for piece in shapely.get_parts(land)) if known else 0.0
        if known and (off := doubt_of_area(area, *known)):
            flags[place] |= off
            report.append(f"{division.code} {division.name}: {area:,.0f} km² drawn, {known.km2:,.0f} published")
        astray = _astray(land, towns.get(division.code, ()))
        if astray > _ASTRAY:
            flags[place] |= APPROXIMATE | (SKETCH if astray > _LOST else 0)
            report.append(f"{division.code} {division.name}: {astray:.0%} of its settlements lie outside")
    return dict(flags), tuple(report)


def _astray(land: shapely.Geometry, towns: Sequence[tuple[float, float]]) -> float:
    """Return the share of a unit's settlements that lie outside its land; 0 where it has none."""
    if not towns:
        return 0.0
    shapely.prepare(land)
    return 1.0 - float(shapely.dwithin(land, shapely.points(np.array(towns)), _NEAR_DEG).mean())
