"""The project's own short texts as a corpus: what they expect of each name, in the form of annotated documents."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import geomap
from geomap.evaluation.corpus import GoldDocument, Mention
from geomap.model import Document

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

NAME = "own"
"""What the fits call them."""
NO_PLACE, LINE = "no place", "line"
"""Types of mentions: what only looks like a name of a place; a river, lake or range, which is right by its outline."""
_FOLDER = Path(geomap.__file__).parents[1] / "tests" / "data" / "kinds"
_NOWHERE = (-90.0, 0.0)
"""Position of what is no place, or one that the gazetteer lacks: far from everything."""
_LINES = frozenset({"river", "lake", "mountains"})


def own_texts(folder: Path = _FOLDER) -> list[GoldDocument]:
    """Return the texts, a mention for each name that they expect something of.

    Parameters
    ----------
    folder
        The texts by kind, as the ``README.md`` there describes them.
    """
    lines = (line for path in sorted(folder.glob("*.jsonl")) for line in path.read_text("utf-8").splitlines())
    return [
        GoldDocument(Document(record["text"], id=record["id"]), tuple(_mentions(record["text"], record["expect"])))
        for record in map(json.loads, lines)
    ]


def _mentions(text: str, expected: Sequence[dict[str, Any]]) -> Iterator[Mention]:
    for one in expected:
        start = -1
        for _ in range(one.get("nth", 1)):
            start = text.index(one["span"], start + 1)
        lat, lon = _position(one)
        kind = NO_PLACE if "not_a_place" in one else LINE if one.get("kind") in _LINES else ""
        yield Mention(start, start + len(one["span"]), lon, lat, name=one["span"], type=kind)


def _position(one: dict[str, Any]) -> tuple[float, float] | tuple[None, None]:
    """Return latitude and longitude of what is expected, None for both where distance cannot judge it."""
    if "lat" in one:
        return one["lat"], one["lon"]
    return _NOWHERE if "not_a_place" in one or "unplaced" in one else (None, None)
