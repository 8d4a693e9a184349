"""PDF: the text of every page, lines joined into paragraphs, by pypdf."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

from geomap.errors import InputError
from geomap.reading.extract import MAX_TEXT_CHARS, Extract, missing_reader, to_extract

if TYPE_CHECKING:
    from pypdf import PdfReader

MAX_PAGES = 1000
"""A file of more pages is no report, and would take minutes."""

# Titles that a word processor or a scanner makes up.
_NO_TITLE = re.compile(r"untitled|microsoft word|\.(docx?|indd|qxd|pdf|rtf|odt)\b|^\W*$|^\d+$", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?:;…][\"'”’)\]]*$")
_HYPHENATED = re.compile(r"[^\W\d_]-$")


def read_pdf(raw: bytes, name: str, encoding: str | None = None) -> Extract:  # noqa: ARG001 - a PDF says itself
    """Take the text of a PDF. Its dates tell when the file was made, not when the story was published: none is taken.

    Raises
    ------
    InputError
        The file is no PDF, damaged, encrypted, a scan without text, or longer than ``MAX_PAGES``.
    MissingExtraError
        pypdf is not installed.
    """
    try:
        import pypdf
        from pypdf.errors import PyPdfError
    except ImportError as error:
        raise missing_reader(name, "a PDF", "pypdf") from error

    if b"%PDF-" not in raw[:1024]:
        raise InputError(f"{name} is not a PDF" if raw.strip() else f"{name} is empty")
    try:
        reader = pypdf.PdfReader(io.BytesIO(raw))
        _unlock(reader, name)
        count = len(reader.pages)
        if count > MAX_PAGES:
            raise InputError(f"{name} has {count:,} pages; up to {MAX_PAGES:,} are read: split it")
        pages = _pages(reader, name)
        title = str((reader.metadata and reader.metadata.title) or "")
    except (PyPdfError, ValueError, TypeError, KeyError, AttributeError, IndexError, RecursionError, OSError) as error:
        # pypdf meets a damaged file with whatever its parser stumbles over.
        raise InputError(f"{name} is a damaged PDF, or one that pypdf cannot read") from error
    text = "\n\n".join(map(join_lines, pages))
    if not text.strip():
        raise InputError(f"{name} holds no text, only pictures of it; make it searchable (OCR) first")
    return to_extract(text, name, title="" if _NO_TITLE.search(title) else title)


def _unlock(reader: PdfReader, name: str) -> None:
    from pypdf.errors import DependencyError

    if not reader.is_encrypted:
        return
    try:
        # Many a file only forbids printing: it opens without a password.
        opened = bool(reader.decrypt(""))
    except (DependencyError, NotImplementedError):
        opened = False
    if not opened:
        raise InputError(f"{name} is encrypted; save it without a password")


def _pages(reader: PdfReader, name: str) -> list[str]:
    pages = []
    length = 0
    for page in reader.pages:
        text = page.extract_text()
        length += len(text)
        if length > MAX_TEXT_CHARS:
            raise InputError(f"{name} holds more than {MAX_TEXT_CHARS // 1024**2} million characters; split it")
        pages.append(text)
    return pages


def join_lines(page: str) -> str:
    """Join the lines of a page into paragraphs, so that a name that is broken across lines is one name.

    A paragraph ends at a blank line, or where a line that ends a sentence is clearly shorter than the page's lines.
    A word that is hyphenated at a line's end is made whole; its hyphen stays before a capital (*Saint-Louis*).
    """
    lines = [line.strip() for line in page.split("\n")]
    lengths = sorted(len(line) for line in lines if line)
    usual = lengths[len(lengths) * 3 // 4] if lengths else 0
    pieces: list[str] = []
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        if not line or not following:
            pieces.append(f"{line}\n\n")
        elif _HYPHENATED.search(line) and following[0].isalpha():
            pieces.append(line[:-1] if following[0].islower() else line)
        elif len(line) < 0.8 * usual and _SENTENCE_END.search(line):
            pieces.append(f"{line}\n\n")
        else:
            # A heading is much shorter than a line of text, and the next line begins anew.
            ends = len(line) < 0.5 * usual and not following[0].islower()
            pieces.append(f"{line}\n\n" if ends else f"{line} ")
    return "".join(pieces)
