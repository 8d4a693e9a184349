"""A layer: ports and harbours apart from the other sites."""

from __future__ import annotations

from geomap.maps.layers import LayerSpec

HARBOURS = LayerSpec(
    key="harbours",
    group="places",
    accepts=lambda subject: subject.place.feature_code in {"PRT", "HBR", "ANCH", "NVB"},
    symbol=lambda _: "port",
    area=False,
    title="Ports & harbours",
)
