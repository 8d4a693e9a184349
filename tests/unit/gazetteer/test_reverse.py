import math
import random

import pytest

from geomap.errors import InputError
from geomap.gazetteer import bundled
from geomap.gazetteer.reverse import distance_km, nearest


@pytest.fixture(scope="module")
def gazetteer():
    return bundled()


@pytest.mark.parametrize(
    ("lon", "lat", "place", "admin1", "country"),
    [
        (36.72, 34.72, "Homs", "Homs", "Syria"),
        (2.3488, 48.8534, "Paris", "Île-de-France", "France"),
        (-100.0, 31.0, "Menard", "Texas", "United States"),
    ],
)
def test_a_point_on_land_has_a_town_a_province_and_a_country(gazetteer, lon, lat, place, admin1, country):
    found = gazetteer.reverse(lon, lat)
    assert (found.place.name, found.admin1.name, found.country.name) == (place, admin1, country)


def test_a_point_at_sea_has_a_nearest_town_and_no_country(gazetteer):
    found = gazetteer.reverse(-30.0, 0.0)
    assert found.country is None
    assert found.admin1 is None
    assert 400 < found.distance_km < 600


@pytest.mark.parametrize(("lon", "lat"), [(181.0, 0.0), (0.0, -90.5), (math.nan, 0.0)])
def test_a_position_off_the_globe_is_refused(gazetteer, lon, lat):
    with pytest.raises(InputError, match="no such position"):
        gazetteer.reverse(lon, lat)


@pytest.mark.slow
def test_the_nearest_is_really_the_nearest(gazetteer):
    arrays = gazetteer._store.arrays
    columns = gazetteer.columns
    rng = random.Random(4)
    settled = [(columns.lon_e5[i] / 1e5, columns.lat_e5[i] / 1e5, i) for i in arrays["fine_place"]]
    corners = [(180.0, -17.0), (-180.0, -17.0), (0.0, 90.0), (0.0, -90.0), (179.99, 65.0)]
    for lon, lat in [*corners, *((rng.uniform(-180, 180), rng.uniform(-90, 90)) for _ in range(5))]:
        expected = min(distance_km(lon, lat, x, y) for x, y, _ in settled)
        index, km = nearest(arrays, lon, lat)
        assert km == pytest.approx(expected, abs=1e-3)
        assert distance_km(lon, lat, columns.lon_e5[index] / 1e5, columns.lat_e5[index] / 1e5) == pytest.approx(km)


def test_distance_of_a_degree_on_the_equator():
    assert distance_km(0, 0, 1, 0) == pytest.approx(111.195, abs=1e-3)
    assert distance_km(179.5, 0, -179.5, 0) == pytest.approx(111.195, abs=1e-3)
