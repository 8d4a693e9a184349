"""JSON Lines, also packed: a line a record."""

from __future__ import annotations

import json
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from geomap.corpus.sources.item import WRONG_BYTES
from geomap.corpus.sources.source import BrokenSourceError, SourceReader
from geomap.corpus.sources.stream import MOST_LINE, TextLines, opened
from geomap.reading.jsonl import ESCAPED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geomap.corpus.sources.item import SourceItem

_LOOKED_AT: Final = 100
"""TextLines that are asked for their keys before a run: a key may be missing in some."""

TOO_LONG: Final = f"it is longer than {MOST_LINE // 1024**2} million characters, or has no end"


class JsonlSource(SourceReader):
    """A file of JSON objects, one a line; blank lines are no records."""

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        # The keys are mostly the same in every line: which of them hold what is found once for each set of keys.
        self._fields: dict[tuple[str, ...], dict[str, str]] = {}

    def check(self) -> None:
        """Look whether the first lines have the keys."""
        keys: dict[str, None] = {}
        try:
            with opened(self.file.path) as stream:
                for line in islice(filter(_is_record, TextLines(stream, self.wanted.encoding)), _LOOKED_AT):
                    row = _parsed(line or "")
                    keys.update(dict.fromkeys(row if isinstance(row, dict) else ()))
        except (BrokenSourceError, OSError):
            pass  # no reason to stop before the others are read: it will be a reject
        if keys:
            self.wanted.columns.among(keys, self.labels.source)

    def items(self, start: int) -> Iterator[SourceItem]:
        """Yield the items from a record on; lines before it are counted and not parsed."""
        with opened(self.file.path) as stream:
            for line in filter(_is_record, TextLines(stream, self.wanted.encoding)):
                number = self.number
                self.number += 1
                self.share = stream.share
                if number >= start:
                    yield self._item(number, line)

    def _item(self, number: int, line: str | None) -> SourceItem:
        if line is None:
            return self.labels.reject(number, TOO_LONG)
        if ESCAPED.search(line):
            return self.labels.reject(number, WRONG_BYTES)
        row = _parsed(line)
        if not isinstance(row, dict):
            return self.labels.reject(number, "it is not JSON" if row is None else "it is no JSON object")
        keys = tuple(row)
        fields = self._fields.get(keys)
        if fields is None:
            if len(self._fields) > _LOOKED_AT:
                self._fields.clear()
            fields = self._fields[keys] = self.wanted.columns.found(keys)
        return self.labels.item(number, {part: row[key] for part, key in fields.items()}, self.wanted.columns)


def _is_record(line: str | None) -> bool:
    return line is None or not line.isspace()


def _parsed(line: str) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None
