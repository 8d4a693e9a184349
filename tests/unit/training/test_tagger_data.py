"""What the tagger learns from: labelled text, corpora that mark places only, sentences made from templates."""

from __future__ import annotations

import json
import random

import pytest

from geomap.gazetteer import bundled
from geomap.recognition.encoder import LABELS
from geomap.training.tagger.data import PARTIAL, label_number
from geomap.training.tagger.partial import read_partial
from geomap.training.tagger.silver import Silver


def corpus(path, texts):
    rows = []
    for n, (text, names) in enumerate(texts):
        spans = [{"start": text.index(name), "end": text.index(name) + len(name), "name": name} for name in names]
        rows.append(json.dumps({"id": str(n), "text": text, "toponyms": spans}))
    path.write_text("\n".join(rows) + "\n", "utf-8")
    return path


def test_a_corpus_that_marks_places_only_says_nothing_of_other_names(tmp_path):
    path = corpus(tmp_path / "letters.jsonl", [("General Hood left Mill Creek with French guns.", ["Mill Creek"])])
    (sentence,) = read_partial(path, {"french": 4})
    labels = dict(zip(sentence.words, sentence.labels, strict=True))
    assert (labels["Mill"], labels["Creek"], labels["French"]) == ("B-PLACE", "I-PLACE", "B-NORP")
    assert {"B-PER", "O", "B-OLOC"} <= PARTIAL[labels["Hood"]]
    assert "B-LOC" not in PARTIAL[labels["Hood"]]


def test_every_fourth_document_is_kept_for_measuring(tmp_path):
    texts = [(f"They met in {name}.", [name]) for name in ("Lima", "Oslo", "Rome", "Cairo", "Delhi")]
    words = [s.words for s in read_partial(corpus(tmp_path / "few.jsonl", texts), {})]
    assert [w[3] for w in words] == ["Lima", "Oslo", "Rome", "Delhi"]


@pytest.fixture(scope="module")
def silver():
    return Silver(bundled(), random.Random(3), ["Mary", "John"], ["Smith", "Jones"])


@pytest.mark.slow
def test_every_template_can_be_filled_and_has_known_labels(silver):
    for template in silver.templates:
        sentence = silver.fill(template)
        assert len(sentence.words) == len(sentence.labels)
        assert not {label for label in sentence.labels if label not in LABELS}, template
        assert not set("{}[]") & set("".join(sentence.words)), template


def test_partial_labels_have_numbers_of_their_own():
    numbers = [label_number(label) for label in (*LABELS, *PARTIAL)]
    assert numbers == list(range(len(LABELS) + len(PARTIAL)))
