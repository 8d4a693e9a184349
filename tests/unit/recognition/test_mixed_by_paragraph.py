"""Texts in two languages: what a paragraph says of distances, ways, days and lands is read in its own language."""

from __future__ import annotations

import datetime

import pytest

import geomap
from geomap.maps.timeline import find_times

ARABIC = (
    "قال مسؤول إن انفجارا وقع في دمشق يوم الأربعاء وإن السكان سمعوا دويه "
    "في أنحاء المدينة كلها قبل أن تصل سيارات الإسعاف.\n\n"
)
GERMAN = (
    "Nach Angaben der Behörden fuhr am 3. November 2025 ein Konvoi mit Hilfsgütern von Damaskus nach Homs. "
    "Ein zweiter Wagen blieb nach einer Panne 20 km nördlich von Homs auf der Straße liegen.\n"
)
ENGLISH = (
    "According to the police, a convoy with aid drove from Damascus to Homs on 3 November 2025. "
    "A second car broke down 20 km north of Homs and was left on the road by the men in it.\n"
)


@pytest.fixture(
    scope="module", params=[("ar", ARABIC + GERMAN), ("ar", ARABIC + ENGLISH), ("en", ENGLISH * 3 + GERMAN)]
)
def parse(request):
    language, text = request.param
    return geomap.geoparse(geomap.Document(text, language=language, date=datetime.date(2025, 11, 5)))


def test_a_distance_is_told_from_the_town_of_the_same_paragraph(parse):
    (relative, *_) = parse.relatives[-1:]
    assert "20 km" in relative.toponym.text
    assert relative.place.lat == pytest.approx(34.91, abs=0.05)


def test_a_movement_of_the_paragraph_is_found_at_its_words(parse):
    one = parse.movements[-1]
    assert (one.origin.place.name, one.destination.place.name) == ("Damascus", "Homs")
    assert one.text == parse.document.text[one.start : one.end]
    assert one.start > len(parse.document.text) / 3


def test_a_day_of_the_paragraph_is_a_time_of_the_story(parse):
    assert datetime.date(2025, 11, 3).isoformat() in {moment.first for moment in find_times(parse.document)}
    assert parse.resolutions[-1].toponym.language in {"de", "en"}


@pytest.mark.parametrize(
    ("language", "text", "names"),
    [
        ("zh", "总统周二在London会见了来自Damascus的代表，随后飞往Ankara。Latakia附近发生爆炸。", 4),
        ("ru", "Президент встретился в London с делегацией из Damascus, затем вылетел в Ankara. В Latakia тихо.", 4),
        ("ar", "التقى الرئيس في London بوفد من Damascus ثم توجه إلى Ankara. ووقع انفجار في Latakia.", 4),
        ("he", "הנשיא נפגש ביום שלישי ב-London עם משלחת מ-Damascus ואז טס ל-Ankara. ליד Latakia אירע פיצוץ.", 4),
    ],
)
def test_names_in_latin_letters_are_found_and_sure(language, text, names):
    found = [r for r in geomap.geoparse(geomap.Document(text, language=language)) if r.place is not None]
    assert {r.place.name for r in found} == {"London", "Damascus", "Ankara", "Latakia"}
    assert len(found) == names
    assert min(r.confidence for r in found) > 0.6


def test_a_person_in_latin_letters_is_no_place():
    found = geomap.geoparse(geomap.Document("记者Anna Schmidt在Latakia说，市场已经开放。", language="zh"))
    assert [r.toponym.text for r in found] == ["Latakia"]
