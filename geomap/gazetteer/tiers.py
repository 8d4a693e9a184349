"""Tiers of names: what a name most notably stands for, as one small number for the tagger."""

from __future__ import annotations

from geomap.gazetteer import layout

_BY_POPULATION = (
    (500_000, layout.TIER_500K),
    (100_000, layout.TIER_100K),
    (15_000, layout.TIER_15K),
    (2_000, layout.TIER_2K),
)


def tier_of(feature_class: str, feature_code: str, population: int, match_code: int) -> int:
    """Return the tier that a bearer gives to its name; the lowest among the bearers is the name's.

    Any name of a country or a first-order unit has their tier; of other places only the first name has one of its
    own. A demonym has its own tier whatever it stands for.
    """
    kind = match_code & layout.KIND_MASK
    if kind == layout.DEMONYM:
        return layout.TIER_DEMONYM
    if feature_class == "A" and feature_code.startswith("PCL"):
        return layout.TIER_COUNTRY
    if feature_class == "A" and feature_code == "ADM1":
        return layout.TIER_ADMIN1
    if kind != layout.PRIMARY:
        return layout.TIER_ALTERNATE
    if feature_class == "P":
        return next((tier for most, tier in _BY_POPULATION if population >= most), layout.TIER_PLACE)
    return layout.TIER_PLACE if feature_class == "A" else layout.TIER_FEATURE
