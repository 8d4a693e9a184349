"""What stands around a mention: its sentence, or its paragraph."""

from __future__ import annotations

import re
from bisect import bisect_right

# An end mark, closing quotes, white space, then something that can open a sentence. Arabic and Urdu have their own.
_BREAK = re.compile(r"""[.!?…؟۔]+["'”’»)\]]*(?=\s+["'“‘«(\[]*[\w"'“‘«(\[])""")
# After these a full stop does not end a sentence.
_ABBREVIATED = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Col|Maj|Capt|Lt|Sgt|Sen|Rep|Gov|Pres|Rev|Hon|St|Mt|Ft|No|vs|etc|approx|Inc|Ltd|Co"
    r"|Corp|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)|\b[A-Z]|\b(?:[A-Za-z]\.)+[A-Za-z])$"
)
_LONGEST = 600
_FIRST_LETTER = re.compile(r"\W*(\w)")


def _opening(text: str, position: int) -> str:
    """Return the first letter behind a position: a small one goes on with the sentence."""
    match = _FIRST_LETTER.match(text, position)
    return match[1] if match else ""


class Sentences:
    """The sentences of one text, found once and then asked by position.

    Parameters
    ----------
    text
        The text.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        starts = [0]
        for match in _BREAK.finditer(text):
            before = text[max(0, match.start() - 12) : match.start()]
            if text[match.start()] == "." and _ABBREVIATED.search(before):
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
        last = self._starts[index] if index < len(self._starts) else len(self._text)
        return self._trimmed(first, last, start, end)

    def paragraph(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the paragraph that holds ``[start, end)``."""
        first = self._text.rfind("\n", 0, start) + 1
        last = self._text.find("\n", end)
        return self._trimmed(first, len(self._text) if last < 0 else last, start, end)

    def _trimmed(self, first: int, last: int, start: int, end: int) -> tuple[int, int]:
        # A "sentence" without an end mark can be a whole file; a popup quotes at most some lines of it.
        first = max(first, start - _LONGEST)
        last = min(last, end + _LONGEST)
        while first < start and self._text[first].isspace():
            first += 1
        while last > end and self._text[last - 1].isspace():
            last -= 1
        return first, last
