"""Expressions from the words of a language; what a language has no words for matches nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from collections.abc import Iterable

NOTHING = "(?!)"
"""Matches nothing."""


def any_of(words: Iterable[str]) -> str:
    """Return an expression of alternatives, the longer first, so that "naval base" is not taken for "base"."""
    return "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word)))) or NOTHING


def small_letters(text: str) -> str:
    """Return a text in small letters, one for each letter, as ``re.IGNORECASE`` compares: "İl" is "il"."""
    return text.lower().replace("i\u0307", "i")


def compiled(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Return an expression of a language's table, which is empty where the language lacks it."""
    return lazily(pattern or NOTHING, flags)


def lazily(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Return an expression that is compiled when it is first used: many of them no single text asks for."""
    return cast("re.Pattern[str]", _Uncompiled(pattern, flags))


class _Uncompiled:
    def __init__(self, pattern: str, flags: int) -> None:
        self._arguments = pattern, flags

    def __getattr__(self, name: str) -> Any:
        found = getattr(re.compile(*self._arguments), name)
        # From now on it is found here, at no cost.
        setattr(self, name, found)
        return found
