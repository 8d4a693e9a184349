"""The quick recogniser: gazetteer names, and a linear decision from the words around them. No numpy."""

from __future__ import annotations

import json
import math
from array import array
from functools import cache
from itertools import repeat
from pathlib import Path
from typing import TYPE_CHECKING, cast

from geomap.gazetteer.naming import spoken_names
from geomap.language import DEFAULT, language_of
from geomap.recognition import lexicon_features as features
from geomap.recognition import spans, tokens
from geomap.recognition.groups import group_weights
from geomap.recognition.heads import heads_of
from geomap.recognition.matches import TIER_ADMIN1, TIER_DEMONYM, TIER_LARGE, Matcher
from geomap.recognition.mixed import by_language

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from collections.abc import Set as AbstractSet

    from geomap.gazetteer.gazetteer import Gazetteer
    from geomap.gazetteer.spoken import SpokenNames
    from geomap.language import Language
    from geomap.model import Document, Toponym
    from geomap.recognition.hits import Hit, Match, Scan

_CACHE_SIZE = 20_000
_MARKS = ",.'’-)"
_CONSISTENCY = 0.4
_PERSON = 3.0
WEIGHTS = Path(__file__).parent / "data" / "lexicon.json"
GROUPS = Path(__file__).parent / "data" / "lexicon_languages.json"
"""Weights for other languages than English, see ``groups``."""


@cache
def bundled_weights(language: str = DEFAULT) -> dict[str, float]:
    """Return the weight of each signal in the texts of a language, and ``"bias"``."""
    if language != DEFAULT:
        return group_weights(GROUPS, language)
    weights: dict[str, float] = json.loads(WEIGHTS.read_text(encoding="utf-8"))["weights"]
    return weights


def signals_of(language: Language, names: Gazetteer | SpokenNames) -> features.Signals:
    """Return what tells the signals of a language's texts."""
    if language.code == DEFAULT:
        return features.Signals(language)
    from geomap.recognition.spoken_signals import SpokenSignals

    return SpokenSignals(language, cast("SpokenNames", names))


class LexiconRecognizer:
    """Finds toponyms by the gazetteer's names.

    Parameters
    ----------
    gazetteer
        Where the names come from.
    threshold
        Least probability of a name to be taken for a place, 0 to 1.
    weights
        Weight of each signal; the bundled ones without them.
    """

    def __init__(
        self, gazetteer: Gazetteer, *, threshold: float = 0.3, weights: dict[str, float] | None = None
    ) -> None:
        self.gazetteer = gazetteer
        self.threshold = threshold
        self._weights = weights
        self._lexicons: dict[Language, Lexicon] = {}

    def lexicon(self, language: Language) -> Lexicon:
        """Return the lexicon for the texts of a language."""
        known = self._lexicons.get(language)
        if known is None:
            weights = bundled_weights(language.code) if self._weights is None else self._weights
            known = self._lexicons[language] = Lexicon(self.gazetteer, language, weights)
        return known

    def recognize(self, document: Document) -> tuple[Toponym, ...]:
        """Find the toponyms of a document, sorted and disjoint."""
        return by_language([document], lambda parts: [self._recognize(part) for part in parts])[0]

    def _recognize(self, document: Document) -> tuple[Toponym, ...]:
        lexicon = self.lexicon(language_of(document))
        text = document.text
        return lexicon.steps.finish(
            text,
            [
                spans.Span(m.start, m.end, "demonym" if m.hit.tier == TIER_DEMONYM else "literal", score, m, m.name)
                for m, score in lexicon.scored(text, lexicon.matcher.scan(text))
                if score >= self.threshold
            ],
        )


class Lexicon:
    """The gazetteer's names in the texts of a language, and how likely each is meant as a place.

    Parameters
    ----------
    gazetteer
        Where the names come from.
    language
        Language of the texts.
    weights
        Weight of each signal, and ``"bias"``.
    """

    def __init__(self, gazetteer: Gazetteer, language: Language, weights: dict[str, float]) -> None:
        self.language = language
        self.names = spoken_names(gazetteer, language)
        self.matcher = Matcher(self.names, language)
        self.steps = spans.Steps(gazetteer, self.matcher)
        self._weights = weights
        self._bias = weights["bias"]
        self._signals = signals_of(language, self.names)
        self._heads = heads_of(language)
        self._befores: dict[str, float] = {}
        self._afters: dict[str, float] = {}
        self._marks = {mark: weights.get(features.mark_signal(mark), 0.0) for mark in _MARKS}
        self.doubtful = frozenset(self.names.stop_names()) | language.words.doubtful

    def base_of(self, words: str) -> str:
        """Return what brings the forms of a name in a text together: what it is a form of, in English itself."""
        if self.language.code == DEFAULT:
            return words.lower()
        names = cast("SpokenNames", self.names)
        return names.base_of(names.fold(words))

    def reading_signals(self, hit: Hit) -> list[str]:
        """Return the signals of how a name was read; an English one stands as it is."""
        return self._signals.of_reading(hit)

    def score(self, text: str, scan: Scan) -> list[tuple[Match, float]]:
        """Return the probability of every match to be a place.

        A linear model, and what the document makes of the same name.
        """
        return list(self.scored(text, scan))

    def scored(self, text: str, scan: Scan) -> Iterator[tuple[Match, float]]:
        """Yield each match of a text with its probability, as ``score`` has them."""
        persons = scan.persons
        matches = scan.matches
        totals = array("d")
        highest: dict[int, float] = {}
        for match in matches:
            total = self._total(match, text, persons) if match.weight is None else match.weight
            totals.append(total)
            name_id = match.hit.name_id
            if total > highest.get(name_id, -30.0):
                highest[name_id] = total
        for match, own in zip(matches, totals, strict=True):
            hit = match.hit
            # A name that is clearly a place in one sentence is likelier one in the others.
            total = own + _CONSISTENCY * (highest.get(hit.name_id, own) - own)
            if hit.in_person or hit.folded in persons:
                total -= _personal(hit)
            yield match, 1 / (1 + math.exp(-total)) if total > -30 else 0.0

    def _total(self, match: Match, text: str, persons: AbstractSet[str]) -> float:
        """Return the weighted sum of a match's signals; those of its run are summed once."""
        hit = match.hit
        weights = self._weights
        if match.shouted:
            total = self._sum(self._signals.own(match, self.doubtful))
        else:
            if hit.weight is None:
                hit.weight = self._sum(self._signals.own(match, self.doubtful))
            total = hit.weight
        if features.is_persons_word(match, persons):
            total += weights.get("a person's word, large" if hit.tier <= TIER_LARGE else "a person's word", 0.0)
        if hit.first == 0:
            total += self._before(match, text)
        end = match.end
        following = text[end : end + 1]
        if following in _MARKS:
            if following and hit.end == len(match.run.tokens):
                total += self._marks[following]
            return total
        after = tokens.word_after(text, end)
        if after:
            if self._heads.may_begin_site(after) and self._heads.site_after.match(text, end, end + 40):
                total += weights.get("site head after", 0.0)
            if hit.end == len(match.run.tokens):
                total += self._by_word(self._afters, after, self._signals.after)
        return total

    def _before(self, match: Match, text: str) -> float:
        """Return the weight of what stands before a match that begins its run."""
        before = features.word_before(match, text)
        if not before:
            return self._sum(features.first_signals(text, match.start)) - self._bias
        total = self._by_word(self._befores, before, self._signals.before)
        if before in self._heads.joiners and self._heads.site_before(text, match.start):
            total += self._weights.get("site head before", 0.0)
        return total

    def _by_word(self, known: dict[str, float], word: str, signals: Callable[[str], list[str]]) -> float:
        weight = known.get(word)
        if weight is None:
            if len(known) > _CACHE_SIZE:
                known.clear()
            weight = known[word] = self._sum(signals(word)) - self._bias
        return weight

    def _sum(self, signals: Iterable[str]) -> float:
        total: float = sum(map(self._weights.get, signals, repeat(0.0)), self._bias)
        return total


def _personal(hit: Hit) -> float:
    """Return the penalty of a name, but for countries and provinces, that the document also uses for a person."""
    if hit.in_person:
        return _PERSON
    if hit.end - hit.first > 1 or hit.tier <= TIER_ADMIN1:
        return 0.0
    return _PERSON if hit.tier > TIER_LARGE else _PERSON / 2
