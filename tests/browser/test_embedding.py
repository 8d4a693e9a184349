"""Maps in somebody's page: side by side, in a hidden tab, in a frame that grows, in an exported notebook."""

from __future__ import annotations

import pytest

from tests.browser.waiting import settle

PAGE = (
    '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>Report</title></head><body>{}</body></html>\n'
)


@pytest.fixture
def open_report(chromium, tmp_path):
    """Write a page around some HTML and open it: ``open_report(html, width=390)``."""
    contexts = []

    def open_(body, width=1400, height=900, **files):
        for name, text in files.items():
            (tmp_path / f"{name}.html").write_text(text, encoding="utf-8")
        path = tmp_path / "report.html"
        path.write_text(body if body.startswith("<!DOCTYPE") else PAGE.format(body), encoding="utf-8")
        context = chromium.new_context(viewport={"width": width, "height": height}, reduced_motion="reduce")
        contexts.append(context)
        context.set_default_timeout(20_000)
        page = context.new_page()
        page.errors, page.asked = [], []
        page.on("console", lambda m: page.errors.append(m.text) if m.type in {"error", "warning"} else None)
        page.on("pageerror", lambda error: page.errors.append(str(error)))
        # Playwright marks the function that it is given, which a list's own method does not allow.
        page.on("request", lambda request: page.asked.append(request))  # noqa: PLW0108
        page.route("http*://**", lambda route: route.abort())
        page.goto(path.as_uri(), wait_until="domcontentloaded")
        return page

    yield open_
    for context in contexts:
        context.close()


@pytest.fixture
def two_maps(view_of, world):
    from geomap.maps import NewsMap

    other = world.parse("Farport wrote to Alma.", (("Farport", "t:farport", "literal"), ("Alma", "t:alma", "literal")))
    return NewsMap(view_of()), NewsMap(view_of(other, title="Letters"))


def inside(page, title):
    """The frame of a map, once it is drawn."""
    frame = page.locator(f'iframe[title="{title}"]').element_handle().content_frame()
    frame.wait_for_selector("html[data-ready]")
    settle(page, 150)
    return frame


def height_of(page, selector):
    return page.locator(selector).bounding_box()["height"]


def test_two_maps_in_one_page_share_their_assets_and_nothing_else(open_report, two_maps):
    first, second = two_maps
    pieces = first.to_fragment(), second.to_fragment(assets=False)
    # Leaflet and our own scripts and styles are some 250 kB; a map of the tiny world brings a few.
    assert len(pieces[1]) < 60_000
    assert len(pieces[0]) > 200_000
    page = open_report("".join(pieces))
    one, two = inside(page, first.view.title), inside(page, "Letters")
    two.click('.gm-mark:has-text("Farport")')
    two.wait_for_selector(".leaflet-popup h2")
    one.click('.gm-legend input[data-layer="cities"]')
    settle(page, 150)
    assert one.locator(".leaflet-popup").count() == 0
    assert one.locator('.gm-pin[data-place="t:alma"]').count() == 0
    assert two.locator('.gm-pin[data-place="t:alma"]').count() == 1
    assert page.errors == []
    assert [request.url for request in page.asked] == [page.url]


def test_maps_that_are_put_in_later_and_in_any_order_are_drawn(open_report, two_maps):
    first, second = two_maps
    page = open_report(second.to_fragment(assets=False) + first.to_fragment())
    inside(page, "Letters")
    later = second.to_fragment(assets=False).replace("Letters", "Later")
    page.evaluate("(html) => document.body.insertAdjacentHTML('beforeend', html)", later)
    frame = inside(page, "Later")
    assert frame.locator(".gm-mark").all_inner_texts() == ["Farport", "Alma"]
    assert page.errors == []


def test_a_fragment_that_cannot_be_drawn_is_a_table(open_report, two_maps):
    page = open_report(two_maps[1].to_fragment(assets=False))
    assert page.locator("geomap-map tbody th").all_inner_texts() == ["Farport", "Alma"]
    page = open_report(
        two_maps[0].to_fragment() + two_maps[1].to_fragment(assets=False).replace('{"asset":"', '{"asset":"0')
    )
    inside(page, two_maps[0].view.title)
    assert page.locator("geomap-map tbody th:visible").all_inner_texts() == ["Farport", "Alma"]
    assert "the page lacks what this map is drawn with" in page.errors[0]


def test_a_fragment_s_text_is_no_code_of_the_page_around(open_report, view_of, world):
    from geomap.maps import NewsMap

    hostile = '</script><script>window.pwned = 1</script><img src=x onerror="window.pwned=1">{{ 7*7 }}'
    parse = world.parse(f"{hostile} Alma {hostile}", (("Alma", "t:alma", "literal"),), title=hostile)
    page = open_report(NewsMap(view_of(parse)).to_fragment())
    frame = inside(page, hostile.replace('"', '\\"'))
    assert frame.inner_text("h1") == hostile
    assert page.evaluate("window.pwned") is None
    assert page.errors == []


@pytest.mark.parametrize("hiding", ["display: none", "width: 0; height: 0; overflow: hidden"])
@pytest.mark.parametrize("form", ["fragment", "iframe"])
def test_a_map_in_a_hidden_tab_is_right_when_the_tab_opens(open_report, two_maps, hiding, form):
    news = two_maps[0]
    piece = news.to_fragment() if form == "fragment" else news.to_iframe()
    page = open_report(f'<div id="tab" style="{hiding}">{piece}</div>')
    settle(page, 700)
    page.evaluate("document.getElementById('tab').removeAttribute('style')")
    frame = inside(page, news.view.title)
    settle(page, 300)
    size, inner, shown = frame.evaluate(
        "[geomap.map.getSize().x, document.getElementById('gm-map').clientWidth,"
        " geomap.map.getBounds().contains(L.latLngBounds([[44, 11], [47, 13]]))]"
    )
    assert size == inner > 800
    assert shown
    # Fitted to the story, as it is when the page opens with the tab in sight.
    seen = open_report(piece)
    fresh = inside(seen, news.view.title).evaluate("geomap.map.getZoom()")
    assert frame.evaluate("geomap.map.getZoom()") == fresh
    assert frame.locator(".gm-label").count() > 0
    assert page.errors == []


@pytest.mark.parametrize("form", ["fragment", "iframe", "file"])
def test_a_frame_grows_to_the_height_of_map_and_text_on_a_phone(open_report, two_maps, form):
    news = two_maps[0]
    piece = {
        "fragment": lambda: news.to_fragment(height=500),
        "iframe": lambda: news.to_iframe(height=500, grow=True),
        "file": lambda: news.to_iframe(height=500, grow=True, src="map.html"),
    }[form]()
    page = open_report(piece, width=390, height=844, map=news.to_html())
    box = "geomap-map" if form == "fragment" else "iframe"
    frame = inside(page, news.view.title)
    settle(page, 300)
    grown = height_of(page, box)
    assert grown > 700
    assert frame.evaluate("document.documentElement.scrollHeight") <= grown
    assert frame.evaluate("document.getElementById('gm-page').getBoundingClientRect().height") == pytest.approx(
        grown, abs=2
    )
    assert frame.evaluate("document.getElementById('gm-map').clientHeight") == pytest.approx(416, abs=2)
    # Another tab has another height; on a wide screen the frame is as tall as was asked.
    frame.click("#gm-tab-places")
    settle(page, 300)
    other = height_of(page, box)
    assert other != grown
    assert frame.evaluate("document.documentElement.scrollHeight") <= other
    page.set_viewport_size({"width": 1300, "height": 900})
    settle(page, 300)
    assert height_of(page, box) == 500
    assert page.errors == []


def test_a_frame_that_was_not_asked_to_keeps_its_height(open_report, two_maps):
    page = open_report(two_maps[0].to_iframe(height=500), width=390, height=844)
    frame = inside(page, two_maps[0].view.title)
    assert height_of(page, "iframe") == 500
    assert frame.evaluate("document.documentElement.classList.contains('gm-grown')") is False


# Where a percentage of the width says nothing: the box is as wide as what stands in it.
BOXES = {
    "figure of a theme": '<figure style="width:fit-content;max-width:100%;margin:1em auto">{}</figure>',
    "inline block": '<div style="display:inline-block">{}</div>',
    "float": '<div style="float:left">{}</div>',
    "row": '<div style="display:flex"><div>{}</div></div>',
    "column": '<div style="display:flex;flex-direction:column;align-items:flex-start"><div>{}</div></div>',
    "cell": "<table><tr><td>{}</td></tr></table>",
}


@pytest.mark.parametrize("form", ["fragment", "iframe"])
def test_a_map_is_as_wide_as_there_is_room_in_every_box(open_report, two_maps, form):
    news = two_maps[0]
    piece = news.to_fragment(height=300) if form == "fragment" else news.to_iframe(height=300)
    body = "".join(
        f'<section style="width:900px;display:flow-root">{box.format(piece)}</section>' for box in BOXES.values()
    )
    page = open_report(body, width=1000)
    settle(page, 300)
    widths = page.evaluate(
        "[...document.querySelectorAll('section')].map((box) =>"
        " [box.querySelector('geomap-map, iframe').getBoundingClientRect().width, box.scrollWidth])"
    )
    assert dict(zip(BOXES, widths, strict=True)) == {box: [pytest.approx(900, abs=8), 900] for box in BOXES}


def test_where_no_styles_are_allowed_a_frame_has_its_width_and_height(open_report, two_maps):
    news = two_maps[0]
    strict = '<meta http-equiv="Content-Security-Policy" content="style-src \'none\'">'
    frame = news.to_iframe(height=500, src="map.html")
    page = open_report(PAGE.replace("<title>", strict + "<title>").format(frame), map=news.to_html())
    inside(page, news.view.title)
    box = page.locator("iframe").bounding_box()
    assert box["width"] > 1300
    assert box["height"] == pytest.approx(500, abs=5)  # with the border that browsers draw by themselves


def test_a_map_is_drawn_where_a_site_swaps_its_pages_without_loading_them(open_report, two_maps):
    """As navigation.instant of Material for MkDocs does: scripts are made anew of their text, whatever their type."""
    page = open_report("<main>First page</main>")
    page.evaluate(
        "(html) => { const box = new DOMParser().parseFromString('<main>' + html + '</main>', 'text/html').body;"
        " document.querySelector('main').replaceWith(box.firstChild);"
        " for (const old of document.querySelectorAll('main script')) {"
        " const made = document.createElement('script');"
        " made.textContent = old.textContent; old.replaceWith(made); } }",
        two_maps[0].to_fragment() + two_maps[1].to_fragment(assets=False),
    )
    inside(page, "Letters")
    inside(page, two_maps[0].view.title)
    assert page.errors == []


def test_messages_of_others_move_no_frame(open_report, two_maps):
    page = open_report(two_maps[0].to_fragment(height=500))
    inside(page, two_maps[0].view.title)
    page.evaluate("window.postMessage({ geomap: 'height', height: 4000 }, '*')")
    settle(page, 150)
    assert height_of(page, "geomap-map") == 500


def test_an_exported_notebook_shows_the_map_offline(open_report, tmp_path):
    nbclient = pytest.importorskip("nbclient", reason="needs nbclient")
    nbconvert = pytest.importorskip("nbconvert", reason="needs nbconvert")
    nbformat = pytest.importorskip("nbformat")
    text = "Aid reached Homs and Hama on Monday, the Red Crescent said in Damascus."
    cell = f"import geomap\ngeomap.map_text({text!r}, title='Aid', recognizer='lexicon')"
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell)])
    nbclient.NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(tmp_path)}}).execute()
    body, _ = nbconvert.HTMLExporter().from_notebook_node(notebook)
    page = open_report(body)
    frame = inside(page, "Aid")
    assert {"Homs", "Hama", "Damascus"} <= set(frame.locator(".gm-mark").all_inner_texts())
    frame.click('.gm-mark:has-text("Homs")')
    frame.wait_for_selector(".leaflet-popup h2")
    assert "trust" not in page.inner_text("body").lower()
    # What nbconvert's own page asks for is its own; the map asks for nothing.
    assert [request.url for request in page.asked if request.frame != page.main_frame] == []
    assert frame.locator(".gm-pin").count() >= 3
