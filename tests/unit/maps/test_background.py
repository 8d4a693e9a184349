"""Which basemap a view is drawn on."""

from __future__ import annotations

import json
import shutil

import pytest

from geomap.gazetteer.arcs import FILE_NAME
from geomap.gazetteer.basemap import Basemap
from geomap.gazetteer.gazetteer import Gazetteer
from geomap.gazetteer.layout import default_path
from geomap.maps import background


@pytest.fixture
def opened(monkeypatch):
    folders = []
    real = Basemap.open
    monkeypatch.setattr(Basemap, "open", lambda folder, view="neutral": folders.append(folder) or real(folder, view))
    background._opened.cache_clear()
    yield folders
    background._opened.cache_clear()


@pytest.mark.parametrize("with_outlines", [True, False])
def test_a_gazetteer_is_drawn_on_its_own_borders(tmp_path, opened, with_outlines):
    folder = tmp_path / "own"
    shutil.copytree(default_path(), folder)
    if not with_outlines:
        (folder / FILE_NAME).unlink()
        manifest = json.loads((folder / "manifest.json").read_text())
        del manifest["files"][FILE_NAME]
        (folder / "manifest.json").write_text(json.dumps(manifest))
    gazetteer = Gazetteer.open(folder)
    assert background.basemap_of(gazetteer).layer("borders", "world", (30.0, 30.0, 40.0, 40.0))
    assert opened == [folder if with_outlines else default_path()]
