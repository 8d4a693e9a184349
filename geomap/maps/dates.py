"""Dates in a text: absolute ("December 8, 2024", "1974") and relative to the day of publication ("last month").

English wordings are found by pattern, and read and computed with ``dateutil``. A date without a year is the latest such
day before the day of publication, or the next one where the words before it look ahead ("will meet on Friday"); where
that day is unknown, such a date is left out rather than guessed.
"""

from __future__ import annotations

import calendar
import datetime
import re
from typing import NamedTuple

_MONTHS = {name.lower(): i for i, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name.lower(): i for i, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
_WEEKDAYS = {name.lower(): i for i, name in enumerate(calendar.day_name)}
_MONTH = r"(?P<month>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\.?"
_YEAR = r"(?P<year>1[6-9]\d\d|20\d\d)"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
# What a four-digit number counts, if it is no year.
_COUNTED = (
    r"(?!\s*(?:people|men|women|troops|soldiers|fighters|families|homes|km|kilomet|miles|met(?:er|re)s|feet|tons|tonnes"
    r"|dollars|euros|percent|%))"
)

_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?<![\d-])(?P<iso>(?:1[6-9]|20)\d\d-[01]\d-[0-3]\d)(?![\d-])",
        rf"\b{_MONTH}\s+{_DAY}(?:,\s*|\s+){_YEAR}\b",
        rf"\b{_DAY}(?:\s+of)?\s+{_MONTH},?\s+{_YEAR}\b",
        rf"\b{_MONTH}\s+{_YEAR}\b",
        rf"\b{_MONTH}\s+{_DAY}(?![\d:,]*\d)\b",
        rf"\b{_DAY}(?:\s+of)?\s+{_MONTH}\b(?!\s+\d)",
        rf"\b(?P<which>last|next|this)\s+(?:(?P<unit>week|month|year)|{_MONTH}|(?P<weekday>{'|'.join(_WEEKDAYS)}))\b",
        rf"\b(?:in|since|until|by|for|late|early)\s+{_MONTH}\b(?!\s+\d)",
        r"\b(?P<count>\d{1,2}|two|three|four|five|six|seven|eight|nine|ten)\s+(?P<units>days|weeks|months|years)\s+ago\b",
        r"\b(?P<word>yesterday|today|tomorrow|tonight)\b",
        rf"\b(?P<weekday>{'|'.join(_WEEKDAYS)})\b",
        rf"(?<![\w.,$€£-]){_YEAR}(?![\d,]*\d)\b{_COUNTED}",
    )
)
# Words before a date that tell which way it lies; the nearest one counts.
_CUE = re.compile(
    r"\b(?P<ahead>will|shall|planned|plans|planning|scheduled|expect(?:s|ed)?|due|until|till|by|upcoming|coming|awaits?"
    r"|(?:is|are|was|were|set|hopes?|wants?|agreed|about)\s+to|set\s+for"
    # In the present tense, what has a date lies ahead.
    r"|begins?|starts|opens|meets|votes|resumes?|expires?|arrives|takes\s+place)\b"
    r"|\b(?:said|says|told|reported|announced|added|wrote|since|had|after)\b",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?][\"”’)]*\s+(?=[\"“(]?[A-Z])|\n\s*\n")
_REACH = 160
"""Characters before a date that are searched for such words."""
_CASED = re.compile(r"^(?:may|march|mar|sun|sat)\b", re.IGNORECASE)
_WORDS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_NUMBERS = {word: number for number, word in enumerate(_WORDS, start=2)}


class FoundDate(NamedTuple):
    """A date in a text.

    Attributes
    ----------
    start, end
        Its span in the text.
    first, last
        The days it covers.
    """

    start: int
    end: int
    first: datetime.date
    last: datetime.date


def find_dates(text: str, published: datetime.date | None = None, start: int = 0) -> list[FoundDate]:
    """Find the dates that a text names, in its order.

    Parameters
    ----------
    text
        The text.
    published
        Its day of publication, which relative dates count from.
    start
        Where to begin: what stands before is not read.
    """
    found: list[FoundDate] = []
    taken: list[tuple[int, int]] = []
    for pattern in _PATTERNS:
        for match in pattern.finditer(text, start):
            # "May" and "March" are words too: only with a capital are they months.
            if _CASED.match(match[0]) and not match[0][0].isupper():
                continue
            if any(match.start() < last and first < match.end() for first, last in taken):
                continue
            taken.append(match.span())
            span = _to_days(match.groupdict(), published, ahead=_looks_ahead(text, match.start()))
            if span is not None:
                found.append(FoundDate(match.start(), match.end(), *span))
    return sorted(found)


def _looks_ahead(text: str, position: int) -> bool:
    """Tell whether the sentence speaks of the future where it comes to a date."""
    before = text[max(0, position - _REACH) : position]
    ends = [match.end() for match in _SENTENCE_END.finditer(before)]
    cues = list(_CUE.finditer(before, ends[-1] if ends else 0))
    return bool(cues) and cues[-1]["ahead"] is not None


def _to_days(
    found: dict[str, str | None], published: datetime.date | None, *, ahead: bool
) -> tuple[datetime.date, datetime.date] | None:
    try:
        if found.get("iso"):
            day = datetime.date.fromisoformat(str(found["iso"]))
            return day, day
        if found.get("year"):
            return _absolute(found)
        if published is None:
            return None
        return _relative(found, published, ahead=ahead)
    except (ValueError, OverflowError):
        return None  # "February 31", or a year beyond the calendar


def _absolute(found: dict[str, str | None]) -> tuple[datetime.date, datetime.date]:
    year = int(str(found["year"]))
    if not found.get("month"):
        return datetime.date(year, 1, 1), datetime.date(year, 12, 31)
    month = _MONTHS[str(found["month"]).lower()]
    if found.get("day"):
        day = datetime.date(year, month, int(str(found["day"])))
        return day, day
    return _month(year, month)


def _relative(
    found: dict[str, str | None], published: datetime.date, *, ahead: bool
) -> tuple[datetime.date, datetime.date] | None:
    from dateutil.relativedelta import relativedelta  # type: ignore[import-untyped]

    if word := found.get("word"):
        day = published + datetime.timedelta({"yesterday": -1, "tomorrow": 1}.get(word.lower(), 0))
        return day, day
    if found.get("units"):
        count = str(found["count"]).lower()
        day = published - relativedelta(**{str(found["units"]).lower(): _NUMBERS.get(count) or int(count)})
        return day, day
    which = str(found.get("which") or "").lower()
    step = {"last": -1, "next": 1}.get(which, 0)
    if unit := found.get("unit"):
        moved = published + relativedelta(**{f"{unit.lower()}s": step})
        return _unit(unit.lower(), moved)
    if weekday := found.get("weekday"):
        return _weekday(_WEEKDAYS[weekday.lower()], published, step, ahead=ahead)
    month = _MONTHS[str(found["month"]).lower()]
    if found.get("day"):
        return _yearless(month, int(str(found["day"])), published, ahead=ahead)
    return _month(_year_of(month, published, step, ahead=ahead), month)


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
    monday = day - datetime.timedelta(day.weekday())
    return monday, monday + datetime.timedelta(6)


def _weekday(weekday: int, published: datetime.date, step: int, *, ahead: bool) -> tuple[datetime.date, datetime.date]:
    """Return the latest such weekday, that of publication included, or the next one; another one after "next"."""
    from dateutil.relativedelta import relativedelta
    from dateutil.relativedelta import weekday as nth_weekday

    nth = nth_weekday(weekday)
    day = published + relativedelta(weekday=nth(1 if ahead and step == 0 else -1))
    if step > 0:
        day += datetime.timedelta(7)
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


def _month(year: int, month: int) -> tuple[datetime.date, datetime.date]:
    return datetime.date(year, month, 1), datetime.date(year, month, calendar.monthrange(year, month)[1])
