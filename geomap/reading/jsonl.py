"""JSON Lines to documents: a line a document, ``{"id", "text", …}``."""

from __future__ import annotations

import datetime
import json
from typing import TYPE_CHECKING, Any

from geomap.errors import InputError
from geomap.model import Document

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


def read_jsonl(lines: Iterable[str], name: str) -> Iterator[Document]:
    """Read documents one by one, in bounded memory.

    A line is an object with ``text`` and, where known, ``id``, ``title``, ``date`` (ISO 8601), ``source``, ``place``
    and ``language``. Blank lines are passed over.

    Raises
    ------
    InputError
        A line is no such object; the message gives its number.
    """
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield _to_document(line, f"{name}, line {number}", number)


def _to_document(line: str, where: str, number: int) -> Document:
    try:
        row: Any = json.loads(line)
    except (json.JSONDecodeError, RecursionError) as error:
        raise InputError(f"{where}: not JSON") from error
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        raise InputError(f'{where}: a document is an object with a "text"')
    facts: dict[str, Any] = {
        key: str(row[key]) for key in ("title", "source", "place", "language") if row.get(key) is not None
    }
    date = None
    if row.get("date") is not None:
        try:
            date = datetime.date.fromisoformat(str(row["date"])[:10])
        except ValueError as error:
            raise InputError(f"{where}: the date {str(row['date'])[:20]!r} is not of the form 2025-10-14") from error
    identifier = row.get("id")
    return Document(text=row["text"], id=str(number if identifier is None else identifier), date=date, **facts)
