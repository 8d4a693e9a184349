"""Tables for people to read: on a terminal as wide as it is, elsewhere wide enough for every row."""

from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING, Any

from geomap.files import write_output

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_PIPED_WIDTH = 160


def print_table(rows: Iterable[Mapping[str, Any]], columns: Sequence[str], output: str = "-") -> None:
    """Print rows as a table.

    Parameters
    ----------
    rows
        One mapping a row; a missing value is left blank.
    columns
        Which keys, in which order; they are the headings.
    output
        A file, or ``-`` for standard output.
    """
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    wide = list(rows)
    for column in columns:
        is_number = any(isinstance(row.get(column), (int, float)) for row in wide)
        table.add_column(column.replace("_", " "), justify="right" if is_number else "left")
    for row in wide:
        # Text, not markup: brackets in a name are brackets.
        table.add_row(*(Text(_cell(row.get(column))) for column in columns))
    if output == "-" and sys.stdout.isatty():
        Console().print(table)
        return
    buffer = io.StringIO()
    Console(width=_PIPED_WIDTH, file=buffer).print(table)
    write_output(output, buffer.getvalue())


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.4f}".rstrip("0").rstrip(".")
    if isinstance(value, int):
        return f"{value:,}"
    return "".join(char if char.isprintable() else " " for char in str(value))
