"""The page in a browser: how long until its first drawing, for no place, a story, and 100,000 places; and its size.

Needs Chromium (Debian's package ``chromium``, or the path in GEOMAP_CHROMIUM) and Playwright. All pages are opened in
turns in one browser; a row gives the median. The bound for very many places is 1.5 times the empty map plus 250 ms.
"""

from __future__ import annotations

import os
import shutil
import statistics
import tempfile
from itertools import islice
from pathlib import Path

_ROUNDS = 5
_MANY = 100_000

# Two frames after the page says that it is ready: what it drew is on the screen.
_FIRST_DRAW_MS = """() => new Promise((done) => {
  const look = () => document.documentElement.dataset.ready
    ? requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now())))
    : requestAnimationFrame(look);
  look();
})"""


def _pages(folder: Path) -> dict[str, Path]:
    from geomap.assembly import map_documents
    from geomap.gazetteer import bundled
    from geomap.maps import NewsMap, build_view
    from geomap.model import Document, Geoparse, Resolution, Toponym
    from geomap.samples import sample_text

    gazetteer = bundled()
    named = (gazetteer.place(row) for row in range(len(gazetteer)))
    places = list(islice((place for place in named if place.feature_class == "P"), _MANY))
    text, resolutions = [], []
    at = 0
    for place in places:
        resolutions.append(Resolution(Toponym(at, at + len(place.name), place.name), place, 0.9))
        text.append(place.name)
        at += len(place.name) + 2
    many = Geoparse(Document(". ".join(text)), tuple(resolutions))
    maps = {
        "no place": map_documents(["Nothing happened."]),
        "sample golan": map_documents([sample_text("golan")]),
        f"{_MANY:,} places": NewsMap(build_view([many], gazetteer)),
    }
    return {name: news.save(folder / f"{i}.html") for i, (name, news) in enumerate(maps.items())}


def rows() -> list[tuple[str, float, str]]:
    """Return one row a page: name, milliseconds until its first drawing, ratio to the empty map and size in words."""
    path = os.environ.get("GEOMAP_CHROMIUM") or shutil.which("chromium")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        path = None
    if path is None:
        return [("no browser: apt-get install chromium; pip install playwright", 0.0, "")]
    times: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        pages = _pages(Path(folder))
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        for _ in range(_ROUNDS):
            for name, file in pages.items():
                page = browser.new_page(viewport={"width": 1400, "height": 900})
                page.goto(file.as_uri(), wait_until="commit")
                times.setdefault(name, []).append(page.evaluate(_FIRST_DRAW_MS))
                page.close()
        browser.close()
        empty = statistics.median(times["no place"])
        return [
            (
                f"first drawing of {name}, ms",
                median := statistics.median(times[name]),
                (
                    f"{median / empty:.2f} of an empty map; {median - 1.5 * empty:+.0f} ms against 1.5 times it; "
                    f"{file.stat().st_size / 1024:,.0f} KB"
                ),
            )
            for name, file in pages.items()
        ]
