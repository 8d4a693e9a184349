"""The page as a reader uses it."""

from __future__ import annotations

import json
import zlib
from itertools import product
from pathlib import Path

import pytest

from tests.browser.waiting import settle


def pixel(page, lon, lat):
    """The colour of the map at a place, as (red, green, blue)."""
    x, y = page.evaluate(
        "([lat, lon]) => { const p = geomap.map.latLngToContainerPoint([lat, lon]);"
        " const r = geomap.map.getContainer().getBoundingClientRect(); return [r.left + p.x, r.top + p.y]; }",
        [lat, lon],
    )
    shot = page.screenshot(clip={"x": int(x), "y": int(y), "width": 1, "height": 1})
    # A PNG of one pixel: its only row is a filter byte and the colour.
    start = shot.index(b"IDAT")
    length = int.from_bytes(shot[start - 4 : start], "big")
    return tuple(zlib.decompressobj().decompress(shot[start + 4 : start + 4 + length])[1:4])


@pytest.fixture
def opened(open_page, view_of):
    return open_page(view_of())


def test_the_page_asks_for_nothing_and_reports_no_error(opened):
    page = opened.page
    for selector in ('[data-action="zoom-in"]', '[data-action="zoom-out"]', '[data-action="home"]', "#gm-tab-places"):
        page.click(selector)
        settle(page, 200)
    assert opened.requests == [opened.url]
    assert opened.errors == []
    assert page.evaluate("Object.keys(localStorage).length + document.cookie.length") == 0


def test_every_layer_can_be_switched_off_and_on(opened):
    page = opened.page
    boxes = page.locator(".gm-legend input[data-layer]")
    assert boxes.count() == 6
    for i in range(boxes.count()):
        key = boxes.nth(i).get_attribute("data-layer")
        drawn = f"geomap.map.hasLayer(geomap.places.groups[{key!r}])"
        members = page.evaluate(f"geomap.places.groups[{key!r}].getLayers().length")
        assert members >= 1, key
        boxes.nth(i).click()
        assert page.evaluate(drawn) is False
        nodes = (
            "geomap.places.groups[%r].getLayers().filter((l) => l.getElement() && l.getElement().isConnected).length"
        )
        assert page.evaluate(nodes % key) == 0
        boxes.nth(i).click()
        assert page.evaluate(drawn) is True
        assert page.evaluate(nodes % key) == members
    assert opened.errors == []


def test_a_click_in_the_text_finds_the_place_on_the_map(opened):
    page = opened.page
    page.click('.gm-mark:has-text("Hill Province")')
    page.wait_for_selector(".leaflet-popup .gm-details")
    assert page.inner_text(".leaflet-popup h2") == "Hill Province"
    assert "province or state" in page.inner_text(".leaflet-popup .gm-facts")
    assert page.locator("path.gm-area.k-province.gm-chosen").count() == 1


def test_a_click_on_the_map_finds_the_place_in_the_text(opened):
    page = opened.page
    page.click('.gm-pin[data-place="t:port"]')
    page.wait_for_selector(".leaflet-popup .gm-details")
    assert page.locator(".gm-mark.gm-chosen").all_inner_texts() == ["Port Alma"]
    assert "Nordian envoys had come from" in page.inner_text(".leaflet-popup .gm-quote")
    page.keyboard.press("Escape")
    page.wait_for_selector(".leaflet-popup", state="detached")
    assert page.locator(".gm-mark.gm-chosen").count() == 0


def test_hovering_lights_up_the_other_side(opened):
    page = opened.page
    page.hover('.gm-mark:has-text("naval base")')
    assert page.locator('.gm-pin.gm-lit[data-place="t:base"]').count() == 1
    page.mouse.move(1, 1)
    assert page.locator(".gm-lit").count() == 0
    page.hover('.gm-pin[data-place="t:alma"]')
    assert page.locator(".gm-mark.gm-lit").all_inner_texts() == ["Alma", "Alma"]


def test_the_popup_tells_everything(opened):
    page = opened.page
    page.click('.gm-mark:has-text("Bruck")')
    page.wait_for_selector(".leaflet-popup .gm-details")
    page.eval_on_selector_all(".gm-details details", "(nodes) => nodes.forEach((node) => { node.open = true; })")
    text = page.inner_text(".leaflet-popup .gm-details")
    for part in (
        "Bruck",
        "city or town",
        "Nordia",
        "Population 12,000",
        "uncertain (40%)",
        "Bruck is named here.",
        "8,350 km away",
        "Tiny gazetteer",
        "CC0",
        "t:bruck",
    ):
        assert part in text, part


def test_a_disputed_area_says_so(opened):
    page = opened.page
    page.click('.gm-mark:has-text("East Heath")')
    text = page.inner_text(".gm-status")
    assert "Held by Faraway, claimed by Nordia." in text
    assert "Claimed by Nordia and Faraway" in text
    assert "Line drawn: the treaty line" in text


def test_a_rough_outline_is_drawn_without_a_border_and_says_so(open_page, view_of, world):
    gazetteer = world.Gazetteer()
    surveyed = gazetteer.footprints.get

    def get(place_id, *how):
        extent = surveyed(place_id, *how)
        if place_id == "t:hills":
            extent.approximate = True
        return extent

    gazetteer.footprints = world.Footprints(get)
    page = open_page(view_of(world.parse(gazetteer=gazetteer), gazetteer)).page
    assert page.locator("path.gm-area.gm-rough").evaluate_all("(nodes) => nodes.map((n) => n.dataset.place)") == [
        "t:hills"
    ]
    page.click('.gm-mark:has-text("Hill Province")')
    assert "Rough outline" in page.inner_text(".leaflet-popup .gm-flag")


def test_far_places_are_one_click_away(opened):
    page = opened.page
    assert page.inner_text(".gm-elsewhere").split("\n")[0].startswith("1 place elsewhere:")
    page.click('.gm-elsewhere button:has-text("Farport")')
    settle(page, 300)
    assert page.evaluate("geomap.map.getBounds().contains([10, -70])")
    page.click('[data-action="home"]')
    settle(page, 600)
    assert not page.evaluate("geomap.map.getBounds().contains([10, -70])")
    assert page.evaluate("geomap.map.getBounds().contains([43, 15])")


def test_the_list_is_searched_and_sorted(opened):
    page = opened.page
    page.click("#gm-tab-places")
    names = page.locator(".gm-list tbody th button")
    assert names.all_inner_texts()[:2] == ["Grey Zone", "Alma"]
    page.select_option(".gm-tools select", "mentions")
    assert names.all_inner_texts()[0] == "Alma"
    page.select_option(".gm-tools select", "name")
    assert names.all_inner_texts() == sorted(names.all_inner_texts())
    page.fill(".gm-tools input", "naval")
    assert names.all_inner_texts() == ["Port Alma Naval Base"]
    page.fill(".gm-tools input", "nowhere")
    assert page.inner_text(".gm-list > p") == "No place matches."
    assert "Xanth" in page.inner_text(".gm-unplaced")


def test_a_date_filters_the_map(open_page, view_of, world):
    page = open_page(view_of(world.parse(text=world.TEXT_OF_DAYS))).page
    assert page.locator('.gm-pin[data-place="t:port"]').count() == 1
    page.click('.gm-timeline button:has-text("May 2")')
    assert page.locator('.gm-pin[data-place="t:port"]').count() == 0
    assert page.locator('path[data-place="t:hills"]').count() == 1
    page.click('.gm-timeline button:has-text("All")')
    assert page.locator('.gm-pin[data-place="t:port"]').count() == 1


def test_a_reader_s_correction_moves_the_pin_and_can_be_taken_away(opened):
    page = opened.page
    page.click('.gm-mark:has-text("Bruck")')
    page.click('.gm-details summary:has-text("It could also be")')
    page.click('.gm-rivals button:has-text("Choose this place")')
    settle(page, 200)
    assert page.locator('.gm-pin[data-place="t:bruck"]').count() == 0
    assert page.evaluate("geomap.features.find((f) => f.id === 't:bruck2').visible") is True
    page.click('.gm-mark:has-text("East Heath")')
    page.click('.gm-details button:has-text("Not a place")')
    with page.expect_download() as download:
        page.click('button:has-text("Download corrections")')
    told = json.loads(Path(download.value.path()).read_text("utf-8"))
    assert told["format"] == "geomap-corrections"
    assert told["version"] == 2
    assert told["names"] == {"Bruck": "t:bruck2", "East Heath": False}
    page.click('.gm-corrections button:has-text("Undo")')
    assert page.locator('path[data-place="t:claimed"]').count() == 1
    assert opened.errors == []


def test_distances_are_measured(opened):
    page = opened.page
    page.click('[data-action="measure"]')
    for lon, lat in ((11, 44), (15, 43)):
        x, y = page.evaluate(
            "([lat, lon]) => { const p = geomap.map.latLngToContainerPoint([lat, lon]);"
            " const r = geomap.map.getContainer().getBoundingClientRect(); return [r.left + p.x, r.top + p.y]; }",
            [lat, lon],
        )
        page.mouse.click(x, y)
    # 341 km along the great circle; a click is good for some pixels.
    assert page.inner_text(".gm-measure").split(" ")[0] in {"340", "341", "342"}
    page.keyboard.press("Escape")
    assert page.locator(".gm-measure").count() == 0


def test_water_is_water_and_land_is_land(opened):
    page = opened.page
    page.evaluate("geomap.map.setView([45, 10], 6, { animate: false })")
    settle(page, 200)
    red, _, blue = pixel(page, 8.3, 46.1)
    assert blue > red + 10, "the Grey Sea"
    red, _, blue = pixel(page, 11.7, 45.6)
    assert red >= blue, "Nordia"
    page.evaluate("geomap.map.setView([47, 14], 6, { animate: false })")
    settle(page, 200)
    red, _, blue = pixel(page, 16.5, 48.5)
    assert blue > red + 10, "the lake"


def test_the_zone_s_hatch_lies_on_the_zone(opened):
    page = opened.page
    page.evaluate("geomap.map.setView([46.7, 12.3], 9, { animate: false })")
    settle(page, 300)
    colours = {pixel(page, 12.1 + i * 0.0035, 47.1) for i in range(12)}
    assert len(colours) > 3, "stripes"
    assert any(red > green + 25 and blue > green for red, green, blue in colours), "purple ones"
    outside = {pixel(page, 12.75 + i * 0.004, 47.0) for i in range(6)}
    assert len(outside) == 1


def test_names_on_the_map_do_not_overlap(opened):
    page = opened.page
    for zoom in (4, 5, 6, 7):
        page.evaluate(f"geomap.map.setView([44.5, 13], {zoom}, {{ animate: false }})")
        settle(page, 250)
        boxes = page.eval_on_selector_all(
            ".gm-label",
            "(nodes) => nodes.map((n) => { const r = n.getBoundingClientRect(); "
            " return [r.left, r.top, r.right, r.bottom]; })",
        )
        assert boxes
        for i, a in enumerate(boxes):
            for b in boxes[i + 1 :]:
                # The halo may touch; the letters may not.
                inside = min(a[2], b[2]) - max(a[0], b[0]) > 4 and min(a[3], b[3]) - max(a[1], b[1]) > 4
                assert not inside, (zoom, a, b)


def test_everything_can_be_reached_by_keyboard(opened):
    page = opened.page
    seen = set()
    for _ in range(80):
        page.keyboard.press("Tab")
        seen.add(
            page.evaluate(
                "(() => { const { dataset: d, className } = document.activeElement;"
                " return d.place || d.action || d.layer || String(className || ''); })()"
            )
        )
    for wanted in ("zoom-in", "home", "t:alma", "t:zone", "cities", "gm-skip"):
        assert wanted in seen, wanted
    page.focus('.gm-pin[data-place="t:alma"]')
    page.keyboard.press("Enter")
    page.wait_for_selector(".leaflet-popup .gm-details")
    assert page.inner_text(".leaflet-popup h2") == "Alma"


def test_a_phone_shows_the_map_above_the_text(open_page, view_of):
    opened = open_page(view_of(), width=390, height=844)
    page = opened.page
    frame = page.evaluate(
        "(() => { const r = document.getElementById('gm-map').getBoundingClientRect();"
        " return [r.top, r.width, r.height]; })()"
    )
    assert frame[0] == 0
    assert frame[1] == 390
    assert 380 < frame[2] < 480
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.click('.gm-mark:has-text("Port Alma")')
    page.wait_for_selector(".gm-sheet .gm-details")
    assert page.locator(".leaflet-popup").count() == 0
    # Nothing of it is cut off or lies beneath a button of the map.
    sheet = page.locator(".gm-sheet").bounding_box()
    assert sheet["x"] == 0
    assert sheet["width"] == 390
    assert sheet["y"] > 400
    assert sheet["y"] + sheet["height"] == 844
    page.keyboard.press("Escape")
    assert page.locator(".gm-sheet").count() == 0
    assert page.locator(".gm-mark.gm-chosen").count() == 0


def test_nothing_of_the_first_view_lies_beneath_the_controls(open_page, view_of):
    page = open_page(view_of()).page
    hidden = page.evaluate(
        "(() => { const boxes = [...document.querySelectorAll('.leaflet-control')]"
        ".map((n) => n.getBoundingClientRect());"
        " return [...document.querySelectorAll('.gm-pin')].filter((pin) => { const p = pin.getBoundingClientRect();"
        " return boxes.some((b) => p.left < b.right && b.left < p.right && p.top < b.bottom && b.top < p.bottom); })"
        ".map((pin) => pin.dataset.place); })()"
    )
    assert page.locator(".gm-pin").count() >= 4
    assert hidden == []


def test_a_popup_keeps_clear_of_the_legend_and_of_the_edge(open_page, view_of):
    page = open_page(view_of()).page
    legend = page.locator(".gm-legend").bounding_box()
    for name in ("Bruck", "Port Alma", "East Heath"):
        page.click(f'.gm-mark:has-text("{name}")')
        page.wait_for_selector(".leaflet-popup .gm-details")
        page.locator(".gm-details summary").last.click()
        settle(page, 450)
        popup = page.locator(".leaflet-popup-content-wrapper").bounding_box()
        assert popup["y"] >= 0, name
        assert popup["x"] + popup["width"] <= legend["x"], name


@pytest.mark.parametrize(("wish", "moves"), [("reduce", False), ("no-preference", True)])
def test_the_map_moves_by_itself_only_for_readers_who_do_not_mind(open_page, view_of, wish, moves):
    page = open_page(view_of(), reduced_motion=wish).page
    # Where it is says nothing on a busy machine: a step of the movement may be done already, or not begun.
    moving = page.evaluate(
        "(() => { const map = geomap.map; map.panBy([120, 0]);"
        " return [Boolean(map._panAnim && map._panAnim._inProgress), map._zoomAnimated]; })()"
    )
    assert moving == [moves, moves]


def test_a_map_in_a_hidden_frame_recovers_when_it_is_shown(chromium, view_of, tmp_path):
    from geomap.maps import NewsMap

    NewsMap(view_of()).save(tmp_path / "map.html")
    (tmp_path / "host.html").write_text(
        '<iframe id="f" src="map.html" style="display:none;width:900px;height:600px"></iframe>'
    )
    page = chromium.new_page(reduced_motion="reduce")
    page.goto((tmp_path / "host.html").as_uri())
    settle(page, 600)
    page.evaluate("document.getElementById('f').style.display = 'block'")
    settle(page, 800)
    frame = page.frames[1]
    assert frame.evaluate("geomap.map.getSize().x") > 300
    assert frame.evaluate("geomap.map.getBounds().contains([43, 15])")
    page.close()


def test_the_page_works_in_a_sandbox(chromium, view_of, tmp_path):
    from geomap.maps import NewsMap

    (tmp_path / "host.html").write_text(
        "<!DOCTYPE html><meta charset=utf-8>" + NewsMap(view_of())._repr_html_(), "utf-8"
    )
    page = chromium.new_page(reduced_motion="reduce")
    errors = []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto((tmp_path / "host.html").as_uri())
    settle(page, 900)
    frame = page.frames[1]
    assert frame.evaluate("document.documentElement.dataset.ready") == "1"
    frame.click('.gm-mark:has-text("East Heath")')
    frame.click('.gm-details button:has-text("Not a place")')
    frame.click('button:has-text("Download corrections")')
    # Nothing can be downloaded from a sandbox: the text is shown to be copied.
    assert '"East Heath": false' in frame.input_value(".gm-copy textarea")
    assert errors == []
    page.close()


@pytest.mark.parametrize(
    ("language", "direction", "word"),
    [("ar", "rtl", "المصادر والتراخيص"), ("ru", "ltr", "10 мест"), ("de", "ltr", "1 Ort außerhalb:")],
)
def test_the_page_speaks_other_languages(open_page, view_of, language, direction, word):
    opened = open_page(view_of(language=language))
    page = opened.page
    assert page.get_attribute("html", "lang") == language
    assert page.get_attribute("html", "dir") == direction
    if word == "10 мест":
        # The country itself is not counted: only its people are named.
        word = "9 мест"
    assert word in page.inner_text("body")
    assert opened.errors == []


def test_a_text_from_right_to_left_is_set_so(open_page, view_of, world):
    parse = world.parse("وصل الوفد إلى Alma اليوم.", (("Alma", "t:alma", "literal"),), language="ar", title="عنوان")
    page = open_page(view_of(parse)).page
    assert page.get_attribute(".gm-text", "dir") == "rtl"
    assert page.evaluate("getComputedStyle(document.querySelector('.gm-text p')).direction") == "rtl"


def test_without_the_text_the_list_is_what_one_reads(open_page, view_of):
    page = open_page(view_of(text=False, context="none")).page
    assert page.locator(".gm-text").count() == 0
    assert page.locator(".gm-list tbody tr").count() == 9
    page.click('.gm-list button:has-text("Port Alma Naval Base")')
    page.wait_for_selector(".leaflet-popup .gm-details")
    assert page.locator(".gm-quote").count() == 0


def test_documents_are_layers_that_can_be_switched(open_page, view_of, world):
    second = world.parse(
        "Farport and Alma wrote letters.",
        (("Farport", "t:farport", "literal"), ("Alma", "t:alma", "literal")),
        title="Letters",
        source="b.txt",
    )
    first = world.parse(
        "Port Alma met Alma.",
        (("Port Alma", "t:port", "literal"), ("Alma", "t:alma", "literal")),
        title="Meetings",
        source="a.txt",
    )
    page = open_page(view_of([first, second])).page
    assert page.locator('.gm-legend label:has-text("Letters")').count() == 1
    page.click('.gm-legend label:has-text("Letters") input')
    settle(page, 100)
    assert page.locator('.gm-pin[data-place="t:port"]').count() == 1
    assert page.evaluate("geomap.features.find((f) => f.id === 't:farport').visible") is False
    page.click('.gm-legend label:has-text("Meetings") input')
    settle(page, 100)
    assert page.locator(".gm-pin").count() == 0


def test_very_many_places_are_drawn_on_one_canvas_and_can_be_clicked(open_page, view_of, world):
    count = 3000
    places = {
        f"t:m{i}": world.Place(
            f"t:m{i}", f"Hamlet{i}", "P", "PPL", "ND", "", 10.2 + i % 100 * 0.09, 40.2 + i // 100 * 0.3
        )
        for i in range(count)
    }
    places["t:other"] = world.Place("t:other", "Hamlet250", "P", "PPL", "FA", "", -70, 10)
    gazetteer = world.Gazetteer(places)
    text = ". ".join(f"Hamlet{i}" for i in range(count))
    named = tuple((f"Hamlet{i}", f"t:m{i}", "literal") for i in reversed(range(count)))
    opened = open_page(view_of(world.parse(text, named, gazetteer), gazetteer))
    page = opened.page
    assert page.locator(".gm-pin").count() == 0
    assert "3,000 places · 3,000 mentions" in page.inner_text(".gm-summary")
    page.evaluate("geomap.map.setView([40.9, 14.6], 9, { animate: false })")
    settle(page, 200)
    place = places["t:m250"]
    red, green, blue = pixel(page, place.lon, place.lat)
    assert blue > 120 > red, "a city's blue"
    x, y = page.evaluate(
        "([lat, lon]) => { const p = geomap.map.latLngToContainerPoint([lat, lon]);"
        " const r = geomap.map.getContainer().getBoundingClientRect(); return [r.left + p.x, r.top + p.y]; }",
        [place.lat, place.lon],
    )
    page.mouse.click(x, y)
    page.wait_for_selector(".leaflet-popup .gm-details")
    assert page.inner_text(".leaflet-popup h2") == "Hamlet250"
    assert page.locator(".gm-mark.gm-chosen").all_inner_texts() == ["Hamlet250"]
    page.eval_on_selector_all(".gm-details details", "(nodes) => nodes.forEach((node) => { node.open = true; })")
    told = page.inner_text(".leaflet-popup .gm-details")
    assert "Hamlet250 is named here." in told
    assert "It could also be (1)" in told
    assert "8,840 km away" in told
    # A long text is set as the reader comes to it, and wherever a place leads to.
    set_at_once = page.locator(".gm-mark").count()
    assert 500 < set_at_once < 2000
    assert "Hamlet250" in page.inner_text(".leaflet-popup .gm-quote")
    page.locator(".gm-rest").scroll_into_view_if_needed()
    settle(page, 400)
    assert page.locator(".gm-mark").count() > set_at_once
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert page.locator(".gm-mark").count() == 3000
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    settle(page, 150)
    # Dates and documents filter these points as they filter all others.
    page.keyboard.press("Escape")
    page.evaluate("geomap.map.setView([40.9, 14.6], 9, { animate: false })")
    page.evaluate("geomap.state.documents.clear(); geomap.emit('filter')")
    red, green, blue = pixel(page, place.lon, place.lat)
    assert green > 200, "land"
    page.evaluate("geomap.state.documents.add(0); geomap.emit('filter')")
    red, green, blue = pixel(page, place.lon, place.lat)
    assert blue > 120 > red, "a city's blue"
    page.click('.gm-legend input[data-layer="cities"]')
    settle(page, 150)
    red, green, blue = pixel(page, places["t:m251"].lon, places["t:m251"].lat)
    assert green > 200, "land again"
    assert opened.errors == []


def test_on_paper_the_map_stands_first_and_whole_then_text_and_list(open_page, view_of, tmp_path):
    pypdf = pytest.importorskip("pypdf", reason="pip install pypdf")
    opened = open_page(view_of())
    page = opened.page
    before = page.evaluate("geomap.map.getBounds().toBBoxString()")
    page.click("#gm-tab-places")
    # In a browser's own order: the event comes while the page is laid out for the screen.
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    frame, text, rows = (
        page.locator(css).bounding_box() for css in ("#gm-map", ".gm-text p >> nth=0", ".gm-list tbody")
    )
    assert frame["y"] + frame["height"] < text["y"] < rows["y"]
    for place in ("alma", "port", "base", "bruck"):
        pin = page.locator(f'.gm-pin[data-place="t:{place}"]').bounding_box()
        assert frame["x"] < pin["x"] < frame["x"] + frame["width"] - pin["width"], place
        assert frame["y"] < pin["y"] < frame["y"] + frame["height"] - pin["height"], place
    for unwanted in (".gm-legend", ".gm-bar-buttons", ".gm-tabs", ".gm-overview"):
        assert not page.locator(unwanted).is_visible(), unwanted
    page.emulate_media(media="null")
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    page.pdf(path=tmp_path / "paper.pdf", format="A4", print_background=True)
    first = pypdf.PdfReader(tmp_path / "paper.pdf").pages[0].extract_text()
    for wanted in ("Basemap: Natural Earth", "envoys had come from", "1 place elsewhere"):
        assert wanted in first, wanted
    # Afterwards the page is as it was, as soon as the browser has drawn it again.
    page.wait_for_function("(before) => geomap.map.getBounds().toBBoxString() === before", arg=before)
    assert page.evaluate("document.documentElement.classList.contains('gm-printing')") is False
    assert opened.errors == []


def test_axe_finds_nothing_to_mend(chromium, view_of, world, tmp_path):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="pip install axe-playwright-python")
    from geomap.maps import NewsMap

    parse = world.parse(text=world.TEXT_OF_DAYS)
    whole = NewsMap(view_of(parse)).save(tmp_path / "page.html")
    without_text = NewsMap(view_of(parse, text=False, language="ar")).save(tmp_path / "list.html")
    for path, scheme in product((whole, without_text), ("light", "dark")):
        # The page's own policy would keep axe out, too.
        context = chromium.new_context(bypass_csp=True, color_scheme=scheme, reduced_motion="reduce")
        page = context.new_page()
        page.goto(path.as_uri())
        page.wait_for_selector("html[data-ready]")
        for step in (
            "1",
            "geomap.openTab('places')",
            "geomap.select(geomap.byKey.get('t:claimed'), { from: 'map' })",
            "geomap.select(geomap.byKey.get('t:nordia'), { from: 'list' })",
            "geomap.emit('correct', { feature: geomap.byKey.get('t:claimed'), rival: null })",
            "document.querySelectorAll('.gm-timeline button')[1].click(); geomap.openTab('story')",
            "document.querySelector('[data-action=tour]').click()",
        ):
            page.evaluate(f"() => {{ {step}; }}")
            settle(page, 300)
            found = axe.Axe().run(page)
            assert found.violations_count == 0, (scheme, step, found.generate_report())
        context.close()
