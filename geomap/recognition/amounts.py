"""The numbers that tables give their places: the cases of a town, the votes of a county.

They are taken as meant where nothing is to choose: a table with a header, names in its rows, and one column of numbers.
Years, ranks and positions are none. What a row only puts another name into ("Orange, California") has no number.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from dataclasses import replace
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from geomap.gazetteer.names import fold
from geomap.language import language_of
from geomap.reading.weights import to_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geomap.model import Document, Toponym

_LINE = re.compile(r"[^\n]+")
_RULE = re.compile(r"[-:|+=\s]+")
_LONGEST_LINE, _LONGEST_HEADER = 400, 40
_FEWEST_ROWS = 2
_start = attrgetter("start")


class _Row(NamedTuple):
    """A line of a table: where it starts, and its cells with where they start in it."""

    start: int
    cells: list[tuple[int, str]]


def weighed(document: Document, toponyms: Sequence[Toponym]) -> tuple[Toponym, ...]:
    """Return toponyms with the numbers that the document's row, or a table in its text, gives them."""
    if document.weight is not None:
        if math.isnan(document.weight):
            return tuple(toponyms)
        inner = {(t.start, t.end) for t in _inner(toponyms)}
        return tuple(replace(t, weight=document.weight) if (t.start, t.end) in inner else t for t in toponyms)
    text = document.text
    if not toponyms or ("|" not in text and "\t" not in text):
        return tuple(toponyms)
    found = _in_tables(text, toponyms, language_of(document).words.unweighed)
    return tuple(replace(t, weight=found[t.start]) if t.start in found else t for t in toponyms)


def _inner(toponyms: Sequence[Toponym]) -> list[Toponym]:
    """Return the names that are places of a row, and not only what another one lies in."""
    outer = {t.evidence.container for t in toponyms if t.evidence is not None and t.evidence.container}
    named = {fold(t.container) for t in toponyms if t.container}
    return [
        t
        for t in toponyms
        if t.kind != "demonym" and (t.start, t.end) not in outer and fold(t.name or t.text) not in named
    ]


def _in_tables(text: str, toponyms: Sequence[Toponym], unweighed: frozenset[str]) -> dict[int, float]:
    """Return numbers by where the names start."""
    found: dict[int, float] = {}
    toponyms = sorted(toponyms, key=_start)
    for header, rows in _tables(text):
        at = _number_column(header, rows, unweighed)
        if at is None:
            continue
        named = [_first_names(row, toponyms) for row in rows]
        if sum(map(bool, named)) < max(_FEWEST_ROWS, len(rows) / 2):
            continue
        for row, names in zip(rows, named, strict=True):
            number = to_number(row.cells[at][1])
            found.update({name.start: number for name in names if number is not None})
    return found


def _tables(text: str) -> Iterator[tuple[_Row, list[_Row]]]:
    """Yield runs of lines with as many cells: the first, and those below."""
    run: list[_Row] = []
    for row in (*_rows(text), _Row(len(text), [])):
        if run and len(row.cells) == len(run[0].cells):
            run.append(row)
            continue
        if len(run) > _FEWEST_ROWS:
            yield run[0], run[1:]
        run = [row] if len(row.cells) > 1 else []


def _rows(text: str) -> Iterator[_Row]:
    for line in _LINE.finditer(text):
        written = line[0]
        mark = "|" if "|" in written else "\t"
        if len(written) > _LONGEST_LINE or (mark in written and _RULE.fullmatch(written)):
            if mark not in written:
                yield _Row(line.start(), [])
            continue
        cells, start = [], 0
        for cell in written.split(mark):
            cells.append((start, cell))
            start += len(cell) + 1
        # A bar at either end is a frame.
        yield _Row(line.start(), [cell for i, cell in enumerate(cells) if cell[1].strip() or 0 < i < len(cells) - 1])


def _number_column(header: _Row, rows: Sequence[_Row], unweighed: frozenset[str]) -> int | None:
    """Return the one column of numbers that a header names, None if there is none or several."""
    found = []
    for i, (_, name) in enumerate(header.cells):
        cells = [row.cells[i][1] for row in rows if row.cells[i][1].strip()]
        if len(cells) < _FEWEST_ROWS or any(to_number(cell) is None for cell in cells):
            continue
        words = re.findall(r"[^\W\d_]+", name.lower())
        if not unweighed.isdisjoint(words):
            continue
        if not words or len(name) > _LONGEST_HEADER:
            return None
        found.append(i)
    return found[0] if len(found) == 1 else None


def _first_names(row: _Row, toponyms: Sequence[Toponym]) -> list[Toponym]:
    """Return the names of the first cell of a row that has any; the toponyms stand in the order of their starts."""
    end = row.start + row.cells[-1][0] + len(row.cells[-1][1])
    first, last = (bisect_left(toponyms, at, key=_start) for at in (row.start, end))
    inside = _inner([t for t in toponyms[first:last] if t.end <= end])
    for start, cell in row.cells:
        first = row.start + start
        names = [t for t in inside if first <= t.start and t.end <= first + len(cell)]
        if names:
            return names
    return []
