"""What the gazetteer answers to somebody who edits: search as one types, candidates with reasons, looking again."""

from __future__ import annotations

import pytest

import geomap
from geomap.edits import Correction, Corrections
from geomap.edits.answers import again, candidates, search
from geomap.errors import InputError
from geomap.gazetteer import bundled

STORY = "Flooding hit Springfield on Monday. Residents of Chatham and Rochester left. Nobody was hurt in Auburn."


@pytest.fixture(scope="module")
def made():
    return geomap.map_text(STORY)


def titles(query, **options):
    return [(found["title"], found["where"]) for found in search(bundled(), query, **options)]


@pytest.mark.parametrize(
    ("typed", "language", "first"),
    [
        ("Hom", "en", "Homs"),
        ("koln", "de", "Köln"),
        ("Москв", "de", "Moskau"),
        ("القاهر", "fr", "Le Caire"),
        ("北京", "en", "Beijing"),
        ("s", "en", "South Africa"),
        ("São Pau", "en", "São Paulo"),
        ("Munchem", "en", "Munich"),
    ],
)
def test_what_is_typed_finds_the_place_in_any_script(typed, language, first):
    assert first in [title for title, _ in titles(typed, language=language)][:2]


def test_what_stands_behind_a_comma_is_where_the_place_lies():
    assert titles("springfield, ore") == [("Springfield", "Oregon, United States")]
    assert {where.rpartition(", ")[2] for _, where in titles("tripoli, leb")} == {"Lebanon"}


def test_nearer_places_come_earlier():
    assert titles("tripoli")[0][1].endswith("Libya")
    assert titles("tripoli", near=(35.8, 34.2))[0][1].endswith("Lebanon")


def test_the_name_that_was_found_stands_beside_the_usual_one():
    found = search(bundled(), "Москв", language="en")[0]
    assert (found["title"], found["matched"]) == ("Moscow", "Москва")


@pytest.mark.parametrize("typed", ["", "   ", ",", "\ud800", "\0", "x" * 5000, "qqqqqqqqqq", "'; drop", "🙂"])
def test_nonsense_finds_nothing_and_breaks_nothing(typed):
    assert search(bundled(), typed) == []


def test_own_places_are_found_too(tmp_path):
    file = tmp_path / "own.csv"
    file.write_text("name,lon,lat\nQuimby Ridge,-89.6,39.9\n", "utf-8")
    found = search(bundled().with_places(file), "quimb")
    assert (found[0]["title"], found[0]["id"]) == ("Quimby Ridge", "user:quimby-ridge")


def test_candidates_have_scores_and_reasons(made):
    at = STORY.index("Springfield")
    found = candidates(made, 0, at, at + 11, "Springfield")
    assert len({one["id"] for one in found}) >= 4
    assert [one["score"] for one in found] == sorted((one["score"] for one in found), reverse=True)
    assert all(one["reasons"] for one in found)
    assert all(-180 <= one["lon"] <= 180 and -90 <= one["lat"] <= 90 for one in found)


def test_what_was_said_speaks_for_the_other_names(made):
    at = STORY.index("Rochester")
    said = Corrections(names={"Springfield": Correction("geonames:4250542")})
    assert candidates(made, 0, at, at + 9, "Rochester")[0]["where"] == "New York, United States"
    assert candidates(made, 0, at, at + 9, "Rochester", said)[0]["where"] == "Illinois, United States"


def test_words_that_do_not_stand_there_have_no_candidates(made):
    with pytest.raises(InputError, match="do not stand there"):
        candidates(made, 0, 0, 5, "Homs!")
    with pytest.raises(InputError, match="no text '7'"):
        candidates(made, 7, 0, 5, "Flood")


def test_looking_again_moves_other_mentions_and_says_so(made):
    said = Corrections(names={"Springfield": Correction("geonames:4250542")})
    renewed, data = again(made, said)
    where = {r.toponym.text: r.place.admin1_code for r in renewed.parses[0] if r.place}
    assert where == dict.fromkeys(["Springfield", "Chatham", "Rochester", "Auburn"], "IL")
    assert data["corrections"] == renewed.corrections.to_json()
    # The same corrections give the same map to who has only them.
    assert geomap.map_text(STORY, corrections=renewed.corrections).to_html() == renewed.to_html()


def test_what_a_person_has_decided_is_never_moved(made):
    york = "geonames:5134086"  # Rochester, New York
    said = Corrections(names={"Springfield": Correction("geonames:4250542"), "Rochester": Correction(york)})
    renewed, _ = again(made, said)
    assert [r.place.id for r in renewed.parses[0] if r.toponym.text == "Rochester"] == [york]
