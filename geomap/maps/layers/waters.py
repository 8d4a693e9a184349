"""Seas, gulfs, straits, lakes and rivers."""

from __future__ import annotations

from geomap.maps.layers.spec import LayerSpec, Subject

_SEAS = frozenset({"BAY", "BAYS", "BGHT", "CHN", "CHNM", "GULF", "OCN", "SD", "SEA", "STRT"})


def _symbol(subject: Subject) -> str:
    # A sea has no line in the open water: it is a name there, not a slab with straight edges.
    place = subject.place
    return "sea" if place.feature_class == "U" or place.feature_code in _SEAS else "water"


LAYER = LayerSpec(
    key="waters",
    group="areas",
    accepts=lambda subject: subject.place.feature_class in {"H", "U"},
    symbol=_symbol,
    area=True,
    weight=0.3,
    asked=50,
)
