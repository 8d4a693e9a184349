"""A whole job in `geomap edit`, by clicks and keys alone: a text with eight defects becomes a finished map.

`tests/browser/test_whole_job.py` says what must come of it; `docs/pictures.py` takes the pictures of the guide.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.browser.waiting import settle

if TYPE_CHECKING:
    from collections.abc import Callable

STORY = Path(__file__).parents[1] / "data" / "editor" / "flood.txt"
HEADLINE = "Flood cuts the Lune valley in two"
CREDIT = "Map: The Valley Courier"
READY = "html[data-ready]"


class Server:
    """`geomap edit` as a process of its own; its maps lie in a folder."""

    def __init__(self, folder: Path) -> None:
        command = [sys.executable, "-m", "geomap", "edit", "--no-browser", "--language", "en"]
        self._process = subprocess.Popen(
            [*command, "--projects", str(folder)],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env=dict(os.environ),
        )
        assert self._process.stdout is not None
        self.address = self._process.stdout.readline().strip()

    def kill(self) -> None:
        """End it at once, as a crash would."""
        if self._process.poll() is None:
            self._process.kill()
            self._process.communicate()


class Job:
    """A person at work on one map.

    Parameters
    ----------
    page
        A page of a browser.
    seen
        Is told the name of each thing that there is to see, when it is there.
    """

    def __init__(self, page: Any, seen: Callable[[str], None] = lambda _: None) -> None:
        self.page = page
        self.seen = seen
        self.frame = page.frame_locator("iframe")

    @property
    def inner(self) -> Any:
        """The map's own page, to be read."""
        return self.page.frames[-1]

    def settle(self, milliseconds: int = 60) -> None:
        """Wait by the clock of the map's page."""
        settle(self.inner, milliseconds)

    def keys(self, *keys: str) -> None:
        """Press keys one after the other."""
        for key in keys:
            self.page.keyboard.press(key)

    def write(self, text: str) -> None:
        """Write where the keyboard is."""
        self.page.keyboard.insert_text(text)

    # Text -----------------------------------------------------------------------------------------------------------

    def begin(self, address: str, text: str) -> None:
        """Paste a text, and have its map made."""
        self.page.goto(address)
        self.page.wait_for_selector(READY)
        self.page.get_by_label("Text of the article").click()
        self.write(text)
        self.seen("paste")
        self.page.get_by_role("button", name="Make the map").click()
        self.opened()
        self.seen("first")

    def opened(self) -> None:
        """Wait for the map in edit mode."""
        self.page.wait_for_selector(f"{READY} iframe")
        self.frame.locator("html.gm-editing").wait_for()
        self.settle(200)

    def tab(self, name: str) -> None:
        """Open Story, Places or Edit."""
        self.frame.get_by_role("tab", name=name).click()

    def mark(self, words: str) -> None:
        """Click a mark in the text."""
        self.frame.locator(".gm-mark", has_text=re.compile(f"^{words}$")).first.click()
        self.frame.locator(".gm-wordbar").wait_for()

    def press(self, words: str) -> None:
        """Click words of the text, wherever they stand."""
        x0, x1, y = self.inner.evaluate(_WHERE, words)
        left, top = self._frame_at()
        self.page.mouse.click(left + (x0 + x1) / 2, top + y)

    def choose(self, words: str) -> None:
        """Select words that nobody has marked: as a mouse does, from their beginning to their end."""
        x0, x1, y = self.inner.evaluate(_WHERE, words)
        left, top = self._frame_at()
        mouse = self.page.mouse
        mouse.move(left + x0, top + y)
        mouse.down()
        mouse.move(left + x1, top + y, steps=4)
        mouse.up()
        self.frame.locator(".gm-wordbar").wait_for()

    def act(self, name: str) -> None:
        """Press a button of the bar beside chosen words."""
        self.frame.locator(".gm-wordbar").get_by_role("button", name=name, exact=True).click()

    def leave(self) -> None:
        """Close what stands open: the bar beside the words, a card."""
        for _ in range(3):
            if not self.inner.evaluate(_IS_OPEN):
                return
            self.keys("Escape")

    def find(self, query: str) -> None:
        """Write into the window that finds places, and wait for what is found."""
        self.frame.locator(".gm-finder").wait_for()
        self.write(query)
        self.frame.locator(".gm-finder [role=option]").first.wait_for()

    def take(self, text: str) -> None:
        """Click what was found."""
        self.frame.locator(".gm-finder [role=option]", has_text=text).first.click()

    def name(self, kind: str) -> None:
        """Say what a position is, and use it."""
        self.frame.locator(".gm-finder").get_by_label("What it is").fill(kind)
        self.keys("Enter")
        self.frame.locator(".gm-finder").wait_for(state="detached")

    # Map ------------------------------------------------------------------------------------------------------------

    def _frame_at(self) -> tuple[float, float]:
        box = self.page.locator("iframe").bounding_box()
        return box["x"], box["y"]

    def at(self, lon: float, lat: float) -> tuple[float, float]:
        """Tell where a position is on the screen."""
        x, y = self.inner.evaluate(_POINT, [lon, lat])
        left, top = self._frame_at()
        return left + x, top + y

    def middle(self) -> tuple[float, float]:
        """Tell where the map's middle is on the screen."""
        box = self.frame.locator("#gm-map").bounding_box()
        return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

    def click_map(self, lon: float, lat: float) -> None:
        """Click a position on the map."""
        self.page.mouse.click(*self.at(lon, lat))

    def pen(self, name: str) -> None:
        """Take up a tool of the map."""
        self.frame.get_by_role("button", name=f"Draw: {name}", exact=True).click()

    def section(self, name: str) -> None:
        """Open a part of the Edit tab, if it is closed."""
        self.tab("Edit")
        part = self.frame.locator("details.gm-edit-section", has=self.frame.get_by_text(name, exact=True)).first
        if part.get_attribute("open") is None:
            part.locator("summary").first.click()

    def saved(self, press: Callable[[], None], path: Path) -> Path:
        """Press what saves something, and keep what comes."""
        with self.page.expect_download() as download:
            press()
        download.value.save_as(path)
        return path


_WHERE = """(words) => {
  const walk = document.createTreeWalker(document.getElementById("gm-panel-story"), NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const at = node.data.indexOf(words);
    if (at < 0) continue;
    const range = document.createRange();
    range.setStart(node, at);
    range.setEnd(node, at + words.length);
    const [box] = range.getClientRects();
    return [box.left + 1, box.right - 1, (box.top + box.bottom) / 2];
  }
  throw new Error(words);
}"""
_IS_OPEN = """() => Boolean(document.querySelector(".gm-wordbar:not([hidden]), .leaflet-popup, .gm-sheet"))"""
_POINT = """([lon, lat]) => {
  const { x, y } = geomap.map.latLngToContainerPoint([lat, lon]);
  const box = geomap.map.getContainer().getBoundingClientRect();
  return [box.left + x, box.top + y];
}"""


def mend(job: Job) -> None:
    """Mend what geomap got wrong in the text: each as a person would who knows the valley."""
    job.tab("Story")
    # A street, and a person.
    job.mark("Park Lane")
    job.act("Not a place")
    job.leave()
    job.mark("Whalley")
    job.seen("person")
    job.act("Not a place")
    job.leave()
    # The wrong town: Kirkby on Merseyside.
    job.mark("Kirkby")
    job.act("Another place…")
    job.find("kirkby lons")
    job.seen("search")
    job.take("Kirkby Lonsdale")
    job.leave()
    # A village that the gazetteer has not; geomap took one in New Zealand.
    job.mark("Hornby")
    job.act("Another place…")
    job.find("54.1114, -2.6355")
    job.keys("Enter")
    job.seen("position")
    job.name("village")
    job.leave()
    job.mark("Wray")
    job.act("Another place…")
    job.find("54°06'18\"N 2°36'20\"W")
    job.keys("Enter")
    job.name("village")
    job.leave()
    # A town that geomap took for a verb.
    job.choose("Settle")
    job.seen("missed")
    job.act("Add a place here")
    job.frame.locator(".gm-finder [role=option]").first.wait_for()
    job.take("Settle")
    job.leave()
    # A hamlet that no gazetteer has: where it lies is shown on the map.
    job.choose("Marrow Beck")
    job.act("Add a place here")
    job.frame.locator(".gm-finder").get_by_role("button", name="Click on the map").click()
    job.click_map(-2.53, 54.15)
    job.seen("hamlet")
    job.name("hamlet")
    job.leave()
    # A clumsy name on the map: the text's own words, which say too much there.
    job.press("road between")
    job.frame.get_by_text("Name and looks").click()
    job.frame.get_by_label("Name on the map").fill("Road cut")
    job.keys("Tab")
    job.seen("label")
    job.leave()


def compose(job: Job) -> None:
    """Headline and credit, an arrow, a callout, and the first view."""
    job.section("Around the map")
    form = job.frame.locator("#gm-edit-map")
    form.get_by_label("Headline").fill(HEADLINE)
    form.get_by_label("Credit").fill(CREDIT)
    job.keys("Tab")
    job.seen("words")
    job.frame.get_by_role("button", name="Back to the first view").click()
    job.settle()
    job.pen("arrow")
    job.click_map(-3.02, 53.84)
    job.click_map(-2.66, 54.19)
    job.frame.get_by_role("button", name="Done").click()
    job.settle()
    job.seen("arrow")
    job.write("by helicopter")
    job.keys("Tab")
    job.pen("callout")
    job.click_map(-2.53, 54.15)
    job.write("Footbridge swept away")
    job.keys("Tab")
    job.seen("callout")


def choose_view(job: Job) -> None:
    """Choose what the map shows first: the valley, moved into the middle."""
    job.section("First view")
    x, y = job.at(-2.75, 54.05)
    middle = job.middle()
    job.page.mouse.move(x, y)
    job.page.mouse.down()
    job.page.mouse.move(middle[0] - 60, middle[1], steps=5)
    job.page.mouse.up()
    job.settle()
    job.frame.get_by_role("button", name="Use this view as the first view").click()
    job.settle()
    job.seen("view")


def save(job: Job, folder: Path) -> tuple[Path, Path]:
    """Save the finished page and the corrections."""
    job.section("Save")
    job.seen("save")
    page, said = (job.frame.get_by_role("button", name=name) for name in ("finished page", "the corrections"))
    return job.saved(page.click, folder / "flood.html"), job.saved(said.click, folder / "corrections.json")
