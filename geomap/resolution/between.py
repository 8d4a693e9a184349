"""The words between a name and the place that the text puts it into: "Homs in Syria", "Париж, штат Техас"."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from geomap.language import DEFAULT
from geomap.language.patterns import compiled, small_letters

if TYPE_CHECKING:
    from geomap.language import Language
    from geomap.model import Toponym


class Between(NamedTuple):
    """What stands between a name and the place that it lies in.

    Attributes
    ----------
    expression
        The words.
    of_parts
        Whether a part of the place may follow: "Триполи на севере Ливана".
    nouns
        Nouns that may follow the words, in small letters: "штат" of "Париж, штат Техас".
    """

    expression: re.Pattern[str]
    of_parts: bool
    nouns: frozenset[str] = frozenset()

    def spans(self, text: str, end: int, following: Toponym) -> bool:
        """Tell whether that is all between the end of a name and the next one."""
        if self._is_all(text, end, following.start):
            return True
        part = following.modifier if self.of_parts else None
        return part is not None and end < part.start < following.start and self._is_all(text, end, part.start)

    def _is_all(self, text: str, start: int, end: int) -> bool:
        if self.expression.fullmatch(text, start, end):
            return True
        words = text[start:end].rstrip(_BLANKS)
        if not self.nouns or len(words) == end - start:
            return False
        return any(
            small_letters(words[i:]) in self.nouns and self.expression.fullmatch(text, start, start + i)
            for i in range(len(words))
        )


_BLANKS = " \u00a0\n"


@cache
def between_of(language: Language) -> Between:
    """Return what stands between a name and the place that it lies in.

    In other languages than English the nouns before a name may stand there too ("Париж, штат Техас"), and what part of
    the place it is.
    """
    within = language.cues.within
    if language.code == DEFAULT or not within:
        return Between(compiled(within), of_parts=False)
    nouns = frozenset(map(small_letters, language.heads.before))
    return Between(compiled(within, re.IGNORECASE), of_parts=True, nouns=nouns)
