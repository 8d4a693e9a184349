"""What is said to a reader: in every language of the interface, with every name filled in, and again in another."""

import pickle
import re

import pytest

import geomap
from geomap.gazetteer import bundled
from geomap.gazetteer.feature_kinds import KINDS
from geomap.language import english, find_language
from geomap.language.plurals import plural_category
from geomap.language.said import Figure, Kind, Named, Said, Speaker, TextNoun, Times
from geomap.maps.wording import languages

OTHERS = [language for language in languages() if language != "en"]


def braces(text):
    return sorted(re.findall(r"{\w+}", text))


@pytest.mark.parametrize("language", OTHERS)
def test_every_language_says_every_sentence_and_names_what_it_names(language):
    own, known = find_language(language).reasons, english().reasons
    for name, table in known.tables.items():
        assert own.tables[name].keys() == table.keys()
        for key, sentence in table.items():
            assert braces(own.tables[name][key]) == braces(sentence), (language, name, key)
            assert key.endswith("no_where") or own.tables[name][key] != sentence or braces(sentence), (language, key)
    assert own.asked.keys() == known.asked.keys()
    assert own.kinds.keys() >= {*KINDS, "place"}
    assert "{text}" in own.quote


def test_the_forms_of_numbers_are_those_of_cldr():
    babel = pytest.importorskip("babel")
    others = [
        "cs",
        "sk",
        "sl",
        "hr",
        "sr",
        "bs",
        "ro",
        "bg",
        "hu",
        "fi",
        "et",
        "nl",
        "sv",
        "da",
        "id",
        "hi",
        "ja",
        "ko",
        "th",
        "be",
        "no",
        "ur",
    ]
    for language in [*languages(), *others]:
        form = babel.Locale(language).plural_form
        for n in (*range(130), 1000):
            assert plural_category(language, n) == form(n), (language, n)


@pytest.mark.parametrize(
    ("language", "n", "words"),
    [("ru", 1, "один раз"), ("ru", 21, "21 раз"), ("ru", 3, "3 раза"), ("pl", 22, "22 razy"), ("fa", 12, "۱۲ بار"),
     ("ar", 2, "مرتين"), ("ar", 11, "11 مرة"), ("he", 2, "פעמיים"), ("zh", 2, "2次"), ("en", 2, "twice")],
)  # fmt: skip
def test_how_often_is_said_as_the_language_counts(language, n, words):
    assert Times(n).word(Speaker(find_language(language))) == words


@pytest.mark.parametrize(
    ("language", "number"),
    [("en", "1,234.5"), ("de", "1.234,5"), ("fr", "1\u202f234,5"), ("uk", "1\u00a0234,5"), ("fa", "۱٬۲۳۴٫۵")],
)
def test_numbers_are_written_as_the_press_does(language, number):
    assert Figure(1234.5, 1).word(Speaker(find_language(language))) == number


def test_a_sentence_is_said_again_with_the_places_names():
    gazetteer = bundled()
    leeds = next(one.place for one in gazetteer.lookup("London") if one.place.country_code == "GB")
    said = Speaker().say("named", place=Named(leeds), times=Times(3))
    assert said == "London is named 3 times."
    assert Speaker(find_language("ru"), gazetteer).again(said) == "Лондон: упомянуто 3 раза."
    assert Speaker(find_language("tr"), gazetteer).again(said) == "Metin Londra adını 3 kez anıyor."
    assert Speaker().again(said) is said
    assert Speaker(find_language("ru")).again("what a plug-in says") == "what a plug-in says"


def test_a_sentence_survives_its_way_through_a_process():
    said = Speaker().say("rival_kind", kind=Kind("airport"))
    back = pickle.loads(pickle.dumps(said))
    assert isinstance(back, Said)
    assert back == said == "is an airport"
    assert Speaker(find_language("pl")).again(back) == "lotnisko"


def test_a_word_of_the_text_is_quoted_in_another_language():
    said = Speaker().say("head", noun=TextNoun("airport", "en"))
    assert said == "The text calls it an airport."
    assert Speaker(find_language("de")).again(said) == "Der Text nennt es so: „airport“."
    assert Speaker().say("head", noun=TextNoun("аэропорт", "ru")) == "The text calls it “аэропорт”."


def test_a_language_without_sentences_of_its_own_is_explained_in_english(tmp_path):
    folder = tmp_path / "eo"
    folder.mkdir()
    speaker = Speaker(geomap.language.Language("eo", folder, english()))
    assert speaker.say("position") == "The text gives the position itself."
    assert speaker.language.code == "en"


def test_what_is_only_said_to_a_reader_makes_no_language_read(tmp_path):
    from geomap import language
    from geomap.language.identify import is_read

    folder = tmp_path / "eo"
    folder.mkdir()
    (folder / "reasons.toml").write_text('[sentences]\nposition = "La teksto donas la lokon."\n', encoding="utf-8")
    language.register_language(folder)
    try:
        assert not is_read("eo")
        assert Speaker(find_language("eo")).say("no_rival") == "The gazetteer has no other place of this name."
        (folder / "words.toml").write_text("", encoding="utf-8")
        assert is_read("eo")
    finally:
        language._registered.clear()
        language._known.clear()
