"""The bundle's records in order, with what the hand-kept tables say of them, into the files of a gazetteer.

The files themselves are written by ``geomap.gazetteer.compiler``, as those of a user's own gazetteer are.
"""

from __future__ import annotations

import hashlib
import json
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geomap.gazetteer import exonymtable, layout
from geomap.gazetteer.compiler.namewriter import NameWriter
from geomap.gazetteer.compiler.placewriter import CodeTables, PlaceWriter, is_plain

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping, Sequence

    from geomap.gazetteer.arrays import ArrayTable
    from geomap.gazetteer.record import Record, RecordName


class Writer:
    """Packs places and names.

    Parameters
    ----------
    base
        Places from the sources.
    curated
        Places from hand-kept tables.
    extra
        Names that hand-kept tables add to places, by place id.
    footprints
        Ids of the places that have a footprint.
    exonyms
        Names by language that texts in English do not use, by place id.
    """

    def __init__(
        self,
        base: Iterable[Record],
        curated: Iterable[Record] = (),
        extra: Mapping[str, Sequence[RecordName]] | None = None,
        footprints: Container[str] = (),
        exonyms: Mapping[str, Sequence[RecordName]] | None = None,
    ) -> None:
        def rank(record: Record) -> tuple[int, str]:
            return -record.importance, record.id

        self.base = sorted(base, key=rank)
        self.records = self.base + sorted(curated, key=rank)
        self.index = {record.id: i for i, record in enumerate(self.records)}
        self.extra = extra or {}
        self.footprints = footprints
        self.exonyms = exonyms or {}

    def write(self, out: Path, curated: Mapping[str, Any], manifest: Mapping[str, Any]) -> dict[str, Any]:
        """Write all files into a directory; return the manifest.

        Parameters
        ----------
        out
            An existing directory.
        curated
            What the hand-kept tables say beyond names and positions; place ids in it are already indices.
        manifest
            More entries for the manifest.
        """
        entries, arrays = self._write_records(out)
        if self.exonyms:
            by_index = {self.index[place_id]: names for place_id, names in self.exonyms.items()}
            arrays[layout.EXONYMS] = exonymtable.write(out, by_index)
        details = {**curated, "names": self._curated_names()}
        (out / layout.CURATED).write_text(to_json(details), encoding="utf-8")
        whole = {
            "schema": layout.SCHEMA,
            **entries,
            "arrays": arrays,
            **manifest,
        }
        (out / layout.MANIFEST).write_text(to_json(whole), encoding="utf-8")
        return whole

    def _write_records(self, out: Path) -> tuple[dict[str, Any], dict[str, ArrayTable]]:
        """Write places and names; return the manifest's entries and its tables of arrays."""
        tables = CodeTables()
        for record in self.records:
            tables.see(record)
        tables.close()
        curated = self.records[len(self.base) :]
        places = PlaceWriter(out, tables, self.footprints, remembered=sys.maxsize, level=9)
        # The base's strings first and sorted, so that a new curated row only appends to the file.
        for rows in (self.base, curated):
            places.write_strings(sorted({r.name for r in rows} | {r.id for r in rows if not is_plain(r)}))
        with tempfile.TemporaryDirectory(prefix="geomap-names-") as folder:
            names = NameWriter(Path(folder))
            for record in self.base:
                names.add(places.add(record), record)
            places.end_base()
            for record in curated:
                names.add(places.add(record), record, "curated")
            for place_id, extra in self.extra.items():
                for name in extra:
                    names.add_name(self.index[place_id], name, "curated")
            entries, arrays, importances = places.close()
            counts, of_names = names.close(out, importances)
        return {**entries, "names": counts}, {**arrays, **of_names}

    def _curated_names(self) -> dict[str, list[list[Any]]]:
        names: dict[int, list[RecordName]] = defaultdict(list)
        for i, record in enumerate(self.records[len(self.base) :], len(self.base)):
            names[i] += record.names
        for place_id, extra in self.extra.items():
            names[self.index[place_id]] += extra
        return {str(i): [[n.text, n.language, n.kind] for n in found] for i, found in sorted(names.items()) if found}


def to_json(value: Mapping[str, Any]) -> str:
    """Return a value as JSON, the same bytes for the same value."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n"


def checksums(directory: Path) -> dict[str, dict[str, Any]]:
    """Return the size and SHA-256 of every file in a directory but the manifest, by its path inside it."""
    return {
        path.relative_to(directory).as_posix(): {
            "bytes": path.stat().st_size,
            "sha256": _digest(path),
        }
        for path in sorted(directory.rglob("*"))
        if path.is_file() and path.name != layout.MANIFEST
    }


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
