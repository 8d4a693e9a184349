"""On the map: a movement is a bent arrow from place to place, and an uncertain one is off."""

import math
from itertools import pairwise

import pytest

import geomap
from geomap.maps import ViewOptions, build_view
from geomap.maps.arrows import bent_line

TEXT = (
    "Assad fled to Russia from Hmeimim. A ship from Marseille to Tartus was stopped. "
    "The minister will travel from Cairo to Khartoum."
)


@pytest.fixture(scope="module")
def geoparser():
    from geomap.assembly import assemble_geoparser

    return assemble_geoparser()


@pytest.fixture(scope="module")
def view(geoparser):
    return build_view(geoparser.geoparse(TEXT), geoparser.gazetteer, ViewOptions())


def test_each_way_is_an_arrow_with_its_sentence_and_reason(view):
    flight, ship, visit = view.arrows
    assert [arrow.title for arrow in view.arrows] == ["Hmeimim → Russia", "Marseille → Tartus", "Cairo → Khartoum"]
    assert (flight.what, flight.who, ship.who) == ("flight or evacuation", "Assad", "A ship")
    (mention,) = flight.mentions
    assert mention.quote == "Assad fled to Russia from Hmeimim."
    assert mention.quote[mention.quote_start :].startswith("fled to Russia from Hmeimim")
    assert mention.reasons[0] == "The text says so: “fled to Russia from Hmeimim”."
    assert any("announced" in reason for reason in visit.mentions[0].reasons)


def test_what_is_only_announced_is_in_a_layer_that_is_off(view):
    assert [arrow.layer for arrow in view.arrows] == ["movements", "movements", "movements-uncertain"]
    layers = {layer.key: (layer.group, layer.count, layer.shown) for layer in view.layers}
    assert layers["movements"] == ("movements", 2, True)
    assert layers["movements-uncertain"] == ("movements", 1, False)
    assert [layer.key for layer in view.layers][-2:] == ["movements", "movements-uncertain"]


def test_an_arrow_joins_the_features_where_they_stand(view):
    seats = {feature.key: (feature.lon, feature.lat) for feature in view.features}
    for arrow in view.arrows:
        ends = [arrow.line[:2], arrow.line[-2:]]
        for key, (lon, lat) in zip(arrow.ends, ends, strict=True):
            assert (lon, lat) == pytest.approx(seats[key], abs=1e-4)


def test_the_same_way_told_twice_is_one_arrow(geoparser):
    text = "Aid was flown from Cairo to Khartoum. Doctors flew from Cairo to Khartoum."
    (arrow,) = build_view(geoparser.geoparse(text), geoparser.gazetteer, ViewOptions()).arrows
    assert len(arrow.mentions) == 2
    assert arrow.who == "Aid; Doctors"


def test_a_way_across_the_antimeridian_takes_the_shorter_side(geoparser):
    parse = geoparser.geoparse("The cyclone moved from Fiji to Tonga.")
    (arrow,) = build_view(parse, geoparser.gazetteer, ViewOptions()).arrows
    lons = arrow.line[::2]
    assert max(lons) - min(lons) < 10
    assert max(abs(b - a) for a, b in pairwise(lons)) < 1


def test_without_quotes_an_arrow_has_no_sentence(geoparser):
    view = build_view(geoparser.geoparse(TEXT), geoparser.gazetteer, ViewOptions(context="none"))
    assert view.arrows[0].mentions[0].quote == ""


def test_a_line_is_bent_by_a_seventh_of_its_length():
    line = bent_line([(0.0, 0.0), (10.0, 0.0)])
    assert line[:2] == (0.0, 0.0)
    assert line[-2:] == (10.0, 0.0)
    assert max(line[1::2]) == pytest.approx(1.4, abs=0.02)
    there_and_back = bent_line([(0.0, 0.0), (10.0, 0.0), (0.0, 0.0)])
    assert min(there_and_back[1::2]) == 0.0
    assert not any(math.isnan(value) for value in there_and_back)


def test_a_picture_has_the_certain_arrows_with_heads_and_an_entry_in_the_legend(geoparser):
    picture = geomap.map_text("Families fled from Homs to Beirut. Aid may reach Tyre.", geoparser=geoparser).to_svg()
    assert "<title>Homs → Beirut, flight or evacuation, Families</title>" in picture
    assert ">movement<" in picture
    assert "Movements: Homs → Beirut." in picture


def test_a_picture_leaves_out_what_is_off(geoparser):
    text = "The minister will travel from Homs to Beirut."
    assert len(geoparser.geoparse(text).movements) == 1
    picture = geomap.map_text(text, geoparser=geoparser).to_svg()
    assert "Homs → Beirut" not in picture
    assert ">movement<" not in picture


def test_every_language_names_every_kind():
    from typing import get_args

    from geomap.maps.wording import languages, texts
    from geomap.movements import MovementKind

    for language in languages():
        assert all(texts(language)[f"movement.{kind}"] for kind in get_args(MovementKind))
        assert texts(language)["layer.movements"]
