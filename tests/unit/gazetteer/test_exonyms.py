import csv
import json
import pickle
from pathlib import Path

import pytest

from geomap.gazetteer import bundled, layout
from geomap.gazetteer.gazetteer import Gazetteer
from geomap.gazetteer.names import fold
from geomap.gazetteer.record import Record, RecordName
from geomap.gazetteer.verify import verify
from geomap.gazetteer.writer import Writer, checksums

TABLE = Path(__file__).parents[2] / "data" / "exonyms" / "names.csv"


def record(place_id, name, code, importance, *names, population=0):
    return Record(
        id=place_id,
        name=name,
        feature_class="P" if code.startswith("PPL") else "A",
        feature_code=code,
        country_code="XA",
        admin1_code="",
        lon=10,
        lat=10,
        population=population,
        geonameid=int(place_id[9:]),
        importance=importance,
        source="test",
        names=list(names),
    )


def usual(text, *languages, kind=layout.PRIMARY, cased=False):
    return [RecordName(text, language, kind, cased) for language in languages]


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    out = tmp_path_factory.mktemp("gazetteer")
    places = [
        record("geonames:1", "Alphaland", "PCLI", 1000),
        record("geonames:2", "Alphia", "PPL", 250, population=900),
        record("geonames:3", "Granata", "PPLA", 690, population=400_000),
        record("geonames:4", "Rusk", "PPL", 210, RecordName("Альфия")),
    ]
    exonyms = {
        "geonames:1": [
            *usual("Alphia", "cs", "sk"),
            *usual("Альфия", "ru"),
            *usual("Granata", "es"),
            *usual("阿尔法", "zh"),
            *usual("阿爾法", "zh-Hant"),
            *usual("АФ", "ru", kind=layout.ABBREVIATION, cased=True),
            *usual("альфийский", "ru", kind=layout.DEMONYM),
        ],
    }
    manifest = {"capitals": {}, "sources": {"test": {"name": "T", "licence": "", "url": "", "attribution": ""}}}
    whole = Writer(places, exonyms=exonyms).write(out, {"stop_names": {}}, manifest)
    assert layout.EXONYMS in whole["arrays"]
    return Gazetteer.open(out)


def ids(candidates):
    return [candidate.place.id for candidate in candidates]


def test_a_country_comes_before_a_village_that_bears_its_name_in_another_language(small):
    assert ids(small.lookup("Alphia")) == ["geonames:1", "geonames:2"]
    assert ids(small.lookup("альфия")) == ["geonames:1", "geonames:4"]


def test_a_city_comes_before_a_country_that_another_language_calls_so(small):
    assert ids(small.lookup("Granata")) == ["geonames:3", "geonames:1"]
    assert ids(small.lookup("Granata", language="es")) == ["geonames:1", "geonames:3"]


def test_a_told_language_leaves_out_what_others_say(small):
    assert ids(small.lookup("Alphia", language="sk")) == ["geonames:1", "geonames:2"]
    assert ids(small.lookup("Alphia", language="ru")) == ["geonames:2"]
    assert [index for index, _ in small.candidates("Alphia", "ru")] == [small.index("geonames:2")]


def test_short_forms_count_in_capitals_and_adjectives_as_demonyms(small):
    assert [c.match for c in small.lookup("АФ")] == ["abbreviation"]
    assert small.lookup("аф") == []
    found = small.lookup("Альфийский", language="ru")
    assert [(c.place.id, c.match, c.name) for c in found] == [("geonames:1", "demonym", "альфийский")]


def test_the_matcher_of_english_texts_sees_no_name_by_language(small):
    assert [place for place, _ in small.bearers(small.name_id("alphia"))] == [small.index("geonames:2")]
    assert small.name_id("альфийский") == -1
    assert [c for found in small.indexes_of("阿尔法") for c in found] == []


def test_a_map_takes_the_language_s_usual_name_and_the_nearest_tag(small):
    place = small.get("geonames:1")
    names = [small.name_in(place, language) for language in ("cs", "ru", "zh", "zh-TW", "zh-CN", "fr")]
    assert names == ["Alphia", "Альфия", "阿尔法", "阿爾法", "阿尔法", "Alphaland"]


def test_a_text_in_a_language_finds_its_names_from_the_left(small):
    found = small.exonyms.prefixes("阿尔法的", "zh")
    assert [(length, [b.place for b in bearers]) for length, bearers in found] == [(3, [small.index("geonames:1")])]
    assert small.exonyms.prefixes("альфия и", "ru")[0][0] == 6
    assert small.exonyms.prefixes("альфиянка", "ru") == []


def test_another_process_has_the_names_too(small):
    assert ids(pickle.loads(pickle.dumps(small)).lookup("阿尔法")) == ["geonames:1"]


def test_a_gazetteer_without_names_by_language_works_as_before(tmp_path):
    Writer([record("geonames:1", "Alphaland", "PCLI", 1000)]).write(tmp_path, {"stop_names": {}}, {"sources": {}})
    plain = Gazetteer.open(tmp_path)
    assert plain.exonyms is None
    assert ids(plain.lookup("alphaland", language="ru")) == ["geonames:1"]
    assert plain.name_in(plain.get("geonames:1"), "ru") == "Alphaland"


# The bundled gazetteer ------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def gazetteer():
    return bundled()


@pytest.fixture(scope="module")
def table():
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_names_in_the_languages_of_the_world_lead_to_their_place_first(gazetteer, table):
    assert len(table) >= 550
    assert len({row["language"] for row in table}) >= 36
    wrong = [row["name"] for row in table if ids(gazetteer.lookup(row["name"], limit=1)) != [row["place"]]]
    assert len(wrong) <= 0.02 * len(table), wrong


def test_a_told_language_leads_to_its_place_first(gazetteer, table):
    def first(row):
        return ids(gazetteer.lookup(row["name"], language=row["language"], limit=1))

    wrong = [row["name"] for row in table if first(row) != [row["place"]]]
    assert len(wrong) <= 0.02 * len(table), wrong


def test_a_map_in_a_language_says_what_the_language_says(gazetteer, table):
    said = [gazetteer.name_in(gazetteer.get(row["place"]), row["language"]) == row["name"] for row in table]
    assert sum(said) >= 0.95 * len(table)


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Китай", "CN"), ("Chine", "CN"), ("中国", "CN"), ("РФ", "RU"), ("Rusko", "RU"), ("България", "BG"),
        ("Deutschland", "DE"), ("Niemcy", "DE"), ("Németország", "DE"), ("Saksa", "DE"), ("مصر", "EG"),
        ("الإمارات", "AE"), ("ОАЭ", "AE"), ("EE.UU.", "US"), ("США", "US"), ("BRD", "DE"), ("КНДР", "KP"),
        ("Мексика", "MX"), ("Polonais", "PL"), ("украинец", "UA"), ("niederländisch", "NL"), ("سوري", "SY"),
        ("法国人", "FR"),
    ],
)  # fmt: skip
def test_countries_are_found_by_exonym_short_form_and_people(gazetteer, name, country):
    assert gazetteer.lookup(name)[0].place.id == gazetteer.country(country).id


def languages_of(gazetteer, place):
    return {name.language for name in gazetteer.names(place) if name.language}


def test_every_country_has_names_in_forty_languages(gazetteer):
    states = [gazetteer.country(code) for code in gazetteer.country_codes if code]
    few = [p.name for p in states if p is not None and len(languages_of(gazetteer, p)) < 40]
    assert few == []
    assert len(gazetteer.exonyms.languages) >= 60


@pytest.mark.parametrize("code", ["FR", "DE", "CN", "SY", "PE", "MK", "TD", "RU"])
def test_capitals_have_their_own_name_in_thirty_languages(gazetteer, code):
    # A name that only repeats the English one is not kept.
    assert len(languages_of(gazetteer, gazetteer.capital_of(code))) >= 30


@pytest.mark.parametrize("word", ["Chine", "Rusko", "Saksa", "русский", "deutsch", "belge", "польский"])
def test_english_texts_have_no_new_candidates(gazetteer, word):
    number = gazetteer.name_id(fold(word))
    bearers = gazetteer.bearers(number) if number >= 0 else ()
    states = {i for i, _ in bearers if gazetteer.place(i).feature_code in ("PCLI", "PPLC")}
    assert states == set()


def test_names_by_language_open_when_they_are_asked_for(gazetteer):
    fresh = Gazetteer.open(gazetteer.path)
    assert "exonyms" not in vars(fresh._store)
    assert fresh.exonyms is not None
    assert "exonyms" in vars(fresh._store)


def test_verify_reads_the_names_by_language(small):
    small.manifest["files"] = checksums(small.path)  # a gazetteer on its way to be written has none yet
    assert small.manifest["files"].keys() >= {layout.EXONYMS, layout.EXONYM_TRIE}
    assert verify(small).checked["exonyms"] == 7


def test_the_command_line_takes_a_language():
    from click.testing import CliRunner

    from geomap.cli.lookup import command

    said = CliRunner().invoke(command, ["Wenen", "--lang", "nl", "--json"])
    assert said.exit_code == 0, said.output
    assert json.loads(said.output)[0]["place_id"] == "geonames:2761369"
