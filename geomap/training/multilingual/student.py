"""The student in torch: reads words, each put together from its pieces, as ``geomap.recognition.wordnetwork`` does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import marisa_trie
import numpy as np
import torch
from torch import nn

from geomap.recognition.encoder import LABELS, MATCHES, SHAPES
from geomap.recognition.pieces import Pieces
from geomap.recognition.wordtable import WordTable
from geomap.training.multilingual.backbone import WIDTH as FULL_WIDTH
from geomap.training.multilingual.network import Learner
from geomap.training.multilingual.unigram import UNKNOWN
from geomap.training.tagger.export import quantize, write
from geomap.training.tagger.network import EncoderLayer, EncoderSize

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from geomap.recognition.wordtable import KnownWord
    from geomap.training.multilingual.backbone import Backbone
    from geomap.training.multilingual.vocabulary import Vocabulary

_POSITIONS: Final = 96
_TABLES: Final = frozenset(("position.weight", "shape.weight", "match.weight"))


class StudentSize(NamedTuple):
    """Width of the table of pieces and of what joins them, and the layers above."""

    pieces: int = 192
    joined: int = 192
    layers: EncoderSize = EncoderSize(2, 192, 4, gated=True, inner=8 / 3)


class WordBatch(NamedTuple):
    """Sentences side by side, padded; ``words`` are rows of the batch's own words.

    Attributes
    ----------
    pieces, counts
        The pieces of each of the batch's words, padded, (words, pieces), and how many they are.
    words, shapes, matches, mask
        (sentences, units).
    labels
        Of the units laid end to end.
    opinions
        The teacher's logits at them; None if there are none.
    """

    pieces: torch.Tensor
    counts: torch.Tensor
    words: torch.Tensor
    shapes: torch.Tensor
    matches: torch.Tensor
    mask: torch.Tensor
    labels: torch.Tensor
    opinions: torch.Tensor | None


class StudentRow(NamedTuple):
    """A sentence in numbers, one entry a unit."""

    words: list[int]
    shapes: list[int]
    matches: list[int]
    labels: list[int]
    opinion: NDArray[np.float16] | None


def side_by_side(rows: Sequence[StudentRow], words: Sequence[KnownWord]) -> WordBatch:
    """Put sentences side by side."""
    length = max(len(row.words) for row in rows)
    numbers, inverse = np.unique(np.concatenate([row.words for row in rows]), return_inverse=True)
    pieces = [words[number].pieces for number in numbers.tolist()]
    longest = max(map(len, pieces))
    mask = np.zeros((len(rows), length), bool)
    for i, row in enumerate(rows):
        mask[i, : len(row.words)] = True

    def table(values: Sequence[int] | NDArray[np.int64]) -> torch.Tensor:
        out = np.zeros(mask.shape, np.int64)
        out[mask] = values
        return torch.from_numpy(out)

    return WordBatch(
        torch.tensor([[*some, *[0] * (longest - len(some))] for some in pieces]),
        torch.tensor([len(some) for some in pieces]),
        table(inverse),
        table(np.concatenate([row.shapes for row in rows])),
        table(np.concatenate([row.matches for row in rows])),
        torch.from_numpy(mask),
        torch.from_numpy(np.concatenate([row.labels for row in rows])),
        _opinions(rows),
    )


def _opinions(rows: Sequence[StudentRow]) -> torch.Tensor | None:
    found = [row.opinion for row in rows if row.opinion is not None]
    return torch.from_numpy(np.concatenate(found).astype(np.float32)) if len(found) == len(rows) else None


class Student(Learner):
    """Logits of ``LABELS`` at every unit.

    Parameters
    ----------
    size
        Widths and layers.
    vocabulary
        Number of pieces, the unknown one among them.
    """

    def __init__(self, size: StudentSize, vocabulary: int) -> None:
        super().__init__()
        self.size = size
        width = size.layers.width
        self.piece = nn.Embedding(vocabulary, size.pieces)
        self.join = nn.Linear(3 * size.pieces, width)
        self.wide = nn.Linear(3 * size.pieces, size.joined)
        self.narrow = nn.Linear(size.joined, width)
        self.position = nn.Embedding(_POSITIONS, width)
        self.shape = nn.Embedding(SHAPES, width)
        self.match = nn.Embedding(MATCHES, width)
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.dropout = nn.Dropout(0.1)
        self.layers = nn.ModuleList(EncoderLayer(size.layers) for _ in range(size.layers.layers))
        self.head = nn.Linear(width, len(LABELS))
        for table in (self.position, self.shape, self.match):
            nn.init.normal_(table.weight, std=0.1)

    def added(self) -> list[nn.Parameter]:
        """Return all parameters but the pieces'."""
        return [p for name, p in self.named_parameters() if name != "piece.weight"]

    def _vectors(self, batch: WordBatch) -> torch.Tensor:
        pieces = self.piece(batch.pieces)
        there = torch.arange(pieces.shape[1]) < batch.counts[:, None]
        mean = (pieces * there[:, :, None]).sum(1) / batch.counts[:, None]
        last = pieces[torch.arange(len(pieces)), batch.counts - 1]
        x = self.dropout(torch.cat([pieces[:, 0], last, mean], 1))
        return self.join(x) + self.narrow(self.wide(x).relu())  # type: ignore[no-any-return]

    def forward(self, batch: WordBatch, *, gazetteer: bool = True) -> torch.Tensor:
        """Return the logits, (units, labels); without ``gazetteer`` its embedding is left out."""
        x = self._vectors(batch)[batch.words] + self.position.weight[: batch.words.shape[1]] + self.shape(batch.shapes)
        if gazetteer:
            x = x + self.match(batch.matches)
        x = self.dropout(self.norm(x))
        mask = batch.mask[:, None, None, :]
        for layer in self.layers:
            x = layer(x, mask)
        return self.head(x[batch.mask])  # type: ignore[no-any-return]


def trie_of(vocabulary: Vocabulary) -> marisa_trie.Trie:
    """Return the pieces as a trie, from which they get their numbers."""
    return marisa_trie.Trie(vocabulary.pieces[UNKNOWN + 1 :])


def word_table(trie: marisa_trie.Trie) -> WordTable:
    """Return a table that cuts words into the pieces of a trie."""
    return WordTable(Pieces(trie))


def begun(backbone: Backbone, vocabulary: Vocabulary, trie: marisa_trie.Trie, size: StudentSize) -> Student:
    """Return a student whose table of pieces is the encoder's, reduced to its main directions (PCA)."""
    network = Student(size, len(trie) + 1)
    full = backbone.matrix("emb.word", FULL_WIDTH)[vocabulary.rows].astype(np.float64)
    full -= full.mean(0)
    _, directions = np.linalg.eigh(full.T @ full)
    reduced = full @ directions[:, ::-1][:, : size.pieces]
    reduced /= reduced.std()
    order = np.array([trie[piece] for piece in vocabulary.pieces[UNKNOWN + 1 :]])
    table = np.zeros((len(trie) + 1, size.pieces), np.float32)
    table[order] = reduced[UNKNOWN + 1 :]
    with torch.no_grad():
        network.piece.weight.copy_(torch.from_numpy(0.5 * table))
    return network


def save(network: Student, trie: marisa_trie.Trie, path: Path) -> None:
    """Write the weights file that ``geomap.recognition.wordnetwork`` reads."""
    width = network.size.layers.width
    out: dict[str, NDArray[Any]] = {
        "layers": np.array(network.size.layers.layers),
        "heads": np.array(network.size.layers.heads),
        "name": np.zeros((1, width), np.float16),  # there are no lists of names
        "vocabulary": np.frombuffer(trie.tobytes(), np.uint8),
    }
    for name, tensor in network.state_dict().items():
        array = tensor.detach().numpy().astype(np.float32)
        if name in _TABLES:
            out[name.removesuffix(".weight")] = array.astype(np.float16)
        elif array.ndim == 2:
            key = "piece" if name == "piece.weight" else name
            out[key], out[f"{key}.scale"] = quantize(array)
        else:
            out[name] = array
    write(out, path)
