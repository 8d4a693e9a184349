"""What is told from other places, on the page: its marks stand around those of its anchors."""

import pytest

from geomap.maps import ViewOptions, build_view

TEXT = "Rebels hold the road from Aleppo to Damascus and a post 10 km north of Homs. Hama was calm."


@pytest.fixture(scope="module")
def view():
    from geomap.assembly import assemble_geoparser

    geoparser = assemble_geoparser()
    return build_view(geoparser.geoparse(TEXT), geoparser.gazetteer, ViewOptions())


@pytest.fixture
def opened(open_page, view):
    return open_page(view)


def test_the_text_is_whole_and_every_name_has_its_mark(opened):
    page = opened.page
    assert page.inner_text(".gm-text p") == TEXT
    assert page.locator(".gm-text .k-relative").all_inner_texts() == ["the road from ", " to ", "10 km north of "]
    assert page.locator(".gm-text .k-anchor").all_inner_texts() == ["Aleppo", "Damascus", "Homs"]
    assert page.locator(".gm-text .k-city").all_inner_texts() == ["Hama"]
    assert opened.errors == []


def test_all_pieces_light_up_and_open_the_same_place(opened):
    page = opened.page
    page.locator(".gm-text .k-relative").nth(1).click()
    assert page.locator(".gm-text .gm-chosen").all_inner_texts() == ["the road from ", " to "]
    details = page.locator(".gm-details")
    assert details.locator("h2").inner_text() == "the road from Aleppo to Damascus"
    assert "the real course is not known" in details.inner_text()
    assert "derived from the words of the text" in details.inner_text()


def test_a_reference_point_says_that_it_is_one(opened):
    page = opened.page
    page.locator(".gm-text .k-anchor").last.click()
    assert "Named only to tell where something else is" in page.locator(".gm-details").inner_text()


def test_its_layer_can_be_switched_off(opened):
    page = opened.page
    page.locator('.gm-legend input[data-layer="relatives"]').click()
    assert page.evaluate("geomap.map.hasLayer(geomap.places.groups.relatives)") is False


def test_a_correction_takes_all_pieces(opened):
    page = opened.page
    page.locator(".gm-text .k-relative").first.click()
    page.locator(".gm-details button", has_text="Not a place").first.click()
    page.wait_for_function("() => document.querySelectorAll('.gm-text .k-relative').length === 1")  # at the next frame
    assert page.locator(".gm-text .k-relative").all_inner_texts() == ["10 km north of "]
    assert opened.errors == []
