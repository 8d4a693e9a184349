"""Rebuild the gallery: maps of the bundled samples, as pages and as pictures of those pages.

Run it as ``python outputs/gallery/rebuild.py``; it needs Chromium (Debian's package ``chromium``, or the path in
GEOMAP_CHROMIUM) and the extra ``test``.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from geomap.samples import sample_names

FOLDER = Path(__file__).parent
SIZES = {"wide": (1440, 900), "phone": (390, 844)}


def main() -> None:
    """Write ``<sample>.html``, ``<sample>-wide.png`` and ``<sample>-phone.png`` for every sample."""
    from playwright.sync_api import sync_playwright

    browser_path = os.environ.get("GEOMAP_CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])
        for sample in sample_names():
            page_path = FOLDER / f"{sample}.html"
            subprocess.run([sys.executable, "-m", "geomap", "map", "--sample", sample, "-o", page_path], check=True)
            for name, (width, height) in SIZES.items():
                page = browser.new_page(viewport={"width": width, "height": height}, device_scale_factor=1)
                page.goto(page_path.as_uri())
                page.wait_for_function("document.documentElement.dataset.ready === '1'")
                page.screenshot(path=FOLDER / f"{sample}-{name}.png")
                page.close()
        browser.close()


if __name__ == "__main__":
    main()
