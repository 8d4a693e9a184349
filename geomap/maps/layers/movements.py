"""Movements that the text tells, as arrows: no place is its own."""

from __future__ import annotations

from geomap.maps.layers.spec import LayerSpec

LAYER = LayerSpec(
    key="movements", group="movements", accepts=lambda _: False, symbol=lambda _: "movement", area=False, asked=200
)
