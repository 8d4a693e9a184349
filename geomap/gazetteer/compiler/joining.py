"""From the rows of the dumps to records: places joined with their alternate names."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from geomap.gazetteer import importance, layout, nametable
from geomap.gazetteer.cleaning import GENERIC, alternates, variants
from geomap.gazetteer.compiler.dumps import DumpedName, DumpedPlace, DumpedUnit
from geomap.gazetteer.names import fold
from geomap.gazetteer.record import Record, RecordName, is_latin

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from geomap.gazetteer.compiler.sorting import SortedLines
    from geomap.gazetteer.gazetteer import Gazetteer

SOURCE: Final = "geonames-dump"
_MOST_NAMES: Final = 300
_LOOKUP_ONLY, _CASED, _HAND_KEPT = 1, 2, 4
# ``json.dumps`` would make an encoder for every line.
_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


# Lines between the stages ------------------------------------------------------------------------------------------


def place_line(place: DumpedPlace) -> bytes:
    """Return a place as a line that sorts by its id."""
    return _line(place)


def name_line(name: DumpedName, number: int) -> bytes:
    """Return a name as a line that sorts by its place's id, then in the order of the file."""
    return f"{name.geonameid:010d}\t{number:010d}\t{_json(name[1:])}".encode()


def _line(row: Any) -> bytes:
    return f"{row[0]:010d}\t{_json(row)}".encode()


def record_line(record: Record, bundled_index: int = -1) -> bytes:
    """Return a record as a line that sorts as the writer puts records in order.

    The most important first, then by id.
    """
    row = [
        record.id,
        record.name,
        record.feature_class,
        record.feature_code,
        record.country_code,
        record.admin1_code,
        record.lon,
        record.lat,
        record.admin2_code,
        record.population,
        record.geonameid,
        record.importance,
        record.source,
        [[n.text, n.language, n.kind, _marks(n)] for n in record.names],
        _CASED * record.primary_cased + _LOOKUP_ONLY * record.primary_lookup_only,
        bundled_index,
    ]
    return f"{99_999 - record.importance:05d}\t{record.id}\t{_json(row)}".encode()


def _marks(name: RecordName) -> int:
    kept = name.source == nametable.HAND_KEPT_SOURCE
    return _CASED * name.case_sensitive + _LOOKUP_ONLY * name.lookup_only + _HAND_KEPT * kept


def to_record(line: bytes) -> tuple[Record, int]:
    """Return the record of a line, and its row in the bundled gazetteer or -1."""
    row = json.loads(line[line.index(b"\t", 6) + 1 :])
    flags, bundled_index = row[14:]
    record = Record(*row[:13])
    record.names = [
        RecordName(
            text,
            language,
            kind,
            bool(marks & _CASED),
            bool(marks & _LOOKUP_ONLY),
            nametable.HAND_KEPT_SOURCE if marks & _HAND_KEPT else "",
        )
        for text, language, kind, marks in row[13]
    ]
    record.primary_lookup_only, record.primary_cased = bool(flags & _LOOKUP_ONLY), bool(flags & _CASED)
    return record, bundled_index


# Joining -----------------------------------------------------------------------------------------------------------


@dataclass
class UnitRows:
    """What the small files say of countries and first- and second-order units.

    Attributes
    ----------
    rows
        By GeoNames id.
    sums
        By code (``SY``, ``SY.11``): what the settlements with that code add up to, as weight and vector.
    """

    rows: dict[int, DumpedUnit] = field(default_factory=dict)
    sums: dict[str, list[float]] = field(default_factory=dict)

    def add(self, unit: DumpedUnit) -> None:
        """Add a unit, and begin to sum up the settlements that give its middle."""
        self.rows.setdefault(unit.geonameid, unit)
        self.sums.setdefault(unit.code, [0.0, 0.0, 0.0])

    def see(self, place: DumpedPlace) -> None:
        """Add a settlement to the means of its units' positions, weighted by its inhabitants."""
        if not self.sums or place.feature_class != "P":
            return
        codes = (place.country_code, place.admin1_code, place.admin2_code)
        for depth in (1, 2, 3):
            total = self.sums.get(".".join(codes[:depth])) if codes[depth - 1] else None
            if total is not None:
                weight, lam, phi = place.population + 100, math.radians(place.lon), math.radians(place.lat)
                total[0] += weight * math.cos(phi) * math.cos(lam)
                total[1] += weight * math.cos(phi) * math.sin(lam)
                total[2] += weight * math.sin(phi)

    def missing(self, seen: set[int]) -> Iterator[Record]:
        """Yield the units that no file of places has, put in the middle of their settlements.

        Those without any are left out.
        """
        for unit in self.rows.values():
            x, y, z = self.sums[unit.code]
            if unit.geonameid in seen or not unit.name or (x, y, z) == (0, 0, 0):
                continue
            country, admin1, admin2 = [*unit.code.split(".", 2), "", ""][:3]
            code = "ADM2" if admin2 else "ADM1" if admin1 else "PCLI"
            place = DumpedPlace(
                geonameid=unit.geonameid,
                name=unit.name,
                alternates="",
                lat=round(math.degrees(math.atan2(z, math.hypot(x, y))), 5),
                lon=round(math.degrees(math.atan2(y, x)), 5),
                feature_class="A",
                feature_code=code,
                country_code=country,
                admin1_code=admin1,
                admin2_code=admin2,
                population=unit.population,
                modified="",
            )
            yield to_named(place, (), unit)


def joined(places: SortedLines, names: SortedLines, units: UnitRows) -> Iterator[tuple[Record, int]]:
    """Yield the records of the places with how many names they got, in the order of their ids.

    Both come sorted by id, so that one pass over each is enough.
    """
    waiting = iter(names)
    name = next(waiting, None)
    last = b""
    for line in places:
        key = line[:10]
        if key == last:  # a row that two files have
            continue
        last = key
        own = []
        while name is not None and name[:10] <= key:
            if name[:10] == key:
                own.append(DumpedName(int(key), *json.loads(name[22:])))
            name = next(waiting, None)
        place = DumpedPlace(*json.loads(line[11:]))
        record = to_named(place, own, units.rows.get(place.geonameid))
        yield record, len(own)


def to_named(place: DumpedPlace, own: Iterable[DumpedName], unit: DumpedUnit | None) -> Record:
    """Return a place of a dump as a record.

    A site, road, mountain or water of one word is for look-up only: in running text the word is mostly something else.
    """
    names = _PlaceNames(place)
    if unit is not None:
        names.add_unit(unit)
    for name in own:
        names.add(name)
    folded = fold(names.primary)
    lone = place.feature_class not in "PA" and " " not in folded
    kept = names.kept()
    return Record(
        id=f"geonames:{place.geonameid}",
        name=names.primary,
        feature_class=place.feature_class,
        feature_code=place.feature_code,
        country_code=place.country_code,
        admin1_code=place.admin1_code,
        admin2_code=place.admin2_code,
        lon=place.lon,
        lat=place.lat,
        population=place.population,
        geonameid=place.geonameid,
        importance=importance.of_feature(place.feature_class, place.feature_code, place.population, len(kept)),
        source=SOURCE,
        names=[n._replace(lookup_only=True) if lone and " " not in fold(n.text) else n for n in kept] if lone else kept,
        primary_lookup_only=len(folded) <= 2 or folded in GENERIC or lone,
    )


class _PlaceNames:
    """The names of one place as they come together."""

    def __init__(self, place: DumpedPlace) -> None:
        self.primary = place.name
        listed = place.alternates.split(",")[:_MOST_NAMES] if place.alternates else ()
        self._names = {fold(n.text): n for n in alternates(place.name, listed, SOURCE)}

    def add(self, name: DumpedName) -> None:
        """Take a name with its language; the preferred English one becomes the first."""
        folded = fold(name.text)
        if not folded or len(folded) > layout.LONGEST or len(self._names) >= _MOST_NAMES:
            return
        if name.language == "en" and name.preferred and not name.historic and is_latin(folded):
            old, self.primary = self.primary, name.text
            self._names.pop(folded, None)
            if fold(old) != folded:
                self._names = {fold(old): RecordName(old, source=SOURCE), **self._names}
        elif folded != fold(self.primary):
            self._add_other(name, folded)

    def _add_other(self, name: DumpedName, folded: str) -> None:
        short = name.language == "abbr"
        kind = layout.HISTORICAL if name.historic else layout.ABBREVIATION if short else layout.ALTERNATE
        known = self._names.get(folded)
        if known is None:
            known = next(iter(alternates(self.primary, [name.text], SOURCE)), None)
        if known is None:
            return
        self._names[folded] = known._replace(
            language="" if short else name.language,
            kind=kind,
            lookup_only=known.lookup_only or short,
            case_sensitive=short,
        )

    def add_unit(self, unit: DumpedUnit) -> None:
        """Take the names that the files of units have."""
        for text in (unit.name, unit.ascii_name):
            self.add(DumpedName(unit.geonameid, "", text, preferred=False, historic=False))
        if unit.abbreviation:
            self.add(DumpedName(unit.geonameid, "abbr", unit.abbreviation, preferred=False, historic=False))

    def kept(self) -> list[RecordName]:
        """Return all names but the first, with the other spellings of English texts."""
        names = list(self._names.values())
        return [*names, *variants(self.primary, (n.text for n in names))]


# The bundled gazetteer -----------------------------------------------------------------------------------------------


def records_of(gazetteer: Gazetteer) -> Iterator[Record]:
    """Yield the places of a compiled gazetteer as records again, in the order of their rows."""
    columns, keys = gazetteer.columns, gazetteer.manifest["source_keys"]
    for place in gazetteer:
        primary = _name_record(gazetteer, place.index, place.name, "", layout.PRIMARY)
        names = (
            _name_record(gazetteer, place.index, name.text, name.language, layout.MATCH_KINDS.index(name.kind))
            for name in gazetteer.names(place)[1:]
        )
        yield Record(
            id=place.id,
            name=place.name,
            feature_class=place.feature_class,
            feature_code=place.feature_code,
            country_code=place.country_code,
            admin1_code=place.admin1_code,
            lon=place.lon,
            lat=place.lat,
            admin2_code=place.admin2_code,
            population=place.population,
            geonameid=place.geonameid or 0,
            importance=columns.importance[place.index],
            source=keys[columns.source[place.index]],
            names=list(names),
            primary_lookup_only=primary.lookup_only,
            primary_cased=primary.case_sensitive,
        )


def _name_record(gazetteer: Gazetteer, index: int, text: str, language: str, kind: int) -> RecordName:
    """Return a name as the index has it: with its case, and for look-up only where the matcher does not see it."""
    name_id = gazetteer.name_id(fold(text))
    codes = dict(gazetteer.bearers(name_id)) if name_id >= 0 else {}
    code = codes.get(index, 0)
    source = nametable.HAND_KEPT_SOURCE if code & layout.HAND_KEPT else ""
    return RecordName(text, language, kind, bool(code & layout.CASE_SENSITIVE), index not in codes, source)
