"""Coordinates as text: differences of whole numbers in base 64, some two characters a number.

The format is that of Google's encoded polylines with another alphabet, so that JSON needs no escapes: zigzag numbers in
groups of five bits, the lowest first, 32 marking that another group follows. A stream holds many lines: for each the
number of its points, then longitude and latitude as differences from the point before.
Source: Google, "Encoded Polyline Algorithm Format".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

ALPHABET = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_GROUPS = 7  # five bits each: enough for any 32-bit number


def encode(rings: Sequence[Sequence[float]], scale: float = 1e4) -> str:
    """Encode lines as one string.

    Parameters
    ----------
    rings
        Each as ``lon, lat, lon, lat, …``.
    scale
        Steps in a degree; what is smaller is rounded off.
    """
    import numpy as np

    if not rings:
        return ""
    counts = np.array([len(ring) // 2 for ring in rings], dtype=np.int64)
    flat = np.concatenate([np.asarray(ring, dtype=np.float64) for ring in rings]).reshape(-1, 2)
    steps = np.diff(np.rint(flat * scale).astype(np.int64), axis=0, prepend=np.zeros((1, 2), np.int64)).ravel()
    starts = 2 * np.concatenate([[0], np.cumsum(counts)[:-1]])
    return varints(np.insert(steps, starts, counts))


def varints(numbers: object) -> str:
    """Encode whole numbers."""
    import numpy as np

    values = np.asarray(numbers, dtype=np.int64)
    values = np.where(values < 0, -2 * values - 1, 2 * values)
    shifts = 5 * np.arange(_GROUPS)
    parts = (values[:, None] >> shifts) & 31
    more = (values[:, None] >> (shifts + 5)) > 0
    used = np.concatenate([np.ones((len(values), 1), bool), more[:, :-1]], axis=1)
    letters = np.frombuffer(ALPHABET, np.uint8)
    return str(letters[(parts + 32 * more)[used]].tobytes().decode("ascii"))
