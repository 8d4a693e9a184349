"""What is read in which epoch: balanced over languages, the same for the same seed whenever it is asked for."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Final

from geomap.training.multilingual.data import LabelledText, shares

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_EMPTY: Final = 0.6
"""Share of the sentences without a place that is kept in an epoch."""
_EXCHANGED: Final = 0.25
"""Share of the places that another place of the language stands for."""
_UPPER: Final = 0.04
_LOWER: Final = 0.02
_MOST_OFTEN: Final = 3
"""A sentence comes at most so often in an epoch, however few its language has."""


class Curriculum:
    """Makes epochs.

    Parameters
    ----------
    examples
        The sentences.
    seed
        Of every choice.
    temperature
        0: every language alike; 1: by size.
    sentences
        In an epoch.
    """

    def __init__(self, examples: Sequence[LabelledText], seed: int, temperature: float, sentences: int) -> None:
        self._by_language: dict[str, list[LabelledText]] = {}
        for one in examples:
            self._by_language.setdefault(one.language, []).append(one)
        self._counts = {
            language: min(round(share * sentences), _MOST_OFTEN * len(self._by_language[language]))
            for language, share in shares(examples, temperature).items()
        }
        self._names = _pools(self._by_language)
        self._seed = seed

    @property
    def counts(self) -> Mapping[str, int]:
        """How many sentences an epoch has of each language."""
        return self._counts

    def epoch(self, number: int) -> list[LabelledText]:
        """Return an epoch's sentences in the order in which they are read."""
        rng = random.Random(f"{self._seed} epoch {number}")  # noqa: S311 - it need be repeatable, not secret
        out: list[LabelledText] = []
        for language, count in self._counts.items():
            some = self._by_language[language]
            # Each pass over a language is shuffled anew; an epoch goes on where the one before it ended.
            begin = number * count
            passes = range(begin // len(some), (begin + count - 1) // len(some) + 1)
            order = [one for n in passes for one in self._shuffled(some, f"{language} {n}")]
            first = begin - passes.start * len(some)
            out += [self._varied(one, rng) for one in order[first : first + count] if _is_kept(one, rng)]
        rng.shuffle(out)
        return out

    def _shuffled(self, some: Sequence[LabelledText], what: str) -> list[LabelledText]:
        order = list(some)
        random.Random(f"{self._seed} {what}").shuffle(order)  # noqa: S311 - as above
        return order

    def _varied(self, one: LabelledText, rng: random.Random) -> LabelledText:
        pool = self._names[one.language]
        if pool and rng.random() < 2 * _EXCHANGED:
            one = _exchange(one, pool, rng)
        chance = rng.random()
        if chance < _UPPER:
            return _recased(one, one.text.upper())
        return _recased(one, one.text.lower()) if chance < _UPPER + _LOWER else one


def _is_kept(one: LabelledText, rng: random.Random) -> bool:
    return bool(one.spans) or rng.random() < _EMPTY


def _recased(one: LabelledText, text: str) -> LabelledText:
    return one._replace(text=text) if len(text) == len(one.text) else one


def _pools(by_language: Mapping[str, Sequence[LabelledText]]) -> dict[str, list[str]]:
    """Return the places that a language's sentences name, one entry a form."""
    return {
        language: sorted({one.text[a:b] for one in some for a, b, kind in one.spans if kind == "LOC"})
        for language, some in by_language.items()
    }


def _exchange(one: LabelledText, pool: Sequence[str], rng: random.Random) -> LabelledText:
    """Return a sentence with other places in it."""
    text = ""
    spans = []
    done = 0
    for start, end, kind in one.spans:
        text += one.text[done:start]
        new = rng.choice(pool) if kind == "LOC" and rng.random() < 0.5 else one.text[start:end]
        spans.append((len(text), len(text) + len(new), kind))
        text += new
        done = end
    return one._replace(text=text + one.text[done:], spans=tuple(spans))
