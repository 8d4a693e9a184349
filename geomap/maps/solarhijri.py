"""The calendar of Iran and Afghanistan, in which the press there dates its news: "۲۱ آبان ۱۴۰۴".

Its year begins at the spring equinox. Leap years go by the rule of 33 years, which gives what is observed from 1178 to
1633 (Borkowski 1996, "The Persian calendar for 3000 years").
"""

from __future__ import annotations

import datetime
from typing import Final

_NEW_YEAR: Final = (1404, datetime.date(2025, 3, 21))
_CYCLE: Final = 33
_LEAP: Final = frozenset({1, 5, 9, 13, 17, 22, 26, 30})
_KNOWN: Final = range(1178, 1634)
_MONTH_DAYS: Final = (31, 31, 31, 31, 31, 31, 30, 30, 30, 30, 30, 29)
_LAST_MONTH: Final = 12


def _is_leap(year: int) -> bool:
    return year % _CYCLE in _LEAP


def _days(year: int, month: int) -> int:
    return _MONTH_DAYS[month - 1] + (month == _LAST_MONTH and _is_leap(year))


def to_gregorian(year: int, month: int, day: int) -> datetime.date:
    """Return the day of a date of the calendar.

    Parameters
    ----------
    year, month, day
        From 1178 to 1633, from 1 to 12, from 1.

    Raises
    ------
    ValueError
        There is no such day.

    Examples
    --------
    >>> to_gregorian(1404, 8, 21)
    datetime.date(2025, 11, 12)
    """
    if year not in _KNOWN or not 1 <= month <= _LAST_MONTH or not 1 <= day <= _days(year, month):
        raise ValueError(f"there is no day {year}-{month}-{day} in the calendar of Iran")
    known, begins = _NEW_YEAR
    years = range(min(year, known), max(year, known))
    apart = sum(365 + _is_leap(each) for each in years)
    new_year = begins + datetime.timedelta(apart if year > known else -apart)
    return new_year + datetime.timedelta(sum(_days(year, each) for each in range(1, month)) + day - 1)


def solar_month(year: int, month: int) -> tuple[datetime.date, datetime.date]:
    """Return the first and last day of a month of the calendar."""
    return to_gregorian(year, month, 1), to_gregorian(year, month, _days(year, month))


def latest_solar(month: int, day: int, published: datetime.date) -> datetime.date:
    """Return the latest such day that is at most a month after the day of publication."""
    year = published.year - 621
    near = [to_gregorian(each, month, day) for each in (year - 2, year - 1, year) if day <= _days(each, month)]
    return max(date for date in near if date <= published + datetime.timedelta(31))
