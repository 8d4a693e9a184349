"""What a reader takes out of a formatted file, and the errors and limits that the readers share."""

from __future__ import annotations

import datetime
import re

from geomap.dataclass import dataclass
from geomap.errors import InputError, MissingExtraError, missing_extra

MAX_TEXT_CHARS = 64 * 1024 * 1024
"""The longest text that is taken out of one file."""

_DAY_FORMS = ("%d %B %Y", "%d %b %Y", "%B %d, %Y", "%b %d, %Y", "%d.%m.%Y")
_SPACES = re.compile(r"[ \t\u00a0]+")
_BLANK_LINES = re.compile(r"\n{3,}")


@dataclass(frozen=True, slots=True)
class Extract:
    """Text and facts of a formatted file.

    Attributes
    ----------
    text
        The text, paragraphs separated by a blank line; never empty.
    title, date, source, language
        Headline, ISO day, outlet and BCP 47 tag as the file gives them; ``""`` where it does not.
    """

    text: str
    title: str = ""
    date: str = ""
    source: str = ""
    language: str = ""


def to_extract(text: str, name: str, **facts: str) -> Extract:
    """Make an extract, with the text's spaces in order.

    Raises
    ------
    InputError
        The file holds no text, or more than anybody can read.
    """
    if len(text) > MAX_TEXT_CHARS:
        raise InputError(f"{name} holds more than {MAX_TEXT_CHARS // 1024**2} million characters; split it")
    # A NUL or a lone surrogate comes from a damaged file, and no output format can hold it.
    text = text.replace("\0", "").encode("utf-8", "replace").decode()
    lines = (_SPACES.sub(" ", line).strip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    text = _BLANK_LINES.sub("\n\n", "\n".join(lines)).strip()
    if not text:
        raise InputError(f"{name} holds no text")
    return Extract(text, **{key: " ".join(value.split()) for key, value in facts.items()})


def missing_reader(name: str, what: str, package: str) -> MissingExtraError:
    """Make the error that says what to install."""
    return missing_extra(f"{name} is {what}; to read it", package, "readers")


def to_day(text: str) -> datetime.date | None:
    """Read a day as people and programs write it.

    Understood are ISO 8601 (a time behind it is dropped), ``20251014``, RFC 2822 as in e-mails, ``14 October 2025``,
    ``Oct 14, 2025`` and ``14.10.2025``. ``10/11/2025`` means two different days, and is not understood.
    """
    text = " ".join(text.split())
    for piece in (text[:10], text[:8] if text[:8].isdigit() else ""):
        try:
            return datetime.date.fromisoformat(piece)
        except ValueError:
            continue
    for form in _DAY_FORMS:
        try:
            return datetime.datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    try:
        from email.utils import parsedate_to_datetime  # loads sockets

        return parsedate_to_datetime(text).date()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
