"""Which parts of a text are in another language, and that their places are found and told in it."""

import pytest

import geomap
from geomap.language.identify import _classifier
from geomap.language.stretches import stretches_of

SAID = {
    "en": "The minister said on Monday that the army had reached the town of Homs, and the road to Damascus was open.",
    "de": "Der Minister sagte am Montag, die Armee habe die Stadt Homs erreicht und die Straße nach Damaskus sei frei.",
    "fr": "Le ministre a dit lundi que l'armée avait atteint la ville de Homs et que la route de Damas est ouverte.",
    "ru": "Министр сказал в понедельник, что армия вошла в город Хомс и что дорога на Дамаск снова открыта.",
    "uk": "Міністр сказав у понеділок, що армія увійшла до міста Хомс і що дорога на Дамаск знову відкрита.",
    "ar": "قال الوزير يوم الاثنين إن الجيش وصل إلى مدينة حمص وإن الطريق إلى دمشق مفتوحة من جديد.",
    "fa": "وزیر روز دوشنبه گفت که ارتش به شهر حمص رسیده و جاده دمشق پس از یک هفته دوباره باز شده است.",
    "he": "השר אמר ביום שני כי הצבא הגיע לעיר חומס וכי הדרך לדמשק פתוחה שוב.",
    "zh": "部长星期一表示，军队已抵达霍姆斯，通往大马士革的道路重新开放。",
}  # fmt: skip


def told(text, language):
    return [(one.language, text[one.start : one.end]) for one in stretches_of(text, language)]


@pytest.mark.parametrize(
    ("own", "other"),
    [(a, b) for a in SAID for b in SAID if a != b],
)
@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_a_paragraph_in_another_language_is_one_stretch_of_it(own, other, between):
    text = between.join((SAID[own], SAID[other], SAID[own]))
    (found,) = told(text, own)
    assert found[0] == other
    assert found[1].rstrip(".。") == SAID[other].rstrip(".。")


@pytest.mark.parametrize(("own", "other"), [("en", "ru"), ("de", "ar"), ("ru", "en"), ("zh", "en"), ("he", "ru")])
def test_a_quotation_in_other_letters_is_a_stretch(own, other):
    text = f"{SAID[own]} “{SAID[other]}” {SAID[own]}"
    assert [language for language, _ in told(text, own)] == [other]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", SAID["en"] + " (Arabic: حمص), or Хомс. " + SAID["en"]),
        ("en", "Hannover, Hamburg, Köln and Bremen.\n\nDie Zeit, Der Spiegel\n\nLos Angeles 3, San Diego 2 (el)"),
        ("ru", SAID["ru"] + " Компания открыла отделения в New York и Los Angeles."),
        ("zh", SAID["zh"] + "他在New York City工作。"),
        ("de", "Kurz.\n\nNew York Times, Washington Post\n\n" + SAID["de"]),
    ],
)
def test_names_and_short_lines_are_in_the_documents_language(language, text):
    assert not told(text, language)


def test_an_english_text_is_read_without_the_classifier():
    _classifier.cache_clear()
    parse = geomap.geoparse("\n\n".join((SAID["en"], "Results: Leeds 2, Hull 1", SAID["en"])))
    assert {one.toponym.language for one in parse.resolutions} == {""}
    assert _classifier.cache_info().currsize == 0
    assert "Homs" in {one.place.name for one in parse.resolutions if one.place}


@pytest.mark.parametrize("other", ["de", "ru", "ar", "zh"])
def test_the_places_of_a_quotation_are_found_in_its_language(other):
    text = "\n\n".join((SAID["en"], SAID["en"].replace("Homs", "Hama"), SAID[other]))
    start = text.index(SAID[other])
    parse = geomap.geoparse(text)
    found = {one.place.name: one.toponym for one in parse.resolutions if one.place and one.toponym.start >= start}
    assert "Damascus" in found
    for toponym in found.values():
        assert toponym.language == other
        assert text[toponym.start : toponym.end] == toponym.text
    before = {one.place.name for one in parse.resolutions if one.place and one.toponym.start < start}
    assert {"Homs", "Hama", "Damascus"} <= before
