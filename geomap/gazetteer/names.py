"""Folding: the form in which names are stored and looked up.

Two names that a reader takes for the same fold to the same string: case, accents, apostrophes, hyphens and full stops
do not count ("As-Suwaydā'" and "as suwayda", "St. Louis" and "st louis").
"""

from __future__ import annotations

import re
import unicodedata

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


def _fold_char(char: str) -> str:
    parts = []
    for c in unicodedata.normalize("NFKD", char.casefold()):
        if c in _SPECIAL:
            parts.append(_SPECIAL[c])
        elif not unicodedata.combining(c):
            parts.append(c)
    return "".join(parts)


class _Folded(dict[int, str]):
    """What characters fold to, for ``str.translate``: found out when a text first has one."""

    def __missing__(self, code: int) -> str:
        if len(self) > _MOST_CHARACTERS:  # a text made to fill it must not grow it without end
            self.clear()
        folded = self[code] = _fold_char(chr(code))
        return folded


_MOST_CHARACTERS = 20_000
_folded = _Folded()


# What an ASCII character folds to: most names need no more.
_ASCII = {i: _fold_char(chr(i)) for i in range(128)}


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
    return " ".join(name.translate(_folded).split())
