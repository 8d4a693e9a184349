"""Seas, gulfs, straits, lakes and rivers."""

from __future__ import annotations

from geomap.maps.layers.spec import LayerSpec

LAYER = LayerSpec(
    key="waters",
    group="areas",
    accepts=lambda subject: subject.place.feature_class in {"H", "U"},
    symbol=lambda _: "water",
    area=True,
    weight=0.3,
    asked=50,
)
