from __future__ import annotations

import importlib.util
import os
from pathlib import Path

import pytest

from tests.browser.waiting import settle

INSTALL = "apt-get install chromium (or point GEOMAP_CHROMIUM at one)"

# As root, without a GPU, and without the services that a browser would call by itself.
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def pytest_collection_modifyitems(items):
    for item in items:
        if "browser" in Path(item.fspath).parts:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def world():
    path = Path(__file__).parents[1] / "data" / "tiny_world.py"
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


def missing(reason):
    if os.environ.get("GEOMAP_REQUIRE_BROWSER") == "1":
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def chromium():
    path = os.environ.get("GEOMAP_CHROMIUM", "/usr/bin/chromium")
    if not Path(path).is_file():
        missing(f"no Chromium at {path}: {INSTALL}")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        missing("Playwright is not installed: pip install playwright")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser
        browser.close()


class Watched:
    """A page whose every request, message and dialog is recorded."""

    def __init__(self, page):
        self.page = page
        self.requests, self.errors, self.dialogs = [], [], []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on(
            "console",
            lambda message: self.errors.append(message.text) if message.type in {"error", "warning"} else None,
        )
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("dialog", self._dismiss)

    def _dismiss(self, dialog):
        self.dialogs.append(dialog.message)
        dialog.dismiss()


@pytest.fixture
def open_page(chromium, tmp_path):
    """
    Save a map, open it, and wait until it is drawn: ``open_page(view, width=390, height=844)``.

    The reader wants no motion: what moves while a test clicks can be missed on a slow machine.
    """
    contexts = []

    def open_(view, width=1400, height=900, wait=True, **options):
        from geomap.maps import NewsMap

        news = view if isinstance(view, NewsMap) else NewsMap(view)
        path = news.save(tmp_path / f"page{len(contexts)}.html")
        options = {"reduced_motion": "reduce", **options}
        context = chromium.new_context(viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        context.set_default_timeout(20_000)
        watched = Watched(context.new_page())
        watched.page.goto(path.as_uri())
        if wait:
            watched.page.wait_for_selector("html[data-ready]", timeout=40_000)
            settle(watched.page, 150)
        watched.url = path.as_uri()
        return watched

    yield open_
    for context in contexts:
        context.close()
