"""What a source yields: a record or a reject; and how the values of a row become one."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from geomap.reading.extract import to_day
from geomap.reading.jsonl import ESCAPED
from geomap.reading.text import without_halves

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geomap.corpus.columns import ColumnNames

MOST_TEXT: Final = 4 * 1024 * 1024
"""Characters of a text: some books. What is longer is a mistake of whoever made the table, and is rejected."""

WRONG_BYTES: Final = "bytes that are not of the file's encoding; say which it has with --encoding"


class SourceItem(NamedTuple):
    """A record that was read, or what stands for one that could not be.

    Attributes
    ----------
    row
        Keys as in ``geomap.corpus.schema.RECORDS``, or as in ``REJECTS``.
    is_reject
        Which of them.
    """

    row: dict[str, Any]
    is_reject: bool


class Labels(NamedTuple):
    """What a source's records are called.

    Attributes
    ----------
    source
        The file, as it was named.
    short
        What ids begin with where no column holds them.
    """

    source: str
    short: str

    def reject(self, number: int, reason: str, document_id: str | None = None) -> SourceItem:
        """Make the item of a record that cannot be read.

        Parameters
        ----------
        number
            The record's.
        reason
            Why, in one line.
        document_id
            Its id, where that is known.
        """
        return SourceItem(
            {
                "source": self.source,
                "record": number,
                "document_id": document_id or self.numbered(number),
                "reason": reason,
            },
            is_reject=True,
        )

    def numbered(self, number: int) -> str:
        """Return the id of a record that has none of its own."""
        return f"{self.short}:{number}"

    def item(self, number: int, values: Mapping[str, Any], asked: ColumnNames) -> SourceItem:
        """Make the item of a row: a record, or a reject that says what is wrong with it.

        A date that is none is what is wrong in a column that was named for dates, and left out of one that was guessed.

        Parameters
        ----------
        number
            The record's.
        values
            The parts of the article, by the names of ``ColumnNames``.
        asked
            Which columns were named.
        """
        facts = {part: _to_fact(values.get(part)) for part in ("id", "title", "language", "link")}
        identifier = facts.pop("id") or self.numbered(number)
        text = values.get("text")
        if isinstance(text, bytes):
            text = _decoded(text)
        day, date_is_wrong = _to_date(values.get("date"))
        if problem := _text_problem(text):
            return self.reject(number, problem, identifier)
        if date_is_wrong and asked.date is not None:
            shown = without_halves(str(values["date"])[:20])
            return self.reject(number, f"the date {shown!r} is not of the form 2025-10-14", identifier)
        row = {
            "source": self.source,
            "record": number,
            "document_id": identifier,
            "text": without_halves(str(text)),
            "date": day,
            **facts,
        }
        return SourceItem(row, is_reject=False)


def _text_problem(text: object) -> str:
    if text is None:
        return "it has no text"
    if not isinstance(text, str):
        return f"its text is no string but {_KINDS.get(type(text), 'a value of another kind')}"
    if not text.strip():
        return "its text is empty"
    if len(text) > MOST_TEXT:
        return f"its text has more than {MOST_TEXT // 1024**2} million characters; split it"
    if ESCAPED.search(text):
        return WRONG_BYTES
    return ""


_KINDS: Final = {int: "a number", float: "a number", bool: "true or false", list: "a list", dict: "an object"}


def _to_fact(value: Any) -> str | None:
    if isinstance(value, bytes):
        value = _decoded(value)
    if value is None or isinstance(value, (list, dict)):
        return None
    said = without_halves(str(value)).strip()
    return said or None


def _decoded(value: bytes) -> str:
    return value.decode("utf-8", "surrogateescape")


def _to_date(value: Any) -> tuple[datetime.date | None, bool]:
    """Return the day, and whether there is something that is none."""
    if isinstance(value, datetime.datetime):
        return value.date(), False
    if isinstance(value, datetime.date):
        return value, False
    written = _to_fact(value)
    if written is None:
        return None, False
    day = to_day(written)
    return day, day is None
