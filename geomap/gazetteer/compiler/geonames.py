"""A larger gazetteer out of GeoNames' own dumps, laid over the bundled places.

Every step is a pass over lines that are sorted on disk: the dump joined with its alternate names by id, the records in
the order of their importance, the names in alphabetical order. So memory does not grow with the files but for some
forty bytes a place, and a hundred a name while the trie of the names is built.
"""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Protocol

from geomap.errors import InputError, OutputError
from geomap.gazetteer import layout
from geomap.gazetteer.arcs import FILE_NAME
from geomap.gazetteer.compiler import joining
from geomap.gazetteer.compiler.dumps import Dump, read_countries, read_names, read_places, read_units
from geomap.gazetteer.compiler.namewriter import NameWriter
from geomap.gazetteer.compiler.placewriter import CodeTables, PlaceWriter
from geomap.gazetteer.compiler.sorting import BUDGET_BYTES, SortedLines
from geomap.gazetteer.writer import checksums, to_json
from geomap.temporary import temporary_folder

if TYPE_CHECKING:
    from array import array
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from geomap.gazetteer.gazetteer import Gazetteer

_DUMP: Final = {
    "name": "GeoNames",
    "licence": "CC BY 4.0",
    "url": "https://www.geonames.org/",
    "attribution": "Place names and positions: GeoNames, CC BY 4.0",
}


class Dumps(NamedTuple):
    """GeoNames' files, as downloaded (``.txt`` or ``.zip``).

    Attributes
    ----------
    places
        ``allCountries``, or files of countries.
    alternate_names
        ``alternateNamesV2``: names with languages, English preferred names and historical ones.
    admin1, admin2, countries
        ``admin1CodesASCII.txt``, ``admin2Codes.txt`` and ``countryInfo.txt``: units and countries that the other files
        lack, and more names for those that they have.
    """

    places: Sequence[Path]
    alternate_names: Path | None = None
    admin1: Path | None = None
    admin2: Path | None = None
    countries: Path | None = None


class Compiled(NamedTuple):
    """The result of a compilation: counts, and what was left out.

    Attributes
    ----------
    bundled, added
        Places of the bundled gazetteer and of the dump.
    names
        Alternate names that were joined to places of the dump.
    bad
        Lines that could not be read and were left out, with their reason.
    date
        The newest date of modification in the dump, or ``""``.
    """

    bundled: int
    added: int
    names: int
    bad: tuple[str, ...]
    date: str


class Progress(Protocol):
    """Receives the progress of a long work."""

    def begin(self, stage: str, total: int) -> None:
        """Hear that a stage begins; ``total`` is what its steps will add up to, 0 where that is not known."""

    def advance(self, step: int) -> None:
        """Hear that some steps of the stage are done."""


class _Silence:
    """A ``Progress`` that shows nothing."""

    def begin(self, stage: str, total: int) -> None:
        pass

    def advance(self, step: int) -> None:
        pass


def compile_geonames(
    dumps: Dumps,
    out: Path,
    gazetteer: Gazetteer,
    *,
    most: int | None = None,
    progress: Progress | None = None,
    budget: int = BUDGET_BYTES,
) -> Compiled:
    """Compile a gazetteer from the bundled places and GeoNames' dumps.

    A place that the bundled gazetteer has stays as it is there, with its names, outline and notes. The same files give
    the same bytes.

    Parameters
    ----------
    dumps
        The files.
    out
        Folder for the result; made if need be. What was compiled there before is replaced when all is done.
    gazetteer
        The gazetteer that the dump's places are added to.
    most
        How many of the dump's places to keep, the most important ones; all without it.
    progress
        Told how it goes on.
    budget
        Bytes of memory for each of the (at most three) sorts that go on at a time.

    Raises
    ------
    InputError
        A file is missing or not in GeoNames' format, or would be written over.
    OutputError
        The folder cannot be written.
    """
    _protect_sources(dumps, out, gazetteer)
    try:
        out.mkdir(parents=True, exist_ok=True)
        # Beside the result, not in /tmp: the runs of a large dump take some gigabytes.
        with temporary_folder(out) as folder:
            staging = folder / "made"
            staging.mkdir()
            job = _Job(dumps, gazetteer, folder, progress or _Silence(), budget)
            done = job.run(staging, most)
            for path in sorted(staging.iterdir(), key=lambda p: p.name == layout.MANIFEST):
                path.replace(out / path.name)
    except OSError as error:
        raise OutputError(f"cannot write the gazetteer to {out}: {error.strerror or error}") from error
    return done


def _protect_sources(dumps: Dumps, out: Path, gazetteer: Gazetteer) -> None:
    """Refuse to write over what is read: the bundled gazetteer, or a dump that is called as a file of the result."""
    if not out.is_dir():
        return
    if out.samefile(gazetteer.path):
        raise InputError(f"{out} is the gazetteer that is read: name another folder with -o")
    files = (*dumps.places, dumps.alternate_names, dumps.admin1, dumps.admin2, dumps.countries)
    for made in (out / path.name for path in gazetteer.path.iterdir()):
        if made.is_file() and any(file is not None and file.is_file() and file.samefile(made) for file in files):
            raise InputError(f"{made} is a dump that is read: name another folder with -o")


class _Job:
    """One compilation: its stages share temporary files, codes and counts."""

    def __init__(self, dumps: Dumps, gazetteer: Gazetteer, folder: Path, progress: Progress, budget: int) -> None:
        self._dumps = dumps
        self._gazetteer = gazetteer
        self._folder = folder
        self._progress = progress
        self._budget = budget
        self._bad: list[str] = []
        self._inputs: dict[str, tuple[str, str]] = {}
        self._bundled = set(gazetteer.columns.geonameid)
        self._date = ""
        self._names = 0

    def run(self, out: Path, most: int | None) -> Compiled:
        units = self._read_units()
        places, seen = self._read_places(units)
        names = self._read_names()
        records, tables = self._join(places, names, units, seen)
        places.clear()
        names.clear()
        added = self._write(records, tables, out, most)
        return Compiled(len(self._gazetteer), added, self._names, tuple(self._bad), self._date)

    def _open(self, path: Path, stage: str) -> Dump:
        dump = Dump(path, self._progress.advance)
        self._progress.begin(stage, dump.size)
        return dump

    def _close(self, dump: Dump) -> None:
        self._bad += dump.bad
        self._inputs[dump.path.name] = "", dump.sha256

    # Reading --------------------------------------------------------------------------------------------------------

    def _read_units(self) -> joining.UnitRows:
        units = joining.UnitRows()
        for path, read in (
            (self._dumps.countries, read_countries),
            (self._dumps.admin1, read_units),
            (self._dumps.admin2, read_units),
        ):
            if path is None:
                continue
            dump = self._open(path, f"reading {path.name}")
            for unit in read(dump):
                if unit.geonameid not in self._bundled:
                    units.add(unit)
            self._close(dump)
        return units

    def _read_places(self, units: joining.UnitRows) -> tuple[SortedLines, set[int]]:
        """Return the dump's places that the bundled gazetteer lacks; second, which of the units are among them."""
        lines, seen = SortedLines(self._folder, self._budget), set()
        for path in self._dumps.places:
            dump = self._open(path, f"reading {path.name}")
            for place in read_places(dump):
                self._date = max(self._date, place.modified)
                units.see(place)
                if place.geonameid in self._bundled:
                    continue
                if place.geonameid in units.rows:
                    seen.add(place.geonameid)
                lines.add(joining.place_line(place))
            self._close(dump)
        return lines, seen

    def _read_names(self) -> SortedLines:
        lines = SortedLines(self._folder, self._budget)
        path = self._dumps.alternate_names
        if path is not None:
            dump = self._open(path, f"reading {path.name}")
            for number, name in enumerate(read_names(dump)):
                if name.geonameid not in self._bundled:
                    lines.add(joining.name_line(name, number))
            self._close(dump)
        return lines

    # Joining --------------------------------------------------------------------------------------------------------

    def _join(
        self, places: SortedLines, names: SortedLines, units: joining.UnitRows, seen: set[int]
    ) -> tuple[SortedLines, CodeTables]:
        """Return all records as lines in their final order, and their codes."""
        self._progress.begin("joining places and names", 0)
        lines, tables = SortedLines(self._folder, self._budget), CodeTables()
        for index, record in enumerate(joining.records_of(self._gazetteer)):
            tables.see(record)
            lines.add(joining.record_line(record, index))
        found = 0
        for record, count in joining.joined(places, names, units):
            tables.see(record)
            lines.add(joining.record_line(record))
            self._names += count
            found += 1
        for record in units.missing(seen):
            tables.see(record)
            lines.add(joining.record_line(record))
            found += 1
        if not found:
            raise InputError("the dump has no place that the bundled gazetteer lacks")
        tables.close()
        return lines, tables

    # Writing --------------------------------------------------------------------------------------------------------

    def _write(self, records: SortedLines, tables: CodeTables, out: Path, most: int | None) -> int:
        self._progress.begin("writing places", 0)
        writer = PlaceWriter(out, tables, _Footprinted(self._gazetteer))
        names = NameWriter(self._folder, self._budget)
        rows = _unplaced(len(self._gazetteer))
        added = 0
        for line in records:
            record, bundled = joining.to_record(line)
            if bundled < 0:
                if added == most:
                    continue
                added += 1
            index = writer.add(record)
            names.add(index, record)
            if bundled >= 0:
                rows[bundled] = index
        records.clear()
        entries, arrays, importances = writer.close()
        del writer
        self._progress.begin("writing names", 0)
        counts, of_names = names.close(out, importances)
        self._finish(out, {**entries, "names": counts, "arrays": {**arrays, **of_names}}, rows)
        return added

    def _finish(self, out: Path, entries: Mapping[str, Any], rows: array[int]) -> None:
        """Carry over what the bundled gazetteer has besides, and write the manifest."""
        self._progress.begin("finishing", 0)
        (out / layout.CURATED).write_text(to_json(_details(self._gazetteer.curated, rows)), encoding="utf-8")
        shapes = self._gazetteer.path / FILE_NAME
        if shapes.is_file():
            shutil.copyfile(shapes, out / FILE_NAME)
        bundled = self._gazetteer.manifest
        capitals = {code: rows[place] for code, place in bundled.get("capitals", {}).items()}
        manifest = {
            "schema": layout.SCHEMA,
            **entries,
            "capitals": capitals,
            "sources": {**bundled.get("sources", {}), joining.SOURCE: _DUMP},
            "inputs": {**bundled.get("inputs", {}), **self._inputs, joining.SOURCE: (self._date, "")},
            "date": self._date,
            "files": checksums(out),
        }
        (out / layout.MANIFEST).write_text(to_json(manifest), encoding="utf-8")


def _unplaced(count: int) -> array[int]:
    from array import array as make

    return make("i", [-1]) * count


class _Footprinted:
    """The ids of places that have a footprint."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        columns = gazetteer.columns
        self._geonameids = {n for n, has in zip(columns.geonameid, columns.footprint, strict=True) if n and has}

    def __contains__(self, place_id: object) -> bool:
        source, _, number = str(place_id).partition(":")
        if source == "geonames":
            return int(number) in self._geonameids
        index = self._gazetteer.index(str(place_id))
        return index >= 0 and bool(self._gazetteer.columns.footprint[index])


def _details(table: Mapping[str, Any], rows: Sequence[int]) -> dict[str, Any]:
    """Return what the hand-kept tables say, with the places' new rows; their names stand with all the others."""

    def moved(old: Iterable[int]) -> list[int]:
        return [rows[index] for index in old]

    def by_row(name: str) -> Iterator[tuple[str, Any]]:
        return ((str(rows[int(key)]), value) for key, value in table.get(name, {}).items())

    return {
        **{key: value for key, value in table.items() if key == "stop_names"},
        "notes": dict(by_row("notes")),
        "status": dict(by_row("status")),
        "members": {key: moved(members) for key, members in by_row("members")},
        "phrases": [(heads, moved(near), rows[place]) for heads, near, place in table.get("phrases", ())],
        "names": {},
    }
