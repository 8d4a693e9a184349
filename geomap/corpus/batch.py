"""A batch of records to the tables of what they name: what every engine calls on every worker."""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING, Any, NamedTuple

import pyarrow as pa

from geomap.corpus.schema import DOCUMENTS, MENTIONS, REJECTS
from geomap.errors import GeomapError
from geomap.export.records import in_order
from geomap.model import Document
from geomap.prominence import prominence_values

if TYPE_CHECKING:
    from geomap.geoparser import Geoparser
    from geomap.model import Geoparse


class Tables(NamedTuple):
    """What a batch of records becomes: as many rows in ``documents`` and ``rejects`` together as records came in."""

    mentions: pa.Table
    documents: pa.Table
    rejects: pa.Table


def geoparse_batch(records: pa.Table, geoparser: Geoparser) -> Tables:
    """Geoparse a table of records.

    Texts that repeat are read once.

    Parameters
    ----------
    records
        Columns as in ``geomap.corpus.schema.RECORDS``.
    geoparser
        What reads them.
    """
    rows = records.to_pylist()
    documents = [_to_document(row) for row in rows]
    # What a document yields depends on these alone: a text that a hundred papers printed that day is read once.
    keys = [(one.text, one.title, one.date, one.language) for one in documents]
    once = dict(zip(keys, documents, strict=True))
    found = dict(zip(once, geoparser.geoparse_each(list(once.values())), strict=True))
    mentions, read, rejects = _Columns(MENTIONS), _Columns(DOCUMENTS), _Columns(REJECTS)
    for row, key in zip(rows, keys, strict=True):
        parse = found[key]
        if isinstance(parse, GeomapError):
            rejects.add(row["source"], row["record"], row["document_id"], str(parse))
        else:
            _add(parse, row, mentions, read)
    return Tables(mentions.table(), read.table(), rejects.table())


class _Columns:
    """A table that grows by rows."""

    def __init__(self, schema: pa.Schema) -> None:
        self._schema = schema
        self._rows: list[tuple[Any, ...]] = []

    def add(self, *row: Any) -> None:
        self._rows.append(row)

    def table(self) -> pa.Table:
        columns = zip(*self._rows, strict=True) if self._rows else ([] for _ in self._schema)
        return pa.table(
            [pa.array(values, field.type) for values, field in zip(columns, self._schema, strict=True)],
            schema=self._schema,
        )


def _to_document(row: dict[str, Any]) -> Document:
    return Document(
        row["text"], id=row["document_id"], title=row["title"], date=row["date"], language=row["language"] or ""
    )


def _add(parse: Geoparse, row: dict[str, Any], mentions: _Columns, read: _Columns) -> None:
    document = parse.document
    about, placed = prominence_values(parse), 0
    resolutions = in_order(parse)
    for one in resolutions:
        toponym, place = one.toponym, one.place
        told: tuple[Any, ...] = (None,) * 8
        prominence = None
        if place is not None:
            placed += 1
            prominence = about[place.id]
            told = (
                place.id,
                place.name,
                place.feature_class,
                place.feature_code,
                place.country_code or None,
                place.admin1_code or None,
                place.lon,
                place.lat,
            )
        mentions.add(
            row["document_id"],
            toponym.start,
            toponym.end,
            toponym.text,
            toponym.kind,
            *told,
            one.confidence,
            prominence,
            document.language,
            row["date"],
        )
    read.add(
        row["document_id"],
        row["source"],
        row["record"],
        row["title"],
        row["date"],
        document.language,
        row["link"],
        len(document.text),
        len(resolutions),
        placed,
        text_hash(document.text),
    )


def text_hash(text: str) -> int:
    """Return 64 bits of a text's hash, as a signed number: the same for the same text, on every machine."""
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big", signed=True)
