"""The units that a tagger of many languages labels: words where a script parts them, else word pieces.

A unit is a run of letters, one of digits, or a mark. Where a script puts no spaces between words (Chinese, Japanese,
Thai, Lao, Khmer, Burmese) or words grow by particles written on them (Korean), every word piece is a unit by itself, so
that a name can end anywhere a piece does.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

UNSPACED: Final = (
    "\u0e01-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\uff66-\uff9f\U00020000-\U000323af"
)
"""Letters of the scripts that put no spaces between words, as ranges of a character class."""
_RUNNING: Final = f"{UNSPACED}\u1100-\u11ff\uac00-\ud7af"
"""Letters of the scripts whose word pieces are units."""
_JOINERS: Final = "\u200c\u200d\u00ad"
_TERMINAL: Final = ".!?…。！？؟।॥۔"
_CLOSING: Final = "\"'”’»)\\]）」』›"
_WITH_MARKS: Final = (range(0x300, 0x1D00), range(0x1DC0, 0x1E00), range(0x20D0, 0x2100), range(0xA660, 0xAC00))
"""Blocks that have combining marks of scripts in use."""
_LONGEST_UNIT: Final = 64


class UnitCutter(Protocol):
    """What cuts words into pieces of a vocabulary."""

    def word(self, text: str, *, spaced: bool) -> tuple[int, ...]:
        """Return the numbers of a word's pieces; ``spaced`` if white space stands before it."""

    def running(self, text: str, *, spaced: bool) -> Sequence[tuple[int, int]]:
        """Return the pieces of a run without spaces as (number, length in characters of ``text``)."""


class Unit(NamedTuple):
    """A stretch of text ``[start, end)`` with its word pieces; ``spaced`` if white space stands before it."""

    start: int
    end: int
    pieces: tuple[int, ...]
    spaced: bool


@cache
def _marks() -> str:
    """Return the combining marks, which are no word characters to ``re``, as ranges of a character class.

    Only the scripts that write with them pay for finding these.
    """
    ranges: list[list[int]] = []
    for code in chain.from_iterable(_WITH_MARKS):
        if unicodedata.category(chr(code))[0] == "M":
            if ranges and ranges[-1][1] == code - 1:
                ranges[-1][1] = code
            else:
                ranges.append([code, code])
    return "".join(f"{chr(a)}-{chr(b)}" for a, b in ranges)


@cache
def _pattern(*, running: bool, marks: bool) -> re.Pattern[str]:
    """Return the expression for the units of texts with running letters or not, with combining marks or not."""
    others = _RUNNING if running else ""
    letter = f"[^\\W\\d_{others}]"
    inside = f"(?![{others}])[^\\W_]" if running else "[^\\W_]"
    if marks:
        inside = f"(?:{inside}|[{_marks()}{_JOINERS}])"
    first = f"[{others}]+" if running else "(?!)"
    return re.compile(f"(?P<running>{first})|{letter}(?:{inside}){{0,{_LONGEST_UNIT}}}|\\d+|\\S")


def expression_of(text: str) -> re.Pattern[str]:
    """Return the expression for the units of a text: the fewer kinds of letters it has, the quicker it runs."""
    if text.isascii():
        return _pattern(running=False, marks=False)
    letters = set(text)
    return _pattern(running=any(map(is_running, letters)), marks=any(map(_is_mark, letters)))


def _is_mark(char: str) -> bool:
    return char in _JOINERS or (char >= _FIRST_MARK and unicodedata.category(char)[0] == "M")


def is_running(char: str) -> bool:
    """Tell whether a letter is of a script whose word pieces are units."""
    return char >= _FIRST_RUNNING and any(first <= char <= last for first, last in _RANGES)


def has_any(text: str, ranges: Sequence[tuple[str, str]]) -> bool:
    """Tell whether a text has a character of some ranges: an expression of wide ones takes long to make."""
    least = min(first for first, _ in ranges)
    return any(first <= char <= last for char in set(text) if char >= least for first, last in ranges)


def ranges_of(inside: str) -> tuple[tuple[str, str], ...]:
    """Return the ranges of a character class, of which it has no single characters, as pairs."""
    return tuple((inside[i], inside[i + 2]) for i in range(0, len(inside), 3))


_RANGES: Final = ranges_of(_RUNNING)
_FIRST_RUNNING: Final = min(first for first, _ in _RANGES)
_FIRST_MARK: Final = "\u0300"


def units(
    text: str,
    tokenizer: UnitCutter,
    start: int = 0,
    end: int | None = None,
    expression: re.Pattern[str] | None = None,
) -> list[Unit]:
    """Return the units of a stretch of text.

    Parameters
    ----------
    text, start, end
        The text, and the stretch of it; all of it without them.
    tokenizer
        Cuts words into pieces.
    expression
        What ``expression_of`` says of the text, where that is known.
    """
    out: list[Unit] = []
    end = len(text) if end is None else end
    for match in (expression or expression_of(text[start:end])).finditer(text, start, end):
        first, last = match.span()
        spaced = first == 0 or text[first - 1].isspace()
        if match["running"]:
            out += _running(text, first, last, tokenizer, spaced=spaced)
        elif pieces := tokenizer.word(match[0], spaced=spaced):
            out.append(Unit(first, last, pieces, spaced))
    return out


def _running(text: str, first: int, last: int, tokenizer: UnitCutter, *, spaced: bool) -> Iterator[Unit]:
    at = first
    for piece, length in tokenizer.running(text[first:last], spaced=spaced):
        yield Unit(at, at + length, (piece,), spaced and at == first)
        at += length


def sentences(
    text: str, start: int = 0, end: int | None = None, abbreviated: re.Pattern[str] | None = None
) -> list[tuple[int, int]]:
    """Return the sentences of a stretch of text as spans: cut at line ends and behind the marks that end a sentence.

    Parameters
    ----------
    text, start, end
        The text, and the stretch of it; all of it without them.
    abbreviated
        What stands before a full stop that ends no sentence.
    """
    out: list[tuple[int, int]] = []
    for line in _LINE.finditer(text, start, len(text) if end is None else end):
        first = line.start()
        for mark in _SENTENCE_END.finditer(text, first, line.end()):
            cut = mark.end()
            following = text[cut : cut + 2].strip()
            if following and following[0].islower():
                continue
            if mark[0] == "." and _goes_on(text[max(first, mark.start() - 12) : mark.start()], abbreviated):
                continue
            out.append((first, cut))
            first = cut
        out.append((first, line.end()))
    return [(a, b) for a, b in out if not text[a:b].isspace() and a < b]


def _goes_on(before: str, abbreviated: re.Pattern[str] | None) -> bool:
    """Tell whether a full stop is that of a number in a row ("3. Oktober") or of a short form."""
    return bool(_ORDINAL.search(before) or (abbreviated and abbreviated.search(before)))


_LINE: Final = re.compile(r"[^\n\r]+")
_SENTENCE_END: Final = re.compile(f"[{_TERMINAL}]+[{_CLOSING}]*(?=\\s)|[。！？]+[{_CLOSING}]*")
_ORDINAL: Final = re.compile(r"(?<![\w.,])\d{1,2}$")
