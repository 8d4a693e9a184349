"""Parquet: row group by row group, and each in batches."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pyarrow as pa
import pyarrow.parquet as pq

from geomap.corpus.sources.source import BrokenSourceError, SourceReader
from geomap.provenance import GENERATOR

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geomap.corpus.sources.item import SourceItem

_ROWS: Final = 256
"""Of a batch: articles are long, and all of them are in memory."""

_BUFFER_BYTES: Final = 1 << 20

_LOST: Final = "the file is damaged where this record stands"


class ParquetSource(SourceReader):
    """A Parquet file, with the columns that its folders' names hold."""

    def check(self) -> Any:
        """Look for the columns; the number of rows tells the file from others."""
        try:
            with self._opened() as file:
                if not _is_own(file):
                    self._fields(file)
                return file.metadata.num_rows
        except (pa.ArrowException, OSError):
            return None  # no reason to stop before the others are read: it will be a reject

    def items(self, start: int) -> Iterator[SourceItem]:
        """Yield the items from a record on; groups before it are not even read."""
        try:
            file = self._opened()
        except (pa.ArrowException, OSError) as error:
            raise BrokenSourceError("the file is no Parquet, or damaged: nothing of it can be read") from error
        with file:
            if _is_own(file):
                return
            fields = self._fields(file)
            rows = file.metadata.num_rows
            for group in range(file.metadata.num_row_groups):
                end = self.number + file.metadata.row_group(group).num_rows
                if end > start:
                    yield from self._group(file, group, fields, start, end)
                self.number = end
                self.share = end / max(1, rows)

    def _group(
        self, file: pq.ParquetFile, group: int, fields: dict[str, str], start: int, end: int
    ) -> Iterator[SourceItem]:
        inside = [name for name in fields.values() if name in file.schema_arrow.names]
        try:
            for batch in file.iter_batches(_ROWS, row_groups=[group], columns=inside):
                behind = self.number + batch.num_rows
                if behind > start:
                    yield from self._batch(batch.slice(max(0, start - self.number)), fields, max(start, self.number))
                self.number = behind
        except (pa.ArrowException, OSError):
            # How many rows are lost is known, so that the counts of rows still add up.
            for number in range(max(start, self.number), end):
                yield self.labels.reject(number, _LOST)

    def _batch(self, batch: pa.RecordBatch, fields: dict[str, str], first: int) -> Iterator[SourceItem]:
        partition = self.file.partition
        columns = {
            part: _values(batch.column(name)) if name in batch.schema.names else [partition[name]] * batch.num_rows
            for part, name in fields.items()
        }
        for number, row in enumerate(zip(*columns.values(), strict=True), first):
            yield self.labels.item(number, dict(zip(columns, row, strict=True)), self.wanted.columns)

    def _fields(self, file: pq.ParquetFile) -> dict[str, str]:
        names = [*file.schema_arrow.names, *self.file.partition]
        return self.wanted.columns.among(names, self.labels.source)

    def _opened(self) -> pq.ParquetFile:
        # Buffered, or a row group's column would be in memory as a whole.
        return pq.ParquetFile(self.file.path, buffer_size=_BUFFER_BYTES, page_checksum_verification=True)


def _is_own(file: pq.ParquetFile) -> bool:
    metadata = file.metadata.metadata or {}
    return bool(metadata.get(b"generator") == GENERATOR.encode())


def _values(column: pa.Array) -> list[Any]:
    kind = column.type
    if pa.types.is_timestamp(kind):
        column = column.cast(pa.date32(), safe=False)
    try:
        values: list[Any] = column.to_pylist()
    except UnicodeDecodeError:
        # One string that is no UTF-8: the others are read all the same.
        values = column.cast(pa.large_binary()).to_pylist()
    return values
