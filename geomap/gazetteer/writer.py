"""Packing records into a compiled gazetteer: the one writer for the bundle and for a user's own."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from geomap.gazetteer import layout, nametable
from geomap.gazetteer.arrays import pack, write_arrays
from geomap.gazetteer.cells import near_cells
from geomap.gazetteer.record import Record, RecordName
from geomap.gazetteer.reverse import COARSE, FINE
from geomap.gazetteer.tiers import tier_of

if TYPE_CHECKING:
    from array import array
    from collections.abc import Container, Iterable, Mapping, Sequence
    from pathlib import Path

    from geomap.gazetteer.arrays import ArrayTable
    from geomap.gazetteer.nametable import Bearers

STATES = frozenset({"PCL", "PCLI", "PCLIX", "PCLD", "PCLF", "PCLS"})
TERRITORIES = frozenset({"TERR"})  # Western Sahara, Antarctica


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
    """

    def __init__(
        self,
        base: Iterable[Record],
        curated: Iterable[Record] = (),
        extra: Mapping[str, Sequence[RecordName]] | None = None,
        footprints: Container[str] = (),
    ) -> None:
        def rank(record: Record) -> tuple[int, str]:
            return -record.importance, record.id

        self.base = sorted(base, key=rank)
        self.records = self.base + sorted(curated, key=rank)
        self.index = {record.id: i for i, record in enumerate(self.records)}
        self.extra = extra or {}
        self.footprints = footprints
        self._text = bytearray(b"\0")
        self._text_at: dict[str, int] = {"": 0}
        self.arrays: dict[str, ArrayTable] = {}

    def write(self, out: Path, curated: Mapping[str, Any], manifest: Mapping[str, Any]) -> dict[str, Any]:
        """Write all files into a directory; returns the manifest.

        Parameters
        ----------
        out
            An existing directory.
        curated
            What the hand-kept tables say beyond names and positions; place ids in it are already indices.
        manifest
            More entries for the manifest.
        """
        tables = self._write_places(out)
        base, other = self._bearers(self.base, 0), self._curated_bearers()
        counts = {"names": self._write_names(out, base, other)}
        self._write_written(out)
        (out / layout.TEXT).write_bytes(self._text)
        details = {**curated, "names": self._curated_names()}
        (out / layout.CURATED).write_text(to_json(details), encoding="utf-8")
        whole = {
            "schema": layout.SCHEMA,
            "places": len(self.records),
            "base_places": len(self.base),
            **counts,
            **tables,
            "arrays": self.arrays,
            **manifest,
        }
        (out / layout.MANIFEST).write_text(to_json(whole), encoding="utf-8")
        return whole

    def _string(self, text: str) -> int:
        at = self._text_at.get(text)
        if at is None:
            at = self._text_at[text] = len(self._text)
            self._text += text.encode() + b"\0"
        return at

    def _write_places(self, out: Path) -> dict[str, Any]:
        records = self.records
        # The base's strings first and sorted, so that a new curated row only appends to the file.
        for rows in (self.base, records[len(self.base) :]):
            for text in sorted({r.name for r in rows} | {r.id for r in rows if not is_plain(r)}):
                self._string(text)
        features = _table((r.feature_class, r.feature_code) for r in records)
        countries = _table(r.country_code for r in records)
        sources = _table(r.source for r in records)
        admin1 = [("", ""), *sorted({(r.country_code, r.admin1_code) for r in records if r.admin1_code})]
        admin2 = [
            ("", "", ""),
            *sorted({(r.country_code, r.admin1_code, r.admin2_code) for r in records if r.admin2_code}),
        ]
        at1, at2 = ({row: i for i, row in enumerate(rows)} for rows in (admin1, admin2))
        place1, place2 = self._units(at1, at2)
        arrays: dict[str, array[int] | bytes] = {
            "lon_e5": pack((round(r.lon * 1e5) for r in records), "i"),
            "lat_e5": pack((round(r.lat * 1e5) for r in records), "i"),
            "population": pack((r.population for r in records), "I"),
            "geonameid": pack((r.geonameid for r in records), "I"),
            "name": pack((self._string(r.name) for r in records), "I"),
            "id": pack((0 if is_plain(r) else self._string(r.id) for r in records), "I"),
            "feature": pack(features.index(r.feature_class, r.feature_code) for r in records),
            "country": pack(countries.index(r.country_code) for r in records),
            "source": pack(sources.index(r.source) for r in records),
            "admin1": pack(at1[r.country_code, r.admin1_code] if r.admin1_code else 0 for r in records),
            "admin2": pack(at2[r.country_code, r.admin1_code, r.admin2_code] if r.admin2_code else 0 for r in records),
            "footprint": pack((r.id in self.footprints for r in records), "B"),
            "importance": pack((min(max(r.importance, 0), 65_535) for r in records), "H"),
            "admin1_code": pack((self._string(".".join(row).strip(".")) for row in admin1), "I"),
            "admin2_code": pack((self._string(".".join(row).strip(".")) for row in admin2), "I"),
            "admin1_place": pack(place1, "i"),
            "admin2_place": pack(place2, "i"),
            **self._settlements(),
            **self._geonameids(),
            **self._ids(),
        }
        self.arrays[layout.PLACES] = write_arrays(out / layout.PLACES, arrays)
        return {
            "features": features.rows,
            "countries": countries.rows,
            "source_keys": sources.rows,
            "country_place": self._countries(countries.rows),
        }

    def _countries(self, codes: Sequence[str]) -> list[int]:
        places = dict.fromkeys(codes, -1)
        for pattern in (STATES, TERRITORIES):
            for i, r in enumerate(self.records):
                if r.feature_class == "A" and r.feature_code in pattern and places[r.country_code] < 0:
                    places[r.country_code] = i
        places[""] = -1
        return [places[code] for code in codes]

    def _units(self, at1: Mapping[Any, int], at2: Mapping[Any, int]) -> tuple[list[int], list[int]]:
        place1, place2 = [-1] * len(at1), [-1] * len(at2)
        for i, r in enumerate(self.records):
            if r.feature_class == "A" and r.feature_code in ("ADM1", "ADM1H") and r.admin1_code:
                row = at1[r.country_code, r.admin1_code]
                place1[row] = i if place1[row] < 0 else place1[row]
            elif r.feature_class == "A" and r.feature_code == "ADM2" and r.admin2_code:
                row = at2[r.country_code, r.admin1_code, r.admin2_code]
                place2[row] = i if place2[row] < 0 else place2[row]
        return place1, place2

    def _settlements(self) -> dict[str, array[int]]:
        """Populated places in rows of latitude, from west to east in each, and one near to every cell."""
        gone = ("PPLH", "PPLQ", "PPLW", "PPLCH")
        settled = [
            (r.lat, round(r.lon * 1e5), i)
            for i, r in enumerate(self.records)
            if r.feature_class == "P" and r.feature_code not in gone
        ]
        arrays = {}
        for name, per_degree in (("fine", FINE), ("coarse", COARSE)):
            rows: list[list[tuple[int, int]]] = [[] for _ in range(round(180 * per_degree))]
            for lat, lon, i in settled:
                rows[min(len(rows) - 1, int((lat + 90) * per_degree))].append((lon, i))
            starts = [0]
            for row in rows:
                row.sort()
                starts.append(starts[-1] + len(row))
            arrays[f"{name}_start"] = pack(starts, "I")
            arrays[f"{name}_place"] = pack((i for row in rows for _, i in row), "I")
        return {**arrays, "cell_place": pack(near_cells(settled) if settled else (), "I")}

    def _geonameids(self) -> dict[str, array[int]]:
        pairs = sorted((r.geonameid, i) for i, r in enumerate(self.records) if r.geonameid)
        return {"by_geonameid": pack((i for _, i in pairs), "I")}

    def _ids(self) -> dict[str, array[int]]:
        pairs = sorted((r.id, i) for i, r in enumerate(self.records) if not is_plain(r))
        return {"by_id": pack((i for _, i in pairs), "I")}

    # Names ------------------------------------------------------------------------------------------------------

    def _bearers(self, records: Sequence[Record], start: int) -> dict[str, Bearers]:
        found = nametable.empty()
        for i, record in enumerate(records, start):
            primary = RecordName(record.name, "", layout.PRIMARY, record.primary_cased, record.primary_quiet)
            for name in (primary, *record.names):
                nametable.bear(found, i, name)
        return found

    def _curated_bearers(self) -> dict[str, Bearers]:
        found = self._bearers(self.records[len(self.base) :], len(self.base))
        for place_id, names in self.extra.items():
            for name in names:
                nametable.bear(found, self.index[place_id], name)
        return found

    def _curated_names(self) -> dict[str, list[list[Any]]]:
        names: dict[int, list[RecordName]] = defaultdict(list)
        for i, record in enumerate(self.records[len(self.base) :], len(self.base)):
            names[i] += record.names
        for place_id, extra in self.extra.items():
            names[self.index[place_id]] += extra
        return {str(i): [[n.text, n.language, n.kind] for n in found] for i, found in sorted(names.items()) if found}

    def _write_names(
        self, out: Path, base: Mapping[str, Bearers], curated: Mapping[str, Bearers]
    ) -> dict[str, dict[str, int]]:
        counts: dict[str, dict[str, int]] = {}
        for script in layout.SCRIPTS:
            # A curated name lists all who bear it, so that one look into the curated layer is enough.
            for folded, bearers in curated[script].items():
                nametable.join(bearers, base[script].get(folded, {}).items())
            for layer, found in (("base", base[script]), ("curated", curated[script])):
                trie, arrays = nametable.pack_names(found, self._importance, self._tier)
                stem = f"{layer}.{script}"
                trie.save(str(out / f"{stem}.trie"))
                self.arrays[f"{stem}.dat"] = write_arrays(out / f"{stem}.dat", arrays)
                counts.setdefault(layer, {})[script] = len(trie)
        return counts

    def _importance(self, index: int) -> int:
        return self.records[index].importance

    def _tier(self, index: int, code: int) -> int:
        record = self.records[index]
        return tier_of(record.feature_class, record.feature_code, record.population, code)

    def _write_written(self, out: Path) -> None:
        blocks, offsets = bytearray(), [0]
        for start in range(0, len(self.base), layout.BLOCK):
            rows = ("\t".join(map(to_written, r.names)) for r in self.base[start : start + layout.BLOCK])
            blocks += zlib.compress("\n".join(rows).encode(), 9)
            offsets.append(len(blocks))
        arrays: dict[str, array[int] | bytes] = {"offset": pack(offsets, "I"), "blocks": bytes(blocks)}
        self.arrays[layout.WRITTEN] = write_arrays(out / layout.WRITTEN, arrays)


class _Table:
    """Distinct rows and their numbers."""

    def __init__(self, rows: Sequence[Any]) -> None:
        self.rows = rows
        self._at = {row: i for i, row in enumerate(rows)}

    def index(self, *row: str) -> int:
        return self._at[row if len(row) > 1 else row[0]]


def _table(rows: Iterable[Any]) -> _Table:
    return _Table(sorted(set(rows)))


def is_plain(record: Record) -> bool:
    """Whether the id follows from the GeoNames identifier."""
    return record.geonameid > 0 and record.id == f"geonames:{record.geonameid}"


def to_written(name: RecordName) -> str:
    """A name as it stands in the blocks of ``layout.WRITTEN``."""
    text = " ".join(name.text.split())
    if name.kind == layout.ALTERNATE:
        return f"{text}\x1f{name.language}" if name.language else text
    return f"{text}\x1f{name.language}\x1f{name.kind}"


def to_json(value: Mapping[str, Any]) -> str:
    """The same bytes for the same value."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n"


def checksums(directory: Path) -> dict[str, dict[str, Any]]:
    """Size and SHA-256 of every file in a directory but the manifest, by its path inside it."""
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
