"""Take the pictures of the editor's guide: ``python docs/pictures.py``; needs the extras ``edit`` and ``test``, and Chromium.

They are taken from the whole job of ``tests/browser/whole_job.py``, so that the guide shows what is tested.
"""

from __future__ import annotations

import io
import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1]))
from tests.browser.whole_job import READY, STORY, Job, Server, choose_view, compose, mend, save  # noqa: E402

FOLDER = Path(__file__).parent / "images" / "editor"
SIZE = {"width": 1280, "height": 800}
COLOURS = 128
PICTURES = (
    "paste",
    "first",
    "person",
    "search",
    "position",
    "missed",
    "hamlet",
    "label",
    "words",
    "arrow",
    "callout",
    "view",
    "save",
    "finished",
)
"""In the order of the job; the guide shows them all."""


def keep(picture: bytes, path: Path) -> None:
    """Write a picture with as many colours as a page of text and a map needs, none far from its own."""
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    few = image.quantize(COLOURS, Image.Quantize.MAXCOVERAGE, kmeans=3, dither=Image.Dither.NONE)
    few.save(path, optimize=True)


def take(page: Any, path: Path) -> None:
    """Take a picture once the page rests."""
    page.mouse.move(1, 1)
    page.wait_for_timeout(400)
    keep(page.screenshot(), path)


def main() -> None:
    """Do the whole job, and take a picture at each step."""
    chromium = os.environ.get("GEOMAP_CHROMIUM") or shutil.which("chromium")
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        server = Server(Path(folder) / "projects")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        context = browser.new_context(viewport=SIZE, reduced_motion="reduce", locale="en-GB")
        page = context.new_page()
        job = Job(page, seen=lambda name: take(page, FOLDER / f"{PICTURES.index(name) + 1:02}-{name}.png"))
        try:
            job.begin(server.address, STORY.read_text("utf-8"))
            mend(job)
            compose(job)
            choose_view(job)
            finished, _ = save(job, Path(folder))
            page = context.new_page()
            page.goto(finished.as_uri())
            page.wait_for_selector(READY)
            job.seen("finished")
        finally:
            server.kill()
            browser.close()
    total = sum(path.stat().st_size for path in FOLDER.glob("*.png"))
    print(f"{len(PICTURES)} pictures, {total / 1024:.0f} kB")


if __name__ == "__main__":
    main()
