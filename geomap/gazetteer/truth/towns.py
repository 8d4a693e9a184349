"""Towns that must and must not lie in an outline, and the towns of units by their codes."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Final

from geomap.gazetteer.truth.measures import distance_to_km
from geomap.gazetteer.truth.tables import read_table

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from geomap.gazetteer.footprints import Footprint
    from geomap.gazetteer.truth.report import TruthReport
    from geomap.gazetteer.truth.tables import Atlas
    from geomap.model import Place

_FEWEST: Final = 5
"""Units with fewer towns are not judged by a share."""
_LEAST, _LEAST_APPROXIMATE = 90.0, 75.0
_WORST_SHOWN: Final = 20
_GONE: Final = frozenset({"PPLH", "PPLQ", "PPLW", "PPLCH"})
"""Settlements that are no more."""
_ASHORE_KM: Final = 1.5
"""A town that must lie in an outline may lie so far before it: coasts are simplified. One that must not, must not."""
_NEAR_KM: Final = 2
"""A town so near to its unit counts as in it: borders are drawn at 1:10 million."""
_CUT_KM: Final = 10
"""How far from where it must lie a town may be where an approximate unit ends: a line between settlements."""


def check_towns(atlas: Atlas, report: TruthReport) -> None:
    """Compare every row of ``towns.csv`` with the outline of its place."""
    import shapely

    rows = read_table("towns")
    sketches: set[str] = set()
    for row in rows:
        key = f"{row['place']} {row['town'] or row['lon'] + ' ' + row['lat']}"
        place = atlas.find(row["place"])
        shape = atlas.shape(place) if place is not None else None
        if place is None or shape is None:
            report.add("towns", key, "no place of that name with an outline, or several")
            continue
        at = atlas.town(row["town"], row["lon"], row["lat"])
        if at is None:
            report.add("towns", key, "no such town in the gazetteer, and no position in the row")
            continue
        point = shapely.Point(at)
        inside = bool(shape.covers(point))
        if not inside and row["inside"] == "yes" and distance_to_km(shape, *at) <= _ASHORE_KM:
            continue
        if inside != (row["inside"] == "yes"):
            footprint = atlas.footprint(place)
            if footprint is not None and footprint.sketch:
                sketches.add(f"{place.country_code}/{place.name}")
                continue
            if _is_granted(place, footprint, shape, at):
                continue
            km = distance_to_km(shape.boundary if inside else shape, *at)
            side = "inside, and must not" if inside else "outside, and must lie in it"
            message = f"{km:.1f} km {side}: {row['reason']}"
            report.add("towns", key, message, approximate=footprint is not None and footprint.approximate)
    report.checked["towns"] = len(rows)
    if sketches:
        report.summary.append(f"towns: sketches, which claim no outline: {', '.join(sorted(sketches))}")


def _is_granted(place: Place, footprint: Footprint | None, shape: BaseGeometry, at: tuple[float, float]) -> bool:
    """Tell whether a town on the wrong side is so near to an approximate border that the border may be off."""
    return (
        footprint is not None
        and footprint.approximate
        and place.feature_code == "ADM1"
        and distance_to_km(shape.boundary, *at) <= _CUT_KM
    )


def check_towns_of_units(atlas: Atlas, report: TruthReport) -> None:
    """Check what share of the settlements that bear a unit's code lies in its outline; name the worst units."""
    strict, inside, total, elsewhere = _count_towns(atlas)
    worst: list[tuple[float, Place]] = []
    sketches = []
    for country in sorted(atlas.units):
        for unit in atlas.units[country]:
            if not total[unit.id] or not unit.has_footprint:
                continue
            share = 100 * inside[unit.id] / total[unit.id]
            footprint = atlas.footprint(unit)
            approximate = footprint is not None and footprint.approximate
            worst.append((share, unit))
            if footprint is not None and footprint.sketch:
                if share < _LEAST_APPROXIMATE:
                    sketches.append(f"{country}/{unit.name} {share:.0f} %")
                continue
            # One town astray may be wrong itself.
            if share > 0 and (total[unit.id] < _FEWEST or total[unit.id] - inside[unit.id] < 2):
                continue
            if share < (_LEAST_APPROXIMATE if approximate else _LEAST):
                where = ", ".join(f"{n} in {name}" for name, n in elsewhere[unit.id].most_common(2))
                message = f"{unit.name}: {inside[unit.id]} of {total[unit.id]} towns in it ({share:.0f} %); {where}"
                report.add("towns of units", f"{country}/{unit.id}", message, approximate=approximate)
    report.checked["towns of units"] = len(worst)
    whole = max(1, sum(total.values()))
    report.summary.append(
        f"towns of units: {100 * sum(strict.values()) / whole:.2f} % of {whole:,} towns lie in their unit, "
        f"{100 * sum(inside.values()) / whole:.2f} % within {_NEAR_KM} km of it; "
        f"{sum(1 for share, _ in worst if share == 100):,} of {len(worst):,} units hold all of theirs"
    )
    worst.sort(key=lambda pair: (pair[0], -total[pair[1].id]))
    names = ", ".join(
        f"{unit.country_code}/{unit.name} {share:.0f} % of {total[unit.id]}" for share, unit in worst[:_WORST_SHOWN]
    )
    report.summary.append(f"towns of units, the worst {_WORST_SHOWN}: {names}")
    if sketches:
        report.summary.append(f"towns of units: sketches, which claim no outline: {', '.join(sketches)}")


def _count_towns(atlas: Atlas) -> tuple[Counter[str], Counter[str], Counter[str], dict[str, Counter[str]]]:
    """Count by unit the settlements inside, those inside or nearly, and all; second, where the others lie."""
    gazetteer, footprints = atlas.gazetteer, atlas.gazetteer.footprints
    assert footprints is not None
    strict: Counter[str] = Counter()
    total: Counter[str] = Counter()
    astray: list[tuple[Place, Place]] = []
    by_code = {(u.country_code, u.admin1_code): u for units in atlas.units.values() for u in units}
    wanted = {i for i, (letter, code) in enumerate(gazetteer.features) if letter == "P" and code not in _GONE}
    for i, feature in enumerate(gazetteer.columns.feature):
        if feature not in wanted:
            continue
        town = gazetteer.place(i)
        unit = by_code.get((town.country_code, town.admin1_code))
        if unit is None or not unit.has_footprint or not town.id.startswith("geonames:"):
            continue
        total[unit.id] += 1
        if footprints.containing(town.lon, town.lat).admin1 == unit.id:
            strict[unit.id] += 1
        else:
            astray.append((town, unit))
    inside, elsewhere = _judge_astray(atlas, astray)
    return strict, inside + strict, total, elsewhere


def _judge_astray(atlas: Atlas, astray: list[tuple[Place, Place]]) -> tuple[Counter[str], dict[str, Counter[str]]]:
    """Return which settlements outside their unit are near to it, and where the others lie."""
    footprints = atlas.gazetteer.footprints
    assert footprints is not None
    names = {unit.id: unit.name for units in atlas.units.values() for unit in units}
    near: Counter[str] = Counter()
    elsewhere: dict[str, Counter[str]] = defaultdict(Counter)
    for town, unit in astray:
        shape = atlas.shape(unit)
        if shape is not None and distance_to_km(shape, town.lon, town.lat) <= _NEAR_KM:
            near[unit.id] += 1
            continue
        found = footprints.containing(town.lon, town.lat)
        elsewhere[unit.id][names.get(found.admin1, "no unit")] += 1
    return near, elsewhere
