"""Head nouns beside names in scripts without capitals: "محافظة حمص", "استان فارس", "亚利桑那州", "จังหวัดเชียงใหม่".

In these languages the head noun belongs to the mention, on either side of the name; it may bear the small words that
are written on the front ("بمحافظة"), and in Chinese, Japanese and Thai it is written together with the name. In the
first two a place stands right behind the one that it lies in, and both are one mention: "美国亚利桑那州".
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from geomap.gazetteer.names import fold
from geomap.language.patterns import any_of
from geomap.recognition import tokens
from geomap.recognition.matches import RUNNING_LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap.language import Language
    from geomap.recognition.spans import Span

_REACH: Final = 32
_SHORTEST_WORD: Final = 2
"""Letters of a word without spaces that is no part of another one by chance."""
_MOST_HEADS: Final = 2
_UNIT_TIER: Final = 2
_WHOLE: Final = frozenset(("coordinates", "zone", "demonym"))


class HeadsBeside:
    """Finds the head nouns of a language that belong to a name.

    Parameters
    ----------
    language
        The language.
    """

    def __init__(self, language: Language) -> None:
        heads = language.heads
        clitics = any_of(language.forms.clitics) if language.forms.clitics else ""
        self._is_running = language.code in RUNNING_LANGUAGES
        gap = "[ \u00a0_]*" if self._is_running else "[ \u00a0_]{1,2}#?"
        front = rf"(?P<head>{any_of(heads.fronts)}){gap}" if heads.fronts else "(?!)"
        joined = rf"(?:{clitics})?" if clitics else ""
        edge = "" if self._is_running else r"(?<![^\W_])"
        self._before = re.compile(rf"{edge}{joined}{front}$")
        self._first = re.compile(rf"{joined}{front}(?=\S)")
        self._joined = tuple(sorted(heads.joined, key=lambda head: (-len(head), head)))
        self._words = language.common_words
        self.joins = bool(heads.joined) and not heads.fronts
        self.units = tuple(heads.districts)
        words = language.words
        self._organisation_of = words.organisation_of
        self._organisations = words.organisation_words
        self._longest = max(map(len, words.organisation_words), default=0)

    def front(self, text: str, start: int, floor: int) -> tuple[int, str]:
        """Return where a mention begins whose name begins at ``start``, and its head noun, ``""`` without one."""
        head = ""
        for _ in range(_MOST_HEADS):
            base = max(floor, start - _REACH)
            found = self._before.search(text[base:start])
            if found is None:
                break
            start, head = base + found.start(), head or found["head"]
        return start, head

    def back(self, text: str, end: int, limit: int) -> tuple[int, str]:
        """Return where a mention ends whose name ends at ``end``, and the head noun that is written on it."""
        for head in self._joined:
            if text.startswith(head, end) and end + len(head) <= limit:
                following = text[end : end + len(head) + 1]
                # "市场" is a market, not a city's field.
                if len(following) > len(head) and following[len(head) - 1 :] in self._words and len(head) == 1:
                    return end, ""
                return end + len(head), head
        return end, ""

    def is_organisation(self, text: str, span: Span) -> bool:
        """Tell whether a name is a part of an organisation's: "دانشگاه تهران", "北京大学"."""
        if span.match is None or span.match.weight is None:
            return False
        before = text[max(0, span.start - _REACH) : span.start].rstrip(" \u00a0_#")
        if not self._is_running:
            words = fold(before.rpartition(" ")[2]), fold(tokens.word_after(text, span.end))
            return words[0] in self._organisation_of or words[1] in self._organisations
        following = text[span.end : span.end + self._longest]
        ends = any(before.endswith(word) for word in self._organisation_of)
        return ends or any(
            following[:size] in self._organisations for size in range(_SHORTEST_WORD, len(following) + 1)
        )

    def peeled(self, words: str) -> tuple[str, str]:
        """Return a mention's words without the head noun before its name, and the noun; ``""`` without one."""
        head = ""
        for _ in range(_MOST_HEADS):
            found = self._first.match(words)
            if found is None:
                break
            words, head = words[found.end() :], found["head"]
        return words, head


@cache
def heads_beside(language: Language) -> HeadsBeside:
    """Return the finder of a language's head nouns that belong to a name, made once per language."""
    return HeadsBeside(language)


def grow_beside(text: str, chosen: Sequence[Span], language: Language) -> list[Span]:
    """Take head nouns into their mentions, and in Chinese and Japanese the place that a place lies in.

    Parameters
    ----------
    text, chosen
        The text, and its spans in order.
    language
        Whose head nouns are looked for.
    """
    beside = heads_beside(language)
    grown: list[Span] = []
    for i, span in enumerate(chosen):
        limit = chosen[i + 1].start if i + 1 < len(chosen) else len(text)
        if span.kind == "literal" and not span.head and beside.is_organisation(text, span):
            span.kind = "organisation"
        elif span.kind not in _WHOLE and not span.head:
            _grow(text, span, grown[-1].end if grown else 0, limit, beside)
        if beside.joins and grown and _is_inside(text, grown[-1], span, beside.units):
            outer = grown.pop()
            span.name = span.name or text[span.start : span.end]
            span.container = text[outer.start : outer.end]
            span.start = outer.start
        grown.append(span)
    return grown


def _grow(text: str, span: Span, floor: int, limit: int, beside: HeadsBeside) -> None:
    name = span.name or text[span.start : span.end]
    if span.match is None or span.match.weight is None:
        bare, head = beside.peeled(text[span.start : span.end])
        if head and span.match is None:
            span.name, span.head = bare, head
        return
    start, head = beside.front(text, span.start, floor)
    end, tail = beside.back(text, span.end, limit)
    if head or tail:
        span.start, span.end, span.name, span.head = start, end, name, head or tail


def _is_inside(text: str, outer: Span, span: Span, units: tuple[str, ...]) -> bool:
    """Tell whether a mention stands right behind a country's or unit's that it lies in."""
    return (
        outer.end == span.start
        and outer.kind == span.kind == "literal"
        and outer.match is not None
        and outer.match.weight is not None
        and (outer.match.hit.tier <= _UNIT_TIER or text.endswith(units, outer.start, outer.end))
    )
