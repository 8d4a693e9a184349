"""Movements that are found, and what is taken for one: sentences of our own from all continents.

``python tests/benchmarks/run.py movements`` prints the table, ``python tests/benchmarks/movements.py --list`` what is
missed and what is wrong. The sentences stand in ``tests/data/movement``, their form in the ``README.md`` there. A
movement is right if its origin and its destination are. The columns:

``texts``, ``told``, ``found``
    Sentences, movements that they tell, and movements that were found.
``right``, ``precision``, ``recall``
    Those of the found that are told, and their shares.
``certain``, ``precision``
    The same of those that the map draws without being asked.
``kind``
    Share of the right ones with the right kind.
"""

from __future__ import annotations

import json
import sys
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geomap.geoparser import Geoparser
    from geomap.movements import Movement

DATA = Path(__file__).parents[1] / "data" / "movement"


@lru_cache(maxsize=1)
def geoparser() -> Geoparser:
    """The default geoparser, opened once."""
    from geomap.assembly import assemble_geoparser

    return assemble_geoparser()


def read(name: str) -> list[dict[str, Any]]:
    """The sentences of a file."""
    return [json.loads(line) for line in (DATA / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def is_told(movement: Movement, told: dict[str, Any]) -> bool:
    """Whether a movement has the origin, the destination and the way that are told."""
    stops = [stop.toponym.text.removeprefix("the ") for stop in movement.stops]
    return stops == [told["from"], *told.get("via", ()), told["to"]]


def judged(
    record: dict[str, Any],
) -> tuple[list[tuple[Movement, dict[str, Any]]], list[Movement], list[dict[str, Any]]]:
    """The right movements with what is told, the wrong ones, and what was missed."""
    found = geoparser().geoparse(record["text"]).movements
    pairs = [(one, told) for one in found for told in record["movements"] if is_told(one, told)]
    right = [one for one, _ in pairs]
    met = [told for _, told in pairs]
    return pairs, [o for o in found if o not in right], [t for t in record["movements"] if t not in met]


def rows() -> Iterator[tuple[Any, ...]]:
    """The table."""
    heads = ("texts", "told", "found", "right", "precision", "recall", "certain", "precision", "kind")
    yield "", *(f"{head:>9}" for head in heads)
    for name in ("sentences", "held_out"):
        records = read(name)
        outcomes = [judged(record) for record in records]
        pairs = [pair for right, _, _ in outcomes for pair in right]
        wrong = [one for _, others, _ in outcomes for one in others]
        told = sum(len(record["movements"]) for record in records)
        sure, unsure = sum(not o.uncertain for o, _ in pairs), sum(not o.uncertain for o in wrong)
        counts = (len(records), told, len(pairs) + len(wrong), len(pairs))
        shares = (len(pairs) / max(len(pairs) + len(wrong), 1), len(pairs) / told)
        kinds = sum(one.kind == gold["kind"] for one, gold in pairs) / max(len(pairs), 1)
        yield (
            name.replace("_", " "),
            *(f"{count:9}" for count in counts),
            *(f"{share:9.2f}" for share in shares),
            f"{sure + unsure:9}",
            f"{sure / max(sure + unsure, 1):9.2f}",
            f"{kinds:9.2f}",
        )


def print_faults(name: str) -> None:
    """List what is missed and what is wrong."""
    for record in read(name):
        pairs, wrong, missed = judged(record)
        other = [(o.kind, t["kind"]) for o, t in pairs if o.kind != t["kind"]]
        if wrong or missed or other:
            ways = [" > ".join(s.toponym.text for s in o.stops) + f" {o.confidence:.2f}" for o in wrong]
            print(f"{record['id']}  {record['text']}\n    wrong {ways}, missed {missed}, kinds {other}")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--list"]:
        print_faults(sys.argv[2] if len(sys.argv) > 2 else "sentences")
    else:
        print(__doc__)
