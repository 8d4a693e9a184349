"""What stands around a mention: its sentence, or its paragraph; and lines that were broken to a width, put together."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from geomap.language import english
from geomap.language.patterns import compiled

if TYPE_CHECKING:
    from geomap.language import Language

_LONGEST = 600
_FIRST_LETTER = re.compile(r"\W*(\w)")


_WIDEST = 100
"""A text with longer lines has a paragraph a line."""

_LEAST_BREAKS = 3
_LEAST_SHARE = 0.5
"""A text counts as wrapped if a next word had no room at so many of its line ends, and at such a share of them."""


def unwrap(text: str, start: int = 0) -> str:
    """Put together the lines of a text that was broken to a width, as e-mails and wire reports are.

    A line end becomes a space where the next word had no room on the line; so positions stay what they are. Elsewhere,
    after a last line or between the items of a list, lines end as before.

    Parameters
    ----------
    text
        The text.
    start
        Where its body begins; what stands before is left alone.
    """
    lines = text[start:].split("\n")
    width = max(len(line.rstrip()) for line in lines)
    if width > _WIDEST:
        return text
    ends = [i for i, (line, following) in enumerate(pairwise(lines)) if line.strip() and following.strip()]
    full = {i for i in ends if len(lines[i].rstrip()) + 1 + len(lines[i + 1].split(None, 1)[0]) > width}
    if len(full) < _LEAST_BREAKS or len(full) < _LEAST_SHARE * len(ends):
        return text
    joined = (line + (" " if i in full else "\n") for i, line in enumerate(lines[:-1]))
    return text[:start] + "".join(joined) + lines[-1]


def _opening(text: str, position: int) -> str:
    """Return the first letter behind a position: a small one goes on with the sentence."""
    match = _FIRST_LETTER.match(text, position)
    return match[1] if match else ""


@cache
def _ends(language: Language) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the expressions for the sentence breaks of a language, and for the full stops that end none."""
    ends = language.sentence_ends
    return compiled(ends.breaks), compiled(ends.abbreviated)


class Sentences:
    """The sentences of one text, found once and then asked by position.

    Parameters
    ----------
    text
        The text.
    language
        Its language, which tells where sentences end; English without it.
    """

    def __init__(self, text: str, language: Language | None = None) -> None:
        self.text = text
        breaks, abbreviated = _ends(language or english())
        starts = [0]
        for match in breaks.finditer(text):
            before = text[max(0, match.start() - 12) : match.start()]
            if text[match.start()] == "." and abbreviated.search(before):
                continue
            if _opening(text, match.end()).islower():
                continue
            starts.append(match.end())
        starts.extend(match.end() for match in re.finditer(r"\n+", text))
        self._starts = sorted(set(starts))

    def around(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the sentence that holds ``[start, end)``, without white space at its ends."""
        first = self._starts[bisect_right(self._starts, start) - 1]
        index = bisect_right(self._starts, max(start, end - 1))
        last = self._starts[index] if index < len(self._starts) else len(self.text)
        return self._trimmed(first, last, start, end)

    def paragraph(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the paragraph that holds ``[start, end)``."""
        first = self.text.rfind("\n", 0, start) + 1
        last = self.text.find("\n", end)
        return self._trimmed(first, len(self.text) if last < 0 else last, start, end)

    def _trimmed(self, first: int, last: int, start: int, end: int) -> tuple[int, int]:
        # A "sentence" without an end mark can be a whole file; a popup quotes at most some lines of it.
        first = max(first, start - _LONGEST)
        last = min(last, end + _LONGEST)
        while first < start and self.text[first].isspace():
            first += 1
        while last > end and self.text[last - 1].isspace():
            last -= 1
        return first, last
