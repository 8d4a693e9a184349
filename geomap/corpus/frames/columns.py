"""Which columns of a frame are read, and how their values become records."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import pyarrow as pa

from geomap.corpus.parts import Part, RecordPosition
from geomap.corpus.schema import MENTIONS, RECORDS, REJECTS
from geomap.errors import InputError
from geomap.reading.extract import to_day
from geomap.reading.text import without_halves

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

FRAME: Final = MENTIONS.append(pa.field("reason", pa.string()))
"""The columns of every frame of mentions: those of the corpus's, and why a text could not be geoparsed."""


class FrameColumns(NamedTuple):
    """The columns that are read; None for what the frame does not have.

    Attributes
    ----------
    text, id, date, language, title
        Their names.
    """

    text: str
    id: str | None
    date: str | None
    language: str | None
    title: str | None

    def of(self, names: Sequence[str]) -> FrameColumns:
        """Return these columns of a frame with columns of these names.

        Those that nobody has named otherwise than they are called here may be missing, but for the text.

        Raises
        ------
        InputError
            A column is not there.
        """
        found: dict[str, Any] = {}
        for what, name in self._asdict().items():
            if name not in names and (what == "text" or name not in (None, what)):
                shown = ", ".join(map(str, names)) or "none"
                raise InputError(f"the frame has no column {name!r} for the {what}; there are: {shown}")
            found[what] = name if name in names else None
        return FrameColumns(**found)

    @property
    def used(self) -> list[str]:
        """The names of the columns that there are, each once."""
        return list(dict.fromkeys(name for name in self if name is not None))


COUNT: Final = 512
CHARACTERS: Final = 1 << 20
"""A part of a frame ends with so many rows or characters: enough for the tagger, and little enough to share."""


def frame_parts(values: dict[str, list[Any]]) -> Iterator[Part]:
    """Cut the rows of a frame into parts; ``record`` is the row's number.

    Rows without a text are in none. Those whose text is no text, or whose date is no day, are among the rejects.

    Parameters
    ----------
    values
        Of the columns ``text``, ``id``, ``date``, ``language`` and ``title``, None where nothing is known.
    """
    records: list[dict[str, Any]] = []
    rejects: list[dict[str, Any]] = []
    number = size = 0
    for row, told in enumerate(zip(*(values[what] for what in FrameColumns._fields), strict=True)):
        facts = dict(zip(FrameColumns._fields, told, strict=True))
        if facts["text"] is None:
            continue
        name = None if facts["id"] is None else without_halves(str(facts["id"]))
        try:
            records.append(_record(facts, row, name))
        except InputError as error:
            rejects.append({"source": "", "record": row, "document_id": name, "reason": str(error)})
            continue
        size += len(facts["text"])
        if len(records) >= COUNT or size >= CHARACTERS:
            yield _part(number, records, rejects)
            number, records, rejects, size = number + 1, [], [], 0
    if records or rejects:
        yield _part(number, records, rejects)


def _part(number: int, records: list[dict[str, Any]], rejects: list[dict[str, Any]]) -> Part:
    tables = pa.Table.from_pylist(records, RECORDS), pa.Table.from_pylist(rejects, REJECTS)
    return Part(number, *tables, RecordPosition(0, 0))


def _record(told: dict[str, Any], number: int, name: str | None) -> dict[str, Any]:
    if not isinstance(told["text"], str):
        raise InputError(f"the text is no text but {type(told['text']).__name__}")
    return {
        "source": "",
        "record": number,
        "document_id": name,
        "text": without_halves(told["text"]),
        "title": _words(told["title"]),
        "date": to_date(told["date"]),
        "language": _words(told["language"]),
    }


def _words(value: Any) -> str | None:
    return None if value is None else without_halves(str(value))


def to_date(value: Any) -> datetime.date | None:
    """Return the day that a frame's value means; None where it says nothing.

    Raises
    ------
    InputError
        It is no day.
    """
    if value is None:
        return None
    if isinstance(value, datetime.datetime):  # pandas' too
        return value.date()
    if isinstance(value, datetime.date):
        return value
    if isinstance(value, str):
        if not value.strip():
            return None
        if (day := to_day(value)) is not None:
            return day
    raise InputError(f"the date {str(value)[:20]!r} is not of the form 2025-10-14")
