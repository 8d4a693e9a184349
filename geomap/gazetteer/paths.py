"""Lines as short strings, some two characters a number: the one codec, which the page's script reads too.

The form is that of Google's encoded polylines with another alphabet, so that JSON needs no escapes: the steps from one
vertex to the next (the first from 0, 0), longitude then latitude, each zigzag-coded and written in groups of five bits,
the lowest first, 32 marking that another group follows. A *path* is one line, which fills its string; a string of
*rings* holds many, each after the number of its vertices.
Source: Google, "Encoded Polyline Algorithm Format".
"""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geomap.gazetteer.arcs import Line

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
"""Characters that need no escape in JSON, HTML or JavaScript."""


def _encode(number: int) -> str:
    value = number << 1 if number >= 0 else ~(number << 1)
    text = ""
    while value >= 32:
        text += ALPHABET[32 | value & 31]
        value >>= 5
    return text + ALPHABET[value]


class _EncodedNumbers(dict[int, str]):
    """The strings of the numbers met so far: lines are made of few different steps."""

    def __missing__(self, number: int) -> str:
        text = _encode(number)
        if -1024 < number < 1024:  # the first vertex's large numbers are not worth keeping
            self[number] = text
        return text


_ENCODED = _EncodedNumbers()
_VALUES = {char: value for value, char in enumerate(ALPHABET)}


def encode_numbers(numbers: Iterable[int]) -> str:
    """Return the whole numbers as a string, each by itself."""
    return "".join(map(_ENCODED.__getitem__, numbers))


def decode_numbers(text: str) -> list[int]:
    """Return the whole numbers of a string."""
    values = _VALUES
    numbers: list[int] = []
    value = shift = 0
    for char in text:
        part = values[char]
        value |= (part & 31) << shift
        if part & 32:
            shift += 5
        else:
            numbers.append(~(value >> 1) if value & 1 else value >> 1)
            value = shift = 0
    return numbers


def encode_rings(rings: Iterable[Sequence[float]], scale: float = 1e4) -> str:
    """Return the rings or lines as one string.

    Parameters
    ----------
    rings
        Each as ``lon, lat, lon, lat, …``.
    scale
        Steps in a degree; what is smaller is rounded off.
    """
    encoded = _ENCODED
    text: list[str] = []
    last_x = last_y = 0
    for ring in rings:
        text.append(encoded[len(ring) // 2])
        for i in range(0, len(ring), 2):
            x, y = round(ring[i] * scale), round(ring[i + 1] * scale)
            text.append(encoded[x - last_x])
            text.append(encoded[y - last_y])
            last_x, last_y = x, y
    return "".join(text)


def decode_path(path: str, scale: float) -> list[tuple[float, float]]:
    """Return the ``(lon, lat)`` of a path with so many units in a degree."""
    numbers = decode_numbers(path)
    xs, ys = accumulate(numbers[::2]), accumulate(numbers[1::2])
    return [(x / scale, y / scale) for x, y in zip(xs, ys, strict=True)]


def encode_path(xs: list[int], ys: list[int], unit: int, *, closed: bool = False) -> str:
    """Return a line as a string.

    Parameters
    ----------
    xs, ys
        Vertices in grid steps.
    unit
        Grid steps per unit of the path: vertices that fall together are written once.
    closed
        Whether the line is a ring; one that has fewer than three different vertices then gives ``""``.
    """
    steps = _ENCODED
    half = unit // 2
    last_x = last_y = count = 0
    text = []
    for x, y in zip(xs, ys, strict=True):
        east, north = (x + half) // unit, (y + half) // unit
        if east != last_x or north != last_y or not count:
            text.append(steps[east - last_x])
            text.append(steps[north - last_y])
            last_x, last_y = east, north
            count += 1
    if count < (4 if closed else 2):
        return ""
    return "".join(text)


def join_lines(lines: Iterable[Line]) -> list[Line]:
    """Return the lines that end where another begins, strung together; where more than two meet, the first to come."""
    done: list[Line] = []
    ends: dict[tuple[int, int], Line] = {}
    for line in lines:
        grown = line
        while True:
            head, tail = _ends(grown)
            other = ends.get(head) or ends.get(tail)
            if other is None or head == tail:
                break
            for end in _ends(other):
                if ends.get(end) is other:
                    del ends[end]
            grown = _joined(other, grown)
        if head == tail:
            done.append(grown)
        else:
            ends[head] = ends[tail] = grown
    return done + list({id(line): line for line in ends.values()}.values())


def _ends(line: Line) -> tuple[tuple[int, int], tuple[int, int]]:
    xs, ys = line
    return (xs[0], ys[0]), (xs[-1], ys[-1])


def _joined(one: Line, other: Line) -> Line:
    """Return two lines that share an end, as one."""
    (ax, ay), (bx, by) = one, other
    if (ax[0], ay[0]) in ((bx[0], by[0]), (bx[-1], by[-1])):
        ax, ay = ax[::-1], ay[::-1]
    if (ax[-1], ay[-1]) != (bx[0], by[0]):
        bx, by = bx[::-1], by[::-1]
    return ax + bx[1:], ay + by[1:]
