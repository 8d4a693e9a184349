"""What bears a place's name and is none, on sentences of our own: no certain pin, and the places beside it stay."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

import geomap
from geomap.language import english
from geomap.model import UNCERTAIN_BELOW
from geomap.recognition.adjectives import adjectives_of
from geomap.recognition.namesakes import namesakes_of
from geomap.recognition.venues import venues_of

ROWS = Path(geomap.__file__).parent / "language" / "en" / "namesakes.csv"

SHIPS = [
    ("The Indian carrier Vikrant and the destroyer Kolkata left Mumbai.", "Kolkata"),
    ("HMNZS Canterbury brought water to Tonga.", "Canterbury"),
    ("USS Houston was sunk off Indonesia in 1942.", "Houston"),
    ("Rescuers searched for the trawler Gaul and the tug Bilbao off Norway.", "Bilbao"),
    ("The Oslo Star, a cruise ship with 900 people aboard, docked in Bergen.", "Oslo"),
    ("The battleship Texas will be moved.", "Texas"),
]
STORMS = [
    ("Typhoon Phoenix tore through Taiwan.", "Phoenix"),
    ("Hurricane Georgia strengthened over the Caribbean.", "Georgia"),
    ("Tropical storm Alexandria drifted past Cuba.", "Alexandria"),
]
TREATIES = [
    ("The Dayton Accords ended the war in Bosnia.", "Dayton"),
    ("The Ramsar Convention protects wetlands in Botswana.", "Ramsar"),
    ("The Minsk agreements failed, Kyiv said.", "Minsk"),
]
GOODS = [
    ("Ayrshire cattle and Toggenburg goats won prizes in Nairobi.", "Ayrshire"),
    ("He gave her a Dundee cake in Lisbon.", "Dundee"),
    ("Psychiatrists call it Jerusalem syndrome.", "Jerusalem"),
    ("The Hyundai Santa Fe crashed in Muscat.", "Santa Fe"),
    ("A Labrador was rescued from a well in Madrid.", "Labrador"),
    ("Buffalo wings were served in Dhaka.", "Buffalo"),
    ("She danced the Charleston in Havana.", "Charleston"),
]
BANDS = [
    ("The band Boston will tour Chile.", "Boston"),
    ("Nazareth, a Scottish hard rock band, played in Oslo.", "Nazareth"),
    ("The British rock group Chicago played in Lima.", "Chicago"),
]
PERSONS = [
    ("Vienna Nkosi won the race in Durban.", "Vienna"),
    ("Her sister Brooklyn works in Dublin.", "Brooklyn"),
    ("A girl named Paris was found in Leeds.", "Paris"),
    ("Hamilton, the driver of the Mercedes, won in Monaco.", "Hamilton"),
]
PLACES = [
    ("Aid groups ship Ukraine tonnes of flour every week.", "Ukraine"),
    ("Rebels storm Homs and take two districts.", "Homs"),
    ("The cyclone hit Mozambique.", "Mozambique"),
    ("Suffolk farmers fear drought.", "Suffolk"),
    ("Georgia Tech beat Florida State.", "Georgia"),
    ("Paris, the French capital, is calm.", "Paris"),
    ("A Manhattan apartment was sold.", "Manhattan"),
    ("A Chihuahua police officer was shot.", "Chihuahua"),
    ("Chad, Niger and Mali signed the pact.", "Chad"),
    ("They met at the Charleston Convention Center.", "Charleston"),
]


def kind(text: str, name: str) -> str:
    start = text.index(name)
    return namesakes_of(english()).kind(text, start, start + len(name))


@pytest.mark.parametrize(("text", "name"), SHIPS)
def test_a_ship_is_told(text, name):
    assert kind(text, name) == "ship"


@pytest.mark.parametrize(("text", "name"), STORMS)
def test_a_storm_is_told(text, name):
    assert kind(text, name) == "storm"


@pytest.mark.parametrize(("text", "name"), TREATIES + GOODS)
def test_a_treaty_a_breed_a_dish_a_car_are_told(text, name):
    assert kind(text, name) in ("treaty", "name")


@pytest.mark.parametrize(("text", "name"), BANDS)
def test_a_band_is_told(text, name):
    assert kind(text, name) == "band"


@pytest.mark.parametrize(("text", "name"), PERSONS)
def test_a_person_is_told(text, name):
    assert kind(text, name) == "person"


@pytest.mark.parametrize(("text", "name"), PLACES)
def test_the_same_names_in_their_plain_meaning_are_places(text, name):
    assert kind(text, name) == ""


def test_a_country_keeps_the_treaty_that_is_about_it():
    text, namesakes = "The Iran Agreement was signed.", namesakes_of(english())
    assert namesakes.kind(text, 4, 8, country=True) == ""
    assert namesakes.kind(text, 4, 8) == "treaty"


@pytest.mark.parametrize(
    ("text", "name", "told"),
    [
        ("He learned Swedish in Nairobi.", "Swedish", "language"),
        ("It was translated from Polish into Japanese.", "Polish", "language"),
        ("It was translated from Polish into Japanese.", "Japanese", "language"),
        ("She speaks Hungarian, Serbian and some Albanian.", "Albanian", "language"),
        ("Vietnamese noodles are sold in Berlin.", "Vietnamese", "goods"),
        ("An Indian restaurant in Tromsø closed.", "Indian", "goods"),
        ("Italian police arrested a man in Naples.", "Italian", ""),
        ("In Greek and Turkish waters, patrols were doubled.", "Greek", ""),
        ("The Spanish government recalled its envoy.", "Spanish", ""),
        ("The base is in Russian hands.", "Russian", ""),
    ],
)
def test_adjectives_of_language_and_cuisine_are_no_places(text, name, told):
    start = text.index(name)
    assert adjectives_of(english()).kind(text, start, start + len(name)) == told


@pytest.mark.parametrize(
    ("text", "name", "whole"),
    [
        ("Police closed Avenida Londres in Quito.", "Londres", "Avenida Londres"),
        ("The Rue de Varsovie is shut.", "Varsovie", "Rue de Varsovie"),
        ("Surgeons at Cambridge General Hospital in Accra went on strike.", "Cambridge", "Cambridge General Hospital"),
        ("Huntsville High School won again.", "Huntsville", "Huntsville"),
        ("The market in Lagos is shut.", "Lagos", "Lagos"),
    ],
)
def test_the_name_of_a_street_or_a_building_is_whole(text, name, whole):
    start = text.index(name)
    found = venues_of(english()).around(text, start, start + len(name))
    assert text[slice(*found)] == whole


def test_every_row_of_the_table_has_a_kind_and_a_source():
    rows = list(csv.DictReader(ROWS.read_text(encoding="utf-8").splitlines()))
    words = english().namesakes
    told_by_name = {"dish", "illness", "plant or animal", "clothes or goods", "dance or music", "law or idea", "band"}
    assert len(rows) >= 300
    assert {row["kind"] for row in rows} == told_by_name | words.heads.keys() | words.before.keys()
    assert all(row["source"].startswith("https://") and row["name"].strip() == row["name"] for row in rows)
    assert len({(row["name"], row["kind"]) for row in rows}) == len(rows)


@pytest.fixture(scope="module")
def certain():
    def find(text: str) -> dict[str, str]:
        return {
            r.toponym.text: r.place.feature_class
            for r in geomap.geoparse(text)
            if r.place is not None and r.confidence >= UNCERTAIN_BELOW
        }

    return find


@pytest.mark.parametrize(
    ("text", "city", "not_certain"),
    [
        ("Flights to the airport near Marseille were diverted.", "Marseille", ""),
        ("La Tontouta airport near Nouméa is shut. Nouméa is calm.", "Nouméa", ""),
        ("Soldiers guard Hato airport in Willemstad.", "Willemstad", ""),
        ("The city of Denver wants a share of the fees.", "Denver", ""),
        ("The Denver Broncos beat them in Mexico City.", "Mexico City", "Denver"),
        ("The Boston Globe sent a reporter to Kinshasa.", "Kinshasa", "Boston"),
        ("Storm Chelsea closed schools in Cardiff. Chelsea brought gusts of 90 mph.", "Cardiff", "Chelsea"),
        ("Dallas Street in Houston is closed.", "Houston", "Dallas Street"),
        ("Pupils at Durham High School in Cape Town were sent home.", "Cape Town", "Durham High School"),
    ],
)
def test_the_city_is_certain_and_its_namesake_is_not(certain, text, city, not_certain):
    pins = certain(text)
    assert pins.get(city) == "P"
    assert not [name for name in pins if not_certain and not_certain in name]


def test_a_street_is_shown_as_lying_somewhere_in_the_town_that_the_text_gives():
    street = next(
        r for r in geomap.geoparse("A bus burned on Preston Road in Wolverhampton.") if "Road" in r.toponym.text
    )
    assert street.match == "surroundings"
    assert street.place is not None
    assert street.place.name == "Wolverhampton"
    assert street.confidence < UNCERTAIN_BELOW


def test_a_part_of_a_teams_name_says_so_in_its_reasons():
    team = next(
        r for r in geomap.geoparse("Fans of the Mumbai Indians queued for hours.") if "Mumbai" in r.toponym.text
    )
    assert "team" in team.reasons[0]
