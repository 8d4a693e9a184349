"""Movements on the page: arrows with heads, a card that says why, and a layer that is off for the uncertain."""

import pytest

from geomap.maps import ViewOptions, build_view

TEXT = "Thousands fled from Homs to Beirut. The minister will travel from Damascus to Amman. Latakia was calm."


@pytest.fixture(scope="module")
def view():
    from geomap.assembly import assemble_geoparser

    geoparser = assemble_geoparser()
    return build_view(geoparser.geoparse(TEXT), geoparser.gazetteer, ViewOptions())


@pytest.fixture
def opened(open_page, view):
    return open_page(view)


def arrow_of(page, key):
    return page.locator(f"path.gm-arrow[data-place='{key}']")


def test_an_arrow_leads_from_pin_to_pin_and_leaves_them_free(opened, view):
    page = opened.page
    sure, _ = view.arrows
    assert page.locator("path.gm-arrow").count() == 1
    assert page.locator(".leaflet-pane path.gm-arrow-head").count() == 1
    gaps = page.evaluate(
        """(key) => {
          const arrow = geomap.arrows.all.find((one) => one.key === key);
          const line = arrow.shape.getLatLngs().map((p) => geomap.map.latLngToLayerPoint(p));
          const pins = arrow.ends.map((k) => geomap.byKey.get(k)).map((f) =>
            geomap.map.latLngToLayerPoint([f.lat, f.lon]));
          return [pins[0].distanceTo(line[0]), pins[1].distanceTo(line.at(-1)), line.length];
        }""",
        sure.key,
    )
    assert 7 <= gaps[0] <= 11
    assert 14 <= gaps[1] <= 21
    assert gaps[2] > 10
    fill = page.locator(".leaflet-pane path.gm-arrow-head").evaluate("node => getComputedStyle(node).fillOpacity")
    assert fill == "1"
    assert opened.errors == []


def test_its_card_says_who_moves_with_reason_and_sentence(opened, view):
    page = opened.page
    arrow_of(page, view.arrows[0].key).focus()
    page.keyboard.press("Enter")
    details = page.locator(".gm-details")
    assert details.locator("h2").inner_text() == "Homs → Beirut"
    assert "flight or evacuation · Thousands" in details.inner_text()
    assert details.locator(".gm-quote mark").inner_text() == "fled from Homs to Beirut"
    details.locator("summary").first.click()
    assert "The text says so" in details.inner_text()
    assert details.locator("button", has_text="Not a place").count() == 0


def test_the_card_leads_to_the_words_in_the_text(opened, view):
    page = opened.page
    arrow_of(page, view.arrows[0].key).focus()
    page.keyboard.press("Enter")
    page.locator(".gm-details button", has_text="in the text").click()
    assert page.evaluate("document.activeElement.textContent") == "Homs"


def test_what_is_announced_is_shown_when_its_layer_is_switched_on(opened, view):
    page = opened.page
    assert arrow_of(page, view.arrows[1].key).count() == 0
    box = page.locator('.gm-legend input[data-layer="movements-uncertain"]')
    assert not box.is_checked()
    assert page.locator('.gm-legend input[data-layer="movements"]').is_checked()
    box.click()
    shown = arrow_of(page, view.arrows[1].key)
    assert shown.count() == 1
    assert shown.evaluate("node => getComputedStyle(node).strokeDasharray") not in {"", "none"}


def test_an_arrow_goes_with_a_place_that_a_reader_takes_away(opened, view):
    page = opened.page
    page.locator(".gm-text .k-city", has_text="Homs").click()
    page.locator(".gm-details button", has_text="Not a place").first.click()
    arrow_of(page, view.arrows[0].key).wait_for(state="detached")  # at the next frame
    assert opened.errors == []
