"""Which mentions make the steps of a tour."""

from __future__ import annotations

import datetime
import json

import pytest

from geomap.maps.html.payload import to_json
from geomap.maps.tour import LEAST, MOST, MOST_OF_MANY

TEXT = (
    "Talks in Nordia\n\n"
    "ALMA, May 4 - The talks began in Alma on Thursday, and Port Alma waited for the envoys.\n\n"
    "In Bruck shops stayed shut, as in Bruck's suburbs; in Farport, too. Alma was calm.\n\n"
    "Alma will see them again. Nordian envoys left the naval base."
)


def steps(view):
    titles = {feature.key: feature for feature in view.features}
    return [
        (titles[step.key].mentions[step.mention].text, view.dates[step.time].first if step.time is not None else None)
        for step in view.tour
    ]


def test_a_place_is_a_step_once_in_a_paragraph_and_headline_and_date_line_are_none(view_of, world):
    named = (*world.NAMED, ("ALMA", "t:alma", "literal"))
    view = view_of(world.parse(TEXT, named, dateline="Alma"))
    found = steps(view)
    assert found[:2] == [("Alma", "2024-05-02"), ("Port Alma", "2024-05-02")]
    # Named by its people alone, and twice in a paragraph.
    assert [text for text, _ in found].count("Bruck") == 1
    assert not {"Nordian", "ALMA", "Nordia"} & {text for text, _ in found}
    order = [view.tour.index(step) for step in view.tour]
    assert order == sorted(order)
    starts = [next(f for f in view.features if f.key == s.key).mentions[s.mention].start for s in view.tour]
    assert starts == sorted(starts)


def test_what_is_named_by_the_way_is_left_out_where_there_are_enough(view_of):
    view = view_of()
    prominence = {feature.key: feature.prominence for feature in view.features}
    assert len(view.tour) >= LEAST
    assert min(prominence[step.key] for step in view.tour) > min(prominence.values())


def test_a_long_text_has_a_tour_of_some_steps(view_of, world):
    text = "\n\n".join(
        f"Alma met Bruck. Port Alma saw Farport on May {day}. Hill Province slept." for day in range(1, 29)
    )
    view = view_of(world.parse(text))
    assert len(view.tour) == MOST
    assert {step.key for step in view.tour} >= {"t:alma", "t:bruck", "t:port", "t:hills"}


def test_each_entry_of_a_liveblog_and_each_article_has_a_step(view_of, world):
    text = "\n\n".join(f"{hour:02}:10 GMT – Rain in {'Alma' if hour % 2 else 'East Heath'}" for hour in range(8, 18))
    view = view_of(world.parse(text))
    assert [time for _, time in steps(view)] == [f"2024-05-04T{hour:02}:10+00:00" for hour in range(8, 18)]
    day = datetime.date(2024, 5, 1)
    articles = [
        world.parse(f"Alma met Bruck. Farport wrote. Port Alma slept. {n} came.", date=day + datetime.timedelta(n))
        for n in range(40)
    ]
    many = view_of(articles)
    assert len(many.tour) == MOST_OF_MANY
    few = view_of(articles[:5])
    documents = [next(f for f in few.features if f.key == s.key).mentions[s.mention].document for s in few.tour]
    assert set(documents) == {0, 1, 2, 3, 4}
    assert max(documents.count(n) for n in range(5)) <= 3


@pytest.mark.parametrize("wanted", [False, True])
def test_a_published_map_has_a_tour_only_where_it_is_wanted(view_of, wanted):
    view = view_of(mode="publish", tour=wanted)
    assert bool(view.tour) is wanted
    assert bool(view.dates) is wanted
    data = json.loads(to_json(view))
    assert ("touring" in data, bool(data["tour"])) == (wanted, wanted)
    # The tour says when it was; choosing times is another wish.
    assert "timeline" not in data


def test_only_times_that_follow_each_other_have_a_slider(view_of, world):
    blog = world.parse("14:10 Rain in Alma\n15:10 Sun in Bruck")
    for parse, is_stepped in ((blog, True), (world.parse(world.TEXT_OF_DAYS), False)):
        data = json.loads(to_json(view_of(parse)))
        assert ("timeline" in data, "stepped" in data) == (True, is_stepped)
    assert json.loads(to_json(view_of(blog, dates=False)))["dates"] == []
