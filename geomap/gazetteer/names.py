"""Folding: the form in which names are stored and looked up.

Two names that a reader takes for the same fold to the same string: case, accents, apostrophes, hyphens and full stops
do not count ("As-Suwaydā'" and "as suwayda", "St. Louis" and "st louis").
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

# Dropped without a trace: apostrophes of every kind, the full stops of "U.S." and "St.", joiners.
_DROPPED = "'’‘‛`´ʻʼʽʾʿˈʹ′.·\u200b\u200c\u200d\u200e\u200f\u00ad\ufeff"
# Stand for a space.
_SPACED = "-‐‑‒–—_/\u00a0\u2009\u202f\t\n\r\x0b\x0c"
_SPECIAL: dict[str, str] = dict.fromkeys(_DROPPED, "") | dict.fromkeys(_SPACED, " ")
# Letters that Unicode does not decompose.
_SPECIAL |= {
    "ł": "l",
    "đ": "d",
    "ø": "o",
    "ı": "i",
    "ħ": "h",
    "æ": "ae",
    "œ": "oe",
    "ð": "d",
    "þ": "th",
    "ŧ": "t",
    "ə": "e",
}

HALF = re.compile("[\ud800-\udfff]")
"""Half a character, as a damaged text or an argument in another encoding has it: no name does."""

HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
"""Where a word goes on with a capital: "SunsetPark"."""

_cache: dict[str, str] = {}


def _fold_char(char: str) -> str:
    folded = _cache.get(char)
    if folded is None:
        parts = []
        for c in unicodedata.normalize("NFKD", char.casefold()):
            if c in _SPECIAL:
                parts.append(_SPECIAL[c])
            elif not unicodedata.combining(c):
                parts.append(c)
        folded = _cache[char] = "".join(parts)
        if len(_cache) > 20_000:  # a text made to fill the cache must not grow it without end
            _cache.clear()
    return folded


# What an ASCII character folds to: most names need no more.
_ASCII = {i: _fold_char(chr(i)) for i in range(128)}


class Folded(NamedTuple):
    """A folded text that remembers where each character came from.

    Attributes
    ----------
    text
        The folded text. Runs of white space are single spaces.
    offsets
        ``offsets[i]`` is the position in the original of folded character ``i``; one more entry marks the end.
    """

    text: str
    offsets: list[int]


def fold(name: str) -> str:
    """Fold a name for storing or looking up.

    Examples
    --------
    >>> fold("As-Suwaydā’")
    'as suwayda'
    """
    if name.isascii():
        if name.isalpha():  # most words of a text
            return name.lower()
        return " ".join(name.translate(_ASCII).split())
    return " ".join("".join(map(_fold_char, name)).split())


def fold_with_offsets(text: str) -> Folded:
    """Fold a text, keeping the position of every character in the original.

    Equal to ``fold`` but for a space at either end, so that a span of the result can be mapped back.
    """
    out: list[str] = []
    offsets: list[int] = []
    space = False
    for i, char in enumerate(text):
        for c in _fold_char(char):
            if c.isspace():
                if space:
                    continue
                space = True
                out.append(" ")
            else:
                space = False
                out.append(c)
            offsets.append(i)
    offsets.append(len(text))
    return Folded("".join(out), offsets)
