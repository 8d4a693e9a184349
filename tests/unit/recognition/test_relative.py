"""Expressions that tell a place from others are found, and figures of speech are not."""

import pytest

from geomap.language import english
from geomap.model import Toponym
from geomap.recognition.distances import Distances
from geomap.recognition.relative import relative_finder


def found(text, *names, kind="literal"):
    """The expressions of a text in which these names were found."""
    toponyms = []
    at = 0
    for name in names:
        at = text.index(name, at)
        toponyms.append(Toponym(at, at + len(name), name, kind, name))
        at += len(name)
    return relative_finder(english()).find(text, toponyms)


@pytest.mark.parametrize(
    ("words", "least", "most"),
    [
        ("10 km", 7.5, 12.5),
        ("10 to 15 kilometres", 9.0, 16.5),
        ("5-7 km", 4.5, 7.7),
        ("fifteen miles", 18.1, 30.2),
        ("thirty-five miles", 42.2, 70.4),
        ("a hundred and twenty kilometres", 90.0, 150.0),
        ("two dozen km", 18.0, 30.0),
        ("12½ miles", 15.1, 25.1),
        ("1,200 kilometres", 900.0, 1500.0),
        ("60 km (37 miles)", 45.0, 75.0),
        ("12 nautical miles", 16.7, 27.8),
        ("500 metres", 0.375, 0.625),
        ("a few kilometres", 2.0, 6.0),
        ("a mile and a half", 1.81, 3.02),
        ("two hours' drive", 12.0, 144.0),
        ("half an hour by car", 3.0, 36.0),
    ],
)
def test_distances_are_read_in_all_their_forms(words, least, most):
    distance = Distances(english().relative).read(words)
    assert (distance.least_km, distance.most_km) == pytest.approx((least, most), rel=0.01)


def test_words_before_a_distance_count():
    distances = Distances(english().relative)
    assert distances.read("10 km", "less than")[:2] == (0.0, 10.0)
    assert distances.read("10 km", "more than")[:2] == (10.0, 15.0)
    assert distances.read("ten goals") is None


@pytest.mark.parametrize(
    ("words", "bearing"),
    [("north", 0), ("north-east", 45), ("NNE", 22.5), ("south-southwest", 202.5), ("northwestern", 315), ("SE", 135)],
)
def test_all_winds_are_known(words, bearing):
    (one,) = found(f"It lies 10 km {words} of Homs.", "Homs")
    assert (one.relation, one.bearing_deg, one.said_km) == ("offset", bearing, 10.0)


def test_the_span_holds_the_whole_expression_across_a_line_end():
    text = "Shots fell some 30 km\nsouth of the town of Bangui today."
    (one,) = found(text, "Bangui")
    assert text[one.start : one.end] == "some 30 km\nsouth of the town of Bangui"


def test_anchors_stand_in_the_order_of_their_meaning():
    text = "Mines lay on the road to Sirte from Misrata."
    (one,) = found(text, "Sirte", "Misrata")
    assert [text[anchor.start : anchor.end] for anchor in one.anchors] == ["Misrata", "Sirte"]


def test_of_two_that_overlap_the_longer_is_taken():
    text = "It stood halfway along the road from Homs to Hama."
    (one,) = found(text, "Homs", "Hama")
    assert one.relation == "middle"


def test_peoples_before_a_border_need_not_be_found_as_names():
    text = "They dug in along the Thai-Cambodian border."
    (one,) = found(text)
    assert [text[anchor.start : anchor.end] for anchor in one.anchors] == ["Thai", "Cambodian"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("She won the 10 km race in Homs.", ["Homs"]),
        ("It is light years from Paris.", ["Paris"]),
        ("He travelled 300 km from Homs.", ["Homs"]),
        ("He drove 300 km from Homs to Hama.", ["Homs", "Hama"]),
        ("It is a few miles from Paris to Lille.", ["Paris", "Lille"]),
        ("The US-Mexico border dispute goes on.", ["US", "Mexico"]),
        ("The flight from Lagos to Accra was late.", ["Lagos", "Accra"]),
        ("Everyone in the north of England shivered.", ["England"]),
        ("Prices went north of 90 dollars in London.", ["London"]),
        ("They were two goals behind Madrid.", ["Madrid"]),
        ("It was within 30 seconds of Lima's blackout.", ["Lima"]),
        ("The 8,000 km from Paris feel short.", ["Paris"]),
    ],
)
def test_figures_of_speech_and_journeys_give_nothing(text, names):
    assert not found(text, *names)


def test_a_language_without_expressions_finds_none(tmp_path):
    from geomap.language.language import Language
    from geomap.recognition.relative import RelativeFinder

    text = "10 km north of Homs"
    finder = RelativeFinder(Language("xx", tmp_path))
    assert finder.find(text, [Toponym(15, 19, "Homs", "literal", "Homs")]) == ()


SENTENCES = [
    ("Shots fell some 30 km south of the town of Homs today.", "Homs"),
    ("It lies five miles from Homs, to the north, and 10km inland from Homs.", "Homs", "Homs"),
    ("An hour's drive from Homs, just west of Hama, they met.", "Homs", "Hama"),
    ("Within a radius of 5 km of Homs, in a 20-mile belt around Hama.", "Homs", "Hama"),
    ("Halfway between Homs and Hama, midway from Homs to Hama, halfway across Syria.",
     "Homs", "Hama", "Homs", "Hama", "Syria"),
    ("The valley between Homs and Hama; a boat capsized between Homs and Hama.", "Homs", "Hama", "Homs", "Hama"),
    ("Where the borders of Syria, Iraq and Jordan meet; where Syria, Iraq and Jordan meet.",
     "Syria", "Iraq", "Jordan", "Syria", "Iraq", "Jordan"),
    ("The Syria-Iraq border, Syria's border with Iraq, the frontier between Syria and Iraq.",
     "Syria", "Iraq", "Syria", "Iraq", "Syria", "Iraq"),
    ("The tri-border area of Syria, Iraq and Jordan, the junction of Syria, Iraq and Jordan.",
     "Syria", "Iraq", "Jordan", "Syria", "Iraq", "Jordan"),
    ("The road from Homs to Hama, the road to Hama from Homs, the Homs-Hama highway, on the way from Homs to Hama.",
     "Homs", "Hama", "Hama", "Homs", "Homs", "Hama", "Homs", "Hama"),
    ("10 miles off the coast of Yemen, off Yemen's western coast, 3 km off Aden.", "Yemen", "Yemen", "Aden"),
    ("The triangle of Homs, Hama and Aleppo, the Homs-Hama-Aleppo triangle, land between Homs, Hama and Aleppo.",
     "Homs", "Hama", "Aleppo", "Homs", "Hama", "Aleppo", "Homs", "Hama", "Aleppo"),
    ("To the NORTH OF Homs, north-\neast of Hama, the easternmost of Hama.", "Homs", "Hama", "Hama"),
]  # fmt: skip


@pytest.mark.parametrize("sentence", SENTENCES, ids=lambda sentence: sentence[0][:30])
def test_a_quick_look_hides_no_expression(sentence, monkeypatch):
    quick = found(*sentence)
    assert quick
    for pattern in relative_finder(english())._patterns:
        monkeypatch.setattr(pattern, "also", ("",))
        monkeypatch.setattr(pattern, "needs_distance", False)
    assert found(*sentence) == quick


def test_a_text_without_units_tells_no_distance():
    distances = Distances(english().relative)
    assert not distances.may_be_in(["talks", "in", "hama", "and", "the", "old", "one", "from", "homs"])
    assert not distances.may_be_in(["for", "ten", "hours", "they", "met"])
    for words in ("ten miles", "10 m", "fivekm", "two hours drive", "an hour by train", "a few nautical miles"):
        assert distances.may_be_in(words.split()), words
