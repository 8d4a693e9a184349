"""A file that is one text: all that ``geomap.reading`` reads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geomap.corpus.sources.source import SourceReader
from geomap.errors import GeomapError
from geomap.provenance import is_own
from geomap.reading import read
from geomap.reading.formats import BY_NAME
from geomap.reading.html import declared_encoding
from geomap.reading.text import decode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geomap.corpus.sources.item import SourceItem

_PAGES = BY_NAME["html"]


class TextSource(SourceReader):
    """A text file, a web page, a PDF …: one record. What geomap wrote into a folder of texts is none."""

    def items(self, start: int) -> Iterator[SourceItem]:
        """Yield the one item."""
        if start > 0 or (not self.file.is_named and is_own(self.file.path)):
            return
        try:
            values, form = self._values()
        except GeomapError as error:
            yield self.labels.reject(0, str(error), self.labels.short)
            return
        item = self.labels.item(0, {"id": self.labels.short, **values}, self.wanted.columns)
        if not item.is_reject:
            item.row["form"] = form
        yield item

    def _values(self) -> tuple[dict[str, Any], str]:
        path, encoding = self.file.path, self.wanted.encoding
        if path.suffix.lower() in _PAGES.suffixes:
            # The worker takes the article out of it: that is most of the work.
            assert _PAGES.max_bytes is not None
            with path.open("rb") as file:
                raw = file.read(_PAGES.max_bytes + 1)
            return {"text": decode(raw[: _PAGES.max_bytes], path.name, encoding or declared_encoding(raw))}, "page"
        document = read(path, encoding=encoding)
        return {
            "text": document.text,
            "title": document.title,
            "date": document.date,
            "language": document.language,
        }, "file"
