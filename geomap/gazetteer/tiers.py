"""Tiers of names: what a name most notably stands for, as one small number for the tagger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.gazetteer import layout

if TYPE_CHECKING:
    from geomap.gazetteer.record import Record

_BY_POPULATION = (
    (500_000, layout.TIER_500K),
    (100_000, layout.TIER_100K),
    (15_000, layout.TIER_15K),
    (2_000, layout.TIER_2K),
)


def tier_of(record: Record, match_code: int) -> int:
    """Tier that a bearer gives to its name; the lowest among the bearers is the name's.

    A demonym has a tier of its own, any other name that is not the place's first counts one settlement's tier only
    where the place is a country or a first-order unit (their alternate names are as good as the first).
    """
    kind = match_code & layout.KIND_MASK
    if kind == layout.DEMONYM:
        return layout.TIER_DEMONYM
    code = record.feature_code
    if record.feature_class == "A" and code.startswith("PCL"):
        return layout.TIER_COUNTRY
    if record.feature_class == "A" and code == "ADM1":
        return layout.TIER_ADMIN1
    if kind != layout.PRIMARY:
        return layout.TIER_ALTERNATE
    if record.feature_class == "P":
        return next((tier for most, tier in _BY_POPULATION if record.population >= most), layout.TIER_PLACE)
    return layout.TIER_PLACE if record.feature_class == "A" else layout.TIER_FEATURE
