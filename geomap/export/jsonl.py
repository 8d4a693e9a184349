"""JSON Lines: a line a document, the form in which annotated corpora are kept."""

from __future__ import annotations

import json
from itertools import chain
from typing import TYPE_CHECKING, Any

from geomap.export.movements import to_movement_records
from geomap.export.records import RELATIVE, iter_records
from geomap.provenance import GENERATOR

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from geomap.export.places import StoryPlaces
    from geomap.model import Geoparse


def to_jsonl(geoparse: Geoparse) -> str:
    """Return a line: ``{"generator", "id", "text", "toponyms": [{"start", "end", "name", "lat", "lon", …}]}``.

    ``generator`` is always ``"geomap"``: it tells a result from an annotated corpus, which has the same form.
    """
    return "".join(_pieces(geoparse))


def _pieces(geoparse: Geoparse) -> Iterator[str]:
    document = geoparse.document
    identifier = document.id if document.id is not None else document.source
    # ASCII escapes keep lone surrogates and the separators U+2028/9 from breaking a line.
    yield json.dumps({"generator": GENERATOR, "id": identifier, "text": document.text})[:-1] + ', "toponyms": ['
    between = ""
    relatives = []
    for record in iter_records(geoparse):
        del record["document_id"]
        if record["kind"] == "relative":
            relatives.append(record)
            continue
        yield between + json.dumps({key: value for key, value in record.items() if key not in RELATIVE})
        between = ", "
    # What is told from other places is no name that an annotated corpus has.
    told = f', "relatives": {json.dumps(relatives)}' if relatives else ""
    if geoparse.movements:
        told += f', "movements": {json.dumps(_movements(geoparse))}'
    yield f"]{told}}}\n"


def _movements(geoparse: Geoparse) -> list[dict[str, Any]]:
    records = to_movement_records(geoparse)
    return [{key: value for key, value in record.items() if key != "document_id"} for record in records]


def to_jsonl_lines(geoparses: Iterable[Geoparse]) -> Iterator[str]:
    """Yield one line per document, in pieces made as they are asked for: a corpus need not fit into memory."""
    return chain.from_iterable(map(_pieces, geoparses))


def places_to_jsonl(places: StoryPlaces) -> Iterator[str]:
    """Yield one line per place, with the columns of ``PLACE_SCHEMA``."""
    return (json.dumps({"generator": GENERATOR, **record}) + "\n" for record in places.to_records())
