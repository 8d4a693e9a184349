"""Writes ``geometry.bin``: the file that ``geomap.gazetteer.arcs`` maps into memory, and describes."""

from __future__ import annotations

import json
import struct
import sys
from array import array
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from gazetteer.geometry.topology import DETAILS, Ring

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

MAGIC = b"GMGEO\x00\x01\x00"
APPROXIMATE = 1
"""Flag of a footprint whose outline is drawn by hand or is a box or a circle."""
DISPUTED = 2
"""Flag of a footprint that is a disputed area."""
SKETCH = 4
"""Flag of a footprint whose outline is so uncertain that a map shows a soft mark instead of it."""

ArcRings = list[list[list[int]]]
"""Polygons as rings of signed arcs, the outer ring first."""


class ArcUse(NamedTuple):
    """What an arc is on the base map.

    Attributes
    ----------
    kind
        Its number in ``geomap.gazetteer.basemap``; 0 for a line that no map draws.
    zoom
        Tenth of the zoom level from which it is drawn.
    lake
        Number of the lake that it is the shore of; 0 for none.
    """

    kind: int = 0
    zoom: int = 0
    lake: int = 0


NO_USE = ArcUse()


@dataclass(frozen=True)
class ArcFootprint:
    """How far a place reaches, in arcs.

    Attributes
    ----------
    parts, lines
        Its polygons and its lines.
    flags
        ``APPROXIMATE``, ``DISPUTED`` and ``SKETCH``.
    source
        What it is to be credited with.
    faces
        The faces of the land that make it up; none where its arcs are its own.
    """

    parts: ArcRings
    lines: list[list[int]] = field(default_factory=list)
    flags: int = 0
    source: str = ""
    faces: tuple[int, ...] = ()


@dataclass(frozen=True)
class StageResult:
    """What a stage of the build gives.

    Attributes
    ----------
    footprints
        By place id.
    report
        What did not match, a line each.
    """

    footprints: Mapping[str, ArcFootprint]
    report: tuple[str, ...] = ()


class Arcs:
    """The arcs of the file, in the order in which the stages add them."""

    def __init__(self) -> None:
        self.shapes: dict[str, list[Ring | None]] = {detail: [] for detail in DETAILS}
        self.uses: list[ArcUse] = []
        self._boxes: dict[int, tuple[int, int, int, int]] = {}

    def __len__(self) -> int:
        return len(self.uses)

    def add(self, shapes: Mapping[str, Ring | None], use: ArcUse = NO_USE) -> int:
        """Add an arc with its shape at each detail, None where it is left out; return its number."""
        for detail in DETAILS:
            self.shapes[detail].append(shapes.get(detail))
        self.uses.append(use)
        return len(self) - 1

    def box(self, arcs: Iterable[int]) -> tuple[int, int, int, int]:
        """Return west, south, east and north of signed arcs, in grid steps, at the finest detail that each has."""
        boxes = [self._box(max(arc, ~arc)) for arc in arcs]
        wests, souths, easts, norths = zip(*boxes, strict=True)
        return min(wests), min(souths), max(easts), max(norths)

    def _box(self, arc: int) -> tuple[int, int, int, int]:
        if arc not in self._boxes:
            xs, ys = zip(*(self._finest(arc) or [(0, 0)]), strict=True)
            self._boxes[arc] = min(xs), min(ys), max(xs), max(ys)
        return self._boxes[arc]

    def _finest(self, arc: int) -> Ring:
        """Return an arc's finest shape; empty for the pieces of the frame around the world."""
        return next((shape for detail in DETAILS if (shape := self.shapes[detail][arc])), [])


def in_order(footprints: Iterable[str]) -> list[str]:
    """Return the place ids in the order of the file."""
    return sorted(footprints, key=lambda place: place.encode())


@dataclass(frozen=True)
class Pack:
    """All that the file holds.

    Attributes
    ----------
    arcs
        The lines.
    footprints
        By place id.
    tables
        Further sections by name.
    facts
        Further entries of the header.
    """

    arcs: Arcs
    footprints: Mapping[str, ArcFootprint]
    tables: Mapping[str, array[Any]]
    facts: Mapping[str, Any]

    def to_bytes(self) -> bytes:
        """Return the whole file."""
        order = in_order(self.footprints)
        sources = {source: i for i, source in enumerate(sorted({f.source for f in self.footprints.values()}))}
        sections = self._arc_sections() | self._record_sections(order, sources)
        sections |= {name: (table.typecode, _little(table)) for name, table in self.tables.items()}
        return _assemble(sections, {**self.facts, "sources": list(sources)})

    def _arc_sections(self) -> dict[str, tuple[str, bytes]]:
        sections: dict[str, tuple[str, bytes]] = {}
        for detail in DETAILS:
            offsets, body = array("I", [0]), bytearray()
            for points in self.arcs.shapes[detail]:
                body += encode_arc(points) if points else b""
                offsets.append(len(body))
            sections[f"arc.{detail}.at"] = "I", _little(offsets)
            sections[f"arc.{detail}"] = "B", bytes(body)
        boxes = array("i", [value for arc in range(len(self.arcs)) for value in self.arcs.box([arc])])
        sections["arc.box"] = "i", _little(boxes)
        return sections

    def _record_sections(self, order: Sequence[str], sources: Mapping[str, int]) -> dict[str, tuple[str, bytes]]:
        stream, starts = array("i"), array("I")
        known: dict[bytes, int] = {}
        for place in order:
            piece = self._record(self.footprints[place], sources)
            # Countries whose outline is the same for several governments share one record.
            start = known.setdefault(piece.tobytes(), len(stream))
            if start == len(stream):
                stream.extend(piece)
            starts.append(start)
        names = [place.encode() for place in order]
        offsets = array("I", [0])
        for name in names:
            offsets.append(offsets[-1] + len(name))
        return {
            "record": ("i", _little(stream)),
            "record.at": ("I", _little(starts)),
            "id.at": ("I", _little(offsets)),
            "id": ("B", b"".join(names)),
        }

    def _record(self, footprint: ArcFootprint, sources: Mapping[str, int]) -> array[int]:
        """Return a footprint as whole numbers."""
        used = [arc for part in footprint.parts for ring in part[:1] for arc in ring]
        used += [arc for line in footprint.lines for arc in line]
        record = array("i", [footprint.flags, sources[footprint.source], *self.arcs.box(used), len(footprint.parts)])
        for part in footprint.parts:
            record.append(len(part))
            for ring in part:
                record.append(len(ring))
                record.extend(ring)
        record.append(len(footprint.lines))
        for line in footprint.lines:
            record.append(len(line))
            record.extend(line)
        return record


def encode_arc(points: Ring) -> bytes:
    """Return the width of the steps in bytes, first vertex, all steps east, all steps north."""
    steps = [b[0] - a[0] for a, b in pairwise(points)]
    steps += [b[1] - a[1] for a, b in pairwise(points)]
    reach = max((max(step, ~step) for step in steps), default=0)
    width, code = (1, "b") if reach < 1 << 7 else (2, "h") if reach < 1 << 15 else (4, "i")
    return struct.pack("<Bii", width, *points[0]) + _little(array(code, steps))


def _little(values: array[Any]) -> bytes:
    if sys.byteorder == "big":
        values = array(values.typecode, values)
        values.byteswap()
    return values.tobytes()


def _assemble(sections: Mapping[str, tuple[str, bytes]], facts: Mapping[str, Any]) -> bytes:
    directory: dict[str, list[Any]] = {}
    body = bytearray()
    for name, (code, data) in sections.items():
        directory[name] = [len(body), len(data), code]
        body += data + bytes(-len(data) % 8)
    head = json.dumps({"sections": directory, **facts}, ensure_ascii=False, separators=(",", ":")).encode()
    head += b" " * (-(len(MAGIC) + 4 + len(head)) % 8)
    return MAGIC + struct.pack("<I", len(head)) + head + bytes(body)
