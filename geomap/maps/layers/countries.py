"""Countries: a quiet layer, since a report names them mostly as actors."""

from __future__ import annotations

from geomap.maps.layers.spec import LayerSpec

CODES = frozenset({"PCL", "PCLI", "PCLD", "PCLF", "PCLS", "PCLIX", "TERR"})

LAYER = LayerSpec(
    key="countries",
    group="areas",
    accepts=lambda subject: subject.place.feature_class == "A" and subject.place.feature_code in CODES,
    symbol=lambda _: "country",
    area=True,
    asked=70,
)
