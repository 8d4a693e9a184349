"""Train the tagger and write its weights.

    python -m geomap.recognition.train --data toponyms.jsonl

A network of two small layers learns from the labels and is stored in eight bits a number; some ten minutes of one core.
With ``--teach`` a larger one learns first, and the small one learns from labels and teacher. With the same seed, data,
gazetteer and torch on the same processor the result is the same.
"""

from __future__ import annotations

import argparse
import logging
import random
from pathlib import Path
from typing import TYPE_CHECKING

import torch

from geomap.gazetteer import bundled
from geomap.gazetteer.names import fold
from geomap.recognition.encoding import Encoder
from geomap.recognition.tagger import WEIGHTS
from geomap.recognition.train import backbones
from geomap.recognition.train.augment import Augmenter
from geomap.recognition.train.batches import Row, encode
from geomap.recognition.train.data import Sentence, read
from geomap.recognition.train.export import save
from geomap.recognition.train.loop import opinions, train
from geomap.recognition.train.model import Network, pretrained
from geomap.recognition.train.silver import Silver

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap.gazetteer.gazetteer import Gazetteer

LOG = logging.getLogger("geomap.recognition.train")
_TEACHER_RATE, _STUDENT_RATE = 2e-4, 1e-3
_TEACHER_EMPTY, _STUDENT_EMPTY = 0.3, 0.5
"""Share of the sentences without a name that is kept in an epoch."""
_TEACHER_SILVER, _STUDENT_SILVER = 5_000, 8_000
"""Sentences from templates in an epoch."""
_FORENAMES, _SURNAMES = 1_200, 15_000
"""How many names the silver sentences draw from, the commoner more often."""
_POOLS = 2
_TOWN_TIERS = range(3, 8)
_DEMONYM = 4


def name_bits(gazetteer: Gazetteer) -> dict[str, int]:
    """Forename 1, surname 2, demonym 4, by folded word."""
    forenames, surnames = backbones.census_names()
    bits: dict[str, int] = {}
    for bit, words in ((1, forenames), (2, surnames), (_DEMONYM, demonyms(gazetteer))):
        for word in map(fold, words):
            if word and " " not in word:
                bits[word] = bits.get(word, 0) | bit
    return bits


def demonyms(gazetteer: Gazetteer) -> set[str]:
    """The gazetteer's demonyms and adjectives."""
    return {
        name.text
        for index in range(len(gazetteer))
        for name in gazetteer.names(gazetteer.place(index))
        if name.kind == "demonym"
    }


class Material:
    """Sentences, and what turns them into an epoch's rows."""

    def __init__(self, data: Path, gazetteer: Gazetteer, bits: dict[str, int], seed: int) -> None:
        self.rng = random.Random(seed)  # noqa: S311 - it need be repeatable, not secret
        vocabulary = {piece: row for row, piece in enumerate(backbones.vocabulary())}
        self.encoder = Encoder(vocabulary, gazetteer, bits)
        self.sentences = list(read(data, gazetteer, bits))
        forenames, surnames = backbones.census_names()
        self._silver = Silver(gazetteer, self.rng, forenames[:_FORENAMES], surnames[:_SURNAMES])

        def is_town(words: Sequence[str]) -> bool:
            name_id = gazetteer.name_id(fold(" ".join(words)))
            return name_id >= 0 and gazetteer.tier(name_id) in _TOWN_TIERS

        self._augmenter = Augmenter(self.rng, self._silver.fill, is_town)

    def epoch(self, empty: float, silver: int) -> list[Row]:
        """Rows of an epoch: labelled sentences, varied, and silver ones."""

        def keep(sentence: Sentence) -> bool:
            return any(label != "O" for label in sentence.labels) or self.rng.random() < empty

        rows = [encode(self._augmenter.vary(s), self.encoder) for s in self.sentences if keep(s)]
        rows += [encode(self._silver.sentence(), self.encoder) for _ in range(silver)]
        return [row for row in rows if len(row.pieces) > 2]


def teach(material: Material, epochs: int) -> Network:
    """Train the teacher."""
    teacher = pretrained(backbones.teacher_checkpoint(), backbones.TEACHER_SIZE)
    make = [lambda: material.epoch(_TEACHER_EMPTY, _TEACHER_SILVER)] * epochs
    train(teacher, make, material.rng, rate=_TEACHER_RATE)
    return teacher


def learn(material: Material, epochs: int) -> Network:
    """Train the small network on the labels alone, every epoch on newly varied sentences."""
    student = pretrained(backbones.student_checkpoint(), backbones.STUDENT_SIZE)
    make = [lambda: material.epoch(_STUDENT_EMPTY, _STUDENT_SILVER)] * epochs
    train(student, make, material.rng, rate=_STUDENT_RATE)
    return student


def distil(material: Material, teachers: Sequence[Network], epochs: int) -> Network:
    """Train the small network on the labels and the teachers' opinions of two varied copies of the data."""
    student = pretrained(backbones.student_checkpoint(), backbones.STUDENT_SIZE)
    rows = [material.epoch(_STUDENT_EMPTY, _STUDENT_SILVER) for _ in range(_POOLS)]
    views = [opinions(teachers, pool) for pool in rows]
    order = [number % _POOLS for number in range(epochs)]
    train(
        student,
        [lambda number=number: rows[number] for number in order],  # type: ignore[misc]
        material.rng,
        rate=_STUDENT_RATE,
        opinions=[views[number] for number in order],
    )
    return student


def _load_teacher(path: Path) -> Network:
    network = Network(backbones.TEACHER_SIZE, len(backbones.vocabulary()))
    network.load_state_dict(torch.load(path, weights_only=True))
    return network


def main() -> None:
    """Train teacher and student; write the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="labelled sentences, JSONL")
    parser.add_argument("--output", type=Path, default=WEIGHTS, help="the weights file")
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--epochs", type=int, default=4, help="of the small network")
    parser.add_argument("--teach", type=int, default=0, metavar="EPOCHS", help="train a teacher first")
    parser.add_argument("--keep-teacher", type=Path, help="store the teacher here")
    parser.add_argument("--teacher", type=Path, nargs="*", default=[], help="teachers of earlier runs")
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)
    gazetteer = bundled()
    bits = name_bits(gazetteer)
    material = Material(options.data, gazetteer, bits, options.seed)
    teachers = [_load_teacher(path) for path in options.teacher]
    if options.teach:
        teachers.append(teach(material, options.teach))
        if options.keep_teacher:
            torch.save(teachers[-1].state_dict(), options.keep_teacher)
    student = distil(material, teachers, options.epochs) if teachers else learn(material, options.epochs)
    save(student, options.output, backbones.vocabulary(), bits)


if __name__ == "__main__":
    main()
