"""Names as a language speaks them: what a word in a sentence is read as."""

import pytest

from geomap.gazetteer import layout, open_gazetteer
from geomap.gazetteer.names import fold
from geomap.gazetteer.naming import spoken_names
from geomap.language import english, find_language

FORMS = {
    "ru": {
        "Москве": "Moscow",
        "Нижнем Новгороде": "Nizhniy Novgorod",
        "Ростове-на-Дону": "Rostov-on-Don",
        "Московской области": "Moscow Oblast",
        "Египта": "Egypt",
        "Орла": "Orël",
        "Соединённых Штатов": "United States",
        "Голанских высотах": "Golan Heights",
        "московскими": "Moscow",
        "российских": "Russia",
        "американцев": "United States",
        "нижегородского": "Nizhniy Novgorod",
    },
    "uk": {
        "Києві": "Kyiv",
        "Львова": "Lviv",
        "Тернополі": "Ternopil",
        "Празі": "Prague",
        "Великої Британії": "United Kingdom",
        "Кривого Рогу": "Kryvyy Rih",
        "Київської області": "Kyiv Oblast",
        "Чернівцях": "Chernivtsi",
        "польською": "Poland",
        "празького": "Prague",
        "Зіньківського району": "Zinkiv",
        "Нью-Йоркський": "New York",
        "Чорного моря": "Black Sea",
    },
    "bg": {"българският": "Bulgaria", "софийската": "Sofia", "Голанските възвишения": "Golan Heights"},
    "sr": {
        "Београду": "Belgrade",
        "Новом Саду": "Novi Sad",
        "Америци": "United States",
        "Крагујевцу": "Kragujevac",
        "САД-у": "United States",
        "Beogradu": "Belgrade",
        "европских": "Europe",
    },
    "mk": {"скопскиот": "Skopje"},
    "be": {"Мінску": "Minsk", "Беларуссю": "Belarus"},
}


@pytest.fixture(scope="module")
def gazetteer():
    return open_gazetteer(user_places=False)


def names_in(gazetteer, code):
    return spoken_names(gazetteer, find_language(code))


@pytest.mark.parametrize(("code", "word", "name"), [(c, w, n) for c, rows in FORMS.items() for w, n in rows.items()])
def test_a_form_is_read_as_its_place(gazetteer, code, word, name):
    names = names_in(gazetteer, code)
    reading = names.reading(names.fold(word))
    assert reading is not None
    assert gazetteer.name_of(reading.bearers[0][0]) == name


@pytest.mark.parametrize(
    ("code", "word"),
    [("ru", "советский"), ("ru", "королевского"), ("ru", "морской"), ("uk", "міський"), ("bg", "градски")],
)
def test_an_ordinary_adjective_is_no_places(gazetteer, code, word):
    reading = names_in(gazetteer, code).reading(fold(word))
    assert reading is None or reading.how not in ("adjective", "derived")


def test_an_adjective_is_a_demonym_of_its_place(gazetteer):
    reading = names_in(gazetteer, "ru").reading("московского")
    assert reading.tier == layout.TIER_DEMONYM
    assert {code & layout.KIND_MASK for _, code in reading.bearers} == {layout.DEMONYM}


def test_a_city_comes_before_villages_that_an_ending_reaches(gazetteer):
    reading = names_in(gazetteer, "ru").reading("москве")
    assert (reading.base, reading.how) == ("москва", "ending")
    importance = [gazetteer.columns.importance[place] for place, _ in reading.bearers]
    assert importance[0] == max(importance)


def test_prefixes_are_the_names_that_words_begin_with(gazetteer):
    names = names_in(gazetteer, "ru")
    text = "нижнем новгороде вчера"
    lengths = [length for length, _ in names.prefixes(text)]
    assert lengths[0] == len("нижнем новгороде")
    (_, number), *_ = names.prefixes(text)
    assert gazetteer.name_of(names.bearers(number)[0][0]) == "Nizhniy Novgorod"
    assert names.name_id("нижнем новгороде") == number
    assert names.tier(number) == layout.TIER_500K


def test_what_no_form_of_a_name_is_has_no_number(gazetteer):
    names = names_in(gazetteer, "ru")
    assert names.name_id("щщщщ") == -1
    assert names.name_id("") == -1
    assert names.prefixes("\ud800") == []


def test_english_has_the_gazetteer_itself(gazetteer):
    assert spoken_names(gazetteer, english()) is gazetteer


def test_a_users_own_place_is_inflected_too(gazetteer, tmp_path):
    path = tmp_path / "own.csv"
    path.write_text("name,lat,lon\nКрасная Заимка,56.1,93.2\n", encoding="utf-8")
    mine = gazetteer.with_places(path)
    reading = spoken_names(mine, find_language("ru")).reading(fold("Красной Заимке"))
    assert mine.name_of(reading.bearers[0][0]) == "Красная Заимка"


@pytest.mark.parametrize(
    ("code", "words", "expected"),
    [
        ("ru", "голанских высотах вчера", "голанских высотах"),
        ("fr", "san francisco et alors", "san francisco"),  # more names go on "san" than are kept
        ("ru", "нижнем тагиле и там", "нижнем тагиле"),
    ],
)
def test_a_name_of_several_words_is_found_however_many_names_begin_so(gazetteer, code, words, expected):
    length, _ = names_in(gazetteer, code).prefixes(words)[0]
    assert words[:length] == expected


def test_the_places_that_a_language_names_are_those_whose_names_say_so(gazetteer):
    named = gazetteer.exonyms.places_named("pl")
    for index in range(300):
        tags = [tag for _, tag, kind in gazetteer.exonyms.names(index) if kind == layout.PRIMARY]
        assert (index in named) == ("pl" in tags)
