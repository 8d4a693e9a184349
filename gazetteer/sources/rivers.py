"""Which river a stretch of Natural Earth's river layer belongs to.

The layer names stretches as their countries do ("Donau (Danube)", "Al Furat") and its copy has lost letters outside
ASCII ("Rhne", "S?n?gal"). ``curated/rivers.csv`` says which river is meant, by its usual English name.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from gazetteer.tables import rows

_WHICH = re.compile(r" \[[^]]+\]$")


class River(NamedTuple):
    """A row of rivers.csv.

    Attributes
    ----------
    name
        Usual English name.
    bare
        Whether English texts use the name without the word "river" beside it.
    which
        What tells it from a greater river of its name ("Morava [CZ]"); ``""`` where nothing must.
    """

    name: str
    bare: bool
    which: str = ""

    @property
    def key(self) -> str:
        """A name that no other river has."""
        return self.which or self.name


@cache
def _table() -> dict[str, River]:
    return {" ".join(r["name"].split()): River(r["river"], r["bare"] == "1") for r in rows("rivers")}


class RiverStretch(NamedTuple):
    """A row of stretches.csv: a stretch that the layer gives to the wrong river, or to a namesake far away."""

    river: str
    lon: float
    lat: float
    becomes: str


@cache
def mended() -> tuple[RiverStretch, ...]:
    """Return the rows of stretches.csv."""
    return tuple(RiverStretch(r["river"], float(r["lon"]), float(r["lat"]), r["becomes"]) for r in rows("stretches"))


def mend(name: object, bounds: tuple[float, float, float, float]) -> object:
    """Return the name of a stretch within bounds (west, south, east, north in degrees), as stretches.csv has it."""
    river = river_of(name)
    west, south, east, north = bounds
    for row in mended():
        if river is not None and row.river == river.name and west <= row.lon <= east and south <= row.lat <= north:
            return row.becomes or None
    return name


def river_of(stretch: object) -> River | None:
    """Return the river of a stretch by the layer's ``name``; None without a name, or with lost letters and no row."""
    name = " ".join(stretch.split()) if isinstance(stretch, str) else ""
    if name in _table():
        return _table()[name]
    usual = _WHICH.sub("", name)
    bare = usual != name and any(river.name == usual and river.bare for river in _table().values())
    return River(usual, bare, name if usual != name else "") if name and "?" not in name else None
