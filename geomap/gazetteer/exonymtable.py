"""From places' names by language to the files of ``geomap.gazetteer.exonyms``."""

from __future__ import annotations

import zlib
from collections import defaultdict
from typing import TYPE_CHECKING

import marisa_trie

from geomap.gazetteer import layout, nametable
from geomap.gazetteer.arrays import pack, write_arrays
from geomap.gazetteer.names import fold

if TYPE_CHECKING:
    from array import array
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from geomap.gazetteer.arrays import ArrayTable
    from geomap.gazetteer.record import RecordName

    # Languages by (name, match code or kind).
    Languages = dict[tuple[str, int], list[str]]


def write(out: Path, names: Mapping[int, Sequence[RecordName]]) -> ArrayTable:
    """Write the names of places, by index, into a directory; return the table of where the arrays lie."""
    sets = _Sets()
    trie, index = _index(names, sets)
    trie.save(str(out / layout.EXONYM_TRIE))
    arrays: dict[str, array[int] | bytes] = {**index, **_written(names)}
    arrays["sets"] = "\n".join(sets.rows).encode()
    return write_arrays(out / layout.EXONYMS, arrays)


class _Sets:
    """Sets of languages and their numbers: "Moskau" is of one set, "Havana" of another."""

    def __init__(self) -> None:
        self.rows: list[str] = []
        self._at: dict[str, int] = {}

    def number(self, languages: Sequence[str]) -> int:
        row = " ".join(sorted(set(languages)))
        if row not in self._at:
            self._at[row] = len(self.rows)
            self.rows.append(row)
        return self._at[row]


def _index(
    names: Mapping[int, Sequence[RecordName]], sets: _Sets
) -> tuple[marisa_trie.Trie, dict[str, array[int] | bytes]]:
    found: dict[str, dict[tuple[int, int], list[str]]] = defaultdict(lambda: defaultdict(list))
    for place, rows in names.items():
        for name in rows:
            folded = fold(name.text)
            if folded and len(folded) <= layout.LONGEST:
                found[folded][place, nametable.match_code(name)].append(name.language)
    trie = marisa_trie.Trie(sorted(found))
    starts, places, codes, numbers = [0], [], [], []
    for folded in sorted(found, key=lambda name: int(trie[name])):
        # Places lie in the order of importance.
        for (place, code), languages in sorted(found[folded].items()):
            places.append(place)
            codes.append(code)
            numbers.append(sets.number(languages))
        starts.append(len(places))
    return trie, {
        "start": pack(starts, "I"),
        "place": pack(places, "I"),
        "code": pack(codes, "B"),
        "set": pack(numbers, "H"),
    }


def _written(names: Mapping[int, Sequence[RecordName]]) -> dict[str, array[int] | bytes]:
    holders = sorted(place for place, rows in names.items() if rows)
    blocks, offsets = bytearray(), [0]
    for start in range(0, len(holders), layout.BLOCK):
        lines = (_line(names[place]) for place in holders[start : start + layout.BLOCK])
        blocks += zlib.compress("\n".join(lines).encode(), 9)
        offsets.append(len(blocks))
    return {"holders": pack(holders, "I"), "offset": pack(offsets, "I"), "blocks": bytes(blocks)}


def _line(rows: Sequence[RecordName]) -> str:
    found: Languages = defaultdict(list)
    for name in rows:
        found[name.text, name.kind].append(name.language)
    ordered = sorted(found.items(), key=lambda item: item[0][1] != layout.PRIMARY)  # else as the sources have them
    return "\t".join(f"{text}\x1f{' '.join(dict.fromkeys(tags))}\x1f{kind}" for (text, kind), tags in ordered)
