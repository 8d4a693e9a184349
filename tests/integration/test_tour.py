"""Tours of real stories: some steps each, in the order of the text, and movements as one step."""

from __future__ import annotations

import pytest

from geomap.maps import build_view
from geomap.reading.text import to_document
from geomap.samples import sample_text

ROAD = """Title: Three weeks on the old road
Date: 2025-05-20

We left Samarkand on 2 May and took the train to Bukhara. From Bukhara a bus went to Khiva, where we stayed three days.

On 9 May we crossed into Turkmenistan at Dashoguz. From Ashgabat we flew to Istanbul and sailed from Istanbul to Odesa.
"""


@pytest.fixture(scope="module")
def view_of():
    from geomap.assembly import assemble_geoparser

    geoparser = assemble_geoparser()
    return lambda text: build_view(geoparser.geoparse(to_document(text)), geoparser.gazetteer)


@pytest.mark.parametrize("name", ["golan", "cyclone", "antarctica"])
def test_a_story_has_a_tour_of_five_to_fifteen_steps(view_of, name):
    view = view_of(sample_text(name))
    assert 5 <= len(view.tour) <= 15
    known = {feature.key: feature for feature in view.features}
    places = [known[step.key] for step in view.tour]
    assert min(place.prominence for place in places) >= 0.15
    starts = [place.mentions[step.mention].start for place, step in zip(places, view.tour, strict=True)]
    assert starts == sorted(starts)
    # Where the story is mostly about has its step.
    assert max(view.features, key=lambda feature: feature.prominence) in places


def test_a_movement_is_one_step_from_its_origin_to_its_destination(view_of):
    view = view_of(ROAD)
    titles = {one.key: one.title for one in (*view.features, *view.arrows)}
    told = [titles[step.key] for step in view.tour]
    assert told == [
        "Samarkand", "Bukhara", "Bukhara → Khiva", "Turkmenistan", "Dashoguz", "Ashgabat → Istanbul",
        "Istanbul → Odesa",
    ]  # fmt: skip
    assert [view.dates[step.time].label if step.time is not None else "" for step in view.tour][:1] == ["2 May"]
