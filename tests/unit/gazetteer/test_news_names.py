"""Names that news uses, of every kind: each must lead to its place, the usual one first."""

from __future__ import annotations

import pytest

from geomap.gazetteer.gazetteer import Gazetteer
from geomap.gazetteer.reverse import distance_km

# Name, latitude, longitude, and how far in km the place's point may lie from there.
NAMES = {
    # bases
    "Ovda": (29.94, 34.93, 20), "Hatzerim": (31.23, 34.66, 20), "Incirlik": (37.0, 35.4, 20),
    "Diego Garcia": (-7.3, 72.4, 30), "Camp Lemonnier": (11.55, 43.15, 20), "Al Udeid Air Base": (25.12, 51.3, 20),
    # waters, straits, canals
    "Bosphorus": (41.12, 29.07, 30), "Bab al-Mandab Strait": (12.6, 43.3, 60), "the Gulf": (27, 51, 200),
    "Arabian Gulf": (27, 51, 200), "East Sea": (41, 136, 500), "Gulf of America": (25, -90, 300),
    "Lake Tiberias": (32.8, 35.6, 20), "Strait of Hormuz": (26.6, 56.5, 60), "Strait of Magellan": (-53.5, -71, 150),
    "Pacific": (0, -150, 2500), "the Atlantic": (5, -30, 2500), "North Atlantic": (35, -30, 1500),
    "Litani River": (33.5, 35.8, 60), "Dnipro River": (50, 31, 600), "Rapidan": (38.3, -77.9, 40),
    # mountains, deserts, regions
    "Jebel Sheikh": (33.42, 35.86, 20), "Qandil Mountains": (36.5, 45.0, 40), "Rockies": (45, -113, 900),
    "Sahel": (14, 10, 1500), "Donbas": (48.5, 38.3, 150), "Middle East": (30, 40, 1200), "Darfur": (13, 25, 200),
    "Queen Maud Land": (-75, 12, 800), "South Pole": (-90, 0, 5), "North Pole": (90, 0, 5),
    # islands
    "Taveuni": (-16.85, -179.98, 40), "Upolu": (-13.9, -171.75, 40), "Abaco": (26.4, -77.1, 80),
    "Gozo": (36.05, 14.25, 15), "Grand Bahama": (26.65, -78.4, 50), "Socotra": (12.5, 53.9, 60),
    # disputed areas and former states
    "Crimea": (45.2, 34.3, 80), "Northern Cyprus": (35.2, 33.6, 60), "Nagorno-Karabakh": (39.8, 46.8, 60),
    "Soviet Union": (60, 98, 2500), "Yugoslavia": (44, 19, 300), "Burma": (21, 96, 300), "Perejil": (35.91, -5.42, 10),
    # old names
    "Bombay": (19.07, 72.88, 30), "Kiev": (50.45, 30.52, 30), "Kyiv": (50.45, 30.52, 30), "Danzig": (54.35, 18.65, 30),
    "Dantzig": (54.35, 18.65, 30), "Constantinople": (41.0, 28.95, 40), "Stalingrad": (48.7, 44.5, 30),
    "Havannah": (23.13, -82.38, 30), "Thibet": (31, 88, 800), "Christiania": (59.91, 10.75, 30),
    # camps, crossings, quarters, sites
    "Sabra and Shatila": (33.86, 35.5, 10), "Moria": (39.13, 26.5, 20), "Rafah crossing": (31.25, 34.26, 10),
    "Zamalek": (30.06, 31.22, 10), "Antietam": (39.47, -77.75, 20), "Fort Donelson": (36.49, -87.86, 20),
    "Harper's Ferry": (39.33, -77.74, 20), "Charles de Gaulle": (49.01, 2.55, 20),
    "Duke University": (36.0, -78.94, 10), "White House": (38.9, -77.04, 5),
    "McMurdo Station": (-77.85, 166.67, 20), "Tanger-Med": (35.88, -5.5, 20),
    "Pine Ridge Reservation": (43.3, -102.6, 60),
    # letters
    "U.S.": (39, -98, 400), "UAE": (24, 54, 150), "Calif.": (37, -119.5, 300), "B.C.": (54, -125, 400),
    "P.R.": (18.2, -66.4, 80), "N. Car.": (35.5, -79.3, 200), "MIT": (42.36, -71.09, 10),
    # peoples
    "Kurdish": (37, 43, 300), "Uyghurs": (41, 85, 400), "Muscovites": (55.75, 37.6, 30), "Sinhalese": (7.6, 80.7, 100),
}  # fmt: skip


@pytest.fixture(scope="module")
def gazetteer():
    return Gazetteer.open()


@pytest.mark.parametrize("name", NAMES)
def test_a_name_of_the_news_leads_to_its_place_first(gazetteer, name):
    lat, lon, km = NAMES[name]
    place = gazetteer.lookup(name)[0].place
    assert distance_km(place.lon, place.lat, lon, lat) < km, place


@pytest.mark.parametrize(
    ("name", "usual"),
    [
        ("Sicilia", "Sicily"),
        ("Catalunya", "Catalonia"),
        ("Vlaams Gewest", "Flanders"),
        ("Bretagne", "Brittany"),
        ("Chechen Republic", "Chechnya"),
        ("Madrid, Comunidad de", "Madrid"),
        ("Avdiivka", "Avdiivka"),
        ("Jabalya", "Jabalia"),
        ("Dayr al Balah", "Deir al-Balah"),
    ],
)
def test_places_bear_their_usual_english_name(gazetteer, name, usual):
    found = gazetteer.lookup(name)
    assert found[0].place.name == usual


@pytest.mark.slow
def test_every_disputed_area_says_in_a_sentence_what_it_is_and_whose_line_is_drawn(gazetteer):
    count = 0
    for place in gazetteer:
        status = gazetteer.status(place)
        if status is None:
            continue
        count += 1
        assert status.text.endswith("."), place
        assert status.line_source or not place.has_footprint, place  # a city as a point has no line
        assert status.sources, place
    assert count >= 100
