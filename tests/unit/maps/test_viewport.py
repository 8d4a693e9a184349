from __future__ import annotations

import math

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


def test_of_three_cities_in_one_sentence_none_is_left_out():
    homs, hama, damascus = (36.7, 34.7, 0.91), (36.8, 35.1, 0.89), (36.3, 33.5, 0.65)
    framed = first_view([WeightedPlace(*place, once=True) for place in (homs, hama, damascus)])
    assert framed.inside == {0, 1, 2}


def test_what_is_named_by_the_way_is_not_shown_for_the_room_beside_a_long_view():
    route = [WeightedPlace(39.7, -4.0, 0.9), WeightedPlace(36.8, -1.3, 0.5), WeightedPlace(30.1, -1.9, 0.7)]
    framed = first_view([*route, WeightedPlace(39.3, -6.8, 0.08)])
    assert framed.inside == {0, 1, 2}


def test_a_land_that_is_one_theatre_of_several_is_shown_where_its_towns_are():
    towns = [WeightedPlace(50.3, -14.9, 0.68), WeightedPlace(40.7, -14.6, 0.65), WeightedPlace(40.5, -13.0, 0.58)]
    framed = first_view([*towns, WeightedPlace(46.7, -19.3, 0.8, Box(43.2, -25.6, 50.5, -11.9))])
    assert {0, 1, 2} <= framed.inside
    assert framed.box.south > -20


def test_a_place_that_bears_two_names_counts_once():
    # A town, and the islands around it at the same point, do not outweigh the other towns of a storm's way.
    storm = [WeightedPlace(122.0, 20.45, 0.9), WeightedPlace(122.0, 20.45, 0.8)]
    framed = first_view([*storm, WeightedPlace(121.6, 18.4, 0.7), WeightedPlace(121.7, 17.6, 0.7)])
    assert framed.inside == {0, 1, 2, 3}


def test_quarters_that_are_taken_for_towns_elsewhere_do_not_open_a_citys_story():
    city = WeightedPlace(-2.6, 51.45, 0.96, reach_km=6.5)
    quarters = [WeightedPlace(-2.5, 50.5, 0.8, once=True), WeightedPlace(-0.3, 52.0, 0.47, once=True)]
    framed = first_view([city, *quarters, WeightedPlace(-1.9, 52.5, 0.57, once=True)])
    assert framed.inside == {0}


def test_a_first_view_has_the_shape_of_a_page():
    for places in ([(0, 0), (20, 0.1)], [(0, 0), (0.1, 20)], [(10, 60), (30, 60)]):
        box = first_view([WeightedPlace(lon, lat, 1) for lon, lat in places]).box
        across = box.width_deg * math.cos(math.radians(box.centre[1]))
        assert 1 / 1.8 <= across / box.height_deg <= 2.3


def test_an_island_state_at_the_end_of_a_storms_way_does_not_stand_at_the_edge():
    way = [WeightedPlace(178.4, -18.1, 0.8), WeightedPlace(179.4, -16.6, 0.8), WeightedPlace(-179.9, -16.9, 0.7)]
    tonga, its_airport = WeightedPlace(-175.2, -21.2, 0.5, Box(-175.4, -21.3, -175.0, -21.0)), (-175.15, -21.2, 0.3)
    box = first_view([*way, tonga, WeightedPlace(*its_airport, once=True)]).box
    assert box.south < -21.6
    assert box.east > 185.3
