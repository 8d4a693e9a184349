"""HTML pages saved from the web: the article without menus and advertisements, by trafilatura."""

from __future__ import annotations

import html
import re
from typing import Any

from geomap.errors import InputError
from geomap.reading.encoding import bom_encoding
from geomap.reading.extract import Extract, missing_reader, to_extract
from geomap.reading.text import decode

_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_LANGUAGE = re.compile(r"<html[^>]{0,500}\blang\s*=\s*[\"']?([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)", re.IGNORECASE)
_TITLE = re.compile(r"<title[^>]{0,200}>([^<]{1,500})</title", re.IGNORECASE)
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]{0,200}\?>")
# A page saved as one file carries its pictures inside; they are no text, and slow to parse.
_DATA_URI = re.compile(r"data:[\w.+-]{1,60}/[\w.+-]{1,60}[^\"'()\s<>]{200,}")
_BODY = re.compile(r"<(?:html|body)\b", re.IGNORECASE)
# Where pages say when they were published; what a browser does not show, and the time element.
_HEAD = re.compile(r"<head\b.*?</head\s*>", re.IGNORECASE | re.DOTALL)
_DATED = re.compile(
    r"<script[^>]{0,200}ld\+json.{0,100000}?</script\s*>|<time\b[^>]{0,500}>[^<]{0,200}</time\s*>",
    re.IGNORECASE | re.DOTALL,
)
_TAG = re.compile(r"<[a-zA-Z!/?]")


def read_html(raw: bytes, name: str, encoding: str | None = None) -> Extract:
    """Take the main text of a page, with title, date and outlet from its metadata.

    A page in which no article can be told apart (a few words, a table) gives all of its visible text.

    Raises
    ------
    InputError
        The page is empty, no HTML, or holds no text.
    MissingExtraError
        trafilatura is not installed.
    """
    try:
        import trafilatura
    except ImportError as error:
        raise missing_reader(name, "an HTML page", "trafilatura") from error

    page = _DATA_URI.sub("", _DECLARATION.sub("", decode(raw, name, encoding or declared_encoding(raw))))
    if not _TAG.search(page):
        raise InputError(f"{name} is not HTML: it has no tags")
    if not _BODY.search(page):
        page = f"<html><body>{page}</body></html>"
    article: Any = trafilatura.bare_extraction(page, with_metadata=True, include_comments=False)
    text = _fact(article, "text") or trafilatura.html2txt(page)
    title = _TITLE.search(page)
    language = _LANGUAGE.search(page)
    return to_extract(
        text.replace("\n", "\n\n"),
        name,
        title=_fact(article, "title") or (html.unescape(title[1]) if title else ""),
        date=_published(page),
        source=_fact(article, "sitename") or _fact(article, "hostname"),
        language=language[1] if language else "",
    )


def _published(page: str) -> str:
    """Return the day of publication from metadata alone: a guess from the text may be any day that it mentions."""
    from htmldate import find_date

    head = _HEAD.search(page)
    dated = "".join(_DATED.findall(page[head.end() if head else 0 :]))
    body = f"<article>{dated}</article>" if dated else ""
    found: str | None = find_date(
        f"<html>{head[0] if head else ''}<body>{body}</body></html>", extensive_search=False, original_date=True
    )
    return found or ""


def declared_encoding(raw: bytes) -> str | None:
    """Return the encoding that the page's own head names, if Python has it and it fits."""
    found = _CHARSET.search(raw[:4096])
    if found is None or bom_encoding(raw):
        return None
    # What browsers do: these two names mean cp1252.
    declared = found[1].decode("ascii").lower()
    declared = "cp1252" if declared in {"iso-8859-1", "latin1", "us-ascii"} else declared
    try:
        raw.decode(declared)
    except (LookupError, UnicodeDecodeError):
        return None
    return declared


def _fact(article: Any, name: str) -> str:
    return str(getattr(article, name, None) or "")
