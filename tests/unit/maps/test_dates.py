from __future__ import annotations

import datetime

import pytest

from geomap.maps.dates import find_dates

PUBLISHED = datetime.date(2025, 9, 12)  # a Friday


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("on December 8", "2024-12-08", "2024-12-08"),
        ("on September 20", "2025-09-20", "2025-09-20"),
        ("on December 8, 2023", "2023-12-08", "2023-12-08"),
        ("on 8 December 2023", "2023-12-08", "2023-12-08"),
        ("on 2023-12-08", "2023-12-08", "2023-12-08"),
        ("the 1973 war", "1973-01-01", "1973-12-31"),
        ("in March 2011", "2011-03-01", "2011-03-31"),
        ("The plan failed in March.", "2025-03-01", "2025-03-31"),
        ("Trains are planned for December", "2025-12-01", "2025-12-31"),
        ("The bridge will open in March", "2026-03-01", "2026-03-31"),
        ("since November", "2024-11-01", "2024-11-30"),
        ("last month", "2025-08-01", "2025-08-31"),
        ("last year", "2024-01-01", "2024-12-31"),
        ("last week", "2025-09-01", "2025-09-07"),
        ("last December", "2024-12-01", "2024-12-31"),
        ("said Friday", "2025-09-12", "2025-09-12"),
        ("on Tuesday", "2025-09-09", "2025-09-09"),
        ("next Tuesday", "2025-09-16", "2025-09-16"),
        ("yesterday", "2025-09-11", "2025-09-11"),
        ("two weeks ago", "2025-08-29", "2025-08-29"),
        ("The envoys will meet in Paris on Tuesday", "2025-09-16", "2025-09-16"),
        ("The storm is expected to weaken by Friday", "2025-09-12", "2025-09-12"),
        ("A hearing is planned for November 14", "2025-11-14", "2025-11-14"),
        ("Parliament votes in January", "2026-01-01", "2026-01-31"),
        ("A second trial begins in March", "2026-03-01", "2026-03-31"),
        ("The next talks are due on January 15", "2026-01-15", "2026-01-15"),
        ("Nobody will come, he said on Tuesday", "2025-09-09", "2025-09-09"),
        ("They will come. He left on Tuesday", "2025-09-09", "2025-09-09"),
    ],
)
def test_dates_are_read_as_a_reader_would(text, first, last):
    (found,) = find_dates(text, PUBLISHED)
    assert (found.first.isoformat(), found.last.isoformat()) == (first, last)


@pytest.mark.parametrize(
    "text",
    [
        "it may rain",
        "they march on",
        "1500 people fled",
        "$2000",
        "room 1973,5",
        "on February 31, 2020",
        "1,974 homes",
        "Route1974",
    ],
)
def test_what_is_no_date_is_left_alone(text):
    assert find_dates(text, PUBLISHED) == []


def test_without_a_day_of_publication_nothing_is_guessed():
    found = find_dates("Last month, on December 8 and in 1974.", None)
    assert [date.first.year for date in found] == [1974]


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("She won by less than any mayor; fuel has been rationed since March.", "2026-03"),
        ("The governor said that a second line would be ready in September.", "2026-09"),
        ("He wants it done by March.", "2027-03"),
        ("The dam was built by a firm that failed in March.", "2026-03"),
    ],
)
def test_what_stands_right_before_a_month_tells_its_year(text, month):
    (found,) = find_dates(text, datetime.date(2026, 8, 17))
    assert found.first.isoformat()[:7] == month
