"""Places in SQL: a function of DuckDB that geoparses the texts of a query."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pyarrow as pa

from geomap.corpus.frames.columns import FRAME, frame_parts
from geomap.corpus.frames.table import in_rows, tables_of
from geomap.errors import InputError

if TYPE_CHECKING:
    from geomap.geoparser import Geoparser

_OF_THE_ROW: Final = frozenset({"document_id", "date"})
"""Columns that the query has itself."""

_MENTION: Final = pa.struct([one for one in FRAME if one.name not in _OF_THE_ROW])

_TYPES: Final = {pa.string(): "VARCHAR", pa.int32(): "INTEGER", pa.float64(): "DOUBLE", pa.float32(): "FLOAT"}


def register(connection: Any, *, name: str = "geoparse", geoparser: Geoparser | None = None) -> None:
    """Add a function ``geoparse(text [, language])`` to a connection of DuckDB.

    It returns a list of structs, one a mention: ``start``, ``end``, ``text``, ``kind``, ``place_id``, ``name``,
    ``feature_class``, ``feature_code``, ``country_code``, ``admin1_code``, ``lon``, ``lat``, ``confidence``,
    ``prominence`` and ``language`` are as in ``geomap.corpus.schema.MENTIONS``. ``UNNEST`` makes rows of them. For a
    text that is null the list is null; for one that cannot be geoparsed it has one struct, in which ``reason`` alone
    has a value.

    Parameters
    ----------
    connection
        A ``duckdb.DuckDBPyConnection``.
    name
        What the function is called.
    geoparser
        What reads the texts; the default one without it.

    Examples
    --------
    >>> import duckdb
    >>> from geomap.corpus import register
    >>> connection = duckdb.connect()
    >>> register(connection)
    >>> articles = "(VALUES (7, 'Talks on Homs were held in Paris.')) AS articles(id, text)"
    >>> query = f"SELECT id, m.name, m.country_code FROM {articles}, UNNEST(geoparse(text)) AS _(m)"
    >>> connection.execute(f"{query} ORDER BY id, m.start").fetchall()
    [(7, 'Homs', 'SY'), (7, 'Paris', 'FR')]
    """
    from geomap.assembly import assemble_geoparser

    chosen = geoparser or assemble_geoparser()

    def geoparse(*columns: pa.ChunkedArray) -> pa.Array:
        if not 1 <= len(columns) <= 2:
            raise InputError(f"{name}(text [, language]) takes one or two values, not {len(columns)}")
        texts, *languages = (column.to_pylist() for column in columns)
        return _lists(texts, languages[0] if languages else [None] * len(texts), chosen)

    fields = ", ".join(f'"{one.name}" {_TYPES[one.type]}' for one in _MENTION)
    connection.create_function(name, geoparse, None, f"STRUCT({fields})[]", type="arrow", null_handling="special")


def _lists(texts: list[Any], languages: list[Any], geoparser: Geoparser) -> pa.Array:
    nothing = [None] * len(texts)
    values = {"text": texts, "id": nothing, "date": nothing, "language": languages, "title": nothing}
    found = [in_rows(tables) for tables in tables_of(frame_parts(values), geoparser, 1)]
    mentions = pa.concat_tables([FRAME.empty_table(), *(one.mentions for one in found)]).combine_chunks()
    counts = np.zeros(len(texts), np.int32)
    for one in found:
        np.add.at(counts, one.rows.to_numpy(), 1)
    offsets = np.concatenate([[0], np.cumsum(counts)])
    structs = pa.StructArray.from_arrays(
        [mentions[one.name].combine_chunks() for one in _MENTION], fields=list(_MENTION)
    )
    missing = pa.array([text is None for text in texts])
    return pa.ListArray.from_arrays(pa.array(offsets, pa.int32()), structs, mask=missing)
