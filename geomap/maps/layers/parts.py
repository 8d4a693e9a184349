"""Parts of a place that only words describe: "southern Syria", drawn with soft edges."""

from __future__ import annotations

from geomap.maps.layers.spec import LayerSpec

LAYER = LayerSpec(
    key="parts",
    group="areas",
    accepts=lambda subject: bool(subject.part),
    symbol=lambda _: "part",
    area=True,
    weight=0.5,
    asked=10,
)
