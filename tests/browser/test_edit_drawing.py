"""Drawing on a map and setting what stands around it, in edit mode: by mouse, finger and keys, as a person would."""

import json
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from geomap.edits import to_corrections
from geomap.edits.apply import corrected
from geomap.maps import NewsMap, ViewOptions, build_view
from geomap.maps.html.payload import to_json
from tests.browser.waiting import settle

HOSTILE = "</script><img src=x onerror=alert(1)>${alert(1)}{{ 7 * 7 }}"
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def made(world):
    """Make the tiny world's map with corrections."""

    def make(said=None):
        corrections = to_corrections(said or {"version": 2})
        parse = corrected(world.parse(), corrections, world.Gazetteer())
        return build_view(parse, world.Gazetteer(), ViewOptions(), basemap=world.Basemap(), corrections=corrections)

    return make


class Editor:
    """The page in edit mode, with a map that is clicked at shares of its width and height."""

    def __init__(self, opened):
        self.opened, self.page = opened, opened.page
        self.page.click("[data-edit=toggle]")
        self.page.wait_for_function("() => geomap.editor.on")

    @property
    def said(self):
        return json.loads(self.page.evaluate("geomap.edits.text()"))

    @property
    def drawn(self):
        return self.said.get("annotations", [])

    def at(self, x, y):
        box = self.page.locator(".leaflet-container").bounding_box()
        return box["x"] + x * box["width"], box["y"] + y * box["height"]

    def press(self, key, times=1):
        for _ in range(times):
            self.page.keyboard.press(key)

    def write(self, text):
        self.page.keyboard.press("ControlOrMeta+a")
        self.page.keyboard.type(text)
        self.page.keyboard.press("Enter")
        settle(self.page, 30)

    def open(self, section):
        self.page.evaluate("(key) => geomap.editor.open(key)", section)


@pytest.fixture
def editor(open_page, made):
    return Editor(open_page(made(), width=1280, height=800))


def test_by_mouse_an_arrow_and_a_callout_are_drawn_written_coloured_moved_and_taken_back(editor):
    page = editor.page
    page.click("[data-tool=arrow]")
    page.mouse.click(*editor.at(0.3, 0.6))
    page.mouse.dblclick(*editor.at(0.6, 0.4))
    editor.write("convoy")
    arrow = editor.drawn[0]
    assert (arrow["kind"], arrow["text"], len(arrow["line"])) == ("arrow", "convoy", 2)
    assert arrow["line"][0][0] < arrow["line"][1][0]
    assert arrow["line"][0][1] < arrow["line"][1][1]
    assert page.locator(".leaflet-pane path.gm-arrow-head.k-annotation-arrow").count() == 1
    page.click(".gm-colours input[value=military]")
    assert editor.drawn[0]["colour"] == "military"
    assert page.locator(".leaflet-pane path.gm-arrow-head.k-annotation-arrow-military").count() == 1

    page.click("[data-tool=callout]")
    page.mouse.click(*editor.at(0.5, 0.7))
    editor.write("Closed for two days")
    assert [one["kind"] for one in editor.drawn] == ["arrow", "callout"]
    words = page.locator("[data-handle=words]").bounding_box()
    before = page.evaluate("geomap.data.annotations[1].at")
    page.mouse.move(words["x"] + words["width"] / 2, words["y"] + words["height"] / 2)
    page.mouse.down()
    page.mouse.move(*editor.at(0.7, 0.85), steps=4)
    page.mouse.up()
    callout = editor.drawn[1]
    assert callout["point"] == before
    assert callout["text_at"][0] > before[0]
    assert callout["text_at"][1] < before[1]
    page.click('[data-action="draw.beside"]')
    assert "text_at" not in editor.drawn[1]

    # Chosen on the map: its course is what the pointer hits, not its box.
    x, y = editor.at(0.3, 0.6)
    page.mouse.click(x, y)
    assert page.locator("[data-handle=point-1]").count() == 1
    assert page.locator("[data-focus=words]").input_value() == "convoy"
    page.click("[data-action=remove]")
    assert [one["kind"] for one in editor.drawn] == ["callout"]
    editor.press("ControlOrMeta+z")
    assert [one["kind"] for one in editor.drawn] == ["arrow", "callout"]
    assert editor.opened.errors == []


def test_by_keys_alone_an_area_is_drawn_and_its_points_are_moved_added_and_removed(editor):
    page = editor.page
    page.focus("[data-tool=area]")
    editor.press("Enter")
    assert page.locator(".gm-sight").is_visible()
    editor.press("Enter")
    editor.press("Shift+ArrowRight", 2)
    editor.press("Enter")
    editor.press("Shift+ArrowUp")
    editor.press("Enter")
    editor.press("Backspace")
    editor.press("Shift+ArrowUp")
    editor.press("Enter", 2)  # twice upon the spot ends it
    settle(page, 30)
    ring = editor.drawn[0]["polygon"]
    assert len(ring) == 3
    assert ring[0][1] == ring[1][1] < ring[2][1]
    assert ring[0][0] < ring[1][0] == ring[2][0]
    assert page.evaluate("document.activeElement.dataset.focus") == "words"

    page.focus("[data-handle=point-0]")
    editor.press("ArrowLeft")
    assert editor.drawn[0]["polygon"][0][0] < ring[0][0]
    assert page.evaluate("document.activeElement.dataset.handle") == "point-0"
    page.focus("[data-handle=between-1]")
    editor.press("Enter")
    assert len(editor.drawn[0]["polygon"]) == 4
    page.focus("[data-handle=point-3]")
    editor.press("Delete")
    assert len(editor.drawn[0]["polygon"]) == 3
    assert page.evaluate("geomap.edits.past.length") == 4

    page.focus("[data-tool=line]")
    editor.press("Enter")
    editor.press("Enter")
    editor.press("Escape")
    assert page.locator(".gm-draft").count() == 0
    assert len(editor.drawn) == 1


def test_the_highest_stands_first_in_the_list_and_is_put_lower_by_a_button(editor):
    page = editor.page
    for tool, corners in (("polygon", ((0.3, 0.3), (0.5, 0.3), (0.4, 0.5))), ("line", ((0.3, 0.7), (0.6, 0.7)))):
        page.click(f"[data-tool={tool}]")
        for corner in corners:
            page.mouse.click(*editor.at(*corner))
            settle(page, 350)  # no double click
        page.click('[data-action="edit.done"]')
        editor.write(tool)
    assert page.locator(".gm-drawn").all_inner_texts() == ["line", "polygon"]
    page.click("[data-action=down]")
    settle(page, 30)
    assert page.locator(".gm-drawn").all_inner_texts() == ["polygon", "line"]
    assert [one["kind"] for one in editor.drawn] == ["line", "polygon"]
    assert page.locator('.gm-drawn[aria-expanded="true"]').inner_text() == "line"


def test_what_is_drawn_is_the_same_from_the_file_in_python_and_hostile_words_are_text(editor, made):
    page = editor.page
    page.click("[data-tool=arrow]")
    page.mouse.click(*editor.at(0.3, 0.6))
    page.mouse.dblclick(*editor.at(0.6, 0.4))
    editor.write(HOSTILE)
    page.evaluate("geomap.select(geomap.features.find((one) => one.poly && one.key === one.id), { from: 'map' })")
    page.click('[data-action="edit.draw.place"]')
    assert set(editor.drawn[1]) == {"kind", "place"}
    page.click("[data-action=remove]")
    page.click("[data-tool=callout]")
    page.mouse.click(*editor.at(0.5, 0.7))
    editor.write(HOSTILE)
    editor.open("map")
    for name in ("headline", "caption", "credit", "source_line"):
        page.fill(f"[name={name}]", HOSTILE)
    page.focus("[name=pins]")
    assert page.locator("h1").inner_text() == HOSTILE
    assert page.locator("header .gm-caption").inner_text() == HOSTILE
    assert page.locator("header .gm-line").inner_text() == f"{HOSTILE} · {HOSTILE}"
    text = page.evaluate("geomap.edits.text()")
    corrections = to_corrections(json.loads(text))
    assert corrections.to_json() == text
    python = json.loads(to_json(made(json.loads(text))))
    assert python["annotations"] == page.evaluate("geomap.data.annotations")
    assert page.locator("img").count() == 0
    assert editor.opened.dialogs == []
    assert editor.opened.errors == []


def test_the_first_view_layers_sizes_and_tour_are_said_and_come_back(open_page, editor, made):
    page = editor.page
    page.evaluate("geomap.map.setView([47, 14], 7, { animate: false })")
    view = "(() => { const c = geomap.map.getCenter(); return [c.lat, c.lng, geomap.map.getZoom()]; })()"
    seen = page.evaluate(view)
    page.uncheck('input[data-layer="cities"]')
    editor.open("frame")
    page.click('[data-action="frame.use"]')
    page.click('[data-action="layers.use"]')
    page.evaluate("geomap.map.setView([0, 0], 3, { animate: false })")
    page.click('[data-action="home"]')
    assert page.evaluate(view) == pytest.approx(seen, abs=0.02)
    assert "cities" not in editor.said["layers"]
    assert len(editor.said["layers"]) >= 2
    keys = page.locator(".gm-tour-list li span").all_inner_texts()
    page.locator('[data-action="tour.down"]').first.click()
    assert page.locator(".gm-tour-list li span").all_inner_texts()[:2] == [keys[1], keys[0]]
    page.locator('[data-action="tour.remove"]').last.click()
    assert len(editor.said["tour"]) == len(keys) - 1
    page.fill("[name=ratio]", "9:1")
    page.keyboard.press("Tab")
    assert "ratio" not in editor.said
    page.fill("[name=ratio]", "1:1")
    page.keyboard.press("Tab")
    assert page.locator("path.gm-veil").count() == 1

    editor.open("map")
    label = page.locator('.gm-label[data-of="t:alma"]')
    small = label.evaluate("(node) => parseFloat(getComputedStyle(node).fontSize)") if label.count() else 13
    page.fill("[name=letters]", "20")
    page.fill("[name=pins]", "11")
    page.focus("[name=theme]")
    page.select_option("[name=theme]", "dark")
    settle(page, 100)
    said = editor.said
    assert said["style"]["pins"] == {"radius": 11, "largest": 22, "heaviest": 40}
    assert said["style"]["names"]["lettering"]["place"] == {"size": 20}
    assert said["theme"] == "dark"
    sizes = (
        "[...document.querySelectorAll('.gm-label.l-place')].map((one) => parseFloat(getComputedStyle(one).fontSize))"
    )
    assert set(page.evaluate(sizes)) <= {20}
    assert small == 13

    page.check('input[data-layer="cities"]')
    page.evaluate("geomap.edits.change('edit.did.set', { ...geomap.edits.said, layers: ['cities'] })")
    editor.press("ControlOrMeta+z")
    assert not page.locator('input[data-layer="cities"]').is_checked()

    again = open_page(made(said), width=1280, height=800).page
    assert again.evaluate(view) == pytest.approx(seen, abs=0.02)
    assert not again.locator('input[data-layer="cities"]').is_checked()
    assert again.evaluate("geomap.data.tour.map(([key]) => key)") == page.evaluate(
        "geomap.data.tour.map(([key]) => key)"
    )
    assert again.evaluate("geomap.data.style.pins") == page.evaluate("geomap.data.style.pins")


def test_a_picture_has_the_shape_that_is_said_and_all_that_is_drawn_but_no_handles(editor):
    page = editor.page
    page.click("[data-tool=callout]")
    page.mouse.click(*editor.at(0.5, 0.5))
    editor.write("Closed for two days")
    page.evaluate(
        "const by = (id) => geomap.features.find((one) => one.id === id);"
        "geomap.edits.say(by('t:alma'), { label: 'Alma-by-the-Sea' });"
        "geomap.edits.say(by('t:base'), { hidden: true });"
    )
    editor.open("map")
    page.fill("[name=headline]", "Where the aid went")
    page.fill("[name=caption]", "What is shown")
    page.fill("[name=credit]", "Map: A. Reader")
    editor.open("frame")
    page.fill("[name=ratio]", "4:5")
    page.keyboard.press("Tab")
    view = "[geomap.map.getCenter().lat, geomap.map.getCenter().lng, geomap.map.getZoom()]"
    before = page.evaluate(view)
    page.click(".gm-save > button")
    with page.expect_download() as download:
        page.click("[data-save=svg]")
    picture = ET.fromstring(Path(download.value.path()).read_text("utf-8"))
    assert float(picture.get("width")) == 540
    assert float(picture.get("height")) == pytest.approx(675, abs=2)
    words = " ".join(node.text or "" for node in picture.iter(f"{SVG}text"))
    for text in ("Where the aid went", "What is shown", "Map: A. Reader", "Closed for two days", "Alma-by-the-Sea"):
        assert text in words, text
    assert "Naval Base" not in words
    assert page.evaluate(view) == before
    whole = page.evaluate("new XMLSerializer().serializeToString(geomap.snapshot.draw(true))")
    veil = page.evaluate("getComputedStyle(document.querySelector('path.gm-veil')).strokeDasharray")
    assert f'stroke-dasharray="{veil}"' not in whole


@pytest.mark.parametrize(("width", "touch"), [(1280, False), (1024, True)])
def test_axe_finds_nothing_to_mend_while_somebody_draws(chromium, made, tmp_path, width, touch):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="pip install axe-playwright-python")
    path = NewsMap(made()).save(tmp_path / "page.html")
    context = chromium.new_context(
        viewport={"width": width, "height": 768}, has_touch=touch, bypass_csp=True, reduced_motion="reduce"
    )
    try:
        page = context.new_page()
        page.goto(path.as_uri())
        page.wait_for_selector("html[data-ready]", timeout=40_000)
        press = page.tap if touch else page.click
        press("[data-edit=toggle]")
        page.wait_for_function("() => geomap.editor.on")
        press("[data-tool=area]")
        box = page.locator(".leaflet-container").bounding_box()
        for x, y in ((0.4, 0.4), (0.6, 0.4), (0.5, 0.6)):
            at = box["x"] + x * box["width"], box["y"] + y * box["height"]
            page.touchscreen.tap(*at) if touch else page.mouse.click(*at)
            settle(page, 350)
        drawing = axe.Axe().run(page)
        press('[data-action="edit.done"]')
        settle(page, 100)
        assert page.locator(".leaflet-pane path.gm-area.k-annotation-area").count() == 1
        page.evaluate("['map', 'frame', 'draw'].forEach((key) => geomap.editor.open(key))")
        for found in (drawing, axe.Axe().run(page)):
            assert [(one["id"], one["nodes"][0]["html"][:100]) for one in found.response["violations"]] == []
        for name in ("callout", "polygon"):
            tool = page.locator(f"[data-tool={name}]").bounding_box()
            assert min(tool["width"], tool["height"]) >= 24
    finally:
        context.close()
