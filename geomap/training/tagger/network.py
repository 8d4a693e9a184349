"""The network in torch: a BERT encoder (Devlin et al. 2019) with embeddings of shape, gazetteer match and names."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import torch
from safetensors.torch import load_file
from torch import nn

from geomap.recognition.encoder import LABELS, MATCHES, NAME_BITS, SHAPES
from geomap.recognition.network import SLOPE

if TYPE_CHECKING:
    from pathlib import Path

POSITIONS = 512


class EncoderSize(NamedTuple):
    """Layers, width and heads of an encoder; whether its activation is the gate of ``geomap.recognition.network``.

    ``inner`` is the width inside of a layer, in widths of the encoder.
    """

    layers: int
    width: int
    heads: int
    gated: bool = False
    inner: float = 4


class Batch(NamedTuple):
    """Sentences side by side, padded; every tensor is (sentences, pieces)."""

    pieces: torch.Tensor
    shapes: torch.Tensor
    matches: torch.Tensor
    names: torch.Tensor
    mask: torch.Tensor
    heads: torch.Tensor
    labels: torch.Tensor


class EncoderLayer(nn.Module):
    """Self-attention and feed-forward, each with its residual and normalisation after it."""

    def __init__(self, size: EncoderSize) -> None:
        super().__init__()
        width = size.width
        self.heads = size.heads
        self.gated = size.gated
        self.attention = nn.Linear(width, 3 * width)
        self.attention_out = nn.Linear(width, width)
        self.attention_norm = nn.LayerNorm(width, eps=1e-12)
        inner = round(size.inner * width)
        self.up = nn.Linear(width, inner)
        self.down = nn.Linear(inner, width)
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.dropout = nn.Dropout(0.1)

    def forward(self, x: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """Return the layer's result; ``mask`` is true at pieces that are no padding."""
        n, length, width = x.shape
        q, k, v = self.attention(x).view(n, length, 3, self.heads, width // self.heads).permute(2, 0, 3, 1, 4)
        mixed = nn.functional.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        mixed = mixed.transpose(1, 2).reshape(n, length, width)
        x = self.attention_norm(x + self.dropout(self.attention_out(mixed)))
        inner = self.up(x)
        if self.gated:
            inner = inner * (inner * SLOPE + 0.5).clamp(0, 1)
        else:
            inner = nn.functional.gelu(inner, approximate="tanh")
        return self.norm(x + self.dropout(self.down(inner)))  # type: ignore[no-any-return]


class TaggerNetwork(nn.Module):
    """Logits of ``LABELS`` at every piece.

    Parameters
    ----------
    size
        Layers, width, heads.
    vocabulary
        Number of pieces.
    """

    def __init__(self, size: EncoderSize, vocabulary: int) -> None:
        super().__init__()
        self.size = size
        self.piece = nn.Embedding(vocabulary, size.width)
        self.position = nn.Embedding(POSITIONS, size.width)
        self.shape = nn.Embedding(SHAPES, size.width)
        self.match = nn.Embedding(MATCHES, size.width)
        self.name = nn.Embedding(NAME_BITS, size.width)
        self.norm = nn.LayerNorm(size.width, eps=1e-12)
        self.dropout = nn.Dropout(0.1)
        self.layers = nn.ModuleList(EncoderLayer(size) for _ in range(size.layers))
        self.head = nn.Linear(size.width, len(LABELS))
        for table in (self.shape, self.match, self.name):
            nn.init.normal_(table.weight, std=0.02)

    def added(self) -> list[nn.Parameter]:
        """Return the parameters that no pretrained model brings."""
        modules: tuple[nn.Module, ...] = (self.shape, self.match, self.name, self.head)
        return [p for module in modules for p in module.parameters()]

    def forward(self, batch: Batch, *, gazetteer: bool = True) -> torch.Tensor:
        """Return the logits, (sentences, pieces, labels); without ``gazetteer`` its embeddings are left out."""
        length = batch.pieces.shape[1]
        x = self.piece(batch.pieces) + self.position.weight[:length] + self.shape(batch.shapes)
        if gazetteer:
            x = x + self.match(batch.matches) + self.name(batch.names)
        x = self.dropout(self.norm(x))
        mask = batch.mask[:, None, None, :]
        for layer in self.layers:
            x = layer(x, mask)
        return self.head(x)  # type: ignore[no-any-return]


def pretrained(path: Path, size: EncoderSize) -> TaggerNetwork:
    """Return a network whose encoder starts from a BERT checkpoint in safetensors, its first ``size.layers`` layers."""
    raw = {k.removeprefix("bert."): v.float() for k, v in load_file(path).items()}
    raw = {k.replace(".gamma", ".weight").replace(".beta", ".bias"): v for k, v in raw.items()}
    network = TaggerNetwork(size, raw["embeddings.word_embeddings.weight"].shape[0])
    state = network.state_dict()
    state["piece.weight"] = raw["embeddings.word_embeddings.weight"]
    state["position.weight"] = (
        raw["embeddings.position_embeddings.weight"] + raw["embeddings.token_type_embeddings.weight"][0]
    )
    for part in ("weight", "bias"):
        state[f"norm.{part}"] = raw[f"embeddings.LayerNorm.{part}"]
        for n in range(size.layers):
            old, new = f"encoder.layer.{n}.", f"layers.{n}."
            state[f"{new}attention.{part}"] = torch.cat(
                [raw[f"{old}attention.self.{name}.{part}"] for name in ("query", "key", "value")]
            )
            state[f"{new}attention_out.{part}"] = raw[f"{old}attention.output.dense.{part}"]
            state[f"{new}attention_norm.{part}"] = raw[f"{old}attention.output.LayerNorm.{part}"]
            state[f"{new}up.{part}"] = raw[f"{old}intermediate.dense.{part}"]
            state[f"{new}down.{part}"] = raw[f"{old}output.dense.{part}"]
            state[f"{new}norm.{part}"] = raw[f"{old}output.LayerNorm.{part}"]
    network.load_state_dict(state)
    return network
