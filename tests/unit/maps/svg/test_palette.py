"""Pictures and page show the same colours and drawings."""

import re
from importlib import resources

import pytest

from geomap.maps.palette import COLOUR_OF_SYMBOL, DARK, LIGHT, THEMES
from geomap.maps.svg import symbols

ASSETS = resources.files("geomap.maps.html") / "assets"


def variables(block):
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6});", block))


@pytest.mark.parametrize(("theme", "number"), [(LIGHT, 0), (DARK, 1)])
def test_the_colours_are_those_of_the_page(theme, number):
    css = (ASSETS / "page.css").read_text(encoding="utf-8")
    page = variables(re.findall(r":root \{(.*?)\}", css, re.DOTALL)[number])
    assert {name: page.get(name) for name in theme} == theme


def test_every_symbol_has_the_colour_of_the_page():
    css = "".join((ASSETS / name).read_text(encoding="utf-8") for name in ("reading.css", "map.css"))
    found = {}
    for selectors, colour in re.findall(r"^((?:\.k-[\w-]+,? ?)+)\{ --k: var\(--(\w+)\); \}", css, re.MULTILINE):
        found.update(dict.fromkeys(re.findall(r"\.k-([\w-]+)", selectors), colour))
    assert found == COLOUR_OF_SYMBOL


def test_the_drawings_are_those_of_the_page():
    script = (ASSETS / "symbols.js").read_text(encoding="utf-8")
    for glyph in (symbols.PLANE, symbols.ANCHOR, symbols.STAR, symbols.BRIDGE):
        assert glyph in script


def test_every_theme_has_every_colour():
    assert {frozenset(theme) for theme in THEMES.values()} == {frozenset(LIGHT)}


def luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(a, b):
    high, low = sorted((luminance(a), luminance(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("name", THEMES)
def test_text_can_be_read_on_what_lies_under_it(name):
    theme = THEMES[name]
    for ink, ground in (("ink", "paper"), ("ink", "land"), ("dim", "paper"), ("town", "land"), ("guess", "land")):
        assert contrast(theme[ink], theme[ground]) >= 4.5, (ink, ground)
