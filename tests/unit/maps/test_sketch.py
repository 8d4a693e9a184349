"""A unit whose outline nobody knows well is a mark of its size, not a border."""

from __future__ import annotations

from math import cos, hypot, radians
from types import SimpleNamespace

import pytest

from geomap.maps.geometry import mark_of, ring_area


def test_a_mark_is_as_large_as_what_it_stands_for_and_round_on_the_ground():
    square = ((0.0, 59.0, 4.0, 59.0, 4.0, 61.0, 0.0, 61.0),)
    ((ring,),) = mark_of((square,))
    assert ring_area(ring) == pytest.approx(ring_area(square[0]), rel=0.02)
    shrink = cos(radians(60))
    reach = [hypot((lon - 2.0) * shrink, lat - 60.0) for lon, lat in zip(ring[::2], ring[1::2], strict=True)]
    assert max(reach) == pytest.approx(min(reach), rel=0.05)


def test_a_sketch_is_drawn_as_a_mark_and_says_so(world, view_of):
    gazetteer = world.Gazetteer()
    known = gazetteer.footprints.get

    def get(place_id, *how):
        extent = known(place_id, *how)
        if place_id != "t:hills" or extent is None:
            return extent
        return SimpleNamespace(**(vars(extent) | {"approximate": True, "sketch": True}))

    gazetteer.footprints = world.Footprints(get)
    named = (("Hill Province", "t:hills", "literal"),)
    view = view_of(world.parse("Floods in Hill Province.", named, gazetteer), gazetteer)
    (hills,) = [feature for feature in view.features if feature.place.id == "t:hills"]
    assert hills.sketch
    assert hills.rough
    assert len(hills.polygons[0][0]) == 72  # thirty-six corners
