"""Geoparse to plain dictionaries, the form that all formats start from."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from geomap.export.schema import is_weighed
from geomap.model import UNCERTAIN_BELOW
from geomap.prominence import prominences
from geomap.relations import Relative

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geomap.model import Document, Geoparse, Resolution
    from geomap.prominence import Prominence

RELATIVE = ("relation", "anchors", "anchor_ids", "distance_km", "bearing_deg")
"""Columns that only what is told from other places has."""


def to_record(
    resolution: Resolution, document_id: str | None = None, prominence: Prominence | None = None
) -> dict[str, Any]:
    """Return one mention as a dictionary with the columns of ``SCHEMA``, in their order.

    Parameters
    ----------
    resolution
        The mention.
    document_id
        What the table calls its text.
    prominence
        How much the text is about its place; None where there is no place.
    """
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
        "prominence": prominence.value if prominence else None,
        "prominence_reasons": "; ".join(prominence.reasons) if prominence else None,
        "decided_by": resolution.decided_by,
        "reasons": _joined(resolution.reasons),
        "source": place.source if place else None,
        **_relative_columns(resolution),
    }


def _relative_columns(resolution: Resolution) -> dict[str, Any]:
    """Return the columns of a relative expression, null for all other resolutions."""
    if not isinstance(resolution, Relative):
        return dict.fromkeys(RELATIVE)
    anchors = [anchor.place for anchor in resolution.anchors if anchor.place is not None]
    values = (
        resolution.relation,
        "; ".join(anchor.toponym.name or anchor.toponym.text for anchor in resolution.anchors),
        " ".join(place.id for place in anchors),
        resolution.distance_km,
        resolution.bearing_deg,
    )
    return dict(zip(RELATIVE, values, strict=True))


def in_order(geoparse: Geoparse) -> Sequence[Resolution]:
    """Return all resolutions in the order of the text; a relative expression stands before its anchors."""
    if not geoparse.relatives:
        return geoparse.resolutions
    both = (*geoparse.relatives, *geoparse.resolutions)
    return sorted(both, key=lambda r: (r.toponym.start, -r.toponym.end))


@lru_cache(maxsize=1024)
def _joined(reasons: tuple[str, ...]) -> str:
    # All mentions of a name have the same reasons: one text for them, not a million.
    return " ".join(reasons)


def iter_records(geoparse: Geoparse) -> Iterator[dict[str, Any]]:
    """Yield one dictionary per mention, in the order of the text: a million need not fit into memory.

    Where the document was read with byte offsets, ``byte_start`` and ``byte_end`` stand behind ``end``; a mention that
    a table weighs has its ``weight`` behind all else.
    """
    document = geoparse.document
    document_id = document.id if document.id is not None else document.source
    weighs, prominent = is_weighed(geoparse), prominences(geoparse)
    for resolution in in_order(geoparse):
        known = prominent[resolution.place.id] if resolution.place else None
        record = to_record(resolution, document_id, known)
        if weighs:
            record["weight"] = resolution.toponym.weight
        yield record if document.byte_offsets is None else _with_bytes(record, document)


def to_records(geoparse: Geoparse) -> list[dict[str, Any]]:
    """Return one dictionary per mention of a document, in the order of the text."""
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
