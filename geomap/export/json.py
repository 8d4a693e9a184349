"""JSON: one array of mentions, or of places."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from geomap.export.records import iter_records

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from geomap.export.places import StoryPlaces
    from geomap.model import Geoparse


def to_json(geoparses: Iterable[Geoparse]) -> str:
    """Return an indented JSON array with one object per mention."""
    return "".join(to_json_pieces(geoparses))


def to_json_pieces(geoparses: Iterable[Geoparse]) -> Iterator[str]:
    """Yield the JSON array piece by piece, as the documents come."""
    return _array(record for geoparse in geoparses for record in iter_records(geoparse))


def places_to_json(places: StoryPlaces) -> Iterator[str]:
    """Yield a JSON array with one object per place."""
    return _array(places.to_records())


def _array(records: Iterable[dict[str, Any]]) -> Iterator[str]:
    before = "[\n"
    for record in records:
        yield before + _indented(record)
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


def _indented(record: dict[str, Any]) -> str:
    text = json.dumps(record, ensure_ascii=False, indent=2)
    if not text.isascii() and not _is_encodable(text):
        # A lone surrogate cannot be written as UTF-8; its escape can.
        text = json.dumps(record, indent=2)
    # JSON has no end of line inside a text: every one is the layout's.
    return "  " + text.replace("\n", "\n  ")


def _is_encodable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
