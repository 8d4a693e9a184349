"""Head nouns in the plural, which say what every name of a list is: "the provinces of Herat, Farah and Ghazni".

The noun stands before the list ("departments such as …", "the annexed regions, …"), right behind it ("Nagasaki, Saga
and Kumamoto prefectures") or beside it in other words ("Hunan, Hubei and Jilin, three Chinese provinces").
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from typing import TYPE_CHECKING

from geomap.language.patterns import any_of, lazily
from geomap.recognition.matches import TIER_ADMIN1
from geomap.recognition.nouns import nouns_in

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from geomap.language import Language
    from geomap.recognition.nouns import Noun
    from geomap.recognition.spans import Span

_SPACE = "[ \u00a0\n]"
_REACH = 48
"""How far from its list a noun may stand, in characters."""


class Lists:
    """Finds the head nouns of lists in texts of a language.

    Parameters
    ----------
    language
        The language.
    """

    def __init__(self, language: Language) -> None:
        heads, words = language.heads, language.words
        self._singular = heads.plurals
        self._grown = heads.districts
        self._not_behind = heads.not_behind
        joiners = any_of(words.list_joiners)
        genitives, articles = any_of(heads.genitives), any_of(heads.articles)
        article = rf"(?:(?:{articles}){_SPACE})?"
        self._joined = re.compile(rf",?{_SPACE}(?:(?:{joiners}){_SPACE})?{article}")
        self._joined_last = re.compile(rf",?{_SPACE}(?:{joiners}){_SPACE}")
        self._joined_before = re.compile(rf"(?:,|{joiners}){_SPACE}$")
        self._of = re.compile(rf"{_SPACE}(?:{genitives}){_SPACE}(?:(?:{articles}){_SPACE})?")
        examples = any_of(heads.examples)
        self._opens = lazily(
            rf"{_SPACE}|[,:]{_SPACE}|{_SPACE}[–—-]{_SPACE}|{_SPACE}?\(|,?{_SPACE}(?:{examples}){_SPACE}{article}"
        )
        counts = any_of(heads.counts)
        self._closes = re.compile(
            rf"(?:,|{_SPACE}[–—-]){_SPACE}(?:(?:{articles}){_SPACE})?(?:{counts}|[0-9]+){_SPACE}(?:\w+{_SPACE}){{0,2}}"
        )

    def share_heads(self, text: str, chosen: Sequence[Span]) -> None:
        """Give the head noun of each list to all its names that have none."""
        starts: list[int] = []
        if not chosen:
            return
        for noun in nouns_in(text, self._singular):
            starts = starts or [span.start for span in chosen]
            head = self._singular[noun.word]
            named = (
                self._list_after(text, noun.end, chosen, starts)
                or self._list_beside(text, noun.start, chosen, starts)
                or self._list_before(text, noun, chosen, starts)
            )
            for span in named:
                if not span.head and span.kind == "literal":
                    span.head = head

    def listed(self, text: str, chosen: Sequence[Span], is_unit: Callable[[Span], bool]) -> frozenset[int]:
        """Return the numbers of the names that are followed by another of their list and not by what they lie in.

        "London, Paris and Cambridge" puts no London into Paris; "Homs, Syria and Tyre, Lebanon" puts Homs into Syria.
        """
        found: set[int] = set()
        for last in range(1, len(chosen)):
            if self._joined_last.fullmatch(text, chosen[last - 1].end, chosen[last].start) is None:
                continue
            first = last - 1
            while first and not is_unit(chosen[first]) and self._are_joined(text, chosen[first - 1], chosen[first]):
                first -= 1
            found.update(range(first, last - 1))
        return frozenset(found)

    def _list_after(self, text: str, at: int, chosen: Sequence[Span], starts: Sequence[int]) -> Sequence[Span]:
        """Return the names after a noun that ends at a position: "the states of Kano and Sokoto"."""
        first = bisect_left(starts, at)
        if first == len(chosen) or starts[first] - at > _REACH:
            return ()
        last = first
        while last + 1 < len(chosen) and self._are_joined(text, chosen[last], chosen[last + 1]):
            last += 1
        named = chosen[first : last + 1]
        if self._of.fullmatch(text, at, starts[first]):
            return named
        return named if len(named) > 1 and self._opens.fullmatch(text, at, starts[first]) else ()

    def _list_before(self, text: str, noun: Noun, chosen: Sequence[Span], starts: Sequence[int]) -> Sequence[Span]:
        """Return the names right before a noun: "Douglas, Sarpy and Lancaster counties"."""
        last = bisect_left(starts, noun.start) - 1
        word = noun.word
        if last < 0 or word in self._not_behind or not text[noun.start : noun.end].islower():
            return ()
        span = chosen[last]
        if span.kind != "literal" or noun.start - span.end != 1 or text[span.end] not in " \u00a0\n":
            return ()
        named = self._up_to(text, last, chosen)
        if len(named) > 1 or self._joined_before.search(text, max(0, span.start - 6), span.start):
            return named
        # "Four Kentucky counties" are in Kentucky; the Gulf states are no state of that name.
        return named if word in self._grown and not _owns(span) else ()

    def _list_beside(self, text: str, at: int, chosen: Sequence[Span], starts: Sequence[int]) -> Sequence[Span]:
        """Return the names that a noun, which starts at a position, sums up.

        For example "Hunan and Hubei, two Chinese provinces".
        """
        last = bisect_left(starts, at) - 1
        if last > 0 and chosen[last].end + 1 == at:  # three Spanish provinces
            last -= 1
        if last < 1 or not 0 <= at - chosen[last].end <= _REACH:
            return ()
        if not self._closes.fullmatch(text, chosen[last].end, at):
            return ()
        named = self._up_to(text, last, chosen)
        return named if len(named) > 1 else ()

    def _up_to(self, text: str, last: int, chosen: Sequence[Span]) -> Sequence[Span]:
        """Return the list that ends with a name."""
        first = last
        while first and self._are_joined(text, chosen[first - 1], chosen[first]):
            first -= 1
        return chosen[first : last + 1]

    def _are_joined(self, text: str, span: Span, following: Span) -> bool:
        """Tell whether two names are of one list."""
        if following.start - span.end > _REACH or following.kind != "literal":
            return False
        return self._joined.fullmatch(text, span.end, following.start) is not None


def _owns(span: Span) -> bool:
    """Tell whether a span names a country or province before all."""
    return span.match is not None and span.match.hit.tier <= TIER_ADMIN1


@cache
def lists_of(language: Language) -> Lists:
    """Return the finder of a language's lists, made once per language."""
    return Lists(language)
