"""Movements that are guesses, or only announced: dashed, and off until a reader asks for them."""

from __future__ import annotations

from geomap.maps.layers.spec import LayerSpec

LAYER = LayerSpec(
    key="movements-uncertain",
    group="movements",
    accepts=lambda _: False,
    symbol=lambda _: "movement-uncertain",
    area=False,
    asked=210,
    shown=False,
)
