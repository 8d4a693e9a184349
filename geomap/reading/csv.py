"""A table of articles as CSV: a row a document."""

from __future__ import annotations

import csv
from dataclasses import replace
from typing import TYPE_CHECKING

from geomap.errors import InputError
from geomap.model import Document
from geomap.reading.extract import to_day
from geomap.reading.jsonl import ESCAPED
from geomap.reading.weights import to_weight

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from geomap.errors import GeomapError

MAX_CELL_CHARS = 16 * 1024 * 1024
"""The longest cell that is read."""

# What the columns of news tables are mostly called, the likeliest first; compared without case, spaces and signs.
TEXT_NAMES = ("text", "body", "content", "article", "articletext", "articlebody", "fulltext", "maintext", "story")
DATE_NAMES = ("date", "published", "publishedat", "publishdate", "publicationdate", "pubdate", "datepublished")
FACT_NAMES = {
    "id": ("id", "articleid", "docid", "documentid", "uuid"),
    "title": ("title", "headline"),
    "source": ("source", "outlet", "publisher", "publication", "sourcename"),
    "place": ("place",),
    "language": ("language", "lang"),
}


def read_csv(
    lines: Iterable[str],
    name: str,
    *,
    text_column: str | None = None,
    date_column: str | None = None,
    weight_column: str | None = None,
    on_error: Callable[[GeomapError], None] | None = None,
) -> Iterator[Document]:
    """Read documents one by one, in bounded memory.

    The header row names the columns; comma, semicolon, tab and bar are understood as separators. Title, id, source,
    place and language are taken from the columns that are usually called so. Rows without text are passed over.

    Parameters
    ----------
    lines
        The lines with their ends, as ``open(…, newline="")`` gives them.
    name
        What to call the input in an error.
    text_column, date_column
        Where the article and its day stand; without them, in a column that is usually called so. A day that is not
        understood is an error in a column that is named here, and left out in one that was guessed.
    weight_column
        Where the number stands that weighs a row's places on the map: "1,200", "3.5"; an empty cell weighs nothing.
    on_error
        Gets the error of a bad row, which is then passed over; without it, the error is raised.

    Raises
    ------
    InputError
        There is no such column, or a row cannot be read; the message gives its line.
    """
    csv.field_size_limit(max(csv.field_size_limit(), MAX_CELL_CHARS))
    iterator = iter(lines)
    first = next((line for line in iterator if line.strip("\ufeff \t\r\n")), "").lstrip("\ufeff")
    rows = csv.reader(_chain(first, iterator), delimiter=delimiter_of(first))
    header = [cell.strip() for cell in _next_row(rows, name)]
    text_at = _column(header, text_column, TEXT_NAMES, name, "--text-column")
    if text_at is None:
        shown = ", ".join(header[:12])
        raise InputError(f"{name}: say with --text-column which column holds the text; there are: {shown}")
    date_at = _column(header, date_column, DATE_NAMES, name, "--date-column")
    weight_at = _column(header, weight_column, (), name, "--weight-column")
    fact_at = {
        key: at for key, names in FACT_NAMES.items() if (at := _column(header, None, names, name, "")) is not None
    }
    number = 0
    while True:
        try:
            row = _next_row(rows, name)
            if not row:
                return
            number += 1
            if not _cell(row, text_at).strip():
                continue
            strict_date = date_column is not None
            where = f"{name}, line {rows.line_num}"
            document = _to_document(row, number, text_at, date_at, fact_at, where, strict_date)
            if weight_at is not None:
                document = replace(document, weight=to_weight(_cell(row, weight_at), where))
        except InputError as error:
            if on_error is None:
                raise
            on_error(error)
        else:
            yield document


def _to_document(
    row: list[str],
    number: int,
    text_at: int,
    date_at: int | None,
    fact_at: Mapping[str, int],
    where: str,
    strict_date: bool,
) -> Document:
    if any(ESCAPED.search(cell) for cell in row):
        raise InputError(f"{where}: bytes that are not of the file's encoding; say which it has with --encoding")
    facts = {key: value for key, at in fact_at.items() if (value := _cell(row, at).strip())}
    written = _cell(row, date_at).strip()
    day = to_day(written) if written else None
    if written and day is None and strict_date:
        raise InputError(f"{where}: the date {written[:20]!r} is not of the form 2025-10-14")
    # Ends of lines as every other reader gives them.
    text = _cell(row, text_at).replace("\r\n", "\n").replace("\r", "\n")
    return Document(**{"id": str(number), **facts}, text=text, date=day)  # type: ignore[arg-type]


def _chain(first: str, rest: Iterator[str]) -> Iterator[str]:
    yield first
    yield from rest


def delimiter_of(header: str) -> str:
    """Return the sign that parts the columns, by the first line of a table."""
    return max(",;\t|", key=header.count)


def _next_row(rows: Iterator[list[str]], name: str) -> list[str]:
    """Return the next row that is not blank; an empty list at the end."""
    try:
        return next((row for row in rows if any(cell.strip() for cell in row)), [])
    except csv.Error as error:
        line = getattr(rows, "line_num", 0)
        raise InputError(f"{name}, line {line}: not CSV ({error})") from error


def _column(header: list[str], asked: str | None, usual: tuple[str, ...], name: str, option: str) -> int | None:
    if asked is not None:
        if asked not in header:
            raise InputError(f"{name} has no column {asked!r} ({option}); there are: {', '.join(header[:12])}")
        return header.index(asked)
    plain = ["".join(filter(str.isalnum, cell.lower())) for cell in header]
    return next((plain.index(word) for word in usual if word in plain), None)


def _cell(row: list[str], at: int | None) -> str:
    return row[at] if at is not None and at < len(row) else ""
