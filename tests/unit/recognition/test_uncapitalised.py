"""Names that go on in small letters, and adjectives of places in small letters."""

import pytest

import geomap
from geomap.gazetteer import open_gazetteer
from geomap.gazetteer.naming import spoken_names
from geomap.language import find_language
from geomap.recognition.matches import Matcher


def found(text, language):
    parse = geomap.geoparse(geomap.Document(text, language=language), recognizer="lexicon", user_places=False)
    return {r.toponym.text: r for r in parse}


@pytest.mark.parametrize(
    ("language", "text", "name", "place"),
    [
        ("ru", "Войска остались на Голанских высотах, сообщил министр.", "Голанских высотах", "Golan Heights"),
        ("ru", "Корабли вышли из Чёрного моря в понедельник.", "Чёрного моря", "Black Sea"),
        ("uk", "Обстріл тривав у Київській області всю ніч.", "Київській області", "Kyiv Oblast"),
        ("uk", "Жителі Зіньківського району чекають на воду.", "Зіньківського району", "Zinkiv"),
    ],
)
def test_a_name_takes_its_words_in_small_letters(language, text, name, place):
    gazetteer = open_gazetteer(user_places=False)
    names = spoken_names(gazetteer, find_language(language))
    matches = {text[m.start : m.end]: m for m in Matcher(names, find_language(language)).scan(text).matches}
    assert gazetteer.name_of(names.bearers(matches[name].hit.name_id)[0][0]) == place


def test_an_adjective_in_small_letters_is_its_places_demonym():
    resolution = found("В Кремле московские власти поддержали проект, российский министр был против.", "ru")[
        "московские"
    ]
    assert resolution.toponym.kind == "demonym"
    assert resolution.place.name == "Moscow"


def test_a_title_before_a_country_makes_no_person_of_it():
    assert found("Выступил Президент США, а затем премьер Италии.", "ru")["США"].place.country_code == "US"


def test_a_head_noun_alone_is_no_village():
    assert "Республика" not in found("Республика требует ответа. Область ждёт.", "ru")


NEWS = {
    "ru": (
        "Министр прилетел из Нижнего Новгорода в Казань, а вчера был в Перми.",
        {"Nizhniy Novgorod", "Kazan", "Perm"},
    ),
    "uk": ("Президент України прибув до Львова, а вибухи чули у Києві.", {"Ukraine", "Lviv", "Kyiv"}),
    "bg": ("Президентът на България пристигна в Пловдив и замина за Букурещ.", {"Bulgaria", "Plovdiv", "Bucharest"}),
    "sr": ("Председник Србије допутовао је у Нови Сад, а у Београду су протести.", {"Serbia", "Novi Sad", "Belgrade"}),
    "mk": ("Министерот пристигна во Скопје, а во Битола и во Охрид имаше протести.", {"Skopje", "Bitola", "Ohrid"}),
    "be": ("Прэзідэнт Беларусі прыехаў у Мінск, а міністр быў у Варшаве.", {"Belarus", "Minsk", "Warsaw"}),
}


@pytest.mark.parametrize("language", NEWS)
def test_news_in_cyrillic_is_placed(language):
    text, places = NEWS[language]
    assert {r.place.name for r in found(text, language).values() if r.place} >= places
