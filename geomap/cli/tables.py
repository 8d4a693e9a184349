"""Tables for people to read: on a terminal as wide as it is, elsewhere wide enough for every row."""

from __future__ import annotations

import io
import sys
from itertools import islice
from typing import TYPE_CHECKING, Any

from geomap.cli.terminal import printable
from geomap.files import write_output

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from rich.table import Table

_PIPED_WIDTH = 160
_ROWS_ON_A_PAGE = 5000


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
    pages = _pages(iter(rows))
    if output == "-" and sys.stdout.isatty():
        from rich.console import Console

        for page in pages:
            Console().print(_table(page, columns))
        return
    write_output(output, (_drawn(page, columns) for page in pages))


def _pages(rows: Iterator[Mapping[str, Any]]) -> Iterator[list[Mapping[str, Any]]]:
    """Yield a long table in several, each with the headings: all of it need not fit into memory."""
    page = list(islice(rows, _ROWS_ON_A_PAGE))
    yield page
    while page := list(islice(rows, _ROWS_ON_A_PAGE)):
        yield page


def _drawn(rows: list[Mapping[str, Any]], columns: Sequence[str]) -> str:
    from rich.console import Console

    buffer = io.StringIO()
    Console(width=_PIPED_WIDTH, file=buffer).print(_table(rows, columns))
    return buffer.getvalue()


def _table(rows: list[Mapping[str, Any]], columns: Sequence[str]) -> Table:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for column in columns:
        is_number = any(isinstance(row.get(column), (int, float)) for row in rows)
        table.add_column(column.replace("_", " "), justify="right" if is_number else "left")
    for row in rows:
        # Text, not markup: brackets in a name are brackets.
        table.add_row(*(Text(_cell(row.get(column))) for column in columns))
    return table


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.4f}".rstrip("0").rstrip(".")
    if isinstance(value, int):
        return f"{value:,}"
    return printable(" ".join(str(value).split()))
