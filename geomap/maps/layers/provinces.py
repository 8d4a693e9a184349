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


def is_vast(code: str) -> bool:
    """Tell whether places of this feature code are too large to frame a story."""
    return code in _VAST


LAYER = LayerSpec(key="provinces", group="areas", accepts=_accepts, symbol=_symbol, area=True, weight=0.8)
