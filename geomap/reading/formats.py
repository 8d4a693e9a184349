"""The formats that can be read, and which one a file has."""

from __future__ import annotations

import re
from importlib import import_module
from typing import TYPE_CHECKING, Literal

from geomap.dataclass import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable

    from geomap.reading.extract import Extract

ReaderResult = Literal["text", "extract", "rows", "annotated"]
"""``text``: the bytes are the text. ``extract``: a library takes the text out. ``rows``: many documents in a file.
``annotated``: documents with marks in them, see ``geomap.reading.annotated``.
"""


@dataclass(frozen=True, slots=True)
class Format:
    """A format of files.

    Attributes
    ----------
    name
        Its key, and the module that reads it.
    suffixes
        The ends of file names that mean it, lower case.
    shape
        How its bytes become documents.
    max_bytes
        A larger file is refused unread; None where files are read bit by bit.
    in_folders
        Whether such files of a folder are read: JSON may be anything, and annotations stand beside their text.
    """

    name: str
    suffixes: tuple[str, ...]
    shape: ReaderResult
    max_bytes: int | None
    in_folders: bool = True

    @property
    def reader(self) -> Callable[[bytes, str, str | None], Extract]:
        """The function that takes ``(raw, name, encoding)`` to an ``Extract``."""
        module = import_module(f"geomap.reading.{self.name}")
        function: Callable[[bytes, str, str | None], Extract] = getattr(module, f"read_{self.name}")
        return function


_MB = 1024 * 1024

TEXT = Format("text", (".txt", ".text", ""), "text", 64 * _MB)
FORMATS: tuple[Format, ...] = (
    TEXT,
    Format("markdown", (".md", ".markdown", ".qmd", ".rmd"), "extract", 8 * _MB),
    Format("html", (".html", ".htm", ".xhtml"), "extract", 32 * _MB),
    Format("pdf", (".pdf",), "extract", 256 * _MB),
    Format("docx", (".docx", ".docm"), "extract", 256 * _MB),
    Format("eml", (".eml", ".mht", ".mhtml"), "extract", 64 * _MB),
    Format("csv", (".csv", ".tsv"), "rows", None),
    Format("jsonl", (".jsonl", ".ndjson"), "rows", None),
    Format("xml", (".xml", ".tei"), "annotated", 256 * _MB),
    Format("labelstudio", (".json",), "annotated", 256 * _MB, in_folders=False),
    Format("brat", (".ann",), "annotated", 64 * _MB, in_folders=False),
    Format("webannotation", (".jsonld",), "annotated", 256 * _MB, in_folders=False),
)
BY_NAME = {form.name: form for form in FORMATS}
BY_SUFFIX = {suffix: form for form in FORMATS for suffix in form.suffixes}

SNIFFED_BYTES = 4096
"""How much of a file ``sniff`` wants to see."""

_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,500}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_EML_HEADER = re.compile(rb"(?:[A-Za-z][A-Za-z0-9-]{1,60}:[^\n]*\r?\n(?:[ \t][^\n]*\r?\n)*){3}")
_EML_NAMED = re.compile(
    rb"^(?:mime-version|message-id|received|return-path|delivered-to):", re.IGNORECASE | re.MULTILINE
)
_ANNOTATED = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<(?:\?.{0,500}?\?|!--.{0,500}?--)>\s*)*<(?:TEI|teiCorpus|articles)\b", re.DOTALL
)
_JSONL = re.compile(rb'\s*\{\s*"[^"\n]{1,60}"\s*:')


def sniff(head: bytes) -> Format:
    """Tell the format from the first bytes; plain text where nothing else shows itself.

    PDF, DOCX and web pages are told by how they begin, an e-mail by header lines that only a mail program writes,
    JSON Lines by an object in the first line. CSV cannot be told from prose, and a ZIP archive is taken for a DOCX.
    """
    if head.lstrip()[:5] == b"%PDF-":
        return BY_NAME["pdf"]
    if head.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")):
        return BY_NAME["docx"]
    body = head.removeprefix(b"\xef\xbb\xbf")
    if _HTML.match(body) or looks_annotated(body):
        return BY_NAME["html" if _HTML.match(body) else "xml"]
    if _EML_HEADER.match(body) and _EML_NAMED.search(body):
        return BY_NAME["eml"]
    if _JSONL.match(body):
        return BY_NAME["jsonl"]
    return TEXT


def looks_like_tasks(head: bytes) -> bool:
    """Tell whether JSON begins as an array does: documents, one a line, may be called JSON too."""
    return head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"[")


def looks_annotated(head: bytes) -> bool:
    """Tell whether a file begins as an XML document does of which the texts can be read."""
    return _ANNOTATED.match(head.removeprefix(b"\xef\xbb\xbf")) is not None
