"""Words and people's names, which are no places' names in a text: as English has them."""

from __future__ import annotations

from typing import Final

from gazetteer.packages import HERE
from gazetteer.tables import rows
from geomap.gazetteer.names import fold

_WORDS: Final = "common_words.txt"
_PEOPLE: Final = ("given_names.txt", "surnames.txt")


def people_and_words() -> frozenset[str]:
    """Return the words and people's names."""
    return _lines(_WORDS, *_PEOPLE)


def known_words() -> frozenset[str]:
    """Return the words alone."""
    return _lines(_WORDS)


def stop_words() -> frozenset[str]:
    """Return the words that ``curated/stop_names.csv`` keeps from being taken for a place."""
    return frozenset(fold(row["name"]) for row in rows("stop_names"))


def _lines(*names: str) -> frozenset[str]:
    """Return the lines of the lists of words of English, as names are folded."""
    folder = HERE.parent / "geomap" / "language" / "en"
    lines = (line for name in names for line in (folder / name).read_text(encoding="utf-8").splitlines())
    return frozenset(fold(line) for line in lines)
