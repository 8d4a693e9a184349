"""The nouns of a text that lists stand beside: "the cities of Homs and Hama"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_IN_WORD = re.compile(r"\w").match


class Noun(NamedTuple):
    """A noun, lower case, and where it stands."""

    start: int
    end: int
    word: str


def nouns_in(text: str, words: Iterable[str]) -> Iterator[Noun]:
    """Yield those of some nouns that stand in a text, in their order; to look for each is quicker than an expression.

    Parameters
    ----------
    text
        The text.
    words
        The nouns, lower case.
    """
    lowered = text.lower()
    if len(lowered) != len(text):  # a capital of which the small letter is two characters
        lowered = "".join(small if len(small := char.lower()) == 1 else char for char in text)
    found = []
    for word in words:
        start = lowered.find(word)
        while start >= 0:
            end = start + len(word)
            if not (_IN_WORD(lowered[start - 1 : start]) or _IN_WORD(lowered[end : end + 1])):
                found.append(Noun(start, end, word))
            start = lowered.find(word, end)
    found.sort()
    reach = -1
    for noun in found:
        if noun.start >= reach:
            reach = noun.end
            yield noun
