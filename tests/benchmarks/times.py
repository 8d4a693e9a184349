"""Times of stories that are found, and what is taken for one: texts of our own, from all continents.

``python tests/benchmarks/run.py times`` prints the table, ``python tests/benchmarks/times.py`` what is missed and what
is wrong. The texts stand in ``tests/data/times``, their form in the ``README.md`` there. A time is right if its first
and its last day, or its day, clock and zone, are those that a reader would say. The columns:

``texts``, ``told``, ``found``
    Texts, times that they tell, and times that were found.
``right``, ``precision``, ``recall``
    Those of the found that are told, and their shares.
``whole``
    Share of the texts of which all times are right and none is missing.
"""

from __future__ import annotations

import datetime
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

DATA = Path(__file__).parents[1] / "data" / "times"
FILES = ("texts", "held_out")


def read(name: str) -> list[dict[str, Any]]:
    """The texts of a file."""
    return [json.loads(line) for line in (DATA / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def found(record: dict[str, Any]) -> set[str]:
    """The times that are found in a text: a day, a stamp, or two days with a slash between."""
    from geomap.maps.timeline import find_times
    from geomap.model import Document

    day = datetime.date.fromisoformat(record["date"]) if "date" in record else None
    moments = find_times(Document(record["text"], title=record.get("title"), date=day))
    return {one.first if one.first == one.last else f"{one.first}/{one.last}" for one in moments}


def measured(name: str) -> dict[str, float]:
    """The figures of a file."""
    outcomes = [(set(record["times"]), found(record)) for record in read(name)]
    told, seen = sum(len(gold) for gold, _ in outcomes), sum(len(made) for _, made in outcomes)
    right = sum(len(gold & made) for gold, made in outcomes)
    return {
        "texts": len(outcomes),
        "told": told,
        "found": seen,
        "right": right,
        "precision": right / max(seen, 1),
        "recall": right / max(told, 1),
        "whole": sum(gold == made for gold, made in outcomes) / len(outcomes),
    }


def rows() -> Iterator[tuple[Any, ...]]:
    """The table."""
    heads = ("texts", "told", "found", "right", "precision", "recall", "whole")
    yield "", *(f"{head:>9}" for head in heads)
    for name in FILES:
        figures = measured(name)
        counts = (f"{figures[head]:9.0f}" for head in heads[:4])
        yield name.replace("_", " "), *counts, *(f"{figures[head]:9.3f}" for head in heads[4:])


def listed(name: str) -> Iterator[str]:
    """What is missed and what is wrong."""
    for record in read(name):
        told, seen = set(record["times"]), found(record)
        if told != seen:
            yield f"{record['id']}: missed {sorted(told - seen)}, wrong {sorted(seen - told)}"


if __name__ == "__main__":
    for file in [one for one in sys.argv[1:] if one in FILES] or FILES:
        print("\n".join(listed(file)))
