"""What the student of many languages learns from: sentences of our own, and a teacher's opinions of its units."""

from __future__ import annotations

import numpy as np
import pytest

from geomap.recognition.encoder import LABELS
from geomap.recognition.units import Unit
from geomap.training.multilingual import made, samples
from geomap.training.multilingual.data import LabelledText

PLACES = {"de": ["Prag", "Neu-Ulm"], "es": ["Praga"], "": ["Ostrava"], "uk": ["Прага"]}
PEOPLE = [LabelledText("Ada Novak rief", ((0, 9, "PER"),), "de", "x")]


def test_names_of_made_sentences_stand_where_their_spans_say():
    found = list(made.sentences(PLACES, PEOPLE, 40, 3))
    assert {one.language for one in found} == {"de", "es", "uk"}
    for one in found:
        assert "{" not in one.text
        for start, end, kind in one.spans:
            name = one.text[start:end]
            assert name == "Ada Novak" if kind == "PER" else name in {*PLACES[one.language], "Ostrava"}
    assert found == list(made.sentences(PLACES, PEOPLE, 40, 3))


def test_sentences_that_want_a_person_wait_for_one():
    assert all("{n}" not in one.text for one in made.sentences(PLACES, [], 40, 3))


def test_every_template_names_a_place_or_a_person():
    for patterns in made.templates().values():
        assert len(patterns) >= 4
        assert all("{p}" in pattern or "{n}" in pattern for pattern in patterns)


def _sample():
    logits = np.full((3, len(LABELS)), -4, np.float16)
    logits[0, 0] = 4
    logits[1, LABELS.index("B-LOC")] = 4
    logits[2, 0] = 4
    example = LabelledText("他在北京市住", ((2, 5, "LOC"),), "zh", "x")
    return samples.Sample(example, np.array([0, 2, 5], np.int32), np.array([2, 5, 6], np.int32), logits)


@pytest.mark.parametrize(
    ("cuts", "expected"),
    [
        ([(0, 2), (2, 5), (5, 6)], ["O", "B-LOC", "O"]),
        ([(0, 1), (1, 2), (2, 3), (3, 5), (5, 6)], ["O", "O", "B-LOC", "I-LOC", "O"]),
        ([(0, 2), (2, 4), (4, 6), (6, 7)], ["O", "B-LOC", "I-LOC"]),
    ],
)
def test_an_opinion_goes_with_the_text_whatever_its_units(cuts, expected):
    """A place that the teacher saw as one unit goes on over the student's; what it did not see it has no opinion of."""
    found = samples.laid_upon(_sample(), [Unit(a, b, (0,), spaced=False) for a, b in cuts])
    assert [LABELS[i] for i in found.argmax(1)] == expected


def test_opinions_are_kept(tmp_path):
    samples.write(tmp_path / "000.npz", [_sample(), _sample()])
    (first, second) = samples.read(tmp_path / "000.npz")
    assert first.example == second.example == _sample().example
    assert np.array_equal(first.logits, _sample().logits)
    assert second.starts.tolist() == [0, 2, 5]
