"""Provinces, districts and regions: light polygons."""

from __future__ import annotations

from geomap.maps.layers.spec import LayerSpec, Subject

# Regions that no frame should be drawn around: "Europe", "the Middle East".
_VAST = frozenset({"CONT", "RGNE", "PCLH"})


def _accepts(subject: Subject) -> bool:
    return subject.place.feature_class in {"A", "L"}


def _symbol(subject: Subject) -> str:
    place = subject.place
    return "province" if place.feature_class == "A" and place.feature_code.startswith("ADM") else "region"


def is_union(subject: Subject) -> bool:
    """Tell whether a place is a union of states: GeoNames has no code of its own for these, and files them as zones.

    A zone that is guarded or disputed lies in a country, or has a status.
    """
    place = subject.place
    return place.feature_code == "ZN" and not (place.country_code or subject.status or subject.is_zone)


def is_vast(subject: Subject) -> bool:
    """Tell whether a place is too large to frame a story."""
    return subject.place.feature_code in _VAST or is_union(subject)


LAYER = LayerSpec(key="provinces", group="areas", accepts=_accepts, symbol=_symbol, area=True, asked=80)
