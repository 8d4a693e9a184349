"""Page and picture are drawn by one style: what one shows, the other shows alike."""

from __future__ import annotations

import dataclasses
import re

from geomap.maps import NewsMap
from geomap.maps.style import default_style
from geomap.maps.view import Layer

STYLE = default_style()


def legend_of(picture):
    """Return the paths and colours of the drawings below a picture."""
    return set(re.findall(r'<path d="([^"]+)" fill="(#\w{6})"', picture))


def test_names_of_seas_are_slanted_in_both(open_page, view_of):
    view = view_of()
    sea = next(f for f in view.features if f.layer == "cities")
    box = view.viewport
    ring = (box.west, box.south, box.east, box.south, box.east, box.north, box.west, box.north)
    at = {"lon": box.west + 0.3 * box.width_deg, "lat": box.south + 0.08 * box.height_deg}
    named = {"key": "t:sea", "title": "Great Gulf", "layer": "waters", "symbol": "water"}
    sea = dataclasses.replace(sea, **named, **at, polygons=((ring,),), elsewhere=False)
    waters = Layer("waters", "Seas", "areas", 1)
    view = dataclasses.replace(view, features=(*view.features, sea), layers=(*view.layers, waters))
    page = open_page(view).page
    look = page.eval_on_selector(".gm-label:text('Great Gulf')", "(node) => getComputedStyle(node).fontStyle")
    assert look == "italic"
    assert re.search(r'font-style="italic"[^>]*><text [^>]*>Great Gulf<', NewsMap(view).to_svg())


def test_a_small_area_has_the_same_drawing_in_both(open_page, view_of):
    view = view_of()
    area = next(f for f in view.features if f.layer == "provinces" and f.polygons)
    lon, lat = view.viewport.centre
    tiny = (lon, lat, lon + 0.001, lat, lon + 0.001, lat + 0.001)
    area = dataclasses.replace(area, lon=lon, lat=lat, polygons=((tiny,),))
    view = dataclasses.replace(view, features=(area,))
    page = open_page(view).page
    drawn = page.eval_on_selector(
        f'.gm-pin[data-place="{area.place.id}"] .gm-frame', "(n) => [n.getAttribute('d'), getComputedStyle(n).fill]"
    )
    hexagon, colour = STYLE.document["frames"]["hexagon"], STYLE.palettes["light"]["province"]
    assert drawn == [hexagon, f"rgb({', '.join(str(int(colour[i : i + 2], 16)) for i in (1, 3, 5))})"]
    assert (hexagon, colour) in legend_of(NewsMap(view).to_svg())
    # The legend of the page shows it as it is drawn.
    assert page.eval_on_selector(".gm-legend .gm-frame", "(n) => n.getAttribute('d')") == hexagon


def test_the_same_places_are_named_as_elsewhere(open_page, view_of):
    view = view_of()
    town, country = (next(f for f in view.features if f.layer == layer) for layer in ("cities", "countries"))
    lon, lat = view.viewport.centre
    far = (lon + 60, lat, lon + 64, lat, lon + 64, lat + 4, lon + 60, lat + 4)
    towns = [
        dataclasses.replace(town, key=f"t:{i}", title=f"Far {i}", lon=lon + 50 + i, lat=lat, elsewhere=True)
        for i in range(9)
    ]
    land = dataclasses.replace(
        country, key="t:far", title="Farland", lon=lon + 62, lat=lat + 2, polygons=((far,),), elsewhere=True
    )
    view = dataclasses.replace(view, features=(land, *view.features, *towns))
    named = open_page(view).page.locator(".gm-elsewhere button").all_inner_texts()
    told = re.search(r">Elsewhere: ([^<]+)<", NewsMap(view).to_svg())[1]
    assert len(named) == STYLE.document["elsewhere"]["most"] + 1
    assert named[-1].startswith("and ")
    assert told == f"{', '.join(named[:-1])} {named[-1]}"
    # A country is named after the towns: here among those that are only counted.
    assert "Farland" not in told


def test_a_style_of_a_user_s_own_is_drawn_by_the_page_and_asks_for_nothing(open_page, view_of):
    own = {
        "colours": {"light": {"city": "#123456"}},
        "names": {"lettering": {"place": {"size": 20}, "base-country": {"shown": False}}},
        "furniture": {"legend": False, "scale": False, "locator": False},
    }
    opened = open_page(view_of(style=own))
    page = opened.page
    assert page.eval_on_selector(".k-city .gm-frame", "(n) => getComputedStyle(n).fill") == "rgb(18, 52, 86)"
    assert page.eval_on_selector(".l-place", "(n) => getComputedStyle(n).fontSize") == "20px"
    assert page.locator(".l-base-country, .leaflet-control-scale, .gm-overview").count() == 0
    assert not page.is_visible(".gm-legend")
    assert opened.errors == []
    assert opened.requests == [opened.url]
