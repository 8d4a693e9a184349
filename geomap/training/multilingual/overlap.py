"""Whether a sentence stands in a text that is measured on: by stretches of its letters."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

import numpy as np

from geomap.training.multilingual.data import letters

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from numpy.typing import NDArray

_LENGTH: Final = 20
_BASE: Final = np.uint64(1_000_003)


def _hashes(text: str) -> NDArray[np.uint64]:
    """Return a hash of every stretch of so many letters."""
    codes = np.array([ord(c) for c in text], np.uint64)
    count = len(codes) - _LENGTH + 1
    if count <= 0:
        return np.zeros(0, np.uint64)
    out = np.zeros(count, np.uint64)
    for i in range(_LENGTH):
        out = out * _BASE + codes[i : i + count]
    return out


class Overlap:
    """The letters of all texts of some corpora.

    Parameters
    ----------
    paths
        JSON lines with a ``text`` each.
    """

    def __init__(self, paths: Iterable[Path]) -> None:
        parts = [
            _hashes(letters(json.loads(line)["text"]))
            for path in paths
            for line in path.read_text("utf-8").split("\n")
            if line
        ]
        self._known = np.unique(np.concatenate(parts)) if parts else np.zeros(0, np.uint64)

    def __len__(self) -> int:
        return len(self._known)

    def has(self, plain: str) -> bool:
        """Tell whether half of a sentence's stretches of letters stand in the texts; short ones never do."""
        if len(plain) < _LENGTH or not len(self._known):
            return False
        last = len(plain) - _LENGTH
        starts = sorted({0, last // 3, 2 * last // 3, last})
        found = np.concatenate([_hashes(plain[at : at + _LENGTH]) for at in starts])
        at = np.minimum(np.searchsorted(self._known, found), len(self._known) - 1)
        return bool((self._known[at] == found).mean() >= 0.5)
