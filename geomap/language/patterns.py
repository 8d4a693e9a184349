"""Expressions from the words of a language; what a language has no words for matches nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

NOTHING = "(?!)"
"""Matches nothing."""


def any_of(words: Iterable[str]) -> str:
    """Return an expression of alternatives, the longer first, so that "naval base" is not taken for "base"."""
    return "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word)))) or NOTHING


def compiled(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Return an expression of a language's table, which is empty where the language lacks it."""
    return re.compile(pattern or NOTHING, flags)
