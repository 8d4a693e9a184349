"""The student's lesson: labels, and the opinions of the teacher (Hinton et al. 2015)."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Final

import torch
from torch import nn

from geomap.recognition.unitencoder import UnitEncoder
from geomap.recognition.units import units
from geomap.training.multilingual.data import PLACES_ONLY
from geomap.training.multilingual.encoding import labelled
from geomap.training.multilingual.loop import allowed, batches
from geomap.training.multilingual.network import loss
from geomap.training.multilingual.samples import Sample, laid_upon
from geomap.training.multilingual.student import StudentRow, side_by_side

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from geomap.recognition.unitencoder import PlaceLookup
    from geomap.recognition.wordtable import WordTable
    from geomap.training.multilingual.data import LabelledText
    from geomap.training.multilingual.student import Student, WordBatch

_TEMPERATURE: Final = 2.0
_LABEL_WEIGHT: Final = 0.4
_MAX_UNITS: Final = 96
_UNITS_A_BATCH: Final = 4096


class StudentCoder:
    """Encodes sentences as the tagger does when it runs.

    Parameters
    ----------
    table
        The words.
    names
        The names of places of a language, by its code.
    """

    def __init__(self, table: WordTable, names: Callable[[str], PlaceLookup]) -> None:
        self.table = table
        self._names = names
        self._encoders: dict[str, UnitEncoder] = {}

    def row(self, one: LabelledText | Sample) -> StudentRow:
        """Encode a sentence; what goes beyond the longest is left out."""
        example = one.example if isinstance(one, Sample) else one
        encoder = self._encoders.get(example.language)
        if encoder is None:
            names = self._names(example.language)
            encoder = self._encoders[example.language] = UnitEncoder(self.table, names)
        some = units(example.text, self.table)[:_MAX_UNITS]
        opinion = None
        # Where only places are marked the teacher was left to guess which of them stand alone.
        if isinstance(one, Sample) and example.source not in PLACES_ONLY:
            opinion = laid_upon(one, some)
            some = some[: len(opinion)]
        encoded = encoder.encode(some)
        labels = labelled(example, some, encoded.matches)
        return StudentRow([word for (word,) in encoded.pieces], encoded.shapes, encoded.matches, labels, opinion)


class StudentLesson:
    """What a student learns from: the same sentences in every epoch, in another order.

    Parameters
    ----------
    network
        What learns.
    pool
        Sentences, with opinions or without.
    coder
        Encodes them.
    """

    def __init__(self, network: Student, pool: Sequence[LabelledText | Sample], coder: StudentCoder) -> None:
        self._network, self._coder = network, coder
        rows = [row for row in map(coder.row, pool) if row.words]
        # A batch has opinions of all its sentences or of none.
        asked = [row for row in rows if row.opinion is not None]
        self._kinds = [asked, [row for row in rows if row.opinion is None]]
        self._permitted = allowed()

    def feed(self, epoch: int, seed: int) -> Sequence[Callable[[], WordBatch]]:
        """Return what makes the batches of an epoch."""
        rng = random.Random(f"{seed} student {epoch}")  # noqa: S311 - it need be repeatable, not secret
        out: list[Callable[[], WordBatch]] = []
        words = self._coder.table.words

        def make(rows: Sequence[StudentRow]) -> Callable[[], WordBatch]:
            return lambda: side_by_side(rows, words)

        for some in self._kinds:
            rows = rng.sample(some, len(some))
            groups = batches([len(row.words) for row in rows], rng, _UNITS_A_BATCH)
            out += [make([rows[i] for i in group]) for group in groups]
        rng.shuffle(out)
        return out

    def size(self, batch: WordBatch) -> int:
        """Return how many units a batch holds."""
        return int(batch.mask.sum())

    def loss(self, batch: WordBatch, *, gazetteer: bool) -> torch.Tensor:
        """Return the loss of a batch."""
        logits = self._network(batch, gazetteer=gazetteer)
        hard = loss(logits, batch.labels, self._permitted)
        if batch.opinions is None:
            return hard
        soft = nn.functional.kl_div(
            (logits / _TEMPERATURE).log_softmax(-1), (batch.opinions / _TEMPERATURE).softmax(-1), reduction="batchmean"
        )
        return _LABEL_WEIGHT * hard + (1 - _LABEL_WEIGHT) * soft * _TEMPERATURE**2
