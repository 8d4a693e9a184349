"""Tables in a text: a column's header says what its names are, and the row's other cells what they lie in.

County | State | Cases
Orange | California | 41
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_left
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geomap.language import Language
    from geomap.recognition.spans import Span

_SEPARATORS = ("|", "\t", ";", ",")
_LONGEST_LINE = 400
_LONGEST_HEADER = 30
_LEVELS = ("city", "admin2", "admin1", "country")


class _HeaderColumn(NamedTuple):
    """What a header says: the head noun and its level, -1 where it says nothing."""

    head: str
    level: int


class TextTables:
    """Reads the tables in texts of a language.

    Parameters
    ----------
    language
        The language.
    """

    def __init__(self, language: Language) -> None:
        heads = language.heads
        self._heads: dict[str, _HeaderColumn] = {}
        for kinds, words in heads.kinds.items():
            wanted = kinds.split()
            levels = [_LEVELS.index(kind) for kind in wanted if kind in _LEVELS]
            if levels:
                self._heads.update((word, _HeaderColumn(word, max(levels))) for word in words)
        plurals = {many: self._heads[one] for many, one in heads.plurals.items() if one in self._heads}
        self._heads.update(plurals)

    def mark(self, text: str, chosen: Sequence[Span]) -> None:
        """Give the names in tables their head nouns, and what their rows put them into."""
        if not chosen or "\n" not in text:
            return
        starts: list[int] = []
        for separator, columns, rows in self._tables(text):
            starts = starts or [span.start for span in chosen]
            for start, line in rows:
                _mark_row(text, start, line.split(separator), columns, chosen, starts)

    def _tables(self, text: str) -> Iterator[tuple[str, list[_HeaderColumn], list[tuple[int, str]]]]:
        """Yield each table: its separator, its columns, and the rows below the header with where they start."""
        lines = list(_lines(text))
        i = 0
        while i < len(lines):
            line = lines[i][1]
            separator = next((s for s in _SEPARATORS if s in line), "") if len(line) <= _LONGEST_LINE else ""
            columns = self._columns(line.split(separator)) if separator else []
            i += 1
            if columns:
                width, first = line.count(separator), i
                while i < len(lines) and lines[i][1].count(separator) == width and len(lines[i][1]) <= _LONGEST_LINE:
                    i += 1
                if i > first:
                    yield separator, columns, lines[first:i]

    def _columns(self, cells: Sequence[str]) -> list[_HeaderColumn]:
        """Return what the cells of a header say; nothing if it is none."""
        known = [self._heads.get(cell.strip(" *\"'").lower(), _NOTHING) for cell in cells]
        if all(column is _NOTHING for column in known) or any(len(cell) > _LONGEST_HEADER for cell in cells):
            return []
        return known


_NOTHING = _HeaderColumn("", -1)
_LINE = re.compile(r"[^\n]+")


def _lines(text: str) -> Iterator[tuple[int, str]]:
    return ((line.start(), line[0]) for line in _LINE.finditer(text))


def _mark_row(
    text: str,
    start: int,
    cells: Sequence[str],
    columns: Sequence[_HeaderColumn],
    chosen: Sequence[Span],
    starts: list[int],
) -> None:
    named: list[tuple[Span, _HeaderColumn]] = []
    for cell, column in zip(cells, columns, strict=False):
        end = start + len(cell)
        first = bisect_left(starts, start)
        if first < len(chosen) and chosen[first].end <= end and chosen[first].kind == "literal":
            span = chosen[first]
            span.container, span.inside = "", None
            if span.name is None:  # what stands in the row above is no head noun
                span.head = column.head
            named.append((span, column))
        start = end + 1
    for span, column in named:
        outers = [(other.level, outer) for outer, other in named if other.level > max(column.level, 0)]
        if outers:
            outer = min(outers, key=lambda item: item[0])[1]
            span.container = sys.intern(text[outer.start : outer.end])
            span.inside = outer.start, outer.end


@cache
def text_tables_of(language: Language) -> TextTables:
    """Return the reader of a language's tables, made once per language."""
    return TextTables(language)
