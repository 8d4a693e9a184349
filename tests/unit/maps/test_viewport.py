from __future__ import annotations

from geomap.maps.view import Box
from geomap.maps.viewport import WeightedPlace, first_view

LEVANT = [
    WeightedPlace(36.3, 33.5, 2),
    WeightedPlace(36.7, 34.7, 1),
    WeightedPlace(35.9, 34.9, 1),
    WeightedPlace(36.6, 32.7, 1),
]
PARIS = WeightedPlace(2.35, 48.85, 0.3)


def test_one_far_place_does_not_throw_the_view_off():
    framed = first_view([*LEVANT, PARIS])
    assert framed.inside == {0, 1, 2, 3}
    assert framed.box.width_deg < 3
    assert not framed.box.contains(2.35, 48.85)


def test_a_story_on_two_continents_shows_both():
    framed = first_view([WeightedPlace(-74, 40.7, 1), WeightedPlace(116.4, 39.9, 1), WeightedPlace(2.35, 48.85, 1)])
    assert len(framed.inside) >= 2


def test_a_single_village_is_shown_with_the_fields_around_it():
    framed = first_view([WeightedPlace(36, 34, 1)])
    assert 0.1 < framed.box.width_deg < 0.3


def test_an_area_is_framed_whole():
    framed = first_view([WeightedPlace(16, 42, 1, Box(14, 41, 18, 44))])
    assert framed.box.contains(14, 41)
    assert framed.box.contains(18, 44)


def test_nothing_named_shows_the_world():
    assert first_view([]).box.width_deg == 300


def test_the_poles_do_not_break_the_view():
    framed = first_view([WeightedPlace(0, -90, 1), WeightedPlace(100, -78, 1)])
    assert framed.box.south >= -85
    assert framed.box.north <= 85


def test_many_places_are_framed_in_linear_time(grows_linearly):
    def places(count):
        return [WeightedPlace(-100 + (i * 37 % 200), -40 + (i * 91 % 90), 1) for i in range(count)]

    grows_linearly(first_view, places, 300)
    assert first_view(places(300)).box.width_deg > 30


def test_the_state_around_a_county_does_not_widen_the_view():
    towns = [WeightedPlace(-84.25, 38.2, 1), WeightedPlace(-84.5, 38.05, 1), WeightedPlace(-84.15, 38.3, 1)]
    framed = first_view([*towns, WeightedPlace(-85.0, 37.5, 0.4, Box(-89.6, 36.5, -82.0, 39.1))])
    assert framed.box.width_deg < 1.5


def test_the_nearer_of_two_places_completes_the_view():
    islands = [WeightedPlace(178.4, -18.1, 1), WeightedPlace(179.4, -16.4, 0.6)]
    framed = first_view([*islands, WeightedPlace(-175.2, -21.1, 0.9), WeightedPlace(174.8, -41.3, 0.3)])
    assert 2 in framed.inside
    assert 3 not in framed.inside


def test_a_story_of_half_the_world_is_shown_on_all_of_it():
    cities = [(2, 49), (13, 52), (37, 55), (77, 28), (-43, -23), (-77, 39), (139, 35), (151, -34), (36, -1), (-100, 19)]
    places = [WeightedPlace(lon, lat, 1.0) for lon, lat in cities for _ in range(3)]
    assert first_view(places).inside == frozenset(range(len(places)))
