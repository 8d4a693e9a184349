"""Geoparse to plain dictionaries, the form that all formats start from."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from geomap.model import UNCERTAIN_BELOW

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geomap.model import Document, Geoparse, Resolution


def to_record(resolution: Resolution, document_id: str | None = None) -> dict[str, Any]:
    """One mention as a dictionary with the columns of ``SCHEMA``, in their order."""
    toponym, place = resolution.toponym, resolution.place
    return {
        "document_id": document_id,
        "start": toponym.start,
        "end": toponym.end,
        "text": toponym.text,
        "kind": toponym.kind,
        "modifier": toponym.modifier.text if toponym.modifier else None,
        "place_id": place.id if place else None,
        "name": place.name if place else None,
        "feature_class": place.feature_class if place else None,
        "feature_code": place.feature_code if place else None,
        "country_code": (place.country_code or None) if place else None,
        "admin1_code": (place.admin1_code or None) if place else None,
        "lon": place.lon if place else None,
        "lat": place.lat if place else None,
        "geonameid": place.geonameid if place else None,
        "confidence": round(resolution.confidence, 3),
        "uncertain": place is None or resolution.confidence < UNCERTAIN_BELOW,
        "decided_by": resolution.decided_by,
        "reasons": _joined(resolution.reasons),
        "source": place.source if place else None,
    }


@lru_cache(maxsize=1024)
def _joined(reasons: tuple[str, ...]) -> str:
    # All mentions of a name have the same reasons: one text for them, not a million.
    return " ".join(reasons)


def iter_records(geoparse: Geoparse) -> Iterator[dict[str, Any]]:
    """Every mention of a document, in the order of the text, one after the other: a million need not fit into memory.

    Where the document was read with byte offsets, ``byte_start`` and ``byte_end`` stand behind ``end``.
    """
    document = geoparse.document
    document_id = document.id if document.id is not None else document.source
    for resolution in geoparse.resolutions:
        record = to_record(resolution, document_id)
        yield record if document.byte_offsets is None else _with_bytes(record, document)


def to_records(geoparse: Geoparse) -> list[dict[str, Any]]:
    """Every mention of a document, in the order of the text."""
    return list(iter_records(geoparse))


def _with_bytes(record: dict[str, Any], document: Document) -> dict[str, Any]:
    assert document.byte_offsets is not None
    start, end = document.byte_offsets.span(document.text, record["start"], record["end"])
    wider: dict[str, Any] = {}
    for key, value in record.items():
        wider[key] = value
        if key == "end":
            wider |= {"byte_start": start, "byte_end": end}
    return wider
