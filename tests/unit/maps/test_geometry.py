from __future__ import annotations

import pytest

from geomap.gazetteer.reverse import distance_km
from geomap.maps.directions import direction_of, edge_of, near_to
from geomap.maps.geometry import area, clip_box, clip_outside, middle_of, nearest_copy, to_polygons
from geomap.maps.view import Box

SQUARE = to_polygons([[[[0, 0], [10, 0], [10, 10], [0, 10], [0, 0]]]], 5)
# A U that opens to the north: its middle by bounds lies outside.
HORSESHOE = to_polygons([[[[0, 0], [9, 0], [9, 9], [6, 9], [6, 3], [3, 3], [3, 9], [0, 9], [0, 0]]]], 5)


def test_distance_between_paris_and_moscow():
    assert distance_km(2.3522, 48.8566, 37.6173, 55.7558) == pytest.approx(2487, abs=3)


def test_a_longitude_moves_to_the_near_side():
    assert nearest_copy(-179, 178) == 181
    assert nearest_copy(179, -178) == -181
    assert nearest_copy(10, 30) == 10


@pytest.mark.parametrize(
    ("part", "lon", "lat"), [("south", 5, 1), ("northeast", 9, 9), ("west", 1, 5), ("central", 5, 5)]
)
def test_a_direction_is_a_part_that_lies_there(part, lon, lat):
    found = direction_of(SQUARE, part)
    assert 0.2 < area(found.polygons) / 100 < 0.36
    x, y = middle_of(found.polygons)
    assert abs(x - lon) < 2.2
    assert abs(y - lat) < 2.2


def test_an_unknown_part_is_no_part():
    assert direction_of(SQUARE, "outskirts").polygons == ()
    assert direction_of((), "south").polygons == ()


def test_inside_and_outside_of_a_box_make_the_whole():
    box = Box(2, 2, 5, 12)
    inside, outside = clip_box(HORSESHOE, box), clip_outside(HORSESHOE, box)
    assert area(inside) + area(outside) == pytest.approx(area(HORSESHOE))
    assert area(inside) == pytest.approx(3 * 1 + 6 * 1)


def test_the_middle_of_a_horseshoe_lies_on_it():
    lon, lat = middle_of(HORSESHOE)
    assert 0 <= lat <= 9
    assert lat < 3 or not 3 < lon < 6


def test_an_edge_is_the_stretch_that_is_wanted():
    part = edge_of(SQUARE, lambda lon, _: lon == 10)
    assert part.lines == ((10, 0, 10, 10),)
    assert part.polygons == ()


def test_an_edge_is_not_cut_where_the_ring_begins():
    part = edge_of(SQUARE, lambda lon, _: lon == 0)
    assert part.lines == ((0, 10, 0, 0),)


def test_near_means_near():
    near = near_to([(5.0, 5.0)], 0.5)
    assert near(5.2, 5.2)
    assert not near(7, 5)
