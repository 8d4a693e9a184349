"""Neighbours without gap or overlap: exactly, by the arcs that they share, and by area against the whole."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from geomap.gazetteer.truth.measures import area_km2

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from geomap.gazetteer.arcs import ArcFile
    from geomap.gazetteer.truth.report import TruthReport
    from geomap.gazetteer.truth.tables import Atlas
    from geomap.model import Place

_GAP_KM2: Final = 1.0
"""Units may leave or overlap so much of their country and no more: rounding on the grid of 11 metres."""
_COARSE_SHARE, _COARSE_KM2 = 0.005, 150.0
"""Of the lesser of the two, islands below the scale of 1:10 million and lakes that Natural Earth gives to no unit."""
_UNITS_TO_JUDGE: Final = 2


def check_borders(atlas: Atlas, report: TruthReport) -> None:
    """Check that an arc bounds at most one unit on each side, and that units fill their country."""
    footprints = atlas.gazetteer.footprints
    assert footprints is not None
    number = 0
    for country, units in sorted(atlas.units.items()):
        outlined = [unit for unit in units if unit.has_footprint]
        number += len(outlined)
        _arcs(footprints.arcs, [unit for unit in outlined if not _is_sketch(atlas, unit)], country, report)
        if len(outlined) >= _UNITS_TO_JUDGE:
            _fill(atlas, country, outlined, report)
        for unit in units:
            if not unit.has_footprint:
                report.add("borders", f"{country}/{unit.id}", f"{unit.name} has no outline")
    report.checked["borders"] = number


def _is_sketch(atlas: Atlas, unit: Place) -> bool:
    footprint = atlas.footprint(unit)
    return footprint is not None and footprint.sketch


def _arcs(file: ArcFile, units: list[Place], country: str, report: TruthReport) -> None:
    sides: dict[int, list[Place]] = defaultdict(list)
    for unit in units:
        for signed in file.ring_arcs(file.find(unit.id)):
            sides[signed].append(unit)
    pairs = {tuple(sorted(unit.id for unit in bearers)) for bearers in sides.values() if len(bearers) > 1}
    names = {unit.id: unit.name for unit in units}
    for ids in sorted(pairs):
        report.add("borders", f"{country}/{ids[0]}", "overlaps: " + " and ".join(names[one] for one in ids))


def _fill(atlas: Atlas, country: str, units: list[Place], report: TruthReport) -> None:
    import shapely

    state = atlas.gazetteer.country(country)
    whole = atlas.shape(state) if state is not None else None
    if whole is None:
        return
    shapes: list[BaseGeometry] = [shape for unit in units if (shape := atlas.shape(unit)) is not None]
    parts = sum(area_km2(shape) for shape in shapes)
    total = area_km2(whole)
    if abs(parts - total) <= _GAP_KM2:
        report.summary.append(f"borders, {country}: {len(units)} units, {parts - total:+.2f} km² of {total:,.0f}")
        return
    together = shapely.union_all(shapes)
    gap = area_km2(whole.difference(together))
    beyond = together.difference(whole)
    # A sketch claims no outline: that it lies over another unit is no overlap.
    drawn = [shape for unit in units if not _is_sketch(atlas, unit) and (shape := atlas.shape(unit)) is not None]
    over = sum(area_km2(shape) for shape in drawn) - area_km2(shapely.union_all(drawn))
    disputed = _disputed(atlas, beyond)
    outside = area_km2(beyond.difference(disputed)) if disputed is not None else area_km2(beyond)
    problems = [
        f"{km2:,.0f} km² {what}"
        for km2, least, what in (
            (gap, max(_GAP_KM2, min(_COARSE_SHARE * total, _COARSE_KM2)), "belong to no unit"),
            (over, _GAP_KM2, "lie in two units"),
            (outside, _GAP_KM2, "of its units lie outside it and are not disputed"),
        )
        if km2 > least
    ]
    if problems:
        report.add("borders", f"{country} whole", f"of {total:,.0f} km² " + "; ".join(problems))


def _disputed(atlas: Atlas, area: BaseGeometry) -> BaseGeometry | None:
    """Return the disputed areas that touch an area, in one."""
    import shapely

    footprints = atlas.gazetteer.footprints
    assert footprints is not None
    if area.is_empty:
        return None
    shapes = []
    for place_id in footprints.disputed(area.bounds):
        footprint = footprints.get(place_id, "local")
        if footprint is not None and footprint.polygons:
            shapes.append(footprint.to_shapely())
    return shapely.union_all(shapes) if shapes else None
