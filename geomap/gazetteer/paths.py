"""Lines as short strings for a page's JSON block; ``geomap.gazetteer.basemap`` describes the form."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geomap.gazetteer.arcs import Line

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
"""Characters that need no escape in JSON, HTML or JavaScript."""


def _encode(step: int) -> str:
    value = step << 1 if step >= 0 else ~(step << 1)
    text = ""
    while value >= 32:
        text += ALPHABET[32 | value & 31]
        value >>= 5
    return text + ALPHABET[value]


class _Steps(dict[int, str]):
    """The strings of the steps met so far."""

    def __missing__(self, step: int) -> str:
        text = _encode(step)
        if -1024 < step < 1024:  # the first vertex's large numbers are not worth keeping
            self[step] = text
        return text


_STEPS = _Steps()


def encode_path(xs: list[int], ys: list[int], unit: int, *, closed: bool = False) -> str:
    """A line as a string.

    Parameters
    ----------
    xs, ys
        Vertices in grid steps.
    unit
        Grid steps per unit of the path: vertices that fall together are written once.
    closed
        Whether the line is a ring; one that has fewer than three different vertices then gives ``""``.
    """
    steps = _STEPS
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
    """Lines that end where another begins, strung together; where more than two meet, the first to come."""
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
    """Two lines that share an end, as one."""
    (ax, ay), (bx, by) = one, other
    if (ax[0], ay[0]) in ((bx[0], by[0]), (bx[-1], by[-1])):
        ax, ay = ax[::-1], ay[::-1]
    if (ax[-1], ay[-1]) != (bx[0], by[0]):
        bx, by = bx[::-1], by[::-1]
    return ax + bx[1:], ay + by[1:]
