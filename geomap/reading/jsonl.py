"""JSON Lines to documents: a line a document, ``{"id", "text", …}``."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from geomap.errors import InputError
from geomap.model import Document
from geomap.reading.extract import to_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


def read_jsonl(
    lines: Iterable[str], name: str, *, text_column: str | None = None, date_column: str | None = None
) -> Iterator[Document]:
    """Read documents one by one, in bounded memory.

    A line is an object with ``text`` and, where known, ``id``, ``title``, ``date`` (ISO 8601), ``source``, ``place``
    and ``language``. Blank lines are passed over.

    Parameters
    ----------
    lines
        The lines.
    name
        What to call the input in an error.
    text_column, date_column
        The keys of the text and of the day, where they are called otherwise.

    Raises
    ------
    InputError
        A line is no such object; the message gives its number.
    """
    text_key, date_key = text_column or "text", date_column or "date"
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield _to_document(line, f"{name}, line {number}", number, text_key, date_key)


def _to_document(line: str, where: str, number: int, text_key: str, date_key: str) -> Document:
    try:
        row: Any = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise InputError(f"{where}: not JSON") from error
    if not isinstance(row, dict) or not isinstance(row.get(text_key), str):
        raise InputError(f'{where}: a document is an object with a "{text_key}"')
    facts: dict[str, Any] = {
        key: str(row[key]) for key in ("title", "source", "place", "language") if row.get(key) is not None
    }
    date = None
    if row.get(date_key) is not None:
        date = to_day(str(row[date_key]))
        if date is None:
            raise InputError(f"{where}: the date {str(row[date_key])[:20]!r} is not of the form 2025-10-14")
    identifier = row.get("id")
    return Document(text=row[text_key], id=str(number if identifier is None else identifier), date=date, **facts)
