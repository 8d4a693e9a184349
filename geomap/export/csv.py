"""CSV: a header and a row a mention, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

from geomap.export.records import iter_records
from geomap.export.schema import columns_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from geomap.export.places import StoryPlaces
    from geomap.export.schema import Column
    from geomap.model import Geoparse

# A cell that begins so is run as a formula by spreadsheets; no text from outside may become code.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_ROWS_AT_ONCE = 500


def to_csv(geoparses: Iterable[Geoparse]) -> str:
    """Return a CSV text with one row per mention and the columns of ``SCHEMA``.

    Text that a spreadsheet would take for a formula gets an apostrophe in front. The column ``source`` says where a
    place comes from.
    """
    return "".join(to_csv_pieces(geoparses))


def to_csv_pieces(geoparses: Iterable[Geoparse]) -> Iterator[str]:
    """Yield the CSV text piece by piece, as the documents come; the first says if there are columns of bytes."""
    stream = iter(geoparses)
    first = list(islice(stream, 1))
    records = (record for parse in chain(first, stream) for record in iter_records(parse))
    return _written(columns_of(first), records)


def places_to_csv(places: StoryPlaces) -> Iterator[str]:
    """Yield a CSV text with one row per place and the columns of ``PLACE_SCHEMA``."""
    return _written(places.columns(), places.to_records())


def _written(columns: Iterable[Column], records: Iterable[dict[str, Any]]) -> Iterator[str]:
    out = _Lines()
    # A carriage return is only quoted where it ends lines; bare, it would let a cell begin a row of its own.
    writer = csv.DictWriter(out, [column.name for column in columns], lineterminator="\r\n", extrasaction="ignore")
    writer.writeheader()
    rows = ({key: _cell(value) for key, value in record.items()} for record in records)
    while True:
        yield out.taken()
        some = list(islice(rows, _ROWS_AT_ONCE))
        if not some:
            return
        writer.writerows(some)


class _Lines:
    """What the writer of CSV writes into, a row at a time: rows end with a line feed alone."""

    def __init__(self) -> None:
        self._rows: list[str] = []

    def write(self, row: str) -> None:
        self._rows.append(row.removesuffix("\r\n") + "\n")

    def taken(self) -> str:
        rows, self._rows = self._rows, []
        return "".join(rows)


def unguard(cell: str) -> str:
    """Take the apostrophe away that keeps a spreadsheet from running a text."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_FORMULA_STARTS) else cell


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str) and value.startswith(_FORMULA_STARTS):
        return "'" + value
    return value
