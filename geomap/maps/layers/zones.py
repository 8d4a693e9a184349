"""Buffer zones, demilitarised zones and disputed areas: hatched."""

from __future__ import annotations

from geomap.maps.layers.countries import CODES as COUNTRY_CODES
from geomap.maps.layers.provinces import is_union
from geomap.maps.layers.spec import LayerSpec, Subject

_CODES = frozenset({"ZN", "ZNB", "ZNF", "DMZ", "MILZ"})


def _accepts(subject: Subject) -> bool:
    place = subject.place
    if is_union(subject):
        return False
    if subject.is_zone or place.feature_code in _CODES:
        return True
    # A disputed province or plateau; a disputed state stays with the countries, a disputed town with the towns.
    is_area = place.feature_class in {"A", "L", "T"} and place.has_footprint
    disputed = subject.status is not None and not subject.settled and not subject.status.within
    return disputed and is_area and place.feature_code not in COUNTRY_CODES


def _symbol(subject: Subject) -> str:
    is_zone = subject.is_zone or subject.place.feature_code in _CODES
    return "zone" if is_zone else "disputed"


LAYER = LayerSpec(key="zones", group="areas", accepts=_accepts, symbol=_symbol, area=True, asked=20)
