"""What the words beside a list, and the cells of a table, say of names."""

import pytest

from geomap.gazetteer import bundled
from geomap.model import Document
from geomap.recognition.lexicon import LexiconRecognizer


@pytest.fixture(scope="module")
def heads():
    recognizer = LexiconRecognizer(bundled())
    return lambda text: {t.text: t.head for t in recognizer.recognize(Document(text))}


@pytest.fixture(scope="module")
def containers():
    recognizer = LexiconRecognizer(bundled())
    return lambda text: {t.text: t.container for t in recognizer.recognize(Document(text))}


@pytest.mark.parametrize(
    "text",
    [
        "The provinces of Huelva, Cádiz and Málaga had rain.",
        "Rain fell in Huelva, Cádiz and Málaga provinces.",
        "Provinces such as Huelva, Cádiz and Málaga had rain.",
        "The southern provinces, Huelva, Cádiz and Málaga, had rain.",
        "Huelva, Cádiz and Málaga, three Spanish provinces, had rain.",
    ],
)
def test_a_noun_in_the_plural_says_what_all_names_of_a_list_are(heads, text):
    found = heads(text)
    assert {found[name] for name in ("Huelva", "Cádiz", "Málaga")} == {"province"}


def test_towns_of_a_county_make_no_town_of_it(heads):
    assert heads("Snow cut off several Normandy towns and villages.").get("Normandy", "") == ""
    assert heads("The towns of Skipton and Settle in Yorkshire were flooded.")["Yorkshire"] == ""


def test_a_list_puts_no_town_into_the_next(containers):
    assert containers("She sang in Vienna, Prague and Warsaw.") == {"Vienna": "", "Prague": "", "Warsaw": ""}
    assert containers("She sang in Athens, Georgia, and in Rome.")["Athens"] == "Georgia"


def test_a_tables_header_says_what_its_names_are_and_the_row_where_they_lie(heads, containers):
    table = "County | State | Votes\nSacramento | California | 12\nMiami | Florida | 8"
    assert heads(table)["Sacramento"] == heads(table)["Miami"] == "county"
    assert heads(table)["Florida"] == "state"
    assert containers(table)["Sacramento"] == "California"
    assert containers("Country,Town,Votes\nCanada,Kingston,3\nJamaica,Kingston,4")["Kingston"] == "Jamaica"


def test_prose_with_commas_is_no_table(heads):
    text = "State, county and town will pay, they said.\nClark, Nevada and Oregon, he said, will not."
    assert heads(text)["Oregon"] == ""
