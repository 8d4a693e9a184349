"""Which river a stretch of Natural Earth's river layer belongs to.

The layer names stretches as their countries do ("Donau (Danube)", "Al Furat") and its copy has lost letters outside
ASCII ("Rhne", "S?n?gal"). ``curated/rivers.csv`` says which river is meant, by its usual English name.
"""

from __future__ import annotations

import csv
from functools import cache
from typing import NamedTuple

from packages import HERE


class River(NamedTuple):
    """A row of rivers.csv.

    Attributes
    ----------
    name
        Usual English name.
    bare
        Whether English texts use the name without the word "river" beside it.
    """

    name: str
    bare: bool


@cache
def _table() -> dict[str, River]:
    with (HERE / "curated" / "rivers.csv").open(encoding="utf-8", newline="") as file:
        return {" ".join(r["name"].split()): River(r["river"], r["bare"] == "1") for r in csv.DictReader(file)}


def river_of(stretch: object) -> River | None:
    """River of a stretch by the layer's ``name``; None for one without a name, or with lost letters and no row."""
    name = " ".join(stretch.split()) if isinstance(stretch, str) else ""
    if name in _table():
        return _table()[name]
    return River(name, bare=False) if name and "?" not in name else None
