"""From logits to spans."""

from __future__ import annotations

import numpy as np
import pytest

from geomap.recognition.decoding import KINDS, best_labels, kinds, probabilities, spans
from geomap.recognition.encoder import LABELS


def logits(*rows):
    table = np.zeros((len(rows), len(LABELS)), np.float32)
    for i, row in enumerate(rows):
        for label, value in row.items():
            table[i, LABELS.index(label)] = value
    return table


def test_the_likeliest_labels_are_taken_where_they_are_legal():
    found = spans(best_labels(logits({"O": 5}, {"B-LOC": 5}, {"I-LOC": 5}, {"B-LOC": 5}, {"O": 5}, {"B-PER": 4})))
    assert found == [(1, 3, "LOC"), (3, 4, "LOC"), (5, 6, "PER")]


def test_an_inside_without_its_beginning_is_put_right():
    labels = best_labels(logits({"B-LOC": 5}, {"I-ORG": 5, "I-LOC": 4.5}, {"O": 3}))
    assert [LABELS[i] for i in labels] == ["B-LOC", "I-LOC", "O"]


def test_every_decoded_sequence_is_legal():
    rng = np.random.default_rng(1)
    for _ in range(50):
        names = [LABELS[i] for i in best_labels(rng.normal(size=(12, len(LABELS))).astype(np.float32))]
        for before, label in zip(["O", *names], names, strict=False):
            assert not label.startswith("I-") or before[2:] == label[2:]


def test_kinds_add_beginning_and_inside():
    table = kinds(probabilities(logits({"B-LOC": 50, "I-LOC": 50})))
    assert table[0].tolist() == pytest.approx([0, 1, 0, 0, 0, 0], abs=1e-6)
    assert KINDS[1] == "LOC"


def test_many_sentences_get_the_labels_that_each_gets_alone():
    rng = np.random.default_rng(9)
    sentences = [rng.normal(size=(n, len(LABELS))).astype(np.float32) for n in (5, 1, 12, 3)]
    together = best_labels(np.vstack(sentences), [len(one) for one in sentences])
    assert together.tolist() == np.concatenate([best_labels(one) for one in sentences]).tolist()
    assert not LABELS[together[5]].startswith("I-")
