"""A table's numbers on the page: pins as large as they are, and the number in the card."""

import pytest

import geomap
from geomap.assembly import assemble_geoparser
from geomap.maps import ViewOptions, build_view


@pytest.fixture
def opened(open_page):
    geoparser = assemble_geoparser()
    rows = [("Hodeidah, Yemen", 1200.0), ("Taiz, Yemen", 300.0), ("Sanaa, Yemen", float("nan"))]
    parses = [geoparser.geoparse(geomap.Document(text, weight=weight)) for text, weight in rows]
    return open_page(build_view(parses, geoparser.gazetteer, ViewOptions(title="Cases")))


def test_pins_are_as_large_as_the_numbers_and_the_card_has_them(opened):
    page = opened.page
    widths = {
        name: page.evaluate(f"geomap.features.find(f => f.title === '{name}').px") for name in ("Hodeidah", "Taiz")
    }
    assert widths["Hodeidah"] / widths["Taiz"] == pytest.approx(2, abs=0.1)
    page.locator(".gm-text .k-city", has_text="Hodeidah").first.click()
    assert "In the table: 1,200" in page.locator(".gm-details").inner_text()
    assert opened.errors == []


def test_the_legend_says_what_the_size_means(opened):
    note = opened.page.locator(".gm-legend .gm-size").first
    assert note.text_content() == "larger = more in the table"
