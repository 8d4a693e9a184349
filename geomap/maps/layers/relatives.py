"""Places that the text tells from others, with a geometry of their own: "10 km north of Homs"; soft edges."""

from __future__ import annotations

from geomap.maps.layers.spec import LayerSpec

LAYER = LayerSpec(
    key="relatives",
    group="places",
    accepts=lambda subject: subject.relative,
    symbol=lambda _: "relative",
    area=True,
    asked=5,
)
