"""W3C Web Annotations as JSON-LD, as Recogito and the Pelagios network read them."""

from __future__ import annotations

import json
import uuid
from typing import TYPE_CHECKING, Any, Final

from geomap.export.mentions import address_of
from geomap.export.records import in_order
from geomap.files import to_bytes
from geomap.provenance import GENERATOR
from geomap.references import to_uri
from geomap.relations import Relative

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from geomap.model import Document, Geoparse, Place, Resolution

CONTEXT: Final = "http://www.w3.org/ns/anno.jsonld"

_GEOJSON: Final = {
    "geojson": "https://purl.org/geojson/vocab#",
    "Feature": "geojson:Feature",
    "Point": "geojson:Point",
    "geometry": "geojson:geometry",
    "coordinates": {"@id": "geojson:coordinates", "@container": "@list"},
    "georeferencing": "http://iiif.io/api/extension/georef/1/georeferencing",
}
"""The terms that the W3C's context lacks; with them a geometry is data too, not only JSON."""

_AROUND: Final = 32
"""Characters of the text before and after a mention, by which it is found again in an edited text."""

_SPACE: Final = uuid.UUID("6ba7b811-9dad-11d1-80b4-00c04fd430c8")
"""RFC 9562's name space of addresses."""


def to_web_annotations(geoparses: Iterable[Geoparse]) -> str:
    """Return an array of annotations, one a mention.

    A target has the text's name as its source, and selectors by position (code points) and by quotation. Bodies say
    that it is a place, which one (its address and its point), how sure that is and why. Ids are made of the text's name
    and the position, so that the same mention has the same one.
    """
    return "".join(to_web_annotation_pieces(geoparses))


def to_web_annotation_pieces(geoparses: Iterable[Geoparse]) -> Iterator[str]:
    """Yield the array piece by piece, as the documents come."""
    before = "[\n"
    for number, geoparse in enumerate(geoparses):
        for resolution in in_order(geoparse):
            made = _annotation(resolution, geoparse.document, number)
            yield before + to_bytes(json.dumps(made, ensure_ascii=False)).decode()
            before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


def _annotation(resolution: Resolution, document: Document, number: int) -> dict[str, Any]:
    toponym = resolution.toponym
    source = address_of(document)
    where = f"{number}/{source}#char={toponym.start},{toponym.end};{toponym.kind}"
    return {
        "@context": [CONTEXT, _GEOJSON],
        "id": f"urn:uuid:{uuid.uuid5(_SPACE, where)}",
        "type": "Annotation",
        "motivation": "identifying" if resolution.place is not None else "classifying",
        "generator": {"type": "Software", "name": GENERATOR},
        "body": list(_bodies(resolution)),
        "target": {"source": source, "selector": _selectors(document.text, toponym.start, toponym.end)},
    }


def _selectors(text: str, start: int, end: int) -> list[dict[str, Any]]:
    return [
        {
            "type": "TextQuoteSelector",
            "exact": text[start:end],
            "prefix": text[max(0, start - _AROUND) : start],
            "suffix": text[end : end + _AROUND],
        },
        {"type": "TextPositionSelector", "start": start, "end": end},
    ]


def _bodies(resolution: Resolution) -> Iterator[dict[str, Any]]:
    place = resolution.place
    yield {"type": "TextualBody", "purpose": "classifying", "value": "Place"}
    yield {"type": "TextualBody", "purpose": "tagging", "value": resolution.toponym.kind}
    if place is not None:
        if not isinstance(resolution, Relative):  # which is no record of any gazetteer
            yield {"type": "SpecificResource", "purpose": "identifying", "source": to_uri(place)}
            yield {"type": "TextualBody", "purpose": "describing", "value": place.name, "language": "en"}
        yield {"type": "Feature", "purpose": "georeferencing", "geometry": _point(place)}
        yield {"type": "TextualBody", "purpose": "assessing", "value": f"{resolution.confidence:.3f}"}
    if resolution.reasons:
        yield {"type": "TextualBody", "purpose": "commenting", "value": " ".join(resolution.reasons)}


def _point(place: Place) -> dict[str, Any]:
    return {"type": "Point", "coordinates": [place.lon, place.lat]}
