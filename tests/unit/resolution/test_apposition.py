"""Where a text says that a name lies: places elsewhere of that name are not what it means."""

import pytest

import geomap
from geomap.model import UNCERTAIN_BELOW


def resolved(text):
    return {r.toponym.text: r for r in geomap.geoparse(text)}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Goats died in Lugano, a village in the hills of Eritrea.", "Lugano"),
        ("The well at Casablanquilla, in the Peruvian region of Loreto, is dry.", "Casablanquilla"),
        ("Elders of Montepulciano in the south of Zambia met the bishop.", "Montepulciano"),
        ("The chapel of Wimborne, a hamlet in Botswana, was sold.", "Wimborne"),
    ],
)
def test_a_namesake_elsewhere_is_no_certain_pin(text, name):
    resolution = resolved(text)[name]
    assert resolution.place is None or resolution.confidence < UNCERTAIN_BELOW


def test_the_reason_says_that_the_text_puts_it_elsewhere():
    resolution = resolved("Goats died in Wimborne, a hamlet in Botswana.")["Wimborne"]
    assert resolution.place is None or resolution.match == "surroundings"
    assert any("Botswana" in r or "elsewhere" in r or "it is not" in r for r in resolution.reasons)


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("The council of Newport, a town in Wales, met.", "Newport", "GB"),
        ("The Chilean city of Valdivia was shaken.", "Valdivia", "CL"),
        ("A ferry left Hamilton, the capital of Bermuda.", "Hamilton", "BM"),
        ("Berlin, the home of German film, was cold.", "Berlin", "DE"),
        ("Snow fell in Granada in the south of Spain.", "Granada", "ES"),
    ],
)
def test_the_place_that_lies_there_is_meant(text, name, country):
    assert resolved(text)[name].place.country_code == country


def test_names_that_could_all_lie_in_the_named_state_do():
    found = resolved("Tennessee's governor will open schools in Paris, Lebanon and Athens.")
    assert [found[n].place.admin1_code for n in ("Paris", "Lebanon", "Athens")] == ["TN"] * 3


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        # What a later mention of the name is put into is a namesake's.
        (
            (
                "Aberdeen lies in Brown County, South Dakota. Aberdeen grew along the railway. "
                "The founders came from Aberdeen in the north of Scotland, they said."
            ),
            "Aberdeen",
            "US",
        ),
        # Brackets that hold more than a place, and peoples, put a name nowhere.
        ("Waterloo (French pronunciation: ...) is a town in Walloon Brabant, Belgium.", "Waterloo", "BE"),
        # A word of a clause of its own, no apposition.
        ("Talks in Geneva, bombs in Khartoum. Envoys came to Geneva.", "Geneva", "CH"),
        ("Protests in Vienna, riots in Lagos.", "Vienna", "AT"),
        ("Flights from Lisbon ended in Tunis.", "Lisbon", "PT"),
    ],
)
def test_what_is_no_introduction_vetoes_nothing(text, name, country):
    found = next(r for r in geomap.geoparse(text) if r.toponym.text == name)
    assert found.place is not None
    assert found.place.country_code == country


@pytest.mark.parametrize(
    ("text", "name", "code"),
    [
        ("People in Niger state fled.", "Niger", "31"),
        ("Floods hit Georgia state, officials said.", "Georgia", "GA"),
        ("The fire spread in Washington state on Monday.", "Washington", "WA"),
    ],
)
def test_a_name_that_the_text_calls_a_state_is_one(text, name, code):
    found = resolved(text)[name]
    assert (found.place.feature_code, found.place.admin1_code) == ("ADM1", code)
    assert found.confidence >= UNCERTAIN_BELOW


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Malden, a farm town in Washington state, burned.", "Malden"),
        ("Newport, a hamlet in southern Sudan, burned.", "Newport"),
    ],
)
def test_a_namesake_is_no_certain_pin_where_the_text_puts_the_name_elsewhere(text, name):
    found = resolved(text)[name]
    assert found.place is None or found.confidence < UNCERTAIN_BELOW


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Ponce in the United States", "Ponce", "PR"),
        ("Laayoune in Morocco was hit.", "Laayoune", "EH"),
        ("Kaohsiung, China, reported a storm.", "Kaohsiung", "TW"),
        ("Nuuk in Denmark was quiet.", "Nuuk", "GL"),
        ("Srinagar in Pakistan was quiet.", "Srinagar", "IN"),
    ],
)
def test_whose_land_it_is_may_be_disputed_but_not_which_town_is_meant(text, name, country):
    assert resolved(text)[name].place.country_code == country
