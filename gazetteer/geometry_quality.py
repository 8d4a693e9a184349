"""How far a first-order unit's outline can be trusted, by its settlements and its known area."""

from __future__ import annotations

import csv
from collections import defaultdict
from typing import TYPE_CHECKING

import ids
import numpy as np
import shapely
from geometry_cells import known_areas
from geometry_fit import area_km2
from geometry_pack import APPROXIMATE, SKETCH
from packages import HERE

if TYPE_CHECKING:
    from geometry import Builder

_LEAST_SETTLEMENTS = 2
"""Settlements that draw a unit. Countries whose true outlines are known, cut in the same way, say what comes out: the
mean share of overlap (intersection over union) is 0.5 with one settlement, where it is known at all, 0.64 with two, 0.7
with three to five, 0.8 with more (``unit_leave_out.py``)."""

_OFF = 1.35
"""Factor by which an outline's area may be off the known one."""

_TOLERANCE = 15.0
"""Per cent by which it may be off and not be called approximate, where the table says nothing else."""

_MOSTLY = 0.5
"""Share of a unit that must be cut between settlements for them to tell its quality."""

_NEAR_DEG = 0.02
"""How far off a settlement may lie (2 km): what 1:10 million can tell."""

_ASTRAY, _LOST = 0.1, 0.5
"""Share of a unit's settlements outside it from which its outline is approximate, and no outline at all."""


def is_drawn(builder: Builder, unit: str, land: np.ndarray, share: float) -> bool:
    """Whether the outline of a unit that is cut between settlements is good enough to be drawn.

    Parameters
    ----------
    builder
        The build.
    unit
        GeoNames first-order code.
    land
        Its pieces, in degrees.
    share
        The share of it that is cut between settlements.
    """
    known = known_areas().get(unit)
    if known is not None:
        area = sum(area_km2(piece) for piece in land)
        if not known / _OFF <= area <= known * _OFF:
            return False
    # One that has a polygon of its own has lost or gained a piece, and the rest is as true as before.
    new = unit not in builder.matches.admin1.values()
    few = builder.cells.settlements[unit] < _LEAST_SETTLEMENTS and unit not in builder.cells.circles
    return not (new and few and share > _MOSTLY)


def published() -> dict[str, tuple[float, float]]:
    """Published area in km² and tolerance in per cent of first-order units, from ``curated/unit_areas.csv``."""
    with (HERE / "curated" / "unit_areas.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["unit"]: (float(row["area_km2"]), float(row["tolerance_percent"] or _TOLERANCE))
            for row in csv.DictReader(file)
        }


def doubt_of_area(area: float, known: float, tolerance: float) -> int:
    """The flags that an outline gets for its area: none, approximate, or also a sketch.

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


def doubt(builder: Builder) -> None:
    """Mark the units whose area is off, or of which too many settlements lie outside, as approximate or a sketch."""
    towns: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for lon, lat, unit, _ in builder.sources.cities():
        towns[unit].append((lon, lat))
    areas = published()
    for division in builder.sources.subdivisions:
        place = ids.geonames(division.geonameid)
        record = builder.pack.records.get(place)
        if division.level != 1 or record is None:
            continue
        land = shapely.coverage_union_all(builder.land[builder.faces_of[place]])
        if division.code in areas:
            area = sum(area_km2(piece) for piece in shapely.get_parts(land))
            if flags := doubt_of_area(area, *areas[division.code]):
                record.flags |= flags
                known = areas[division.code][0]
                builder.report.append(f"{division.code} {division.name}: {area:,.0f} km² drawn, {known:,.0f} published")
        if division.code not in towns:
            continue
        shapely.prepare(land)
        near = shapely.dwithin(land, shapely.points(np.array(towns[division.code])), _NEAR_DEG)
        astray = 1.0 - float(near.mean())
        if astray > _ASTRAY:
            record.flags |= APPROXIMATE | (SKETCH if astray > _LOST else 0)
            builder.report.append(f"{division.code} {division.name}: {astray:.0%} of its settlements lie outside")
