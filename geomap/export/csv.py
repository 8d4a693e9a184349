"""CSV: a header and a row a mention, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

from geomap.export.schema import SCHEMA

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geomap.model import Geoparse

# A cell that begins so is run as a formula by spreadsheets; no text from outside may become code.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def to_csv(geoparses: Iterable[Geoparse]) -> str:
    """Every mention of every document, with the columns of ``SCHEMA``.

    Text that a spreadsheet would take for a formula gets an apostrophe in front. The column ``source`` says where a
    place comes from.
    """
    out = io.StringIO()
    writer = csv.DictWriter(out, [column.name for column in SCHEMA], lineterminator="\n")
    writer.writeheader()
    for geoparse in geoparses:
        writer.writerows({key: _cell(value) for key, value in record.items()} for record in geoparse.to_records())
    return out.getvalue()


def unguard(cell: str) -> str:
    """Take the apostrophe away that keeps a spreadsheet from running a text."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_FORMULA_STARTS) else cell


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str) and value.startswith(_FORMULA_STARTS):
        return "'" + value
    return value
