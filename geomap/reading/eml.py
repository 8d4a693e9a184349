"""E-mails (.eml) and pages saved as MHTML: subject, date, sender and the body."""

from __future__ import annotations

import email
import email.policy
import re
from email.message import EmailMessage
from email.utils import parseaddr
from typing import TYPE_CHECKING

from geomap.errors import InputError
from geomap.reading.extract import Extract, to_day, to_extract
from geomap.reading.html import read_html
from geomap.reading.text import decode

if TYPE_CHECKING:
    from collections.abc import Iterator

# Far beyond any real message; deeper ones are made to exhaust the stack.
_MAX_PARTS = 1000
_MULTIPART = re.compile(rb"(?i)\bmultipart/")
_FLOWED_BREAK = re.compile(r" \n(?![\s>-])")


def read_eml(raw: bytes, name: str, encoding: str | None = None) -> Extract:
    """Take the body of a message: its plain text, or its HTML where there is none. Attachments are left out.

    Raises
    ------
    InputError
        The file is no message, damaged, or has no text.
    MissingExtraError
        The body is HTML, and trafilatura is not installed.
    """
    if not raw.strip():
        raise InputError(f"{name} is empty")
    if len(_MULTIPART.findall(raw)) > _MAX_PARTS:
        raise InputError(f"{name} has more parts than a message has; it is not opened")
    try:
        message = email.message_from_bytes(raw, policy=email.policy.default)
        headers = {key: str(message[key] or "") for key in ("subject", "date", "from", "snapshot-content-location")}
        body = _body(message)
    except (RecursionError, ValueError, LookupError, TypeError, AttributeError, IndexError) as error:
        raise InputError(f"{name} is a damaged e-mail") from error
    if not message.keys():
        raise InputError(f"{name} is not an e-mail: it has no header lines")
    if body is None:
        raise InputError(f"{name} has no text, only attachments")
    day = to_day(headers["date"])
    sender, address = parseaddr(headers["from"])
    facts = {
        "title": headers["subject"],
        "date": day.isoformat() if day else "",
        "source": sender or address,
    }
    if body.get_content_type() == "text/html":
        page = read_html(_bytes(body), name, encoding or body.get_content_charset())
        # A saved page names its own outlet; a message's outlet is its sender.
        facts = {key: value or getattr(page, key) for key, value in facts.items()}
        if headers["snapshot-content-location"]:
            facts["source"], facts["date"] = page.source, page.date or facts["date"]
        return to_extract(page.text, name, language=page.language, **facts)
    text = decode(_bytes(body), name, encoding or _charset(body))
    if str(body.get_param("format", "")).lower() == "flowed":
        text = _FLOWED_BREAK.sub(" ", text)
    return to_extract(text, name, **facts)


def _body(message: EmailMessage) -> EmailMessage | None:
    """Return the first plain text of a message, else its first HTML, neither of them an attachment."""
    found: dict[str, EmailMessage] = {}
    for number, part in enumerate(_walk(message)):
        if number > _MAX_PARTS:
            raise ValueError("too many parts")
        kind = part.get_content_type()
        if kind in {"text/plain", "text/html"} and part.get_content_disposition() != "attachment" and _bytes(part):
            found.setdefault(kind, part)
    return found.get("text/plain") or found.get("text/html")


def _walk(message: EmailMessage) -> Iterator[EmailMessage]:
    # Not ``walk``, which recurses. A forwarded message inside this one is an attachment.
    waiting = [message]
    while waiting:
        part = waiting.pop()
        if part.get_content_maintype() == "multipart":
            waiting += [inner for inner in reversed(list(part.iter_parts())) if isinstance(inner, EmailMessage)]
        else:
            yield part


def _bytes(part: EmailMessage) -> bytes:
    payload = part.get_payload(decode=True)
    return payload.strip() if isinstance(payload, bytes) else b""


def _charset(part: EmailMessage) -> str | None:
    charset = part.get_content_charset()
    try:
        _bytes(part).decode(charset or "utf-8")
    except (LookupError, UnicodeDecodeError):
        return None
    return charset
