"""Markdown: the words without the markup, and title and date from the front matter."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from geomap.reading.extract import Extract, to_day, to_extract
from geomap.reading.text import decode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.token import Token

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?\n)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_FIELD = re.compile(r"^(title|headline|date|source|outlet|publisher|lang|language)[ \t]*:[ \t]*(.+)$", re.IGNORECASE)
# Code, mathematics and raw HTML are no prose.
_LEFT_OUT = {"fence", "code_block", "html_block", "html_inline", "code_inline", "image"}


def read_markdown(raw: bytes, name: str, encoding: str | None = None) -> Extract:
    """Take the prose of a Markdown file: link texts without addresses, no code, no raw HTML.

    Title, date, source and language come from the lines of a front matter (``---`` … ``---``); a title without one
    from the first heading.

    Raises
    ------
    InputError
        The file is empty or no text.
    """
    from markdown_it import MarkdownIt

    source = decode(raw, name, encoding)
    facts: dict[str, str] = {}
    if front := _FRONT_MATTER.match(source):
        for line in front[1].splitlines():
            if field := _FIELD.match(line):
                facts[field[1].lower()] = field[2].strip().strip("\"'")
        source = source[front.end() :]
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(source)
    day = to_day(facts.get("date", ""))
    return to_extract(
        "".join(_prose(tokens)),
        name,
        title=facts.get("title") or facts.get("headline") or _first_heading(tokens),
        date=day.isoformat() if day else "",
        source=facts.get("source") or facts.get("outlet") or facts.get("publisher") or "",
        language=facts.get("lang") or facts.get("language") or "",
    )


def _prose(tokens: list[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type == "inline":
            yield _inline(token)
        elif token.type in {"th_close", "td_close"}:
            yield " | "
        elif token.type in {"paragraph_close", "heading_close", "tr_close"}:
            # A tight list's paragraphs are hidden: its items stand on lines of their own.
            yield "\n" if token.hidden or token.type == "tr_close" else "\n\n"
        elif token.type in {"bullet_list_close", "ordered_list_close", "table_close", "blockquote_close"}:
            yield "\n"


def _inline(token: Token) -> str:
    pieces = []
    for child in token.children or ():
        if child.type in {"softbreak", "hardbreak"}:
            pieces.append("\n" if child.type == "hardbreak" else " ")
        elif child.type not in _LEFT_OUT:
            pieces.append(child.content)
    return "".join(pieces)


def _first_heading(tokens: list[Token]) -> str:
    for opening, inline in itertools.pairwise(tokens):
        if opening.type == "heading_open":
            return _inline(inline)
    return ""
