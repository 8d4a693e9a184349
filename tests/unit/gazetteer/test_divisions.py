"""Divisions that no polygon draws: the land nearest to their settlements, and where a place's point stands."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from gazetteer.geometry import fit
from gazetteer.placing import centre
from geomap.gazetteer.arcs import DETAILS
from geomap.gazetteer.gazetteer import Gazetteer

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def gazetteer():
    return Gazetteer.open()


@pytest.fixture
def divisions(units_of):
    return lambda country: units_of("ADM1", country)


def test_a_polygon_is_cut_half_way_between_settlements():
    square = shapely.box(0, 0, 4, 1)
    parts = fit.divide(square, [((1.0, 0.5), "A"), ((3.0, 0.5), "B"), ((3.5, 0.2), "B")])
    assert parts["A"].bounds == pytest.approx((0, 0, 2, 1), abs=0.01)
    assert shapely.area(list(parts.values())).sum() == pytest.approx(4)
    assert shapely.intersection(parts["A"], parts["B"]).area == pytest.approx(0, abs=1e-9)


def test_nearest_is_meant_in_kilometres():
    """At 60° north a degree of longitude is half one of latitude: two to the east are as near as one to the north."""
    polygon = shapely.box(0, 58, 4, 62)
    parts = fit.divide(polygon, [((1.0, 59.5), "south"), ((1.0, 60.5), "north"), ((3.5, 59.5), "east")])
    assert parts["south"].contains(shapely.Point(2.2, 59.4))
    assert parts["east"].contains(shapely.Point(2.3, 59.4))


@pytest.mark.parametrize(("country", "count"), [("KE", 47), ("CD", 26), ("ET", 14), ("SO", 18), ("DZ", 58), ("GH", 16)])
@pytest.mark.parametrize("detail", DETAILS)
def test_newer_divisions_make_up_their_country(gazetteer, divisions, country, count, detail):
    found = [gazetteer.footprints.get(place.id, detail) for place in divisions(country)]
    shapes = np.array([footprint.to_shapely() for footprint in found if footprint is not None])
    assert len(shapes) == count
    assert shapely.coverage_is_valid(shapes)
    whole = gazetteer.footprints.get(gazetteer.country(country).id, detail).to_shapely()
    if country == "SO":
        # In the neutral view Somaliland is nobody's, though its regions are Somalia's for GeoNames.
        whole = shapely.union(whole, gazetteer.footprints.get("geomap:somaliland", detail).to_shapely())
    assert shapely.area(shapes).sum() == pytest.approx(whole.area, rel=0.03)


@pytest.mark.parametrize(
    ("country", "name", "lon", "lat"),
    [
        ("KE", "Turkana", 35.6, 3.1),  # Lodwar
        ("KE", "Garissa", 39.65, -0.45),
        ("CD", "Ituri", 30.25, 1.57),  # Bunia
        ("CD", "Tshopo", 25.2, 0.52),  # Kisangani
        ("SO", "Sool", 47.36, 8.48),  # Las Anod
        ("LB", "Akkar", 36.08, 34.55),  # Halba
    ],
)
def test_newer_divisions_lie_where_their_seat_is_and_say_that_they_are_approximate(
    gazetteer, divisions, country, name, lon, lat
):
    place = next(p for p in divisions(country) if p.name == name)
    footprint = gazetteer.footprints.get(place.id, "local")
    assert footprint.to_shapely().contains(shapely.Point(lon, lat))
    assert footprint.approximate
    assert "between GeoNames' settlements" in footprint.source
    assert gazetteer.reverse(lon, lat).admin1 == place


def test_drawn_divisions_are_not_called_approximate(gazetteer, divisions):
    for country, name in (("SY", "Hama"), ("FR", "Brittany"), ("KE", "Nairobi")):
        place = next(p for p in divisions(country) if p.name == name)
        footprint = gazetteer.footprints.get(place.id, "local")
        assert footprint.approximate == (country == "KE" and footprint.source.startswith("outer"))


def test_nine_of_ten_divisions_and_more_have_a_footprint(gazetteer):
    places = [place for place in gazetteer if place.feature_code == "ADM1"]
    assert sum(place.has_footprint for place in places) / len(places) > 0.99


@pytest.mark.parametrize(
    ("code", "lon", "lat"),
    [("RU", 96, 61), ("IT", 12.5, 42.8), ("US", -98.5, 39.8), ("NZ", 173, -41.5), ("PE", -75, -9.5), ("ID", 118, -2)],
)
def test_a_country_stands_in_its_middle_as_atlases_have_it(gazetteer, code, lon, lat):
    place = gazetteer.country(code)
    assert abs(place.lon - lon) < 3.5
    assert abs(place.lat - lat) < 2.5


def test_the_middle_of_a_bent_country_lies_in_it():
    bent = shapely.union_all([shapely.box(0, 0, 10, 1), shapely.box(9, 0, 10, 10)])
    assert bent.contains(centre(bent))


def test_far_small_islands_do_not_move_the_middle():
    home = shapely.box(0, 0, 10, 10)
    assert centre(shapely.union(home, shapely.box(100, 0, 102, 2))).distance(centre(home)) < 1e-9
