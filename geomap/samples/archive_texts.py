"""The sentences of the invented articles: templates with slots, and where each place stands in what they become."""

from __future__ import annotations

import datetime
import tomllib
from functools import cache
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Mapping, Sequence

    Name = Callable[[int, str], str]

PLACES = ("town", "near", "elsewhere", "province", "country", "capital", "abroad")
"""Slots that places fill."""

_COUNTRIES = ("country", "abroad")
_DATELINES = 0.3


class Template(NamedTuple):
    """A sentence with slots: each literal piece, with the slot behind it (``""`` for none)."""

    pieces: tuple[tuple[str, str], ...]
    needs: frozenset[str]

    @classmethod
    def of(cls, text: str) -> Template:
        """Read a sentence as the TOML file has it."""
        pieces = tuple((literal, slot or "") for literal, slot, _, _ in Formatter().parse(text))
        return cls(pieces, frozenset(slot for _, slot in pieces) & frozenset(PLACES))


class Story(NamedTuple):
    """The sentences about one kind of event in one language."""

    titles: tuple[Template, ...]
    leads: tuple[Template, ...]
    details: tuple[Template, ...]


class Tongue(NamedTuple):
    """What the archive has in one language."""

    code: str
    share: float
    home: frozenset[str]
    weekdays: tuple[str, ...]
    articles: Mapping[str, str]
    general: tuple[Template, ...]
    kinds: Mapping[str, Story]


class EventKind(NamedTuple):
    """A kind of event."""

    name: str
    weight: float
    days: float
    season: str
    abroad: bool
    countries: frozenset[str]


class ToldStory(NamedTuple):
    """An article's words.

    Attributes
    ----------
    title, text
        What is read.
    places
        Start and end in ``text``, and the row of the place, of each name.
    """

    title: str
    text: str
    places: tuple[tuple[int, int, int], ...]


@cache
def _file() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("archive.toml").read_text("utf-8"))


@cache
def kinds() -> tuple[EventKind, ...]:
    """Return the kinds of events."""
    return tuple(
        EventKind(
            name,
            row["weight"],
            row["days"],
            row.get("season", ""),
            row.get("abroad", False),
            frozenset(row.get("countries", "").split()),
        )
        for name, row in _file()["kinds"].items()
    )


@cache
def tongues() -> tuple[Tongue, ...]:
    """Return the languages, each with its sentences."""
    return tuple(_tongue(code, row) for code, row in _file()["tongues"].items())


def _tongue(code: str, row: dict[str, Any]) -> Tongue:
    articles = {country: word for word, countries in row["the"].items() for country in countries.split()}
    stories = {
        name: Story(*(tuple(map(Template.of, parts[part])) for part in Story._fields))
        for name, parts in row["kinds"].items()
    }
    return Tongue(
        code,
        row["share"],
        frozenset(row["home"].split()),
        tuple(row["weekdays"]),
        articles,
        tuple(map(Template.of, row["general"])),
        stories,
    )


class _Writing:
    """A text that grows by templates."""

    def __init__(
        self, slots: Mapping[str, int], words: Mapping[str, str], name: Callable[[str], tuple[str, str]]
    ) -> None:
        self._slots, self._words, self._name = slots, words, name
        self._parts: list[str] = []
        self._at = 0
        self.places: list[tuple[int, int, int]] = []

    def put(self, text: str) -> None:
        self._parts.append(text)
        self._at += len(text)

    def place(self, slot: str, *, upper: bool = False) -> None:
        article, name = self._name(slot)
        self.put(article)
        start = self._at
        self.put(name.upper() if upper else name)
        self.places.append((start, self._at, self._slots[slot]))

    def fill(self, template: Template) -> None:
        for literal, slot in template.pieces:
            self.put(literal)
            if slot in self._slots:
                self.place(slot)
            elif slot:
                self.put(self._words[slot])

    def text(self) -> str:
        return "".join(self._parts)


def tell(
    rng: random.Random,
    tongue: Tongue,
    kind: str,
    slots: Mapping[str, int],
    country_codes: Mapping[str, str],
    date: datetime.date,
    name: Name,
) -> ToldStory | None:
    """Write an article; None where the language has no name for the town, or no sentence for what it can name.

    Parameters
    ----------
    rng
        What chance there is.
    tongue
        The language.
    kind
        What happened.
    slots
        Rows of the places by slot; those that a story lacks, or the language has no name for, are not told.
    country_codes
        Of the slots that are countries, for their articles.
    date
        Day of publication.
    name
        What a language calls a place, by its row; ``""`` for nothing.
    """
    names = {slot: named for slot, row in slots.items() if (named := name(row, tongue.code))}
    if "town" not in names:
        return None
    articles = {slot: tongue.articles.get(country_codes[slot], "") for slot in _COUNTRIES if slot in slots}
    yesterday = (date - datetime.timedelta(days=int(rng.random() * 3))).weekday()
    words = {
        "n": str(3 + int(rng.random() * 58)),
        "people": str(120 + 10 * int(rng.random() * 900)),
        "weekday": tongue.weekdays[yesterday],
    }

    def called(slot: str) -> tuple[str, str]:
        article = articles.get(slot, "")
        return (f"{article} " if article else ""), names[slot]

    story, have = tongue.kinds[kind], frozenset(names)
    headline, lead = _some(rng, story.titles, have, 1), _some(rng, story.leads, have, 1)
    if not headline or not lead:
        return None
    title, text = _Writing(slots, words, called), _Writing(slots, words, called)
    title.fill(headline[0])
    if tongue.code == "en" and rng.random() < _DATELINES:
        text.place("town", upper=True)
        text.put(", ")
        text.place("country")
        text.put(" — ")
    text.fill(lead[0])
    text.put("\n\n")
    body = [*_some(rng, story.details, have, 2), *_some(rng, tongue.general, have, 2)]
    for number, template in enumerate(body):
        text.put(" " if number else "")
        text.fill(template)
    return ToldStory(title.text(), text.text(), tuple(text.places))


def _some(rng: random.Random, templates: Sequence[Template], have: frozenset[str], most: int) -> list[Template]:
    """Return up to so many of the templates that can be filled, none twice."""
    fitting = [one for one in templates if one.needs <= have]
    return [fitting.pop(int(rng.random() * len(fitting))) for _ in range(min(most, len(fitting)))]
