"""The teacher in torch: the encoder's first layers, with embeddings of shape and gazetteer match."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import torch
from torch import nn

from geomap.recognition.encoder import LABELS, MATCHES, SHAPES
from geomap.training.multilingual.backbone import HEADS, WIDTH
from geomap.training.multilingual.unigram import BEGIN, END, PADDING
from geomap.training.tagger.data import IGNORED
from geomap.training.tagger.network import EncoderLayer, EncoderSize

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap.training.multilingual.backbone import Backbone
    from geomap.training.multilingual.encoding import CodedSentence
    from geomap.training.multilingual.vocabulary import Vocabulary

_POSITIONS = 512


class UnitBatch(NamedTuple):
    """Sentences side by side, padded, (sentences, pieces); ``heads`` are places in them laid end to end."""

    pieces: torch.Tensor
    shapes: torch.Tensor
    matches: torch.Tensor
    mask: torch.Tensor
    heads: torch.Tensor
    labels: torch.Tensor


def pad(rows: Sequence[CodedSentence]) -> UnitBatch:
    """Put sentences side by side, each between a begin and an end."""
    length = max(len(row.pieces) for row in rows) + 2

    def table(columns: list[list[int]]) -> torch.Tensor:
        return torch.tensor([c + [0] * (length - len(c)) for c in columns])

    pieces = [[BEGIN, *row.pieces, END] + [PADDING] * (length - 2 - len(row.pieces)) for row in rows]
    return UnitBatch(
        torch.tensor(pieces),
        table([[0, *row.shapes] for row in rows]),
        table([[0, *row.matches] for row in rows]),
        torch.tensor(pieces) != PADDING,
        torch.tensor([n * length + 1 + head for n, row in enumerate(rows) for head in row.heads]),
        torch.tensor([label for row in rows for label in row.labels]),
    )


class Learner(nn.Module):
    """A network that can be trained."""

    def added(self) -> list[nn.Parameter]:
        """Return the parameters that begin from nothing: they learn at a higher rate."""
        raise NotImplementedError


class Teacher(Learner):
    """Logits of ``LABELS`` at the first piece of every unit.

    Parameters
    ----------
    layers
        How many of the encoder's layers.
    vocabulary
        Number of pieces.
    """

    def __init__(self, layers: int, vocabulary: int) -> None:
        super().__init__()
        size = EncoderSize(layers, WIDTH, HEADS)
        self.size = size
        self.piece = nn.Embedding(vocabulary, WIDTH)
        self.piece.weight.requires_grad = False  # frozen, so that languages without data stay where they are
        self.position = nn.Embedding(_POSITIONS, WIDTH)
        self.shape = nn.Embedding(SHAPES, WIDTH)
        self.match = nn.Embedding(MATCHES, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = nn.Dropout(0.1)
        self.layers = nn.ModuleList(EncoderLayer(size) for _ in range(layers))
        self.head = nn.Linear(WIDTH, len(LABELS))
        for table in (self.shape, self.match):
            nn.init.normal_(table.weight, std=0.01)

    def added(self) -> list[nn.Parameter]:
        """Return the parameters that the encoder does not bring."""
        return [p for module in (self.shape, self.match, self.head) for p in module.parameters()]

    def forward(self, batch: UnitBatch, *, gazetteer: bool = True) -> torch.Tensor:
        """Return the logits, (units, labels); without ``gazetteer`` its embedding is left out."""
        length = batch.pieces.shape[1]
        x = self.piece(batch.pieces) + self.position.weight[:length] + self.shape(batch.shapes)
        if gazetteer:
            x = x + self.match(batch.matches)
        x = self.dropout(self.norm(x))
        mask = batch.mask[:, None, None, :]
        for layer in self.layers:
            x = layer(x, mask)
        return self.head(x.flatten(0, 1)[batch.heads])  # type: ignore[no-any-return]


def pretrained(backbone: Backbone, vocabulary: Vocabulary, layers: int) -> Teacher:
    """Return a network that starts from the encoder's first layers and the pieces that are kept."""
    network = Teacher(layers, len(vocabulary.pieces))
    state = network.state_dict()
    pieces = backbone.matrix("emb.word", WIDTH)[vocabulary.rows]
    state["piece.weight"] = torch.from_numpy(pieces)
    positions = backbone.vector("emb.pos").reshape(-1, WIDTH) + backbone.vector("emb.type")[:WIDTH]
    state["position.weight"] = torch.from_numpy(positions)
    parts = {"weight": "w", "bias": "b"}
    for part, short in parts.items():
        state[f"norm.{part}"] = torch.from_numpy(backbone.vector(f"emb.ln.{short}"))
    for n in range(layers):
        for part, short in parts.items():

            def tensor(name: str, width: int = WIDTH, n: int = n, short: str = short) -> torch.Tensor:
                full = f"l{n}.{name}.{short}"
                return torch.from_numpy(backbone.matrix(full, width) if short == "w" else backbone.vector(full))

            state[f"layers.{n}.attention.{part}"] = torch.cat([tensor("q"), tensor("k"), tensor("v")])
            state[f"layers.{n}.attention_out.{part}"] = tensor("ao")
            state[f"layers.{n}.up.{part}"] = tensor("fi")
            state[f"layers.{n}.down.{part}"] = tensor("fo", 4 * WIDTH)
            for ours, theirs in (("attention_norm", "aln"), ("norm", "oln")):
                state[f"layers.{n}.{ours}.{part}"] = torch.from_numpy(backbone.vector(f"l{n}.{theirs}.{short}"))
    network.load_state_dict(state)
    return network


def loss(logits: torch.Tensor, labels: torch.Tensor, allowed: torch.Tensor) -> torch.Tensor:
    """Return the mean of minus the logarithm of what the allowed labels have together.

    Parameters
    ----------
    logits
        (units, labels).
    labels
        For each unit a row of ``allowed``, or ``IGNORED``.
    allowed
        For each number of a label, 0 at the labels that it allows and a large negative number elsewhere.
    """
    known = labels != IGNORED
    meant = logits[known]
    lacking = meant.logsumexp(-1) - (meant + allowed[labels[known]]).logsumexp(-1)
    return lacking.sum() / max(1, len(meant))
