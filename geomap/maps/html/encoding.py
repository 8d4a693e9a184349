"""Coordinates as text: differences of whole numbers in base 64, some two characters a number.

The format is that of Google's encoded polylines with another alphabet, so that JSON needs no escapes: zigzag numbers in
groups of five bits, the lowest first, 32 marking that another group follows. A stream holds many lines: for each the
number of its points, then longitude and latitude as differences from the point before.
Source: Google, "Encoded Polyline Algorithm Format".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


def encode(rings: Sequence[Sequence[float]], scale: float = 1e4) -> str:
    """Encode lines as one string.

    Parameters
    ----------
    rings
        Each as ``lon, lat, lon, lat, …``.
    scale
        Steps in a degree; what is smaller is rounded off.
    """
    written = _WRITTEN
    out: list[str] = []
    last_x = last_y = 0
    for ring in rings:
        out.append(written[len(ring) // 2])
        for i in range(0, len(ring), 2):
            x, y = round(ring[i] * scale), round(ring[i + 1] * scale)
            out.append(written[x - last_x])
            out.append(written[y - last_y])
            last_x, last_y = x, y
    return "".join(out)


def numbers(values: Iterable[int]) -> str:
    """Encode whole numbers, each by itself."""
    return "".join(map(_WRITTEN.__getitem__, values))


class _Written(dict[int, str]):
    """Numbers as letters, each worked out once: lines are made of few different steps."""

    def __missing__(self, number: int) -> str:
        rest = 2 * number if number >= 0 else -2 * number - 1
        text = ""
        while rest > 31:
            text += ALPHABET[32 + (rest & 31)]
            rest >>= 5
        text += ALPHABET[rest]
        if -1024 < number < 1024:  # the first point's large numbers are not worth keeping
            self[number] = text
        return text


_WRITTEN = _Written()
