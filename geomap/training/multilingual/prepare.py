"""What is worked out once before training: the sentences, and the pieces that are kept. Both lie in the work folder."""

from __future__ import annotations

import json
import logging
import random
from typing import TYPE_CHECKING, NamedTuple

from geomap.training.multilingual import data
from geomap.training.multilingual.overlap import Overlap
from geomap.training.multilingual.vocabulary import Vocabulary, choose, names_by_language
from geomap.training.tagger.data import read as read_english

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from geomap.gazetteer.gazetteer import Gazetteer
    from geomap.training.multilingual.backbone import Backbone

LOG = logging.getLogger("geomap.training.multilingual")


class TrainingFiles(NamedTuple):
    """The files that training begins with.

    Attributes
    ----------
    labelled
        Labelled sentences of many languages.
    english
        Those of the English tagger.
    unlabelled
        Sentences without labels, whose pieces count for the vocabulary.
    corpora
        Folder of the corpora that are measured on: no sentence of theirs is trained on.
    """

    labelled: Path
    english: Path | None
    unlabelled: Path | None
    corpora: Path | None


def _english(path: Path, gazetteer: Gazetteer) -> Iterator[data.LabelledText]:
    """Read the English sentences as the tagger of English does, the places in organisations' names marked."""
    for number, sentence in enumerate(read_english(path, gazetteer, {})):
        rng = random.Random(f"english {number}")  # noqa: S311 - it need be repeatable, not secret
        found = data.example(sentence.words, sentence.labels, "en", "english", rng)
        if found is not None:
            yield found


def sentences(sources: TrainingFiles, gazetteer: Gazetteer, work: Path) -> data.Split:
    """Return the sentences, from the work folder where they lie there."""
    kept = data.Split([], [])
    paths = (work / "train.jsonl", work / "development.jsonl")
    if not all(path.exists() for path in paths):
        corpora = sorted(sources.corpora.glob("*.jsonl")) if sources.corpora else []
        overlap = Overlap(corpora)
        LOG.info("%d stretches of letters in %d corpora to measure on", len(overlap), len(corpora))
        labelled = list(data.read(sources.labelled))
        if sources.english:
            labelled += _english(sources.english, gazetteer)
        kept = data.split(labelled, overlap.has)
        LOG.info("%d sentences read, %d kept to train on, %d to develop on", len(labelled), *map(len, kept))
        for path, some in zip(paths, kept, strict=True):
            _write(path, some)
    return data.Split(*map(_read, paths))


def _write(path: Path, some: Iterable[data.LabelledText]) -> None:
    waiting = path.with_suffix(".new")
    waiting.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in some), "utf-8")
    waiting.replace(path)


def _read(path: Path) -> list[data.LabelledText]:
    with path.open(encoding="utf-8") as lines:
        found = map(json.loads, lines)
        return [data.LabelledText(t, tuple(map(tuple, spans)), lang, source) for t, spans, lang, source in found]


def vocabulary(
    backbone: Backbone, sources: TrainingFiles, train: Iterable[data.LabelledText], gazetteer: Gazetteer, work: Path
) -> Vocabulary:
    """Return the pieces that are kept, from the work folder where they lie there."""
    path = work / "vocabulary.npz"
    if not path.exists():
        texts: dict[str, list[str]] = {}
        for one in train:
            texts.setdefault(one.language, []).append(one.text)
        if sources.unlabelled:
            for line in sources.unlabelled.read_text("utf-8").split("\n"):
                if line:
                    record = json.loads(line)
                    texts.setdefault(record["lang"], []).append(record["text"])
        chosen = choose(backbone, texts, names_by_language(gazetteer))
        LOG.info("%d pieces kept of %d", len(chosen.pieces), len(backbone.pieces))
        chosen.save(path)
    return Vocabulary.load(path)
