"""A batch of records to the tables of what they name: what every engine calls on every worker."""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING, Any, NamedTuple

import pyarrow as pa

from geomap.corpus.repeats import Repeats, TextFinding, key_of
from geomap.corpus.schema import DOCUMENTS, MENTIONS, REJECTS
from geomap.errors import GeomapError
from geomap.export.records import in_order
from geomap.model import Document
from geomap.prominence import prominences

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geomap.geoparser import Geoparser
    from geomap.model import Geoparse, Resolution
    from geomap.prominence import Prominence


class Tables(NamedTuple):
    """What a batch of records becomes: as many rows in ``documents`` and ``rejects`` together as records came in."""

    mentions: pa.Table
    documents: pa.Table
    rejects: pa.Table


def geoparse_batch(records: pa.Table, geoparser: Geoparser, repeats: Repeats | None = None) -> Tables:
    """Geoparse a table of records.

    Texts that repeat are read once.

    Parameters
    ----------
    records
        Columns as in ``geomap.corpus.schema.RECORDS``.
    geoparser
        What reads them.
    repeats
        What was found in earlier batches; it gets what is found in this one.
    """
    rows = records.to_pylist()
    documents = [_to_document(row) for row in rows]
    # What a document yields depends on these alone: a text that a hundred papers printed that day is read once.
    keys = [b"" if isinstance(one, GeomapError) else key_of(one) for one in documents]
    found = _found(dict(zip(keys, documents, strict=True)), geoparser, repeats)
    mentions, read, rejects = _TableRows(MENTIONS), _TableRows(DOCUMENTS), _TableRows(REJECTS)
    for row, key, document in zip(rows, keys, documents, strict=True):
        finding = document if isinstance(document, GeomapError) else found[key]
        if isinstance(finding, GeomapError):
            rejects.add(row["source"], row["record"], row["document_id"], str(finding))
            continue
        assert isinstance(document, Document)
        for one in finding.mentions:
            mentions.add(row["document_id"], *one, finding.language, document.date)
        _add(document, finding, row, read)
    return Tables(mentions.table(), read.table(), rejects.table())


def _found(
    documents: dict[bytes, Document | GeomapError], geoparser: Geoparser, repeats: Repeats | None
) -> dict[bytes, TextFinding | GeomapError]:
    """Return what each text yields: what is known from before, and the others read together."""
    found: dict[bytes, TextFinding | GeomapError] = {}
    new: dict[bytes, Document] = {}
    for key, document in documents.items():
        known = repeats.get(key) if repeats is not None else None
        if known is not None:
            found[key] = known
        elif isinstance(document, Document):
            new[key] = document
    for key, parse in zip(new, geoparser.geoparse_each(list(new.values())), strict=True):
        if isinstance(parse, GeomapError):
            found[key] = parse
            continue
        finding = found[key] = _to_finding(parse)
        if repeats is not None:
            repeats.keep(key, finding, len(parse.document.text))
    return found


class _TableRows:
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


def _to_document(row: dict[str, Any]) -> Document | GeomapError:
    """Make a document of a record; of a web page its article, or the error that says why there is none."""
    form, text = row.get("form"), row["text"]
    facts = {"title": row["title"], "date": row["date"], "language": row["language"] or ""}
    if form is None:
        return Document(text, id=row["document_id"], **facts)
    from geomap.reading.extract import to_day
    from geomap.reading.text import to_document

    if form == "page":
        from geomap.reading.worker import WORKER

        try:
            page = WORKER.extract("html", text.encode(), row["document_id"], "utf-8")
        except GeomapError as error:
            return error
        told = {"title": page.title, "date": to_day(page.date), "language": page.language}
        facts = {name: value or told[name] for name, value in facts.items()}
        text = page.text
    in_text = to_document(text)
    return Document(
        text,
        id=row["document_id"],
        title=facts["title"] or in_text.title,
        date=facts["date"] or in_text.date,
        language=facts["language"] or in_text.language,
        dateline=in_text.dateline,
        place=in_text.place,
        body_start=in_text.body_start,
    )


def _to_finding(parse: Geoparse) -> TextFinding:
    about = prominences(parse)
    resolutions = in_order(parse)
    placed = sum(one.place is not None for one in resolutions)
    return TextFinding([_mention(one, about) for one in resolutions], placed, parse.document.language)


def _mention(resolution: Resolution, about: Mapping[str, Prominence]) -> tuple[Any, ...]:
    toponym, place = resolution.toponym, resolution.place
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
    prominence = None if place is None else about[place.id].value
    return (toponym.start, toponym.end, toponym.text, toponym.kind, *told, resolution.confidence, prominence)


def _add(document: Document, finding: TextFinding, row: dict[str, Any], read: _TableRows) -> None:
    read.add(
        row["document_id"],
        row["source"],
        row["record"],
        document.title,
        document.date,
        finding.language,
        row["link"],
        len(document.text),
        len(finding.mentions),
        finding.placed,
        text_hash(document.text),
    )


def text_hash(text: str) -> int:
    """Return 64 bits of a text's hash, as a signed number: the same for the same text, on every machine."""
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big", signed=True)
