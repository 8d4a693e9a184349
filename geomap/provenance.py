"""What tells that geomap wrote a file: a mark in its metadata, or the form that only its tables have.

A folder of texts is often the place where its results are put. They are told by this, so that no run reads what an
earlier one wrote.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import os

GENERATOR: Final = "geomap"
"""What the metadata of every format that has some name as the program that made the file."""

TABLE_COLUMNS: Final = ("start", "text", "kind", "place", "what", "where", "lat", "lon", "confidence")
"""Headings of the table for people; those of ``_OPTIONAL`` may stand before them."""

PLACE_TABLE_COLUMNS: Final = ("place", "what", "where", "lat", "lon", "mentions", "first", "prominence", "confidence")
"""Headings of the table of places for people."""

_OPTIONAL: Final = ("document", "byte_start", "byte_end")

OWN_COLUMNS: Final = frozenset(
    {"document_id", "start", "end", "text", "kind", "place_id", "feature_code", "confidence", "decided_by", "reasons"}
)
"""Columns by which a CSV or JSON of ours is known, which have no room for metadata: nobody else's has them all."""

OWN_PLACE_COLUMNS: Final = frozenset(
    {"place_id", "feature_code", "mentions", "demonyms", "first_document_id", "first_sentence", "prominence_reasons"}
)
"""The same of a table of places."""

HEAD_BYTES: Final = 4096
_TAIL_BYTES: Final = 8192

XML_MARK: Final = "<!-- Generator: geomap -->"
"""What an XML file begins with whose own metadata may stand far behind its beginning."""

_HTML_META: Final = b'<meta name="generator" content="geomap">'
_FRAGMENTS: Final = (b"<geomap-map ", b"<geomap-assets ", b'<script type="application/json" class="geomap-assets">')
_XML: Final = (
    b"<metadata>Generator: geomap</metadata>",
    b'<Data name="generator"><value>geomap</value></Data>',
    XML_MARK.encode(),
)
_JSON: Final = re.compile(rb'\s*\{\s*(?:"type": "FeatureCollection", )?"generator": "geomap"')
_JSON_KEY: Final = re.compile(rb'"([a-z_]+)": ')
_PDF_KEYWORDS: Final = re.compile(rb"/Keywords\s*\(geomap\)")
_PNG_SOFTWARE: Final = b"tEXtSoftware\0geomap"


def is_own(path: str | os.PathLike[str]) -> bool:
    """Tell whether geomap wrote a file: a map, a picture, a table or any of its exports but the binary ones.

    A few kilobytes of it are read. GeoPackage and GeoParquet say it in their metadata too, but are never read as texts.

    Parameters
    ----------
    path
        The file. What cannot be read is nobody's.
    """
    try:
        with Path(path).open("rb") as file:
            head = file.read(HEAD_BYTES)
            if not head.startswith(b"%PDF-"):
                return _is_own_head(head)
            size = file.seek(0, 2)
            file.seek(max(0, size - _TAIL_BYTES))
            return bool(_PDF_KEYWORDS.search(file.read()))
    except OSError:
        return False


def _is_own_head(head: bytes) -> bool:
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith(b"\x89PNG"):
        return _PNG_SOFTWARE in head
    if start.startswith(b"<"):
        before_body = head.partition(b"</head>")[0]
        return start.startswith(_FRAGMENTS) or _HTML_META in before_body or any(mark in head for mark in _XML)
    if start.startswith(b"{"):
        return _JSON.match(head) is not None
    if start.startswith(b"["):
        return _has_own({key.decode() for key in _JSON_KEY.findall(head)})
    first_line = start.split(b"\n", 1)[0].strip()
    line = first_line.decode("utf-8", "replace")
    headings = tuple(word for word in line.split() if word not in _OPTIONAL)
    return _has_own(set(line.split(","))) or headings in {TABLE_COLUMNS, PLACE_TABLE_COLUMNS}


def _has_own(columns: set[str]) -> bool:
    """Tell whether a table has the columns of mentions, or of places."""
    return columns >= OWN_COLUMNS or columns >= OWN_PLACE_COLUMNS
