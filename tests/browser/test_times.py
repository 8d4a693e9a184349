"""Time on the page: a slider of what happened when, and a tour through the story."""

from __future__ import annotations

import pytest

from tests.browser.waiting import settle

BLOG = (
    "Live, from the coast.\n\n14:10 GMT – Flood in Alma\n\n15:20 GMT – Fire in Bruck\n\n"
    "00:05 GMT – <img src=x onerror=window.pwned=1> Calm in Farport, ${7*7} {{7*7}}"
)


@pytest.fixture
def blog(world):
    return world.parse(BLOG)


def pins(page):
    return set(page.eval_on_selector_all(".gm-pin", "(all) => all.map((n) => n.dataset.place)"))


def test_a_slider_shows_what_had_happened_up_to_a_time_or_only_then(open_page, view_of, blog):
    opened = open_page(view_of(blog))
    page = opened.page
    slider = page.locator(".gm-slider input")
    assert pins(page) == {"t:alma", "t:bruck", "t:farport"}
    assert page.locator(".gm-timeline").count() == 0
    slider.focus()
    page.keyboard.press("Home")
    assert pins(page) == {"t:alma"}
    assert page.inner_text(".gm-now") == "14:10 GMT · May 4, 2024"
    page.keyboard.press("ArrowRight")
    assert pins(page) == {"t:alma", "t:bruck"}
    assert slider.get_attribute("aria-valuetext") == "Up to this time 15:20 GMT · May 4, 2024"
    page.select_option(".gm-slider select", "Only at this time")
    assert pins(page) == {"t:bruck"}
    slider.focus()
    page.keyboard.press("End")
    assert pins(page) == {"t:farport"}
    assert page.inner_text(".gm-now") == "00:05 GMT · May 5, 2024"
    # It takes its room from the map and covers nothing of it; on paper it is not.
    bar, map_ = (page.locator(one).bounding_box() for one in (".gm-slider", ".folium-map"))
    assert map_["y"] + map_["height"] <= bar["y"] + 1
    page.emulate_media(media="print")
    assert page.locator(".gm-slider:visible, .gm-opener:visible").count() == 0
    assert opened.requests == [opened.url]
    assert opened.errors == []
    published = open_page(view_of(blog, mode="publish", timeline=True), width=640, height=420).page
    assert published.locator(".gm-slider:visible").count() == 1
    assert published.evaluate("document.documentElement.scrollHeight") <= 420


def test_a_tour_goes_through_the_story_by_keyboard_with_its_sentences(open_page, view_of, blog):
    opened = open_page(view_of(blog, tour=True), width=390, height=844)
    page = opened.page

    def told():
        settle(page, 100)
        name = page.inner_text(".gm-tour h2")
        # The place is chosen, in view, and has its name on the map.
        assert page.evaluate("geomap.state.selected.title") == name
        assert page.evaluate("geomap.map.getBounds().contains([geomap.state.selected.lat, geomap.state.selected.lon])")
        assert page.locator(".gm-label.gm-chosen").all_text_contents() == [name]
        return name, page.inner_text(".gm-when"), page.inner_text(".gm-step")

    assert page.locator(".gm-tour [aria-live=polite] .gm-quote").count() == 1
    assert told() == ("Alma", "14:10 GMT · May 4, 2024", "1 of 3")
    page.keyboard.press("ArrowRight")
    assert told() == ("Bruck", "15:20 GMT · May 4, 2024", "2 of 3")
    page.keyboard.press("ArrowRight")
    assert told() == ("Farport", "00:05 GMT · May 5, 2024", "3 of 3")
    # Whatever the sentence holds is text.
    assert "<img src=x onerror=window.pwned=1> Calm in Farport, ${7*7} {{7*7}}" in page.inner_text(".gm-tour .gm-quote")
    assert page.evaluate("window.pwned") is None
    page.keyboard.press("ArrowLeft")
    assert told()[0] == "Bruck"
    # Space plays and pauses; nothing plays by itself.
    button = page.locator(".gm-tour .gm-steps button").nth(1)
    assert button.get_attribute("aria-label") == "Play"
    page.keyboard.press("Space")
    assert button.get_attribute("aria-label") == "Pause"
    page.locator(".gm-step", has_text="3 of 3").wait_for()
    page.keyboard.press("Space")
    assert button.get_attribute("aria-label") == "Play"
    page.keyboard.press("Escape")
    settle(page, 150)
    assert page.locator(".gm-tour, .gm-label.gm-chosen").count() == 0
    # And it can be taken again, from the button on the map that has the focus now.
    assert page.evaluate("document.activeElement.dataset.action") == "tour"
    page.keyboard.press("Enter")
    assert told()[0] == "Alma"
    assert opened.requests == [opened.url]
    assert opened.errors == []
    published = open_page(view_of(blog, mode="publish", tour=True), width=640, height=420).page
    assert published.inner_text(".gm-tour h2") == "Alma"
    assert published.locator(".gm-tour select").count() == 0
