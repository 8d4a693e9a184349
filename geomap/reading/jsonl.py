"""JSON Lines to documents: a line a document, ``{"id", "text", …}``."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from geomap.errors import InputError
from geomap.model import Document
from geomap.reading.extract import to_day
from geomap.reading.text import without_halves
from geomap.reading.weights import to_weight

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from geomap.errors import GeomapError


ESCAPED = re.compile("[\udc80-\udcff]")
"""What a byte becomes that does not fit the encoding (PEP 383)."""


def read_jsonl(
    lines: Iterable[str],
    name: str,
    *,
    text_column: str | None = None,
    date_column: str | None = None,
    weight_column: str | None = None,
    on_error: Callable[[GeomapError], None] | None = None,
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
    weight_column
        The key of the number that weighs a line's places on the map.
    on_error
        Gets the error of a bad line, which is then passed over; without it, the error is raised.

    Raises
    ------
    InputError
        A line is no such object; the message gives its number.
    """
    text_key, date_key = text_column or "text", date_column or "date"
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            document = _to_document(line, f"{name}, line {number}", number, text_key, date_key, weight_column)
        except InputError as error:
            if on_error is None:
                raise
            on_error(error)
        else:
            yield document


def _to_document(line: str, where: str, number: int, text_key: str, date_key: str, weight_key: str | None) -> Document:
    if ESCAPED.search(line):
        raise InputError(f"{where}: bytes that are not of the file's encoding; say which it has with --encoding")
    try:
        row: Any = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise InputError(f"{where}: not JSON") from error
    if not isinstance(row, dict) or not isinstance(row.get(text_key), str):
        raise InputError(f'{where}: a document is an object with a "{text_key}"')
    facts: dict[str, Any] = {
        key: without_halves(str(row[key]))
        for key in ("title", "source", "place", "language")
        if row.get(key) is not None
    }
    date = None
    if row.get(date_key) is not None:
        date = to_day(str(row[date_key]))
        if date is None:
            raise InputError(f"{where}: the date {str(row[date_key])[:20]!r} is not of the form 2025-10-14")
    weighs = row.get(weight_key) if weight_key is not None else None
    identifier = row.get("id")
    return Document(
        text=without_halves(row[text_key]),
        id=without_halves(str(number if identifier is None else identifier)),
        date=date,
        weight=None if weight_key is None else to_weight("" if weighs is None else str(weighs), where),
        **facts,
    )
