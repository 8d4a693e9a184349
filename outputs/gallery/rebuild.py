"""Rebuild the gallery: eighteen stories, each as a desk reviews it and as it is published, wide and on a phone; an archive.

    python outputs/gallery/rebuild.py                # writes beside this file
    python outputs/gallery/rebuild.py --check        # writes nothing; tells which files would change
    python outputs/gallery/rebuild.py --only rhine   # some stories, by name
    python outputs/gallery/rebuild.py --pages DIR    # every page of every story too, into a folder

The archive is three thousand invented articles (``geomap corpus-example``) on one map, ``archive.html``, which needs the
extra ``corpus-map``. The stories are the bundled samples, of those in other languages an Arabic and a Russian one, and those in ``texts/``.
What the same code makes with the same bytes is compared by
``--check``: the pages of the samples, a picture of every story (these need the extra ``pictures``), and the index. The
screenshots in ``shots/``, and the two in the README, are taken where Playwright and Chromium are there (Debian's
package ``chromium``, or the path in GEOMAP_CHROMIUM); ``--check`` leaves them out, since they depend on the browser.
The pages of the other stories are not kept: they are half a megabyte each.
"""

from __future__ import annotations

import argparse
import html
import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from geomap.assembly import assemble_geoparser, map_documents
from geomap.reading.text import to_document
from geomap.samples import sample_names, sample_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap.geoparser import Geoparser

FOLDER = Path(__file__).parent
PICTURE = {"size": "1200x750", "scale": 1.0}
SCREENS = {"wide": (1280, 800), "phone": (390, 780)}
QUALITY = 74
LANGUAGES = ("en", "ar", "ru")
"""Of the samples. One runs from right to left, one inflects names; most machines have fonts for both."""
README_SHOTS = {"golan-wide.png": (1440, 900), "golan-phone.png": (390, 844)}
MODES = ("review", "publish")

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
<p>Each of an invented report, by one command: <code>geomap map --sample NAME -o NAME.html</code>, or
<code>geomap map texts/NAME.txt -o NAME.html</code>, and with <code>--publish</code> as an article has it.</p>
<ul>
{cards}
</ul>
</html>
"""
CARD = """<li><a href="{target}"><img src="{name}.png" width="1200" height="750" loading="lazy" alt="{alt}"></a>
<h2 lang="{language}" dir="auto"><a href="{target}">{title}</a></h2>
<p>{places} places, {mentions} mentions · {source}</p>
<p>{shots}</p></li>"""


PAGE = """# Maps made with geomap

Each of an invented report, by one command: `geomap map --sample NAME -o NAME.html`, or `geomap map texts/NAME.txt -o NAME.html`.
Rebuilt by `python outputs/gallery/rebuild.py`; in a clone, `index.html` beside this page leads to the maps themselves.

{cards}
"""
"""The same for who looks at the repository on its host, which shows no HTML."""
PAGE_CARD = """## {title}

{places} places, {mentions} mentions, {source}

![Map: {title}]({name}.png)
"""


ARTICLES = 3000
ARCHIVE = "Two years of invented news"
ARCHIVE_CARD = f"""## {ARCHIVE}

{ARTICLES:,} articles: `geomap corpus-example`, `geomap corpus`, `geomap corpus-map`

![Map: {ARCHIVE}](archive.png)
"""
ARCHIVE_HTML_CARD = f"""<li><a href="archive.html"><img src="archive.png" width="1200" height="750" loading="lazy" alt="Map: {ARCHIVE}"></a>
<h2><a href="archive.html">{ARCHIVE}</a></h2>
<p>{ARTICLES:,} articles · <code>geomap corpus-example</code>, <code>geomap corpus</code>, <code>geomap corpus-map</code></p></li>"""


class Story(NamedTuple):
    """A report of the gallery: its name, its text, and whether it ships with the package."""

    name: str
    text: str
    is_sample: bool

    @property
    def source(self) -> str:
        """Where the text is, in words."""
        return f"sample {self.name}" if self.is_sample else f"texts/{self.name}.txt"

    @property
    def language(self) -> str:
        """Tag of the language that it is in."""
        return (self.is_sample and self.name.partition("-")[2]) or "en"

    @property
    def target(self) -> str:
        """Where a click on its picture leads: the page of a sample, and what the page of another looks like."""
        return f"{self.name}.html" if self.is_sample else shot_name(self.name, "review", "wide")


def stories(only: Sequence[str] = ()) -> list[Story]:
    """Return the stories, sorted by name: all of them, or some by their names."""
    found = [Story(name, sample_text(name), is_sample=True) for tag in LANGUAGES for name in sample_names(tag)]
    texts = sorted((FOLDER / "texts").glob("*.txt"))
    found += [Story(path.stem, path.read_text(encoding="utf-8"), is_sample=False) for path in texts]
    return sorted(story for story in found if not only or story.name in only)


def shot_name(name: str, mode: str, screen: str) -> str:
    """Return the path of a screenshot, from the gallery."""
    return f"shots/{name}-{mode}-{screen}.jpg"


def build(chosen: Sequence[Story], geoparser: Geoparser) -> dict[str, bytes]:
    """Return the gallery's files by name, but for the screenshots."""
    files: dict[str, bytes] = {}
    cards, of_page = [], []
    for story in chosen:
        news = map_documents([to_document(story.text, source=story.source)], geoparser=geoparser)
        if story.is_sample:
            files[f"{story.name}.html"] = news.to_html().encode("utf-8")
        files[f"{story.name}.png"] = news.to_png(**PICTURE)
        mentions = [feature.place_mentions for feature in news.view.features]
        cards.append(_card(story, news.view.title, mentions))
        of_page.append(
            PAGE_CARD.format(
                title=news.view.title,
                places=sum(map(bool, mentions)),
                mentions=sum(map(len, mentions)),
                source=story.source,
                name=story.name,
            )
        )
    of_page.append(ARCHIVE_CARD)
    cards.append(ARCHIVE_HTML_CARD)
    files["README.md"] = PAGE.format(cards="\n".join(of_page)).rstrip().encode("utf-8") + b"\n"
    files["index.html"] = INDEX.format(cards="\n".join(cards)).encode("utf-8")
    return files


def build_archive() -> dict[str, bytes]:
    """Return the map of an invented archive, as a page and as a picture."""
    from geomap.corpus import geoparse_corpus, map_corpus
    from geomap.samples.archive import write_archive

    with tempfile.TemporaryDirectory() as folder:
        articles = write_archive(Path(folder, "archive.parquet"), ARTICLES)
        geoparse_corpus(articles, Path(folder, "archive"), workers=1, user_places=False)
        made = map_corpus(Path(folder, "archive"), title=ARCHIVE)
    return {"archive.html": made.to_html().encode("utf-8"), "archive.png": made.to_png(**PICTURE)}


def _card(story: Story, title: str, mentions: Sequence[Sequence[object]]) -> str:
    shots = " · ".join(
        f'<a href="{shot_name(story.name, mode, screen)}">{mode}, {screen}</a>' for mode in MODES for screen in SCREENS
    )
    return CARD.format(
        name=story.name,
        target=story.target,
        title=html.escape(title),
        language=story.language,
        alt=html.escape(f"Map: {title}"),
        places=sum(map(bool, mentions)),
        mentions=sum(map(len, mentions)),
        source=story.source,
        shots=shots,
    )


def write_pages(chosen: Sequence[Story], geoparser: Geoparser, folder: Path) -> None:
    """Write the pages of the stories, for review and for readers, into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for story in chosen:
        document = to_document(story.text, source=story.source)
        for mode in MODES:
            news = map_documents([document], geoparser=geoparser, mode=mode)
            (folder / f"{story.name}-{mode}.html").write_text(news.to_html(), encoding="utf-8")


def take_screenshots(chosen: Sequence[Story], pages: Path) -> None:
    """Take the pictures of the pages as a browser shows them, if there is one."""
    path = os.environ.get("GEOMAP_CHROMIUM") or shutil.which("chromium")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        path = None
    if path is None:
        print("no screenshots: they need Playwright and Chromium")
        return
    wanted = [
        (FOLDER / shot_name(story.name, mode, screen), pages / f"{story.name}-{mode}.html", size)
        for story in chosen
        for mode in MODES
        for screen, size in SCREENS.items()
    ]
    if any(story.name == "golan" for story in chosen):
        wanted += [(FOLDER / name, pages / "golan-review.html", size) for name, size in README_SHOTS.items()]
    (FOLDER / "shots").mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        for shot, source, (width, height) in wanted:
            page = browser.new_page(
                viewport={"width": width, "height": height}, device_scale_factor=1, reduced_motion="reduce"
            )
            page.goto(source.as_uri())
            page.wait_for_function("document.documentElement.dataset.ready === '1'")
            page.screenshot(path=shot, **({"type": "jpeg", "quality": QUALITY} if shot.suffix == ".jpg" else {}))
            page.close()
        browser.close()


def main() -> None:
    """Write or check the gallery."""
    parser = argparse.ArgumentParser(description=str(__doc__).partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="write nothing; tell which files would change")
    parser.add_argument("--only", nargs="+", default=(), metavar="NAME", help="some stories; the index stays as it is")
    parser.add_argument("--pages", type=Path, metavar="DIR", help="keep every page of every story in a folder")
    given = parser.parse_args()
    chosen = stories(given.only)
    geoparser = assemble_geoparser()
    files = build(chosen, geoparser)
    if given.only:
        del files["index.html"], files["README.md"]
    if not given.only or "archive" in given.only:
        files |= build_archive()
    if given.check:
        stale = [n for n, made in files.items() if not (FOLDER / n).exists() or (FOLDER / n).read_bytes() != made]
        print(f"{len(files)} files, {len(stale)} differ" + "".join(f"\n  {name}" for name in stale))
        sys.exit(bool(stale))
    for name, made in files.items():
        (FOLDER / name).write_bytes(made)
    with tempfile.TemporaryDirectory() as kept:
        pages = given.pages or Path(kept)
        write_pages(chosen, geoparser, pages)
        take_screenshots(chosen, pages.resolve())


if __name__ == "__main__":
    main()
