"""Rebuild the gallery: a map and a picture of every bundled sample, and an index page of the pictures.

    python outputs/gallery/rebuild.py            # writes beside this file
    python outputs/gallery/rebuild.py --check    # writes nothing; tells which files would change

The same code gives the same bytes: maps and pictures are drawn without a browser (pictures need the extra
``pictures``). The screenshots in the README are taken too where Playwright and Chromium are there (Debian's package
``chromium``, or the path in GEOMAP_CHROMIUM); ``--check`` leaves them out, since they depend on the browser.
"""

from __future__ import annotations

import argparse
import html
import os
import shutil
import sys
from pathlib import Path

from geomap.assembly import map_documents
from geomap.reading.text import to_document
from geomap.samples import sample_names, sample_text

FOLDER = Path(__file__).parent
PICTURE = {"size": "1200x750", "scale": 1.0}
SHOTS = {"golan-wide.png": (1440, 900), "golan-phone.png": (390, 844)}

INDEX = """<!DOCTYPE html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Maps made with geomap</title>
<style>
body {{ font: 16px/1.5 system-ui, sans-serif; margin: 0 auto; padding: 2rem 1.2rem; max-width: 78rem; color: #1d2530; background: #fffdf9; }}
h1, h2 {{ font-family: Georgia, serif; line-height: 1.2; }}
h2 {{ font-size: 1.1rem; margin: .7rem 0 .2rem; }}
ul {{ display: grid; grid-template-columns: repeat(auto-fill, minmax(min(26rem, 100%), 1fr)); gap: 2rem; list-style: none; padding: 0; }}
img {{ display: block; width: 100%; height: auto; border: 1px solid #e2dcd0; border-radius: 8px; }}
a {{ color: #0b5fa5; }}
p {{ margin: 0; color: #59626e; }}
@media (prefers-color-scheme: dark) {{
  body {{ background: #161b21; color: #e8e6e1; }} a {{ color: #7fbcec; }} p {{ color: #a5adb8; }} img {{ border-color: #323a44; }}
}}
</style>
<h1>Maps made with geomap</h1>
<p>Each of an invented report, by one command: <code>geomap map --sample NAME -o NAME.html</code></p>
<ul>
{cards}
</ul>
</html>
"""
CARD = """<li><a href="{name}.html"><img src="{name}.png" width="1200" height="750" loading="lazy" alt="{alt}"></a>
<h2><a href="{name}.html">{title}</a></h2>
<p>{places} places, {mentions} mentions · sample <code>{name}</code></p></li>"""


def build() -> dict[str, bytes]:
    """Return the gallery's files by name."""
    files: dict[str, bytes] = {}
    cards = []
    for name in sample_names():
        news = map_documents([to_document(sample_text(name), source=f"sample {name}")])
        files[f"{name}.html"] = news.to_html().encode("utf-8")
        files[f"{name}.png"] = news.to_png(**PICTURE)
        named = [feature.place_mentions for feature in news.view.features]
        title = html.escape(news.view.title)
        cards.append(
            CARD.format(
                name=name, title=title, alt=f"Map: {title}", places=sum(map(bool, named)), mentions=sum(map(len, named))
            )
        )
    files["index.html"] = INDEX.format(cards="\n".join(cards)).encode("utf-8")
    return files


def take_screenshots() -> None:
    """Take the pictures of the page as a browser shows it, if there is one."""
    path = os.environ.get("GEOMAP_CHROMIUM") or shutil.which("chromium")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        path = None
    if path is None:
        print("no screenshots: they need Playwright and Chromium")
        return
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        for name, (width, height) in SHOTS.items():
            page = browser.new_page(viewport={"width": width, "height": height}, device_scale_factor=1)
            page.goto((FOLDER / f"{name.partition('-')[0]}.html").as_uri())
            page.wait_for_function("document.documentElement.dataset.ready === '1'")
            page.screenshot(path=FOLDER / name)
            page.close()
        browser.close()


def main() -> None:
    """Write or check the gallery."""
    parser = argparse.ArgumentParser(description=str(__doc__).partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="write nothing; tell which files would change")
    check = parser.parse_args().check
    files = build()
    if check:
        stale = [n for n, made in files.items() if not (FOLDER / n).exists() or (FOLDER / n).read_bytes() != made]
        print(f"{len(files)} files, {len(stale)} differ" + "".join(f"\n  {name}" for name in stale))
        sys.exit(bool(stale))
    for name, made in files.items():
        (FOLDER / name).write_bytes(made)
    take_screenshots()


if __name__ == "__main__":
    main()
