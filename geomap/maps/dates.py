"""Dates in a text: absolute ("December 8, 2024", "1974") and relative to the day of publication ("last month").

The wordings are those of the language, and are computed with ``dateutil``. A date without a year is the latest such
day before the day of publication, or the next one where the words before it look ahead ("will meet on Friday"); where
that day is unknown, such a date is left out rather than guessed.
"""

from __future__ import annotations

import calendar
import datetime
import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from geomap.language import english
from geomap.language.patterns import NOTHING, any_of, compiled

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from geomap.language import Language

_REACH = 160
"""Characters before a date that are searched for words that look ahead or back."""
_YEAR = r"(?P<year>1[6-9]\d\d|20\d\d|2100)"


class FoundDate(NamedTuple):
    """A date in a text.

    Attributes
    ----------
    start, end
        Its span in the text.
    first, last
        The days it covers.
    has_number
        Whether it is written with one: a weekday says less.
    """

    start: int
    end: int
    first: datetime.date
    last: datetime.date
    has_number: bool = False


def find_dates(
    text: str, published: datetime.date | None = None, start: int = 0, language: Language | None = None
) -> list[FoundDate]:
    """Find the dates that a text names, in its order.

    Parameters
    ----------
    text
        The text.
    published
        Its day of publication, which relative dates count from.
    start
        Where to begin: what stands before is not read.
    language
        Language of the text; English without it.
    """
    return _finder(language or english()).find(text, published, start)


@cache
def _finder(language: Language) -> DateFinder:
    return DateFinder(language)


class DateFinder:
    """Finds the dates of a language's texts.

    Parameters
    ----------
    language
        The language.
    """

    def __init__(self, language: Language) -> None:
        self._words = words = language.dates
        named = words.months | words.more_months
        self._months = words.short_months | named
        self._weekdays = words.weekdays | words.more_weekdays
        fragments = {
            "month": _one_of("month", self._months) + words.month_mark,
            # Short forms are often other words too, where no number stands beside them.
            "name": _one_of("month", named),
            "any_month": f"(?:{any_of(named)})",
            "solar": _one_of("solar", words.solar_months),
            "weekday": _one_of("weekday", self._weekdays),
            "year": words.year or _YEAR,
            "day": words.day,
            "word": _one_of("word", words.days),
            "which": _one_of("which", words.steps),
            "unit": _one_of("unit", words.units),
            "units": _one_of("units", words.units),
            "count": rf"(?P<count>\d{{1,3}}|{any_of(words.numbers)})",
        }
        self._patterns = tuple(re.compile(_filled(pattern, fragments), re.IGNORECASE) for pattern in words.patterns)
        self._cue = compiled(words.cues, re.IGNORECASE)
        self._sentence_end = compiled(language.sentence_ends.ends)
        # Only with a capital are they dates.
        self._cased = re.compile(rf"^(?:{'|'.join(words.cased) or NOTHING})\b", re.IGNORECASE)

    def find(self, text: str, published: datetime.date | None, start: int) -> list[FoundDate]:
        """Find the dates that a text names, in its order."""
        found: list[FoundDate] = []
        taken: list[tuple[int, int]] = []
        for pattern in self._patterns:
            for match in pattern.finditer(text, start):
                # "May" and "March" are words too.
                if self._cased.match(match[0]) and not match[0][0].isupper():
                    continue
                if any(match.start() < last and first < match.end() for first, last in taken):
                    continue
                taken.append(match.span())
                span = self._to_days(match.groupdict(), published, ahead=self._looks_ahead(text, *match.span()))
                if span is not None:
                    found.append(FoundDate(*match.span(), *span, any(map(str.isdigit, match[0]))))
        return sorted(found)

    def _looks_ahead(self, text: str, start: int, end: int) -> bool:
        """Tell whether the sentence speaks of the future where it comes to a date, or the date does: "since March"."""
        first = max(0, start - _REACH)
        before = text[first:end]
        ends = [match.end() for match in self._sentence_end.finditer(before[: start - first])]
        cues = list(self._cue.finditer(before, ends[-1] if ends else 0))
        return bool(cues) and cues[-1].groupdict().get("ahead") is not None

    def _to_days(
        self, found: dict[str, str | None], published: datetime.date | None, *, ahead: bool
    ) -> tuple[datetime.date, datetime.date] | None:
        try:
            if found.get("none") or found.get("none_behind"):
                return None
            if found.get("iso"):
                day = datetime.date.fromisoformat(str(found["iso"]))
                return day, day
            if found.get("solar") or found.get("year"):
                return self._told(found, published)
            return None if published is None else self._relative(found, published, ahead=ahead)
        except (ValueError, OverflowError):
            return None  # "February 31", or a year beyond the calendar

    def _month_of(self, found: dict[str, str | None]) -> int:
        month = str(found["month"]).lower()
        return self._months.get(month) or int(month)

    def _number(self, word: str) -> int:
        return self._words.numbers.get(word) or int(word)

    def _told(
        self, found: dict[str, str | None], published: datetime.date | None
    ) -> tuple[datetime.date, datetime.date] | None:
        return self._solar(found, published) if found.get("solar") else self._absolute(found, int(str(found["year"])))

    def _absolute(self, found: dict[str, str | None], year: int) -> tuple[datetime.date, datetime.date]:
        if not found.get("month"):
            return datetime.date(year, 1, 1), datetime.date(year, 12, 31)
        month = self._month_of(found)
        if found.get("day"):
            day = datetime.date(year, month, self._number(str(found["day"])))
            return day, day
        return _month(year, month)

    def _solar(
        self, found: dict[str, str | None], published: datetime.date | None
    ) -> tuple[datetime.date, datetime.date] | None:
        """Return the days of a date of Iran's calendar; one without a year is the latest such day."""
        from geomap.maps.solarhijri import latest_solar, solar_month, to_gregorian

        month, year = self._words.solar_months[str(found["solar"])], found.get("year")
        if not found.get("day"):
            return solar_month(int(year), month) if year else None
        number = self._number(str(found["day"]))
        if year:
            day = to_gregorian(int(year), month, number)
        elif published is None:
            return None
        else:
            day = latest_solar(month, number, published)
        return day, day

    def _counted(
        self, found: dict[str, str | None], published: datetime.date
    ) -> tuple[datetime.date, datetime.date] | None:
        """Return the days of what is counted from the day of publication: "yesterday", "two years ago", "12日"."""
        from dateutil.relativedelta import relativedelta  # type: ignore[import-untyped]

        words = self._words
        if word := found.get("word"):
            day = published + datetime.timedelta(words.days[" ".join(word.lower().split())])
            return day, day
        if found.get("units"):
            unit = words.units[str(found["units"]).lower()]
            day = published - relativedelta(**{f"{unit}s": self._number(str(found.get("count") or 1).lower())})
            # Nobody who counts months or years means a day.
            return _unit(unit, day) if unit in ("month", "year") else (day, day)
        if told := found.get("year_of"):
            return self._absolute(found, published.year + words.steps[told.lower()])
        only = found.get("only_day")
        return _latest(int(only), published) if only else None

    def _relative(
        self, found: dict[str, str | None], published: datetime.date, *, ahead: bool
    ) -> tuple[datetime.date, datetime.date] | None:
        from dateutil.relativedelta import relativedelta

        counted = self._counted(found, published)
        if counted is not None:
            return counted
        words = self._words
        step = words.steps.get(str(found.get("which") or "").lower(), 0)
        if unit := words.units.get(str(found.get("unit") or "").lower(), ""):
            is_weekend = unit == "weekend"
            later = published if is_weekend else published + relativedelta(**{f"{unit}s": step})
            return _weekend(published, step, ahead=ahead) if is_weekend else _unit(unit, later)
        if weekday := found.get("weekday"):
            return _weekday(self._weekdays[weekday.lower()], published, step, ahead=ahead)
        month = self._month_of(found)
        if found.get("day"):
            return _yearless(month, self._number(str(found["day"])), published, ahead=ahead)
        return _month(_year_of(month, published, step, ahead=ahead), month)


def _one_of(group: str, words: Iterable[str]) -> str:
    return f"(?P<{group}>{any_of(words)})"


def _filled(pattern: str, fragments: Mapping[str, str]) -> str:
    for name, fragment in fragments.items():
        pattern = pattern.replace(f"@{name}@", fragment)
    return pattern


def _year_of(month: int, published: datetime.date, step: int, *, ahead: bool) -> int:
    """Return the year of a month that is named without one: the latest such month, or the next."""
    if step > 0:
        return published.year + (month <= published.month)
    if step == 0 and ahead:
        return published.year + (month < published.month)
    return published.year - (month > published.month or (step < 0 and month == published.month))


def _unit(unit: str, day: datetime.date) -> tuple[datetime.date, datetime.date]:
    if unit == "year":
        return datetime.date(day.year, 1, 1), datetime.date(day.year, 12, 31)
    if unit == "month":
        return _month(day.year, day.month)
    if unit == "day":
        return day, day
    monday = day - datetime.timedelta(day.weekday())
    return monday, monday + datetime.timedelta(6)


def _weekend(published: datetime.date, step: int, *, ahead: bool) -> tuple[datetime.date, datetime.date]:
    """Return the latest weekend, one that is not over included, or the next one."""
    since_saturday = (published.weekday() - 5) % 7
    saturday = published - datetime.timedelta(since_saturday)
    is_now = since_saturday <= 1
    if step < 0 and is_now:
        saturday -= datetime.timedelta(7)
    elif step > 0 or (ahead and step == 0 and not is_now):
        saturday += datetime.timedelta(7)
    return saturday, saturday + datetime.timedelta(1)


def _weekday(weekday: int, published: datetime.date, step: int, *, ahead: bool) -> tuple[datetime.date, datetime.date]:
    """Return the latest such weekday, that of publication included, or the next one; "next" is that of next week."""
    from dateutil.relativedelta import relativedelta
    from dateutil.relativedelta import weekday as nth_weekday

    nth = nth_weekday(weekday)
    day = published + relativedelta(weekday=nth(1 if ahead and step == 0 else -1))
    if step > 0:
        day = published + datetime.timedelta(7 - published.weekday() + weekday)
    elif step < 0 and day == published:
        day -= datetime.timedelta(7)
    return day, day


def _yearless(month: int, day: int, published: datetime.date, *, ahead: bool) -> tuple[datetime.date, datetime.date]:
    """Return the latest such day that is not far in the future: reports announce what comes in the next weeks."""
    date = datetime.date(published.year, month, day)
    if ahead and date < published:
        date = datetime.date(published.year + 1, month, day)
    elif not ahead and date > published + datetime.timedelta(31):
        date = datetime.date(published.year - 1, month, day)
    return date, date


def _latest(day: int, published: datetime.date) -> tuple[datetime.date, datetime.date]:
    """Return the latest day of a month that has this number: "12日"."""
    month = published if day <= published.day else published.replace(day=1) - datetime.timedelta(1)
    date = month.replace(day=day)
    return date, date


def _month(year: int, month: int) -> tuple[datetime.date, datetime.date]:
    return datetime.date(year, month, 1), datetime.date(year, month, calendar.monthrange(year, month)[1])
