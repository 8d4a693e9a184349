import pytest
from geopy.extra.rate_limiter import RateLimiter
from geopy.point import Point

from geomap.gazetteer.geocoder import GazetteerGeocoder


@pytest.fixture(scope="module")
def geocoder():
    return GazetteerGeocoder(user_agent="tests", timeout=1)


@pytest.mark.parametrize(
    ("query", "address", "lat", "lon"),
    [
        ("Homs", "Homs, Syria", 34.72, 36.73),
        ("Paris", "Paris, Île-de-France, France", 48.85, 2.35),
        ("Paris, Texas", "Paris, Texas, United States", 33.66, -95.56),
        ("Tripoli, Lebanon", None, 34.43, 35.85),
        ("Tripoli, LB", None, 34.43, 35.85),
        ("حمص", "Homs, Syria", 34.72, 36.73),
    ],
)
def test_a_name_becomes_a_location(geocoder, query, address, lat, lon):
    location = geocoder.geocode(query)
    assert (location.latitude, location.longitude) == (pytest.approx(lat, abs=0.05), pytest.approx(lon, abs=0.05))
    assert address is None or location.address == address
    assert location.raw["lat"] == location.latitude


def test_countries_narrow_the_choice(geocoder):
    assert geocoder.geocode("Paris", country_codes="us").raw["country_code"] == "US"
    found = geocoder.geocode("Tripoli", exactly_one=False, country_codes=["LB", "GR"])
    assert {location.raw["country_code"] for location in found} == {"LB", "GR"}


def test_all_bearers_of_a_name_are_listed_the_likeliest_first(geocoder):
    found = geocoder.geocode("Paris", exactly_one=False)
    assert len(found) >= 5
    assert found[0].raw["country_code"] == "FR"


@pytest.mark.parametrize("query", ["Xyzzyqwv", "", ",", "Paris, Syria"])
def test_an_unknown_name_gives_none(geocoder, query):
    assert geocoder.geocode(query) is None
    assert geocoder.geocode(query, exactly_one=False) is None


@pytest.mark.parametrize("point", [Point(34.73, 36.72), (34.73, 36.72), "34.73, 36.72"])
def test_a_point_becomes_the_nearest_place(geocoder, point):
    assert geocoder.reverse(point).raw["country_code"] == "SY"
    assert len(geocoder.reverse(point, exactly_one=False)) == 1


def test_it_serves_geopandas():
    import geopandas

    frame = geopandas.tools.geocode(["Homs", "Nowhere at all qq"], provider=GazetteerGeocoder)
    assert frame.address[0] == "Homs, Syria"
    assert frame.geometry[0].x == pytest.approx(36.73, abs=0.05)
    assert frame.address[1] is None or frame.address.isna()[1]


def test_it_serves_geopys_rate_limiter(geocoder):
    limited = RateLimiter(geocoder.geocode, min_delay_seconds=0)
    assert [limited(name).raw["country_code"] for name in ("Homs", "Moscow")] == ["SY", "RU"]
