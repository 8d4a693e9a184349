"""Gazetteer names in a text: what the matcher hands on."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from geomap.recognition.tokens import Token


class Use(NamedTuple):
    """How a gazetteer name may be used.

    Attributes
    ----------
    tier
        How large its largest bearer is.
    sensitive
        Whether it counts only as it is written.
    demonym
        Whether it is a people or adjective and no place's own name.
    abbreviation
        Whether a place is abbreviated so.
    """

    tier: int
    sensitive: bool
    demonym: bool
    abbreviation: bool


@dataclass(slots=True, eq=False)
class Hit:
    """A gazetteer name inside a run.

    Attributes
    ----------
    first, end
        Token range in the run.
    name_id
        The name.
    use
        How the name may be used.
    folded
        The folded words.
    singular
        The folded name itself, where the words are its plural: "russian" of Russians; else ``""``.
    in_person
        Whether the run itself has it inside a person's name.
    weight
        What the lexicon's model makes of the run's signals for it, once it has been asked.
    """

    first: int
    end: int
    name_id: int
    use: Use
    folded: str
    singular: str = ""
    in_person: bool = False
    weight: float | None = None

    @property
    def tier(self) -> int:
        """How large the name's largest bearer is."""
        return self.use.tier


@dataclass(slots=True, eq=False)
class Run:
    """What one capitalised run says by itself, whatever stands around it.

    Attributes
    ----------
    tokens
        Its words.
    hits
        The longest gazetteer names in it, from left to right.
    persons
        Token ranges that are persons' names.
    words
        Folded words of these persons.
    titled
        The same run after a title, once that has been asked for.
    """

    tokens: tuple[Token, ...]
    hits: tuple[Hit, ...]
    persons: tuple[tuple[int, int], ...]
    words: frozenset[str]
    titled: Run | None = None


@dataclass(slots=True, eq=False)
class Match:
    """A gazetteer name at a place in the text.

    Attributes
    ----------
    start, end
        Span in characters.
    hit
        The name, and which tokens of the run it takes.
    run
        The run that it stands in.
    offset
        Where the run begins.
    shouted
        Whether its capitals say nothing: a headline in capitals, or a text without capitals.
    before
        The word before the match, see ``tokens.word_before``; None while nobody has asked for it.
    weight
        What its finder makes of it by itself, where no capital tells; None of what stands in a run.
    name
        What to look up where the text writes more than the name: "سوريا" of "وسوريا"; None where it does not.
    """

    start: int
    end: int
    hit: Hit
    run: Run
    offset: int
    shouted: bool
    before: str | None = None
    weight: float | None = None
    name: str | None = None

    @property
    def folded(self) -> str:
        """The folded words."""
        return self.hit.folded

    @property
    def is_person(self) -> bool:
        """Whether the run itself has it inside a person's name."""
        return self.hit.in_person


@dataclass(slots=True)
class Scan:
    """All gazetteer names of a document, and the words by which it names persons."""

    matches: list[Match] = field(default_factory=list)
    persons: set[str] = field(default_factory=set)
