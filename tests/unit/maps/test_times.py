"""The times of a story: stamps of a liveblog, days against the date line, and years that are its matter or are not."""

from __future__ import annotations

import datetime
import importlib.util
from pathlib import Path

import pytest

from geomap.language.sentences import Sentences
from geomap.maps.stamps import find_stamps
from geomap.maps.timeline import Timeline, day_of, find_times
from geomap.model import Document

MONDAY = datetime.date(2025, 3, 3)


def stamps(text, day=MONDAY):
    return [stamp.iso for stamp in find_stamps(text, day)]


def times(text, day=MONDAY, title=None):
    return [moment.first for moment in find_times(Document(text, date=day, title=title))]


@pytest.fixture(scope="module")
def benchmark():
    path = Path(__file__).parents[2] / "benchmarks" / "times.py"
    spec = importlib.util.spec_from_file_location("times_benchmark", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ["texts", "held_out"])
def test_most_times_of_eighty_texts_are_those_that_a_reader_would_say(benchmark, name):
    figures = benchmark.measured(name)
    assert figures["texts"] >= 28
    assert figures["precision"] >= 0.95
    assert figures["recall"] >= 0.95


def test_a_liveblog_goes_past_midnight_whichever_way_it_is_written():
    oldest = "22:40 GMT\nA blast in Odesa.\n\n23:55 GMT\nFire in Izmail.\n\n00:15 GMT\nSirens in Kyiv."
    newest = "\n\n".join(reversed(oldest.split("\n\n")))
    wanted = ["2025-03-03T22:40+00:00", "2025-03-03T23:55+00:00", "2025-03-04T00:15+00:00"]
    assert stamps(oldest) == wanted
    assert stamps(newest) == wanted[::-1]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("10:05am – Blast\n1.15pm – Fire", ["10:05", "13:15"]),
        ("12 a.m.: Start\n12 p.m.: Noon", ["00:00", "12:00"]),
        ("1432 GMT Blast\n15.10 GMT Fire", ["14:32+00:00", "15:10+00:00"]),
        ("09.15 Uhr\nBrand in Köln\n14:32 Uhr: Gelöscht", ["09:15", "14:32"]),
        ("9h15 – Incendie à Lyon\n14 h 32 – Fini", ["09:15", "14:32"]),
        ("14:32 EST | Blast\n14:40 EST | Fire", ["14:32-05:00", "14:40-05:00"]),
        ("* 14:32 local time: Blast\n* 14:40 local time: Fire", ["14:32", "14:40"]),
        ("11:50 A\n12:40 B\n1:15 C", ["11:50", "12:40", "13:15"]),
    ],
)
def test_stamps_of_many_forms(text, wanted):
    assert stamps(text) == [f"2025-03-03T{clock}" for clock in wanted]


@pytest.mark.parametrize(
    "text",
    [
        "14:32 GMT\nOne stamp makes no liveblog.",
        "10:00 - 12:00 Session\n13:00 - 15:00 Visit",
        "At 14:32 the train left.\nAt 15:10 the next one left.",
        "2:04:15 Berlin\n2:05:01 London",
        "3.5 million fled.\n4.5 million stayed.",
        "14:32 GMT\nThe same time.\n14:32 GMT\nTwice.",
    ],
)
def test_what_is_no_liveblog_has_no_stamps(text):
    assert stamps(text) == []


def test_lines_that_are_broken_to_a_width_make_no_stamps():
    prose = (
        "The last train of the day left the old station of Krasnovodsk at about\n"
        "14:32 and nobody who was on board of it had any idea that the next at\n"
        "15:10 would be stopped by the flood that had come down from the hills\n"
        "that lie to the north of the town and of its small and silted harbour."
    )
    assert stamps(prose) == []


def test_a_stamp_without_any_day_keeps_its_clock_and_its_order():
    text = "21:00 – Doors open in Leeds\n23:30 – Curfew\n00:20 – Last bus to York"
    assert times(text, None) == ["T21:00", "T23:30", "T00:20"]


def test_days_between_the_entries_count():
    text = "Monday, 3 March 2025\n06:00 Start\n19:40 Night\nTuesday, 4 March 2025\n21:10 On"
    assert times(text, None) == ["2025-03-03T06:00", "2025-03-03T19:40", "2025-03-04T21:10"]


@pytest.mark.parametrize(
    ("text", "published", "day"),
    [
        ("KISUMU, March 4 (Wire) - Two boats left.", "2025-03-05", "2025-03-04"),
        ("KISUMU, March 4 (Wire) - Two boats left.", "2025-06-05", "2025-06-05"),
        ("VALPARAISO, 9 February 2024 — Fires.", None, "2024-02-09"),
        ("A flood at Kratie\nWednesday, January 15, 2025\nThe river rose.", None, "2025-01-15"),
        ("The flood of 9 February 2024 was the worst.", None, None),
        ("Troops left on March 3, the army said.", "2025-03-05", "2025-03-05"),
    ],
)
def test_the_day_of_a_story_is_that_of_its_date_line(text, published, day):
    date = datetime.date.fromisoformat(published) if published else None
    found = day_of(Document(text, date=date))
    assert (found.isoformat() if found else None) == day


def test_weekdays_count_from_the_date_line():
    text = "KISUMU, March 4 (Wire) - Boats left on Monday. They came back on Tuesday."
    assert times(text, datetime.date(2025, 3, 9)) == ["2025-03-03", "2025-03-04"]


def test_years_of_history_and_of_forecasts_are_no_times_of_the_story():
    text = (
        "Rangers found it on Sunday. The park dates from 1946. It is to double by 2040, as was planned on 9 July 1999."
    )
    assert times(text) == ["2025-03-02"]
    # The story is undated: what it names to the day is all that is known of it.
    assert times("They met on 9 July 1999. The house is of 1946.", None) == ["1999-07-09"]


def test_years_are_the_times_of_a_story_that_is_about_them():
    history = (
        "In 1848 Palermo rose. In 1849 Rome fell to the French. By 1861 there was an Italy, and it had a parliament."
    )
    assert times(history) == ["1848-01-01", "1849-01-01", "1861-01-01"]
    news = "On Saturday the dyke broke. It had held in 1953. It was raised in 1976. It is to be replaced by 2040."
    assert times(news) == ["2025-03-01"]
    life = "She died on Sunday. Born in 1934, she left Riga in 1944. In 1956 she came to Oslo. In 1968 she went home."
    assert times(f"{life} In 1991 she was a minister.")[0] == "1934-01-01"
    # A sentence that lists years is a remark.
    assert times("The votes of 2015, 2018 and 2021 were void.") == []


def test_a_headline_that_names_a_year_says_what_the_story_is_about():
    siege = "The siege began on 5 April 1992. Shops open at nine today. It ended in 1996."
    assert times(siege, title="Sarajevo, 1996") == ["1992-04-05", "1996-01-01", "2025-03-03"]
    assert times(siege, title="A city and its tunnel") == ["2025-03-03"]


def moments(documents, places):
    timeline = Timeline(documents)
    made = []
    for number, name in places:
        text = documents[number].text
        times_of = timeline.times_of(number, Sentences(text))
        made.append([moment.first for moment, _ in times_of.at(text.index(name), text.index(name) + len(name))])
    return timeline.is_stepped, made


def test_dated_articles_have_their_days_and_a_liveblog_among_them_its_stamps():
    articles = [
        Document("Rain in Alma on Sunday.", date=MONDAY),
        Document("14:10 Flood in Bruck\n15:20 Dam of Port holds", date=datetime.date(2025, 3, 4)),
        Document("Nobody knows when Farport fell."),
    ]
    places = [(0, "Alma"), (1, "Bruck"), (1, "Port"), (2, "Farport")]
    assert moments(articles, places) == (True, [["2025-03-03"], ["2025-03-04T14:10"], ["2025-03-04T15:20"], []])
    # Alone, an article has the days that it names.
    assert moments(articles[:1], places[:1]) == (False, [["2025-03-02"]])


def test_what_stands_above_the_first_entry_has_no_time():
    blog = [Document("A storm over Alma.\n\n14:10 Flood in Bruck\n\n15:20 Dam of Port holds", date=MONDAY)]
    assert moments(blog, [(0, "Alma"), (0, "Bruck")]) == (True, [[], ["2025-03-03T14:10"]])
