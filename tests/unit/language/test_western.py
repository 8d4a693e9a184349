"""Names in the sentences of ten western languages: their cases, their adjectives, their old spellings."""

import pytest

from geomap.gazetteer import layout, open_gazetteer
from geomap.gazetteer.names import fold
from geomap.gazetteer.naming import spoken_names
from geomap.language import find_language
from geomap.language.forms import ADJECTIVES

CODES = ("de", "fr", "es", "it", "pt", "nl", "sv", "da", "no", "id")
MOST_UNKNOWN = 0.1
"""Share of the adjectives whose place may be called otherwise in the gazetteer."""

NAMES = {
    "de": {
        "Deutschlands": "Germany",
        "Thüringens": "Thuringia",
        "Neuenburgs": "Neuchâtel",
        "Niederlanden": "Netherlands",
        "Vereinigten Staaten": "United States",
        "Nahen Ostens": "Middle East",
        "Oesterreich": "Austria",
        "Constantinopel": "Istanbul",
        "Neuen¬ burg": "Neuchâtel",
        "Zürich,": "Zürich",
    },
    "fr": {"L'Irak": "Iraq", "l'Ukraine": "Ukraine", "Côte d'Ivoire": "Ivory Coast", "Lon- dres": "London"},
    "es": {"EE. UU.": "United States", "El Salvador": "El Salvador", "Corea del Norte": "North Korea"},
    "it": {"L'Italia": "Italy", "dell'Ucraina": "Ukraine", "Stati Uniti d'America": "United States"},
    "pt": {"EUA": "United States", "Coreia do Sul": "South Korea"},
    "nl": {
        "Amsterdams": "Amsterdam",
        "Congo's": "Democratic Republic of the Congo",
        "'s-Gravenhage": "The Hague",
        "Vereenigde Staten": "United States",
        "Middellandsche Zee": "Mediterranean Sea",
    },
    "sv": {"Sveriges": "Sweden", "Wästerås": "Västerås", "Förenta staternas": "United States"},
    "da": {"Danmarks": "Denmark", "Aarhus": "Århus"},
    "no": {"Norges": "Norway", "Aalesund": "Ålesund"},
    "id": {"Soerabaja": "Surabaya", "Djakarta": "Jakarta", "Jakartanya": "Jakarta"},
}

PEOPLES = {
    "de": {
        "russischen": "Russia",
        "polnischer": "Poland",
        "Berliner": "Berlin",
        "Münchner": "Munich",
        "kölnisch": "Köln",
        "europäischen": "Europe",
        "sibirische": "Siberia",
    },
    "fr": {"parisiennes": "Paris", "lyonnaise": "Lyon", "genevois": "Geneva", "bruxelloises": "Brussels"},
    "es": {"madrileñas": "Madrid", "catalán": "Catalonia", "catalana": "Catalonia", "londinenses": "London"},
    "it": {"milanesi": "Milan", "napoletana": "Naples", "parigini": "Paris", "siciliane": "Sicily"},
    "pt": {"paulistas": "São Paulo", "lisboeta": "Lisbon", "londrinas": "London"},
    "nl": {"Russische": "Russia", "Franse": "France", "Haagse": "The Hague", "Vlaamse": "Flanders"},
    "sv": {"ryska": "Russia", "göteborgaren": "Gothenburg", "sibiriska": "Siberia"},
    "da": {"københavnske": "Copenhagen", "jyske": "Jutland"},
    "no": {"bergenske": "Bergen", "sibirske": "Siberia"},
    "id": {},
}

NONE = {
    "de": "wieder leider männer komisch sieger immer weiter hammer mauern unter",
    "fr": "délais balais parois engin gamine malaise",
    "es": "meses camino sabes lugares interés regiones",
    "it": "divano chiesa farina rimane parlano",
    "pt": "meses caminho",
    "nl": "kamer zomer beker",
    "sv": "fisk musik klassiska",
    "da": "musik fiske",
    "no": "musikk fisk",
}
"""Ordinary words that end as an adjective of a place does."""


def reading(code, words):
    names = spoken_names(open_gazetteer(), find_language(code))
    return names.reading(names.fold(words))


def read(code, words):
    """Return the place that a text most likely means by some words."""
    found = reading(code, words)
    return open_gazetteer().place(found.bearers[0][0]).name if found else None


@pytest.mark.parametrize(("code", "words", "place"), [(c, w, p) for c, rows in NAMES.items() for w, p in rows.items()])
def test_a_name_is_known_in_the_form_of_a_sentence(code, words, place):
    assert read(code, words) == place


@pytest.mark.parametrize(("code", "word", "place"), [(c, w, p) for c, rows in PEOPLES.items() for w, p in rows.items()])
def test_an_adjective_stands_for_its_place(code, word, place):
    assert read(code, word) == place
    found = reading(code, word)
    assert found.bearers[0][1] & layout.KIND_MASK == layout.DEMONYM


@pytest.mark.parametrize(("code", "word"), [(c, w) for c, words in NONE.items() for w in words.split()])
def test_an_ordinary_word_is_no_adjective(code, word):
    found = reading(code, word)
    assert found is None or found.how not in ADJECTIVES


@pytest.mark.parametrize("code", CODES)
def test_the_tables_of_a_folder(code):
    language = find_language(code)
    words = language.words
    # What is compared folded must be written so, or it is never met.
    for group in (words.never, words.doubtful):
        assert {word for word in group if fold(word) != word} == set()
    assert len(language.common_words) > 2000
    assert {fold(word) for word in words.function_words} <= words.never | {"para"}
    assert language.heads.kinds["city"]
    assert language.cues.within
    assert language.sentence_ends.abbreviated
    asked = set().union(*language.heads.kinds.values())
    heads = {*language.heads.before, *language.heads.districts, *language.heads.nature, *language.heads.sites}
    assert asked <= heads


@pytest.mark.parametrize("code", [code for code in CODES if code != "id"])
def test_the_places_of_the_adjectives_are_known(code):
    language = find_language(code)
    names = spoken_names(open_gazetteer(), language)
    unknown = sorted({name for _, name in language.adjectives if name and names.reading(names.fold(name)) is None})
    assert len(unknown) <= MOST_UNKNOWN * len(language.adjectives), unknown
