"""From a trained network to the weights file: eight bits a number, one scale a row, and nothing of torch."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from geomap.recognition.train.model import Network

_POSITIONS = 160
"""Longer sentences are cut before they reach the network."""


def quantize(matrix: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Whole numbers from -127 to 127, and for each row the scale that brings them back."""
    scale = np.maximum(np.abs(matrix).max(1), 1e-8) / 127
    return np.rint(matrix / scale[:, None]).astype(np.int8), scale.astype(np.float32)


def arrays_of(network: Network) -> dict[str, NDArray[Any]]:
    """The arrays of a network as ``geomap.recognition.network`` reads them."""
    out: dict[str, NDArray[Any]] = {
        "layers": np.array(network.size.layers),
        "heads": np.array(network.size.heads),
    }
    for name, tensor in network.state_dict().items():
        array = tensor.numpy().astype(np.float32)
        if array.ndim == 2 and name not in ("position.weight", "shape.weight", "match.weight", "name.weight"):
            key = "piece" if name == "piece.weight" else name
            out[key], out[f"{key}.scale"] = quantize(array)
        elif array.ndim == 2:
            out[name.removesuffix(".weight")] = array[:_POSITIONS].astype(np.float16)
        else:
            out[name] = array
    return out


def save(network: Network, path: Path, vocabulary: Sequence[str], name_bits: Mapping[str, int]) -> None:
    """Write the weights file; the same network gives the same bytes."""
    arrays = arrays_of(network)
    by_bits: dict[str, list[str]] = {}
    for name, bits in sorted(name_bits.items()):
        if " " not in name:
            by_bits.setdefault(str(bits), []).append(name)
    packed = json.dumps({bits: " ".join(names) for bits, names in by_bits.items()}, ensure_ascii=False)
    arrays["vocabulary"] = np.frombuffer("\n".join(vocabulary).encode(), np.uint8)
    arrays["names"] = np.frombuffer(packed.encode(), np.uint8)
    with path.open("wb") as file:
        np.savez(file, **arrays)
