"""Whose view a map shows: in the hatching, in the words, and said where it is read."""

from __future__ import annotations

import json

import pytest

from geomap.maps.html.payload import to_json
from geomap.maps.svg.picture import to_svg
from geomap.model import Status


def claimed(view):
    return next(feature for feature in view.features if feature.key == "t:claimed")


def test_neutral_map_hatches_what_is_disputed_and_has_no_line_about_a_view(view_of):
    view = view_of()
    assert claimed(view).symbol == "disputed"
    assert view.seen == ""
    assert "sees them" not in to_svg(view)


@pytest.mark.parametrize(("code", "country"), [("ND", "Nordia"), ("FA", "Faraway")])
def test_claimant_sees_its_own_country_and_the_card_tells_the_dispute(view_of, code, country):
    feature = claimed(view_of(worldview=code))
    assert country in feature.where
    assert feature.status.claimants == ("Nordia", "Faraway")


def test_who_holds_it_sees_a_province_and_who_only_claims_it_sees_it_hatched(view_of):
    held, lost = claimed(view_of(worldview="FA")), claimed(view_of(worldview="ND"))
    assert (held.symbol, held.layer) == ("region", "provinces")
    assert (lost.symbol, lost.layer) == ("disputed", "zones")


def test_two_claimants_get_two_maps(view_of):
    one, other = (claimed(view_of(worldview=code)) for code in ("ND", "FA"))
    assert one.where != other.where


def test_government_without_a_say_sees_the_dispute(view_of):
    assert claimed(view_of(worldview="IS")).symbol == "disputed"


def test_page_and_picture_say_whose_view_it_is(view_of):
    view = view_of(worldview="ND")
    assert "Nordia" in view.seen
    assert json.loads(to_json(view))["seen"] == view.seen
    words = " ".join(to_svg(view).split())
    assert "as Nordia sees" in words


def test_capital_for_some_is_no_star_in_the_neutral_view(view_of, world):
    class Disputed(world.Gazetteer):
        def status(self, place):
            if place.id == "t:alma":
                return Status("Claimed by both.", ("ND", "FA"), "ND")
            return super().status(place)

    def alma(**options):
        view = view_of(gazetteer=Disputed(), **options)
        return next(feature for feature in view.features if feature.key == "t:alma")

    assert alma().symbol == "city"
    assert alma().what == "city claimed as a capital"
    assert alma(worldview="ND").symbol == "capital"


def test_capital_of_a_disputed_country_is_its_capital(view_of, world):
    class Disputed(world.Gazetteer):
        def status(self, place):
            known = Status("Claimed.", ("ND", "FA"), "ND", within="Nordia")
            return known if place.id == "t:alma" else super().status(place)

    view = view_of(gazetteer=Disputed())
    assert next(feature for feature in view.features if feature.key == "t:alma").symbol == "capital"


def test_town_on_disputed_ground_stays_a_town_and_its_card_tells(view_of, world):
    class Disputed(world.Gazetteer):
        def status(self, place):
            known = Status("Claimed.", ("ND", "FA"), "ND", within="East Heath", checked="2026-11-29")
            return known if place.id == "t:port" else super().status(place)

    view = view_of(gazetteer=Disputed())
    port = next(feature for feature in view.features if feature.key == "t:port")
    assert port.layer == "cities"
    assert port.status.within == "East Heath"
    told = next(f["status"] for f in json.loads(to_json(view))["features"] if f.get("status", {}).get("of"))
    assert (told["of"], told["checked"]) == ("East Heath", "2026-11-29")
