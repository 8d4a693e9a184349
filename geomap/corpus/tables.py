"""Tables to Parquet files: whole or not there, and the same bytes for the same rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pyarrow as pa
import pyarrow.parquet as pq

from geomap.files import write_whole
from geomap.provenance import GENERATOR

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

_SETTINGS: Final[Mapping[str, Any]] = {
    "compression": "zstd",
    "compression_level": 3,
    "version": "2.6",
    "data_page_version": "1.0",
    "write_page_checksum": True,
}
"""All that could differ between two versions of Arrow and is worth a word is said."""

_ROWS: Final = 1 << 16
"""Of a row group of a table that comes in pieces."""


def write_table(path: Path, table: pa.Table, **facts: str) -> None:
    """Write a table into a file of one row group.

    Parameters
    ----------
    path
        The file.
    table
        Its rows.
    **facts
        What else its metadata say.

    Raises
    ------
    OutputError
        It cannot be written.
    """
    write_tables(path, table.schema, [table], rows=max(1, table.num_rows), **facts)


def write_tables(path: Path, schema: pa.Schema, tables: Iterable[pa.Table], *, rows: int = _ROWS, **facts: str) -> None:
    """Write tables into one file, without holding all of them.

    Parameters
    ----------
    path
        The file.
    schema
        The columns of each.
    tables
        The rows.
    rows
        Of a row group.
    **facts
        What else its metadata say.

    Raises
    ------
    OutputError
        It cannot be written.
    """
    write_whole(path, _pieces(schema.with_metadata({"generator": GENERATOR, **facts}), tables, rows))


def _pieces(schema: pa.Schema, tables: Iterable[pa.Table], rows: int) -> Iterator[bytes]:
    pieces = _PieceFile()
    with pq.ParquetWriter(pa.PythonFile(pieces, mode="w"), schema, **_SETTINGS) as writer:
        for group in _groups(tables, rows):
            writer.write_table(group.cast(schema), row_group_size=rows)
            yield from pieces.taken()
    yield from pieces.taken()


def _groups(tables: Iterable[pa.Table], rows: int) -> Iterator[pa.Table]:
    """Cut the rows into groups, wherever the tables that they came in end."""
    kept: list[pa.Table] = []
    count = 0
    for table in tables:
        kept.append(table)
        count += table.num_rows
        while count >= rows:
            together = pa.concat_tables(kept)
            yield together.slice(0, rows).combine_chunks()
            rest = together.slice(rows)
            kept, count = [rest], rest.num_rows
    if count:
        yield pa.concat_tables(kept).combine_chunks()


class _PieceFile:
    """A file that hands on what is written into it."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []
        self._length = 0

    closed = False

    def write(self, data: Any, /) -> int:
        piece = bytes(data)
        self._pieces.append(piece)
        self._length += len(piece)
        return len(piece)

    def tell(self) -> int:
        return self._length

    def taken(self) -> list[bytes]:
        """Return what was written since this was last asked."""
        pieces, self._pieces = self._pieces, []
        return pieces
