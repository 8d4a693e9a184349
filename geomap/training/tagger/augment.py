"""Copies of sentences with other names in them, and in other writing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.training.tagger.data import Sentence, spans

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

_UPPER = 0.06
_LOWER = 0.02
_REPLACED = 0.3
"""Share of the sentences with names in which names are replaced."""
_ORGANISATIONS = (
    "[OLOC {city}] [ORG Police Department]",
    "[OLOC {city}] [ORG City Council]",
    "[OLOC {county}] [ORG Sheriff's Office]",
    "[OLOC {city}] [ORG University]",
    "[ORG University of] [OLOC {state}]",
    "[ORG University of] [OLOC {city}]",
    "[OLOC {state}] [ORG Department of Health]",
    "[ORG Bank of] [OLOC {country}]",
    "[ORG Ministry of Defence of] [OLOC {country}]",
    "[OLOC {city}] [ORG Chamber of Commerce]",
    "[OLOC {city}] [ORG Fire Department]",
    "[OLOC {city}] [ORG Herald]",
    "[OLOC {city}] [ORG Hospital Trust]",
    "[OLOC {province}] [ORG Police]",
    "[OLOC {city}] [ORG FC]",
    "[OLOC {city}] [ORG School District]",
    "[ORG {sur} & {sur}]",
    "[ORG {surplace} Inc.]",
)


class Augmenter:
    """Makes one varied copy of a sentence after another.

    Parameters
    ----------
    rng
        Source of every choice.
    fill
        Parses a template into words and labels: ``Silver.parse``.
    is_city
        Whether the words name a town, so that a town may stand in their place.
    """

    def __init__(
        self, rng: random.Random, fill: Callable[[str], Sentence], is_city: Callable[[list[str]], bool]
    ) -> None:
        self._rng = rng
        self._fill = fill
        self._is_city = is_city

    def vary(self, sentence: Sentence) -> Sentence:
        """Return a copy in which names may be replaced and the case may be changed."""
        return self.recase(self._replace(sentence) if self._rng.random() < _REPLACED else sentence)

    def recase(self, sentence: Sentence) -> Sentence:
        """Return the sentence, now and then all in capitals or all in lower case."""
        chance = self._rng.random()
        if chance < _UPPER:
            return sentence._replace(words=[w.upper() for w in sentence.words])
        if chance < _UPPER + _LOWER:
            return sentence._replace(words=[w.lower() for w in sentence.words])
        return sentence

    def _replace(self, sentence: Sentence) -> Sentence:
        words: list[str] = []
        labels: list[str] = []
        position = 0
        for start, end, kind in spans(sentence.labels):
            template = self._other(sentence.words[start:end], kind)
            # An organisation with its place is several spans: leave what stands beside it alone.
            if template and "OLOC" not in "".join(sentence.labels[max(0, start - 1) : end + 1]):
                new = self._fill(template)
                words += sentence.words[position:start] + new.words
                labels += sentence.labels[position:start] + new.labels
                position = end
        return Sentence(words + sentence.words[position:], labels + sentence.labels[position:], sentence.source)

    def _other(self, words: list[str], kind: str) -> str:
        if self._rng.random() < 0.3 or not words[0][0].isupper():
            return ""
        if kind == "LOC" and self._is_city(words):
            return "[LOC {city}]"
        if kind == "PER" and len(words) > 1:
            return self._rng.choice(("[PER {per}]", "[PER {per}]", "[PER {perplace}]"))
        if kind == "PER":
            return self._rng.choice(("[PER {sur}]", "[PER {sur}]", "[PER {surplace}]"))
        if kind == "ORG" and len(words) > 1:
            return self._rng.choice(_ORGANISATIONS)
        return ""
