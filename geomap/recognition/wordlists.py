"""Word lists of the recogniser: given names, surnames, ordinary English words.

``data/README.md`` says how they were made.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "data"


@cache
def _read(name: str) -> frozenset[str]:
    return frozenset((FOLDER / name).read_text(encoding="utf-8").split("\n"))


def given_names() -> frozenset[str]:
    """Folded given names of many countries."""
    return _read("given_names.txt")


def surnames() -> frozenset[str]:
    """Folded surnames that are frequent in the United States or in one of the other countries of the source."""
    return _read("surnames.txt")


def common_words() -> frozenset[str]:
    """Folded words that English text has in lower case: what is capitalised at the start of a sentence is no name."""
    return _read("common_words.txt")


def is_given_name(folded: str) -> bool:
    """Whether a folded word is a given name."""
    return folded in given_names()


def is_surname(folded: str) -> bool:
    """Whether a folded word is a frequent surname."""
    return folded in surnames()
