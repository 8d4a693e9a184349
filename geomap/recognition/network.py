"""The tagger's network in numpy: a two-layer BERT (Devlin et al. 2019) whose weights are stored in 8 bits a number.

Activation is a piecewise square, ``x * clip(0.3 x + 0.5, 0, 1)``: the student is trained with it, and it costs a tenth
of the Gaussian error linear unit.
"""

from __future__ import annotations

import json
import math
from mmap import ACCESS_READ, mmap
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from geomap.recognition.batching import MAX_PIECES, Packed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from geomap.recognition.batching import Rows
    from geomap.recognition.encoder import Encoded

    Floats = NDArray[np.float32]
    Integers = NDArray[np.int64]
    LayerWeights = Mapping[str, tuple[Floats, Floats]]

SLOPE: Final = 0.3
"""Slope of the activation's gate."""
_CERTAIN: Final = -12.0
"""Logit of every other label where "O" is certain."""
_EPSILON: Final = np.float32(1e-12)
_ROWS_AT_ONCE: Final = 192
"""So many rows of the widest part of a layer fit into a core's second-level cache, with the weights beside them."""
_PIECES_A_BATCH: Final = 512
"""What a batch's largest array needs then lies in a core's second-level cache."""


_LARGEST_KEPT: Final = 31 << 20
"""Bytes; glibc takes no larger block for a measure of what to keep. Nothing is written to them."""


class Network:
    """Weights, and the forward pass.

    Parameters
    ----------
    arrays
        Name to array, as the weights file has them. A matrix stored as ``int8`` comes with a ``….scale`` for each row.
    """

    def __init__(self, arrays: Mapping[str, NDArray[Any]]) -> None:
        def vector(name: str) -> Floats:
            return arrays[name].astype(np.float32)

        self._pieces = arrays["piece"]
        self._piece_scale = vector("piece.scale")[:, None]
        self._positions = vector("position")
        self._shapes, self._matches, self._names = vector("shape"), vector("match"), vector("name")
        self._norm = vector("norm.weight"), vector("norm.bias")
        self._heads = int(arrays["heads"])
        self._layers = []
        for n in range(int(arrays["layers"])):
            layer = {part: self.linear(arrays, f"layers.{n}.{part}") for part in _LINEAR}
            for part in ("attention_norm", "norm"):
                layer[part] = vector(f"layers.{n}.{part}.weight"), vector(f"layers.{n}.{part}.bias")
            _fold(layer, self._heads)
            self._layers.append(layer)
        self._head = self.linear(arrays, "head")
        # An array so large that is let go makes the C library keep what later, smaller ones give back: else each batch
        # asks the system for the same pages again.
        np.empty(_LARGEST_KEPT, np.uint8)

    @staticmethod
    def linear(arrays: Mapping[str, NDArray[Any]], name: str) -> tuple[Floats, Floats]:
        """Return a matrix as it is multiplied with, its columns the outputs, and its bias."""
        scale = arrays[f"{name}.weight.scale"].astype(np.float32)
        weight = np.ascontiguousarray((arrays[f"{name}.weight"].astype(np.float32) * scale[:, None]).T)
        return weight, arrays[f"{name}.bias"].astype(np.float32)

    def logits(self, sentences: Sequence[Encoded]) -> Floats:
        """Return the logits of every label at every word of every sentence, an array (words, labels).

        A word in lower case that has no capital beside it gets a certain "O" without being looked at.
        """
        out = np.full((sum(len(s.pieces) for s in sentences), self._head[1].shape[0]), _CERTAIN, np.float32)
        out[:, 0] = 0
        first_word = np.cumsum([0, *(len(s.pieces) for s in sentences)]).tolist()
        lengths = [min(MAX_PIECES, sum(map(len, s.pieces))) for s in sentences]
        order = sorted(range(len(sentences)), key=lengths.__getitem__)
        start = 0
        while start < len(order):
            end = start + 1
            while end < len(order) and (end + 1 - start) * lengths[order[end]] <= _PIECES_A_BATCH:
                end += 1
            group = order[start:end]
            packed = Packed([sentences[i] for i in group])
            if packed.words.size:
                offsets = np.array([first_word[i] for i in group])
                out[offsets[packed.sentence_of] + packed.words] = self._run(packed)
            start = end
        return out

    def _run(self, packed: Packed) -> Floats:
        x = self._embed(packed)
        for layer in self._layers[:-1]:
            x = self._layer(x, layer, packed.slots, packed.rows, packed)
        # The last layer is worked out only where its result is asked for.
        x = self._layer(x, self._layers[-1], packed.queries, packed.wanted, packed)
        weight, bias = self._head
        logits: Floats = x @ weight + bias
        return logits

    def _embed(self, packed: Packed) -> Floats:
        pieces, shapes, matches, names = packed.features
        x: Floats = self._pieces[pieces].astype(np.float32)
        x *= self._piece_scale[pieces]
        x += self._shapes[shapes]
        x += self._matches[matches]
        x += self._names[names]
        x += self._positions[packed.positions]
        normalize(x, *self._norm)
        return x

    def _attend(self, x: Floats, layer: LayerWeights, slots: Integers, packed: Packed) -> Floats:
        """Return the self-attention of the rows in ``slots`` (sentences, queries) over their whole sentences."""
        width, heads = x.shape[1], self._heads
        weight, bias = layer["attention"]
        n = len(slots)
        if slots is packed.slots:
            projected = (x @ weight)[slots].reshape(n, -1, 3, heads, width // heads)
            q, k, v = projected.transpose(2, 0, 3, 1, 4)
        else:
            keyed = (x @ weight[:, width:])[packed.slots].reshape(n, -1, 2, heads, width // heads)
            k, v = keyed.transpose(2, 0, 3, 1, 4)
            q = (x[slots.ravel()] @ weight[:, :width]).reshape(n, -1, heads, width // heads).transpose(0, 2, 1, 3)
        q += bias.reshape(heads, 1, -1)
        scores = q @ k.transpose(0, 1, 3, 2)
        scores += packed.mask
        scores -= scores.max(-1, keepdims=True)
        np.exp(scores, out=scores)
        total = scores.sum(-1, keepdims=True)
        context: Floats = scores @ v
        context /= total
        return context.transpose(0, 2, 1, 3).reshape(-1, width)

    def _layer(self, x: Floats, layer: LayerWeights, slots: Integers, rows: Rows, packed: Packed) -> Floats:
        """Apply one layer to the rows of ``x`` at ``rows.source``, whose places in ``slots`` are ``rows.place``."""
        attended: Floats = self._attend(x, layer, slots, packed)[rows.place] @ layer["attention_out"][0]
        attended += layer["attention_out"][1]
        attended += x if slots is packed.slots else x[rows.source]
        normalize(attended, *layer["attention_norm"])
        result = _widen(attended, layer)
        result += layer["down"][1]
        result += attended
        normalize(result, *layer["norm"])
        return result


_LINEAR: Final = ("attention", "attention_out", "up", "down")


def _fold(layer: dict[str, tuple[Floats, Floats]], heads: int) -> None:
    """Work into the weights, once, what would else be done to every piece.

    The attention's 1/√d goes into the query's weights, and the activation's slope into those before and behind it. A
    key's bias adds the same to all scores of a query and changes nothing; a value's comes through whole, since the
    attention sums to 1, and goes into the bias behind it.
    """
    weight, bias = layer["attention"]
    width = weight.shape[0]
    factor = np.float32((width // heads) ** -0.5)
    weight[:, :width] *= factor
    out, out_bias = layer["attention_out"]
    layer["attention"] = weight, bias[:width] * factor
    layer["attention_out"] = out, out_bias + bias[2 * width :] @ out
    up, up_bias = layer["up"]
    layer["up"] = up * np.float32(SLOPE), up_bias * np.float32(SLOPE)
    down, down_bias = layer["down"]
    layer["down"] = down / np.float32(SLOPE), down_bias


def _widen(x: Floats, layer: LayerWeights) -> Floats:
    """Compute the wide part of a layer, two products and the activation between: some rows at a time in two arrays.

    These are four times as wide as the others: whole, they would not fit into the cache, and new ones cost page faults.
    """
    (up, up_bias), (down, _) = layer["up"], layer["down"]
    result = np.empty_like(x)
    inner = np.empty((min(len(x), _ROWS_AT_ONCE), up.shape[1]), np.float32)
    gate = np.empty_like(inner)
    for start in range(0, len(x), _ROWS_AT_ONCE):
        rows = x[start : start + _ROWS_AT_ONCE]
        wide, open_ = inner[: len(rows)], gate[: len(rows)]
        np.matmul(rows, up, out=wide)
        wide += up_bias
        np.add(wide, np.float32(0.5), out=open_)
        np.clip(open_, 0, 1, out=open_)
        wide *= open_
        np.matmul(wide, down, out=result[start : start + _ROWS_AT_ONCE])
    return result


def normalize(x: Floats, weight: Floats, bias: Floats) -> None:
    """Bring each row to mean 0 and variance 1, then to weight and bias, in place."""
    x -= x.mean(1, keepdims=True)
    variance = np.einsum("ij,ij->i", x, x)[:, None]
    variance /= x.shape[1]
    variance += _EPSILON
    np.sqrt(variance, out=variance)
    x /= variance
    x *= weight
    x += bias


def read(path: Path) -> tuple[Network, dict[str, int], dict[str, int]]:
    """Return the network of a weights file, with its vocabulary and its name bits.

    The file is mapped into memory: the table of word pieces is never copied, and workers share it.
    """
    arrays = read_arrays(path)
    pieces = bytes(arrays["vocabulary"]).decode("utf-8").split("\n")
    vocabulary = dict(zip(pieces, range(len(pieces)), strict=True))
    name_bits: dict[str, int] = {}
    for bits, names in json.loads(bytes(arrays["names"])).items():
        name_bits.update(dict.fromkeys(names.split(" "), int(bits)))
    return Network(arrays), vocabulary, name_bits


def read_arrays(path: Path) -> dict[str, NDArray[Any]]:
    """Return the arrays of a weights file, by name.

    The file begins with eight bytes, the length of a JSON header that tells type, shape and offset of each array.
    """
    with path.open("rb") as file:
        mapped = mmap(file.fileno(), 0, access=ACCESS_READ)
    start = 8 + int.from_bytes(mapped[:8], "little")
    arrays: dict[str, NDArray[Any]] = {}
    for name, (kind, shape, offset) in json.loads(mapped[8:start]).items():
        flat = np.frombuffer(mapped, kind, math.prod(shape), start + offset)
        arrays[name] = flat.reshape(shape)
    return arrays
