"""From labelled sentences to padded batches of one length."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import torch

from geomap.training.tagger.data import IGNORED, label_number
from geomap.training.tagger.network import Batch

if TYPE_CHECKING:
    import random
    from collections.abc import Iterable, Iterator, Sequence

    from geomap.recognition.encoder import Encoder
    from geomap.training.tagger.data import Sentence

MAX_PIECES = 128
PIECES_A_BATCH = 4096


class SentenceRow(NamedTuple):
    """A sentence in numbers, one entry a piece; the label stands at a word's first piece."""

    pieces: list[int]
    shapes: list[int]
    matches: list[int]
    names: list[int]
    heads: list[int]
    labels: list[int]


def encode(sentence: Sentence, encoder: Encoder) -> SentenceRow:
    """Encode a sentence; what goes beyond 128 pieces is left out."""
    encoded = encoder.encode(sentence.words)
    row = SentenceRow([], [], [], [], [], [])
    for word, label in enumerate(sentence.labels):
        pieces = encoded.pieces[word]
        if len(row.pieces) + len(pieces) > MAX_PIECES:
            break
        n = len(pieces)
        row.pieces.extend(pieces)
        row.shapes.extend([encoded.shapes[word]] * n)
        row.matches.extend([encoded.matches[word]] * n)
        row.names.extend([encoded.names[word]] * n)
        row.heads.extend([1] + [0] * (n - 1))
        row.labels.append(label_number(label))
        row.labels.extend([IGNORED] * (n - 1))
    return row


def batches(rows: Sequence[SentenceRow], rng: random.Random | None) -> Iterator[tuple[list[int], Batch]]:
    """Yield the row numbers with their batch.

    Sentences of like length together, in random order if ``rng`` is given.
    """
    order = list(range(len(rows)))
    if rng:
        rng.shuffle(order)
    order.sort(key=lambda i: len(rows[i].pieces) // 4)
    groups: list[list[int]] = []
    group: list[int] = []
    for i in order:
        if group and (len(group) + 1) * (len(rows[i].pieces) + 3) > PIECES_A_BATCH:
            groups.append(group)
            group = []
        group.append(i)
    if group:
        groups.append(group)
    if rng:
        rng.shuffle(groups)
    for group in groups:
        yield group, _pad([rows[i] for i in group])


def _pad(rows: Sequence[SentenceRow]) -> Batch:
    length = max(len(row.pieces) for row in rows)

    def table(columns: Iterable[list[int]], filler: int = 0) -> torch.Tensor:
        return torch.tensor([c + [filler] * (length - len(c)) for c in columns])

    mask = table([1] * len(row.pieces) for row in rows).bool()
    return Batch(
        table(row.pieces for row in rows),
        table(row.shapes for row in rows),
        table(row.matches for row in rows),
        table(row.names for row in rows),
        mask,
        table(row.heads for row in rows).bool(),
        table((row.labels for row in rows), IGNORED),
    )
