"""Dates in the languages of the press: absolute, without a year, and relative to the day of publication."""

import datetime
import sys

import pytest

from geomap.language import find_language, language_codes
from geomap.maps.dates import find_dates
from geomap.maps.solarhijri import to_gregorian

# The text is published on Wednesday, 12 November 2025. "2025-11-10" is a day, "2025-11" a month, "2025" a year,
# "a..b" what lies between; what the text calls it follows.
ROWS = """
fr | Le 8 décembre 2024, les soldats sont entrés. | 2024-12-08 = 8 décembre 2024
fr | Ils se sont vus lundi dernier, et hier encore. | 2025-11-10 = lundi dernier ; 2025-11-11 = hier
fr | La réunion aura lieu le 3 décembre. | 2025-12-03 = 3 décembre
fr | La semaine dernière, il y a trois jours, en novembre 2023 | 2025-11-03..2025-11-09 = semaine dernière ; 2025-11-09 = il y a trois jours ; 2023-11 = novembre 2023
fr | depuis 1974 | 1974 = depuis 1974
fr | en décembre de l’année dernière | 2024-12 = décembre de l’année dernière
es | el 8 de diciembre de 2024 | 2024-12-08 = 8 de diciembre de 2024
es | El lunes llegaron; se reunirán el 3 de diciembre. | 2025-11-10 = lunes ; 2025-12-03 = 3 de diciembre
es | hace dos semanas, la semana pasada, ayer | 2025-10-29 = hace dos semanas ; 2025-11-03..2025-11-09 = semana pasada ; 2025-11-11 = ayer
es | desde 1974 | 1974 = desde 1974
it | l'8 dicembre 2024, lunedì scorso, tre giorni fa | 2024-12-08 = 8 dicembre 2024 ; 2025-11-10 = lunedì scorso ; 2025-11-09 = tre giorni fa
pt | em 8 de dezembro de 2024, ontem, há três dias | 2024-12-08 = 8 de dezembro de 2024 ; 2025-11-11 = ontem ; 2025-11-09 = há três dias
pt | na segunda-feira | 2025-11-10 = segunda-feira
ro | pe 8 decembrie 2024, ieri, acum trei zile | 2024-12-08 = 8 decembrie 2024 ; 2025-11-11 = ieri ; 2025-11-09 = acum trei zile
de | Am 8. Dezember 2024 rückten sie vor. | 2024-12-08 = 8. Dezember 2024
de | Am Mittwoch sollen sie am 3. Dezember kommen. | 2025-11-12 = Mittwoch ; 2025-12-03 = 3. Dezember
de | vergangene Woche, vor drei Tagen, gestern, seit 1974 | 2025-11-03..2025-11-09 = vergangene Woche ; 2025-11-09 = vor drei Tagen ; 2025-11-11 = gestern ; 1974 = seit 1974
de | im Dezember des vergangenen Jahres, am 10.11.2025 | 2024-12 = Dezember des vergangenen Jahres ; 2025-11-10 = 10.11.2025
nl | op 8 december 2024, gisteren, drie dagen geleden, vorige week | 2024-12-08 = 8 december 2024 ; 2025-11-11 = gisteren ; 2025-11-09 = drie dagen geleden ; 2025-11-03..2025-11-09 = vorige week
sv | den 8 december 2024, i går, för tre dagar sedan | 2024-12-08 = 8 december 2024 ; 2025-11-11 = i går ; 2025-11-09 = för tre dagar sedan
da | den 8. december 2024, i går, for tre dage siden | 2024-12-08 = 8. december 2024 ; 2025-11-11 = i går ; 2025-11-09 = for tre dage siden
no | 8. desember 2024, i går, mandag | 2024-12-08 = 8. desember 2024 ; 2025-11-11 = i går ; 2025-11-10 = mandag
pl | 8 grudnia 2024 roku, wczoraj, trzy dni temu, w środę | 2024-12-08 = 8 grudnia 2024 roku ; 2025-11-11 = wczoraj ; 2025-11-09 = trzy dni temu ; 2025-11-12 = środę
pl | w zeszłym tygodniu, w grudniu ubiegłego roku | 2025-11-03..2025-11-09 = w zeszłym tygodniu ; 2024-12 = grudniu ubiegłego roku
cs | 8. prosince 2024, včera, před třemi dny, ve středu | 2024-12-08 = 8. prosince 2024 ; 2025-11-11 = včera ; 2025-11-09 = před třemi dny ; 2025-11-12 = středu
sk | 8. decembra 2024, včera, minulý týždeň | 2024-12-08 = 8. decembra 2024 ; 2025-11-11 = včera ; 2025-11-03..2025-11-09 = minulý týždeň
sl | 8. decembra 2024, včeraj, v sredo | 2024-12-08 = 8. decembra 2024 ; 2025-11-11 = včeraj ; 2025-11-12 = sredo
hr | 8. prosinca 2024., jučer, u srijedu, prošle godine | 2024-12-08 = 8. prosinca 2024 ; 2025-11-11 = jučer ; 2025-11-12 = srijedu ; 2024 = prošle godine
ru | 8 декабря 2024 года, вчера, в среду | 2024-12-08 = 8 декабря 2024 года ; 2025-11-11 = вчера ; 2025-11-12 = среду
ru | Встреча пройдёт 3 декабря. | 2025-12-03 = 3 декабря
ru | на прошлой неделе, три дня назад, с 1974 года | 2025-11-03..2025-11-09 = на прошлой неделе ; 2025-11-09 = три дня назад ; 1974 = с 1974
ru | в декабре прошлого года | 2024-12 = декабре прошлого года
uk | 8 грудня 2024 року, вчора, у середу, три дні тому | 2024-12-08 = 8 грудня 2024 року ; 2025-11-11 = вчора ; 2025-11-12 = середу ; 2025-11-09 = три дні тому
bg | на 8 декември 2024, вчера, преди три дни | 2024-12-08 = 8 декември 2024 ; 2025-11-11 = вчера ; 2025-11-09 = преди три дни
sr | 8. децембра 2024, јуче, у среду | 2024-12-08 = 8. децембра 2024 ; 2025-11-11 = јуче ; 2025-11-12 = среду
sr | 8. decembra 2024, juče, u sredu | 2024-12-08 = 8. decembra 2024 ; 2025-11-11 = juče ; 2025-11-12 = sredu
tr | 8 Aralık 2024'te, dün, üç gün önce, geçen hafta | 2024-12-08 = 8 Aralık 2024'te ; 2025-11-11 = dün ; 2025-11-09 = üç gün önce ; 2025-11-03..2025-11-09 = geçen hafta
fi | 8. joulukuuta 2024, eilen, viime viikolla, keskiviikkona | 2024-12-08 = 8. joulukuuta 2024 ; 2025-11-11 = eilen ; 2025-11-03..2025-11-09 = viime viikolla ; 2025-11-12 = keskiviikkona
et | 8. detsembril 2024, eile, kolmapäeval | 2024-12-08 = 8. detsembril 2024 ; 2025-11-11 = eile ; 2025-11-12 = kolmapäeval
hu | 2024. december 8-án, tegnap, szerdán, három nappal ezelőtt | 2024-12-08 = 2024. december 8-án ; 2025-11-11 = tegnap ; 2025-11-12 = szerdán ; 2025-11-09 = három nappal ezelőtt
id | pada 8 Desember 2024, kemarin, tiga hari lalu, pekan lalu | 2024-12-08 = 8 Desember 2024 ; 2025-11-11 = kemarin ; 2025-11-09 = tiga hari lalu ; 2025-11-03..2025-11-09 = pekan lalu
ar | في 8 ديسمبر 2024، أمس، يوم الأربعاء | 2024-12-08 = 8 ديسمبر 2024 ; 2025-11-11 = أمس ; 2025-11-12 = الأربعاء
ar | في ٨ كانون الأول ٢٠٢٤، الأسبوع الماضي | 2024-12-08 = ٨ كانون الأول ٢٠٢٤ ; 2025-11-03..2025-11-09 = الأسبوع الماضي
ar | 8 كانون الأول/ديسمبر 2024، منذ عام 1974، قبل ثلاثة أيام | 2024-12-08 = 8 كانون الأول/ديسمبر 2024 ; 1974 = عام 1974 ; 2025-11-09 = قبل ثلاثة أيام
fa | ۲۱ آبان ۱۴۰۴، دیروز، سه روز پیش | 2025-11-12 = ۲۱ آبان ۱۴۰۴ ; 2025-11-11 = دیروز ; 2025-11-09 = سه روز پیش
fa | ۱۸ آذر، ۸ دسامبر ۲۰۲۴، هفته گذشته | 2025-12-09 = ۱۸ آذر ; 2024-12-08 = ۸ دسامبر ۲۰۲۴ ; 2025-11-03..2025-11-09 = هفته گذشته
he | ב-8 בדצמבר 2024, אתמול, ביום רביעי, לפני שלושה ימים | 2024-12-08 = 8 בדצמבר 2024 ; 2025-11-11 = אתמול ; 2025-11-12 = ביום רביעי ; 2025-11-09 = לפני שלושה ימים
he | הפגישה תתקיים ב-3 בדצמבר. מאז 1974, בשבוע שעבר | 2025-12-03 = 3 בדצמבר ; 1974 = מאז 1974 ; 2025-11-03..2025-11-09 = בשבוע שעבר
hi | 8 दिसंबर 2024 को, बुधवार को, तीन दिन पहले, पिछले सप्ताह | 2024-12-08 = 8 दिसंबर 2024 ; 2025-11-12 = बुधवार ; 2025-11-09 = तीन दिन पहले ; 2025-11-03..2025-11-09 = पिछले सप्ताह
zh | 2024年12月8日，昨天，周三，三天前，上周 | 2024-12-08 = 2024年12月8日 ; 2025-11-11 = 昨天 ; 2025-11-12 = 周三 ; 2025-11-09 = 三天前 ; 2025-11-03..2025-11-09 = 上周
zh | 去年12月，自1974年起，会议将于12月3日举行 | 2024-12 = 去年12月 ; 1974 = 1974年 ; 2025-12-03 = 12月3日
zh | 新华社大马士革10日电 | 2025-11-10 = 10日
ja | 2024年12月8日、昨日、水曜日、3日前、先週 | 2024-12-08 = 2024年12月8日 ; 2025-11-11 = 昨日 ; 2025-11-12 = 水曜日 ; 2025-11-09 = 3日前 ; 2025-11-03..2025-11-09 = 先週
ko | 2024년 12월 8일, 어제, 수요일, 지난주 | 2024-12-08 = 2024년 12월 8일 ; 2025-11-11 = 어제 ; 2025-11-12 = 수요일 ; 2025-11-03..2025-11-09 = 지난주
"""

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
    return [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()]


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
    [((1404, 1, 1), "2025-03-21"), ((1399, 1, 1), "2020-03-20"), ((1357, 11, 22), "1979-02-11"), ((1403, 12, 30), "2025-03-20")],
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
    import subprocess

    code = (
        "import sys, datetime; from geomap.maps.dates import find_dates; "
        "find_dates('on March 3', datetime.date(2025, 1, 1)); "
        "print([m for m in ('babel', 'geomap.maps.solarhijri', 'dateparser') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
