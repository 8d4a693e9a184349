"""What the page shows of corrections is what the command makes of them, and both write the same file.

One page without corrections is told each document as its editor would say it; beside it stands the data of the page
that ``--corrections`` makes. One document of everything is compared as it is drawn, too.
"""

from __future__ import annotations

import copy
import json
from pathlib import Path

import pytest

from geomap.edits import to_corrections
from geomap.edits.apply import corrected
from geomap.maps import NewsMap, ViewOptions, build_view
from tests.browser.waiting import settle

EVERYTHING = json.loads((Path(__file__).parents[1] / "data" / "corrections.json").read_text("utf-8"))

BEFORE = "\U0001f3d4 A note before all. "
"""A sign beyond 16 bits: scripts count it twice, corrections once."""


def span(text, words, nth=0):
    at = -1
    for _ in range(nth + 1):
        at = text.index(words, at + 1)
    return {"document": "talks.txt", "start": at, "end": at + len(words), "text": words}


def documents(text):
    """Return corrections of every kind: by what they say."""

    def at(words, nth=0, **said):
        return span(text, words, nth) | said

    area = [[15, 46], [18, 46.5], [17, 48]]
    return {
        "nothing": {},
        "name": {"names": {"ALMA": {"label": "Alma  by the Sea", "kind": "port town"}}},
        "drawing": {"names": {"Alma": {"symbol": "port", "colour": "#B3261E"}, "Farport": {"colour": "military"}}},
        "natural": {"names": {"Bruck": {"symbol": "mountain"}, "Hill Province": {"symbol": "zone"}}},
        "rival": {"names": {"Bruck": "t:bruck2"}},
        "accepted": {"names": {"Bruck": {"place": "t:bruck", "decided_by": "A. Reader"}}},
        "no place": {"names": {"East Heath": False, "Farport": {"place": False}}},
        "point": {"names": {"Xanth": {"point": [12.5, 43.75], "name": "Xanth  camp", "symbol": "camp"}}},
        "bare point": {"names": {"Xanth": {"point": [12.00005, -0.00001]}, "Bruck": {"point": [13.5, 47]}}},
        "moved pin": {"names": {"Farport": {"place": "t:farport", "point": [-70.5, 10.25]}}},
        "hidden": {"names": {"Hill Province": {"hidden": True}, "Farport": {"hidden": True, "label": "F"}}},
        "group": {
            "names": {"Alma": {"group": "Talks"}, "Bruck": {"group": "Closed"}, "Port Alma": {"group": " Talks "}}
        },
        "people": {"names": {"Nordian": False}},
        "part": {"names": {"Nordia": {"label": "The North", "colour": "zone"}}},
        "one mention": {"mentions": [at("Alma", 2, place="t:port"), at("Alma", 0, label="Here")]},
        "one is no place": {"mentions": [at("Alma", 0, place=False), at("Farport", hidden=True)]},
        "one over its name": {
            "names": {"Alma": {"label": "Paname", "colour": "zone"}},
            "mentions": [at("Alma", 0, label="Lutetia"), at("Alma", 2, place="t:bruck")],
        },
        "one with a point": {"mentions": [at("Bruck", point=[13.1, 47.1], name="New Bruck")]},
        "other words": {"mentions": [at("Bruck") | {"text": "Brussels", "place": "t:alma"}]},
        "pointed at": {"mentions": [at("Nobody knows", place="t:farport")]},
        "added": {"added": [at("shops", point=[16, 43], name="The shops", symbol="site")]},
        "widened": {"added": [at("from Port Alma", place="t:port")]},
        "split": {"added": [at("Port", 0, place="t:port"), at("Alma", 1, place="t:alma")]},
        "added, undecided": {"added": [at("two states")]},
        "added, of other words": {"added": [at("shops", place="t:alma") | {"text": "shop"}]},
        "added within added": {"added": [at("naval base lies", place="t:base"), at("lies", place="t:alma")]},
        "callouts": {
            "annotations": [
                {"kind": "callout", "text": "Here  now", "point": [12, 46]},
                {"kind": "callout", "text": "There", "point": [12, 46], "text_at": [14, 47], "side": "left"},
            ]
        },
        "drawings": {
            "annotations": [
                {"kind": "area", "polygon": area, "text": "Held", "symbol": "zone", "colour": "#0c8a43"},
                {"kind": "polygon", "polygon": area, "decided_by": "B"},
                {"kind": "line", "line": [[11, 44], [15, 43], [16, 44]], "symbol": "disputed"},
                {"kind": "arrow", "line": [[11, 44], [15, 43]], "colour": "military"},
                {"kind": "arrow", "line": [[11, 44], [15, 43], [16, 45]]},
                {"kind": "area", "place": "t:hills", "text": "Curfew"},
            ]
        },
        "across the antimeridian": {
            "frame": {"bounds": [170, -25, -170, -10]},
            "annotations": [{"kind": "line", "line": [[179, -17], [-179, -18], [-178, -18]]}],
        },
        "frame": {"frame": {"bounds": [8, 39, 21, 51]}},
        "centre": {"frame": {"centre": [15, 43], "zoom": 7.25}},
        "layers": {"layers": ["cities", "zones"]},
        "tour": {"tour": ["t:farport", "t:gone", "t:alma"]},
        "around": {
            "headline": "Talks",
            "caption": "Now",
            "credit": "C",
            "source_line": "S",
            "theme": "dark",
            "ratio": "1:1",
        },
        "style": {"style": {"pins": {"radius": 6.5}, "names": {"sure": 3}}},
        "names that are numbers": {
            "names": {
                "9": {"label": "x"},
                "10": {"label": "y"},
                "__proto__": {"label": "z"},
                "\U0001f600": False,
                "ａ": False,
            }
        },
    }


KINDS = list(
    documents(BEFORE + "Alma Alma Alma Farport Bruck Nobody knows shops from Port Alma two states naval base lies Alma")
)

# What is seen of a map, from the page's objects or from the data of another page.
SEEN = """
(data) => {
  const live = !data;
  const features = live ? geomap.features : data.features;
  const all = live ? geomap.data : data;
  return {
    features: features.filter((one) => one.m.length).map((one) => ({
      key: one.key, id: one.id, title: one.title, what: one.what, layer: one.layer, symbol: one.symbol,
      lon: one.lon, lat: one.lat, uncertain: Boolean(one.uncertain),
      marks: one.m.map((m) => [m.d, m.s, m.e]).sort((a, b) => a[1] - b[1]),
    })),
    unplaced: all.unplaced.map((one) => [one.d, one.s, one.e]),
    annotations: (all.annotations || []).map((one) => ({
      kind: one.kind, symbol: one.symbol, layer: one.layer, side: one.side, text: one.text, line: one.line, at: one.at,
      words: one.words || null, poly: one.poly || null,
    })),
    box: all.box,
    title: all.title,
    tour: all.tour.map(([key]) => key),
    radius: all.style.pins.radius,
  };
}
"""


def rounded(value):
    """Return what is seen with positions as people see them: to ten metres."""
    if isinstance(value, float):
        return round(value, 4) + 0.0
    if isinstance(value, dict):
        return {key: rounded(one) for key, one in value.items()}
    return [rounded(one) for one in value] if isinstance(value, list) else value


def turned_back(lons):
    """Return longitudes moved together by whole turns around the Earth, so that the first lies within it."""
    turns = round(lons[0] / 360) if lons else 0
    return [lon - 360 * turns for lon in lons]


def tidy(seen):
    for one in seen["features"]:
        [one["lon"]] = turned_back([one["lon"]])
    for one in seen["annotations"]:
        one["line"][::2] = turned_back(one["line"][::2])
        one["at"][:1] = turned_back(one["at"][:1])
    seen = rounded(seen)
    seen["features"] = {one["key"]: one for one in seen["features"]}
    seen["unplaced"].sort()
    return seen


def differences(mine, theirs, path=""):
    """Return where two of the same form differ, one a line."""
    if isinstance(mine, dict) and isinstance(theirs, dict):
        keys = sorted(mine.keys() | theirs.keys())
        return [one for key in keys for one in differences(mine.get(key), theirs.get(key), f"{path}.{key}")]
    return [] if mine == theirs else [f"{path}: page {mine}, command {theirs}"]


@pytest.fixture(scope="module")
def story(world):
    return BEFORE + world.TEXT


@pytest.fixture(scope="module")
def view_with(world, story):
    def make(said=None):
        corrections = None if said is None else to_corrections({"version": 2, **said})
        parse = world.parse(story)
        if corrections is not None:
            parse = corrected(parse, corrections, world.Gazetteer())
        return build_view(parse, world.Gazetteer(), ViewOptions(), basemap=world.Basemap(), corrections=corrections)

    return make


@pytest.fixture(scope="module")
def opened(chromium, tmp_path_factory):
    contexts = []

    def open_(view):
        path = view
        if not isinstance(view, Path):
            path = NewsMap(view).save(tmp_path_factory.mktemp("parity") / "page.html")
        context = chromium.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
        contexts.append(context)
        page = context.new_page()
        page.errors = []
        page.on("pageerror", lambda error: page.errors.append(str(error)))
        page.goto(path.as_uri())
        page.wait_for_selector("html[data-ready]", timeout=40_000)
        page.evaluate("geomap.editor.ready()")
        return page

    yield open_
    for context in contexts:
        context.close()


@pytest.fixture(scope="module")
def page(opened, view_with):
    return opened(view_with())


def say(page, said):
    page.evaluate("(text) => geomap.edits.change('edit.did.said', JSON.parse(text))", to_corrections(said).to_json())


@pytest.mark.parametrize("kind", KINDS)
def test_the_page_shows_what_the_command_makes(page, view_with, story, kind):
    said = {"version": 2, **documents(story)[kind]}
    view = view_with(said)
    made = json.loads(NewsMap(view).to_html().split('id="gm-data">')[1].split("</script>")[0])
    say(page, said)
    mine, theirs = tidy(page.evaluate(SEEN)), tidy(page.evaluate(SEEN, made))
    for one in (mine, theirs):
        # Where nobody has said what the first view and the tour are, the command finds them anew for what is there now;
        # an open page keeps those that a reader has before the eyes.
        if "frame" not in said:
            del one["box"]
        if "tour" not in said:
            del one["tour"]
    assert differences(mine, theirs) == []
    assert page.evaluate("geomap.edits.text()") == view.corrections.to_json()
    page.evaluate("geomap.edits.undo()")
    assert page.errors == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_made_with_corrections_says_the_same_of_itself(page, view_with, story, kind):
    """What is said already is said once more, over a map that has it: nothing changes."""
    view = view_with({"version": 2, **documents(story)[kind]})
    made = json.loads(NewsMap(view).to_html().split('id="gm-data">')[1].split("</script>")[0])
    page.evaluate("(data) => geomap.edits.load(data, JSON.parse(data.corrections))", made)
    assert differences(tidy(page.evaluate(SEEN)), tidy(page.evaluate(SEEN, made))) == []
    page.evaluate("geomap.edits.undo()")


DRAWN = """
() => {
  const all = (selector) => [...document.querySelectorAll(selector)];
  const classes = (one) => (one.getAttribute("class") || "").replace("leaflet-interactive", "").trim();
  return {
    marks: all(".gm-mark[data-place]").map((one) => [one.textContent, one.dataset.place]),
    legend: all(".gm-legend label:not(.empty)").map((one) => [one.textContent, one.querySelector("input").checked]),
    pins: all(".gm-pin").map((one) => one.dataset.place).sort(),
    shapes: all("#gm-map path").map(classes).filter((one) => one.includes("k-annotation")).sort(),
    words: all(".gm-words text").map((one) => one.textContent),
    names: all(".gm-labels text").map((one) => one.textContent).sort(),
    headline: document.querySelector("h1").textContent,
    view: (() => {
      const at = geomap.map.getCenter();
      return [at.lng, at.lat, geomap.map.getZoom()].map((one) => Math.round(one * 100) / 100);
    })(),
    tour: geomap.data.tour.map(([key]) => key),
  };
}
"""


def test_a_saved_page_of_everything_is_drawn_as_the_command_draws_it(opened, page, view_with, tmp_path):
    said = copy.deepcopy(EVERYTHING)
    for row in (*said["mentions"], *said["added"]):
        row["start"], row["end"] = row["start"] + len(BEFORE), row["end"] + len(BEFORE)
    said["layers"].append("movements-uncertain")
    said["names"]["Nordia"] = {"group": "Calm"}
    say(page, said)
    page.evaluate("geomap.editor.turn(true)")
    with page.expect_download() as download:
        page.keyboard.press("Control+s")
    download.value.save_as(tmp_path / "saved.html")
    mine, theirs = opened(tmp_path / "saved.html"), opened(view_with(said))
    for one in (mine, theirs):
        settle(one, 400)
    assert differences(mine.evaluate(DRAWN), theirs.evaluate(DRAWN)) == []
    text = theirs.evaluate("geomap.data.corrections")
    assert [one.evaluate("geomap.edits.text()") for one in (page, mine, theirs)] == [text] * 3
    assert to_corrections(json.loads(text)).to_json() == text
    assert mine.errors == theirs.errors == []
