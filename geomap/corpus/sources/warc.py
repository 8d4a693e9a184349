"""Web crawls: WARC, of whose pages the worker takes the articles, and WET, which holds their texts."""

from __future__ import annotations

import re
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Final

from geomap.corpus.sources.item import MOST_TEXT
from geomap.corpus.sources.source import BrokenSourceError, SourceReader
from geomap.corpus.sources.stream import opened
from geomap.errors import GeomapError, InputError, missing_extra
from geomap.reading.encoding import check_encoding
from geomap.reading.html import declared_encoding
from geomap.reading.text import decode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geomap.corpus.sources.item import SourceItem

_PAGES: Final = ("text/html", "application/xhtml+xml")
_TEXT: Final = "text"
_CHARSET: Final = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{2,40})", re.IGNORECASE)
_CHUNK: Final = 1 << 16


class WarcSource(SourceReader):
    """A WARC or WET file, packed or not.

    Its records are the answers that hold a page or a plain text (status 200), and conversions to plain text; requests,
    pictures, scripts and what the crawler says about itself are none.
    """

    def check(self) -> None:
        """Look whether there is what reads it."""
        if find_spec("warcio") is None:
            raise missing_extra(f"{self.labels.source} is a web crawl; to read it", "warcio", "warc")
        if not self.file.path.name.lower().removesuffix(".gz").endswith(".wet") and find_spec("trafilatura") is None:
            raise missing_extra(f"{self.labels.source} holds web pages; to read them", "trafilatura", "readers")

    def items(self, start: int) -> Iterator[SourceItem]:
        """Yield the items from a record on; those before it are unpacked and not looked at."""
        from warcio.archiveiterator import ArchiveIterator
        from warcio.exceptions import ArchiveLoadFailed

        with opened(self.file.path) as stream:
            try:
                for record in ArchiveIterator(stream):
                    kind = _kind(record)
                    item = self._item(self.number, record, kind) if kind and self.number >= start else None
                    _pass(record)
                    self.share = stream.share
                    if kind:
                        self.number += 1
                    if item:
                        yield item
            except (ArchiveLoadFailed, ValueError, EOFError) as error:
                raise BrokenSourceError("the file is damaged: what comes from here on is lost") from error

    def _item(self, number: int, record: Any, kind: str) -> SourceItem:
        headers = record.rec_headers
        link = headers.get_header("WARC-Target-URI")
        raw = record.content_stream().read(4 * MOST_TEXT + 1)
        if len(raw) > 4 * MOST_TEXT:
            return self.labels.reject(number, f"it is larger than {4 * MOST_TEXT // 1024**2} MB", link)
        try:
            text = decode(raw, "it", self.wanted.encoding or _declared(record, raw))
        except GeomapError as error:
            return self.labels.reject(number, str(error), link)
        values = {
            "text": text,
            "id": headers.get_header("WARC-Record-ID"),
            "date": (headers.get_header("WARC-Date") or "")[:10],
            "link": link,
        }
        item = self.labels.item(number, values, self.wanted.columns)
        if not item.is_reject:
            item.row["form"] = None if kind == _TEXT else kind
        return item


def _kind(record: Any) -> str | None:
    """Return the form of what a record holds (``RECORDS``); None if that is no text."""
    headers = record.rec_headers
    if record.rec_type == "response":
        headers = record.http_headers
        if headers is None or headers.get_statuscode() != "200":
            return None
    elif record.rec_type not in {"conversion", "resource"}:
        return None
    kind = (headers.get_header("Content-Type") or "").partition(";")[0].strip().lower()
    if kind in _PAGES:
        return "page"
    return _TEXT if kind == "text/plain" else None


def _pass(record: Any) -> None:
    """Read a record to its end.

    Raises
    ------
    BrokenSourceError
        It ends before that.
    """
    rest = record.raw_stream
    while rest.read(_CHUNK):
        pass
    if getattr(rest, "limit", 0) > 0:
        raise BrokenSourceError("the file ends in the middle of this record")


def _declared(record: Any, raw: bytes) -> str | None:
    """Return the encoding that the server or the page itself names, if it fits."""
    headers = record.http_headers or record.rec_headers
    named = _CHARSET.search(headers.get_header("Content-Type") or "")
    if named is None:
        return "utf-8" if record.rec_type == "conversion" else declared_encoding(raw)
    try:
        check_encoding(named[1])
        raw.decode(named[1])
    except (InputError, UnicodeError):
        return declared_encoding(raw)
    return named[1]
