"""The interface texts of a corpus's map, ``texts.csv`` beside this module: a column a language."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

from geomap.errors import InputError


@cache
def _table() -> tuple[list[str], list[list[str]]]:
    rows = csv.reader(Path(__file__).with_name("texts.csv").read_text("utf-8").splitlines())
    return next(rows)[1:], list(rows)


def languages() -> tuple[str, ...]:
    """Return the languages that the page speaks."""
    return tuple(_table()[0])


@cache
def texts(language: str) -> dict[str, str]:
    """Return all texts in a language; what a column leaves empty is English.

    Raises
    ------
    InputError
        The table has no such language.
    """
    known, rows = _table()
    base = language.partition("-")[0].lower()
    if base not in known:
        raise InputError(f"no interface texts in {language!r}: choose one of {', '.join(known)}")
    at = known.index(base) + 1
    return {row[0]: row[at] or row[1] for row in rows}
