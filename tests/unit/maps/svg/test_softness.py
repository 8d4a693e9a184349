"""What only words describe has no line around it in a picture either, and is never stronger than what it modifies."""

import dataclasses
import re

import pytest

from geomap.maps.style import default_style
from geomap.maps.svg import to_svg

STYLE = default_style()


def with_area(view, symbol, **changes):
    town = next(f for f in view.features if f.title == "Port Alma")
    box = view.viewport
    lon, lat = box.centre
    ring = (box.west, box.south, lon, box.south, lon, lat, box.west, lat)
    area = dataclasses.replace(town, key="t:soft", title="Soft", symbol=symbol, polygons=((ring,),), **changes)
    return dataclasses.replace(view, features=(*view.features, area))


def drawn(svg):
    return re.search(r"<title>Soft,[^<]*</title>.*?</g>", svg)[0]


@pytest.mark.parametrize(
    ("symbol", "layer", "changes"),
    [
        ("part", "parts", {}),
        ("relative", "relatives", {}),
        ("landform", "nature", {}),
        ("province", "provinces", {"sketch": True, "rough": True}),
    ],
)
def test_an_approximate_area_has_a_soft_edge_and_no_line(view_of, symbol, layer, changes):
    svg = to_svg(with_area(view_of(), symbol, layer=layer, **changes))
    path = drawn(svg)
    assert "stroke" not in path
    used = re.search(r'filter="url\(#([^)]+)\)"', path)[1]
    blur = re.search(rf'<filter id="{used}"[^>]*><feGaussianBlur stdDeviation="([\d.]+)"/>', svg)
    assert float(blur[1]) >= 4


def test_what_a_source_has_drawn_keeps_its_line(view_of):
    path = drawn(to_svg(with_area(view_of(), "province", layer="provinces")))
    assert "filter" not in path
    assert "stroke-width" in path


def test_a_part_is_never_stronger_than_what_it_modifies():
    part = STYLE.symbol("part")
    assert part.area.fill <= min(STYLE.symbol(key).area.fill for key in ("country", "province", "region"))
    assert part.course.opacity <= STYLE.symbol("province").area.fill
    # The sample in the legend is small: it may be as strong as others there.
    assert part.area.swatch.fill <= STYLE.symbol("country").area.swatch.fill


def test_countries_that_a_story_names_by_the_way_stay_pale(view_of):
    view = view_of()
    beside = {"layer": "countries", "symbol": "country", "prominence": 0.1}
    path = drawn(to_svg(with_area(view, beside.pop("symbol"), **beside)))
    assert float(re.search(r'fill-opacity="([\d.]+)"', path)[1]) <= 0.05
    assert "stroke" not in path


def test_a_named_sea_is_a_name_in_the_colour_of_all_water(view_of):
    view = view_of()
    town = next(f for f in view.features if f.title == "Port Alma")
    box = view.viewport
    ring = (box.west, box.south, box.centre[0], box.south, box.centre[0], box.north, box.west, box.north)
    place = dataclasses.replace(town.place, feature_class="H", feature_code="SEA")
    named = {"title": "Calm Sea", "layer": "waters", "symbol": "sea", "polygons": ((ring,),), "place": place}
    sea = dataclasses.replace(town, key="t:s", **named)
    before, after = (to_svg(one) for one in (view, dataclasses.replace(view, features=(*view.features, sea))))
    assert ">Calm Sea<" in after
    assert after.count("<path") <= before.count("<path") + 1  # the one is its sample in the legend
