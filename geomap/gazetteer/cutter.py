"""Cuts the basemap's lines and land out of the mapped file."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from geomap.gazetteer.clipping import clip_line, clip_ring

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geomap.gazetteer.arcs import ArcFile, Detail, Line
    from geomap.gazetteer.clipping import GridBox

LAND = "layer:land"
"""Id of the record that holds the outline of all land."""


class Cutter:
    """Lines and land within a box, in grid steps.

    Parameters
    ----------
    file
        The geometry file.
    """

    def __init__(self, file: ArcFile) -> None:
        self._file = file
        self._zoom = file.section("arc.zoom")
        self._ends = file.section("arc.ends")
        self._order = file.section("kind.arc")
        self._bounds = file.section("kind.box")
        self._known: dict[str, tuple[list[int], list[int], list[int], list[int], list[int]]] = {}

    def lines(self, name: str, detail: Detail, box: GridBox, last_zoom: int = 255) -> Iterator[tuple[int, Line]]:
        """Yield the number and shape of the arcs of a kind ("borders", "lakes" …), cut at the box's sides.

        Arcs that are drawn only from a later zoom level than ``last_zoom`` (times ten) on are left out.
        """
        file = self._file
        west, south, east, north = box
        for arc, x0, y0, x1, y1 in zip(*self._columns(name), strict=True):
            if x0 > east or x1 < west or y0 > north or y1 < south or self._zoom[arc] > last_zoom:
                continue
            shape = file.arc(detail, arc)
            if shape is None:
                continue
            xs, ys = shape[0].tolist(), shape[1].tolist()
            if x0 >= west and x1 <= east and y0 >= south and y1 <= north:
                yield arc, (xs, ys)
            elif name == "lakes":
                ring = clip_ring(xs, ys, box)
                if ring[0]:
                    yield arc, ring
            else:
                for piece in clip_line(xs, ys, box):
                    yield arc, piece

    def _columns(self, name: str) -> tuple[list[int], list[int], list[int], list[int], list[int]]:
        """Return the arcs of a kind with their boxes; every cut looks through them."""
        known = self._known.get(name)
        if known is None:
            start, end = self._file.header["kinds"].get(name, (0, 0))
            bounds = self._bounds[4 * start : 4 * end].tolist()
            arcs = self._order[start:end].tolist()
            known = self._known[name] = arcs, bounds[0::4], bounds[1::4], bounds[2::4], bounds[3::4]
        return known

    def land(self, detail: Detail, box: GridBox) -> Iterator[Line]:
        """Yield the rings of all land, cut at the box's sides."""
        west, south, east, north = box
        for arcs, x0, y0, x1, y1 in self._coastlines:
            if x0 > east or x1 < west or y0 > north or y1 < south:
                continue
            ring = self._ring(detail, arcs, box)
            if ring[0]:
                yield ring

    @cached_property
    def _coastlines(self) -> list[tuple[list[int], int, int, int, int]]:
        """The arcs of every ring of land with the box around them: most are islands, far from what a map shows."""
        record = self._file.record(self._file.find(LAND)).tolist()
        boxes = self._file.boxes.tolist()
        found = []
        at = 7
        for _ in range(record[6]):
            rings = record[at]
            at += 1
            for _ in range(rings):
                end = at + 1 + record[at]
                arcs = record[at + 1 : end]
                around = [boxes[4 * arc : 4 * arc + 4] for arc in (a if a >= 0 else ~a for a in arcs)]
                west, south, east, north = around[0]
                if len(around) > 1:
                    wests, souths, easts, norths = zip(*around, strict=True)
                    west, south, east, north = min(wests), min(souths), max(easts), max(norths)
                found.append((arcs, west, south, east, north))
                at = end
        return found

    def _ring(self, detail: Detail, arcs: Sequence[int], box: GridBox) -> Line:
        """Return a ring cut at the box's sides; empty where none of it lies within."""
        boxes, ends = self._file.boxes, self._ends
        west, south, east, north = box
        xs: list[int] = []
        ys: list[int] = []
        whole = True
        for signed in arcs:
            arc = signed if signed >= 0 else ~signed
            x0, y0, x1, y1 = boxes[4 * arc : 4 * arc + 4]
            if x0 > east or x1 < west or y0 > north or y1 < south:
                if len(arcs) == 1:
                    return [], []
                # Beyond one side of the box, an arc is as good as its chord.
                first = 4 * arc + (0 if signed >= 0 else 2)
                xs.append(ends[first])
                ys.append(ends[first + 1])
                whole = False
                continue
            shape = self._file.arc(detail, arc)
            if shape is None:
                return [], []
            easts, norths = shape if signed >= 0 else (shape[0][::-1], shape[1][::-1])
            xs += easts[:-1]
            ys += norths[:-1]
            whole = whole and x0 >= west and x1 <= east and y0 >= south and y1 <= north
        xs.append(xs[0])
        ys.append(ys[0])
        return (xs, ys) if whole else clip_ring(xs, ys, box)
