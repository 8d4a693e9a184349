"""The head nouns that stand right after or before a name, in a language."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from geomap.language.patterns import any_of, lazily

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geomap.language import Language

_GAP = "[ \u00a0\n]"
_REACH = 40
_NOT_LETTERS = re.compile(r"\W+")


def _after(words: Iterable[str]) -> re.Pattern[str]:
    return lazily(rf"{_GAP}(?P<head>{any_of(words)})(?!\w)", re.IGNORECASE)


class HeadNouns:
    """Finds the head nouns of a language.

    Parameters
    ----------
    language
        The language.

    Attributes
    ----------
    site_after, head_after
        Expressions for a head noun right after a name: of a site, and of an area or a natural feature.
    joiners
        Words between a head noun and the name after it.
    """

    def __init__(self, language: Language) -> None:
        heads = language.heads
        self.sites = frozenset(heads.sites)
        self.areas = heads.districts | heads.nature
        self.before = heads.before
        self.growing = heads.growing
        self.plurals = heads.plurals
        self.joiners = heads.joiners
        self.articles = heads.articles
        self.all_behind = tuple(sorted({*heads.sites, *self.areas}, key=lambda word: (-len(word), word)))
        self.site_after = _after(heads.sites)
        self.head_after = _after(self.areas)
        self._first_of_sites = frozenset(head.partition(" ")[0] for head in heads.sites)
        self._last_of_sites = frozenset(head.rpartition(" ")[2] for head in heads.sites)
        self._most_words = max((len(head.split()) for head in heads.sites), default=1)
        articles = ("", *(f" {article}" for article in heads.articles))
        self._beside = frozenset(f"{word}{article}" for word in heads.beside for article in articles)
        self._in = frozenset(f"{word}{article}" for word in heads.prepositions for article in articles)
        self._of = frozenset({""} | {f"{word}{article}" for word in heads.genitives for article in articles})

    def may_begin_site(self, word: str) -> bool:
        """Tell whether a word in lower case can be the first of a site's head noun.

        Spares most names the expression.
        """
        return word in self._first_of_sites

    def may_be_head(self, word: str) -> bool:
        """Tell whether a word in lower case is a head noun after the name of an area or a natural feature."""
        return word in self.areas

    def site_before(self, text: str, start: int) -> str:
        """Return the head noun of a site before a name, lower case, or ``""``.

        For example "the airport of", "the naval base in".
        """
        return self._site(*self._words_before(text, start))

    def head_before(self, text: str, start: int) -> str:
        """Return the head noun before a name, lower case, or ``""``: of a site, or "the city of", "Lake"."""
        words, joiners = self._words_before(text, start)
        if not words or joiners in self._beside:  # the airport near Rome is not what "Rome" means
            return ""
        word = words[-1]
        if joiners and self._has_own_name(text, start, words, joiners):
            return ""
        return self._site(words, joiners) or (word if word in self.before and joiners in self._of else "")

    def _has_own_name(self, text: str, start: int, words: list[str], joiners: str) -> bool:
        """Tell whether the head noun has a name already: the airport of "Aden Adde airport in Mogadishu"."""
        if joiners in self._of:
            return False
        site = self._site(words, joiners)
        before = text[max(0, start - 2 * _REACH) : start].split()[: -len(joiners.split()) or None]
        before = before[: len(before) - len(site.split())] if site else []
        return bool(before) and before[-1][:1].isupper() and before[-1].lower() not in self.articles

    def _site(self, words: list[str], joiners: str) -> str:
        if joiners not in self._in or not words or words[-1] not in self._last_of_sites:
            return ""
        for size in range(min(len(words), self._most_words), 0, -1):
            head = " ".join(words[-size:])
            if head in self.sites:
                return head
        return ""

    def _words_before(self, text: str, start: int) -> tuple[list[str], str]:
        """Return the last words before a position in lower case, and the joiners between them and it."""
        words = text[max(0, start - _REACH) : start].lower().split()
        end = len(words)
        while end and words[end - 1] in self.joiners:
            end -= 1
        if not end:
            return [], ""
        joiners = " ".join(words[end:])
        words = words[max(0, end - self._most_words) : end]
        for i, word in enumerate(words):
            if not word.isalnum():  # "(city"; what ends with a mark is no head noun
                words[i] = _NOT_LETTERS.split(word)[-1]
        return words, joiners


@cache
def heads_of(language: Language) -> HeadNouns:
    """Return the finder of a language's head nouns, made once per language."""
    return HeadNouns(language)
