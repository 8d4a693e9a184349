"""Each action of the editor on a story of 60 places: from the click or key until its frame has been painted.

Needs Chromium and Playwright (see ``page.py``). The story is made of the gazetteer's names by a template. The floor is
a click on nothing, measured in turns with the actions in the same page; a row gives the median in milliseconds, the
longest of the rounds, the median as a ratio to the floor's, and how long the page's thread worked for it, which a busy
machine changes less. What takes more than 100 ms is marked, in brackets where the page's own work took less.
"""

from __future__ import annotations

import os
import shutil
import statistics
import tempfile
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PLACES = 60
BOUND_MS = 100
_ROUNDS = 5
_COUNTRY = "FR"
_POPULATION = 20_000
_TEMPLATES = (
    "On Monday the mayors of {} and {} met in {}.",
    "A train from {} to {} stood still near {} for two hours.",
    "Schools in {}, {} and {} stayed closed.",
    "Farmers drove from {} to {}, and later to {}.",
)

# The event's own time is when it came in. What was asked of the next frame is done in it, and painted when the one
# after it begins.
_TIMED = """(type) => {
  window.took = new Promise((done) => addEventListener(type, (event) => {
    requestAnimationFrame(() => requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => done(performance.now() - event.timeStamp);
      port2.postMessage(0);
    }));
  }, { capture: true, once: true }));
}"""


@dataclass(frozen=True)
class Action:
    """Something that a person does.

    Attributes
    ----------
    name
        What it is.
    event
        The event that begins it.
    act
        Does it; all but its last event is prepared before.
    prepare
        Brings the page to where it can be done.
    """

    name: str
    event: str
    act: Callable[[Any], None]
    prepare: Callable[[Any], None] = lambda _: None


def story() -> str:
    """Return a story of so many places, each named once, of one country."""
    from geomap.gazetteer import bundled

    gazetteer = bundled()
    every = (gazetteer.place(row) for row in range(len(gazetteer)))
    towns = (p for p in every if p.country_code == _COUNTRY and p.feature_class == "P" and p.population > _POPULATION)
    names = list(islice((place.name for place in towns if place.name.isalpha()), PLACES))
    lines = (
        _TEMPLATES[i // 3 % len(_TEMPLATES)].format(*names[i : i + 3]) for i in range(0, len(names) - len(names) % 3, 3)
    )
    return "Sixty towns of France in one day\n\n" + "\n\n".join(lines)


def _card(page: Any) -> None:
    page.click("#gm-tab-story")
    page.locator(".gm-mark").nth(4).click()
    page.wait_for_selector(".gm-card")
    if not page.locator(".gm-card details").first.evaluate("(node) => node.open"):
        page.locator(".gm-card summary").first.click()


def _bar(page: Any) -> None:
    _card(page)
    page.wait_for_selector(".gm-wordbar:not([hidden])")


def _words(page: Any) -> None:
    page.click("#gm-tab-story")
    box = page.locator("#gm-panel-story p", has_text="stood still").first.evaluate(_WORD)
    page.mouse.move(box[0], box[1])
    page.mouse.down()
    page.mouse.move(box[2], box[1], steps=3)


def _finder(page: Any) -> None:
    _words(page)
    page.mouse.up()
    page.locator(".gm-wordbar button", has_text="Add a place here").click()
    page.wait_for_selector(".gm-finder input")


def _position(page: Any) -> None:
    _finder(page)
    page.keyboard.insert_text("47.5, 2.5")
    page.wait_for_selector(".gm-finder [role=option]")
    page.keyboard.press("Enter")
    page.wait_for_selector(".gm-named input:focus")


def _part(key: str) -> Callable[[Any], None]:
    return lambda page: page.evaluate("(key) => geomap.editor.open(key)", key)


def _field(key: str, name: str, value: str) -> Callable[[Any], None]:
    def prepare(page: Any) -> None:
        _part(key)(page)
        page.fill(f"#gm-edit-{key} [name={name}]", value)

    return prepare


def _label(page: Any) -> None:
    _card(page)
    page.fill(".gm-card [data-field=label]", "Another name")


def _pen(kind: str) -> Callable[[Any], None]:
    return lambda page: page.click(f"[data-tool={kind}]")


def _on_map(page: Any, x: float, y: float) -> tuple[float, float]:
    box = page.locator("#gm-map").bounding_box()
    return box["x"] + box["width"] * x, box["y"] + box["height"] * y


def _drawn(page: Any) -> None:
    _pen("arrow")(page)
    page.mouse.click(*_on_map(page, 0.4, 0.5))
    page.mouse.click(*_on_map(page, 0.6, 0.6))


def _held(page: Any) -> None:
    """Take hold of the pin of a place that is chosen, and carry it a little."""
    _card(page)
    x, y = page.evaluate(_PIN)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 30, y + 12, steps=4)


def _changed(page: Any) -> None:
    page.keyboard.press("a")


_WORD = """(paragraph) => {
  const walk = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const at = node.data.indexOf("stood still");
    if (at < 0) continue;
    paragraph.scrollIntoView({ block: "center" });
    const range = document.createRange();
    range.setStart(node, at);
    range.setEnd(node, at + "stood still".length);
    const box = range.getBoundingClientRect();
    return [box.left + 1, (box.top + box.bottom) / 2, box.right - 1];
  }
}"""
_PIN = """() => {
  const box = geomap.current.marker.getElement().getBoundingClientRect();
  return [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
}"""

ACTIONS = (
    Action(
        "a place's card", "click", lambda p: p.locator(".gm-mark").nth(4).click(), lambda p: p.click("#gm-tab-story")
    ),
    Action(
        "not a place", "click", lambda p: p.locator(".gm-wordbar button", has_text="Not a place").first.click(), _bar
    ),
    Action("words are selected", "pointerup", lambda p: p.mouse.up(), _words),
    Action(
        "the window that finds places",
        "click",
        lambda p: p.locator(".gm-wordbar button").last.click(),
        lambda p: (_words(p), p.mouse.up(), p.wait_for_selector(".gm-wordbar:not([hidden])")),
    ),
    Action("a letter of a search", "input", lambda p: p.keyboard.type("p"), _finder),
    Action("a place by its position", "keydown", lambda p: p.keyboard.press("Enter"), _position),
    Action("a place is accepted", "keydown", lambda p: p.keyboard.press("a"), _part("check")),
    Action("taken back", "keydown", lambda p: p.keyboard.press("Control+z"), _changed),
    Action("name on the map", "change", lambda p: p.keyboard.press("Tab"), _label),
    Action("symbol", "click", lambda p: p.locator(".gm-pictures li").nth(3).click(), _card),
    Action("colour", "click", lambda p: p.locator(".gm-card .gm-tints button").nth(3).click(), _card),
    Action("hidden", "click", lambda p: p.click(".gm-card [data-field='edit.hide']"), _card),
    Action("a pin is put down", "mouseup", lambda p: p.mouse.up(), _held),
    Action("a callout", "click", lambda p: p.mouse.click(*_on_map(p, 0.5, 0.5)), _pen("callout")),
    Action("an arrow", "click", lambda p: p.click("[data-action='edit.done']"), _drawn),
    Action("headline", "change", lambda p: p.keyboard.press("Tab"), _field("map", "headline", "Another headline")),
    Action("size of pins", "change", lambda p: p.keyboard.press("Tab"), _field("map", "pins", "8")),
    Action("size of letters", "change", lambda p: p.keyboard.press("Tab"), _field("map", "letters", "15")),
    Action("first view", "click", lambda p: p.click("[data-action='frame.use']"), _part("frame")),
    Action("layers", "click", lambda p: p.click("[data-action='layers.use']"), _part("frame")),
    Action(
        "order of the tour", "click", lambda p: p.locator("[data-action='tour.down']").first.click(), _part("frame")
    ),
    Action("the finished page", "click", lambda p: p.click("[data-save=page]"), _part("save")),
)


def _worked(session: Any) -> float:
    """How many ms the page's thread has worked so far."""
    metrics = session.send("Performance.getMetrics")["metrics"]
    return 1000 * next(float(one["value"]) for one in metrics if one["name"] == "TaskDuration")


def _measure(page: Any, session: Any, action: Action) -> tuple[float, float]:
    """Do one thing, and bring the page back to where it was."""
    before = page.evaluate("geomap.edits.past.length")
    action.prepare(page)
    page.evaluate(_REST)
    page.evaluate(_TIMED, action.event)
    before_ms = _worked(session)
    action.act(page)
    took = float(page.evaluate("window.took"))
    worked = _worked(session) - before_ms
    page.evaluate(_REST)
    for _ in range(4):
        page.keyboard.press("Escape")
    page.evaluate("document.activeElement.blur()")
    while page.evaluate("geomap.edits.past.length") > before:
        page.evaluate("geomap.edits.undo()")
    page.evaluate("geomap.select(null, { from: 'edit' }), geomap.home()")
    page.evaluate(_REST)
    return took, worked


_REST = "() => new Promise((done) => setTimeout(() => requestAnimationFrame(() => requestAnimationFrame(done)), 120))"

_OPENED = """async () => {
  const began = performance.now();
  document.querySelector("[data-edit=toggle]").click();
  while (!geomap.editor.on) await new Promise((done) => requestAnimationFrame(done));
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  return performance.now() - began;
}"""

_NOTHING = Action("a click on nothing", "click", lambda page: page.mouse.click(200, 8))


def rows() -> Iterator[tuple[str, float, str]]:
    """Return one row an action: name, median in ms, and the longest, the ratio to the floor, and what is too slow."""
    path = os.environ.get("GEOMAP_CHROMIUM") or shutil.which("chromium")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        path = None
    if path is None:
        yield "no browser: apt-get install chromium; pip install playwright", 0.0, ""
        return
    import geomap

    times: dict[str, list[tuple[float, float]]] = {}
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        made = geomap.map_text(story())
        file = made.save(Path(folder) / "story.html")
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
        page.goto(file.as_uri())
        page.wait_for_selector("html[data-ready]")
        count = page.evaluate("geomap.features.length")
        opening = float(page.evaluate(_OPENED))
        session = page.context.new_cdp_session(page)
        session.send("Performance.enable", {"timeDomain": "threadTicks"})
        for _ in range(_ROUNDS):
            for action in (_NOTHING, *ACTIONS):
                times.setdefault(action.name, []).append(_measure(page, session, action))
        browser.close()
    floor = statistics.median(took for took, _ in times[_NOTHING.name])
    yield f"{count} places; Edit is pressed, the first time", opening, ""
    for name, measured in times.items():
        took, worked = zip(*measured, strict=True)
        median, work = statistics.median(took), statistics.median(worked)
        slow = f"more than {BOUND_MS} ms" if work > BOUND_MS else f"(more than {BOUND_MS} ms)"
        words = f"at most {max(took):5.0f} ms; {median / floor:5.2f} of a click on nothing; at work {work:5.0f} ms"
        yield name, median, f"{words}  {slow if median > BOUND_MS else ''}".rstrip()


if __name__ == "__main__":
    for row in rows():
        print("{:44} {:7.1f}  {}".format(*row))
