"""A language is a folder: one that lies anywhere is read, and its words are used by every stage."""

import datetime
import warnings

import pytest

import geomap
from geomap.errors import LanguageError
from geomap.language import find_language, language_codes, language_of, register_language
from geomap.language.language import Language
from geomap.language.sentences import Sentences
from geomap.maps import ViewOptions, build_view
from geomap.maps.dates import find_dates
from geomap.maps.stamps import find_stamps

FILES = {
    "words.toml": """
titles = "sinjoro ministro"
small_words = "de la"
compass = "norda suda okcidenta orienta"
place_prepositions = "en el al"
organisation_words = "universitato"
""",
    "heads.toml": """
sites = ["flughaveno", "mararmea bazo"]
districts = "provinco distrikto"
nature = "rivero lago"
before = "urbo provinco"
growing = "provinco rivero"
prepositions = "en"
genitives = "de"
articles = "la"
name_articles = "la"
[kinds]
"admin1 admin2 admin" = "provinco"
water = "rivero lago"
""",
    "modifiers.toml": """
before = ['''(?<!\\w)(?:la\\s+)?@side@a\\s+$''']
endings = "norda suda"
hints = "nord sud"
side = "nord|sud"
[sides]
nord = "north"
sud = "south"
""",
    "cues.toml": r"""
within = '''[ ]en[ ]'''
position = '''koordinatoj:?\s$'''
""",
    "zones.toml": """
ending = "j?"
[[phrases]]
words = "bufrozono"
near = ["geonames:163843"]
place = "naturalearth:SYR-5261"
""",
    "dates.toml": r"""
patterns = ['''\b@day@a de @month@ @year@\b''', '''\b(?P<word>hieraŭ)\b''']
day = '''(?P<day>[0-3]?\d)'''
stamps = ['''(?P<hour>\d\d)\.(?P<minute>\d\d)\s@zone@''']
zone_words = "horo"
[months]
decembro = 12
[days]
"hieraŭ" = -1
""",
    "sentences.toml": r"""
breaks = '''[.;](?=\s)'''
terminal = ".;"
""",
    "reasons.toml": """
article = "{name}"
indefinite = "{noun}"
indefinite_vowel = "{noun}"
thousands = "."
[times]
other = "{n}-foje"
[sentences]
best_known = "Gxi estas la plej konata."
named_itself = "Gxi estas nomita {times}."
no_rival = "Neniu alia loko havas la nomon."
position = "La teksto donas la lokon."
tie = ""
phrase = "La frazo signifas la zonon."
container = "La teksto metas gxin en {place}."
named = "{place} estas nomita {times}."
country_itself = "La lando estas nomita {times}."
named_with_people = "Gxi estas nomita {times}, la popolo {people}."
people_named = "La popolo de {place} estas nomita {times}."
lies_in = "{place} kusxas en gxi."
near = "{place} estas {km} km for."
head = "La teksto nomas gxin {noun}."
asked = ""
demonym = ""
abbreviation = ""
historical = ""
rival = "La alia {place}{where} {what}."
rival_other_name = "{place}{where} {what}."
rival_where = " en {unit}"
rival_no_where = ""
rival_other_name_no_where = ""
rival_people = "havas {people} homojn"
rival_kind = "estas {kind}"
rival_people_both = "havas {people} homojn; tiu cxi {own}"
rival_more = "havas pli da homoj, {people} kontraux {own}"
rival_so = "Do estas tiu cxi, kvankam {which}{where} {what}."
rival_little = "Malmulto decidas por tiu cxi, kvankam {which}{where} {what}."
rival_which = "la alia {place}"
rival_other_name_which = "{place}"
rival_which_no_where = ""
""",
}


@pytest.fixture
def toy(tmp_path):
    """A language in a folder outside of the package, which is forgotten after the test."""
    from geomap import language

    folder = tmp_path / "eo"
    folder.mkdir()
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    register_language(folder)
    yield find_language("eo")
    language._registered.clear()
    language._known.clear()


def parse(text, **facts):
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # a language with a folder is read: nobody is warned
        return geomap.geoparse(geomap.Document(text, language="eo", **facts))


def found(text):
    return {r.toponym.text: r for r in parse(text)}


def test_a_registered_folder_is_the_language_of_a_document(toy):
    assert language_of(geomap.Document("", language="eo-XX")) is toy
    assert "eo" in language_codes()
    assert language_of(geomap.Document("", language="xx")).code == "en"


@pytest.mark.usefixtures("toy")
def test_its_head_nouns_grow_a_name_and_choose_the_kind():
    resolution = found("Li venis al Homs provinco hieraŭ.")["Homs provinco"]
    assert resolution.toponym.head == "provinco"
    assert resolution.place.feature_code == "ADM1"


@pytest.mark.usefixtures("toy")
def test_a_site_in_its_words_is_a_facility():
    toponym = found("Ili estas en Hmeimim flughaveno nun.")
    assert any(r.toponym.head == "flughaveno" for r in toponym.values())


@pytest.mark.usefixtures("toy")
def test_its_directions_are_modifiers():
    assert found("Pluvas en la suda Syria hodiaŭ.")["Syria"].toponym.modifier.part == "south"


@pytest.mark.usefixtures("toy")
def test_english_words_are_none_in_it():
    assert all(r.toponym.modifier is None for r in parse("Pluvas en southern Syria."))


@pytest.mark.usefixtures("toy")
def test_its_zone_phrases_mean_their_zone():
    zones = [r for r in parse("Soldatoj en Syria. La bufrozono estas granda.") if r.toponym.kind == "zone"]
    assert [r.place.id for r in zones] == ["naturalearth:SYR-5261"]


def test_its_sentences_end_where_it_says(toy):
    text = "Homs estas urbo; Hama estas alia. Fino."
    start, end = Sentences(text, toy).around(0, 4)
    assert text[start:end] == "Homs estas urbo;"


def test_its_stamps_are_found(toy):
    published = datetime.date(2024, 12, 10)
    stamps = find_stamps("09.15 horo\nFajro en Homs\n10.05 horo\nPluvo", published, language=toy)
    assert [(stamp.label, stamp.iso) for stamp in stamps] == [
        ("09.15 horo", "2024-12-10T09:15"),
        ("10.05 horo", "2024-12-10T10:05"),
    ]


def test_its_dates_are_found(toy):
    published = datetime.date(2024, 12, 10)
    dates = find_dates("Hieraŭ kaj la 8a de decembro 2024.", published, language=toy)
    assert [date.first for date in dates] == [datetime.date(2024, 12, 9), datetime.date(2024, 12, 8)]


@pytest.mark.usefixtures("toy")
def test_its_reasons_are_in_its_words():
    resolution = found("Ili dormis en Damascus.")["Damascus"]
    assert any("Gxi" in reason or "alia" in reason for reason in resolution.reasons)
    assert not any("best known" in reason for reason in resolution.reasons)


@pytest.mark.usefixtures("toy")
def test_a_map_of_it_has_no_note():
    made = parse("Ili dormis en Damascus.")
    from geomap.gazetteer import bundled

    assert not any("geomap" in note for note in build_view(made, bundled(), ViewOptions()).notes)


def test_what_a_folder_lacks_is_empty_and_its_sentences_are_english(tmp_path):
    (tmp_path / "qq").mkdir()
    language = Language("qq", tmp_path / "qq", find_language("en"))
    assert language.words.titles == frozenset()
    assert language.sentence_ends is find_language("en").sentence_ends
    assert language.reasons is find_language("en").reasons


@pytest.mark.parametrize(
    ("text", "said"),
    [("tittles = 'x'", "no key 'tittles'"), ("titles = 3", "'titles'"), ("titles = ", "words.toml")],
)
def test_a_wrong_file_is_one_clear_line(tmp_path, text, said):
    (tmp_path / "words.toml").write_text(text)
    with pytest.raises(LanguageError, match=r"words\.toml") as caught:
        _ = Language("qq", tmp_path).words
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)
