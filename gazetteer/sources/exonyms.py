"""Names by language for countries, units, cities, waters and regions: gathered from all sources, checked, in order.

The first name that a place has in a language is the usual one: the hand-kept tables decide, then CLDR, then GeoNames'
preferred names, then Natural Earth's.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from gazetteer.ids import geonames
from gazetteer.names.languages import HEADS, M49, PEOPLE, RENAMED_ZONES, SECOND_ORDER, SHORT_FIRST, UNITS
from gazetteer.sources.cldr import KEY, link_units, read
from gazetteer.sources.registry import declared
from geomap.gazetteer import layout
from geomap.gazetteer.names import fold
from geomap.gazetteer.record import Record, RecordName

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from gazetteer.sources.cldr import Cldr
    from gazetteer.sources.reading import Sources

_ASIDE = re.compile(r"^(.*?) ?[(（]([^()（）]*)[)）]$")
INLAND: Final = 15_000
"""Inhabitants from which a city's preferred names in other languages are kept."""


class Exonym(NamedTuple):
    """A name of a place in a language, on its way into the gazetteer."""

    place: str
    name: RecordName


@dataclass(frozen=True)
class NameSource:
    """A source of names by language: declare one in a module of ``gazetteer.sources``.

    Its names come after those of the hand-kept tables and of CLDR.

    Attributes
    ----------
    read
        Reads it, given all places by id.
    """

    read: Callable[[Sources, Mapping[str, Record]], Iterable[Exonym]]


@dataclass(frozen=True)
class GatheredExonyms:
    """Names by language.

    Attributes
    ----------
    names
        By place id.
    rows
        How many each source gave, by its key.
    """

    names: dict[str, list[RecordName]]
    rows: Mapping[str, int]


def gather_exonyms(
    sources: Sources, records: Mapping[str, Record], by_hand: Mapping[str, list[RecordName]]
) -> GatheredExonyms:
    """Return the names by language, from all sources.

    Parameters
    ----------
    sources
        The packages.
    records
        All places by id.
    by_hand
        Names of the hand-kept tables, by place id.
    """
    cldr = read(sources.packages)
    links = {code: geonames(i) for code, i in link_units(sources.subdivisions, cldr.units["en"]).items()}
    given = list(_units(cldr, links, records))
    units = _without_siblings([*given, *_bare(given), *_marked(records)], records)
    found: dict[str, list[RecordName]] = defaultdict(list)
    for place, names in by_hand.items():
        found[place] += (name for name in names if name.kind == layout.PRIMARY)
    for place, name in (
        *_territories(cldr, sources.country_ids),
        *_peoples(cldr, sources.country_ids),
        *_zone_cities(cldr, sources, records),
        *units,
        *_seats(units, records),
        *(row for source in declared(NameSource) for row in source.read(sources, records)),
    ):
        if place in records:
            found[place].append(name)
    for place, names in by_hand.items():
        found[place] += (name for name in names if name.kind != layout.PRIMARY)
    kept = {place: _in_order(records[place], names) for place, names in sorted(found.items())}
    tally = Counter(name.source for names in kept.values() for name in names)
    return GatheredExonyms({place: names for place, names in kept.items() if names}, tally)


def _in_order(record: Record, names: Iterable[RecordName]) -> list[RecordName]:
    """Return each name of a language once, the first that is no other kind as the usual one.

    What only repeats the place's first name says nothing, unless the language has another name beside it.
    """
    by_language: dict[str, list[RecordName]] = defaultdict(list)
    seen: set[tuple[str, str]] = set()
    for name in names:
        known, folded = by_language[name.language], fold(name.text)
        if name.language == "en" or not folded or (name.language, folded) in seen:
            continue
        seen.add((name.language, folded))
        first = name.kind == layout.ALTERNATE and all(n.kind != layout.PRIMARY for n in known)
        known.append(name._replace(kind=layout.PRIMARY) if first else name)
    return [n for known in by_language.values() if [n.text for n in known] != [record.name] for n in known]


def _territories(cldr: Cldr, countries: Mapping[str, int]) -> Iterator[Exonym]:
    """Yield the countries, continents and UN regions."""
    for language, table in cldr.territories.items():
        for code, names in table.items():
            place = M49.get(code) or (geonames(countries[code]) if code in countries else None)
            if place is None:
                continue
            first = SHORT_FIRST.get(code, "")
            for text, alternative in sorted(names, key=lambda row: (row[1] != first, row[1] != "")):
                for part in _parts(text):
                    short = alternative == "short" and len(part) <= 5 and part == part.upper() != part.lower()
                    kind = layout.ABBREVIATION if short else layout.ALTERNATE
                    yield Exonym(place, RecordName(part, language, kind, short, source=KEY))


def _peoples(cldr: Cldr, countries: Mapping[str, int]) -> Iterator[Exonym]:
    """Yield the peoples in the languages that make their name of the country's by one word: 法国人, 프랑스인."""
    for language, word in PEOPLE.items():
        for code, names in cldr.territories[language].items():
            if code in countries and not any(c in "（ ・" for c in names[0][0]):
                name = RecordName(names[0][0] + word, language, layout.DEMONYM, source=KEY)
                yield Exonym(geonames(countries[code]), name)


def _parts(text: str) -> list[str]:
    """Split what holds two names: "Myanmar (Burma)"."""
    match = _ASIDE.match(text)
    return [part for part in match.groups() if len(part) > 3] if match is not None else [text]


def _zone_cities(cldr: Cldr, sources: Sources, records: Mapping[str, Record]) -> Iterator[Exonym]:
    """Yield the cities of time zones: the greatest place in the zone that bears the zone's English name."""
    english = cldr.cities["en"]
    zones: dict[str, list[int]] = defaultdict(list)
    for row in sources.zoned_cities():
        zones[row["timezone"]].append(row["geonameid"])
    places: dict[str, str] = {}
    for zone in {zone for table in cldr.cities.values() for zone in table}:
        wanted = fold(english.get(zone) or zone.rpartition("/")[2].replace("_", " "))
        held = [records[i] for i in map(geonames, zones.get(RENAMED_ZONES.get(zone, zone), ())) if i in records]
        bearing = [r for r in held if wanted in {fold(r.name), *(fold(n.text) for n in r.names)}]
        best = max(bearing, key=lambda r: (r.importance, r.id), default=None)
        if best is not None:
            places[zone] = best.id
    for language, table in cldr.cities.items():
        for zone, text in sorted(table.items()):
            if zone in places:
                yield Exonym(places[zone], RecordName(text, language, source=KEY))


def _units(cldr: Cldr, links: Mapping[str, str], records: Mapping[str, Record]) -> Iterator[Exonym]:
    for language in sorted(UNITS & cldr.units.keys()):
        for code, text in cldr.units[language].items():
            place = links.get(code, "")
            if place in records and (records[place].feature_code == "ADM1" or language in SECOND_ORDER):
                yield Exonym(place, RecordName(text, language, source=KEY))


def _marked(records: Mapping[str, Record]) -> Iterator[Exonym]:
    """Yield the names whose language another source marks.

    Natural Earth's of units and lakes, GeoNames' of continents.
    """
    for record in records.values():
        for name in record.names:
            if name.language not in ("", "en") and name.kind == layout.ALTERNATE and name.source != "variant":
                yield Exonym(record.id, name._replace(lookup_only=False))


def _without_siblings(names: Iterable[Exonym], records: Mapping[str, Record]) -> list[Exonym]:
    """Leave out what names two units of one level in a country: one of the sources has it from the sibling.

    Where more sources give it to one of the two than to the other, it is that one's.
    """
    listed = [(row, _claim(row, records[row.place])) for row in _telling(names)]
    claims: dict[tuple[str, ...], dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for row, claim in listed:
        claims[claim][row.place].add(row.name.source)
    kept = []
    for row, claim in listed:
        bearers = claims[claim]
        most = max(map(len, bearers.values()))
        winners = [place for place, by in bearers.items() if len(by) == most]
        if records[row.place].feature_class != "A" or winners == [row.place]:
            kept.append(row)
    return kept


def _claim(row: Exonym, record: Record) -> tuple[str, ...]:
    return record.country_code, record.feature_code, row.name.language, fold(row.name.text)


def _telling(names: Iterable[Exonym]) -> Iterator[Exonym]:
    """Yield the names without those that only say the first one in more words ("Homs Province" after "Homs")."""
    first: dict[tuple[str, str], int] = {}
    for row in names:
        words = len(row.name.text.split())
        known = first.setdefault((row.place, row.name.language), words)
        if words < known or words == known == 1 or row.name.source == KEY:
            yield row


def _bare(names: Iterable[Exonym]) -> Iterator[Exonym]:
    """Yield units' names without the word for what they are: Katalonien of "Autonome Gemeinschaft Katalonien"."""
    for row in names:
        head = HEADS.get(row.name.language)
        text = head.sub("", row.name.text).strip() if head is not None else ""
        if text != row.name.text and len(text) > 1:
            yield Exonym(row.place, row.name._replace(text=text))


def _seats(units: Iterable[Exonym], records: Mapping[str, Record]) -> Iterator[Exonym]:
    """Yield the seats of first-order units.

    What a language calls "gouvernorat d'Alep" tells that it calls the city Alep.

    Only where GeoNames lists that very word for the city, without its language.
    """
    seats: dict[tuple[str, str], Record] = {}
    for record in records.values():
        if record.feature_code in ("PPLA", "PPLC") and record.population >= INLAND:
            known = seats.get((record.country_code, record.admin1_code))
            if known is None or known.population < record.population:
                seats[record.country_code, record.admin1_code] = record
    called = {
        seat.id: frozenset(fold(name.text) for name in seat.names if not name.language) for seat in seats.values()
    }
    for row in units:
        unit = records[row.place]
        seat = seats.get((unit.country_code, unit.admin1_code)) if unit.feature_code == "ADM1" else None
        if seat is not None:
            text = _common(row.name.text, called[seat.id])
            if text and fold(text) != fold(seat.name):
                yield Exonym(seat.id, row.name._replace(text=text))


def _common(unit: str, listed: frozenset[str]) -> str:
    """Return the longest folded name of a seat that a unit's name holds as whole words, or begins with in Chinese."""
    words = [word for word in re.split(r"[\s()（）,’']+|\b[dl]’", unit) if word]
    for size in range(min(3, len(words)), 0, -1):
        for start in range(len(words) - size + 1):
            run = " ".join(words[start : start + size])
            if len(run) > 2 and fold(run) in listed and run[0] == run[0].upper():
                return run
    if unit and "\u4e00" <= unit[0] <= "\u9fff":
        return next((unit[:end] for end in range(len(unit), 1, -1) if fold(unit[:end]) in listed), "")
    return ""
