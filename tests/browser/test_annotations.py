"""What a person has drawn and written, on the page: seen, switched, named as text, and kept in the next download."""

import json
import re
from pathlib import Path

import pytest

from geomap.edits import to_corrections
from geomap.edits.apply import corrected
from geomap.maps import ViewOptions, build_view
from tests.browser.waiting import settle

FILE = Path(__file__).parents[1] / "data" / "corrections.json"
HOSTILE = "</script><img src=x onerror=alert(1)>${alert(1)}{{ 7 * 7 }}"


@pytest.fixture(scope="module")
def edited(world):
    def make(said, **options):
        corrections = to_corrections(said)
        parse = corrected(world.parse(), corrections, world.Gazetteer())
        return build_view(
            parse, world.Gazetteer(), ViewOptions(**options), basemap=world.Basemap(), corrections=corrections
        )

    return make


def words(page):
    return page.evaluate("[...document.querySelectorAll('.gm-words text')].map((one) => one.textContent).join(' ')")


def box(page, selector):
    return page.locator(selector).first.bounding_box()


@pytest.mark.parametrize("width", [1400, 390])
def test_all_annotations_are_seen_and_words_keep_inside_and_off_pins(open_page, edited, width):
    opened = open_page(edited(FILE), width=width, height=900)
    page = opened.page
    assert page.locator(".leaflet-pane path.gm-area.k-annotation-area-zone").count() == 1
    assert page.locator(".leaflet-pane path.gm-area.k-annotation-polygon").count() == 1
    assert page.locator(".leaflet-pane path.gm-course.k-disputed").count() == 1
    assert page.locator(".leaflet-pane path.gm-arrow-head.k-annotation-arrow").count() == 1
    for text in ("Held area", "front line", "envoys", "Closed since May", "Ships wait at sea"):
        assert text in words(page), text
    assert page.locator(".gm-words path.k-annotation").count() == 2
    frame = box(page, "#gm-map")
    pins = [pin.bounding_box() for pin in page.locator(".gm-pin").all()]
    for group in page.locator(".gm-words > g").all():
        one = group.bounding_box()
        assert one["x"] >= frame["x"] - 2
        assert one["x"] + one["width"] <= frame["x"] + frame["width"] + 2
    for text in page.locator(".gm-words text").all():
        a = text.bounding_box()
        for b in pins:
            apart = a["x"] > b["x"] + b["width"] - 3 or b["x"] > a["x"] + a["width"] - 3
            assert apart or a["y"] > b["y"] + b["height"] - 4 or b["y"] > a["y"] + a["height"] - 4, text.text_content()
    still = page.evaluate("geomap.snapshot.draw(true).outerHTML")
    assert "Closed since May" in still
    assert "Held area" in still
    assert opened.errors == []
    assert [url for url in opened.requests if not url.startswith(("file:", "data:"))] == []


def test_the_first_view_the_layers_and_the_drawings_are_those_of_the_corrections(open_page, edited):
    page = open_page(edited(FILE)).page
    bounds = page.evaluate(
        "(() => { const b = geomap.map.getBounds(); return [b.getWest(), b.getSouth(), b.getEast(), b.getNorth()]; })()"
    )
    assert bounds[0] <= 8
    assert bounds[1] <= 39
    assert bounds[2] >= 21
    assert bounds[3] >= 51
    assert page.locator('.gm-pin[data-place="t:base"]').count() == 0  # its layer is off
    assert page.locator('input[data-layer="drawings"]').is_checked()
    page.uncheck('input[data-layer="drawings"]')
    settle(page, 200)
    assert page.locator(".leaflet-pane path.k-annotation-polygon").count() == 0
    assert "Held area" not in words(page)
    page.uncheck('input[data-layer="callouts"]')
    settle(page, 200)
    assert words(page) == ""
    page.check('input[data-layer="sites"]')
    settle(page, 200)
    assert page.locator('.gm-pin[data-place="t:alma"] .gm-symbol.k-port-b3261e').count() == 1
    labels = "[...document.querySelectorAll('.gm-labels text')].map((one) => one.textContent)"
    assert "Alma-by-the-Sea" in page.evaluate(labels)


def test_a_download_keeps_what_was_said_before_and_gives_the_same_page_again(open_page, edited):
    page = open_page(edited(FILE)).page
    page.click('.gm-mark:has-text("Port Alma")')
    page.click('.gm-details button:has-text("Not a place")')
    with page.expect_download() as download:
        page.click('button:has-text("Download corrections")')
    text = Path(download.value.path()).read_text("utf-8")
    before, after = to_corrections(FILE), to_corrections(json.loads(text))
    assert after.to_json() == text
    assert after.names["Port Alma"].no_place
    assert (after.added, after.annotations, after.frame) == (before.added, before.annotations, before.frame)
    again = open_page(edited(json.loads(text))).page
    assert again.locator('.gm-pin[data-place="t:port"]').count() == 0
    assert again.evaluate("geomap.data.corrections") == text


def test_hostile_words_are_written_as_text(open_page, edited):
    said = json.loads(FILE.read_text("utf-8"))
    said |= {"headline": HOSTILE, "names": {"Alma": {"label": HOSTILE, "kind": HOSTILE}}}
    for one in said["annotations"]:
        one["text"] = HOSTILE
    opened = open_page(edited(said))
    page = opened.page
    assert opened.errors == []
    assert opened.dialogs == []
    assert page.locator("img").count() == 0
    assert re.sub(r"\s", "", HOSTILE) in re.sub(r"\s", "", words(page))
    page.click('.gm-mark:has-text("Alma"):not(:has-text("Port"))')
    assert opened.dialogs == []


def test_a_published_map_has_its_annotations_and_nothing_of_the_corrections(open_page, edited):
    said = json.loads(FILE.read_text("utf-8"))
    del said["layers"]
    said["names"]["Farport"] = said["names"]["Port Alma"] = {"group": "Ports in <talks>"}
    opened = open_page(edited(said, mode="publish"), width=840, height=620)
    page = opened.page
    # A drawing that speaks for itself means something in a group: the key says what.
    assert "Ports in <talks>" in page.locator(".gm-meanings").text_content()
    assert "Closed since May" in words(page)
    assert page.evaluate("geomap.data.corrections === undefined")
    assert page.locator("h1").inner_text() == "Talks by the sea"
    assert "Map: The Paper" in page.locator(".gm-line").inner_text()
    assert opened.errors == []
