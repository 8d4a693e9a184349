"""Writes ``geometry.bin``: the file that ``geomap.gazetteer.arcs`` maps into memory, and describes."""

from __future__ import annotations

import json
import struct
import sys
from array import array
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from geometry_topology import DETAILS, Ring

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

MAGIC = b"GMGEO\x00\x01\x00"
APPROXIMATE = 1
"""Flag of a record whose outline is drawn by hand or is a box or a circle."""
DISPUTED = 2
"""Flag of a record that is a disputed area."""
SKETCH = 4
"""Flag of a record whose outline is so uncertain that a map shows a soft mark instead of it."""

Parts = list[list[list[int]]]


def encode_arc(points: Ring) -> bytes:
    """Width of the steps in bytes, first vertex, all steps east, all steps north."""
    steps = [b[0] - a[0] for a, b in pairwise(points)]
    steps += [b[1] - a[1] for a, b in pairwise(points)]
    reach = max((max(step, ~step) for step in steps), default=0)
    width, code = (1, "b") if reach < 1 << 7 else (2, "h") if reach < 1 << 15 else (4, "i")
    body = array(code, steps)
    if sys.byteorder == "big":
        body.byteswap()
    return struct.pack("<Bii", width, *points[0]) + body.tobytes()


@dataclass
class Record:
    """A footprint: parts of rings of arcs, lines of arcs."""

    parts: Parts
    lines: list[list[int]] = field(default_factory=list)
    flags: int = 0
    source: str = ""


class Pack:
    """Collects arcs, records and tables, and writes them."""

    def __init__(self) -> None:
        self.shapes: dict[str, list[Ring | None]] = {detail: [] for detail in DETAILS}
        self.records: dict[str, Record] = {}
        self.tables: dict[str, array[Any]] = {}
        self.facts: dict[str, Any] = {}
        self._boxes: dict[int, tuple[int, int, int, int]] = {}

    @property
    def arcs(self) -> int:
        """How many arcs there are."""
        return len(self.shapes["local"])

    def add_arc(self, shapes: Mapping[str, Ring | None]) -> int:
        """Add an arc with its shape at each detail, None where it is left out; its number."""
        for detail in DETAILS:
            self.shapes[detail].append(shapes.get(detail))
        return self.arcs - 1

    def box(self, arcs: Iterable[int]) -> tuple[int, int, int, int]:
        """West, south, east and north of signed arcs, in grid steps, at the finest detail that each has."""
        boxes = [self._box(max(arc, ~arc)) for arc in arcs]
        wests, souths, easts, norths = zip(*boxes, strict=True)
        return min(wests), min(souths), max(easts), max(norths)

    def _box(self, arc: int) -> tuple[int, int, int, int]:
        if arc not in self._boxes:
            xs, ys = zip(*(self._finest(arc) or [(0, 0)]), strict=True)
            self._boxes[arc] = min(xs), min(ys), max(xs), max(ys)
        return self._boxes[arc]

    def _finest(self, arc: int) -> Ring:
        """An arc's finest shape; empty for the pieces of the frame around the world."""
        return next((shape for detail in DETAILS if (shape := self.shapes[detail][arc])), [])

    def _stream(self, order: Sequence[str], sources: Mapping[str, int]) -> tuple[array[int], array[int]]:
        stream, starts = array("i"), array("I")
        known: dict[bytes, int] = {}
        for place in order:
            record = self.records[place]
            used = [arc for part in record.parts for ring in part[:1] for arc in ring]
            used += [arc for line in record.lines for arc in line]
            piece = array("i", [record.flags, sources[record.source], *self.box(used), len(record.parts)])
            for part in record.parts:
                piece.append(len(part))
                for ring in part:
                    piece.append(len(ring))
                    piece.extend(ring)
            piece.append(len(record.lines))
            for line in record.lines:
                piece.append(len(line))
                piece.extend(line)
            # Countries whose outline is the same for several governments share one record.
            start = known.setdefault(piece.tobytes(), len(stream))
            if start == len(stream):
                stream.extend(piece)
            starts.append(start)
        return stream, starts

    def to_bytes(self) -> bytes:
        """The whole file."""
        sections: dict[str, tuple[str, bytes]] = {}
        for detail in DETAILS:
            offsets, body = array("I", [0]), bytearray()
            for points in self.shapes[detail]:
                body += encode_arc(points) if points else b""
                offsets.append(len(body))
            sections[f"arc.{detail}.at"] = "I", _little(offsets)
            sections[f"arc.{detail}"] = "B", bytes(body)
        boxes = array("i", [value for arc in range(self.arcs) for value in self.box([arc])])
        sections["arc.box"] = "i", _little(boxes)
        sources = {source: i for i, source in enumerate(sorted({r.source for r in self.records.values()}))}
        order = sorted(self.records, key=lambda place: place.encode())
        stream, starts = self._stream(order, sources)
        names = [place.encode() for place in order]
        offsets = array("I", [0])
        for name in names:
            offsets.append(offsets[-1] + len(name))
        sections["record"] = "i", _little(stream)
        sections["record.at"] = "I", _little(starts)
        sections["id.at"] = "I", _little(offsets)
        sections["id"] = "B", b"".join(names)
        for name, table in self.tables.items():
            sections[name] = table.typecode, _little(table)
        return _assemble(sections, self.facts | {"sources": list(sources)})


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
