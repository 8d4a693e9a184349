"""Mountains, islands, deserts and forests."""

from __future__ import annotations

from geomap.maps.layers.spec import LayerSpec

LAYER = LayerSpec(
    key="nature",
    group="places",
    accepts=lambda subject: subject.place.feature_class in {"T", "V"},
    symbol=lambda _: "mountain",
    area=True,
    weight=0.8,
    asked=60,
)
