"""Train the tagger and write its weights.

    python -m geomap.training.tagger --data toponyms.jsonl --partial letters.jsonl --output labels.weights
    python -m geomap.training.tagger --data toponyms.jsonl --partial letters.jsonl --teach 2 --start labels.weights

A network of two small layers learns from the labels and is stored in eight bits a number. With ``--teach`` a larger one
learns first, and the small one learns from labels and teacher; ``--start`` spares it what the labels taught it before.
With the same seed, data, gazetteer and torch on the same processor the result is the same.
"""

from __future__ import annotations

import argparse
import logging
import random
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import torch

from geomap.gazetteer import bundled
from geomap.gazetteer.names import fold
from geomap.recognition.encoder import Encoder
from geomap.recognition.tagger import WEIGHTS
from geomap.training.tagger import backbones
from geomap.training.tagger.augment import Augmenter
from geomap.training.tagger.batches import SentenceRow, encode
from geomap.training.tagger.data import Sentence, read
from geomap.training.tagger.export import restore, save
from geomap.training.tagger.loop import opinions, train
from geomap.training.tagger.network import TaggerNetwork, pretrained
from geomap.training.tagger.partial import read_partial
from geomap.training.tagger.silver import Silver

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap.gazetteer.gazetteer import Gazetteer

LOG = logging.getLogger("geomap.training.tagger")
_TEACHER_RATE, _STUDENT_RATE = 3e-4, 1e-3
_TEACHER_EMPTY, _STUDENT_EMPTY = 0.15, 0.5
"""Share of the sentences without a name that is kept in an epoch."""
_TEACHER_SILVER, _STUDENT_SILVER = 5_000, 10_000
"""Sentences from templates in an epoch."""
_FORENAMES, _SURNAMES = 1_200, 15_000
"""How many names the silver sentences draw from, the commoner more often."""
_TEACHERS = 1
_POOLS = 2
"""Varied copies of the data that the teachers give their opinion of."""
_TOWN_TIERS = range(3, 8)
_DEMONYM = 4


def name_bits(gazetteer: Gazetteer) -> dict[str, int]:
    """Return the bits of names by folded word: forename 1, surname 2, demonym 4."""
    forenames, surnames = backbones.census_names()
    bits: dict[str, int] = {}
    for bit, words in ((1, forenames), (2, surnames), (_DEMONYM, demonyms(gazetteer))):
        for word in map(fold, words):
            if word and " " not in word:
                bits[word] = bits.get(word, 0) | bit
    return bits


def demonyms(gazetteer: Gazetteer) -> set[str]:
    """Return the gazetteer's demonyms and adjectives."""
    return {
        name.text
        for index in range(len(gazetteer))
        for name in gazetteer.names(gazetteer.place(index))
        if name.kind == "demonym"
    }


class Material:
    """Sentences, and what turns them into an epoch's rows."""

    def __init__(self, data: Path, partial: Sequence[Path], gazetteer: Gazetteer, bits: dict[str, int]) -> None:
        self.rng = random.Random(0)  # noqa: S311 - it need be repeatable, not secret
        vocabulary = {piece: row for row, piece in enumerate(backbones.vocabulary())}
        self.encoder = Encoder(vocabulary, gazetteer, bits)
        self.sentences = list(read(data, gazetteer, bits))
        for path in partial:
            self.sentences += read_partial(path, bits)
        forenames, surnames = backbones.census_names()
        self._silver = Silver(gazetteer, self.rng, forenames[:_FORENAMES], surnames[:_SURNAMES])

        def is_town(words: Sequence[str]) -> bool:
            name_id = gazetteer.name_id(fold(" ".join(words)))
            return name_id >= 0 and gazetteer.tier(name_id) in _TOWN_TIERS

        self._augmenter = Augmenter(self.rng, self._silver.fill, is_town)

    def begin(self, seed: str) -> None:
        """Seed the random choices anew, so that a network trained alone equals one trained in a row with others."""
        self.rng.seed(seed)
        torch.manual_seed(self.rng.getrandbits(32))

    def epoch(self, empty: float, silver: int) -> list[SentenceRow]:
        """Return the rows of an epoch: labelled sentences, varied, and silver ones."""

        def keep(sentence: Sentence) -> bool:
            return any(label != "O" for label in sentence.labels) or self.rng.random() < empty

        rows = [encode(self._augmenter.vary(s), self.encoder) for s in self.sentences if keep(s)]
        rows += [encode(self._augmenter.recase(self._silver.sentence()), self.encoder) for _ in range(silver)]
        return [row for row in rows if len(row.pieces) > 2]


def teach(material: Material, epochs: int, seed: str) -> TaggerNetwork:
    """Train a teacher."""
    material.begin(seed)
    teacher = pretrained(backbones.teacher_checkpoint(), backbones.TEACHER_SIZE)
    make = [lambda: material.epoch(_TEACHER_EMPTY, _TEACHER_SILVER)] * epochs
    train(teacher, make, material.rng, rate=_TEACHER_RATE)
    return teacher


def learn(material: Material, epochs: int, seed: str) -> TaggerNetwork:
    """Train the small network on the labels alone, every epoch on newly varied sentences."""
    material.begin(seed)
    student = pretrained(backbones.student_checkpoint(), backbones.STUDENT_SIZE)
    make = [lambda: material.epoch(_STUDENT_EMPTY, _STUDENT_SILVER)] * epochs
    train(student, make, material.rng, rate=_STUDENT_RATE)
    return student


class Pool(NamedTuple):
    """Rows, and the teachers' opinion of each."""

    rows: Sequence[SentenceRow]
    opinions: Sequence[torch.Tensor]


def pool(material: Material, teachers: Sequence[TaggerNetwork], seed: str) -> Pool:
    """Return a varied copy of the data with the teachers' opinions of it."""
    material.begin(seed)
    rows = material.epoch(_STUDENT_EMPTY, _STUDENT_SILVER)
    return Pool(rows, opinions(teachers, rows))


def distil(material: Material, pools: Sequence[Pool], epochs: int, start: Path | None, seed: str) -> TaggerNetwork:
    """Train the small network on the labels and on the teachers' opinions, one pool after the other.

    It begins with the weights in ``start``, if given: what it has learned from the labels need not be learned again.
    """
    material.begin(seed)
    student = pretrained(backbones.student_checkpoint(), backbones.STUDENT_SIZE)
    if start:
        restore(student, start)
    order = [pools[number % len(pools)] for number in range(epochs)]
    train(
        student,
        [lambda chosen=chosen: chosen.rows for chosen in order],  # type: ignore[misc]
        material.rng,
        rate=_STUDENT_RATE,
        opinions=[chosen.opinions for chosen in order],
    )
    return student


def _load_teacher(path: Path) -> TaggerNetwork:
    network = TaggerNetwork(backbones.TEACHER_SIZE, len(backbones.vocabulary()))
    network.load_state_dict(torch.load(path, weights_only=True))
    return network


def main() -> None:
    """Train teacher and student; write the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="labelled sentences, JSONL")
    parser.add_argument("--partial", type=Path, nargs="*", default=[], help="corpora that annotate places only, JSONL")
    parser.add_argument("--output", type=Path, default=WEIGHTS, help="the weights file")
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--epochs", type=int, default=4, help="of the small network")
    parser.add_argument("--teach", type=int, default=0, metavar="EPOCHS", help="train teachers first")
    parser.add_argument("--start", type=Path, help="weights of an earlier run to begin with, where there is a teacher")
    parser.add_argument("--teachers", type=Path, help="folder that keeps the teachers, to be used again")
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    torch.set_num_threads(options.threads)
    gazetteer = bundled()
    bits = name_bits(gazetteer)
    material = Material(options.data, options.partial, gazetteer, bits)
    if options.teach:
        teachers = [_teacher(material, options, number) for number in range(_TEACHERS)]
        pools = [pool(material, teachers, f"{options.seed} pool {number}") for number in range(_POOLS)]
        student = distil(material, pools, options.epochs, options.start, f"{options.seed} student")
    else:
        student = learn(material, options.epochs, f"{options.seed} student")
    save(student, options.output, backbones.vocabulary(), bits)


def _teacher(material: Material, options: argparse.Namespace, number: int) -> TaggerNetwork:
    kept = options.teachers / f"teacher-{number}.pt" if options.teachers else None
    if kept and kept.exists():
        return _load_teacher(kept)
    teacher = teach(material, options.teach, f"{options.seed} teacher {number}")
    if kept:
        torch.save(teacher.state_dict(), kept)
    return teacher


if __name__ == "__main__":
    main()
