"""How far a confidence can be believed."""

import pytest

from geomap.evaluation.corpus import GoldDocument, Mention
from geomap.evaluation.reliability import ONE_BEARER, SMALL, calibration_error, judge, to_bins
from geomap.model import Candidate, Document, Geoparse, Place, Resolution, Toponym


def test_confidences_that_come_true_have_no_error():
    honest = to_bins([(0.8, True)] * 8 + [(0.8, False)] * 2)
    assert [(b.low, b.high, b.right, b.of) for b in honest] == [(0.8, 0.9, 8, 10)]
    assert calibration_error(honest) == pytest.approx(0)
    bold = to_bins([(0.9, True)] * 5 + [(0.9, False)] * 5)
    assert calibration_error(bold) == pytest.approx(0.4)
    assert calibration_error(()) is None


def test_what_a_corpus_cannot_judge_is_left_out():
    text = "Homs Syrian Nowhere Paris"
    homs = Place("geonames:169577", "Homs", "P", "PPLA", "SY", "11", 36.71, 34.73, geonameid=169577)

    def said(start, end, kind, place=homs):
        return Resolution(Toponym(start, end, text[start:end], kind), place, 0.7)

    gold = GoldDocument(Document(text, id="1"), (Mention(0, 4, 36.7, 34.7), Mention(12, 19)))
    parse = Geoparse(
        gold.document,
        (
            said(0, 4, "literal"),  # right
            said(5, 11, "demonym"),  # the corpus annotates no demonyms
            said(12, 19, "literal"),  # annotated without a position
            said(20, 25, "literal"),  # no toponym in the corpus: wrong
        ),
    )
    assert [(row.confidence, row.right) for row in judge(gold, parse)] == [(0.7, True), (0.7, False)]


def test_lone_bearers_and_small_places_are_told_apart():
    text = "Homs Paris Tiny"
    homs = Place("geonames:169577", "Homs", "P", "PPLA", "SY", "11", 36.71, 34.73, population=775_404)
    paris = Place("geonames:4717560", "Paris", "P", "PPLA2", "US", "TX", -95.56, 33.66, population=24_000)
    tiny = Place("geonames:1", "Tiny", "P", "PPL", "SY", "11", 36.0, 34.0, population=900)
    gold = GoldDocument(Document(text, id="1"), ())
    parse = Geoparse(
        gold.document,
        (
            Resolution(Toponym(0, 4, "Homs"), homs, 0.9),
            Resolution(Toponym(5, 10, "Paris"), paris, 0.6, rivals=(Candidate(tiny, "primary", "Paris", 0.1),)),
            Resolution(Toponym(11, 15, "Tiny"), tiny, 0.5),
        ),
    )
    assert [row.parts for row in judge(gold, parse)] == [(ONE_BEARER,), (), (ONE_BEARER, SMALL)]
