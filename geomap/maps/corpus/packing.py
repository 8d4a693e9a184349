"""Columns of whole numbers and texts as one string of letters, which a page unpacks by itself.

Numbers are written in groups of seven bits, the lowest first, 128 marking that another group follows (LEB128, as in
DWARF and WebAssembly); where they can be negative, zigzag-coded. What comes out is deflated and written in Base64.
"""

from __future__ import annotations

import base64
import json
import zlib
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import ArrayLike, NDArray

_END = "\n"


class Packer:
    """Puts columns one behind the other."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []
        self._sections: dict[str, list[Any]] = {}

    def numbers(self, name: str, values: ArrayLike, *, steps: bool = False, signed: bool = False) -> None:
        """Add a column of whole numbers below 2³¹.

        Parameters
        ----------
        name
            What the page asks for.
        values
            The numbers, from 0 unless ``signed``.
        steps
            Write each as the step from the one before.
        signed
            Whether a number, or a step, can be negative.
        """
        column = np.asarray(values, np.int64)
        if steps:
            column = np.diff(column, prepend=0)
        if signed:
            column = (column << 1) ^ (column >> 63)
        self._add(name, _written(column.astype(np.uint64)), [len(column), int(steps), int(signed)])

    def texts(self, name: str, values: Iterable[str]) -> None:
        """Add a column of texts; what breaks lines in one becomes a space."""
        lines = [" ".join(value.splitlines()) for value in values]
        self._add(name, _END.join(lines).encode("utf-8", "replace"), [len(lines), 2, 0])

    def _add(self, name: str, raw: bytes, how: list[int]) -> None:
        self._sections[name] = [*how, len(raw)]
        self._parts.append(raw)

    def packed(self) -> str:
        """Return all of it: the sections as a line of JSON, then what they hold."""
        head = json.dumps(self._sections, separators=(",", ":")).encode("ascii") + b"\n"
        return base64.b64encode(zlib.compress(head + b"".join(self._parts), 9)).decode("ascii")


def _written(values: NDArray[np.uint64]) -> bytes:
    widths = np.ones(len(values), np.int64)
    for bits in (7, 14, 21, 28, 35):
        widths += values >= np.uint64(1 << bits)
    ends = np.cumsum(widths)
    out = np.zeros(int(ends[-1]) if len(ends) else 0, np.uint8)
    for place in range(int(widths.max(initial=0))):
        rows = widths > place
        group = (values[rows] >> np.uint64(7 * place)) & np.uint64(127)
        more = np.where(widths[rows] > place + 1, 128, 0).astype(np.uint64)
        out[ends[rows] - widths[rows] + place] = (group | more).astype(np.uint8)
    return out.tobytes()
