"""Geoparse to plain dictionaries, the form that all formats start from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geomap.model import UNCERTAIN_BELOW

if TYPE_CHECKING:
    from geomap.model import Geoparse, Resolution


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
        "reasons": " ".join(resolution.reasons),
        "source": place.source if place else None,
    }


def to_records(geoparse: Geoparse) -> list[dict[str, Any]]:
    """Every mention of a document, in the order of the text."""
    document = geoparse.document
    document_id = document.id if document.id is not None else document.source
    return [to_record(resolution, document_id) for resolution in geoparse.resolutions]
