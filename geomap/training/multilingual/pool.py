"""The sentences that a student reads: labelled ones, balanced over languages, and others for the teacher's opinions."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from geomap.training.multilingual import made
from geomap.training.multilingual.data import UNLABELLED, Example, letters
from geomap.training.multilingual.plan import Curriculum

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

_TEMPERATURE = 0.5
_MADE = 400
"""Sentences of our own in each language that has templates."""


def sentences(
    examples: Sequence[Example],
    unlabelled: Path | None,
    places: Mapping[str, Sequence[str]],
    size: int,
    seed: int,
) -> list[Example]:
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
        How many labelled ones.
    seed
        Of the choice.
    """
    # Another seed than the teacher's: the student sees names in other places.
    out = Curriculum(examples, seed + 1, _TEMPERATURE, size).epoch(0)
    out += made.sentences(places, examples, _MADE, seed)
    if unlabelled:
        out += _without_labels(unlabelled)
    return out


def _without_labels(path: Path) -> Iterator[Example]:
    met: set[str] = set()
    for line in path.read_text("utf-8").split("\n"):
        if line:
            record = json.loads(line)
            plain = letters(record["text"])
            if plain not in met:
                met.add(plain)
                yield Example(record["text"], (), record["lang"], UNLABELLED)
