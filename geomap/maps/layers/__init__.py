"""The layers of places, one module a layer; a new layer is a module and a line here.

An installed package adds a layer by an entry point of the group ``geomap.layers``, see ``geomap.plugins``.
"""

from __future__ import annotations

import re
from functools import cache

from geomap.errors import PluginError
from geomap.maps.layers import cities, countries, nature, parts, provinces, sites, uncertain, waters, zones
from geomap.maps.layers.spec import LayerSpec, Subject

# Asked in this order: the first layer that accepts a place has it, the last one takes what is left. The guesses come
# before all, what packages add before these.
_ASKED = (
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
"""Our own layers, in the order of the legend: from what lies on top to what lies beneath."""

# A key becomes the name of a pane and a class in the page.
_KEY = re.compile(r"[a-z][a-z0-9-]*")


@cache
def added_layers() -> tuple[LayerSpec, ...]:
    """Return the layers that installed packages add.

    Raises
    ------
    PluginError
        A package cannot be loaded, or adds what is no layer with a key and a title of its own.
    """
    from geomap.plugins import LAYERS, load_all

    added: tuple[LayerSpec, ...] = load_all(LAYERS, LayerSpec)
    taken = {spec.key for spec in SPECS}
    for spec in added:
        if spec.key in taken or not _KEY.fullmatch(spec.key) or not spec.title:
            raise PluginError(
                f"the layer {spec.key!r} that a package adds needs a title, and a key of lower-case letters that no "
                "other layer has"
            )
        taken.add(spec.key)
    return added


def all_layers() -> tuple[LayerSpec, ...]:
    """Return all layers in the order of the legend: what packages add lies on top of ours."""
    return (*added_layers(), *SPECS)


def layer_of(subject: Subject) -> LayerSpec:
    """Return the layer that a place belongs to.

    Parameters
    ----------
    subject
        The place, and how the text speaks of it.
    """
    for spec in (uncertain.LAYER, *added_layers(), *_ASKED):
        if spec.accepts(subject):
            return spec
    return cities.LAYER


__all__ = ["SPECS", "LayerSpec", "Subject", "added_layers", "all_layers", "layer_of"]
