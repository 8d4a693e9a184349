"""Editing of words and of places as a person does it: by mouse, by finger and by keys alone."""

from __future__ import annotations

import json

import pytest

from tests.browser.conftest import Watched
from tests.browser.waiting import settle

WORDS = ".gm-wordbar:visible"


class Editor:
    """A page in edit mode, and what somebody does there."""

    def __init__(self, page):
        self.page = page
        page.click("[data-edit=toggle]")
        page.wait_for_selector("html.gm-editing")
        page.click("#gm-tab-story")

    def said(self):
        return json.loads(self.page.evaluate("geomap.edits.text()"))

    def steps(self):
        return self.page.evaluate("geomap.edits.past.length")

    def mark(self, words, n=0):
        return self.page.locator("#gm-side .gm-mark").get_by_text(words, exact=True).nth(n)

    def tool(self, name):
        self.page.locator(WORDS).get_by_role("button", name=name, exact=True).click()

    def field(self, name):
        looks = self.page.locator(".gm-card details")
        if not looks.evaluate("(node) => node.open"):
            looks.locator("summary").click()
        return self.page.locator(f".gm-card [data-field='{name}']")

    def place(self, title):
        return self.page.evaluate(
            "(title) => { const f = geomap.features.find((one) => one.title === title);"
            "return f && { id: f.id, lon: f.lon, lat: f.lat, symbol: f.symbol, n: f.m.length, layer: f.layer }; }",
            title,
        )

    def select(self, start, end):
        """Drag the mouse over words of the story, given by where the first begin and the last end."""
        box = self.page.evaluate(
            """([start, end]) => {
              const walk = document.createTreeWalker(document.querySelector("#gm-side"), NodeFilter.SHOW_TEXT);
              const range = document.createRange();
              let from = false;
              for (let node = walk.nextNode(); node; node = walk.nextNode()) {
                if (!node.seat) continue;
                const at = node.data.indexOf(start);
                if (at >= 0 && !from) { range.setStart(node, at); from = true; }
                const to = node.data.indexOf(end);
                if (from && to >= 0) { range.setEnd(node, to + end.length); break; }
              }
              range.startContainer.parentElement.scrollIntoView({ block: "center" });
              const rects = [...range.getClientRects()];
              const [a, b] = [rects[0], rects[rects.length - 1]];
              return [a.left + 1, (a.top + a.bottom) / 2, b.right - 1, (b.top + b.bottom) / 2];
            }""",
            [start, end],
        )
        mouse = self.page.mouse
        mouse.move(*box[:2])
        mouse.down()
        mouse.move(*box[2:], steps=4)
        mouse.up()
        self.page.wait_for_selector(WORDS)


@pytest.fixture(scope="module")
def shared(chromium, view_of, tmp_path_factory):
    """Open one page for all that needs no other; whoever comes next finds nothing said."""
    from geomap.maps import NewsMap

    path = NewsMap(view_of()).save(tmp_path_factory.mktemp("marks") / "page.html")
    context = chromium.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    context.set_default_timeout(20_000)
    watched = Watched(context.new_page())
    watched.page.goto(path.as_uri())
    watched.page.wait_for_selector("html[data-ready]", timeout=40_000)
    watched.url = path.as_uri()
    yield watched
    context.close()


@pytest.fixture
def editor(shared):
    shared.page.evaluate(
        """() => {
          for (; geomap.edits?.past.length; ) geomap.edits.undo();
          if (geomap.editor.on) geomap.editor.show(false);
          geomap.select(null, {});
          getSelection().removeAllRanges();
          geomap.refit();
        }"""
    )
    yield Editor(shared.page)
    assert shared.errors == []
    assert shared.requests == [shared.url]


def test_words_become_a_place_at_a_position_that_is_typed(editor):
    page = editor.page
    editor.select("hops stay", "hops stay")
    assert page.locator(".gm-chosen-words bdi").text_content() == "shops stayed"
    editor.tool("Add a place here")
    page.keyboard.type("44° 30′ N, 12,5° E")
    page.keyboard.press("Enter")
    page.locator(".gm-finder input").nth(1).fill("The shops")
    page.keyboard.press("Enter")
    assert page.locator(".gm-finder").count() == 0
    (row,) = editor.said()["added"]
    assert (row["text"], row["point"], row["name"]) == ("shops stayed", [12.5, 44.5], "The shops")
    # Nobody knows what it is: a town, and no military site.
    assert (row["symbol"], editor.place("The shops")["layer"]) == ("city", "cities")
    assert editor.place("The shops")["n"] == 1
    assert editor.mark("shops stayed").is_visible()
    assert page.locator(".gm-pin[aria-label^='The shops']").count() == 1
    page.keyboard.press("Control+z")
    assert editor.said().get("added") is None
    assert editor.mark("shops stayed").count() == 0
    assert page.locator(".gm-pin[aria-label^='The shops']").count() == 0


def test_a_name_that_was_missed_is_added_everywhere_by_keys_alone(open_page, view_of, world):
    # Xanth stands twice, and nobody has marked it.
    parse = world.parse(text=world.TEXT + " Xanth is far.", named=world.NAMED[:-1])
    editor = Editor(open_page(view_of(parse)).page)
    page = editor.page
    page.keyboard.press("w")
    for _ in range(80):
        if page.evaluate("getSelection().toString()") == "Xanth":
            break
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.keyboard.type("farp")
    page.wait_for_selector("[role=option]")
    assert page.locator("[role=option]").first.text_content().startswith("1Farport")
    page.keyboard.press("ArrowDown")
    assert page.get_attribute("[role=combobox]", "aria-activedescendant") == "gm-found-0"
    page.keyboard.press("Enter")
    assert [(row["text"], row["place"]) for row in editor.said()["added"]] == [("Xanth", "t:farport")] * 2
    assert editor.steps() == 1
    # The card tells of it, and Escape leads back to the mark.
    assert page.evaluate("document.activeElement.matches('.gm-details')")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.textContent") == "Xanth"


def test_a_mark_is_widened_split_and_put_back(editor):
    page = editor.page
    editor.mark("naval base").click()
    page.keyboard.press("Control+Shift+ArrowLeft")
    (row,) = editor.said()["added"]
    assert (row["text"], row["place"]) == ("the naval base", "t:base")
    editor.tool("Begin a word later")
    assert [row["text"] for row in editor.said()["added"]] == ["naval base"]
    editor.tool("Split")
    page.keyboard.press("Enter")
    rows = editor.said()["added"]
    assert [(row["text"], row.get("place")) for row in rows] == [("naval", "t:base"), ("base", None)]
    assert editor.mark("base").evaluate("(node) => node.matches('.unplaced:focus')")
    for _ in range(3):
        page.keyboard.press("Control+z")
    assert editor.said() == {"format": "geomap-corrections", "version": 2}
    assert editor.mark("naval base").count() == 1


def test_a_mark_is_no_place_here_or_nowhere(editor):
    page = editor.page
    editor.mark("Alma", 1).click()
    editor.tool("Not a place here")
    assert [(row["text"], row["place"]) for row in editor.said()["mentions"]] == [("Alma", False)]
    assert editor.place("Alma")["n"] == 1
    # Who decides by the mouse has the text before the eyes again.
    assert page.locator(WORDS).count() == 0
    editor.mark("Alma", 1).click()
    editor.tool("As geomap had it")
    assert editor.place("Alma")["n"] == 2
    assert "mentions" not in editor.said()
    # By keys: Tab leads from the mark to its tools.
    page.keyboard.press("Escape")
    editor.mark("Farport").focus()
    page.keyboard.press("Delete")
    assert editor.said()["names"] == {"Farport": False}
    assert page.locator(".gm-mark.gm-no").text_content() == "Farport"


def test_a_name_is_no_place_but_its_place_stays_where_another_name_means_it(open_page, view_of, world):
    editor = Editor(open_page(view_of(world.parse(text=world.TEXT + " Nordia slept."))).page)
    editor.mark("Nordian").click()
    editor.tool("Not a place")
    assert editor.said()["names"] == {"Nordian": False}
    assert editor.place("Nordia")["n"] == 1


def test_a_name_without_a_place_is_given_one_from_the_list(editor):
    page = editor.page
    page.click("#gm-tab-places")
    page.get_by_role("button", name="Give it a place: Xanth").click()
    page.fill("[role=combobox]", "Grey Sea")
    page.wait_for_selector("[role=option]")
    page.keyboard.press("Enter")
    # A name of the ground, or a place of the page: either says where it lies.
    if page.locator(".gm-finder").count():
        page.keyboard.press("Enter")
    assert "Xanth" in editor.said()["names"]
    assert page.evaluate("geomap.data.unplaced.length") == 0


def test_a_pin_can_be_dragged_once_it_is_chosen_and_moved_by_keys(editor):
    page = editor.page

    def drag():
        box = page.locator(".gm-pin[aria-label^='Farport'], .gm-pin[aria-label^='Port Alma,']").first.bounding_box()
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.move(x + 40, y - 30, steps=4)
        page.mouse.up()
        settle(page, 100)

    before = editor.place("Port Alma")
    drag()
    assert editor.said().get("names") is None
    page.locator(".gm-pin[aria-label^='Port Alma,']").click()
    drag()
    point = editor.said()["names"]["Port Alma"]["point"]
    assert point[0] > before["lon"]
    assert point[1] > before["lat"]
    assert editor.place("Port Alma")["id"] == "t:port"
    page.get_by_role("button", name="Move the pin").click()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Escape")
    assert editor.said()["names"]["Port Alma"]["point"] == point
    page.locator(".gm-pin[aria-label^='Port Alma,']").click()
    page.get_by_role("button", name="Move the pin").click()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    moved = editor.said()["names"]["Port Alma"]["point"]
    assert moved[0] < point[0]
    assert moved[1] == pytest.approx(point[1], abs=0.01)
    assert page.evaluate("document.activeElement.textContent") == "Move the pin"


def test_a_card_says_name_kind_symbol_colour_and_group(editor):
    page = editor.page
    editor.mark("Port Alma").click()
    editor.field("label").fill("The port")
    page.keyboard.press("Enter")
    editor.field("kind").fill("harbour")
    editor.field("group").fill("Relief")
    editor.field("symbol").focus()
    for _ in range(2):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.matches('.gm-pictures')")
    editor.page.locator(".gm-tint").nth(3).click()
    row = editor.said()["names"]["Port Alma"]
    assert (row["label"], row["kind"], row["group"]) == ("The port", "harbour", "Relief")
    assert row["symbol"] == "air-base"
    assert row["colour"]
    made = editor.place("The port")
    assert made["symbol"] == f"air-base-{row['colour']}"
    assert made["layer"] == "group-0"
    assert editor.steps() == 5
    page.get_by_role("button", name="As geomap had it").click()
    assert editor.said() == {"format": "geomap-corrections", "version": 2}


def test_only_one_mention_can_be_meant(editor):
    page = editor.page
    editor.mark("Alma", 1).click()
    page.get_by_label("only this “Alma”").check()
    editor.field("label").fill("Old Alma")
    page.keyboard.press("Enter")
    assert [row["label"] for row in editor.said()["mentions"]] == ["Old Alma"]
    assert "names" not in editor.said()


def test_what_is_hidden_is_found_again(editor):
    page = editor.page
    editor.mark("Farport").click()
    page.get_by_role("button", name="Hide", exact=True).click()
    assert editor.place("Farport") is None
    page.click("#gm-tab-places")
    page.get_by_role("button", name="Show: Farport").click()
    assert editor.place("Farport")["n"] == 1
    assert "names" not in editor.said()


def test_a_place_is_shown_on_the_map_by_a_click_or_by_keys(editor):
    page = editor.page
    editor.mark("Farport").click()
    page.get_by_role("button", name="Another place…").first.click()
    page.get_by_role("button", name="Click on the map").click()
    page.keyboard.press("Escape")
    assert page.locator(".gm-finder").count() == 1
    assert page.locator(".gm-cross").count() == 0
    page.get_by_role("button", name="Click on the map").click()
    at = page.evaluate("(({ lng, lat }) => [lng, lat])(geomap.map.getCenter())")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    row = editor.said()["names"]["Farport"]
    assert row["point"] == pytest.approx(at, abs=2e-5)
    assert "place" not in row
    page.get_by_role("button", name="Another place…").first.click()
    page.get_by_role("button", name="Click on the map").click()
    page.mouse.click(900, 420)
    page.get_by_role("button", name="Use this place").click()
    assert editor.said()["names"]["Farport"]["point"] != row["point"]


def test_a_rival_and_another_place_are_chosen_in_one_step_each(editor):
    page = editor.page
    editor.mark("Bruck").click()
    page.get_by_role("button", name="Another place…").first.click()
    page.wait_for_selector("[role=option]")
    # Nothing is typed: what the words may mean is offered, the far rival among it.
    page.locator("[role=option]", has_text="Faraway").first.click()
    assert editor.said()["names"]["Bruck"] == "t:bruck2"
    assert editor.steps() == 1


def test_words_of_the_headline_and_of_a_table_can_be_chosen(open_page, view_of, world):
    text = "Talks in Nordia\n\n" + world.TEXT + "\n\n| Town | Name |\n| Alma | Old quay |\n"
    editor = Editor(open_page(view_of(world.parse(text=text))).page)
    editor.select("Talks", "Talks")
    editor.tool("Add a place here")
    editor.page.keyboard.type("44, 12")
    editor.page.keyboard.press("Enter")
    editor.page.keyboard.press("Enter")
    assert editor.page.locator("h1 .gm-mark").first.text_content() == "Talks"
    editor.select("Old quay", "Old quay")
    editor.tool("Add a place here")
    editor.page.keyboard.type("44, 13")
    editor.page.keyboard.press("Enter")
    editor.page.keyboard.press("Enter")
    assert editor.page.locator("td .gm-mark").last.text_content() == "Old quay"


def test_axe_finds_nothing_in_the_tools_on_a_desk_or_a_tablet(chromium, view_of, tmp_path):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="pip install axe-playwright-python")
    from geomap.maps import NewsMap

    path = NewsMap(view_of()).save(tmp_path / "page.html")
    for width, height, touch in ((1280, 800, False), (1024, 768, True)):
        context = chromium.new_context(
            bypass_csp=True, viewport={"width": width, "height": height}, has_touch=touch, reduced_motion="reduce"
        )
        page = context.new_page()
        page.goto(path.as_uri())
        page.wait_for_selector("html[data-ready]")
        editor = Editor(page)
        press = (lambda where: where.tap()) if touch else (lambda where: where.click())
        press(editor.mark("Alma"))
        page.wait_for_selector(WORDS)
        found = axe.Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        box = page.locator(WORDS).bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        assert box["y"] + box["height"] <= height
        press(page.locator(WORDS).get_by_role("button", name="Another place…"))
        page.fill("[role=combobox]", "a")
        page.wait_for_selector("[role=option]")
        found = axe.Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        context.close()
