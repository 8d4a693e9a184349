"""Writing the names of places into tries and lists of bearers, sorted on disk."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

import marisa_trie

from geomap.gazetteer import layout, nametable
from geomap.gazetteer.arrays import write_arrays
from geomap.gazetteer.compiler.sorting import BUDGET_BYTES, SortedLines
from geomap.gazetteer.names import fold
from geomap.gazetteer.record import RecordName, is_latin
from geomap.gazetteer.tiers import tier_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from geomap.gazetteer.arrays import ArrayTable
    from geomap.gazetteer.compiler.placewriter import Importances
    from geomap.gazetteer.record import Record

_TAIL = 11
"""Characters behind a folded name: a zero, eight digits of the place, two of the match code."""
_BASE, _CURATED = layout.LAYERS


class NameWriter:
    """Takes the names of places in any order and writes the name indices.

    Parameters
    ----------
    folder
        For temporary files.
    budget
        Bytes of memory for each of the two groups of scripts.
    """

    def __init__(self, folder: Path, budget: int = BUDGET_BYTES) -> None:
        self._lines = {
            (layer, script): SortedLines(folder, budget) for layer in layout.LAYERS for script in layout.SCRIPTS
        }

    def add(self, index: int, record: Record, layer: str = _BASE) -> None:
        """Take all names of a place."""
        self.add_name(
            index, RecordName(record.name, "", layout.PRIMARY, record.primary_cased, record.primary_lookup_only), layer
        )
        for name in record.names:
            self.add_name(index, name, layer)

    def add_name(self, index: int, name: RecordName, layer: str = _BASE) -> None:
        """Take a name of the place with an index."""
        folded = fold(name.text).replace("\0", "")
        if not folded or len(folded) > layout.LONGEST:
            return
        script = "latin" if is_latin(folded) and not name.lookup_only else "other"
        self._lines[layer, script].add(f"{folded}\0{index:08d}{nametable.match_code(name):02d}".encode())

    def close(self, out: Path, places: Importances) -> tuple[dict[str, dict[str, int]], dict[str, ArrayTable]]:
        """Write the indices into a folder: counts of names by layer and script, and the manifest's tables of arrays."""
        counts: dict[str, dict[str, int]] = {layer: {} for layer in layout.LAYERS}
        tables: dict[str, ArrayTable] = {}
        for lines in self._lines.values():
            lines.flush()  # the trie needs the memory
        for script in layout.SCRIPTS:
            self._complete(script)
            for layer in layout.LAYERS:
                lines, stem = self._lines[layer, script], f"{layer}.{script}"
                trie = marisa_trie.Trie(key.decode() for key in _distinct(lines))
                trie.save(str(out / f"{stem}.trie"))
                tables[f"{stem}.dat"] = _write_bearers(out / f"{stem}.dat", trie, lines, places)
                counts[layer][script] = len(trie)
                lines.clear()
        return counts, tables

    def _complete(self, script: str) -> None:
        """Give the curated names all who bear them, so that one look into the curated layer is enough."""
        base, curated = self._lines[_BASE, script], self._lines[_CURATED, script]
        names = set(_distinct(curated))
        if names:
            for line in base:
                if _key(line) in names:
                    curated.add(line.rstrip(b"\n"))


def _key(line: bytes) -> bytes:
    return line[: -_TAIL - 1]


def _distinct(lines: SortedLines) -> Iterator[bytes]:
    return (key for key, _ in groupby(lines, key=_key))


def _write_bearers(path: Path, trie: Any, lines: SortedLines, places: Importances) -> ArrayTable:
    def tier(index: int, code: int) -> int:
        return tier_of(*places.features[places.feature[index]], places.population[index], code)

    arrays = nametable.IndexArrays(len(trie))
    for key, group in groupby(lines, key=_key):
        bearers: dict[int, int] = {}
        for line in group:
            nametable.join(bearers, ((int(line[-11:-3]), int(line[-3:-1])),))
        arrays.enter(trie[key.decode()], bearers, places.importance.__getitem__, tier)
    return write_arrays(path, arrays.arrays)
