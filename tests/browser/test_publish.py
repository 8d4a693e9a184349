"""A map as an article has it: alone in its frame, in any size, and gone past by who reads on."""

from __future__ import annotations

import json
import zlib
from html import escape

import pytest

from tests.browser.waiting import settle

SAID = {
    "caption": "Where the envoys met.",
    "credit": "Map: The Paper",
    "source_line": "Source: the ministries",
}
META = '<meta name="viewport" content="width=device-width, initial-scale=1">'
HOSTILE = "</script><script>window.pwned = 1</script><img src=x onerror='window.pwned=1'>{{ 7*7 }}${7*7}"


@pytest.fixture
def published(open_page, view_of):
    """Open a published map: ``published(width=640, height=420, caption="…")``."""

    def open_(width=640, height=420, parse=None, browser=None, **options):
        return open_page(view_of(parse, mode="publish", **options), width=width, height=height, **(browser or {}))

    return open_


@pytest.fixture
def article(chromium, tmp_path):
    """Write an article with a published map between its paragraphs: ``article(news, width=390)``."""
    contexts = []

    def open_(frame, width=900, height=700, **options):
        words = "<p>Words of an article.</p>" * 30
        path = tmp_path / "article.html"
        path.write_text(
            f"<!DOCTYPE html><html><head>{META}</head><body>{words}{frame}{words}</body></html>", encoding="utf-8"
        )
        context = chromium.new_context(viewport={"width": width, "height": height}, reduced_motion="reduce", **options)
        contexts.append(context)
        page = context.new_page()
        page.goto(path.as_uri())
        page.locator("iframe").scroll_into_view_if_needed()
        inside = page.locator("iframe").element_handle().content_frame()
        inside.wait_for_selector("html[data-ready]")
        settle(inside, 150)
        return page, inside

    yield open_
    for context in contexts:
        context.close()


def box(page, selector):
    return page.locator(selector).bounding_box()


def view(frame):
    return frame.evaluate("[geomap.map.getZoom(), geomap.map.getCenter().lat, geomap.map.getCenter().lng]")


def pixel(page, x, y):
    """The colour of a point of the window, as (red, green, blue)."""
    shot = page.screenshot(clip={"x": int(x), "y": int(y), "width": 1, "height": 1})
    # A PNG of one pixel: its only row is a filter byte and the colour.
    start = shot.index(b"IDAT")
    length = int.from_bytes(shot[start - 4 : start], "big")
    return tuple(zlib.decompressobj().decompress(shot[start + 4 : start + 4 + length])[1:4])


def test_the_map_takes_four_fifths_of_a_small_frame_with_all_that_is_said_around_it(published):
    page = published(**SAID).page
    assert box(page, "#gm-map")["height"] >= 0.8 * 420
    assert page.inner_text("h1") == "Talks in Nordia"
    below = page.inner_text("footer")
    for text in (*SAID.values(), "GeoNames CC BY 4.0", "Natural Earth"):
        assert text in below
    # Nothing of it lies outside the frame.
    assert page.evaluate("document.documentElement.scrollHeight") <= 420
    assert box(page, "footer")["y"] + box(page, "footer")["height"] <= 420


def test_what_an_editor_checks_a_map_by_is_not_in_it(published):
    opened = published(parse=None)
    page = opened.page
    page.click('.gm-pin[data-place="t:alma"]', force=True)
    settle(page, 200)
    shown = page.inner_text("body") + page.inner_text("noscript")
    assert "Alma" in shown
    for unwanted in (
        "%",
        "Not a place",
        "talks.txt",
        "Why this place",
        "mentions",
        "Not located",
        "elsewhere",
    ):
        assert unwanted not in shown, unwanted
    assert (
        page.locator(".gm-tabs, .gm-timeline, .gm-corrections, .gm-elsewhere, .gm-save, [data-action=measure]").count()
        == 0
    )
    data = page.evaluate("document.getElementById('gm-data').textContent")
    for hidden in ("is named here", "talks.txt", "Xanth"):
        assert hidden not in data, hidden
    assert json.loads(data)["rivals"] == []
    assert [document["text"] for document in json.loads(data)["docs"]] == [""]
    assert opened.requests == [opened.url]
    assert opened.errors == []


def test_what_is_uncertain_says_so_in_words(published):
    page = published(width=900, height=700).page
    page.evaluate("geomap.select(geomap.byKey.get('t:bruck'), { from: 'map' })")
    assert "not certain" in page.inner_text(".leaflet-popup, .gm-sheet")
    assert "%" not in page.inner_text(".leaflet-popup, .gm-sheet")


def test_a_text_without_a_headline_gets_none_and_a_file_name_is_none(published, world):
    for title in ("", "talks.txt", "Microsoft Word - talks.docx"):
        page = published(parse=world.parse(title=title)).page
        assert page.locator("h1:visible").count() == 0, title
        assert "talks" not in page.inner_text("body")
    assert published(headline=False).page.locator("h1:visible").count() == 0
    assert published(title="My own", headline=True).page.inner_text("h1") == "My own"


def test_dates_are_offered_where_they_are_wanted(published, world):
    page = published(width=900, height=700, parse=world.parse(text=world.TEXT_OF_DAYS), timeline=True).page
    page.click('.gm-timeline button:has-text("May 2")')
    settle(page, 150)
    assert page.locator('.gm-pin[data-place="t:port"]').count() == 0


def test_what_is_said_around_a_map_is_text(published):
    opened = published(900, 700, title=HOSTILE, caption=HOSTILE, credit=HOSTILE, source_line=HOSTILE)
    page = opened.page
    assert page.inner_text("h1") == HOSTILE
    assert page.inner_text(".gm-caption") == HOSTILE
    assert page.inner_text(".gm-line").count("{{ 7*7 }}${7*7}") == 2
    assert page.evaluate("window.pwned") is None
    assert opened.requests == [opened.url]
    assert opened.errors == []


@pytest.mark.parametrize(
    ("size", "window", "frame"),
    [
        ("16:9", (1280, 900), (1280, 720)),
        ("1:1", (1280, 900), (900, 900)),
        ("4:5", (1280, 900), (720, 900)),
        ("9:16", (390, 844), (390, 693.3)),
        ("640x420", (1280, 900), (640, 420)),
        ("640x420", (390, 844), (390, 256)),
    ],
)
def test_a_frame_keeps_its_ratio_in_every_window(published, size, window, frame):
    page = published(*window, size=size).page
    made = box(page, "#gm-page")
    assert (made["width"], made["height"]) == (pytest.approx(frame[0], abs=2), pytest.approx(frame[1], abs=2))
    assert box(page, "#gm-map")["width"] == pytest.approx(frame[0], abs=2)
    # All that the map frames is seen.
    assert page.evaluate("geomap.map.getBounds().contains([[43, 11], [47, 15]])")


@pytest.mark.parametrize(
    ("window", "least", "most"), [((390, 693), 13, 13), ((640, 360), 13, 13), ((1080, 1920), 22, 30)]
)
def test_letters_grow_with_the_frame(published, window, least, most):
    page = published(*window).page
    sizes = page.eval_on_selector_all(".l-place", "(all) => all.map((n) => parseFloat(getComputedStyle(n).fontSize))")
    assert sizes
    assert least <= min(sizes) <= max(sizes) <= most
    # Where they stand is measured at the size that they have.
    overlaps = page.evaluate(
        "(() => { const b = [...document.querySelectorAll('.gm-label')].map((n) => n.getBoundingClientRect());"
        " return b.filter((p, i) => b.some((q, k) => k > i && p.left < q.right - 3 && q.left < p.right - 3 &&"
        " p.top < q.bottom - 6 && q.top < p.bottom - 6)).length; })()"
    )
    assert overlaps == 0
    page.set_viewport_size({"width": 540, "height": 500})
    settle(page, 200)
    assert page.eval_on_selector(".l-place", "(n) => getComputedStyle(n).fontSize") == "13px"


def test_the_story_stays_in_view_when_a_phone_is_turned_and_a_reader_s_own_view_stays(published):
    page = published(390, 700).page
    page.set_viewport_size({"width": 700, "height": 390})
    settle(page, 200)
    assert page.evaluate("geomap.map.getBounds().contains([[43, 11], [47, 15]])")
    page.evaluate("geomap.map.setView([46, 12], 8, { animate: false })")
    page.set_viewport_size({"width": 390, "height": 700})
    settle(page, 200)
    assert view(page)[0] == 8


@pytest.mark.parametrize(("theme", "colour"), [("light", "#fffdf9"), ("dark", "#161b21"), ("print", "#ffffff")])
def test_a_theme_is_the_page_s_whatever_the_reader_prefers(published, theme, colour):
    for scheme in ("light", "dark"):
        page = published(theme=theme, browser={"color_scheme": scheme}).page
        made = page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--paper').trim()")
        assert made == colour
    dark = published(browser={"color_scheme": "dark"}).page
    assert dark.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(22, 27, 33)"


def test_a_style_of_one_s_own_applies(published):
    page = published(style={"colours": {"light": {"sea": "#abcdef"}}, "furniture": {"legend": False}}).page
    assert page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--sea').trim()") == "#abcdef"
    assert page.locator(".gm-legend:visible").count() == 0


def test_the_key_says_what_the_map_does_not(published):
    page = published(1000, 700).page
    key = page.inner_text(".gm-legend").lower()
    assert "disputed" in key
    assert "city" not in key
    assert page.locator(".gm-legend input").count() == 0


def test_the_wheel_moves_the_article_and_with_ctrl_the_map(article, view_of):
    from geomap.maps import NewsMap

    page, frame = article(NewsMap(view_of(mode="publish", size="16:9")).to_iframe())
    place = box(page, "iframe")
    assert place["width"] / place["height"] == pytest.approx(16 / 9, rel=0.02)
    before, top = view(frame), page.evaluate("scrollY")
    page.mouse.move(place["x"] + place["width"] / 2, place["y"] + place["height"] / 2)
    page.mouse.wheel(0, 120)
    settle(page, 300)
    assert page.evaluate("scrollY") > top
    assert view(frame) == before
    assert "Ctrl" in frame.inner_text(".gm-hint:visible")
    settle(frame, 1700)
    assert frame.locator(".gm-hint:visible").count() == 0
    top = page.evaluate("scrollY")
    page.keyboard.down("Control")
    page.mouse.wheel(0, -240)
    page.keyboard.up("Control")
    settle(page, 600)
    assert page.evaluate("scrollY") == top
    assert view(frame)[0] > before[0]


def test_one_finger_moves_the_article_and_two_move_the_map(article, view_of):
    from geomap.maps import NewsMap

    frame = NewsMap(view_of(mode="publish", size="1:1")).to_iframe()
    page, inside = article(frame, width=390, height=844, has_touch=True, is_mobile=True)
    place = box(page, "iframe")
    x, y = place["x"] + 150, place["y"] + place["height"] / 2
    before, top = view(inside), page.evaluate("scrollY")
    device = page.context.new_cdp_session(page)

    def touch(kind, *points):
        points = [{"x": x, "y": y, "id": i} for i, (x, y) in enumerate(points)]
        device.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
        settle(page, 20)

    touch("touchStart", (x, y))
    for step in range(1, 9):
        touch("touchMove", (x, y - 20 * step))
    touch("touchEnd")
    settle(page, 300)
    assert page.evaluate("scrollY") >= top + 80
    assert view(inside) == before
    assert "two fingers" in inside.inner_text(".gm-hint")
    place, top = box(page, "iframe"), page.evaluate("scrollY")
    x, y = place["x"] + 180, place["y"] + 180
    touch("touchStart", (x - 30, y), (x + 30, y))
    for step in range(1, 9):
        touch("touchMove", (x - 30 - 8 * step, y), (x + 30 + 8 * step, y))
    touch("touchEnd")
    settle(page, 600)
    assert view(inside)[0] >= before[0] + 0.5
    assert page.evaluate("[scrollY, visualViewport.scale]") == [top, 1]


def test_a_mouse_drags_the_map_as_ever(published):
    page = published().page
    before = view(page)
    page.mouse.move(400, 250)
    page.mouse.down()
    page.mouse.move(300, 200, steps=5)
    page.mouse.up()
    settle(page, 300)
    assert view(page)[1:] != before[1:]


def test_a_fragment_has_the_ratio_that_was_asked_for(chromium, view_of, tmp_path):
    from geomap.maps import NewsMap

    piece = NewsMap(view_of(mode="publish", size="4:5")).to_fragment()
    path = tmp_path / "article.html"
    path.write_text(f'<!DOCTYPE html><html><body style="margin:0">{piece}</body></html>', encoding="utf-8")
    page = chromium.new_page(viewport={"width": 400, "height": 900})
    page.goto(path.as_uri())
    frame = page.locator("geomap-map iframe").element_handle().content_frame()
    frame.wait_for_selector("html[data-ready]")
    settle(page, 300)
    made = box(page, "geomap-map")
    assert (made["width"], made["height"]) == (400, pytest.approx(500, abs=2))
    assert box(page, "geomap-map iframe")["height"] == pytest.approx(500, abs=2)
    page.close()


@pytest.mark.parametrize("mode", ["publish", "review"])
@pytest.mark.parametrize("inside", [True, False])
def test_a_frame_prints_all_of_its_map_with_key_and_names_and_no_control(chromium, view_of, tmp_path, mode, inside):
    pypdf = pytest.importorskip("pypdf", reason="pip install pypdf")
    from geomap.maps import NewsMap

    news = NewsMap(view_of(mode=mode))
    news.save(tmp_path / "map.html")
    # Wider on the screen than on paper, where it was cut at the edge.
    frame = news.to_iframe(height=520, src=None if inside else "map.html")
    path = tmp_path / "report.html"
    path.write_text(f"<!DOCTYPE html><html><body><h1>Report</h1>{frame}<p>After.</p></body></html>", encoding="utf-8")
    context = chromium.new_context(viewport={"width": 1300, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    page.goto(path.as_uri())
    shown = page.locator("iframe").element_handle().content_frame()
    shown.wait_for_selector("html[data-ready]")
    settle(shown, 200)
    pins = shown.evaluate(
        "geomap.features.filter((f) => f.pinned && geomap.map.getBounds().contains([f.lat, f.lon])).map((f) => f.title)"
    )
    assert len(pins) >= 3
    before = view(shown)
    page.pdf(path=tmp_path / "report.pdf", format="A4", print_background=True)
    sheet = pypdf.PdfReader(tmp_path / "report.pdf").pages[0]
    words = " ".join(sheet.extract_text().split())
    for wanted in (*pins, "Natural Earth", "disputed area", "After."):
        assert wanted in words, wanted
    for unwanted in ("Legend and layers", "Save and embed", "Key ", "Zoom"):
        assert unwanted not in words, unwanted
    # The page has its view back.
    settle(shown, 300)
    assert shown.locator(".gm-still").count() == 0
    assert view(shown) == pytest.approx(before, abs=0.3)
    context.close()


def test_a_page_prints_what_its_drawings_mean(open_page, view_of, tmp_path):
    pypdf = pytest.importorskip("pypdf", reason="pip install pypdf")
    page = open_page(view_of()).page
    page.pdf(path=tmp_path / "paper.pdf", format="A4", print_background=True)
    first = pypdf.PdfReader(tmp_path / "paper.pdf").pages[0].extract_text()
    for wanted in ("disputed area", "naval base"):
        assert wanted in first, wanted
    assert "Save and embed" not in first


def test_what_is_saved_is_the_map_and_its_places(open_page, view_of, world, tmp_path):
    title = 'Alma "waits" <b>'
    opened = open_page(view_of(world.parse(title=title)))
    page = opened.page
    page.click(".gm-save > button")
    saved = {}
    for kind in ("png", "svg", "geojson", "csv"):
        with page.expect_download() as waiting:
            page.click(f"[data-save={kind}]")
        assert waiting.value.suggested_filename == f"page0.{kind}"
        waiting.value.save_as(tmp_path / f"map.{kind}")
        saved[kind] = (tmp_path / f"map.{kind}").read_bytes()
    width, height = (int.from_bytes(saved["png"][i : i + 4], "big") for i in (16, 20))
    size = page.evaluate("[geomap.map.getSize().x, geomap.map.getSize().y]")
    assert width == 2 * size[0]
    assert height > 2 * size[1]
    svg = saved["svg"].decode()
    assert "<script" not in svg
    assert "foreignObject" not in svg
    assert escape(title, quote=False) in svg
    assert "GeoNames CC BY 4.0" in svg
    # Its colours are in it, not in the page.
    assert "var(--" not in svg
    assert "class=" not in svg
    collection = json.loads(saved["geojson"])
    by_id = {one["properties"]["place_id"]: one for one in collection["features"]}
    assert by_id["t:alma"]["geometry"]["type"] == "Point"
    assert by_id["t:hills"]["geometry"]["type"] == "MultiPolygon"
    assert collection["attribution"]
    assert saved["csv"].decode().splitlines()[0].startswith("place_id,name,")
    assert len(saved["csv"].decode().splitlines()) == len(collection["features"]) + 1
    code = page.input_value(".gm-embed")
    assert 'src="page0.html"' in code
    assert 'title="Alma &quot;waits&quot; &lt;b&gt;"' in code
    page.select_option(".gm-save select", "9:16")
    assert "aspect-ratio:9/16" in page.input_value(".gm-embed")
    assert [url for url in opened.requests if not url.startswith(("data:", "blob:"))] == [opened.url]
    assert opened.errors == []


def test_the_saved_picture_looks_like_the_map(open_page, view_of, chromium, tmp_path):
    page = open_page(view_of()).page
    # West of 10 degrees lies the sea.
    west = page.evaluate("geomap.map.getBounds().getWest()")
    assert west < 9.5
    place = page.evaluate(
        "(points) => points.map((at) => { const p = geomap.map.latLngToContainerPoint(at); return [p.x, p.y]; })",
        [[44.3, (west + 10) / 2], [44.3, 10.4]],
    )
    with page.expect_download() as waiting:
        page.evaluate("document.querySelector('[data-save=svg]').click()")
    waiting.value.save_as(tmp_path / "map.svg")
    seen = chromium.new_page(viewport={"width": 1400, "height": 1100})
    seen.goto((tmp_path / "map.svg").as_uri())
    over = seen.evaluate("+document.querySelector('g[clip-path]').getAttribute('transform').match(/0 ([\\d.]+)/)[1]")
    colours = [pixel(seen, x, y + over) for x, y in place]
    sea, land = colours
    assert sea[2] > sea[0] + 10, "water is blue"
    assert land[0] >= land[2], "land is not"
    seen.close()
