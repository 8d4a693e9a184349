"""Spans that somebody else has found, resolved as they are."""

import re
from types import SimpleNamespace

import numpy as np
import pytest

import geomap
from geomap.errors import InputError
from geomap.model import Toponym

TEXT = "Talks in Paris, Texas, and not in Paris. Syrian envoys came."


class Span(SimpleNamespace):
    """A span as spaCy has it: ``start`` and ``end`` count tokens."""


@pytest.mark.parametrize(
    "spans",
    [
        [(9, 14), (16, 21)],
        [[16, 21, "GPE"], [9, 14, "GPE"]],
        [{"start": 9, "end": 14, "label": "GPE"}, {"start_char": 16, "end_char": 21}],
        [Span(start=2, end=3, start_char=9, end_char=14, text="Paris"), Span(start_char=16, end_char=21, text="Texas")],
        [Toponym(9, 14, "Paris", name="Paris"), Toponym(16, 21, "Texas", name="Texas")],
        re.finditer(r"Paris(?=,)|Texas", TEXT),
        np.array([[9, 14], [16, 21]]).tolist(),
        [(np.int64(9), np.int64(14)), (9, 14), (16, 21)],
    ],
    ids=["pairs", "triples", "dictionaries", "spaCy", "toponyms", "matches", "lists", "numpy"],
)
def test_spans_are_resolved_and_none_is_added(spans):
    parse = geomap.resolve(TEXT, spans)
    assert [(r.toponym.start, r.toponym.text, r.place.id) for r in parse] == [
        (9, "Paris", "geonames:4717560"),
        (16, "Texas", "geonames:4736286"),
    ]


def test_what_stands_beside_a_span_counts_and_is_not_added():
    (paris,) = geomap.resolve("Fire in Paris, Texas, on Monday.", [(8, 13)])
    assert paris.place.id == "geonames:4717560"
    aid = geomap.resolve("Troops left Homs for Hama, 10 km north of Rastan.", [(12, 16)])
    assert [r.toponym.text for r in aid] == ["Homs"]
    assert (aid.relatives, aid.movements) == ((), ())


def test_what_no_recogniser_would_find_is_looked_up_too():
    parse = geomap.resolve("they went to homs by bus", [(13, 17)])
    assert parse[0].place.id == "geonames:169577"


def test_a_head_noun_and_a_people_are_read_from_the_words():
    text = "Syrian envoys came to Hmeimim air base."
    people, base = geomap.resolve(text, [(0, 6), (22, 38)])
    assert (people.toponym.kind, people.place.name) == ("demonym", "Syria")
    assert (base.toponym.head, base.place.id) == ("air base", "geomap:hmeimim-air-base")


def test_a_span_stays_as_it_was_given_where_the_language_would_widen_it():
    (lake,) = geomap.resolve("Hier, le lac de Neuchâtel était gelé.", [(16, 25)], text_language="fr")
    assert (lake.toponym.start, lake.toponym.text) == (16, "Neuchâtel")


def test_a_span_in_the_header_is_resolved_too():
    document = geomap.Document("Place: Homs\n\nAll is calm.", body_start=13)
    assert len(geomap.resolve(document, [(7, 11)])) == 1


def test_corrections_hold_for_given_spans():
    (paris,) = geomap.resolve("Talks in Paris.", [(9, 14)], corrections={"Paris": "geonames:4717560"})
    assert (paris.place.id, paris.decided_by) == ("geonames:4717560", "correction")


@pytest.mark.parametrize(
    ("spans", "message"),
    [
        ([(9, 99)], "the span 9-99 is empty or outside the text, which has 60 characters"),
        ([(9, 9)], "the span 9-9 is empty"),
        ([(-3, 4)], "the span -3-4 is empty or outside"),
        ([(9, 14), (9, 21)], r"the spans 9-14 \('Paris'\) and 9-21 \('Paris, Texas'\) overlap: give one of them"),
        ([{"start": 10, "end": 15, "text": "Paris"}], "at 10-15 stands 'aris,', not 'Paris': offsets count characters"),
    ],
)
def test_a_span_that_cannot_be_is_one_line(spans, message):
    with pytest.raises(InputError, match=message):
        geomap.resolve(TEXT, spans)


@pytest.mark.parametrize(
    ("span", "message"),
    [
        ("Paris", r"a span is \(start, end\), a dictionary or a spaCy Span, not str"),
        ({"begin": 3}, "a span has the keys start and end, and this one begin"),
        ((1.5, 3), "a span begins and ends at whole numbers"),
        (7, "not int"),
    ],
)
def test_what_is_no_span_is_told_what_one_is(span, message):
    with pytest.raises(TypeError, match=message):
        geomap.resolve(TEXT, [span])


def test_spacys_own_spans_are_taken():
    spacy = pytest.importorskip("spacy", reason="needs spaCy")
    document = spacy.blank("en")(TEXT)
    document.set_ents([document.char_span(*span, label="GPE") for span in ((9, 14), (16, 21))])
    assert geomap.resolve(document.text, document.ents)[0].place.id == "geonames:4717560"
