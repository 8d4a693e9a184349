"""Reads the lists of frequent words of PyPI ``wordfreq`` (CC BY-SA 4.0), as its package holds them."""

from __future__ import annotations

import gzip
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path


def words_by_rarity(folder: Path, tag: str) -> list[list[str]]:
    """Return the words of a language by how rare they are, in steps of a hundredth of a power of ten.

    Parameters
    ----------
    folder
        Folder ``wordfreq/data`` of the package.
    tag
        The language's tag in the names of its files; where there is no list of it, there are no words.
    """
    msgpack: Any = import_module("msgpack")
    found = sorted(folder.glob(f"*_{tag}.msgpack.gz"))  # the large list before the small one
    if not found:
        return []
    steps: list[list[str]] = msgpack.unpackb(gzip.decompress(found[0].read_bytes()), raw=False)[1:]
    return steps
