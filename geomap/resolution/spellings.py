"""The forms under which a name is looked up: as written, without head noun or article, written as one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from geomap.gazetteer.names import HUMP
from geomap.gazetteer.naming import folding_of
from geomap.language import DEFAULT
from geomap.language.patterns import any_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from geomap.language import Language

Venue = Literal["", "street", "building"]
Via = Literal["name", "short", "head", "inner", "fuzzy", "phrase", "around"]
"""How the words led to the place: as they stand, without head noun or article, by a part, by like spelling."""


class Spellings:
    """The forms under which the names of a language are looked up.

    Parameters
    ----------
    language
        The language.
    """

    def __init__(self, language: Language) -> None:
        heads, words = language.heads, language.words
        self._fold = folding_of(language)
        # Spellings are folded, and so is what is looked for at their ends: "île", "município"; English has it so.
        fold = str if language.code == DEFAULT else self._fold
        nouns = {fold(noun) for noun in (*heads.districts, *heads.nature, *heads.sites)}
        self._tails = _longest_first({*nouns, *map(fold, heads.tails)})
        fronts = (f"{head} {genitive}" for head in heads.before for genitive in heads.genitives)
        self._fronts = _longest_first(set(map(fold, (*words.compass, *fronts, *heads.before))))
        self._possessives = heads.possessives
        self._streets = frozenset(map(fold, words.streets))
        self._buildings = frozenset(map(fold, (words.schools | words.buildings) - heads.stops))
        self._fronts_of_streets = frozenset(map(fold, words.street_fronts))
        self.left_out = tuple(f"{word} " for word in heads.left_out)
        self.plural_ending = words.plural_ending
        # Words that are no name by themselves where the whole is unknown.
        self.not_names = {*nouns, *map(fold, heads.not_names | words.organisation_words)}
        self._districts = heads.districts
        self.waters = tuple(map(fold, heads.waters))
        self.wet = heads.kinds.get("water", frozenset()) & (heads.nature | heads.before)
        self._settled = heads.kinds.get("city", frozenset())
        self._article = re.compile(rf"^(?:{any_of(heads.name_articles)})\s+", re.IGNORECASE)
        # The article that a mention leaves out and some names have: the Gulf, the Strip.
        self.articles = tuple(sorted(heads.articles))

    def of(self, text: str, name: str, head: str) -> Iterator[tuple[str, Via]]:
        """Yield the folded forms to look up, the words as they stand first."""
        seen: set[str] = set()
        for spelling, via in self._forms(text, name, head):
            if spelling and spelling not in seen:
                seen.add(spelling)
                yield spelling, via
        if HUMP.search(text):  # a hashtag: "SunsetPark"
            yield self._fold(HUMP.sub(" ", text)), "name"

    def with_head(self, name: str, head: str) -> str:
        """Return name and head noun of a settlement, "" without one: "the city of Mexico" may be Mexico City."""
        return f"{self._fold(self._without_possessive(name))} {self._fold(head)}" if head in self._settled else ""

    def venue(self, text: str) -> Venue:
        """Return which kind of venue a name is that of: no settlement that shares a word with it."""
        words = self._fold(self._without_possessive(text)).replace(".", "").split()
        if len(words) < 2:
            return ""
        if words[0] in self._fronts_of_streets or words[-1] in self._streets:
            return "street"
        return "building" if words[-1] in self._buildings else ""

    def _forms(self, text: str, name: str, head: str) -> Iterator[tuple[str, Via]]:
        # "The naval base in Tartus" is looked up as "Tartus naval base" first; one of several counties by its name.
        if head and (head not in self._districts or text.lower().endswith(head)):
            yield f"{self._fold(self._without_possessive(name))} {self._fold(head)}", "name"
        whole = self._fold(self._without_possessive(text))
        yield whole, "name"
        yield self._article.sub("", whole), "name"
        yield (
            self._fold(self._without_possessive(name)),
            "name" if self._fold(name).replace(" ", "") == whole else "head",
        )
        yield self._without_ends(self._article.sub("", whole)), "head"
        yield from _joined(whole)

    def _without_ends(self, folded: str) -> str:
        """Return the name without a head noun behind it or a head noun or direction before it."""
        for tail in self._tails:
            if folded.endswith(" " + tail) and len(folded) > len(tail) + 1:
                folded = folded[: -len(tail) - 1]
                break
        for front in self._fronts:
            if folded.startswith(front + " ") and len(folded) > len(front) + 1:
                return folded[len(front) + 1 :]
        return folded

    def _without_possessive(self, text: str) -> str:
        for ending in self._possessives:
            if text.endswith(ending):
                return text[: -len(ending)]
        return text


def _longest_first(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


def _joined(folded: str) -> Iterator[tuple[str, Via]]:
    """The words written as one: the letters of "D. C.", "Prince Town"."""
    words = folded.split()
    if len(words) > 1 and (len(words) == 2 or all(len(w) == 1 for w in words)):
        yield "".join(words), "name"
