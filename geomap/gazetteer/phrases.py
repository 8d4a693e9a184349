"""Descriptive phrases that mean a zone: "the UN-patrolled buffer zone" in a text that names the Golan Heights.

The phrases stand in a table of the gazetteer: head words, places of which one must be named in the text, and the zone.
The folder of another language than English says what these words are there, so that each zone of the table is found in
its texts too, and may have rows of its own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from geomap.errors import LanguageError
from geomap.evidence import ZoneSense
from geomap.language import english

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from typing import Protocol

    from geomap.gazetteer.gazetteer import Gazetteer
    from geomap.language import Language
    from geomap.language.parts import Zones

    class NameBearers(Protocol):
        """Tells who bears a name."""

        def bearers(self, name_id: int) -> Sequence[tuple[int, int]]:
            """Return the place index and match code of everything that bears a name."""


_CACHE_SIZE = 60_000
_NONE: frozenset[int] = frozenset()


_BLANK = r"[ \u00a0\n-]"
_OPTIONAL = re.compile(r"\[([^]]*)\]")
_NO_LETTERS = re.compile(r"\[[^]]*\]|\*")


@dataclass(frozen=True)
class Phrase:
    """A row of the table: phrases, and what they mean beside which places.

    In a phrase ``*`` stands for the letters of any ending, and what stands between brackets may be missing.
    """

    words: str
    sense: ZoneSense
    zones: Zones

    @cached_property
    def pieces(self) -> tuple[tuple[str, ...], ...]:
        """Of each phrase what a text must hold, in small letters, spaces for hyphens."""
        return tuple(map(_pieces, self.phrases))

    @property
    def phrases(self) -> list[str]:
        """The phrases, the longest first."""
        return sorted((h.strip() for h in self.words.split("|") if h.strip()), key=lambda h: (-len(h), h))

    def may_be_in(self, spaced: str) -> bool:
        """Tell quickly whether one of the phrases can be in a text in small letters, spaces for hyphens."""
        return any(all(piece in spaced for piece in pieces) for pieces in self.pieces)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The expression, compiled when a text first names a place of the row: most texts name none."""
        return self._compile(self.zones.adjectives, self.zones.behind)

    @cached_property
    def bare(self) -> re.Pattern[str]:
        """The expression without what may stand beside: it is found in the same texts, and is quicker to make."""
        return self._compile("", "")

    def _compile(self, before: str, behind: str) -> re.Pattern[str]:
        words = "|".join(map(_expression, self.phrases))
        zones = self.zones
        start, stop = zones.start or r"(?<![\w-])", zones.stop or r"(?![\w-])"
        return re.compile(rf"{start}{before}{zones.fronts}(?:{words}){zones.ending}{behind}{stop}", re.IGNORECASE)


def _pieces(phrase: str) -> tuple[str, ...]:
    if "*" in phrase or "[" in phrase:
        return tuple(filter(None, map(_spaced, _NO_LETTERS.split(phrase))))
    return (_spaced(phrase),)


def _expression(phrase: str) -> str:
    made = _OPTIONAL.sub(r"\0\1\0", phrase)
    parts = [re.escape(part).replace(r"\ ", _BLANK).replace(r"\*", r"\w*") for part in made.split("\0")]
    # What stood between brackets is every second part.
    return "".join(f"(?:{part})?" if number % 2 else part for number, part in enumerate(parts))


class FoundPhrase(NamedTuple):
    """A phrase in a text: its span, and what it can mean."""

    start: int
    end: int
    senses: tuple[ZoneSense, ...]


class Phrases:
    """The table of a gazetteer for a language.

    Parameters
    ----------
    gazetteer
        Where the table and the places are.
    language
        Whose phrases are read; English without it.
    names
        Who bears the names that a text is asked with; the gazetteer without it.
    """

    def __init__(
        self, gazetteer: Gazetteer, language: Language | None = None, names: NameBearers | None = None
    ) -> None:
        language = language or english()
        rows = [*gazetteer.phrases(), *_translated(language, gazetteer), *_rows_of(language, gazetteer)]
        self._rows = tuple(
            Phrase(words, ZoneSense(place, frozenset(near)), language.zones) for words, near, place in rows
        )
        self._names = names or gazetteer
        # Numbers of the rows by the places beside them, and by the names of these places.
        self._of_place: dict[int, set[int]] = {}
        for number, row in enumerate(self._rows):
            for place in row.sense.near:
                self._of_place.setdefault(place, set()).add(number)
        self._of_name: dict[int, frozenset[int]] = {}

    def find(self, text: str, named: Collection[int]) -> Iterator[FoundPhrase]:
        """Yield the phrases whose zone lies near one of the places that the names ``named`` (name ids) can mean."""
        numbers: set[int] = set()
        for name_id in named:
            numbers |= self._rows_beside(name_id)
        if not numbers:
            return
        # An expression that ignores case is slow to make and to run: one of the row's phrases must be there.
        spaced = _spaced(text)
        for number in sorted(numbers):
            row = self._rows[number]
            if row.may_be_in(spaced):
                for m in row.pattern.finditer(text):
                    yield FoundPhrase(*m.span(), self.senses(m[0]))

    def senses(self, phrase: str) -> tuple[ZoneSense, ...]:
        """Return all that a phrase can mean, in whatever text."""
        spaced = _spaced(phrase)
        # Most rows are told to be others without their expression, which takes a millisecond to make.
        return tuple(row.sense for row in self._rows if row.may_be_in(spaced) and row.bare.search(phrase))

    def _rows_beside(self, name_id: int) -> frozenset[int]:
        """Return the numbers of the rows of which a place can have the name."""
        known = self._of_name.get(name_id)
        if known is None:
            if len(self._of_name) > _CACHE_SIZE:
                self._of_name.clear()
            of_place = self._of_place
            rows = [of_place[index] for index, _ in self._names.bearers(name_id) if index in of_place]
            known = self._of_name[name_id] = frozenset().union(*rows) if rows else _NONE
        return known


def _translated(language: Language, gazetteer: Gazetteer) -> Iterator[tuple[str, tuple[int, ...], int]]:
    """Yield the rows of the gazetteer's table in the words of a language."""
    known = language.zones.words
    if not known:
        return
    for words, near, place in gazetteer.phrases():
        made = [known[word] for word in words.split("|") if word in known]
        if made:
            yield "|".join(made), near, place


def _rows_of(language: Language, gazetteer: Gazetteer) -> Iterator[tuple[str, tuple[int, ...], int]]:
    """Yield the rows of a language's folder; a place that the gazetteer lacks makes no row."""
    for row in language.zones.phrases:
        try:
            words, near, place = str(row["words"]), row["near"], gazetteer.index(row["place"])
        except KeyError as error:
            raise LanguageError(f"language {language.code}: a phrase of zones.toml lacks {error}") from error
        if place >= 0:
            yield words, tuple(index for key in near if (index := gazetteer.index(key)) >= 0), place


def _spaced(words: str) -> str:
    return " ".join(words.lower().replace("-", " ").split())
