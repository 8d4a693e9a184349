"""The layers of places, one module a layer; a new layer is a module and a line here."""

from __future__ import annotations

from geomap.maps.layers import cities, countries, nature, parts, provinces, sites, uncertain, waters, zones
from geomap.maps.layers.spec import LayerSpec, Subject

# Asked in this order: the first layer that accepts a place has it, the last one takes what is left.
_ASKED = (
    uncertain.LAYER,
    parts.LAYER,
    zones.LAYER,
    sites.LAYER,
    cities.LAYER,
    waters.LAYER,
    nature.LAYER,
    countries.LAYER,
    provinces.LAYER,
)

SPECS = (
    cities.LAYER,
    sites.LAYER,
    nature.LAYER,
    uncertain.LAYER,
    zones.LAYER,
    parts.LAYER,
    provinces.LAYER,
    waters.LAYER,
    countries.LAYER,
)
"""All layers, in the order of the legend: from what lies on top to what lies beneath."""


def layer_of(subject: Subject) -> LayerSpec:
    """Return the layer that a place belongs to."""
    for spec in _ASKED:
        if spec.accepts(subject):
            return spec
    return cities.LAYER


__all__ = ["SPECS", "LayerSpec", "Subject", "layer_of"]
