"""The stream of records cut into parts: the cut depends on nothing but the input, so that every run makes the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import pyarrow as pa

from geomap.corpus.schema import RECORDS, REJECTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from geomap.corpus.sources import SourceItem

DEFAULT_PART_SIZE: Final = 2000
"""Records of a part: some tens of seconds of work, which is what a kill can cost."""

PART_CHARACTERS: Final = 1 << 22
"""A part of long texts ends earlier, so that none is too large for a worker's memory."""


class RecordPosition(NamedTuple):
    """A place in the stream of records: the number of a source, and of a record in it."""

    source: int
    record: int


BEGINNING: Final = RecordPosition(0, 0)


class Part(NamedTuple):
    """Some records in a row: what an engine is given at a time.

    Attributes
    ----------
    number
        The parts' own count, from 0 and without a gap.
    records
        As in ``geomap.corpus.schema.RECORDS``.
    rejects
        What could not be read among them, as in ``geomap.corpus.schema.REJECTS``.
    after
        Where the next part begins.
    """

    number: int
    records: pa.Table
    rejects: pa.Table
    after: RecordPosition


def in_parts(
    items: Iterable[tuple[int, SourceItem]], *, size: int = DEFAULT_PART_SIZE, first: int = 0
) -> Iterator[Part]:
    """Cut a stream into parts.

    Parameters
    ----------
    items
        Records and rejects in order, each with the number of its source.
    size
        Most records of a part; rejects count as records.
    first
        The number of the first part.
    """
    growing = _Growing(first)
    for source, item in items:
        growing.add(source, item)
        if growing.count >= size or growing.characters >= PART_CHARACTERS:
            yield growing.part()
            growing = _Growing(growing.number + 1)
    if growing.count:
        yield growing.part()


class _Growing:
    """A part that is not yet full."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.count = self.characters = 0
        self._rows: tuple[list[dict[str, Any]], list[dict[str, Any]]] = [], []
        self._after = RecordPosition(0, 0)

    def add(self, source: int, item: SourceItem) -> None:
        self._rows[item.is_reject].append(item.row)
        self.count += 1
        self.characters += 0 if item.is_reject else len(item.row["text"])
        self._after = RecordPosition(source, item.row["record"] + 1)

    def part(self) -> Part:
        records, rejects = self._rows
        return Part(
            self.number,
            pa.Table.from_pylist(records, schema=RECORDS),
            pa.Table.from_pylist(rejects, schema=REJECTS),
            self._after,
        )
