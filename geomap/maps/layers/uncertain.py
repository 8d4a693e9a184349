"""Guesses: places that geomap would rather show as uncertain than not at all."""

from __future__ import annotations

from geomap.maps.layers.spec import LayerSpec

LAYER = LayerSpec(
    key="uncertain",
    group="places",
    accepts=lambda subject: subject.uncertain,
    symbol=lambda _: "uncertain",
    area=True,
    asked=0,
)
