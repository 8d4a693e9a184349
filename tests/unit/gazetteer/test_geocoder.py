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


@pytest.mark.parametrize(
    ("query", "address", "unmatched"),
    [
        ("London UK", "London, England, United Kingdom", []),
        ("Paris Texas", "Paris, Texas, United States", []),
        ("Salt Lake City Utah", "Salt Lake City, Utah, United States", []),
        ("Brixton, London", "Brixton, England, United Kingdom", []),
        ("10 Downing Street, London", "Downing Street, England, United Kingdom", []),
        ("221B Baker Street, London", "London, England, United Kingdom", ["221B Baker Street"]),
        ("221B Baker Street London UK", "London, England, United Kingdom", ["221B Baker Street"]),
        ("London SW1A 2AA", "London, England, United Kingdom", ["SW1A 2AA"]),
        ("London, SW1A 2AA, UK", "London, England, United Kingdom", ["SW1A 2AA"]),
        ("75001 Paris", "Paris, Île-de-France, France", ["75001"]),
        ("Unter den Linden 77, 10117 Berlin, Germany", "Berlin, Germany", ["Unter den Linden 77", "10117"]),
        ("Hotel Zzyzx, Aleppo, Syria", "Aleppo, Syria", ["Hotel Zzyzx"]),
        ({"street": "221B Baker Street", "city": "London", "country": "UK"}, "London, England, United Kingdom",
         ["221B Baker Street"]),
        ({"city": "Paris", "state": "Texas", "street": ""}, "Paris, Texas, United States", []),
    ],
)  # fmt: skip
def test_what_is_known_of_a_query_answers_and_the_rest_is_said(geocoder, query, address, unmatched):
    location = geocoder.geocode(query)
    assert location.address == address
    assert (location.raw["unmatched"], location.raw["partial_match"]) == (unmatched, bool(unmatched))
    assert not set(unmatched) & set(location.raw["matched"].split(", "))


@pytest.mark.parametrize(
    "query",
    [
        "Paris, Japan",  # contradicts itself
        "Paris, Atlantis",
        "Zzyzx, Syria",  # a country is no answer to a town
        "Zzyzx, Bavaria, Germany",
        "12 Main Street",  # nor is a town that is called Main, or Street
        "5 Avenue Victoria",
        "10 Zzyzx Road",
        "12345",
    ],
)
def test_an_address_is_not_answered_with_a_guess(geocoder, query):
    assert geocoder.geocode(query) is None


def test_a_limit_and_a_language_are_those_of_geopys_geocoders(geocoder):
    assert len(geocoder.geocode("Paris", exactly_one=False, limit=2)) == 2
    assert geocoder.geocode("Munich", language="de").address == "München, Bayern, Deutschland"
    assert geocoder.geocode("Munich", language="de-AT,en;q=0.5").address == "München, Bayern, Deutschland"
    assert geocoder.geocode("Munich", language=False).address == "Munich, Bavaria, Germany"
    assert geocoder.reverse((48.137, 11.575), language="de").address.endswith("Bayern, Deutschland")
    with pytest.raises(ValueError, match="a limit is 1 or more"):
        geocoder.geocode("Paris", limit=0)


def test_the_parts_of_an_address_have_nominatims_names(geocoder):
    munich = geocoder.geocode("Munich", addressdetails=True, language="de").raw["address"]
    assert munich == {
        "city": "München", "county": "Upper Bavaria", "state": "Bayern", "country": "Deutschland", "country_code": "de",
    }  # fmt: skip
    assert geocoder.geocode("Texas", addressdetails=True).raw["address"] == {
        "state": "Texas", "country": "United States", "country_code": "us",
    }  # fmt: skip
    assert "address" not in geocoder.geocode("Munich").raw
    assert geocoder.reverse((34.73, 36.72), addressdetails=True).raw["address"]["country_code"] == "sy"


def test_a_key_that_a_query_cannot_have_is_one_line(geocoder):
    with pytest.raises(ValueError, match="a query has no 'town'; there are: amenity, street, city"):
        geocoder.geocode({"town": "Homs"})
