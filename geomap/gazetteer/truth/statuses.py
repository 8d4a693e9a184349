"""Disputed areas: who claims them, by which source, and when that was last checked."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from geomap.gazetteer.truth.measures import width_km

if TYPE_CHECKING:
    from geomap.gazetteer.truth.report import TruthReport
    from geomap.gazetteer.truth.tables import Atlas

_THIN_KM = 5.0
"""A strip that is narrower is a line with a width to be seen, and no land that somebody could hold."""


def check_statuses(atlas: Atlas, report: TruthReport) -> None:
    """Check that every status has a source and a date, and every disputed area claimants and who holds it.

    A line has claimants, and nobody holds it.
    """
    gazetteer, footprints = atlas.gazetteer, atlas.gazetteer.footprints
    assert footprints is not None
    rows = {gazetteer.id_of(int(index)): row for index, row in gazetteer.curated.get("status", {}).items()}
    disputed = set()
    for country, zone, is_disputed in footprints.territories:
        if is_disputed and not zone:
            place = gazetteer.index(country)
            name = gazetteer.name_of(place) if place >= 0 else "no country"
            report.add("statuses", f"territory of {name}", "is disputed ground without a place of its own")
        elif is_disputed:
            disputed.add(zone)
    for place_id in sorted(disputed - set(rows)):
        report.add("statuses", place_id, "is disputed and has no status")
    for place_id, row in sorted(rows.items()):
        footprint = footprints.get(place_id, "local")
        claimed = place_id in disputed or (footprint is not None and footprint.disputed)
        # A demarcation line is drawn as a thin strip.
        is_line = footprint is not None and width_km(footprint.to_shapely()) < _THIN_KM
        lacks = [
            what
            for what, wrong in (
                ("claimants", claimed and not row.get("claimants")),
                ("administrator", claimed and not is_line and not row.get("administered_by")),
                ("source", not [source for source in row.get("sources", ()) if source.strip()]),
                ("date checked", not _is_date(row.get("checked", ""))),
            )
            if wrong
        ]
        if lacks:
            name = gazetteer.get(place_id).name
            report.add("statuses", place_id, f"{name} lacks its {', '.join(lacks)}")
    report.checked["statuses"] = len(rows) + len(disputed - set(rows))


def _is_date(text: str) -> bool:
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
