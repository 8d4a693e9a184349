"""Label Studio: tasks with pre-annotations, for a person to check."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from geomap.files import to_bytes
from geomap.provenance import GENERATOR
from geomap.references import to_uri

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from geomap.model import Geoparse, Resolution

LABEL: Final = "Place"

LABELLING: Final = """\
<View>
  <Labels name="label" toName="text"><Label value="Place"/></Labels>
  <Text name="text" value="$text"/>
  <TextArea name="place" toName="text" perRegion="true" editable="true" maxSubmissions="1"/>
</View>
"""
"""The labelling interface of a project that the tasks fit: what is marked, and which place it is."""


def to_label_studio(geoparses: Iterable[Geoparse]) -> str:
    """Return an array of tasks, one a document, each with one prediction; ``LABELLING`` is the interface for them.

    A mention is a region with the label ``Place``, its confidence as the score, and the address of its place in a text
    area of its own, where it can be put right; its notes say what the place is and why.
    """
    return "".join(to_label_studio_pieces(geoparses))


def to_label_studio_pieces(geoparses: Iterable[Geoparse]) -> Iterator[str]:
    """Yield the array piece by piece, as the documents come."""
    before = "[\n"
    for geoparse in geoparses:
        yield before + to_bytes(json.dumps(_task(geoparse), ensure_ascii=False)).decode()
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


def _task(geoparse: Geoparse) -> dict[str, Any]:
    document = geoparse.document
    data: dict[str, Any] = {"text": document.text}
    for key in ("id", "title", "source", "place", "language"):
        value = getattr(document, key)
        if value:
            data[key] = value
    if document.date is not None:
        data["date"] = document.date.isoformat()
    result = [part for number, one in enumerate(geoparse.resolutions, 1) for part in _region(one, f"m{number}")]
    placed = [r.confidence for r in geoparse.resolutions if r.place is not None]
    score = round(sum(placed) / len(placed), 3) if placed else 0.0
    return {"data": data, "predictions": [{"model_version": GENERATOR, "score": score, "result": result}]}


def _region(resolution: Resolution, key: str) -> Iterator[dict[str, Any]]:
    toponym, place = resolution.toponym, resolution.place
    span = {"start": toponym.start, "end": toponym.end}
    notes = [toponym.kind] if place is None else [toponym.kind, f"{place.name} ({place.country_code or place.id})"]
    yield {
        "id": key,
        "from_name": "label",
        "to_name": "text",
        "type": "labels",
        "score": round(resolution.confidence, 3),
        "value": {**span, "text": toponym.text, "labels": [LABEL]},
        "meta": {"text": [*notes, *resolution.reasons]},
    }
    if place is not None:
        yield {
            "id": key,
            "from_name": "place",
            "to_name": "text",
            "type": "textarea",
            "value": {**span, "text": [to_uri(place), f"{place.lat!r}, {place.lon!r}"]},
        }
