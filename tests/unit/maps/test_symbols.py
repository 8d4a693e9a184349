"""Which drawing a place gets by its kind."""

import pytest

import geomap
from geomap.maps.style import default_style


def features_of(text):
    return {feature.title: feature for feature in geomap.map_text(text).view.features}


@pytest.mark.parametrize(
    ("text", "name", "symbol"),
    [
        ("Climbers left Mount Kenya on Monday.", "Mount Kenya", "mountain"),
        ("A mine was found adrift near Larak Island.", "Larak Island", "island"),
        ("A convoy crossed the Gobi Desert.", "Gobi Desert", "landform"),
        ("Ships waited in the Strait of Malacca.", "Strait of Malacca", "sea"),
        ("Fishing on Lake Victoria was banned.", "Lake Victoria", "water"),
    ],
)
def test_a_kind_of_nature_has_its_own_drawing(text, name, symbol):
    found = features_of(text)
    feature = next(found[title] for title in found if title.startswith(name))
    assert feature.symbol == symbol


def test_a_sea_is_a_name_and_no_slab():
    style = default_style()
    assert style.symbol("sea").area.fill == style.symbol("sea").area.width == 0
    assert style.symbol("sea").area.swatch.fill > 0
    assert style.symbol("water").area.fill > 0
