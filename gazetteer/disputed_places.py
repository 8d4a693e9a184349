"""Whose a settlement on disputed ground is: what the ground says, whichever country its source counts it to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.gazetteer.statuses import LINE_OFF_KM, depth_km

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from geomap.gazetteer.footprints import Footprint, Footprints
    from geomap.gazetteer.record import Record

_CLASSES = frozenset("PSRLT")


def settle(records: Iterable[Record], known: Mapping[str, Record], footprints: Footprints) -> list[str]:
    """Give the places of disputed areas the country and unit that the gazetteer has for that ground.

    GeoNames counts Ariel to Israel and Ramallah to Palestine, Smara to Morocco and Laayoune to Western Sahara. Where
    the ground is disputed, one rule holds for all places on it. A place that lies within the lines' own inaccuracy of
    the edge stays as it is, unless its source gives it a unit that its country does not have, or calls it a
    settlement.

    Returns
    -------
    list of str
        Ids of the places that changed.
    """
    units = {(r.country_code, r.admin1_code) for r in known.values() if r.feature_code == "ADM1"}
    outlines: dict[str, Footprint | None] = {}
    changed = []
    for record in records:
        if record.feature_class not in _CLASSES or not record.country_code:
            continue
        ground = footprints.containing(record.lon, record.lat)
        country = known.get(ground.country)
        if not (ground.disputed and ground.zone and country) or country.country_code == record.country_code:
            continue
        if ground.zone not in outlines:
            outlines[ground.zone] = footprints.get(ground.zone, "local")
        outline = outlines[ground.zone]
        settled = record.feature_code == "STLMT" or (record.country_code, record.admin1_code) not in units
        if outline is None or not (settled or depth_km(outline, record.lon, record.lat) >= LINE_OFF_KM):
            continue
        unit = known.get(ground.admin1)
        record.country_code = country.country_code
        record.admin1_code, record.admin2_code = (unit.admin1_code if unit else ""), ""
        changed.append(record.id)
    return changed
