"""The mapped geometry file: lines shared by their neighbours, at three details.

``geometry.bin`` holds *arcs*, stretches of border or coast between two junctions, each stored once. A footprint is a
list of polygons, a polygon a list of rings, a ring a list of signed arcs: ``a`` forwards, ``~a`` backwards (as in
TopoJSON). So the border of two provinces is one line, whichever of them asks, and stays one when it is simplified.

The file, little-endian: eight bytes of signature, the length of a JSON header, the header with a directory
``{section: [offset, length, typecode]}``, then the sections. An arc is the width of its steps (1, 2 or 4 bytes), its
first vertex as two 32-bit integers, all steps east, all steps north; coordinates are whole multiples of 1e-4 degrees.
An arc that is left out at a detail is empty there.
"""

from __future__ import annotations

import json
import mmap
import struct
import sys
from array import array
from functools import cached_property, lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, Any, Literal

from geomap.errors import GazetteerError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

Detail = Literal["world", "region", "local"]
DETAILS: tuple[Detail, ...] = ("world", "region", "local")
"""From the coarsest to the finest: for zoom levels up to 4, 5 to 7, and from 8 on."""

STEPS_PER_DEGREE = 10_000
FILE_NAME = "geometry.bin"

_MAGIC = b"GMGEO\x00\x01\x00"
_CODES = {1: "b", 2: "h", 4: "i"}

Line = tuple[list[int], list[int]]
"""Abscissae and ordinates of a line, in grid steps."""

_ARCS_KEPT = 8192
"""Arcs that stay decoded, some megabytes: coasts and borders are asked for by land, lines and footprints in turn."""


class ArcFile:
    """A geometry file, mapped into memory and shared by all processes that open it.

    Parameters
    ----------
    path
        The file.

    Raises
    ------
    GazetteerError
        The file is missing, damaged or of another version.
    """

    def __init__(self, path: Path) -> None:
        if sys.byteorder != "little":
            raise GazetteerError("the gazetteer's geometry can be read on little-endian machines only")
        try:
            with path.open("rb") as file:
                self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except (OSError, ValueError) as error:
            raise GazetteerError(f"cannot read the gazetteer's geometry {path}: {error}") from error
        view = memoryview(self._map)
        if view[: len(_MAGIC)] != _MAGIC:
            raise GazetteerError(f"{path} is no geometry file of this version of geomap")
        (length,) = struct.unpack_from("<I", view, len(_MAGIC))
        start = len(_MAGIC) + 4
        try:
            self.header: dict[str, Any] = json.loads(bytes(view[start : start + length]))
            sections = [(int(offset), int(size), str(code)) for offset, size, code in self.header["sections"].values()]
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise GazetteerError(f"{path} is damaged: its header cannot be read; reinstall geomap") from error
        self._body = view[start + length :]
        if not sections or max(offset + size for offset, size, _ in sections) > len(self._body):
            raise GazetteerError(f"{path} is cut short")
        if any(offset < 0 or size < 0 or code not in set("bBhHiIqQ") for offset, size, code in sections):
            raise GazetteerError(f"{path} is damaged: its header names no such numbers; reinstall geomap")
        self._offsets = {detail: self.section(f"arc.{detail}.at") for detail in DETAILS}
        self._shapes = {detail: self.section(f"arc.{detail}") for detail in DETAILS}
        self.boxes = self.section("arc.box")
        self._record_at = self.section("record.at")
        self._records = self.section("record")
        self._id_at = self.section("id.at")
        self.arc = lru_cache(maxsize=_ARCS_KEPT)(self._arc)
        self._ids = self.section("id")

    def section(self, name: str) -> memoryview[Any]:
        """Return a section of the file, as numbers."""
        try:
            start, length, code = self.header["sections"][name]
            view = self._body[start : start + length]
            return view if code == "B" else view.cast(code)
        except (KeyError, TypeError) as error:  # TypeError: a length that no row of such numbers has
            raise GazetteerError(f"the gazetteer's geometry is damaged: no section {name}; reinstall geomap") from error

    def __len__(self) -> int:
        return len(self._record_at)

    def id(self, position: int) -> str:
        """Return the place id of the record at a position in the sorted list of ids."""
        return bytes(self._ids[self._id_at[position] : self._id_at[position + 1]]).decode()

    def find(self, place_id: str) -> int:
        """Return the position of a place id, -1 where it has no record."""
        key, ids, at = place_id.encode("utf-8", "surrogatepass"), self._ids, self._id_at
        low, high = 0, len(self._record_at)
        while low < high:
            middle = (low + high) // 2
            if bytes(ids[at[middle] : at[middle + 1]]) < key:
                low = middle + 1
            else:
                high = middle
        if low < len(self._record_at) and bytes(ids[at[low] : at[low + 1]]) == key:
            return low
        return -1

    def record(self, position: int) -> memoryview[int]:
        """Return the numbers of a record: flags, source, box (4), parts with rings with arcs, lines with arcs."""
        return self._records[self._record_at[position] :]

    def between(self, south: float, north: float) -> Iterator[tuple[int, int, int]]:
        """Yield position, least and greatest x of the records that touch a stretch of latitude, all in grid steps."""
        for position, (west, least, east, greatest) in enumerate(self._record_boxes):
            if least <= north and greatest >= south:
                yield position, west, east

    @cached_property
    def _record_boxes(self) -> list[tuple[int, int, int, int]]:
        records = self._records
        return [tuple(records[at + 2 : at + 6]) for at in self._record_at.tolist()]

    def ring_arcs(self, position: int) -> list[int]:
        """Return the signed arcs of all rings of the record at a position; -1 has none."""
        if position < 0:
            return []
        record = self.record(position)
        arcs: list[int] = []
        at = 7
        for _ in range(record[6]):
            rings = record[at]
            at += 1
            for _ in range(rings):
                end = at + 1 + record[at]
                arcs += record[at + 1 : end]
                at = end
        return arcs

    def has_arc(self, detail: Detail, arc: int) -> bool:
        """Tell whether an arc is drawn at this detail."""
        at = self._offsets[detail]
        return bool(at[arc + 1] > at[arc])

    def _arc(self, detail: Detail, arc: int) -> tuple[array[int], array[int]] | None:
        """Return an arc's vertices in grid steps, not to be changed; None where the arc is left out at this detail."""
        at = self._offsets[detail]
        start, end = at[arc], at[arc + 1]
        if start == end:
            return None
        data = self._shapes[detail]
        width = data[start]
        x, y = struct.unpack_from("<ii", data, start + 1)
        steps = array(_CODES[width])
        steps.frombytes(data[start + 9 : end])
        half = len(steps) // 2
        easts, norths = list(accumulate(steps[:half], initial=x)), list(accumulate(steps[half:], initial=y))
        return array("i", easts), array("i", norths)

    def line(self, detail: Detail, arcs: Sequence[int]) -> Line:
        """Return the signed arcs strung together, without the repeated junctions."""
        xs: list[int] = []
        ys: list[int] = []
        for signed in arcs:
            shape = self.arc(detail, signed if signed >= 0 else ~signed)
            if shape is None:
                continue
            east, north = shape if signed >= 0 else (shape[0][::-1], shape[1][::-1])
            if xs:
                xs.pop()
                ys.pop()
            xs += east
            ys += north
        return xs, ys
