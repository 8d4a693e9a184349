"""The first view against the one that a desk would choose, on the judged texts that are our own."""

from __future__ import annotations

import importlib.util
import tomllib
from pathlib import Path

import pytest

DATA = Path(__file__).parents[1] / "data" / "prominence"


@pytest.fixture(scope="module")
def benchmark():
    path = Path(__file__).parents[1] / "benchmarks" / "prominence.py"
    spec = importlib.util.spec_from_file_location("prominence_benchmark", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def found(benchmark):
    from geomap.assembly import assemble_geoparser

    return [*benchmark.outcomes(assemble_geoparser())]


def mean(outcomes):
    return sum(one.agreement for one in outcomes) / len(outcomes)


@pytest.mark.parametrize(("half", "least"), [("learn", 0.7), ("held", 0.7), ("later", 0.65)])
def test_the_first_view_agrees_with_the_judged_one_on_every_part(found, half, least):
    assert mean([one for one in found if one.judged.half == half]) >= least
    assert mean(found) >= 0.7


@pytest.mark.parametrize(
    ("kind", "least"),
    [
        ("county", 0.8),
        ("election", 0.8),
        ("summit", 0.75),
        ("cyclone", 0.7),
        ("travelogue", 0.7),
        ("trade route", 0.65),
        ("flood", 0.65),
        ("city crime", 0.6),
        ("liveblog", 0.6),
        ("sport", 0.6),
        ("front line", 0.57),
        ("disaster", 0.57),
    ],
)
def test_stories_of_a_kind_are_framed_as_a_desk_would(found, kind, least):
    assert mean([one for one in found if one.judged.kind == kind]) >= least


def test_the_main_country_of_every_story_is_in_view_or_elsewhere(found):
    assert [one.judged.id for one in found if not one.has_country] == []


def test_agreement_is_that_of_areas_and_knows_the_date_line(benchmark):
    assert benchmark.agreement((0, 0, 2, 2), (0, 0, 2, 2)) == 1
    assert benchmark.agreement((0, 0, 2, 2), (1, 0, 3, 2)) == pytest.approx(1 / 3)
    assert benchmark.agreement((0, 0, 2, 2), (5, 5, 6, 6)) == 0
    assert benchmark.agreement((178, -20, 184, -15), (-182, -20, -176, -15)) == 1


def test_the_judged_texts_are_news_of_150_to_300_words_and_their_boxes_boxes():
    stories = [
        story
        for half in ("learn", "held", "later")
        for story in tomllib.loads((DATA / f"stories-{half}.toml").read_text("utf-8"))["story"]
    ]
    judged = tomllib.loads((DATA / "corpora.toml").read_text("utf-8"))["judgement"]
    assert len(stories) >= 60
    assert len(judged) >= 30
    assert all(150 <= len(story["text"].split()) <= 300 for story in stories)
    assert not any("text" in row for row in judged)
    for row in (*stories, *judged):
        west, south, east, north = row["box"]
        assert west < east <= west + 360, row["id"]
        assert -90 <= south < north <= 90, row["id"]
        assert row["places"], row["id"]
