"""Dates in the languages of the press: absolute, without a year, and relative to the day of publication."""

import datetime
import subprocess
import sys
from pathlib import Path

import pytest

from geomap.language import find_language, language_codes
from geomap.maps.dates import find_dates
from geomap.maps.solarhijri import to_gregorian
from geomap.maps.stamps import find_stamps

TABLE = Path(__file__).parents[2] / "data" / "dates_by_language.txt"
ROWS = TABLE.read_text(encoding="utf-8")

# What looks like a date and is none.
NONE = """
fr | L'équipe joue chaque lundi. Il a mars en tête.
es | Va al mar todos los lunes.
de | Er kam am Morgen mit der dritten Mannschaft.
it | in mar Rosso
ru | В марширующей колонне по понедельникам
pt | segunda vez
he | שלישי בחשיבותו
"""

PUBLISHED = datetime.date(2025, 11, 12)


def _rows(table):
    return [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines() if line[0] != "#"]


def _written(first, last):
    if first == last:
        return first.isoformat()
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return f"{first.year}"
    if first.day == 1 and (last + datetime.timedelta(1)).day == 1 and first.month == last.month:
        return first.isoformat()[:7]
    return f"{first}..{last}"


@pytest.mark.parametrize("row", _rows(ROWS), ids=lambda row: f"{row[0]}: {row[1][:30]}")
def test_dates_are_found_as_the_text_writes_them(row):
    code, text, expected = row
    found = find_dates(text, PUBLISHED, language=find_language(code))
    written = [f"{_written(date.first, date.last)} = {text[date.start : date.end]}" for date in found]
    assert written == [one.strip() for one in expected.split(" ; ")]


@pytest.mark.parametrize("row", _rows(NONE), ids=lambda row: row[0])
def test_what_only_looks_like_a_date_is_none(row):
    code, text = row
    assert find_dates(text, PUBLISHED, language=find_language(code)) == []


@pytest.mark.parametrize(
    ("solar", "gregorian"),
    [
        ((1404, 1, 1), "2025-03-21"),
        ((1399, 1, 1), "2020-03-20"),
        ((1357, 11, 22), "1979-02-11"),
        ((1403, 12, 30), "2025-03-20"),
    ],
)
def test_the_calendar_of_iran(solar, gregorian):
    assert to_gregorian(*solar).isoformat() == gregorian


def test_a_day_that_the_calendar_of_iran_lacks_is_no_date():
    assert find_dates("۳۰ اسفند ۱۴۰۴", PUBLISHED, language=find_language("fa")) == []


@pytest.mark.parametrize("code", [code for code in language_codes() if code != "en"])
def test_months_and_days_of_the_week_are_those_of_cldr(code):
    pytest.importorskip("babel")
    from geomap.training.calendar_words import FOLDER, written

    path = FOLDER / code / "dates.toml"
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    assert written(text, code) == text


def test_an_english_text_loads_no_calendar_but_its_own():
    code = (
        "import sys, datetime; from geomap.maps.dates import find_dates; "
        "find_dates('on March 3', datetime.date(2025, 1, 1)); "
        "print([m for m in ('babel', 'geomap.maps.solarhijri', 'dateparser') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


LIVE = """
fr | Mis à jour à 14h32 : Explosion à Homs | 13h05 - Calme à Hama | 2025-11-12T14:32 2025-11-12T13:05
es | 14:32 GMT Explosión en Homs | 13:05 Calma en Hama | 2025-11-12T14:32+00:00 2025-11-12T13:05
de | 14:32 Uhr: Explosion in Homs | 13.05 Uhr: Ruhe in Hama | 2025-11-12T14:32 2025-11-12T13:05
ru | Обновлено в 14:32. Взрыв в Хомсе | 13:05 Тихо в Хаме | 2025-11-12T14:32 2025-11-12T13:05
ar | الساعة 14:32 انفجار في حمص | 13:05 هدوء في حماة | 2025-11-12T14:32 2025-11-12T13:05
he | 14:32 פיצוץ בחומס | עודכן ב-13:05 שקט בחמה | 2025-11-12T14:32 2025-11-12T13:05
zh | 14:32 霍姆斯发生爆炸 | 13:05 哈马平静 | 2025-11-12T14:32 2025-11-12T13:05
"""


@pytest.mark.parametrize("row", _rows(LIVE), ids=lambda row: row[0])
def test_a_liveblog_has_its_times(row):
    code, first, second, expected = row
    found = find_stamps(f"{first}\n{second}\n", PUBLISHED, language=find_language(code))
    assert " ".join(stamp.iso for stamp in found) == expected
