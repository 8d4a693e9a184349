"""What a map is called: as its text is, where that has a headline; a file name is none."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap.model import Document, Geoparse

# What writing programs put where a title belongs, and people leave there.
_FILE_NAME = re.compile(
    r"(?:microsoft word\s*-\s*)?[^\s/\\][^/\\]{0,200}\.(?:txt|text|md|markdown|rst|html?|xhtml|pdf|docx?|odt|rtf|"
    r"pages|eml|csv|tsv|jsonl?|ndjson|tex|indd|qxd)"
    r"|(?:untitled|document|dokument|sans titre|sin título)\s*\(?\d*\)?",
    re.IGNORECASE,
)
_PATH = re.compile(r"(?:[a-z]:)?[/\\]?(?:[^/\\\s]+[/\\])+[^/\\\s]+\.\w{2,8}", re.IGNORECASE)


def is_file_name(title: str) -> bool:
    """Tell whether a title is a file name, a path, or what a writing program calls a text that nobody named."""
    return bool(_FILE_NAME.fullmatch(title.strip()) or _PATH.fullmatch(title.strip()))


def title_of(document: Document) -> str:
    """Return a text's own title, ``""`` where it has none that deserves the name."""
    title = " ".join((document.title or "").split())
    return "" if is_file_name(title) or title == (document.source or "").strip() else document.title or ""


def headline_of(parses: Sequence[Geoparse]) -> str:
    """Return the headline of a map's text, ``""`` without one; of several texts none speaks for the others."""
    return title_of(parses[0].document) if len(parses) == 1 else ""
