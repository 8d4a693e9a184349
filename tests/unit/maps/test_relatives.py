"""On the map: what is told from other places is drawn, and the places it is told from stand back."""

import pytest

import geomap
from geomap.maps import ViewOptions, build_view


@pytest.fixture(scope="module")
def geoparser():
    from geomap.assembly import assemble_geoparser

    return assemble_geoparser()


def features_of(geoparser, text, **options):
    """The features of a text's map, by title."""
    view = build_view(geoparser.geoparse(text), geoparser.gazetteer, ViewOptions(**options))
    return view, {feature.title: feature for feature in view.features}


def test_the_expression_is_an_approximate_area_and_its_town_a_reference_point(geoparser):
    view, features = features_of(geoparser, "A convoy was hit 10 km north of Homs. Damascus denied it.")
    told = features["10 km north of Homs"]
    assert (told.layer, told.symbol, told.approximate, len(told.polygons)) == ("relatives", "relative", True, 1)
    assert told.what == "area in this direction, estimated"
    assert [credit.name for credit in told.credits] == ["GeoNames"]
    assert (features["Homs"].layer, features["Homs"].symbol) == ("anchors", "anchor")
    assert features["Homs"].mentions[0].anchor
    assert features["Damascus"].layer == "cities"
    assert view.viewport.contains(features["Homs"].lon, features["Homs"].lat)


def test_a_town_that_is_the_storys_too_keeps_its_pin(geoparser):
    _, features = features_of(geoparser, "A convoy was hit 10 km north of Homs. Homs was calm.")
    assert features["Homs"].layer == "cities"


def test_the_coast_of_an_anchor_is_not_drawn_beside_the_waters_before_it(geoparser):
    _, features = features_of(geoparser, "Pirates seized a dhow off the coast of Yemen.")
    assert set(features) == {"off the coast of Yemen", "Yemen"}
    assert features["Yemen"].layer == "countries"


def test_an_area_that_something_is_told_from_does_not_frame_the_view(geoparser):
    view, _ = features_of(geoparser, "Ice blocks the strait between Russia and Alaska.")
    assert view.viewport.width_deg < 30


def test_a_picture_has_it_too(geoparser):
    picture = geomap.map_text("A convoy was hit 10 km north of Homs.", geoparser=geoparser).to_svg()
    assert "10 km north of Homs" in picture
    assert "reference point" in picture


def test_every_language_names_every_relation():
    from typing import get_args

    from geomap.maps.wording import languages, texts
    from geomap.relations import Relation

    for language in languages():
        assert all(texts(language)[f"relative.{relation}"] for relation in get_args(Relation))
