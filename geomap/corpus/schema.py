"""The tables that a corpus becomes: one definition of their columns, for every engine and every reader.

Columns that ``geomap.export.SCHEMA`` has too are called the same and hold the same.
"""

from __future__ import annotations

from typing import Final

import pyarrow as pa

RECORDS: Final = pa.schema(
    [
        ("source", pa.string()),
        ("record", pa.int64()),
        ("document_id", pa.string()),
        ("text", pa.string()),
        ("title", pa.string()),
        ("date", pa.date32()),
        ("language", pa.string()),
        ("link", pa.string()),
        ("form", pa.string()),
    ]
)
"""What is read: one row a record.

``source`` is the file (as it was named), ``record`` its number there, from 0. All but ``source``, ``record`` and
``text`` may be null. ``form`` says what the text is: null, the text of an article; ``"file"``, a whole file, at whose
top lines such as ``Title: …`` may stand; ``"page"``, a web page, of which the worker takes the article.
"""

MENTIONS: Final = pa.schema(
    [
        ("document_id", pa.string()),
        ("start", pa.int32()),
        ("end", pa.int32()),
        ("text", pa.string()),
        ("kind", pa.string()),
        ("place_id", pa.string()),
        ("name", pa.string()),
        ("feature_class", pa.string()),
        ("feature_code", pa.string()),
        ("country_code", pa.string()),
        ("admin1_code", pa.string()),
        ("lon", pa.float64()),
        ("lat", pa.float64()),
        ("confidence", pa.float32()),
        ("prominence", pa.float32()),
        ("language", pa.string()),
        ("date", pa.date32()),
    ]
)
"""One row a mention, in the documents' order and the text's; all about the place is null where none was found."""

DOCUMENTS: Final = pa.schema(
    [
        ("document_id", pa.string()),
        ("source", pa.string()),
        ("record", pa.int64()),
        ("title", pa.string()),
        ("date", pa.date32()),
        ("language", pa.string()),
        ("link", pa.string()),
        ("characters", pa.int32()),
        ("mentions", pa.int32()),
        ("placed", pa.int32()),
        ("text_hash", pa.int64()),
    ]
)
"""One row a document that was geoparsed; ``text_hash`` is equal where texts are (64 bits of BLAKE2)."""

REJECTS: Final = pa.schema(
    [("source", pa.string()), ("record", pa.int64()), ("document_id", pa.string()), ("reason", pa.string())]
)
"""One row a record that could not be geoparsed, with why in one line."""

PLACES: Final = pa.schema(
    [
        ("place_id", pa.string()),
        ("name", pa.string()),
        ("feature_class", pa.string()),
        ("feature_code", pa.string()),
        ("country_code", pa.string()),
        ("admin1_code", pa.string()),
        ("lon", pa.float64()),
        ("lat", pa.float64()),
        ("population", pa.int64()),
        ("mentions", pa.int64()),
        ("documents", pa.int64()),
    ]
)
"""One row a place that is mentioned, the most mentioned first, then by id."""
