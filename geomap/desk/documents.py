"""Texts as a project keeps them, and files that come in as uploads."""

from __future__ import annotations

import dataclasses
import datetime
import math
import tempfile
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from geomap.errors import InputError
from geomap.model import Document

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

MOST_DOCUMENTS: Final = 500
_MOST_CHARACTERS: Final = 8_000_000
_LONGEST_NAME: Final = 120
_TEXTS: Final = ("id", "title", "dateline", "source", "place")


def to_rows(documents: Iterable[Document]) -> list[dict[str, Any]]:
    """Return documents as plain data; what is not known of them is left out."""
    return [_to_row(document) for document in documents]


def _to_row(document: Document) -> dict[str, Any]:
    row: dict[str, Any] = {"text": document.text}
    row |= {key: getattr(document, key) for key in (*_TEXTS, "language", "body_start") if getattr(document, key)}
    if document.date is not None:
        row["date"] = document.date.isoformat()
    if document.weight is not None and math.isfinite(document.weight):
        row["weight"] = document.weight
    return row


def from_rows(rows: object, *, pasted: bool = False) -> list[Document]:
    """Take documents from plain data.

    Parameters
    ----------
    rows
        Texts with what is known of them.
    pasted
        Whether texts of which nothing is known are read as files are: headline, and header lines.

    Raises
    ------
    InputError
        It is of another form, or too much.
    """
    if not isinstance(rows, list) or not rows:
        raise InputError("there is no text")
    if len(rows) > MOST_DOCUMENTS:
        raise InputError(f"there are {len(rows):,} texts; the editor takes {MOST_DOCUMENTS}")
    documents = [_from_row(row, number) for number, row in enumerate(rows, start=1)]
    if sum(len(document.text) for document in documents) > _MOST_CHARACTERS:
        raise InputError(f"the texts hold more than {_MOST_CHARACTERS // 1_000_000} million characters")
    return _named_apart(list(map(_as_read, documents)) if pasted else documents)


def _as_read(document: Document) -> Document:
    """Return a pasted text as a file of it is read: with its headline, and with what its header lines say."""
    from geomap.reading.text import to_document

    return to_document(document.text) if document == Document(document.text) else document


def _from_row(row: object, number: int) -> Document:
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        raise InputError(f"text {number} is of another form")
    if not row["text"].strip():
        raise InputError(f"text {number} is empty")
    facts: dict[str, Any] = {}
    for key in (*_TEXTS, "language"):
        value = row.get(key)
        if value is not None:
            facts[key] = _line(value, f"text {number}: {key}")
    body = row.get("body_start", 0)
    if type(body) is not int or not 0 <= body <= len(row["text"]):
        raise InputError(f"text {number}: body_start is of another form")
    weight = row.get("weight")
    if weight is not None and (type(weight) not in (int, float) or not math.isfinite(weight)):
        raise InputError(f"text {number}: weight is of another form")
    return Document(row["text"], date=to_date(row.get("date")), body_start=body, weight=weight, **facts)


def to_date(value: object) -> datetime.date | None:
    """Return a day; None for nothing.

    Raises
    ------
    InputError
        It is no day such as 2025-10-14.
    """
    if value in (None, ""):
        return None
    try:
        return datetime.date.fromisoformat(value if isinstance(value, str) else "")
    except ValueError as error:
        raise InputError(f"a day is written as 2025-10-14, not {str(value)[:40]!r}") from error


def _line(value: object, what: str) -> str:
    if not isinstance(value, str) or len(value) > 10_000:
        raise InputError(f"{what} is of another form")
    return value


def _named_apart(documents: Sequence[Document]) -> list[Document]:
    """Return documents whose sources differ: corrections of one must not be taken for another's."""
    if len(documents) == 1:
        return list(documents)
    taken: set[str] = set()
    made = []
    for number, document in enumerate(documents, start=1):
        first = document.source or f"text {number}"
        name, again = first, 2
        while name in taken:
            name, again = f"{first} ({again})", again + 1
        taken.add(name)
        made.append(document if document.source == name else dataclasses.replace(document, source=name))
    return made


def read_upload(name: str, raw: bytes) -> tuple[list[Document], list[str]]:
    """Read the texts of an uploaded file, as ``geomap.reading`` reads files; return also what was passed over.

    Of the name only its ending is used: no path that somebody sends is opened.

    Parameters
    ----------
    name
        What the file is called where it comes from.
    raw
        Its bytes.

    Raises
    ------
    InputError
        The file cannot be read.
    MissingExtraError
        Its format needs a library that is not installed.
    """
    from geomap.reading import read_documents
    from geomap.reading.formats import BY_SUFFIX

    shown = plain_name(name)
    ending = Path(shown).suffix.lower()
    problems: list[str] = []
    with tempfile.TemporaryDirectory(prefix="geomap-") as folder:
        file = Path(folder) / f"upload{ending if ending in BY_SUFFIX else ''}"
        file.write_bytes(raw)
        try:
            read = read_documents(file, on_error=lambda error: problems.append(_said(error, file, shown)))
            found = list(islice(read, MOST_DOCUMENTS + 1))
        except InputError as error:
            raise InputError(_said(error, file, shown)) from error
    if len(found) > MOST_DOCUMENTS:
        raise InputError(f"{shown} holds more than {MOST_DOCUMENTS} texts: the editor takes no more")
    if not found:
        raise InputError(problems[0] if problems else f"{shown} holds no text")
    return [_as_uploaded(document, file, shown) for document in found], problems


def plain_name(name: str) -> str:
    """Return the name of a file without folders, and without what is no letter, to be shown."""
    last = name.replace("\\", "/").rpartition("/")[2]
    kept = "".join(char for char in last if char.isprintable())
    return kept.strip()[-_LONGEST_NAME:] or "file"


def _as_uploaded(document: Document, file: Path, shown: str) -> Document:
    changes: dict[str, Any] = {"byte_offsets": None}
    for key in ("id", "source"):
        value = getattr(document, key)
        if value is not None and file.name in value:
            changes[key] = value.replace(file.name, shown)
    return dataclasses.replace(document, **changes)


def _said(error: Exception, file: Path, shown: str) -> str:
    return str(error).replace(str(file), shown).replace(file.name, shown)
