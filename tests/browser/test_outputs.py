"""What a notebook shows of a map: a picture and a list where no script runs, the live map where one may."""

from __future__ import annotations

import re

import pytest

from geomap.integrations.output import to_output
from geomap.maps import NewsMap
from geomap.model import Document, Geoparse, Place, Resolution, Toponym
from tests.browser.waiting import settle

PICTURE = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5E"
    "rkJggg=="
)
PAGE = '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>A</title></head><body>{}</body></html>\n'


@pytest.fixture
def open_notebook(chromium, tmp_path):
    contexts = []

    def open_(body, *, scripts=True, width=1200):
        path = tmp_path / "notebook.html"
        path.write_text(PAGE.format(body), encoding="utf-8")
        context = chromium.new_context(viewport={"width": width, "height": 900}, java_script_enabled=scripts)
        contexts.append(context)
        context.set_default_timeout(20_000)
        page = context.new_page()
        page.errors, page.asked = [], []
        page.on("console", lambda m: page.errors.append(m.text) if m.type in {"error", "warning"} else None)
        page.on("pageerror", lambda error: page.errors.append(str(error)))
        page.on("request", lambda request: page.asked.append(request.url))
        page.goto(path.as_uri())
        return page

    yield open_
    for context in contexts:
        context.close()


@pytest.fixture
def outputs(view_of, world):
    """Two maps as outputs: the first with what both share, the second without."""
    other = world.parse("Farport wrote to Alma.", (("Farport", "t:farport", "literal"), ("Alma", "t:alma", "literal")))
    views = view_of(), view_of(other, title="Letters")
    return [
        to_output(view, NewsMap(view).to_html(), PICTURE, with_assets=not number) for number, view in enumerate(views)
    ]


def inside(page, title):
    frame = page.wait_for_selector(f'iframe[title="{title}"]').content_frame()
    frame.wait_for_selector("html[data-ready]")
    settle(page, 150)
    return frame


@pytest.mark.parametrize("order", [(0, 1), (1, 0)], ids=["first to last", "last to first"])
def test_maps_of_a_notebook_share_what_they_are_drawn_with(open_notebook, outputs, order):
    assert len(outputs[1]) < 30_000
    assert 180_000 < len(outputs[0]) < 210_000
    page = open_notebook("".join(outputs[number] for number in order))
    frame = inside(page, "Letters")
    assert frame.locator(".gm-mark").all_inner_texts() == ["Farport", "Alma"]
    assert page.locator("img:visible, li:visible").count() == 0
    assert page.locator("geomap-output").nth(0).bounding_box()["height"] == 640
    assert [url for url in page.asked if not url.startswith("data:")] == [page.url]
    assert page.errors == []


def test_a_map_that_comes_later_finds_what_was_there_before(open_notebook, outputs):
    page = open_notebook(outputs[0])
    # As a notebook does it: the markup, then a script element for each that stands in it.
    page.evaluate(
        """(html) => {
        const box = document.createElement("div");
        box.innerHTML = html;
        for (const old of box.querySelectorAll("script")) {
            const script = document.createElement("script");
            for (const { name, value } of old.attributes) script.setAttribute(name, value);
            script.textContent = old.textContent;
            old.replaceWith(script);
        }
        document.querySelector("script.geomap-shared").remove();
        document.body.append(box);
    }""",
        outputs[1],
    )
    assert inside(page, "Letters").locator(".gm-mark").count() == 2
    assert page.errors == []


def test_where_no_script_may_run_there_is_a_picture_and_a_list(open_notebook, outputs):
    page = open_notebook(outputs[1], scripts=False)
    assert page.locator("img:visible").get_attribute("alt").startswith("Places: Farport (")
    assert [text.split()[0] for text in page.locator("li:visible").all_inner_texts()] == ["Farport", "Alma"]
    assert "once this notebook is trusted" in page.inner_text("body")


def test_a_map_whose_first_is_gone_says_what_to_do(open_notebook, outputs):
    page = open_notebook(outputs[1])
    page.wait_for_selector("text=run its cell again")
    assert page.locator("img:visible").count() == 1
    assert page.locator("li:visible").count() == 2


def test_what_a_sanitiser_leaves_is_the_picture_and_the_list(open_notebook, outputs):
    """JupyterLab takes scripts with what is in them, and elements that it does not know, from what is not trusted."""
    left = re.sub(r"<script.*?</script>|</?geomap-output.*?>", "", outputs[0], flags=re.DOTALL)
    page = open_notebook(left)
    assert page.locator("img:visible").count() == 1
    assert page.locator("li:visible").count() == 10
    assert "strict" not in page.inner_text("body")


def test_no_text_of_a_document_is_code_of_the_notebook(open_notebook, view_of, world):
    hostile = '</script><script>window.pwned = 1</script><img src=x onerror="window.pwned=1">{{ 7*7 }}\n\n# x'
    parse = world.parse(f"{hostile} Alma {hostile}", (("Alma", "t:alma", "literal"),), title=hostile)
    view = view_of(parse)
    html = to_output(view, NewsMap(view).to_html(), PICTURE, with_assets=True)
    assert "\n\n" not in html
    page = open_notebook(html)
    page.wait_for_selector("iframe")
    assert page.evaluate("window.pwned") is None
    assert page.errors == []


@pytest.mark.parametrize("shown", ["result", "frame"])
def test_a_result_and_its_frame_fit_a_screen(open_notebook, shown):
    pytest.importorskip("geopandas")
    words = [f"Llanfair{number} " * 3 for number in range(60)]
    text = "".join(f"{word}is a place with a long sentence, {'and so on, ' * 20}no more. " for word in words)
    resolutions = []
    for number, word in enumerate(words):
        start = text.index(word)
        toponym = Toponym(start, start + len(word) - 1, word.strip(), name=word.strip())
        place = Place(f"t:{number}", f"<b>{word.strip()}</b>", "P", "PPL", "GB", "ENG", -3.0, 53.0)
        resolutions.append(Resolution(toponym, place, 0.9, ("A long reason. " * 10,)))
    parse = Geoparse(Document(text), tuple(resolutions))
    made = parse if shown == "result" else parse.to_geodataframe()
    page = open_notebook(made._repr_html_(), scripts=False, width=1000)
    box = page.locator("table").bounding_box()
    assert box["width"] <= 1000
    assert box["height"] <= 1500
    assert page.locator("tbody tr").count() == 20
    assert "40 more" in page.inner_text("body")
    assert page.locator("td b").count() == 0  # a name is text
