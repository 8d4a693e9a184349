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


def test_eighteen_stories_of_which_ten_are_bundled_and_two_not_english(rebuild):
    found = rebuild.stories()
    assert len({story.name for story in found}) == 18
    assert sum(story.is_sample for story in found) == 10
    assert {story.name for story in found if story.language != "en"} == {"golan-ar", "golan-ru"}
    assert [story.name for story in rebuild.stories(["rhine", "golan"])] == ["golan", "rhine"]


def test_every_story_has_a_headline_a_date_and_the_length_of_a_report(rebuild):
    for story in rebuild.stories():
        assert re.match(r"Title: .{20,80}\nDate: 202\d-\d\d-\d\d\n\n", story.text), story.name
        assert 150 <= len(story.text.split()) <= 350, story.name


@pytest.mark.parametrize(("name", "direction", "label"), [("golan-ar", "rtl", "حمص"), ("golan-ru", "ltr", "Хомс")])
def test_a_story_in_another_language_is_a_page_of_that_language(rebuild, name, direction, label):
    from geomap.assembly import assemble_geoparser

    files = rebuild.build(rebuild.stories([name]), assemble_geoparser())
    page = files[f"{name}.html"].decode()
    assert f'<html lang="{name[-2:]}" dir="{direction}">' in page
    assert f'"title":"{label}"' in page
    assert len(page.encode()) < 800_000
    assert f'<h2 lang="{name[-2:]}" dir="auto">' in files["index.html"].decode()


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
