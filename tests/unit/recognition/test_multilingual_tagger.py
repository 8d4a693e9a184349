"""The bundled tagger of many languages: what a user gets."""

from __future__ import annotations

import subprocess
import sys

import pytest

from geomap.gazetteer import bundled
from geomap.language import find_language
from geomap.model import Document
from geomap.recognition.tagger_recognizer import TaggerRecognizer


@pytest.fixture(scope="module")
def recognizer():
    return TaggerRecognizer(bundled())


@pytest.mark.parametrize(
    ("code", "text", "name"),
    [
        ("ru", "Колонна вышла из Хомса в понедельник и прибыла в Пальмиру.", "Пальмиру"),
        ("de", "Der Minister reiste am Dienstag nach Warschau, um die Regierung zu treffen.", "Warschau"),
        ("fr", "Des milliers de manifestants ont défilé dimanche à Lyon et à Marseille.", "Marseille"),
        ("es", "Miles de manifestantes salieron a las calles de Varsovia el domingo.", "Varsovia"),
        ("pl", "Prezydent odwiedził Kraków, gdzie spotkał się z premierem.", "Kraków"),
        ("uk", "Президент відвідав Харків, де зустрівся з головою уряду.", "Харків"),
        ("ar", "وصل الرئيس أمس إلى بغداد للقاء رئيس الوزراء.", "بغداد"),
        ("fa", "رئیس جمهور دیروز به تهران سفر کرد.", "تهران"),
        ("hi", "राष्ट्रपति मंगलवार को मुंबई पहुंचे।", "मुंबई"),
        ("zh", "他在上海出生,现在住在广州。", "上海"),
        ("tr", "Cumhurbaşkanı salı günü Ankara'da bakanlarla görüştü.", "Ankara'da"),
        ("it", "Il ministro è arrivato ieri a Torino per incontrare i sindacati.", "Torino"),
        ("pt", "O presidente chegou ontem a Lisboa para uma visita.", "Lisboa"),
        ("nl", "Bij een brand in Rotterdam zijn twaalf mensen omgekomen.", "Rotterdam"),
        ("cs", "Prezident navštívil Brno, kde se setkal s premiérem.", "Brno"),
        ("sv", "Statsministern reste till Göteborg i tisdags.", "Göteborg"),
        ("id", "Presiden tiba di Surabaya pada Selasa.", "Surabaya"),
        ("hu", "Az elnök kedden Debrecenbe érkezett.", "Debrecenbe"),
        ("hr", "Predsjednik je u utorak stigao u Zagreb.", "Zagreb"),
        ("fi", "Presidentti saapui tiistaina Tampereelle.", "Tampereelle"),
    ],
)
def test_a_place_is_told_in_its_language(recognizer, code, text, name):
    language = find_language(code)
    assert language is not None
    found = recognizer.tagger_of(language).tag(text, language).spans
    assert ("LOC", name) in [(span.label, text[span.start : span.end]) for span in found]


def test_documents_of_many_languages_get_each_its_own_tagger(recognizer):
    """What is found in a text does not depend on what stands beside it, and English is read as ever."""
    some = [
        Document("The convoy left Homs before dawn and reached Palmyra.", language="en"),
        Document("Der Zug von Warschau nach Berlin hat Verspätung.", language="de"),
        Document("Police in Aleppo closed the road.", language="en"),
    ]
    together = recognizer.recognize_all(some)
    assert together == [recognizer.recognize(one) for one in some]
    assert [t.text for t in together[0]] == ["Homs", "Palmyra"]


def test_an_english_text_does_not_open_the_weights_of_other_languages():
    """Who reads English only pays nothing for the others."""
    code = (
        "import sys; from geomap.assembly import assemble_geoparser\n"
        "assemble_geoparser().geoparse('The convoy left Homs.'); print('geomap.recognition.wordnetwork' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_the_english_tagger_is_read_when_an_english_text_comes() -> None:
    """A text in another language does not wait for it."""
    recognizer = TaggerRecognizer(bundled())
    recognizer.recognize(Document("انفجار في دمشق أمس", language="ar"))
    assert "tagger" not in vars(recognizer)
    recognizer.recognize(Document("A blast in Damascus yesterday."))
    assert "tagger" in vars(recognizer)
