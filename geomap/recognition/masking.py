"""Text in which each toponym is one sign, so that an expression of words can be told around any name."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from geomap.model import Toponym

PLACE, PEOPLE = "\ue000", "\ue001"
"""The signs of places and of peoples ("Syrian")."""

_MACRO = re.compile(r"@([a-z_]+)(?::([a-z]))?@")
_SPACES = re.compile(r"[ \t\u00a0\u2009\u202f]|\n(?!\s*\n)")
_INTO = re.compile(r",? \(?")
"""What stands between a place and the one that holds it: "Paris, Texas"."""


class Masked(NamedTuple):
    """A stretch of text in which each toponym is one sign, with where the signs stand and what they shift.

    Attributes
    ----------
    text
        The stretch; white space within a paragraph is a space.
    first
        Where it begins in the whole text.
    signs
        Where the signs stand in it.
    numbers
        The toponym of each sign.
    lengths
        By how much each sign is shorter than what it stands for.
    """

    text: str
    first: int
    signs: tuple[int, ...]
    numbers: tuple[int, ...]
    lengths: tuple[int, ...]

    def at(self, position: int) -> int:
        """Where a position of the masked text stands in the text."""
        count = bisect_right(self.signs, position - 1)
        return self.first + position + sum(self.lengths[:count])

    def number(self, position: int) -> int:
        """Number of the toponym whose sign stands at a position."""
        return self.numbers[self.signs.index(position)]


def mask(text: str, first: int, last: int, toponyms: Sequence[Toponym], *, with_containers: bool = False) -> Masked:
    """Put signs for the toponyms of a stretch.

    Parameters
    ----------
    text
        The text.
    first, last
        The stretch.
    toponyms
        What was found in it, sorted and disjoint; zones are left as words.
    with_containers
        Whether a place and the one that the text puts it into ("Paris, Texas") are one sign.
    """
    pieces: list[str] = []
    signs: list[int] = []
    numbers: list[int] = []
    lengths: list[int] = []
    at, length = first, 0
    # A long text has many stretches: none looks at the toponyms of all others.
    for number in range(bisect_right(toponyms, first, key=lambda t: t.end), len(toponyms)):
        toponym = toponyms[number]
        if toponym.start >= last:
            break
        if toponym.kind == "zone" or toponym.start < at or toponym.end > last:
            continue
        end = _with_container(text, number, toponyms) if with_containers else toponym.end
        pieces += (text[at : toponym.start], PEOPLE if toponym.kind == "demonym" else PLACE)
        length += toponym.start - at + 1
        signs.append(length - 1)
        numbers.append(number)
        lengths.append(end - toponym.start - 1)
        at = end
    pieces.append(text[at:last])
    spaced = _SPACES.sub(" ", "".join(pieces))
    return Masked(spaced, first, tuple(signs), tuple(numbers), tuple(lengths))


def _with_container(text: str, number: int, toponyms: Sequence[Toponym]) -> int:
    toponym = toponyms[number]
    if not toponym.container or number + 1 == len(toponyms):
        return toponym.end
    holder = toponyms[number + 1]
    if holder.text != toponym.container or not _INTO.fullmatch(text[toponym.end : holder.start]):
        return toponym.end
    closed = text[toponym.end : holder.start].endswith("(") and text[holder.end : holder.end + 1] == ")"
    return holder.end + closed


def compile_masked(pattern: str, macros: Mapping[str, str], *, follows: bool = False) -> re.Pattern[str]:
    """An expression with its macros put in, and the signs of places and peoples.

    Parameters
    ----------
    pattern
        A place stands as ``%``, a people as ``&``, a macro as ``@name@``; ``@name:x@`` calls its group ``<?>`` x.
    macros
        By name.
    follows
        Whether it goes on right behind a place.
    """

    def put_in(m: re.Match[str]) -> str:
        return _MACRO.sub(put_in, macros[m[1]].replace("?P<?>", f"?P<{m[2]}>"))

    text = _MACRO.sub(put_in, pattern).replace("%", PLACE).replace("&", PEOPLE)
    return re.compile(text if follows else rf"(?<![\w{PLACE}{PEOPLE}-])(?:{text})")


def sentences_of(text: str, toponyms: Iterable[Toponym]) -> list[tuple[int, int]]:
    """The spans of a text's sentences: no sentence ends within a toponym."""
    held = [(t.start, t.end) for t in toponyms]
    starts = [0]
    # Both run through the text once.
    at = 0
    for m in _END.finditer(text):
        while at < len(held) and held[at][1] <= m.start() + 1:
            at += 1
        if at == len(held) or held[at][0] >= m.end():
            starts.append(m.end())
    return list(zip(starts, [*starts[1:], len(text)], strict=True))


_END = re.compile(r"[.!?…]['\"”’)\]]*\s+(?=[\"“‘'(]?[A-Z0-9])|\n\s*\n|\n(?=[-–•*])")
