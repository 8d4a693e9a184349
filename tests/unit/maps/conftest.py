from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def world():
    path = Path(__file__).parents[2] / "data" / "tiny_world.py"
    spec = importlib.util.spec_from_file_location("tiny_world", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def view_of(world):
    """Make a view of the tiny world: ``view_of()``, ``view_of(parse, language="fr")``."""
    from geomap.maps import ViewOptions, build_view

    def make(parses=None, gazetteer=None, **options):
        parses = parses if parses is not None else world.parse()
        return build_view(parses, gazetteer or world.Gazetteer(), ViewOptions(**options), basemap=world.Basemap())

    return make
