"""What prominence decides on a map: the first view, what is tinted, and what a person should check first."""

from __future__ import annotations

import dataclasses
import json

import pytest

import geomap
from geomap.maps.checks import first_checks, in_words
from geomap.maps.html.payload import to_json

MURDER = """Man held over murder in Bristol

A man of 31 was found dead in Bristol on Saturday, in a park in Easton. He had moved to Bristol from Birmingham.

Police searched a flat in Clifton. A minister in London said that crime in England and Wales was too high.
"""

FRONT = """Shells fall on Pokrovsk and Myrnohrad

POKROVSK — The road from Pokrovsk to Myrnohrad was cut on Tuesday. In Dobropillia the hospital lost its windows.

Kyiv asked for help. Washington, London and Berlin condemned the attack; Norway and Morocco offered talks.
"""

PINEAPPLES = """Costa Rican farmers turn to pineapple peel for power

Costa Rica gets its power from rivers, and Costa Rican farmers want a share. A plant near Pital burns their waste.

The machine was built with a firm from Manitoba. The government in San José promised a better tariff.
"""


@pytest.fixture(scope="module")
def view():
    views = {}

    def make(text):
        return views.setdefault(text, geomap.map_text(text).view)

    return make


def titles(features):
    return {feature.title for feature in features}


def test_a_citys_crime_is_shown_in_the_city(view):
    box = view(MURDER).viewport
    assert box.contains(-2.6, 51.45)
    assert box.width_deg < 0.5
    assert {"London", "Birmingham"} <= titles(view(MURDER).elsewhere)


def test_capitals_that_comment_do_not_stretch_a_front_line(view):
    box = view(FRONT).viewport
    assert all(box.contains(lon, lat) for lon, lat in ((37.18, 48.28), (37.26, 48.3), (37.09, 48.46)))
    assert max(box.width_deg, box.height_deg) < 1.5


def test_the_far_north_of_a_land_is_where_its_towns_are_and_not_the_middle_of_the_north(view):
    text = """Convoy is stopped at Aguelhok

    A convoy was stopped at Aguelhok, in the far north of Mali. It had left Kidal to relieve the camp at Tessalit. Kidal
    was shelled on Wednesday.
    """
    box = view(text).viewport
    assert box.contains(0.86, 19.46)
    assert box.west > -2


def test_a_land_that_a_story_is_about_is_shown_whole(view):
    box = view(PINEAPPLES).viewport
    assert box.contains(-85.9, 10.9)
    assert box.contains(-82.7, 8.3)
    assert box.width_deg < 8


def test_two_cities_of_talks_are_shown_together():
    text = "Talks between Cairo and Doha\n\nEnvoys flew from Cairo to Doha. Doha will answer, and Cairo will wait."
    box = geomap.map_text(text).view.viewport
    assert box.contains(31.2, 30.0)
    assert box.contains(51.5, 25.3)


def test_a_land_that_is_named_by_the_way_is_only_tinted(view):
    by_title = {feature.title: feature for feature in view(MURDER).features}
    assert by_title["England"].aside
    assert not by_title["Bristol"].aside
    lands = {feature.title: feature for feature in view(PINEAPPLES).features}
    assert not lands["Costa Rica"].aside
    assert lands["Manitoba"].aside


def test_the_page_has_the_prominence_of_every_place_with_its_reasons(view):
    page = json.loads(to_json(view(FRONT)))
    found = {feature["title"]: feature for feature in page["features"]}
    assert found["Pokrovsk"]["prominence"] > 0.8
    assert found["London"]["prominence"] < 0.2
    assert "the headline names it" in [page["reasons"][number] for number in found["Pokrovsk"]["about"]]


def test_the_prominent_and_uncertain_come_first_and_what_a_person_said_not_at_all(view):
    shown = view(FRONT)
    town, capital = (next(f for f in shown.features if f.title == title) for title in ("Pokrovsk", "London"))
    unsure = [dataclasses.replace(feature, confidence=0.4) for feature in (capital, town)]
    guesses = dataclasses.replace(shown, features=tuple(unsure))
    assert first_checks(guesses)[0].title == "Pokrovsk"
    assert "40 % certain" in in_words(first_checks(guesses)[0])
    said = tuple(dataclasses.replace(mention, decided_by="correction") for mention in town.mentions)
    corrected = dataclasses.replace(guesses, features=(dataclasses.replace(unsure[1], mentions=said),))
    assert first_checks(corrected) == ()


def test_at_most_five_are_to_be_checked(view):
    one = next(feature for feature in view(FRONT).features if feature.title == "Pokrovsk")
    many = tuple(dataclasses.replace(one, key=str(i), confidence=0.1 * i) for i in range(7))
    keys = [feature.key for feature in first_checks(dataclasses.replace(view(FRONT), features=many))]
    assert keys == ["0", "1", "2", "3", "4"]


def test_the_label_order_goes_by_prominence(view):
    from geomap.maps.svg.places import story_wishes
    from geomap.maps.svg.spots import Spot

    features = [f for f in view(FRONT).features if f.title in {"Myrnohrad", "Kyiv", "Dobropillia", "Pokrovsk"}]
    spots = [Spot(feature, 0.0, 0.0, 8.0, feature.symbol) for feature in features]
    order = [wish.text for wish in story_wishes(spots, view(FRONT).style)]
    assert order[0] == "Pokrovsk"
    assert order[-1] == "Kyiv"
