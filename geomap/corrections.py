"""Corrections that a reader made in the page, applied to a geoparse.

The page's "Download corrections" writes JSON: ``{"format": "geomap-corrections", "version": 1, "corrections":
[{"document", "number", "start", "end", "text", "place"}, …]}``. ``place`` is a place id, or null for "not a place";
``start`` and ``end`` are those of the toponym, ``document`` is the source or title of the text, ``number`` its place
among the documents of the map. The text is compared too, so that a correction never lands on other words.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geomap.errors import InputError, UnknownPlaceError

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Sequence

    from geomap.gazetteer.gazetteer import Gazetteer
    from geomap.model import Geoparse, Resolution


@dataclass(frozen=True, slots=True)
class Correction:
    """What a reader decided about one mention.

    Attributes
    ----------
    document
        Source or title of the text.
    number
        Place of the text among those of the map.
    start, end
        Span of the toponym, in characters.
    text
        Its words.
    place_id
        The place that is meant, or None: not a place.
    """

    document: str
    number: int
    start: int
    end: int
    text: str
    place_id: str | None


def read_corrections(path: str | os.PathLike[str]) -> tuple[Correction, ...]:
    """Read a file of corrections.

    Raises
    ------
    InputError
        The file is missing, or no file of corrections.
    """
    try:
        raw = json.loads(Path(path).read_text("utf-8"))
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror or error}") from error
    except ValueError as error:
        raise InputError(f"{path} is no file of corrections: it is not JSON") from error
    if not isinstance(raw, dict) or raw.get("format") != "geomap-corrections" or raw.get("version") != 1:
        raise InputError(f"{path} is no file of corrections of this version of geomap")
    try:
        return tuple(_correction(row) for row in raw["corrections"])
    except (KeyError, TypeError, ValueError) as error:
        raise InputError(f"{path} is no file of corrections: a row lacks something") from error


def _correction(row: Any) -> Correction:
    place_id = row["place"]
    return Correction(
        document=str(row.get("document") or ""),
        number=int(row.get("number", 0)),
        start=int(row["start"]),
        end=int(row["end"]),
        text=str(row["text"]),
        place_id=None if place_id is None else str(place_id),
    )


def apply_corrections(
    parses: Sequence[Geoparse], corrections: Iterable[Correction], gazetteer: Gazetteer
) -> tuple[tuple[Geoparse, ...], tuple[Correction, ...]]:
    """Apply corrections to the documents that they belong to.

    Returns
    -------
    tuple
        The corrected geoparses, and the corrections that fit no mention: the text has changed since.

    Raises
    ------
    InputError
        A correction names a place that the gazetteer does not have.
    """
    changed: list[list[Resolution | None]] = [list(parse.resolutions) for parse in parses]
    unused = []
    for correction in corrections:
        at = _find(parses, correction)
        if at is None:
            unused.append(correction)
            continue
        number, index = at
        changed[number][index] = _corrected(parses[number].resolutions[index], correction, gazetteer)
    made = (
        # "Not a place" takes the mention away.
        replace(parse, resolutions=tuple(resolution for resolution in resolutions if resolution is not None))
        for parse, resolutions in zip(parses, changed, strict=True)
    )
    return tuple(made), tuple(unused)


def _find(parses: Sequence[Geoparse], correction: Correction) -> tuple[int, int] | None:
    order = sorted(range(len(parses)), key=lambda number: number != correction.number)
    for number in order:
        document = parses[number].document
        if correction.document and correction.document not in {document.source, document.title}:
            continue
        for index, resolution in enumerate(parses[number].resolutions):
            toponym = resolution.toponym
            same_words = toponym.text in correction.text or correction.text in toponym.text
            if (toponym.start, toponym.end) == (correction.start, correction.end) and same_words:
                return number, index
    return None


def _corrected(resolution: Resolution, correction: Correction, gazetteer: Gazetteer) -> Resolution | None:
    if correction.place_id is None:
        return None
    try:
        place = gazetteer.get(correction.place_id)
    except UnknownPlaceError as error:
        raise InputError(f"a correction names the place {correction.place_id!r}, which is unknown") from error
    return replace(
        resolution, place=place, confidence=1.0, reasons=("A reader chose this place.",), decided_by="correction"
    )
