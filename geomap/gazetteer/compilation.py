"""A larger gazetteer out of GeoNames' own dumps, laid over the bundled places.

The dumps are read as streams, twice: once to see how important a place must be for the given number of places to be
kept, once to keep them. So memory grows with the number of places kept, not with the files: about 1 GB a million, and
0.9 GB for the bundled ones.
"""

from __future__ import annotations

import json
import shutil
from collections import Counter
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from geomap.errors import InputError
from geomap.gazetteer import importance, layout
from geomap.gazetteer.cleaning import alternates, variants
from geomap.gazetteer.names import fold
from geomap.gazetteer.record import Record, RecordName, is_latin
from geomap.gazetteer.writer import Writer, checksums

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from geomap.gazetteer.gazetteer import Gazetteer

PLACES: Final = 1_000_000
"""Places kept from a dump unless another number is asked for."""

_COLUMNS: Final = 19
_NAME_COLUMNS: Final = 10
_SOURCE: Final = "geonames-dump"
_CODES: Final = frozenset({"link", "wkdt", "post", "iata", "icao", "faac", "unlc", "tcid", "fr_1793", "phon", "piny"})
_MOST_NAMES: Final = 300
_MOST_BAD: Final = 1000


class Compiled(NamedTuple):
    """What a compilation did.

    Attributes
    ----------
    bundled, added
        Places of the bundled gazetteer and of the dump.
    least_importance
        What a place of the dump needed to be kept.
    names
        Names that the file of alternate names added.
    bad
        Lines that could not be read, the first twenty with their reason.
    """

    bundled: int
    added: int
    least_importance: int
    names: int
    bad: list[str]


class _Row(NamedTuple):
    geonameid: int
    name: str
    alternates: str
    lat: float
    lon: float
    feature_class: str
    feature_code: str
    country_code: str
    admin1_code: str
    admin2_code: str
    population: int

    @property
    def importance(self) -> int:
        names = self.alternates.count(",") + 1 if self.alternates else 0
        return importance.of_feature(self.feature_class, self.feature_code, self.population, names)


def compile_geonames(
    dump: Path,
    out: Path,
    gazetteer: Gazetteer,
    *,
    alternate_names: Path | None = None,
    places: int = PLACES,
    progress: Callable[[str], None] | None = None,
) -> Compiled:
    """Compile a gazetteer from the bundled places and GeoNames' dumps.

    Parameters
    ----------
    dump
        ``allCountries.txt`` or a country's file, unpacked.
    out
        Directory for the result; made if need be.
    gazetteer
        The gazetteer that the dump's places are added to. What it has, with its names, stays as it is.
    alternate_names
        ``alternateNamesV2.txt``: names with languages, English preferred names and historical ones.
    places
        How many of the dump's places to keep, the most important ones.
    progress
        Called with a word when a stage begins.

    Raises
    ------
    InputError
        A file is missing or is not in GeoNames' format.
    """
    say = progress or (lambda _: None)
    say("reading the dump")
    bad: list[str] = []
    least = _least(dump, gazetteer, places, bad)
    bad.clear()
    say("keeping places")
    kept: dict[int, Record] = {}
    for row in _new_rows(dump, gazetteer, bad):
        if row.importance >= least and len(kept) < places:
            kept.setdefault(row.geonameid, _record(row))
    names = 0
    if alternate_names is not None:
        say("reading alternate names")
        names = _add_names(kept, alternate_names, bad)
    say("writing")
    out.mkdir(parents=True, exist_ok=True)
    _write(out, gazetteer, kept.values())
    return Compiled(len(gazetteer), len(kept), least, names, bad)


def _least(dump: Path, gazetteer: Gazetteer, places: int, bad: list[str]) -> int:
    counts = Counter(row.importance for row in _new_rows(dump, gazetteer, bad))
    total = 0
    for value in sorted(counts, reverse=True):
        total += counts[value]
        if total > places:
            return value + 1
    return 0


def _new_rows(dump: Path, gazetteer: Gazetteer, bad: list[str]) -> Iterator[_Row]:
    for line, cells in _lines(dump, _COLUMNS, bad):
        try:
            row = _Row(
                int(cells[0]),
                " ".join(cells[1].split()),
                cells[3],
                float(cells[4]),
                float(cells[5]),
                cells[6],
                cells[7],
                cells[8],
                "" if cells[10] == "00" else cells[10],
                cells[11],
                int(cells[14] or 0),
            )
        except ValueError as error:
            _complain(bad, f"{dump.name} line {line}: {error}")
            continue
        if not (row.name and row.feature_class and abs(row.lat) <= 90 and abs(row.lon) <= 180):
            _complain(bad, f"{dump.name} line {line}: no name, no feature class or no such position")
        elif gazetteer.index(f"geonames:{row.geonameid}") < 0:
            yield row


def _lines(path: Path, columns: int, bad: list[str]) -> Iterator[tuple[int, list[str]]]:
    try:
        with path.open(encoding="utf-8", errors="replace", newline="\n") as file:
            for number, text in enumerate(file, 1):
                cells = text.rstrip("\r\n").split("\t")
                if len(cells) == columns:
                    yield number, cells
                    continue
                message = f"{path.name} line {number}: {len(cells)} columns, {columns} expected"
                if number == 1:
                    raise InputError(f"{message}; is it one of GeoNames' dumps, unpacked?")
                _complain(bad, message)
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror or error}") from error


def _complain(bad: list[str], message: str) -> None:
    bad.append(message)
    if len(bad) > _MOST_BAD:
        raise InputError(f"{message}; more than {_MOST_BAD} lines cannot be read")


def _record(row: _Row) -> Record:
    names = alternates(row.name, row.alternates.split(",")[:_MOST_NAMES], _SOURCE) if row.alternates else []
    short = len(fold(row.name)) <= 2
    return Record(
        id=f"geonames:{row.geonameid}",
        name=row.name,
        feature_class=row.feature_class,
        feature_code=row.feature_code or "UNK",
        country_code=row.country_code,
        admin1_code=row.admin1_code,
        admin2_code=row.admin2_code if row.admin1_code else "",
        lon=row.lon,
        lat=row.lat,
        population=min(max(row.population, 0), 2**32 - 1),
        geonameid=row.geonameid,
        importance=row.importance,
        source=_SOURCE,
        names=[*names, *variants(row.name, (n.text for n in names))],
        primary_quiet=short,
    )


def _add_names(kept: dict[int, Record], path: Path, bad: list[str]) -> int:
    """Add names with their languages; English preferred ones become the first name."""
    added = 0
    for _, cells in _lines(path, _NAME_COLUMNS, bad):
        record = kept.get(int(cells[1])) if cells[1].isdigit() else None
        language, text = cells[2], " ".join(cells[3].split())
        if record is None or language in _CODES or not fold(text) or len(record.names) >= _MOST_NAMES:
            continue
        if language == "en" and cells[4] == "1" and cells[7] != "1" and is_latin(fold(text)):
            _rename(record, text)
            added += 1
        elif _add_name(record, text, language, historic=cells[7] == "1"):
            added += 1
    return added


def _rename(record: Record, text: str) -> None:
    old, record.name = record.name, text
    record.names = [n for n in record.names if fold(n.text) != fold(text)]
    if fold(old) != fold(text):
        record.names.insert(0, RecordName(old, source=_SOURCE))
    record.primary_quiet = len(fold(text)) <= 2


def _add_name(record: Record, text: str, language: str, *, historic: bool) -> bool:
    folded = fold(text)
    kind = layout.HISTORICAL if historic else layout.ABBREVIATION if language == "abbr" else layout.ALTERNATE
    known = next((i for i, n in enumerate(record.names) if fold(n.text) == folded), -1)
    if known >= 0:
        record.names[known] = record.names[known]._replace(language=language, kind=kind)
        return True
    fresh = alternates(record.name, [text], _SOURCE)
    if not fresh:
        return False
    quiet = fresh[0].quiet or language == "abbr"
    tag = "" if language == "abbr" else language
    record.names.append(fresh[0]._replace(language=tag, kind=kind, quiet=quiet, case_sensitive=language == "abbr"))
    return True


# The result ------------------------------------------------------------------------------------------------------


def _write(out: Path, gazetteer: Gazetteer, added: Iterable[Record]) -> None:
    writer = Writer([*records_of(gazetteer), *added], footprints=_Footprinted(gazetteer))
    writer.write(out, _details(gazetteer, writer.index), _manifest(gazetteer, writer.index))
    shapes = gazetteer.path / "geometry.bin"
    if shapes.is_file():
        shutil.copyfile(shapes, out / shapes.name)
    path = out / layout.MANIFEST
    manifest = json.loads(path.read_text(encoding="utf-8"))
    manifest["files"] = checksums(out)
    path.write_text(json.dumps(manifest, ensure_ascii=False, sort_keys=True) + "\n", encoding="utf-8")


class _Footprinted:
    """The ids of places that have a footprint."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer

    def __contains__(self, place_id: object) -> bool:
        index = self._gazetteer.index(str(place_id))
        return index >= 0 and bool(self._gazetteer.columns.footprint[index])


def records_of(gazetteer: Gazetteer) -> Iterator[Record]:
    """The places of a compiled gazetteer as records again."""
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
            primary_quiet=primary.quiet,
            primary_cased=primary.case_sensitive,
        )


def _name_record(gazetteer: Gazetteer, index: int, text: str, language: str, kind: int) -> RecordName:
    """A name as the gazetteer's index has it: with its case, and quiet where the text matcher does not see it."""
    name_id = gazetteer.name_id(fold(text))
    codes = dict(gazetteer.bearers(name_id)) if name_id >= 0 else {}
    cased = bool(codes.get(index, 0) & layout.CASE_SENSITIVE)
    return RecordName(text, language, kind, cased, index not in codes, "bundled")


def _details(gazetteer: Gazetteer, index: dict[str, int]) -> dict[str, Any]:
    """What the hand-kept tables say, with the rows of the new columns."""
    table = gazetteer.curated

    def new(old: int | str) -> int:
        return index[gazetteer.id_of(int(old))]

    details: dict[str, Any] = {
        name: {str(new(key)): value for key, value in table.get(name, {}).items()} for name in ("notes", "status")
    }
    details["members"] = {str(new(k)): [new(m) for m in members] for k, members in table.get("members", {}).items()}
    details["phrases"] = [(h, [new(n) for n in near], new(place)) for h, near, place in table.get("phrases", ())]
    details["stop_names"] = table.get("stop_names", {})
    return details


def _manifest(gazetteer: Gazetteer, index: dict[str, int]) -> dict[str, Any]:
    manifest = gazetteer.manifest
    dump = {
        "name": "GeoNames",
        "licence": "CC BY 4.0",
        "url": "https://www.geonames.org/",
        "attribution": "Place names and positions: GeoNames, CC BY 4.0",
    }
    return {
        "capitals": {code: index[gazetteer.id_of(place)] for code, place in manifest.get("capitals", {}).items()},
        "sources": {**manifest.get("sources", {}), _SOURCE: dump},
        "inputs": manifest.get("inputs", {}),
    }
