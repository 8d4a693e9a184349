"""Which columns of a table hold what: as they are named, or else as they are usually called."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from geomap.errors import InputError
from geomap.reading.csv import DATE_NAMES, FACT_NAMES, TEXT_NAMES

if TYPE_CHECKING:
    from collections.abc import Iterable

_USUAL: Final = {
    "text": TEXT_NAMES,
    "id": FACT_NAMES["id"],
    "date": DATE_NAMES,
    "title": FACT_NAMES["title"],
    "language": FACT_NAMES["language"],
    "link": ("link", "url", "uri", "sourceurl", "articleurl", "webpage", "permalink"),
}
"""The likeliest first; compared without case, spaces and signs."""

_MOST_SHOWN: Final = 12


class ColumnNames(NamedTuple):
    """What the columns are called that hold the parts of an article; None where that is to be guessed.

    Attributes
    ----------
    text
        The article.
    id
        What every output calls it.
    date
        The day of its publication.
    title, language, link
        Its headline, the tag of its language, and where it can be read.
    """

    text: str | None = None
    id: str | None = None
    date: str | None = None
    title: str | None = None
    language: str | None = None
    link: str | None = None

    def among(self, names: Iterable[str], where: str) -> dict[str, str]:
        """Return the column of each part, for those that there are.

        Parameters
        ----------
        names
            The table's columns.
        where
            What to call the table in an error.

        Raises
        ------
        InputError
            There is no column of a name that was given, or none that is known to hold texts; the message says which
            there are.
        """
        there = list(names)
        if missing := self.missing(there):
            raise InputError(f"{where} has no column {missing[1]!r} (--{missing[0]}-column); {_shown(there)}")
        found = self.found(there)
        if "text" not in found:
            raise InputError(f"{where}: say with --text-column which column holds the text; {_shown(there)}")
        return found

    def missing(self, names: Iterable[str]) -> tuple[str, str] | None:
        """Return the first part whose column was named and is not there, and the name.

        Parameters
        ----------
        names
            The table's columns.
        """
        there = set(names)
        asked = self._asdict().items()
        return next(((part, name) for part, name in asked if name is not None and name not in there), None)

    def found(self, names: Iterable[str]) -> dict[str, str]:
        """Return the column of each part that the table has, without asking for any.

        Parameters
        ----------
        names
            The table's columns.
        """
        there = list(names)
        plain: dict[str, str] = {}
        for name in there:
            plain.setdefault("".join(filter(str.isalnum, name.lower())), name)
        found = {}
        for part, asked in self._asdict().items():
            usual = next((plain[word] for word in _USUAL[part] if word in plain), None)
            chosen = asked or usual
            if chosen is not None and chosen in there:
                found[part] = chosen
        return found


def _shown(names: list[str]) -> str:
    more = ", …" if len(names) > _MOST_SHOWN else ""
    return f"there are: {', '.join(names[:_MOST_SHOWN])}{more}" if names else "it has none"
