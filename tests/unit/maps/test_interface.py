"""The interface in its languages: nothing is missing, nothing is left in braces, and a page carries its own alone."""

import csv
import json
import re
from pathlib import Path

import pytest

import geomap
from geomap.gazetteer import bundled
from geomap.language.plurals import plural_category
from geomap.maps import wording
from geomap.maps.html.payload import to_json
from geomap.maps.svg.picture import to_svg
from geomap.maps.wording import direction, languages, statuses, texts

LANGUAGES = ("en", "fr", "es", "ar", "ru", "de", "uk", "pl", "tr", "pt", "it", "he", "zh", "fa")
ROOT = Path(__file__).parents[3]
FORMS = frozenset({"zero", "one", "two", "few", "many", "other"})
GOLAN = "Officers met at Quneitra on the Golan Heights, and a train left Damascus for Homs."


def rows(name):
    return list(csv.reader(Path(wording.__file__).with_name(name).read_text("utf-8").splitlines()))


def braces(text):
    return set(re.findall(r"{\w+}", text))


def test_the_interface_speaks_the_languages_of_the_press():
    assert languages() == LANGUAGES


@pytest.mark.parametrize("name", ["texts.csv", "statuses.csv"])
def test_a_column_is_read_as_the_file_has_it(name):
    header, *lines = rows(name)
    assert {len(line) for line in lines} == {len(header)}
    for number, language in enumerate(header[1:]):
        assert wording._column(name, number) == {line[0]: line[number + 1] for line in lines}, language


def test_every_language_has_every_text_and_its_placeholders():
    header, *lines = rows("texts.csv")
    for key, english, *others in lines:
        for language, text in zip(header[2:], others, strict=True):
            form = key.rpartition(".")[2]
            if form not in FORMS:
                assert text, (language, key)
                assert braces(text) == braces(english), (language, key)
            # "One place" may do without its number.
            assert braces(text) <= braces(english) | ({"{n}"} if form in FORMS else set()), (language, key)


def test_every_language_has_the_forms_that_its_numbers_take():
    counted = {key.removesuffix(".one") for key in texts("en") if key.endswith(".one")} - {"edit.scope"}
    assert len(counted) == 4
    for number, language in enumerate(LANGUAGES):
        own = wording._column("texts.csv", number)
        forms = {plural_category(language, n) for n in (1, 2, 3, 5, 11, 21, 22, 100, 101)} | {"other"}
        lacking = {f"{key}.{form}" for key in counted for form in forms if not own[f"{key}.{form}"]}
        assert not lacking, (language, lacking)


def test_what_is_said_of_disputed_areas_is_said_in_every_language():
    details = json.loads((ROOT / "gazetteer" / "data" / "curated.json").read_text("utf-8"))
    wanted = {
        text
        for row in details["status"].values()
        for text in (row["text"], row["administered_by"], row["line_source"], *row["claimants"])
        if text and not re.fullmatch("[A-Z]{2}", text)
    }
    assert len(wanted) > 160
    for language in LANGUAGES[1:]:
        lacking = wanted - statuses(language).keys()
        assert not lacking, (language, sorted(lacking)[:3])


@pytest.mark.parametrize("language", ["he", "fa", "ar"])
def test_a_page_of_a_language_from_right_to_left_is_one(view_of, language):
    view = view_of(language=language)
    assert view.direction == direction(language) == "rtl"
    assert texts(language)["comma"] in {", ", "، "}


def test_a_page_carries_only_its_own_language(view_of):
    sizes = {language: len(to_json(view_of(language=language))) for language in LANGUAGES}
    for language in LANGUAGES:
        page = to_json(view_of(language=language))
        for other in ("uk", "tr", "zh", "fa"):
            assert other == language or texts(other)["borders"] not in page
    assert max(sizes.values()) < 1.25 * sizes["en"]


@pytest.mark.parametrize(("language", "scale"), [("he", "ק״מ"), ("fa", "کیلومتر"), ("zh", "公里"), ("uk", "км")])
def test_a_picture_says_kilometres_as_the_language_does(view_of, language, scale):
    assert scale in to_svg(view_of(language=language))


def test_an_english_text_gets_a_map_that_speaks_another_language_throughout():
    parse = geomap.geoparse(GOLAN)
    made = {}
    for language in LANGUAGES:
        view = geomap.maps.build_view([parse], bundled(), geomap.maps.ViewOptions(language=language))
        golan = next(feature for feature in view.features if feature.place.name == "Golan Heights")
        said = [reason for feature in view.features for m in feature.mentions for reason in m.reasons]
        said += [reason for feature in view.features for reason in feature.prominence_reasons]
        made[language] = (golan.status, said)
    english, reasons = made.pop("en")
    assert english.language == "en"
    assert len(reasons) >= 8
    for language, (status, said) in made.items():
        assert status.language == language
        assert status.text == statuses(language)[english.text]
        assert len(said) == len(reasons)
        assert not set(said) & set(reasons), language
        assert not any(braces(reason) for reason in said)
