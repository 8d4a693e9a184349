"""What a reader meets who opens a map for the first time: headline, counts, legend, empty maps, and how to go back."""

from __future__ import annotations

import pytest

from tests.browser.waiting import settle

HEADED = (
    "Alma waits for the envoys\n\nTalks began in Alma on May 3, 2024. They had come from Port Alma, where the naval "
    "base lies."
)


@pytest.fixture
def opened(open_page, view_of):
    return open_page(view_of())


def focused(page):
    return page.evaluate("document.activeElement.className + '|' + document.activeElement.textContent")


def test_the_headline_is_set_once_and_its_places_are_marked_in_it(open_page, view_of, world):
    page = open_page(view_of(world.parse(HEADED, title="Alma waits for the envoys"))).page
    assert page.inner_text("h1") == "Alma waits for the envoys"
    assert page.inner_text(".gm-story").count("waits for the envoys") == 0
    page.hover("h1 .gm-mark")
    assert page.locator('.gm-pin.gm-lit[data-place="t:alma"]').count() == 1
    page.mouse.move(1, 1)
    assert page.locator(".gm-lit").count() == 0


def test_the_headline_of_each_of_several_texts_is_set_once(open_page, view_of, world):
    parses = [world.parse(HEADED, title="Alma waits for the envoys"), world.parse()]
    page = open_page(view_of(parses)).page
    assert page.inner_text("h1") == "Places in the texts"
    assert page.locator(".gm-doc-head h2").all_inner_texts() == ["Alma waits for the envoys", "Talks in Nordia"]
    assert page.inner_text(".gm-story").count("waits for the envoys") == 1


def test_a_text_without_places_says_so_and_has_no_legend(open_page, view_of, world):
    page = open_page(view_of(world.parse("Bread keeps best in a bag.", ()))).page
    assert page.inner_text(".gm-summary") == "No places were found in this text."
    assert page.locator(".gm-legend").is_hidden()
    # All the world is shown: no frame cuts a part of it out.
    widths = page.eval_on_selector_all(".gm-overview-frame", "(n) => n.map((r) => Number(r.getAttribute('width')))")
    xs = page.eval_on_selector_all(".gm-overview-frame", "(n) => n.map((r) => Number(r.getAttribute('x')))")
    assert widths == [132, 132, 132]
    assert xs == [-132, 0, 132]


def test_the_legend_tells_of_sizes_only_where_pins_differ(open_page, view_of, world):
    once = world.parse("Alma and Port Alma.", (("Port Alma", "t:port", "literal"), ("Alma", "t:alma", "literal")))
    assert open_page(view_of(once)).page.locator(".gm-size").is_hidden()
    assert open_page(view_of()).page.locator(".gm-size").is_visible()


def test_who_is_named_only_by_its_people_has_not_no_mentions(opened):
    opened.page.click('.gm-mark:has-text("Nordian")')
    opened.page.wait_for_selector(".leaflet-popup .gm-details")
    heading = opened.page.inner_text(".gm-details h3")
    assert heading == "Named by its people"


def test_a_part_of_a_country_is_an_area_and_has_not_all_its_people(opened):
    opened.page.click('.gm-mark:has-text("Southern Nordia")')
    facts = opened.page.locator(".gm-facts").all_inner_texts()
    assert facts == ["approximate area", "Nordia"]


def test_a_correction_shows_the_place_that_was_chosen_and_the_new_counts(opened):
    page = opened.page
    assert page.inner_text(".gm-summary") == "9 places · 10 mentions"
    page.click('.gm-mark:has-text("Bruck")')
    page.click('.gm-details summary:has-text("It could also be")')
    page.click('.gm-rivals button:has-text("Choose this place")')
    settle(page, 300)
    assert "Corrected by a reader" in page.inner_text(".leaflet-popup .gm-details")
    page.click('.gm-mark:has-text("East Heath")')
    page.click('.gm-details button:has-text("Not a place")')
    assert page.inner_text(".gm-summary") == "8 places · 9 mentions"
    page.wait_for_selector(".leaflet-popup", state="detached")


def test_after_a_correction_the_keyboard_goes_on_where_it_was(opened):
    page = opened.page
    page.focus('.gm-mark:has-text("East Heath")')
    page.keyboard.press("Enter")
    page.focus('.gm-actions button:has-text("Not a place")')
    page.keyboard.press("Enter")
    page.wait_for_selector(".gm-mark.gm-no")
    assert focused(page) == "gm-mark unplaced gm-no|East Heath"
    assert page.locator('.gm-mark:has-text("East Heath")').get_attribute("role") is None
    page.focus(".gm-corrections .gm-link")
    page.keyboard.press("Enter")
    settle(page, 200)
    assert focused(page).startswith("gm-details|East Heath")
    page.keyboard.press("Escape")
    assert focused(page) != "|", "the focus is lost"
    assert page.evaluate("document.activeElement !== document.body")


@pytest.mark.parametrize("width", [390, 280])
def test_on_a_phone_the_scale_stands_clear_of_the_sources(open_page, view_of, world, width):
    near = world.parse("Alma and Port Alma.", (("Port Alma", "t:port", "literal"), ("Alma", "t:alma", "literal")))
    page = open_page(view_of(near), width=width, height=844).page
    scale, credit = (page.locator(name).bounding_box() for name in (".leaflet-control-scale", ".gm-credit"))
    assert scale["y"] + scale["height"] <= credit["y"] + 1


@pytest.mark.parametrize(("width", "height"), [(1400, 900), (820, 1180), (390, 844)])
def test_full_screen_is_the_map_alone_and_leads_back(open_page, view_of, width, height):
    page = open_page(view_of(), width=width, height=height).page
    before = page.locator("#gm-map").bounding_box()
    button = page.locator('[data-action="fullscreen"]')
    button.click()
    settle(page, 400)
    assert page.locator("#gm-map").bounding_box() == {"x": 0, "y": 0, "width": width, "height": height}
    assert page.locator(".gm-story").is_hidden()
    assert button.get_attribute("aria-pressed") == "true"
    button.click()
    settle(page, 400)
    assert page.locator("#gm-map").bounding_box() == before
    assert page.locator(".gm-story").is_visible()


def test_to_show_a_mention_in_the_text_full_screen_is_left(opened):
    page = opened.page
    page.click('[data-action="fullscreen"]')
    settle(page, 400)
    page.click('.gm-pin[data-place="t:alma"]')
    page.locator(".leaflet-popup .gm-link").first.click()
    settle(page, 400)
    assert page.locator(".gm-story").is_visible()
    assert focused(page).startswith("gm-mark k-capital")


def test_english_sentences_run_from_the_left_in_an_arabic_page_and_are_told_as_english(open_page, view_of):
    page = open_page(view_of(language="ar")).page
    page.click('.gm-mark:has-text("East Heath")')
    page.eval_on_selector_all(".gm-details details", "(nodes) => nodes.forEach((node) => { node.open = true; })")
    for selector in (".gm-status p", ".gm-reasons li"):
        sentence = page.locator(selector).first
        assert sentence.evaluate("(node) => getComputedStyle(node).direction") == "ltr"
    # A reason is mostly in the page's language; what is said of a disputed area knows its own.
    assert page.locator(".gm-status p").first.get_attribute("lang") == "en"
    # The heading begins where an Arabic one does, away from the button that closes.
    heading, close = (page.locator(name).bounding_box() for name in (".gm-details h2 bdi", ".gm-details"))
    assert heading["x"] > close["x"] + close["width"] / 2


def test_without_context_a_mention_and_its_link_stand_apart(open_page, view_of):
    page = open_page(view_of(context="none")).page
    page.click('.gm-mark:has-text("Bruck")')
    words, link = (page.locator(f".gm-mentions {name}").bounding_box() for name in ("mark", ".gm-link"))
    assert link["y"] >= words["y"] + words["height"] - 2


def test_on_paper_the_sources_are_unfolded_and_names_stand_where_the_legend_was(open_page, view_of):
    page = open_page(view_of()).page
    page.evaluate("geomap.map.setView([44, 11], 7, { animate: false })")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert page.locator("footer details").get_attribute("open") is not None
    # The screen still has the legend; on paper it is gone, and the names are placed for that.
    legend = page.locator(".gm-legend").bounding_box()
    beneath = page.eval_on_selector_all(
        ".gm-label",
        "(nodes, [x, y, w, h]) => nodes.map((n) => [n.textContent, n.getBoundingClientRect()]).filter(([, r]) => "
        " r.right > x && r.left < x + w && r.bottom > y && r.top < y + h).map(([text]) => text)",
        [legend[key] for key in ("x", "y", "width", "height")],
    )
    assert "Bruck" in beneath
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    settle(page, 200)
    assert page.locator("footer details").get_attribute("open") is None


def test_a_small_country_is_an_area_as_long_as_it_can_be_seen(open_page, view_of, world):
    """Among areas a pin for each small country would be one more dot, larger than the country itself."""
    named = (("Nordia", "t:nordia", "literal"), ("Hill Province", "t:hills", "literal"))
    page = open_page(view_of(world.parse("Nordia waits for Hill Province.", named))).page
    page.evaluate("geomap.map.setView([44, 13], 1, { animate: false })")
    settle(page, 100)
    pins = page.eval_on_selector_all(".gm-pin", "(nodes) => nodes.map((node) => node.dataset.place)")
    assert pins == ["t:hills"]
    assert page.locator('path[data-place="t:nordia"]').count() == 1


def test_after_a_correction_the_keyboard_still_lights_the_pin_of_a_mark(opened):
    page = opened.page
    page.click('.gm-mark:has-text("Bruck")')
    page.eval_on_selector_all(".gm-details details", "(nodes) => nodes.forEach((node) => { node.open = true; })")
    page.click('.gm-rivals button:has-text("Choose this place")')
    page.keyboard.press("Escape")
    page.click("#gm-tab-places")
    page.click("#gm-tab-story")
    page.focus('.gm-mark:has-text("Bruck")')
    chosen = page.evaluate("geomap.features.find((f) => f.made).id")
    assert page.locator(f'.gm-pin.gm-lit[data-place="{chosen}"]').count() == 1
    page.focus("#gm-tab-story")
    assert page.locator(".gm-pin.gm-lit").count() == 0
