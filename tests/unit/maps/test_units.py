from __future__ import annotations

from types import SimpleNamespace

import pytest

from geomap.gazetteer.gazetteer import Gazetteer
from geomap.maps.geometry import area
from geomap.maps.outlines import Outlines
from geomap.maps.units import Units, lying_in, named_parts, united
from geomap.model import Modifier, Place


@pytest.fixture(scope="module")
def gazetteer():
    return Gazetteer.open()


def drawn(gazetteer, country, part):
    """The polygons that a map draws for a part of a country."""
    place = gazetteer.country(country)
    modifier = Modifier(0, 8, part, part, "")
    draft = SimpleNamespace(key=country + part, place=place, modifier=modifier, relative=None)
    return Outlines(gazetteer).part(draft, "region").polygons


def covers(polygons, lat, lon):
    from shapely import Point, Polygon, union_all

    shapes = [Polygon(_points(p[0]), [_points(hole) for hole in p[1:]]).buffer(0) for p in polygons]
    return union_all(shapes).covers(Point(lon, lat))


def _points(ring):
    return list(zip(ring[::2], ring[1::2], strict=True))


def test_every_row_names_units_of_its_country_and_a_source(gazetteer):
    rows = named_parts()
    assert len(rows) >= 340
    units = Units(gazetteer)
    for country, part in rows:
        found = units.of_part(gazetteer.country(country), part)
        assert found, (country, part)
        assert {unit.country_code for unit in found} == {country}


@pytest.mark.parametrize(
    ("country", "part", "inside", "outside"),
    [
        ("AR", "south", [(-45.0, -69.5), (-38.9, -68.1)], [(-34.6, -58.4), (-31.4, -64.2)]),
        ("CN", "northeast", [(45.8, 126.5), (41.8, 123.4)], [(39.9, 116.4)]),
        ("LY", "east", [(32.1, 20.1), (24.2, 23.3)], [(32.9, 13.2)]),
        ("NO", "north", [(69.4, 25.0)], [(63.4, 10.4), (60.4, 5.3)]),
        ("AF", "west", [(34.3, 62.2)], [(34.5, 69.2)]),
        # Told by the middles of the units alone: no row names them.
        ("SA", "north", [(30.0, 40.2)], [(18.2, 42.5), (24.7, 46.7)]),
        ("PY", "northwest", [(-22.5, -60.0)], [(-27.3, -55.9)]),
    ],
)
def test_a_part_is_whole_units(gazetteer, country, part, inside, outside):
    polygons = drawn(gazetteer, country, part)
    assert [point for point in inside if not covers(polygons, *point)] == []
    assert [point for point in outside if covers(polygons, *point)] == []


def test_the_south_of_a_country_ends_at_its_units_borders(gazetteer):
    from shapely.geometry import shape

    south = drawn(gazetteer, "BR", "south")
    states = [gazetteer.footprint(gazetteer.admin1("BR", code)) for code in ("18", "23", "26")]
    assert area(south) == pytest.approx(sum(shape(state).area for state in states), rel=0.01)


def square(west, south, east, north):
    return ((west, south, east, south, east, north, west, north),)


def test_borders_between_united_areas_go_and_lakes_stay():
    west, east = square(0, 0, 1, 1), square(1, 0, 2, 1)
    (whole,) = united([west, east])
    assert area([whole]) == pytest.approx(2)
    assert len(whole) == 1
    holed = ((0, 0, 3, 0, 3, 3, 0, 3), (1, 1, 1, 2, 2, 2, 2, 1))
    ((outer, hole),) = united([holed])
    assert area([(outer, hole)]) == pytest.approx(8)
    # An enclave fills its hole.
    (filled,) = united([holed, square(1, 1, 2, 2)])
    assert area([filled]) == pytest.approx(9)
    apart = united([square(0, 0, 1, 1), square(5, 5, 6, 6)])
    assert area(apart) == pytest.approx(2)


def test_the_units_furthest_in_a_direction_are_taken_until_they_are_a_third():
    rows = [
        (Place(f"u{i}", f"U{i}", "A", "ADM1", "XX", str(i), 0.5, i + 0.5), (square(0, i, 1, i + 1),)) for i in range(9)
    ]
    north = lying_in(rows, "north")
    assert sorted(polygons[0][0][1] for polygons in north) == [6, 7, 8]
    centre = lying_in(rows, "central")
    assert sorted(polygons[0][0][1] for polygons in centre) == [3, 4, 5]
    # Too few to tell a part by.
    assert lying_in(rows[:3], "north") == ()
