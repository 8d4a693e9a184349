"""Writing places one after the other into the gazetteer's columns, without holding them all."""

from __future__ import annotations

import zlib
from array import array
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Any, Final

from geomap.errors import InputError
from geomap.gazetteer import layout
from geomap.gazetteer.arrays import append_bytes, map_arrays, write_arrays
from geomap.gazetteer.cells import near_cells
from geomap.gazetteer.reverse import COARSE, FINE

if TYPE_CHECKING:
    from collections.abc import Container, Iterable
    from pathlib import Path

    from geomap.gazetteer.arrays import ArrayTable
    from geomap.gazetteer.record import Record, RecordName

_STATES: Final = frozenset({"PCL", "PCLI", "PCLIX", "PCLD", "PCLF", "PCLS"})
_TERRITORIES: Final = frozenset({"TERR"})  # Western Sahara, Antarctica
_UNITS: Final = (frozenset({"ADM1", "ADM1H"}), frozenset({"ADM2"}))
_GONE: Final = frozenset({"PPLH", "PPLQ", "PPLW", "PPLCH"})
_REMEMBERED: Final = 200_000
"""Names that are written once: namesakes stand close together, so the last ones are enough."""
_LEVEL: Final = 6
"""How hard zlib tries: its own default."""


class CodeTables:
    """The distinct codes of all places, gathered before the first is written."""

    def __init__(self) -> None:
        self._features: set[tuple[str, str]] = set()
        self._countries: set[str] = set()
        self._sources: set[str] = set()
        self._admin1: set[tuple[str, str]] = set()
        self._admin2: set[tuple[str, str, str]] = set()

    def see(self, record: Record) -> None:
        """Gather a place's codes."""
        self._features.add((record.feature_class, record.feature_code))
        self._countries.add(record.country_code)
        self._sources.add(record.source)
        if record.admin1_code:
            self._admin1.add((record.country_code, record.admin1_code))
        if record.admin2_code:
            self._admin2.add((record.country_code, record.admin1_code, record.admin2_code))

    def close(self) -> None:
        """Put the codes in order; after this no more may come."""
        self.features = sorted(self._features)
        self.countries = sorted(self._countries)
        self.sources = sorted(self._sources)
        self.admin1 = [("", ""), *sorted(self._admin1)]
        self.admin2 = [("", "", ""), *sorted(self._admin2)]


def is_plain(record: Record) -> bool:
    """Tell whether the id follows from the GeoNames identifier."""
    return record.geonameid > 0 and record.id == f"geonames:{record.geonameid}"


def _to_written(name: RecordName) -> str:
    """Return a name as it stands in the blocks of ``layout.WRITTEN``."""
    text = " ".join(name.text.split())
    if name.kind == layout.ALTERNATE:
        return f"{text}\x1f{name.language}" if name.language else text
    return f"{text}\x1f{name.language}\x1f{name.kind}"


def _numbers(rows: Iterable[Any]) -> dict[Any, int]:
    return {row: i for i, row in enumerate(rows)}


def _narrow(count: int) -> array[int]:
    return array("B" if count <= 1 << 8 else "H" if count <= 1 << 16 else "I")


class PlaceWriter:
    """Takes records in their final order and writes ``places.dat``, ``text.dat`` and ``written.dat``.

    It holds some forty bytes a place until the end.

    Parameters
    ----------
    out
        An existing folder.
    tables
        The codes of all records that will come.
    footprints
        Ids of the places that have a footprint.
    remembered
        How many strings are kept in memory, so that each of them is written once.
    level
        How hard zlib tries with the alternate names, up to 9.
    """

    def __init__(
        self,
        out: Path,
        tables: CodeTables,
        footprints: Container[str],
        *,
        remembered: int = _REMEMBERED,
        level: int = _LEVEL,
    ) -> None:
        self._out = out
        self._tables = tables
        self._footprints = footprints
        self._text = (out / layout.TEXT).open("wb", buffering=1 << 20)
        self._text.write(b"\0")
        self._text_end = 1
        self._text_at: dict[str, int] = {"": 0}
        self._remembered = remembered
        self._level = level
        self._base = -1
        self._blocks = TemporaryFile(dir=out, buffering=1 << 20)  # noqa: SIM115  closed with the writer
        self._offsets = array("I", [0])
        self._block: list[str] = []
        self._rows = [_numbers(r) for r in (tables.features, tables.countries, tables.sources)]
        self._admin = _numbers(tables.admin1), _numbers(tables.admin2)
        self._units = array("i", [-1]) * len(tables.admin1), array("i", [-1]) * len(tables.admin2)
        self._country = [dict.fromkeys(tables.countries, -1), dict.fromkeys(tables.countries, -1)]
        self._columns = {name: array(code) for name, code in (("lon_e5", "i"), ("lat_e5", "i"))}
        self._columns |= {name: array("I") for name in ("population", "geonameid", "name", "id")} | {
            "feature": _narrow(len(tables.features)),
            "country": _narrow(len(tables.countries)),
            "source": _narrow(len(tables.sources)),
            "admin1": _narrow(len(tables.admin1)),
            "admin2": _narrow(len(tables.admin2)),
            "footprint": array("B"),
            "importance": array("H"),
        }
        self._ids: list[tuple[str, int]] = []
        self._settled = array("I")

    def __len__(self) -> int:
        return len(self._columns["lon_e5"])

    def add(self, record: Record) -> int:
        """Write a place; return its index."""
        index = len(self)
        if index > layout.PLACE_MASK:
            raise InputError(f"a gazetteer holds no more than {layout.PLACE_MASK + 1:,} places; keep fewer")
        plain = is_plain(record)
        feature, country, source = self._rows
        admin1, admin2 = self._admin
        codes = record.country_code, record.admin1_code, record.admin2_code
        values = {
            "lon_e5": round(record.lon * 1e5),
            "lat_e5": round(record.lat * 1e5),
            "population": record.population,
            "geonameid": record.geonameid,
            "name": self._string(record.name),
            "id": 0 if plain else self._string(record.id),
            "feature": feature[record.feature_class, record.feature_code],
            "country": country[record.country_code],
            "source": source[record.source],
            "admin1": admin1[codes[:2]] if codes[1] else 0,
            "admin2": admin2[codes] if codes[2] else 0,
            "footprint": int(record.id in self._footprints),
            "importance": min(max(record.importance, 0), 65_535),
        }
        for name, value in values.items():
            self._columns[name].append(value)
        if not plain:
            self._ids.append((record.id, index))
        self._place_unit(record, index, values)
        if self._base < 0:
            self._block.append("\t".join(map(_to_written, record.names)))
            if len(self._block) == layout.BLOCK:
                self._close_block()
        return index

    def end_base(self) -> None:
        """Mark the end of the sources' places: the names of those that follow go into the curated table."""
        self._base = len(self)

    def write_strings(self, texts: Iterable[str]) -> None:
        """Write strings before the places that need them, so that they lie in the order given."""
        for text in texts:
            self._string(text)

    def _place_unit(self, record: Record, index: int, values: dict[str, int]) -> None:
        """Note settlements, units and countries for their tables; of several with one code the first counts."""
        code = record.feature_code
        if record.feature_class == "P":
            if code not in _GONE:
                self._settled.append(index)
            return
        if record.feature_class != "A":
            return
        for units, table, row in zip(_UNITS, self._units, (values["admin1"], values["admin2"]), strict=True):
            if code in units and row and table[row] < 0:
                table[row] = index
        for codes, found in zip((_STATES, _TERRITORIES), self._country, strict=True):
            if code in codes and record.country_code and found[record.country_code] < 0:
                found[record.country_code] = index

    def _string(self, text: str) -> int:
        known = self._text_at.get(text)
        if known is not None:
            return known
        if len(self._text_at) >= self._remembered:
            self._text_at.clear()
        at = self._text_at[text] = self._text_end
        raw = text.replace("\0", "").encode() + b"\0"
        self._text.write(raw)
        self._text_end += len(raw)
        if self._text_end >= 1 << 32:
            raise InputError("the names come to more than 4 GB; keep fewer places")
        return at

    def _close_block(self) -> None:
        packed = zlib.compress("\n".join(self._block).encode(), self._level)
        self._blocks.write(packed)
        self._offsets.append(self._offsets[-1] + len(packed))
        self._block.clear()

    def close(self) -> tuple[dict[str, Any], dict[str, ArrayTable], Importances]:
        """Finish the files.

        Returns
        -------
        tuple
            The manifest's entries, its tables of arrays, and what the writing of names needs of the places.
        """
        tables = self._tables
        if self._block:
            self._close_block()
        written = write_arrays(self._out / layout.WRITTEN, {"offset": self._offsets})
        with self._blocks as blocks:
            written["blocks"] = append_bytes(self._out / layout.WRITTEN, blocks)
        codes = {
            f"admin{level}_code": array("I", [self._string(".".join(row).strip(".")) for row in rows])
            for level, rows in ((1, tables.admin1), (2, tables.admin2))
        }
        self._text.close()
        columns = self._columns
        arrays: dict[str, array[int] | bytes] = {
            **columns,
            **codes,
            "admin1_place": self._units[0],
            "admin2_place": self._units[1],
            **_settlements(columns["lon_e5"], columns["lat_e5"], self._settled),
            "by_geonameid": _by_geonameid(columns["geonameid"]),
            "by_id": array("I", [index for _, index in sorted(self._ids)]),
        }
        states, territories = self._country
        entries = {
            "places": len(self),
            "base_places": len(self) if self._base < 0 else self._base,
            "features": tables.features,
            "countries": tables.countries,
            "source_keys": tables.sources,
            "country_place": [states[c] if states[c] >= 0 else territories[c] for c in tables.countries],
        }
        found: dict[str, ArrayTable] = {
            layout.PLACES: write_arrays(self._out / layout.PLACES, arrays),
            layout.WRITTEN: written,
        }
        return entries, found, Importances(self._out / layout.PLACES, found[layout.PLACES], tables.features)


class Importances:
    """What the writing of names needs of the places, by index: read from the file, so that it takes no memory."""

    def __init__(self, path: Path, table: ArrayTable, features: list[tuple[str, str]]) -> None:
        columns = map_arrays(path, table)
        self.importance = columns["importance"]
        self.population = columns["population"]
        self.feature = columns["feature"]
        self.features = features


def _by_geonameid(geonameids: array[int]) -> array[int]:
    import numpy as np

    ids = np.frombuffer(geonameids, np.uint32)
    order = np.argsort(ids, kind="stable")
    return _array("I", order[ids[order] > 0])


def _settlements(lons: array[int], lats: array[int], settled: array[int]) -> dict[str, array[int]]:
    """Return the populated places in rows of latitude, from west to east in each, and one near to every cell."""
    import numpy as np

    index = np.frombuffer(settled, np.uint32) if settled else np.empty(0, np.uint32)
    lon, lat = np.frombuffer(lons, np.int32)[index], np.frombuffer(lats, np.int32)[index]
    arrays = {}
    for name, per_degree in (("fine", FINE), ("coarse", COARSE)):
        rows = round(180 * per_degree)
        row = np.minimum(rows - 1, ((lat / 1e5 + 90) * per_degree).astype(np.int32))
        order = np.lexsort((index, lon, row))
        starts = np.concatenate(([0], np.cumsum(np.bincount(row, minlength=rows))))
        arrays[f"{name}_start"] = _array("I", starts)
        arrays[f"{name}_place"] = _array("I", index[order])
    places = zip((lat / 1e5).tolist(), lon.tolist(), index.tolist(), strict=True)
    return {**arrays, "cell_place": array("I", near_cells(places) if settled else ())}


def _array(code: str, values: Any) -> array[int]:
    import numpy as np

    made = array(code)
    made.frombytes(np.ascontiguousarray(values, {"I": np.uint32}[code]).tobytes())
    return made
