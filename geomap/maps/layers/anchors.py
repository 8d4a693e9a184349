"""Towns and sites that the text names only to tell where something else is: small and quiet."""

from __future__ import annotations

from geomap.maps.layers.spec import LayerSpec, Subject


def _accepts(subject: Subject) -> bool:
    # An area, a river or a sea keeps its own layer: it is drawn with its outline, and its point claims nothing.
    return subject.anchor and not subject.relative and not subject.place.has_footprint


LAYER = LayerSpec(
    key="anchors", group="places", accepts=_accepts, symbol=lambda _: "anchor", area=False, weight=0.3, asked=6
)
