"""Which fitted weights serve a language, and what tells a name in a language that is not English."""

import json

import pytest

from geomap.gazetteer import bundled
from geomap.language import find_language
from geomap.recognition.groups import group_of, group_weights
from geomap.recognition.lexicon import GROUPS, LexiconRecognizer, bundled_weights


def test_a_language_takes_the_weights_of_its_group_and_another_those_of_the_rest(tmp_path):
    path = tmp_path / "weights.json"
    path.write_text(
        json.dumps({"groups": {"a": {"bias": 1}, "b": {"bias": 2}}, "languages": {"pl": "a"}, "other": "b"})
    )
    assert (group_of(path, "pl"), group_of(path, "sw")) == ("a", "b")
    assert group_weights(path, "sw") == {"bias": 2}


def test_english_has_weights_of_its_own():
    assert bundled_weights() == bundled_weights("en")
    assert bundled_weights("pl") == group_weights(GROUPS, "pl") != bundled_weights()


@pytest.mark.parametrize(
    ("language", "text", "name", "signal"),
    [
        ("ru", "Поезд шёл из Самары в Казань.", "Самары", "by ending"),
        ("pl", "Pociąg jechał z Krakowa do Gdańska.", "Krakowa", "by ending"),
        ("de", "Der Zug fuhr nach Wien.", "Wien", "before de: nach"),
    ],
)
def test_signals_say_how_a_word_was_read_and_in_which_language_stands_what_is_beside_it(language, text, name, signal):
    lexicon = LexiconRecognizer(bundled()).lexicon(find_language(language))
    scan = lexicon.matcher.scan(text)
    match = next(match for match in scan.matches if text[match.start : match.end] == name)
    assert signal in lexicon._signals.of(match, text, scan.persons, lexicon.doubtful)


@pytest.mark.parametrize(
    ("language", "text", "names"),
    [
        ("ru", "Поезд шёл из Самары в Казань.", {"Самары", "Казань"}),
        ("pl", "Pociąg jechał z Krakowa do Gdańska.", {"Krakowa", "Gdańska"}),
        ("fr", "Le train allait de Lyon à Marseille.", {"Lyon", "Marseille"}),
        ("tr", "Tren Ankara'dan İzmir'e gitti.", {"Ankara'dan", "İzmir'e"}),
    ],
)
def test_names_are_found_without_a_tagger(language, text, names):
    from geomap.model import Document

    assert {t.text for t in LexiconRecognizer(bundled()).recognize(Document(text, language=language))} == names
