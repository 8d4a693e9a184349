"""The sentences that a student reads: labelled ones, balanced over languages, and others for the teacher's opinions."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from geomap.training.multilingual import made
from geomap.training.multilingual.data import UNLABELLED, LabelledText, letters
from geomap.training.multilingual.plan import Curriculum

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

_TEMPERATURE = 0.5
_MADE = 300
"""Sentences of our own in each language that has templates."""


class StudentTexts(NamedTuple):
    """A student's sentences: those that the teacher is asked about, and those that go by their labels alone."""

    asked: list[LabelledText]
    others: list[LabelledText]


def sentences(
    examples: Sequence[LabelledText], unlabelled: Path | None, places: Mapping[str, Sequence[str]], size: int, seed: int
) -> StudentTexts:
    """Return the student's sentences.

    Parameters
    ----------
    examples
        All labelled ones.
    unlabelled
        Others, JSONL.
    places
        Names of places by language, for sentences of our own.
    size
        How many labelled ones: about so many of either kind.
    seed
        Of the choice.
    """
    # Another seed than the teacher's: the student sees names in other places.
    plan = Curriculum(examples, seed + 1, _TEMPERATURE, size)
    asked = plan.epoch(0)
    if unlabelled:
        asked += _without_labels(unlabelled)
    return StudentTexts(asked, [*plan.epoch(1), *made.sentences(places, examples, _MADE, seed)])


def _without_labels(path: Path) -> Iterator[LabelledText]:
    met: set[str] = set()
    for line in path.read_text("utf-8").split("\n"):
        if line:
            record = json.loads(line)
            plain = letters(record["text"])
            if plain not in met:
                met.add(plain)
                yield LabelledText(record["text"], (), record["lang"], UNLABELLED)
