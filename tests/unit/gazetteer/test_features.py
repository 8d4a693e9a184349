"""Mountains, parks, capes, rivers and villages: what the news names is found, placed right, and outranks no city."""

import csv
from collections import Counter
from pathlib import Path
from types import SimpleNamespace

import pytest

from gazetteer.checks import feature_positions
from gazetteer.names import news_spelling
from gazetteer.sources import features, villages
from gazetteer.sources.gdelt import NewsPoint
from gazetteer.sources.places import KnownPlaces
from geomap.gazetteer.gazetteer import Gazetteer
from geomap.gazetteer.names import fold
from geomap.gazetteer.record import Record
from geomap.gazetteer.reverse import distance_km

ROOT = Path(__file__).parents[3]
TABLES = ROOT / "gazetteer" / "curated" / "features"
OURS = ("mountains", "parks", "landforms", "rivers", "villages")
NEAR_KM = {"mountain": 25, "village": 25, "park": 60, "landform": 150, "river": 300}
"""What is wide may have its point elsewhere in it."""


@pytest.fixture(scope="module")
def gazetteer():
    return Gazetteer.open()


def rows(name):
    with (TABLES / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def asked():
    with (ROOT / "tests" / "data" / "features-news.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("kind", list(NEAR_KM))
def test_what_the_news_named_is_found_where_it_lies(gazetteer, kind):
    missed = []
    wanted = [row for row in asked() if row["kind"] == kind]
    for row in wanted:
        here = float(row["lon"]), float(row["lat"])
        found = [c.place for c in gazetteer.lookup(row["name"])]
        if not any(distance_km(*here, place.lon, place.lat) <= NEAR_KM[kind] for place in found):
            missed.append(row["name"])
    assert len(wanted) >= 60
    assert len(missed) <= 0.08 * len(wanted), missed


def test_no_feature_outranks_a_city_of_its_name(gazetteer):
    wrong = []
    for table in OURS:
        for row in rows(table):
            found = [c.place for c in gazetteer.lookup(row["name"])]
            of_the_name = [fold(place.name) == fold(row["name"]) for place in found]
            cities = [i for i, place in enumerate(found) if place.population >= 50_000 and of_the_name[i]]
            own = [i for i, place in enumerate(found) if place.id == f"geomap:{row['id']}"]
            if cities and own and own[0] < cities[0]:
                wrong.append(row["name"])
    assert wrong == []


def test_the_tables_are_broad():
    count = Counter(row["feature_code"] for table in OURS for row in rows(table))
    assert count["MT"] + count["VLC"] >= 1000
    assert count["PRK"] + count["RESV"] + count["FRST"] >= 1000
    assert count["CAPE"] + count["PASS"] + count["VAL"] + count["PEN"] >= 300
    assert len(rows("villages")) >= 600
    ids = [row["id"] for table in OURS for row in rows(table)]
    assert len(ids) == len(set(ids))


def test_rows_say_where_their_name_and_their_position_come_from():
    for table in OURS:
        for row in rows(table):
            page, _, position = row["source"].partition("|")
            assert page.startswith("https://"), row["id"]
            assert position.startswith("position: "), row["id"]
            assert 100 <= int(row["importance"]) <= 520, row["id"]


def row(lon, lat, code="MT", feature_class="T"):
    return {
        "name": "Mount Good", "alt_names": "Good|Mt Good", "lon": lon, "lat": lat, "source": "https://x.example/",
        "feature_class": feature_class, "feature_code": code,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("written", "code", "lon", "said"),
    [
        ("36.1", "MT", "36.25", "position: NGA GNS or USGS GNIS"),
        ("36.20", "MT", "36.20", "position: by hand, NGA GNS or USGS GNIS within 10 km"),
        ("36.81", "MT", "36.81", "position: by hand"),
        ("36.1", "STM", "36.1", "position: by hand"),
    ],
)
def test_a_rough_position_gives_way_and_a_fine_one_is_confirmed(written, code, lon, said):
    settled = row(written, "35.0", code) if written == "36.1" else row(written, "35.01", code)
    feature_positions._settle(settled, {fold("Good"): [(36.25, 35.0), (80.0, 35.0)]})
    assert settled["lon"] == lon
    assert settled["source"].split("|")[1] == said


def news_point(feature, text, lon, lat, *, wrong=False):
    return NewsPoint(str(feature), text, lon, lat, wrong)


def place(name, lon, lat, importance, feature_class="P", country="SY"):
    return Record(
        f"x:{name}{lon}", name, feature_class, "PPL", country, "", lon, lat, importance=importance, source="x"
    )


def test_villages_are_those_that_nothing_known_stands_for(monkeypatch):
    points = [
        news_point(1, "Kudna, Syria", 35.89, 33.0),
        news_point(2, "Kudna, Syria", 35.9, 33.01),
        news_point(3, "Nawa, Dar'a, Syria", 36.04, 32.89),
        news_point(4, "Paris, Syria", 36.5, 33.0),
        news_point(5, "Wadi Barid, Syria", 36.5, 33.0),
        news_point(6, "Mustafa, Syria", 36.5, 33.0),
        news_point(7, "Hadar, Syria", 35.83, 33.28),
        news_point(8, "Ministry Of Water, Syria", 36.3, 33.5),
        news_point(9, "Abu, Syria", 36.3, 33.5),
        news_point(10, "Tell Away, Syria", 10.0, 50.0),  # outside the region
        news_point(11, "Tell Doubt, Syria", 36.3, 33.5, wrong=True),
        news_point(12, "Khirbat Lujayn, Jordan", 36.3, 33.5),  # no country of a region
    ]
    monkeypatch.setattr(villages, "news_points", lambda _: points)
    known = [place("Nawa", 36.05, 32.9, 500), place("Paris", 2.35, 48.86, 900), place("Hadar", 45.0, 15.0, 150)]
    found = villages.villages(KnownPlaces(SimpleNamespace(packages=None), known, (), {})).places
    assert [(r.id, r.name) for r in found] == [("gns:1", "Kudna"), ("gns:7", "Hadar")]
    assert {r.importance for r in found} == {120}


def test_features_are_those_whose_name_says_their_kind(monkeypatch):
    points = [
        news_point(1, "Kanangra Boyd National Park, New South Wales, Australia", 150.1, -34.0),
        news_point(2, "Mount Pleasant, Pennsylvania, United States", -79.5, 40.1),
        news_point(3, "Eagle Peak, California, United States", -120.0, 41.0),
        news_point(4, "Eagle Peak, Wyoming, United States", -110.0, 44.0),
        news_point(5, "Cape Melville, Queensland, Australia", 144.5, -14.2),
        news_point(6, "Hidden Valley, Texas, United States", -97.0, 30.0),
        news_point(7, "Cape Church, Queensland, Australia", 144.0, -20.0),
        news_point(8, "Nullarbor, South Australia, Australia", 130.9, -31.4),
    ]
    monkeypatch.setattr(features, "news_points", lambda _: points)
    countries = {"united states": "US", "australia": "AU"}
    town = place("Mount Pleasant", -84.8, 43.6, 380)
    found = features.features(KnownPlaces(SimpleNamespace(packages=None), [town], (), countries)).places
    assert [(r.name, r.feature_code) for r in found] == [
        ("Kanangra Boyd National Park", "PRK"),
        ("Cape Melville", "CAPE"),
    ]


@pytest.mark.parametrize(
    ("name", "country", "spelling"),
    [
        ("Khirbat Ghazālah", "SY", "Khirbet Ghazaleh"),
        ("Al Ḩamīdīyah", "SY", "al-Hamidiya"),
        ("Kafr Rummān", "LB", "Kfar Rumman"),
        ("Tonenkoye", "UA", "Tonenke"),
        ("Orlovka", "UA", "Orlivka"),
    ],
)
def test_villages_are_found_as_reporters_spell_them(name, country, spelling):
    village = Record("x:1", name, "P", "PPL", country, "", 36.0, 35.0, importance=120, source="gdeltforge")
    town = Record("x:2", name, "P", "PPL", country, "", 36.0, 35.0, population=900_000, importance=700, source="x")
    news_spelling.respell([village, town])
    assert spelling in [n.text for n in village.names]
    assert town.names == []


def test_every_region_of_villages_has_its_country_and_a_source():
    with (ROOT / "gazetteer" / "curated" / "village_regions.csv").open(encoding="utf-8", newline="") as file:
        table = list(csv.DictReader(file))
    regions = villages._regions()
    assert {r["country"] for r in table} == set(villages._CODES) == set(regions)
    assert all(r["source"].startswith("https://") for r in table)
    assert all(shape.is_valid for shape in regions.values())
