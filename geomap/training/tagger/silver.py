"""Sentences made from templates, the gazetteer and name lists, where labelled text is thin.

They bring the tagger names from all over the world (with the places that bear them), organisations named after places,
facilities, datelines, lists of places, headings, and people whose names are places.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from geomap.recognition.splitting import split
from geomap.training.tagger.data import Sentence

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Mapping, Sequence

    from geomap.model import Place

_HERE = Path(__file__).parent
_SPAN = re.compile(r"\[([A-Z]+) ([^\]]+)\]")
_SLOT = re.compile(r"\{(\w+)\}")
_SAMPLE = 90_000
"""Rows of the gazetteer that are drawn for the pools."""


class PlaceTable(Protocol):
    """What is asked of a gazetteer here."""

    def __len__(self) -> int: ...

    def place(self, index: int) -> Place:
        """Return the place of a row."""


class Silver:
    """Fills templates.

    Parameters
    ----------
    gazetteer
        Where the places come from.
    rng
        Source of every choice.
    forenames, surnames
        American names, the commonest first.
    """

    def __init__(
        self, gazetteer: PlaceTable, rng: random.Random, forenames: Sequence[str], surnames: Sequence[str]
    ) -> None:
        self._rng = rng
        self._words: Mapping[str, list[str]] = json.loads((_HERE / "silver_words.json").read_text("utf-8"))
        self._people: Mapping[str, Mapping[str, list[str]]] = json.loads(
            (_HERE / "silver_people.json").read_text("utf-8")
        )
        self._forenames, self._surnames = forenames, surnames
        self._cities: dict[str, list[str]] = defaultdict(list)
        self._provinces: dict[str, list[str]] = defaultdict(list)
        self._countries: list[str] = []
        self._read(gazetteer)
        lines = (_HERE / "templates.txt").read_text("utf-8").splitlines()
        self.templates = [line for line in lines if line and not line.startswith("#")]

    def _read(self, gazetteer: PlaceTable) -> None:
        size = len(gazetteer)
        rows = sorted(self._rng.sample(range(size), min(_SAMPLE, size)))
        for row in rows:
            place = gazetteer.place(row)
            if place.feature_class == "P" and len(place.name) > 2:
                # A large city is named more often than a small one.
                weight = 1 + (place.population > 15_000) * 2 + (place.population > 200_000) * 6
                self._cities[place.country_code].extend([place.name] * weight)
        for row in range(size):
            place = gazetteer.place(row)
            if place.feature_code in ("PCLI", "PCLD", "PCLS", "PCLF"):
                self._countries.append(place.name)
            elif place.feature_code == "ADM1":
                self._provinces[place.country_code].append(_plain(place.name))

    def sentence(self) -> Sentence:
        """Return one filled template."""
        return self.fill(self._rng.choice(self.templates))

    def fill(self, template: str) -> Sentence:
        """Return a template with every slot filled, the places and people of one country."""
        mark, _, rest = template.partition(": ")
        if mark in ("us", "xx"):
            template = rest
        american = mark == "us" or (mark != "xx" and self._rng.random() < 0.5)
        country = "US" if american else self._rng.choice(self._words["countries"])
        if country not in self._cities or country not in self._provinces:
            country = "US"
        fill = self._filler(country)
        return self._parse(template, lambda slot: self._vary(slot, fill))

    def _vary(self, slot: str, fill: Callable[[str], str]) -> str:
        if slot.isupper():
            return fill(slot.lower()).upper()
        if slot == "Adj":
            return fill("adj")
        return fill(slot)

    def _parse(self, template: str, fill: Callable[[str], str]) -> Sentence:
        words: list[str] = []
        labels: list[str] = []

        def add(text: str, kind: str) -> None:
            parts = split(_SLOT.sub(lambda m: fill(m[1]), text)).texts
            for n, part in enumerate(parts):
                words.append(part)
                labels.append("O" if not kind else ("I-" if n else "B-") + kind)

        position = 0
        for match in _SPAN.finditer(template):
            add(template[position : match.start()], "")
            add(match[2], match[1])
            position = match.end()
        add(template[position:], "")
        return Sentence(words, labels, "silver")

    def _filler(self, country: str) -> Callable[[str], str]:
        rng = self._rng
        people = self._people.get(self._words_region(country), {})

        def place_name() -> str:
            where = country if rng.random() < 0.9 else rng.choice(["US", *self._words["countries"]])
            name = rng.choice(self._cities.get(where) or self._cities["US"])
            return _without_accents(name) if rng.random() < 0.8 else name

        def forename() -> str:
            return (
                rng.choice(people["forenames"])
                if people
                else self._forenames[int(rng.random() ** 2 * len(self._forenames))]
            )

        def surname() -> str:
            return (
                rng.choice(people["surnames"])
                if people
                else self._surnames[int(rng.random() ** 2 * len(self._surnames))]
            )

        def one_word() -> str:
            for _ in range(20):
                name = place_name()
                if " " not in name and "-" not in name:
                    return name
            return name

        def person(last: str) -> str:
            middle = f" {rng.choice('ABCDEFGHJKLMPRSTW')}." if country == "US" and rng.random() < 0.15 else ""
            return f"{forename()}{middle} {last}"

        table = self._slots(country, place_name, one_word, forename, surname, person)

        def fill(slot: str) -> str:
            if slot in table:
                return table[slot]()
            return rng.choice(self._words[slot])

        return fill

    def _slots(
        self,
        country: str,
        place_name: Callable[[], str],
        one_word: Callable[[], str],
        forename: Callable[[], str],
        surname: Callable[[], str],
        person: Callable[[str], str],
    ) -> dict[str, Callable[[], str]]:
        """Return what fills the slots of a template that are more than a word of a list."""
        rng = self._rng
        return {
            "city": place_name,
            "city2": place_name,
            "country": lambda: rng.choice(self._countries),
            "province": lambda: rng.choice(self._provinces[country]),
            "state": lambda: rng.choice(self._words["states"]),
            "abbr": lambda: rng.choice(self._words["abbreviations"]),
            "county": lambda: rng.choice(self._words["counties"]) + " County",
            "county1": lambda: rng.choice(self._words["counties"]),
            "per": lambda: person(surname()),
            "sur": surname,
            "surplace": one_word,
            "perplace": lambda: person(one_word()),
            "fore": forename,
            "CityTag": lambda: place_name().replace(" ", ""),
            "CountryTag": lambda: rng.choice(self._countries).replace(" ", ""),
            "handle": lambda: self._handle(forename, surname),
            "river": lambda: rng.choice(self._words["rivers"]),
            "street": lambda: (
                f"{rng.choice((surname(), one_word(), rng.choice(self._words['streets'])))} "
                f"{rng.choice(self._words['street_heads'])}"
            ),
            "fac": lambda: f"{rng.choice((surname(), one_word()))} {rng.choice(self._words['facility_heads'])}",
            "n": lambda: str(rng.randint(2, 99)),
            "date": lambda: f"{rng.choice(self._words['months'])} {rng.randint(1, 28)}",
        }

    def _handle(self, forename: Callable[[], str], surname: Callable[[], str]) -> str:
        """Return the name of an account."""
        return f"{forename()}{self._rng.choice(('_', ''))}{surname()}{self._rng.randint(1, 99)}".lower()

    def _words_region(self, country: str) -> str:
        for region, people in self._people.items():
            if country in people["countries"]:
                return region
        return ""


def _without_accents(name: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))


def _plain(name: str) -> str:
    for head in (" Governorate", " Province", " Region", " Oblast", " District", " Department", " State", " County"):
        name = name.removesuffix(head)
    return name.removeprefix("Province of ")
