"""Movements are found in the words of a text, and what only looks like one is not."""

import pytest

from geomap.language import english
from geomap.model import Toponym
from geomap.recognition.movement import movement_finder


def found(text, *names, kind="literal"):
    """Return the movements of a text in which these names were found, as names, and the movements themselves."""
    toponyms = []
    at = 0
    for name in names:
        at = text.index(name, at)
        toponyms.append(Toponym(at, at + len(name), name, kind, name))
        at += len(name)
    motions = movement_finder(english()).find(text, toponyms)
    ways = [[toponyms[i].text for i in (one.origin, *one.via, one.destination)] for one in motions]
    return ways, motions


@pytest.mark.parametrize(
    ("text", "names", "ways"),
    [
        ("Ann fled to Xa from Ya.", "Xa Ya", [["Ya", "Xa"]]),
        ("Ann flew from Xa on Monday to Ya.", "Xa Ya", [["Xa", "Ya"]]),
        ("Ann left Xa for Ya.", "Xa Ya", [["Xa", "Ya"]]),
        ("A ship from Xa to Ya was held.", "Xa Ya", [["Xa", "Ya"]]),
        ("The bus from Xa to Ya crashed.", "Xa Ya", [["Xa", "Ya"]]),
        ("They fled through Za to Xa from Ya.", "Za Xa Ya", [["Ya", "Za", "Xa"]]),
        ("Aid rolled from Xa to Ya via Za.", "Xa Ya Za", [["Xa", "Za", "Ya"]]),
        ("From Xa they drove to Ya.", "Xa Ya", [["Xa", "Ya"]]),
        ("We left Xa, reached Ya by noon and slept in Za.", "Xa Ya Za", [["Xa", "Ya"], ["Ya", "Za"]]),
        ("They drove from Xa to Ya and on to Za.", "Xa Ya Za", [["Xa", "Ya"], ["Ya", "Za"]]),
        ("Ann flew from Xa, in the east, to Ya.", "Xa Ya", []),
        ("Ann fled from the port city of Xa\nto the capital, Ya.", "Xa Ya", [["Xa", "Ya"]]),
    ],
)
def test_a_movement_has_its_places_in_the_order_of_the_way(text, names, ways):
    assert found(text, *names.split())[0] == ways


@pytest.mark.parametrize(
    "text",
    [
        "Flights from Xa to Ya were cancelled.",
        "From Xa to Ya, people protested.",
        "The road runs from Xa to Ya.",
        "Power moved from Xa to Ya.",
        "They did not flee from Xa to Ya.",
        "The storm could move from Xa to Ya.",
        "Officials denied that arms were shipped from Xa to Ya.",
        "Ferries sail from Xa to Ya every hour.",
        "A train from Xa to Ya takes an hour.",
        "Ann left Xa, and the envoy arrived in Ya.",
        "The virus spread from Xa to Ya.",
        "Ann fled to Xa from Xa.",
        "Ann came from Xa. A letter to Ya is lost.",
    ],
)
def test_what_only_looks_like_a_movement_is_none(text):
    names = ["Xa", "Xa"] if "Ya" not in text else ["Xa", "Ya"]
    assert found(text, *names)[0] == []


@pytest.mark.parametrize(
    ("text", "kind", "mover"),
    [
        ("Thousands of people fled from Xa to Ya.", "escape", "Thousands of people"),
        ("The army moved 40 tanks from Xa to Ya.", "military", "40 tanks"),
        ("The cyclone moved from Xa to Ya.", "weather", "The cyclone"),
        ("The envoy has flown from Xa to Ya.", "travel", "The envoy"),
        ("Rockets were fired from Xa into Ya.", "fire", "Rockets"),
        ("The firm moved its headquarters from Xa to Ya.", "relocation", "its headquarters"),
        ("Oil was shipped from Xa to Ya.", "transport", "Oil"),
    ],
)
def test_who_moves_tells_the_kind(text, kind, mover):
    (one,) = found(text, "Xa", "Ya")[1]
    assert (one.kind, text[slice(*one.mover)]) == (kind, mover)


def test_what_is_announced_is_less_certain_than_what_happened():
    (done,) = found("The envoy flew from Xa to Ya.", "Xa", "Ya")[1]
    (planned,) = found("The envoy will fly from Xa to Ya.", "Xa", "Ya")[1]
    assert (done.planned, planned.planned) == (False, True)
    assert done.certainty == 0.95
    assert planned.certainty < 0.55


def test_the_words_and_the_sentence_are_those_of_the_text():
    text = "It rained. Ann (31) fled to Xa from Ya. It stopped."
    (one,) = found(text, "Xa", "Ya")[1]
    assert text[one.start : one.end] == "fled to Xa from Ya"
    assert text[slice(*one.sentence)].strip() == "Ann (31) fled to Xa from Ya."


def test_peoples_and_organisations_are_no_ends():
    assert found("Ann flew from Xa to Ya.", "Xa", "Ya", kind="organisation")[0] == []


def test_a_town_with_the_state_it_lies_in_is_one_end():
    text = "Ann flew from Xa, Texas to Ya."
    toponyms = [
        Toponym(14, 16, "Xa", container="Texas"),
        Toponym(18, 23, "Texas"),
        Toponym(27, 29, "Ya"),
    ]
    (one,) = movement_finder(english()).find(text, toponyms)
    assert (one.origin, one.destination) == (0, 2)


def test_a_text_without_a_word_of_motion_reads_no_table():
    from geomap.language import Language

    language = Language("en", english().folder)
    finder = movement_finder(language)
    text = "Talks in Xa ended. Ya wants more from Xa, and Ya agreed."
    toponyms = [Toponym(i, i + 2, text[i : i + 2]) for i in range(len(text)) if text[i : i + 2] in {"Xa", "Ya"}]
    assert len(toponyms) == 4
    assert finder.find(text, toponyms) == ()
    assert "_frames" not in finder.__dict__


def test_a_language_without_frames_finds_nothing(tmp_path):
    from geomap.language import Language

    finder = movement_finder(Language("xx", tmp_path))
    assert finder.find("Ann fled to Xa from Ya.", [Toponym(12, 14, "Xa"), Toponym(20, 22, "Ya")]) == ()
