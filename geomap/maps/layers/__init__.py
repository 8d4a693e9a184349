"""The layers of places, one module a layer with a ``LAYER``: a new layer is a module here, and its look in the style.

An installed package adds a layer by an entry point of the group ``geomap.layers``, see ``geomap.plugins``.
"""

from __future__ import annotations

import pkgutil
import re
from functools import cache
from importlib import import_module

from geomap.errors import PluginError
from geomap.maps.layers.spec import LayerSpec, Subject

# A key becomes the name of a pane and a class in the page.
_KEY = re.compile(r"[a-z][a-z0-9-]*")


@cache
def own_layers() -> tuple[LayerSpec, ...]:
    """Return our own layers, in the order in which they are asked."""
    modules = (import_module(f"{__name__}.{found.name}") for found in pkgutil.iter_modules(__path__))
    specs = (getattr(module, "LAYER", None) for module in modules)
    return tuple(sorted((spec for spec in specs if spec is not None), key=lambda spec: spec.asked))


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
    taken = {spec.key for spec in own_layers()}
    for spec in added:
        if spec.key in taken or not _KEY.fullmatch(spec.key) or not spec.title:
            raise PluginError(
                f"the layer {spec.key!r} that a package adds needs a title, and a key of lower-case letters that no "
                "other layer has"
            )
        taken.add(spec.key)
    return added


def all_layers() -> tuple[LayerSpec, ...]:
    """Return all layers: those that packages add, and ours."""
    return (*added_layers(), *own_layers())


def layer_of(subject: Subject) -> LayerSpec:
    """Return the layer that a place belongs to: the towns' where no other takes it.

    Parameters
    ----------
    subject
        The place, and how the text speaks of it.
    """
    guesses, *others = own_layers()
    accepting = (spec for spec in (guesses, *added_layers(), *others) if spec.accepts(subject))
    found = next(accepting, None)
    return found or next(spec for spec in others if spec.key == "cities")


__all__ = ["LayerSpec", "Subject", "added_layers", "all_layers", "layer_of", "own_layers"]
