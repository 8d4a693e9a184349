"""JSON Lines: a line a document, the form in which annotated corpora are kept."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from geomap.provenance import GENERATOR

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from geomap.model import Geoparse


def to_jsonl(geoparse: Geoparse) -> str:
    """One line: ``{"generator", "id", "text", "toponyms": [{"start", "end", "name", "lat", "lon", "geonameid", …}]}``.

    ``generator`` is always ``"geomap"``: it tells a result from an annotated corpus, which has the same form.
    """
    toponyms = geoparse.to_records()
    for toponym in toponyms:
        del toponym["document_id"]
    document = geoparse.document
    identifier = document.id if document.id is not None else document.source
    # ASCII escapes keep lone surrogates and the separators U+2028/9 from breaking a line.
    return json.dumps({"generator": GENERATOR, "id": identifier, "text": document.text, "toponyms": toponyms}) + "\n"


def to_jsonl_lines(geoparses: Iterable[Geoparse]) -> Iterator[str]:
    """A line for each document, made as it is asked for: a corpus need not fit into memory."""
    return map(to_jsonl, geoparses)
