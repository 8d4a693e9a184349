"""A map speaks the language of its text, and calls places what the text calls them, in the base form."""

import pytest

import geomap
from geomap.gazetteer import open_gazetteer
from geomap.integrations.block import Block
from geomap.language import find_language
from geomap.maps import wording
from geomap.maps.baseforms import base_form
from geomap.maps.tongues import spoken
from geomap.model import Document, Geoparse


def view_of(text, tag, **options):
    return geomap.map_text(Document(text, language=tag), recognizer="lexicon", **options).view


def titles(view):
    return {feature.title for feature in view.features if feature.place_mentions}


def options_for(*tags, **asked):
    made = spoken(geomap.maps.ViewOptions(**asked), [Geoparse(Document("", language=tag)) for tag in tags])
    return made.language, made.names


@pytest.mark.parametrize(
    ("language", "text", "names"),
    [
        (
            "ru",
            "Делегация вернулась из Москвы. В Нижнем Новгороде и в Хомсе идёт дождь.",
            "Москва|Нижний Новгород|Хомс",
        ),
        ("uk", "Президент прибув до Києва з Варшави. В Одесі тихо.", "Київ|Варшава|Одеса"),
        ("pl", "Minister poleciał z Warszawy do Krakowa i Gdańska.", "Warszawa|Kraków|Gdańsk"),
        ("tr", "Yardım Halep'e ulaştı. İzmir'de yağmur yağdı.", "Halep|İzmir"),
        ("ar", "وصلت المساعدات إلى دمشق. القتال بحمص وحماة.", "دمشق|حمص|حماة"),
        ("he", "השיירה יצאה מדמשק. בחומס ובטרטוס שקט.", "דמשק|חומס|טרטוס"),
        ("de", "Die Delegation reiste von Moskau nach Genf.", "Moskau|Genf"),
    ],
)
def test_interface_and_labels_are_of_the_text_in_base_form(language, text, names):
    view = view_of(text, language)
    assert view.options.language == language
    assert view.direction == wording.direction(language)
    assert view.texts["places"] == wording.texts(language)["places"]
    assert set(names.split("|")) <= titles(view), titles(view)


def test_what_nobody_translated_has_an_english_interface_and_the_text_s_labels():
    view = view_of("Vláda jednala v Praze. Delegace přijela z Německa a z Londýna.", "cs")
    assert (view.options.language, view.direction) == ("en", "ltr")
    assert {"Praha", "Německo", "Londýn"} <= titles(view)
    where = {feature.title: feature.where for feature in view.features}
    assert where["Londýn"].endswith("Spojené království")
    assert {label.text for label in view.labels} >= {"Brazílie", "Austrálie"}


def test_a_language_that_is_asked_for_wins():
    text = "Делегация вернулась из Москвы. В Хомсе идёт дождь."
    assert titles(view_of(text, "ru", language="en")) == {"Moscow", "Homs"}
    assert titles(view_of(text, "ru", language="fr")) == {"Moscou", "Homs"}
    assert titles(view_of(text, "ru", language="en", names="ru")) == {"Москва", "Хомс"}
    assert titles(view_of("Aid reached Homs and Moscow.", "en", language="ru")) == {"Хомс", "Москва"}
    assert Block.of("Делегация вернулась из Москвы в Хомс.", {}).to_map().view.options.language == "ru"
    assert Block.of("Делегация вернулась из Москвы.", {"lang": "fr"}).to_map().view.options.language == "fr"


@pytest.mark.parametrize(
    ("tags", "asked", "expected"),
    [
        (("en",), {}, ("en", "en")),
        (("",), {}, ("en", "en")),
        (("en-GB",), {}, ("en", "en")),
        (("pt-BR",), {}, ("pt", "pt-BR")),
        (("zh-Hant",), {}, ("zh", "zh-Hant")),
        (("cs",), {}, ("en", "cs")),
        (("be",), {}, ("en", "be")),
        (("und",), {}, ("en", "en")),
        (("xq",), {}, ("en", "en")),
        (("ru", "ar", "ar"), {}, ("ar", "ar")),
        (("ru", "ar"), {}, ("ru", "ru")),
        (("ru",), {"language": "fr"}, ("fr", "fr")),
        (("ru",), {"names": "uk"}, ("ru", "uk")),
    ],
)
def test_of_several_texts_the_language_of_most_counts(tags, asked, expected):
    assert options_for(*tags, **asked) == expected


def test_words_of_another_language_are_no_labels():
    texts = [
        Document("Делегация вернулась из Москвы.", language="ru"),
        Document("В Москве идёт дождь, в Хомсе тоже.", language="ru"),
        Document("Talks in Moscow, Homs and Aleppo.", language="en"),
    ]
    view = geomap.assembly.map_documents(texts, recognizer="lexicon").view
    assert view.options.language == "ru"
    assert titles(view) >= {"Москва", "Хомс"}
    assert not {"Moscow", "Homs", "Aleppo"} & titles(view)


@pytest.mark.parametrize(
    ("language", "words", "place", "base"),
    [
        ("ru", "Москве", "Moscow", "Москва"),
        ("ru", "московский", "Moscow", "Москва"),
        ("ru", "Нижнем Новгороде", "Nizhniy Novgorod", "Нижний Новгород"),
        ("ar", "بحمص", "Homs", "حمص"),
        ("pl", "Gdańska", "Gdańsk", "Gdańsk"),
        ("sl", "Londona", "London", "London"),
        ("fi", "Helsingissä", "Helsinki", "Helsinki"),
        ("de", "Ham- burg", "Hamburg", "Hamburg"),
        # A name as it stands keeps the text's spelling.
        ("de", "Duesseldorf", "Düsseldorf", "Duesseldorf"),
        ("ru", "Питер", "Saint Petersburg", "Питер"),
        # Words that are no form of any of its names.
        ("ru", "северная столица", "Saint Petersburg", ""),
        ("ar", "العاصمة", "Homs", ""),
    ],
)
def test_the_base_form_is_a_name_of_the_place(language, words, place, base):
    gazetteer = open_gazetteer()
    found = gazetteer.lookup(place, limit=1)[0].place
    usual = gazetteer.name_in(found, language)
    assert base_form(words, usual, gazetteer.names(found), find_language(language)) == base
