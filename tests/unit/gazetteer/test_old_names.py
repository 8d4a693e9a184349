"""Names of older texts, army posts and zones of the hand-kept tables: found once the data is built from them."""

import csv
from pathlib import Path

import pytest
from shapely import Point

from geomap.gazetteer import bundled
from geomap.gazetteer.reverse import distance_km

CURATED = Path(__file__).parents[3] / "gazetteer" / "curated"


@pytest.mark.parametrize(
    ("name", "lon", "lat"),
    [
        ("Forfarshire", -2.9, 56.7),
        ("Radnorshire", -3.4, 52.3),
        ("Brest-Litovsk", 23.7, 52.1),
        ("Dunaburg", 26.5, 55.9),
        ("Fort Stedman", -77.37, 37.24),
        ("Fort Ridgely", -94.73, 44.45),
        ("Missionary Ridge", -85.26, 35.01),
        ("Panama Canal Zone", -79.7, 9.1),
        ("Aouzou Strip", 18.5, 21.9),
        ("Fukushima exclusion zone", 141.0, 37.4),
        ("Gothic Line", 11.2, 44.1),
    ],
)
def test_an_old_name_is_found_where_it_lies(name, lon, lat):
    places = [candidate.place for candidate in bundled().lookup(name)]
    assert any(distance_km(place.lon, place.lat, lon, lat) < 60 for place in places)


def test_every_army_post_lies_in_its_state_and_has_a_source():
    gazetteer = bundled()
    with (CURATED / "features" / "posts.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) >= 250
    assert all(row["source"].startswith("https://en.wikipedia.org/wiki/") for row in rows)
    astray = []
    for row in rows:
        state = gazetteer.footprint(gazetteer.admin1("US", row["admin1_code"]))
        # Many posts stand on a river that is a border, and islands lie off a coarse coast.
        if state.distance(Point(float(row["lon"]), float(row["lat"]))) > 0.15:
            astray.append(row["name"])
    # The Dry Tortugas are left out of the outline of Florida.
    assert astray == ["Fort Jefferson"]
