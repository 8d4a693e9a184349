"""Plain text to a document: decoding, and the header lines that a text may begin with."""

from __future__ import annotations

import datetime
import re

from geomap.errors import InputError
from geomap.language.datelines import dateline_at
from geomap.model import Document
from geomap.reading.encoding import bom_encoding, check_encoding, detect_encoding, is_binary

_HALF = re.compile("[\ud800-\udfff]")
# "Title: …" and the like, at the very top, each on a line of its own.
_HEADER = re.compile(
    r"[ \t]*(title|headline|date|source|outlet|place|language)[ \t]*:[ \t]*(\S[^\n]*)\n",
    re.IGNORECASE,
)
# "date 2025-09-12 " in front of the first sentence: how some archives write it.
_DATE_IN_FRONT = re.compile(r"\s*(?:date[: ]+)?(\d{4}-\d{2}-\d{2})\b[ \t]*", re.IGNORECASE)
# A headline: a short first line that is no sentence, with an empty line after it and a text below that.
_HEADLINE = re.compile(r"[ \t]*(?P<line>\S[^\n]{2,148}[^\s.,;…—–-])[ \t]*\n[ \t]*\n\s*\S[^\n]{40}")


def decode(raw: bytes, name: str, encoding: str | None = None) -> str:
    """Decode the bytes of a text.

    Parameters
    ----------
    raw
        The bytes.
    name
        What to call the input in an error.
    encoding
        Its encoding; without one it is detected, see ``geomap.reading.encoding.detect_encoding``.

    Raises
    ------
    InputError
        The bytes are empty, no text, or not in that encoding.
    """
    return decode_with_name(raw, name, encoding)[0]


def decode_with_name(raw: bytes, name: str, encoding: str | None = None) -> tuple[str, str]:
    """Decode the bytes of a text as ``decode`` does, and say which encoding they have."""
    if not raw.strip():
        raise InputError(f"{name} is empty")
    check_encoding(encoding)
    chosen = encoding or detect_encoding(raw)
    if chosen is None:
        raise InputError(f"{name} is not a text file")
    try:
        text = raw.decode(chosen)
    except UnicodeError as error:  # not only UnicodeDecodeError: UTF-16 without its mark and the like
        if bom_encoding(raw) is None and is_binary(raw):
            raise InputError(f"{name} is not a text file") from error
        raise InputError(
            f"{name} is not {chosen}{_where(error)}; say which encoding it has with --encoding, e.g. cp1252",
        ) from error
    if "\0" in text:
        raise InputError(f"{name} is not a text file (it holds NUL characters)")
    if not text.strip("\ufeff \t\r\n\f\v"):
        raise InputError(f"{name} is empty")
    # Halves of characters, which UTF-7 and its like can hold, are in no output; whole ones are put together.
    text = without_halves(text)
    # As Python's own ``open`` does, so that offsets fit what a caller reads from the same file.
    return text.replace("\r\n", "\n").replace("\r", "\n"), chosen


def _where(error: UnicodeError) -> str:
    return f" (byte {error.start})" if isinstance(error, UnicodeDecodeError) else ""


def without_halves(text: str) -> str:
    """Return a text with U+FFFD for every half of a character (a lone surrogate).

    No encoding and no output can hold one.
    """
    try:
        text.encode()
    except UnicodeEncodeError:
        return _HALF.sub("\ufffd", text)
    return text


def to_document(text: str, *, source: str | None = None, document_id: str | None = None) -> Document:
    """Make a document of a text, taking title, date and other facts from header lines at its top.

    A header is a run of lines such as ``Title: …``, ``Date: 2025-10-14``, ``Source: …``, ``Place: …`` or
    ``Language: fr``. A date in front of the first sentence (``2025-10-14``, ``date 2025-10-14``) is understood too.
    They stay in the text, so that offsets are of the text as read; ``Document.body_start`` says where the body
    begins. Without a title among them, a short first line with an empty line below it is one, if it does not end as a
    sentence does.

    Parameters
    ----------
    text
        The text, header lines included.
    source
        File name, outlet or other origin, for people to read.
    document_id
        Identifier that every output keeps.
    """
    facts: dict[str, str] = {}
    position = len(text) - len(text.lstrip("\ufeff \t\r\n"))
    while header := _HEADER.match(text, position):
        facts.setdefault(header[1].lower(), header[2].strip())
        position = header.end()
    date = _to_date(facts.get("date", ""))
    if date is None and (in_front := _DATE_IN_FRONT.match(text, position)) and (date := _to_date(in_front[1])):
        position = in_front.end()
    headline = _HEADLINE.match(text, position)
    if headline and _dateline(text, headline.start()):
        headline = None
    # What is before the headline is a header; the headline itself is read for places like the rest.
    dateline = _dateline(text, headline.end("line") if headline else position)
    return Document(
        text=text,
        id=document_id,
        title=facts.get("title") or facts.get("headline") or (headline["line"].strip() if headline else None),
        date=date,
        dateline=dateline.title() if dateline else None,
        source=source or facts.get("source") or facts.get("outlet"),
        place=facts.get("place"),
        language=facts.get("language", ""),
        body_start=position,
    )


def _dateline(text: str, start: int) -> str | None:
    """Return the town in capitals with which a report begins: "CAIRO (AP) —"."""
    found = dateline_at(text, start)
    return found[0] if found and found[0].isupper() else None


def _to_date(text: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text.strip()[:10])
    except ValueError:
        return None
