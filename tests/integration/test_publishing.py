"""Publishing from the command line."""

import json
import re

import pytest

from tests.integration.test_command_line import assert_one_line, run

HEADED = "Aid reaches Homs\n\nLorries came to Homs and Hama on Monday, the Red Crescent said in Damascus.\n"


@pytest.fixture
def story(tmp_path):
    path = tmp_path / "draft-v2.txt"
    path.write_text(HEADED, encoding="utf-8")
    return path


def test_a_published_page_has_what_was_asked_for_and_no_more(story, tmp_path):
    said = ("--caption", "Where aid waits", "--credit", "Map: The Paper", "--source-line", "Source: OCHA")
    result = run("map", story, "--publish", "--size", "16:9", *said, "-o", tmp_path / "map.html")
    assert result.returncode == 0, result.stderr
    page = (tmp_path / "map.html").read_text(encoding="utf-8")
    data = json.loads(re.search(r'id="gm-data">(.*?)</script>', page, re.DOTALL)[1])
    assert data["published"]["headline"] == "Aid reaches Homs"
    assert data["published"]["caption"] == "Where aid waits"
    assert data["published"]["line"].startswith("Map: The Paper · Source: OCHA · ")
    assert "aspect-ratio:16/9" in page
    assert "draft-v2" not in page


def test_a_text_without_a_headline_is_published_without_one(tmp_path):
    path = tmp_path / "draft-v2.txt"
    path.write_text("Lorries came to Homs and Hama on Monday, the Red Crescent said in Damascus.\n", encoding="utf-8")
    assert run("map", path, "--publish", "-o", tmp_path / "map.html").returncode == 0
    page = (tmp_path / "map.html").read_text(encoding="utf-8")
    assert '"headline":""' in page
    assert "draft-v2" not in page


def test_a_published_picture_and_a_fragment_have_the_ratio(story, tmp_path):
    assert run("map", story, "--publish", "--size", "4:5", "-o", tmp_path / "map.svg").returncode == 0
    assert 'width="540" height="675"' in (tmp_path / "map.svg").read_text(encoding="utf-8")
    assert run("map", story, "--fragment", "--size", "1:1", "-o", tmp_path / "map.html").returncode == 0
    assert "aspect-ratio:1/1" in (tmp_path / "map.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("option", [("--caption", "x"), ("--credit", "x"), ("--no-headline",), ("--timeline",)])
def test_what_is_of_a_published_map_needs_one(story, tmp_path, option):
    assert_one_line(run("map", story, *option, "-o", tmp_path / "map.html"), 2, f"{option[0]} goes with --publish")


def test_a_page_for_review_takes_no_size(story, tmp_path):
    assert_one_line(run("map", story, "--size", "16:9", "-o", tmp_path / "map.html"), 1, "published pages (--publish)")
    assert_one_line(
        run("map", story, "--publish", "--size", "16:0", "-o", tmp_path / "map.html"), 1, "a ratio is such as"
    )
