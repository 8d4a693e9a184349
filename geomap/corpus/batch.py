"""A batch of records to the tables of what they name: what every engine calls on every worker."""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import pyarrow as pa

from geomap.batches import collected_later, in_batches
from geomap.corpus.schema import DOCUMENTS, MENTIONS, REJECTS
from geomap.errors import GeomapError
from geomap.export.records import in_order
from geomap.model import Document
from geomap.prominence import prominence_values

if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping

    from geomap.geoparser import Geoparser
    from geomap.model import Geoparse, Resolution
    from geomap.relations import Relative


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
    keys = [_key(one) for one in documents]
    found: dict[_Key, _TextRows | GeomapError] = {}
    for batch in in_batches(dict(zip(keys, documents, strict=True)).values()):
        with collected_later():
            parses = geoparser.geoparse_each(batch)
            found.update((_key(one), _found(parse)) for one, parse in zip(batch, parses, strict=True))
            del parses
    mentions, read, rejects = _Columns(MENTIONS), _Columns(DOCUMENTS), _Columns(REJECTS)
    for row, key in zip(rows, keys, strict=True):
        what = found[key]
        if isinstance(what, GeomapError):
            rejects.add(row["source"], row["record"], row["document_id"], str(what))
        else:
            _add(what, row, mentions, read)
    return Tables(mentions.table(), read.table(), rejects.table())


_Key = tuple[str, str | None, "datetime.date | None", str]


def _key(document: Document) -> _Key:
    return document.text, document.title, document.date, document.language


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


class _TextRows(NamedTuple):
    """What was found in a text: its mentions as rows between the document's id and date, and what counts of it."""

    mentions: list[tuple[Any, ...]]
    language: str
    length: int
    placed: int
    hash: int


def _found(parse: Geoparse | GeomapError) -> _TextRows | GeomapError:
    if isinstance(parse, GeomapError):
        return parse
    document, about = parse.document, prominence_values(parse)
    mentions = [_mention(one, about, document.language) for one in in_order(parse)]
    placed = sum(row[_PLACE_ID] is not None for row in mentions)
    return _TextRows(mentions, document.language, len(document.text), placed, text_hash(document.text))


_PLACE_ID: Final = 4
"""Where the place's id stands in a row of ``_TextRows``."""


def _mention(one: Resolution | Relative, about: Mapping[str, float], language: str) -> tuple[Any, ...]:
    toponym, place = one.toponym, one.place
    told: tuple[Any, ...] = (None,) * 8
    if place is not None:
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
    prominence = None if place is None else about[place.id]
    return (toponym.start, toponym.end, toponym.text, toponym.kind, *told, one.confidence, prominence, language)


def _add(found: _TextRows, row: dict[str, Any], mentions: _Columns, read: _Columns) -> None:
    document_id, date = row["document_id"], row["date"]
    for mention in found.mentions:
        mentions.add(document_id, *mention, date)
    read.add(
        document_id,
        row["source"],
        row["record"],
        row["title"],
        date,
        found.language,
        row["link"],
        found.length,
        len(found.mentions),
        found.placed,
        found.hash,
    )


def text_hash(text: str) -> int:
    """Return 64 bits of a text's hash, as a signed number: the same for the same text, on every machine."""
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big", signed=True)
