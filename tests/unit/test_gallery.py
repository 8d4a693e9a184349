"""The stories of the gallery: news of every kind, and an index that leads to every picture of them."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import pytest

GALLERY = Path(__file__).parents[2] / "outputs" / "gallery"


@pytest.fixture(scope="module")
def rebuild():
    spec = importlib.util.spec_from_file_location("gallery_rebuild", GALLERY / "rebuild.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_sixteen_stories_of_which_eight_are_bundled(rebuild):
    found = rebuild.stories()
    assert len({story.name for story in found}) == 16
    assert sum(story.is_sample for story in found) == 8
    assert [story.name for story in rebuild.stories(["rhine", "golan"])] == ["golan", "rhine"]


def test_every_story_has_a_headline_a_date_and_the_length_of_a_report(rebuild):
    for story in rebuild.stories():
        assert re.match(r"Title: .{20,80}\nDate: 202\d-\d\d-\d\d\n\n", story.text), story.name
        assert 150 <= len(story.text.split()) <= 350, story.name


def test_the_liveblog_has_the_time_of_every_entry(rebuild):
    (live,) = (story for story in rebuild.stories() if story.name == "malatya")
    entries = live.text.partition("\n\n")[2].strip().split("\n\n")
    assert len(entries) >= 8
    assert all(re.match(r"[0-2]\d:[0-5]\d ", entry) for entry in entries)


def test_a_card_leads_to_the_page_or_picture_and_to_four_screenshots(rebuild):
    for story in rebuild.stories(["rhine", "golan"]):
        card = rebuild._card(story, "A & B", [[1, 2], []])
        assert "A &amp; B" in card
        assert "1 places, 2 mentions" in card
        assert card.count(".jpg") >= 4
        assert story.is_sample == (f"{story.name}.html" in card)
