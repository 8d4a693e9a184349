"""CSV, also packed: a row a record, under a row of headings."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Final

from geomap.corpus.sources.item import MOST_TEXT, WRONG_BYTES
from geomap.corpus.sources.jsonl import TOO_LONG
from geomap.corpus.sources.source import BrokenSourceError, SourceReader
from geomap.corpus.sources.stream import MOST_LINE, TextLines, opened
from geomap.reading.csv import delimiter_of
from geomap.reading.jsonl import ESCAPED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geomap.corpus.sources.item import SourceItem

_MOST_CELL: Final = 4 * MOST_TEXT

_UNCLOSED: Final = "a cell has no end: a quotation mark that opens and does not close"


class CsvSource(SourceReader):
    """A table with headings; comma, semicolon, tab and bar are understood as separators. Blank rows are no records."""

    def check(self) -> None:
        """Look for the columns."""
        try:
            with opened(self.file.path) as stream:
                header = _CsvRows(TextLines(stream, self.wanted.encoding)).header
        except (BrokenSourceError, OSError):
            return  # no reason to stop before the others are read: it will be a reject
        if header:
            self.wanted.columns.among(header, self.labels.source)

    def items(self, start: int) -> Iterator[SourceItem]:
        """Yield the items from a record on; rows before it are counted."""
        with opened(self.file.path) as stream:
            rows = _CsvRows(TextLines(stream, self.wanted.encoding))
            fields = self.wanted.columns.among(rows.header, self.labels.source) if rows.header else {}
            places = {part: rows.header.index(name) for part, name in fields.items()}
            for row in rows:
                number = self.number
                self.number += 1
                self.share = stream.share
                if number >= start:
                    yield self._item(number, row, places)

    def _item(self, number: int, row: list[str] | str, places: dict[str, int]) -> SourceItem:
        if isinstance(row, str):
            return self.labels.reject(number, row)
        values = {part: row[at] for part, at in places.items() if at < len(row)}
        if any(ESCAPED.search(value) for value in values.values()):
            return self.labels.reject(number, WRONG_BYTES)
        # Ends of lines as every other reader gives them.
        values["text"] = values.get("text", "").replace("\r\n", "\n").replace("\r", "\n")
        return self.labels.item(number, values, self.wanted.columns)


class _CsvRows:
    """The rows of a table; a string stands for one that cannot be read, and says why."""

    def __init__(self, lines: TextLines) -> None:
        csv.field_size_limit(max(csv.field_size_limit(), _MOST_CELL))
        self._feed = _Feed(lines)
        first = next((line for line in iter(self._feed.line, "") if line and line.strip("\ufeff \t\r\n")), "")
        self._reader = csv.reader(self._feed, delimiter=delimiter_of(first))
        self._feed.again(first.lstrip("\ufeff"))
        self.header = [cell.strip() for cell in next(self._reader, [])]

    def __iter__(self) -> Iterator[list[str] | str]:
        while True:
            self._feed.begin_row()
            try:
                row = next(self._reader)
            except StopIteration:
                return
            except _TooLongError:
                yield TOO_LONG
            except csv.Error as error:
                yield _UNCLOSED if "limit" in str(error) else f"it is not CSV ({error})"
            else:
                if any(cell.strip() for cell in row):
                    yield row


class _TooLongError(Exception):
    """A row is longer than it may be."""


class _Feed:
    """The lines of a table, as many as a row may have."""

    def __init__(self, lines: TextLines) -> None:
        self._lines = iter(lines)
        self._again = ""
        self._length = 0

    def line(self) -> str | None:
        """Return the next line; "" at the end, None for one that is too long."""
        line, self._again = self._again, ""
        return line or next(self._lines, "")

    def again(self, line: str) -> None:
        """Give a line once more."""
        self._again = line

    def begin_row(self) -> None:
        """Count a row's length anew."""
        self._length = 0

    def __iter__(self) -> _Feed:
        return self

    def __next__(self) -> str:
        line = self.line()
        if line == "":
            raise StopIteration
        self._length += MOST_LINE + 1 if line is None else len(line)
        if line is None or self._length > MOST_LINE:
            raise _TooLongError
        return line
