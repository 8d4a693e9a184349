"""Names that go on in small letters, and adjectives of places in small letters."""

import pytest

import geomap


def found(text, language):
    parse = geomap.geoparse(geomap.Document(text, language=language), recognizer="lexicon", user_places=False)
    return {r.toponym.text: r for r in parse}


@pytest.mark.parametrize(
    ("language", "text", "name", "place"),
    [
        ("ru", "Войска остались на Голанских высотах, сообщил министр.", "Голанских высотах", "Golan Heights"),
        ("ru", "Корабли вышли из Чёрного моря в понедельник.", "Чёрного моря", "Black Sea"),
        ("uk", "Обстріл тривав у Київській області всю ніч.", "Київській області", "Kyiv Oblast"),
    ],
)
def test_a_name_takes_its_words_in_small_letters(language, text, name, place):
    assert found(text, language)[name].place.name == place


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
