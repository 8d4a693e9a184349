"""The bundled tagger and the recogniser that stands on it: what a user gets."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geomap.gazetteer import bundled
from geomap.model import Document
from geomap.recognition.tagger import Tagger
from geomap.recognition.tagger_recognizer import TaggerRecognizer


@pytest.fixture(scope="module")
def tagger():
    return Tagger.load(bundled())


@pytest.fixture(scope="module")
def recognizer():
    return TaggerRecognizer(bundled())


def names(recognizer, text):
    return [t.text for t in recognizer.recognize(Document(text))]


@pytest.mark.parametrize(
    ("text", "label", "name"),
    [
        ("The convoy left Homs before dawn and reached Palmyra.", "LOC", "Homs"),
        ("Deputy Laura Jackson of the sheriff's office spoke to reporters.", "PER", "Laura Jackson"),
        ("The Fargo Police Department has hired nine officers.", "OLOC", "Fargo"),
        ("Marion Jackson, the mayor of Springfield, opened the bridge.", "PER", "Marion Jackson"),
        ("French and Syrian officials met in Geneva.", "NORP", "Syrian"),
    ],
)
def test_names_are_told_apart_by_what_they_name(tagger, text, label, name):
    assert (label, name) in [(s.label, text[s.start : s.end]) for s in tagger.tag(text).spans]


def test_probabilities_can_be_asked_for_any_stretch(tagger):
    text = "The convoy left Homs before dawn. nothing here has a name."
    tagging = tagger.tag(text)
    start = text.index("Homs")
    assert tagging.span_probability(start, start + 4, "LOC") > 0.8
    assert sum(tagging.probabilities(start, start + 4).values()) == pytest.approx(1, abs=1e-4)
    assert tagging.probabilities(40, 45)["O"] > 0.9
    assert tagging.span_probability(10_000, 10_004, "LOC") == 0


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("PARIS, Texas (AP) — A storm tore the roof off a school on Tuesday.", ["PARIS", "Texas"]),
        ("The Guernsey County Sheriff's Office searched a farm near Byesville.", ["Guernsey County", "Byesville"]),
        ("Shelling was heard in Tel Rifaat, north of Aleppo.", ["Tel Rifaat", "Aleppo"]),
        ("FIRE KILLS THREE IN ALEPPO, TALKS OPEN IN GENEVA", ["ALEPPO", "GENEVA"]),
        ("Lincoln Davis, a teacher, said Davis had never been to Nairobi.", ["Nairobi"]),
    ],
)
def test_places_are_found_and_people_are_not(recognizer, text, wanted):
    assert names(recognizer, text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Jordan said on Tuesday that it would reopen its border with Syria.", ["Jordan", "Syria"]),
        ("Jordan said she will study nursing. Her mother, Lisa Jordan, lives in Boston.", ["Boston"]),
        ("Jordan hosts 650,000 refugees from Syria.", ["Jordan", "Syria"]),
        ("Chad accused Sudan of arming rebels.", ["Chad", "Sudan"]),
        ("Paris Hilton flew to Paris.", ["Paris"]),
    ],
)
def test_a_country_is_told_from_a_person_of_its_name(recognizer, text, wanted):
    assert names(recognizer, text) == wanted


def test_a_street_with_a_hyphen_is_one_name(recognizer):
    (street, town) = recognizer.recognize(Document("A shop in Market-street, Manchester, was robbed."))
    assert (street.text, street.kind, town.text) == ("Market-street", "facility", "Manchester")


def test_a_capital_that_begins_the_sentence_is_no_name_before_the_place(recognizer):
    assert names(recognizer, "A Louisiana man was arrested on Friday.") == ["Louisiana"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Two homes lost, help is on its way #Gaza #nepal #wildfire", ["Gaza", "nepal"]),
        ("Fire is near #FortMcMurray, roads closed", ["FortMcMurray"]),
        ("Stay safe everyone #losangeles", ["losangeles"]),
        ("Relief for #Puerto Rico and #Dominica", ["Puerto Rico", "Dominica"]),
    ],
)
def test_a_hashtag_is_read_as_the_name_that_it_spells(recognizer, text, wanted):
    assert names(recognizer, text) == wanted


def test_the_town_of_a_dateline_in_capitals_is_a_place(recognizer):
    text = "Crash victim is stable. MIDDLETOWN — Michael Brown was taken to hospital on Friday."
    assert names(recognizer, text) == ["MIDDLETOWN"]


def test_a_people_in_the_plural_is_one_as_its_adjective_is(recognizer):
    found = recognizer.recognize(Document("The Russians and two South Koreans crossed the Turkish border."))
    assert [(t.text, t.kind) for t in found] == [
        ("Russians", "demonym"),
        ("South Koreans", "demonym"),
        ("Turkish", "demonym"),
    ]


def test_text_without_capitals_is_read_too(recognizer):
    assert "damascus" in names(recognizer, "the convoy drove from damascus to the border with lebanon")


AWKWARD = [
    "",
    " \n\t ",
    "1234 5678 ;;;; ----",
    "\x00\x01\x02 Homs \x7f\x85",
    "\ud800 Homs \udfff",
    "Ḥomṣ a\u0301\u0301\u0301 é Áleppo",
    "في حمص Homs \u200f\u200e שלום",
    "𝐇𝐨𝐦𝐬 👩‍👩‍👧 Homs",
    "A" * 5000,
    "a\u0301" * 3000,
    "Homs-" * 2000,
    "'" * 3000,
]


@pytest.mark.parametrize("text", AWKWARD)
def test_awkward_text_does_no_harm(recognizer, text):
    found = recognizer.recognize(Document(text))
    assert all(text[t.start : t.end] == t.text for t in found)


@settings(max_examples=150)
@given(
    st.lists(
        st.one_of(
            st.sampled_from(
                ["Homs", "New York", "Lake", "County", "al-", "St.", "U.S.", ",", "-", "\n", "the", "Smith"]
            ),
            st.text(max_size=12),
        ),
        max_size=30,
    ).map(" ".join)
)
def test_spans_are_sorted_disjoint_and_where_they_say(recognizer, text):
    found = recognizer.recognize(Document(text))
    assert all(text[t.start : t.end] == t.text for t in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert found == recognizer.recognize(Document(text))


@pytest.mark.parametrize(
    "make",
    [
        lambda n: "The army left Homs for Aleppo on Friday. " * (n // 41),
        lambda n: "Homs " * (n // 5),
        lambda n: "x" * n,
        lambda n: "\n" * n,
        lambda n: "Homs,Aleppo;" * (n // 12),
    ],
    ids=["sentences", "one line of names", "one word", "empty lines", "no spaces"],
)
def test_time_grows_with_the_length_and_no_faster(tagger, make, grows_linearly):
    grows_linearly(tagger.tag, make, 5000)
