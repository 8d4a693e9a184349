"""Areas, lengths and widths against published ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geomap.gazetteer.truth.measures import across_km, area_km2, farthest_km, length_km, width_km
from geomap.gazetteer.truth.tables import read_table

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from geomap.gazetteer.truth.report import TruthReport
    from geomap.gazetteer.truth.tables import Atlas

APPROXIMATE_PERCENT: Final = 15.0
"""Least tolerance for an outline that says of itself that it is approximate."""
UNIT_PERCENT: Final = 35.0
"""The same for a first-order unit: many are cut between settlements. Beyond it the build makes it a sketch."""


def check_areas(atlas: Atlas, report: TruthReport) -> None:
    """Compare every row of ``areas.csv`` with the outline of its place."""
    rows = read_table("areas")
    granted: list[str] = []
    for row in rows:
        _row(atlas, report, row, granted)
    report.checked["areas"] = len(rows)
    if granted:
        listed = ", ".join(granted)
        report.summary.append(f"areas: {len(granted)} sketches and approximate units beyond their tolerance: {listed}")


def _row(atlas: Atlas, report: TruthReport, row: dict[str, str], granted: list[str]) -> None:
    """Compare one row; sketches, which claim no outline, and what approximate units are granted go to ``granted``."""
    reference, quantity = row["place"], row["quantity"]
    key = f"{reference} {quantity}" + (f" {row['at']}" if row["at"] else "")
    place = atlas.find(reference)
    if place is None:
        report.add("areas", key, "no place of that name, or several")
        return
    if quantity == "first_order_units":
        number = len(atlas.units.get(place.country_code, ()))
        if number != int(row["value"]):
            report.add(
                "areas", key, f"{number} in the gazetteer, {row['value']} in fact ({row['note'] or row['source']})"
            )
        return
    footprint, shape = atlas.footprint(place), atlas.shape(place)
    if footprint is None or shape is None:
        report.add("areas", key, f"{place.id} ({place.name}) has no outline; {row['value']} expected")
        return
    measured = measure(atlas, shape, quantity, row["at"])
    if measured is None:
        report.add("areas", key, f"{row['at']} is no border")
        return
    expected, tolerance = float(row["value"]), float(row["tolerance_percent"])
    off = 100 * (measured - expected) / expected
    unit = place.feature_code == "ADM1"
    if abs(off) <= tolerance:
        return
    if footprint.sketch or (unit and footprint.approximate and abs(off) <= UNIT_PERCENT):
        granted.append(f"{place.country_code}/{place.name} {off:+.0f} %" + (" (sketch)" if footprint.sketch else ""))
        return
    if footprint.approximate:
        tolerance = max(tolerance, UNIT_PERCENT if unit else APPROXIMATE_PERCENT)
    if abs(off) > tolerance:
        message = f"{measured:,.4g} measured, {expected:,.10g} published ({off:+.1f} %, {tolerance:g} % allowed)"
        report.add("areas", key, f"{message}; {place.id} ({place.name})", approximate=footprint.approximate)


def measure(atlas: Atlas, shape: BaseGeometry, quantity: str, at: str) -> float | None:
    """Return a quantity of an outline by its name in the table; None where ``at`` names no border."""
    if quantity == "off_border_km":
        border = shared_border(atlas, *at.split("|"))
        return None if border is None else farthest_km(shape, border)
    if quantity == "across_km":
        return across_km(shape, at)
    return {"area_km2": area_km2, "length_km": length_km, "width_km": width_km}[quantity](shape)


def shared_border(atlas: Atlas, country: str, other: str) -> BaseGeometry | None:
    """Return the line that two countries share."""
    shapes = []
    for code in (country, other):
        place = atlas.gazetteer.country(code)
        shape = atlas.shape(place) if place is not None else None
        if shape is None:
            return None
        shapes.append(shape.boundary)
    line = shapes[0].intersection(shapes[1])
    return None if line.is_empty else line
