"""What a text in another language says of its places: containers, countries, its own names, and how sure that is."""

import pytest

from geomap.gazetteer import bundled
from geomap.gazetteer.naming import spoken_names
from geomap.geoparser import Geoparser
from geomap.language import find_language
from geomap.model import Document
from geomap.recognition.lexicon import LexiconRecognizer
from geomap.resolution import calibration
from geomap.resolution.cues import CountryWords
from geomap.resolution.ranker import Ranker


@pytest.fixture(scope="module")
def geoparser():
    return Geoparser(bundled(), LexiconRecognizer(bundled()), Ranker(bundled()))


@pytest.mark.parametrize(
    ("language", "text", "word", "country"),
    [
        ("ru", "В городе Париж, Техас, прошёл ураган.", "Париж", "US"),
        ("ru", "Губернатор прибыл в Париж, штат Техас, и выступил с речью.", "Париж", "US"),
        ("de", "Ein Sturm traf Paris, Texas, am Montag.", "Paris", "US"),
        ("ar", "ضرب إعصار مدينة باريس، تكساس، يوم الاثنين.", "باريس", "US"),
        ("ru", "Пожар начался в Триполи на севере Ливана. Власти Ливана сообщили о жертвах.", "Триполи", "LB"),
        ("de", "Tripoli im Libanon ist nach Beirut die zweitgrößte Stadt des Landes.", "Tripoli", "LB"),
        ("ar", "اندلع حريق في طرابلس في لبنان.", "طرابلس", "LB"),
        ("it", "Un incendio a Tripoli, in Libano, ha ucciso tre persone a Beirut.", "Tripoli", "LB"),
        ("es", "El gobernador de Córdoba, Argentina, visitó Rosario y Santa Fe.", "Rosario", "AR"),
    ],
)
def test_a_text_puts_a_name_into_a_place_in_any_language(geoparser, language, text, word, country):
    found = {r.toponym.text: r.place for r in geoparser.geoparse(Document(text, language=language))}
    place = next(place for words, place in found.items() if word in words)
    assert place is not None
    assert place.country_code == country


@pytest.mark.parametrize(
    ("language", "text", "word"),
    [
        ("en", "A fire broke out in the prison of Homs on Monday, Syrian officials said.", "Homs"),
        ("en", "Ships left the naval base of Jijel, Algeria said.", "Jijel"),
        ("ru", "Казармы Хомса остались пустыми, сообщили власти Сирии.", "Хомса"),
        ("es", "El lunes ardió el cuartel de Homs, dijo el gobierno de Siria.", "Homs"),
        ("fr", "La base navale de Jijel est restée fermée, dit le gouvernement algérien.", "Jijel"),
        ("de", "Der Flughafen von Rakka in Syrien blieb am Montag geschlossen.", "Rakka"),
    ],
)
def test_a_site_without_a_place_of_its_own_is_shown_at_its_town_and_not_in_the_province(
    geoparser, language, text, word
):
    places = [r.place for r in geoparser.geoparse(Document(text, language=language)) if word in r.toponym.text]
    assert [place.feature_code[:3] for place in places if place] == ["PPL"]


def test_a_great_place_that_the_language_calls_otherwise_loses_its_english_name():
    """Slovenes call the country Gruzija; what they call Georgia is the state."""
    gazetteer = bundled()
    names = spoken_names(gazetteer, find_language("sl"))
    kinds = {gazetteer.place(i).feature_code: code & 7 for i, code in names.bearers(names.name_id("georgia"))}
    assert kinds["PCLI"] != kinds["ADM1"] == 0


def test_a_languages_own_name_is_no_name_of_what_another_language_calls_so():
    """The Danube is Dunaj in Czech and Slovak; in Slovene that is Vienna, which Czechs call Vídeň."""
    gazetteer = bundled()

    def first(language):
        names = spoken_names(gazetteer, find_language(language))
        return gazetteer.place(names.bearers(names.name_id("dunaj"))[0][0]).name

    assert (first("cs"), first("sk"), first("pl"), first("sl")) == ("Danube", "Danube", "Danube", "Vienna")


def test_a_languages_countries_are_near_and_english_has_none():
    codes = bundled().country_codes

    def near(language):
        return {codes[row]: share for row, share in CountryWords(codes, find_language(language)).spoken("").items()}

    assert near("en") == {}
    assert near("sv").keys() == {"AX", "SE", "FI"}
    assert all(0 < share <= 0.5 for share in near("de").values())


def test_a_confidence_is_as_it_is_in_english_and_rough_where_nothing_was_measured(monkeypatch):
    monkeypatch.setattr(calibration, "_read", lambda: {"other": [0.5, -1.0], "languages": {"ru": [2.0, 0.5]}})
    calibration.line_of.cache_clear()
    calibration.is_rough.cache_clear()
    try:
        assert calibration.line_of("en") is calibration.AS_IT_IS
        assert (calibration.line_of("ru"), calibration.line_of("sw")) == ((2.0, 0.5), (0.5, -1.0))
        assert [calibration.is_rough(tag) for tag in ("en", "ru", "sw")] == [False, False, True]
    finally:
        calibration.line_of.cache_clear()
        calibration.is_rough.cache_clear()


def test_reasons_say_that_a_confidence_is_rough(geoparser, monkeypatch):
    monkeypatch.setattr("geomap.resolution.reasons.is_rough", lambda code: code != "en")
    (said,) = geoparser.geoparse(Document("Het regent in Amsterdam.", language="nl"))
    (plain,) = geoparser.geoparse(Document("It rains in Amsterdam.", language="en"))
    assert len(said.reasons) == len(plain.reasons) + 1
