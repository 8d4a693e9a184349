"""Sentences said to a reader, which know what they say, so that a map says them again in its own language.

A text in one language may get a map in another. So a sentence is text, and beside it the key of the language's table
and what its names in braces stand for: places, numbers, kinds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from geomap.dataclass import dataclass
from geomap.language import english

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from geomap.language import Language
    from geomap.model import Place


class NamingSource(Protocol):
    """Knows what a place is called in a language; every gazetteer does."""

    def name_in(self, place: Place, language: str) -> str:
        """Return the name."""
        ...


class Said(str):
    """A sentence in a language's words.

    Attributes
    ----------
    language
        Code of the language that it is in.
    table, key
        Where the language has the sentence.
    values
        What its names in braces stand for: text, whole numbers, other sentences, or a ``Named``, ``Figure`` ….
    """

    __slots__ = ("key", "language", "table", "values")

    language: str
    table: str
    key: str
    values: Mapping[str, Any]


class Speaker:
    """Says sentences in a language; in English where the language has none of its own.

    Parameters
    ----------
    language
        The language; English without it.
    gazetteer
        Knows what places are called in it; without one they have their usual English names.
    """

    def __init__(self, language: Language | None = None, gazetteer: NamingSource | None = None) -> None:
        self.language = (language or english()).spoken
        self._gazetteer = gazetteer

    def say(self, key: str, table: str = "sentences", **values: Any) -> Said:
        """Return a sentence, its names in braces filled in.

        Parameters
        ----------
        key, table
            Which sentence.
        **values
            What the names stand for.
        """
        words = {name: self.word(value) for name, value in values.items()}
        said = Said(self.language.reasons.tables[table][key].format(**words))
        said.language, said.table, said.key, said.values = self.language.code, table, key, values
        return said

    def has(self, key: str, table: str) -> bool:
        """Tell whether there is a sentence of that key."""
        return key in self.language.reasons.tables[table]

    def word(self, value: Any) -> str:
        """Return what a name in braces stands for, in the language's words."""
        if isinstance(value, Said):
            return self.again(value)
        if isinstance(value, int):
            return self.language.reasons.in_digits(str(value))
        return value if isinstance(value, str) else str(value.word(self))

    def again(self, sentence: str) -> str:
        """Say a sentence of another language; text that is no such sentence stays as it is."""
        if not isinstance(sentence, Said) or sentence.language == self.language.code:
            return sentence
        return self.say(sentence.key, sentence.table, **sentence.values)

    def all_again(self, sentences: Iterable[str]) -> tuple[str, ...]:
        """Say several sentences again."""
        return tuple(self.again(sentence) for sentence in sentences)

    def name_of(self, place: Place) -> str:
        """Return what a place is called."""
        if self._gazetteer is None or self.language.code == "en":
            return place.name
        return self._gazetteer.name_in(place, self.language.code)


@dataclass(frozen=True, slots=True)
class Named:
    """A place by its name, with an article where the language has one for it; with its country, if that is given."""

    place: Place
    article: bool = False
    country: Place | None = None

    def word(self, speaker: Speaker) -> str:
        """Return the name."""
        name = speaker.name_of(self.place)
        if self.country is not None:
            return f"{name}, {speaker.name_of(self.country)}"
        return speaker.language.reasons.with_article(name) if self.article else name


@dataclass(frozen=True, slots=True)
class Listed:
    """Several places, the last behind an "and"."""

    places: tuple[Place, ...]

    def word(self, speaker: Speaker) -> str:
        """Return the names."""
        reasons = speaker.language.reasons
        *names, last = (speaker.name_of(place) for place in self.places)
        return reasons.relative["and"].join(filter(None, (reasons.comma.join(names), last)))


@dataclass(frozen=True, slots=True)
class Figure:
    """A number, its thousands apart; with so many decimals."""

    value: float
    decimals: int = 0

    def word(self, speaker: Speaker) -> str:
        """Return the number."""
        return speaker.language.reasons.number(self.value, self.decimals)


@dataclass(frozen=True, slots=True)
class Times:
    """How often: "twice"."""

    count: int

    def word(self, speaker: Speaker) -> str:
        """Return the words."""
        return speaker.language.reasons.times_of(self.count, speaker.language.code)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of place, of ``geomap.gazetteer.feature_kinds``."""

    noun: str

    def word(self, speaker: Speaker) -> str:
        """Return the noun, with an article where the language has one."""
        reasons = speaker.language.reasons
        return reasons.one(reasons.kind(self.noun))


@dataclass(frozen=True, slots=True)
class Asked:
    """What the words beside a name ask for."""

    key: str

    def word(self, speaker: Speaker) -> str:
        """Return the words."""
        return speaker.language.reasons.asked[self.key]


@dataclass(frozen=True, slots=True)
class TextNoun:
    """A noun of the text: with its article in the text's own language, in quotation marks in another."""

    text: str
    language: str

    def word(self, speaker: Speaker) -> str:
        """Return the noun."""
        reasons = speaker.language.reasons
        if speaker.language.code == self.language and reasons.indefinite:
            return reasons.one(self.text)
        return reasons.quote.format(text=self.text)
