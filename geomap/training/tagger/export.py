"""From a trained network to the weights file: eight bits a number, one scale a row, and nothing of torch."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from geomap.recognition.network import read_arrays

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from geomap.training.tagger.network import TaggerNetwork

_BORDER = 64
_POSITIONS = 160
"""Longer sentences are cut before they reach the network."""


def quantize(matrix: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Return a table as whole numbers from -127 to 127, and for each row the scale that brings them back."""
    scale = np.maximum(np.abs(matrix).max(1), 1e-8) / 127
    return np.rint(matrix / scale[:, None]).astype(np.int8), scale.astype(np.float32)


def arrays_of(network: TaggerNetwork) -> dict[str, NDArray[Any]]:
    """Return the arrays of a network as ``geomap.recognition.network`` reads them."""
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


def restore(network: TaggerNetwork, path: Path) -> None:
    """Give a network the weights of a file that ``save`` wrote, rounded as they are there."""
    arrays = read_arrays(path)
    state = network.state_dict()
    for name, tensor in state.items():
        key = "piece" if name == "piece.weight" else name
        array = arrays[key] if key in arrays else arrays[name.removesuffix(".weight")]
        values = torch.from_numpy(array.astype(np.float32))
        if f"{key}.scale" in arrays:
            values *= torch.from_numpy(arrays[f"{key}.scale"].astype(np.float32))[:, None]
        tensor[: len(values)] = values  # positions that no sentence reaches are not stored
    network.load_state_dict(state)


def save(network: TaggerNetwork, path: Path, vocabulary: Sequence[str], name_bits: Mapping[str, int]) -> None:
    """Write the weights file; the same network gives the same bytes."""
    arrays = arrays_of(network)
    by_bits: dict[str, list[str]] = {}
    for name, bits in sorted(name_bits.items()):
        if " " not in name:
            by_bits.setdefault(str(bits), []).append(name)
    packed = json.dumps({bits: " ".join(names) for bits, names in by_bits.items()}, ensure_ascii=False)
    arrays["vocabulary"] = np.frombuffer("\n".join(vocabulary).encode(), np.uint8)
    arrays["names"] = np.frombuffer(packed.encode(), np.uint8)
    write(arrays, path)


def write(arrays: Mapping[str, NDArray[Any]], path: Path) -> None:
    """Write arrays in the layout that ``geomap.recognition.network.read`` describes, each on a border of 64 bytes."""
    header: dict[str, tuple[str, list[int], int]] = {}
    body = bytearray()
    for name, array in sorted(arrays.items()):
        header[name] = (array.dtype.str, list(array.shape), len(body))
        body += np.ascontiguousarray(array).tobytes()
        body += bytes(-len(body) % _BORDER)
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-(len(text) + 8) % _BORDER)
    path.write_bytes(len(text).to_bytes(8, "little") + text + bytes(body))
