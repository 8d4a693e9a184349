"""The small maps beside the first view, as a reader meets them: they cover nothing, and lead to what they show."""

from __future__ import annotations

from dataclasses import replace

import pytest

import geomap
from geomap.maps.insets import choose_insets
from geomap.maps.view import Box
from tests.browser.waiting import settle

TALKS = """Ceasefire talks resume in Doha as strikes hit Gaza City

GAZA CITY, May 3 - Israeli strikes killed at least 23 people in Gaza City and Khan Younis on Saturday, medics said, as
negotiators gathered in Doha for a new round of talks on a ceasefire. Hospitals in Deir al-Balah and Khan Younis had run
out of fuel. In Rafah, explosions were heard until dawn.

In Doha, mediators met both delegations. An official in Doha said the gaps were narrowing. A minister in Oslo hoped so.
"""

MARCHES = """Protests spread across Istanbul, Ankara and Izmir

ISTANBUL - Thousands marched in Istanbul on Sunday, from Kadikoy and Uskudar to Besiktas, Sisli and Fatih. In Kadikoy
shops closed. In Besiktas police fired tear gas, and in Sisli roads were blocked.

In Ankara 40 people were held. Izmir saw its largest march in years: in Izmir the port stood still; in Ankara crowds
filled the centre.
"""

# What the small maps cover of pins and of other controls, in square pixels.
COVERED = """() => {
  const own = [...document.querySelectorAll(".gm-insets")].filter((one) => !one.hidden);
  const others = [...document.querySelectorAll(".gm-pin, .leaflet-control")].filter((one) => !own.includes(one));
  const area = (a, b) => Math.max(0, Math.min(a.right, b.right) - Math.max(a.left, b.left))
    * Math.max(0, Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top));
  return own.map((one) => others.reduce((sum, other) =>
    sum + area(one.getBoundingClientRect(), other.getBoundingClientRect()), 0));
}"""


@pytest.fixture(scope="module")
def talks():
    """Return a view framed on Gaza, whatever the framing makes of it: ``talks(mode="publish")``."""

    def make(**options):
        made, box = geomap.map_text(TALKS, insets=False, **options).view, Box(34.15, 31.2, 34.6, 31.6)
        features = tuple(replace(one, elsewhere=not box.contains(one.lon, one.lat)) for one in made.features)
        insets = choose_insets(features, box, {"QA": "Qatar"}.get)
        assert [inset.title for inset in insets] == ["Doha, Qatar"]
        return replace(made, viewport=box, features=features, insets=insets)

    return make


@pytest.mark.parametrize(
    ("width", "height", "options"),
    [(1400, 900, {}), (390, 844, {}), (640, 420, {"mode": "publish"})],
    ids=["wide", "phone", "published"],
)
def test_an_inset_covers_nothing_and_leads_to_its_place_by_keyboard(open_page, talks, width, height, options):
    opened = open_page(talks(**options), width=width, height=height)
    page = opened.page
    assert page.evaluate(COVERED) == [0]
    group = page.get_by_role("group", name="Inset maps")
    button = group.get_by_role("button", name="Go to Doha, Qatar on the map")
    box, frame = button.bounding_box(), page.locator(".folium-map").bounding_box()
    assert box["x"] >= frame["x"]
    assert box["y"] >= frame["y"]
    assert box["x"] + box["width"] <= frame["x"] + frame["width"]
    assert box["y"] + box["height"] <= frame["y"] + frame["height"]
    assert 0.02 < box["width"] * box["height"] / (frame["width"] * frame["height"]) < 0.15
    assert {"Doha, Qatar", "Doha"} <= set(button.locator("text").all_text_contents())
    # The ground is the basemap's, the place a pin like those of the large map.
    assert button.locator("path.gm-base-land").count() >= 1
    assert button.locator(".gm-symbol.k-capital").count() == 1
    if not options:
        elsewhere = page.locator(".gm-elsewhere").inner_text()
        assert "Oslo" in elsewhere
        assert "Doha" not in elsewhere
    saved = page.evaluate("new XMLSerializer().serializeToString(geomap.snapshot.draw(true))")
    assert "Doha, Qatar" in saved
    button.focus()
    page.keyboard.press("Enter")
    settle(page, 200)
    assert page.evaluate("geomap.map.getBounds().contains([25.29, 51.53])")
    assert not page.evaluate("geomap.map.getBounds().contains([31.5, 34.46])")
    group.get_by_role("button", name="Inset maps", exact=True).click()
    assert not button.is_visible()
    assert opened.errors == []
    assert [url for url in opened.requests if not url.startswith(("file:", "data:"))] == []


def test_a_crowd_has_its_frame_on_the_map_and_its_names_in_the_inset_alone(open_page):
    made = geomap.map_text(MARCHES).view
    box = Box(26.5, 37.7, 33.8, 41.4)
    features = tuple(replace(one, elsewhere=False) for one in made.features)
    insets = choose_insets(features, box, str)
    assert [inset.kind for inset in insets] == ["zoom"]
    page = open_page(replace(made, viewport=box, features=features, insets=insets)).page
    assert page.evaluate(COVERED) == [0]
    assert page.locator("path.gm-inset-frame").count() == 1
    small = page.locator(".gm-inset text").all_text_contents()
    large = page.locator(".gm-labels text").all_text_contents()
    assert {"Kadikoy", "Besiktas", "Sisli", "Fatih"} <= set(small)
    assert not {"Kadikoy", "Besiktas", "Sisli", "Fatih"} & set(large)
    assert {"Ankara", "Izmir"} <= set(large)
    # From close by they have their names on the large map.
    page.locator(".gm-inset").click()
    settle(page, 250)
    assert {"Kadikoy", "Besiktas", "Sisli"} <= set(page.locator(".gm-labels text").all_text_contents())
