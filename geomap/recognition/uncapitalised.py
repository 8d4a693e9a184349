"""Names with words in small letters, where a language writes them so: "Голанские высоты", "московский".

A run of capitalised words says where such a name begins; where it ends, the gazetteer's names say.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from geomap.gazetteer.layout import TIER_100K, TIER_FEATURE
from geomap.recognition import tokens
from geomap.recognition.hits import Hit, Match, Run

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geomap.recognition.matches import Matcher
    from geomap.recognition.tokens import Token

_MOST_BEHIND: Final = 3
_MOST_BEFORE: Final = 4
_TAIL = re.compile(rf"(?:[ \u00a0\n-]{{1,2}}\w+){{1,{_MOST_BEHIND}}}")
_SMALL_WORD = re.compile(r"(?<![\w-])[^\W\d_A-Z]\w{3,}(?![\w-])")
_CACHE_SIZE: Final = 60_000


class SmallWords:
    """Finds the words in small letters that belong to names, and the adjectives that stand for places.

    Parameters
    ----------
    matcher
        What knows the names; its language says whether its adjectives have small letters.
    """

    def __init__(self, matcher: Matcher) -> None:
        self._matcher = matcher
        self._adjectives = matcher.language.forms.small_adjectives
        self._never = matcher.language.words.never
        self._elided = getattr(matcher.names, "elided", lambda _: 0)
        self._known: dict[str, Run | None] = {}

    def elided(self, hit: Hit) -> int:
        """Return how many characters in front of a name are an article with its apostrophe: "l'" of "l'Iran"."""
        return self._elided(hit.folded) if "'" in hit.folded else 0

    def lengthened(self, text: str, run: Run, start: int, end: int) -> Run:
        """Return a run of capitalised words with those in small letters behind it that belong to a name.

        Parameters
        ----------
        text
            The text.
        run
            The run, as it is without them.
        start, end
            Where it stands.
        """
        further = self._end_of_name(text, run.tokens, end)
        return run if further == end else self._matcher.run(text[start:further])

    def _end_of_name(self, text: str, words: Sequence[Token], end: int) -> int:
        """Return where the longest name ends that begins in a run and goes on in small letters; else the run's end."""
        behind = _TAIL.match(text, end)
        if behind is None or behind[0].lstrip(" \u00a0\n-")[:1].isupper():
            return end
        tail = tokens.tokenize(behind[0], self._matcher.language)
        folded = [word.folded for word in tail]
        for i in range(max(0, len(words) - _MOST_BEFORE), len(words)):
            own = [word.folded for word in words[i:]]
            # "La visite" is an article and a noun, though a village may be called so; "Чёрное море" is a sea.
            doubtful = self._never.issuperset(own)
            least = len(" ".join(own))
            for length, name_id in self._matcher.names.prefixes(" ".join([*own, *folded])):
                if length <= least:
                    break
                if doubtful and self._may_be_village(name_id):
                    continue
                for size, word in enumerate(tail, 1):
                    if least + 1 + len(" ".join(folded[:size])) == length:
                        return end + word.end
        return end

    def _may_be_village(self, name_id: int) -> bool:
        tier = self._matcher.names.tier(name_id)
        return TIER_100K < tier < TIER_FEATURE

    def add_adjectives(self, text: str, matches: list[Match]) -> None:
        """Add the adjectives of places in small letters that are part of no other match, in order."""
        if self._adjectives:
            matches += [*self._adjectives_of(text, matches)]
            matches.sort(key=lambda match: match.start)

    def _adjectives_of(self, text: str, taken: Sequence[Match]) -> Iterator[Match]:
        at = 0
        for m in _SMALL_WORD.finditer(text):
            word = m[0]
            run = self._known[word] if word in self._known else self._learn(word)
            if run is None:
                continue
            while at < len(taken) and taken[at].end <= m.start():
                at += 1
            if at == len(taken) or taken[at].start >= m.end():
                yield Match(m.start(), m.end(), run.hits[0], run, m.start(), shouted=False)

    def _learn(self, word: str) -> Run | None:
        """Return the run of an adjective, None where the word is none."""
        found = None
        words = tokens.tokenize(word, self._matcher.language)
        if len(words) == 1 and word[0].islower() and words[0].folded not in self._matcher.language.words.never:
            name_id = self._matcher.names.name_id(words[0].folded)
            use = self._matcher.use(name_id) if name_id >= 0 else None
            if use is not None and use.demonym and not use.sensitive:
                found = Run(words, (Hit(0, 1, name_id, use, words[0].folded),), (), frozenset())
        if len(self._known) > _CACHE_SIZE:
            self._known.clear()
        self._known[word] = found
        return found
