"""What the words around a name ask for, and which country a text speaks of."""

import pytest

from geomap.gazetteer import bundled
from geomap.model import Document
from geomap.recognition.lexicon import LexiconRecognizer
from geomap.resolution.cues import CountryWords, asked_for
from geomap.resolution.ranker import Ranker


@pytest.mark.parametrize(
    ("text", "name", "asked"),
    [
        ("The Jordan elementary school burned.", "Jordan", "town"),
        ("the mayor of Malta spoke", "Malta", "town"),
        ("Georgia's governor spoke", "Georgia", "unit"),
        ("the governor of Georgia spoke", "Georgia", "unit"),
        ("the president of Georgia spoke", "Georgia", "country"),
        ("boats on the Niger near Mopti", "Niger", "water"),
        ("the Niger, a river", "Niger", "water"),
        ("the Syria talks", "Syria", ""),  # an attribute, not a name with an article
        ("fighting in Syria.", "Syria", ""),
        ("Syria", "Syria", ""),
    ],
)
def test_the_words_beside_a_name_ask_for_a_kind_of_place(text, name, asked):
    start = text.index(name)
    assert asked_for(text, start, start + len(name)) == asked


def test_the_words_of_a_text_speak_of_a_country():
    spoken_countries = CountryWords(("", "GB", "US", "IN")).spoken
    assert spoken_countries("Selectmen and the sheriff met; call 860-555-0100.") == {2: 0.75}
    assert spoken_countries("“Selectmen,” or (860) 555-0100") == {2: pytest.approx(2 / 3)}
    assert spoken_countries("It cost £5, between 1860-555-01000 and 2.860.555.") == {1: 0.5}
    assert spoken_countries("Nothing here tells.") == {}
    speaks = spoken_countries("The colour of the lorry, said the councillor, was grey.")
    assert speaks[1] > speaks[3]


def resolved(text, name):
    document = Document(text)
    found = Ranker(bundled()).resolve(document, LexiconRecognizer(bundled()).recognize(document))
    return [r.place for r in found if r.toponym.text == name]


def test_a_name_means_the_kind_of_place_that_its_words_ask_for():
    assert resolved("The governor of Georgia vetoed the bill, his aides said.", "Georgia")[0].country_code == "US"
    assert resolved("The president of Georgia vetoed the bill, his aides said.", "Georgia")[0].country_code == "GE"


def test_the_same_name_in_two_countries_is_told_apart_without_commas_too():
    places = resolved("Perth and Dundee are in Scotland; Perth in Western Australia is larger.", "Perth")
    assert [place.country_code for place in places] == ["GB", "AU"]
