"""One language: the tables of its folder, each read when somebody first asks for it."""

from __future__ import annotations

import json
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from geomap.errors import LanguageError
from geomap.language import parts
from geomap.language.reasons import Reasons

if TYPE_CHECKING:
    from pathlib import Path

    from geomap.language.tables import Table

_T = TypeVar("_T", bound="Table")


class Language:
    """A language as recognition, resolution and maps ask for it.

    What a folder lacks is empty; only its sentence ends, its reasons and its persons' names are then those of
    ``fallback``.

    Parameters
    ----------
    code
        BCP 47 tag, the folder's name.
    folder
        Where its tables are.
    fallback
        The language whose sentence ends, reasons and persons' names serve where the folder has none.
    """

    def __init__(self, code: str, folder: Path, fallback: Language | None = None) -> None:
        self.code = code
        self.folder = folder
        self._fallback = fallback

    def __repr__(self) -> str:
        return f"<Language {self.code!r}>"

    def _table(self, kind: type[_T], name: str) -> _T:
        return kind(self.folder / f"{name}.toml")

    def _lacks(self, name: str) -> Language | None:
        """Return the language that stands in for a file that the folder lacks."""
        return None if (self.folder / f"{name}.toml").exists() else self._fallback

    @cached_property
    def words(self) -> parts.WordClasses:
        """Word classes that recognition goes by."""
        return self._table(parts.WordClasses, "words")

    @cached_property
    def forms(self) -> parts.Forms:
        """How a name changes in a sentence: endings, adjectives, what is written together with it."""
        return self._table(parts.Forms, "forms")

    @cached_property
    def adjectives(self) -> tuple[tuple[str, str], ...]:
        """Stems of adjectives that no rule yields, with the names of their places: "московск", "Москва"."""
        rows = (line.partition(",") for line in sorted(self._lines("adjectives.csv") - {"", "stem,name"}))
        return tuple((stem, name.strip()) for stem, _, name in rows)

    @cached_property
    def spellings(self) -> tuple[tuple[str, str], ...]:
        """Letters that are written in two ways, as pairs of texts of the same length: from the one, and back.

        The lines of ``spellings.txt`` are such pairs.
        """
        path = self.folder / "spellings.txt"
        lines = path.read_text(encoding="utf-8").split("\n") if path.exists() else []
        return tuple(zip(lines[::2], lines[1::2], strict=False))

    @cached_property
    def heads(self) -> parts.Heads:
        """Nouns beside a name that say what kind of place it is."""
        return self._table(parts.Heads, "heads")

    @cached_property
    def modifiers(self) -> parts.Modifiers:
        """Words beside a name that mean a part of the place."""
        return self._table(parts.Modifiers, "modifiers")

    @cached_property
    def zones(self) -> parts.Zones:
        """Phrases that mean a zone."""
        return self._table(parts.Zones, "zones")

    @cached_property
    def relative(self) -> parts.RelativeWords:
        """Expressions that tell a place from others."""
        return self._table(parts.RelativeWords, "relative")

    @cached_property
    def movements(self) -> parts.MovementWords:
        """Words and expressions that tell who moves from where to where."""
        return self._table(parts.MovementWords, "movements")

    @cached_property
    def cues(self) -> parts.Cues:
        """Words beside a name that ask for a kind of place."""
        return self._table(parts.Cues, "cues")

    @cached_property
    def dates(self) -> parts.Dates:
        """Dates, absolute and relative."""
        return self._table(parts.Dates, "dates")

    @cached_property
    def sentence_ends(self) -> parts.SentenceEnds:
        """Where sentences end."""
        other = self._lacks("sentences")
        return other.sentence_ends if other else self._table(parts.SentenceEnds, "sentences")

    @cached_property
    def reasons(self) -> Reasons:
        """What is said to a reader: why a place was chosen, in words."""
        other = self._lacks("reasons")
        if other:
            return other.reasons
        made = self._table(Reasons, "reasons")
        return made.fill_from(self._fallback.reasons) if self._fallback else made

    @property
    def spoken(self) -> Language:
        """The language that sentences are said in: itself, or the one that stands in for it."""
        return self._lacks("reasons") or self

    @cached_property
    def story(self) -> parts.StoryWords:
        """Words that tell how much a story is about a place."""
        return self._table(parts.StoryWords, "prominence")

    @cached_property
    def namesakes(self) -> parts.NamesakeWords:
        """Words that tell what bears a place's name and is none."""
        return self._table(parts.NamesakeWords, "namesakes")

    @cached_property
    def namesake_rows(self) -> tuple[tuple[str, str], ...]:
        """Names of what is no place, in small letters, with their kind: breeds, dishes, illnesses."""
        rows = (line.rsplit(",", 2) for line in sorted(self._lines("namesakes.csv") - {"", "name,kind,source"}))
        return tuple((name.strip('"').lower(), kind) for name, kind, _ in rows)

    @cached_property
    def common_words(self) -> frozenset[str]:
        """Folded words that are seen in small letters: with a capital at a sentence's start they are no name."""
        return self._lines("common_words.txt")

    @cached_property
    def given_names(self) -> frozenset[str]:
        """Folded given names; those of English are of all countries that write in Latin letters, and serve them."""
        own = self._lines("given_names.txt")
        return own if own or self._fallback is None else self._fallback.given_names

    @cached_property
    def surnames(self) -> frozenset[str]:
        """Folded frequent surnames; those of English as with given names."""
        own = self._lines("surnames.txt")
        return own if own or self._fallback is None else self._fallback.surnames

    @cached_property
    def country_words(self) -> dict[str, str]:
        """Words that only the texts of some countries use: the countries' codes to the words, with spaces between."""
        path = self.folder / "country_words.json"
        if not path.exists():
            return {}
        try:
            words: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
        except ValueError as error:
            raise LanguageError(f"{path}: {error}") from error
        return words

    def _lines(self, name: str) -> frozenset[str]:
        path = self.folder / name
        return frozenset(path.read_text(encoding="utf-8").split("\n")) if path.exists() else frozenset()
