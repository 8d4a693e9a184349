"""The words of a corpus's picture, ``picture.csv`` beside this module: a column a language."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

from geomap.errors import InputError
from geomap.language import english, find_language


@cache
def words_in(language: str) -> dict[str, str]:
    """Return all words in a language; what a column leaves empty is English.

    Raises
    ------
    InputError
        The table has no such language.
    """
    rows = csv.reader(Path(__file__).with_name("picture.csv").read_text("utf-8").splitlines())
    known = next(rows)[1:]
    base = language.partition("-")[0].lower()
    if base not in known:
        raise InputError(f"no interface texts in {language!r}: choose one of {', '.join(known)}")
    at = known.index(base) + 1
    return {row[0]: row[at] or row[1] for row in rows}


def digits(value: float, language: str) -> str:
    """Write a number as a language does: below ten with two figures that count, and without noughts behind them."""
    decimals = 0 if value >= 10 else len(f"{float(f'{value:.2g}'):f}".rstrip("0").partition(".")[2])
    return (find_language(language) or english()).reasons.number(value, decimals)
