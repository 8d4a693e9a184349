"""The grid that tells at once which face a point lies in.

The world is cut into blocks of two degrees and these into cells of a quarter. A block or cell that lies wholly in one
face, or wholly in the sea, holds that face's number; any other cell holds the outlines of the faces within it, cut to
the cell, so that a few dozen vertices decide.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from gazetteer.geometry.faces import GRID

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gazetteer.geometry.ground import Ground
    from gazetteer.geometry.territories import Territory

BLOCK_DEG = 2.0
CELLS = 8
"""Cells along a block's side."""

_CELL_DEG = BLOCK_DEG / CELLS
_WHOLE = 1e-9
"""Share of a cell's area that rounding may lose."""


def _cut(polygons: np.ndarray, box: tuple[float, float, float, float]) -> np.ndarray:
    return np.asarray(shapely.clip_by_rect(polygons, *box))


def _local(ring: shapely.Geometry, west: float, south: float) -> list[int]:
    """Return a ring's vertices in grid steps from the cell's corner, without the closing one."""
    points = np.rint((shapely.get_coordinates(ring)[:-1] - (west, south)) / GRID).astype(int)
    return [int(value) for value in points.ravel()]


class _Grid:
    """The grid while it is built."""

    def __init__(self, polygons: np.ndarray) -> None:
        self.polygons = polygons
        self.blocks = array("i")
        self.cells = array("i")
        self.outlines = array("h")
        self._tree = shapely.STRtree(polygons)

    def add_block(self, west: float, south: float) -> None:
        box = (west, south, west + BLOCK_DEG, south + BLOCK_DEG)
        found = np.sort(self._tree.query(shapely.box(*box), "intersects"))
        pieces = _cut(self.polygons[found], box)
        areas = shapely.area(pieces)
        if not areas.sum() > 0:
            self.blocks.append(0)
            return
        if areas.max() >= BLOCK_DEG**2 - _WHOLE:
            self.blocks.append(int(found[int(np.argmax(areas))]) + 1)
            return
        self.blocks.append(-1 - len(self.cells) // CELLS**2)
        for row in range(CELLS):
            for column in range(CELLS):
                self._add_cell(found, pieces, west + column * _CELL_DEG, south + row * _CELL_DEG)

    def _add_cell(self, faces: np.ndarray, polygons: np.ndarray, west: float, south: float) -> None:
        pieces = _cut(polygons, (west, south, west + _CELL_DEG, south + _CELL_DEG))
        areas = shapely.area(pieces)
        here = [(int(faces[i]) + 1, pieces[i]) for i in np.flatnonzero(areas > 0)]
        if not here:
            self.cells.append(0)
            return
        if areas.max() >= _CELL_DEG**2 - _WHOLE:
            self.cells.append(int(faces[int(np.argmax(areas))]) + 1)
            return
        rest = 0
        if areas.sum() >= _CELL_DEG**2 - _WHOLE:
            # Without sea, the face with the longest outline need not be written: it has what the others leave.
            here.sort(key=lambda item: (shapely.get_num_coordinates(item[1]), item[0]))
            rest = here.pop()[0]
        self.cells.append(-1 - len(self.outlines))
        self.outlines.extend((rest, len(here)))
        for face, piece in here:
            rings = [
                _local(ring, west, south)
                for part in shapely.get_parts(piece)
                if isinstance(part, shapely.Polygon)
                for ring in (part.exterior, *part.interiors)
            ]
            self.outlines.extend((face, len(rings)))
            for ring in rings:
                self.outlines.append(len(ring) // 2)
                self.outlines.extend(ring)


def face_tables(ground: Ground, places: Sequence[str]) -> tuple[dict[str, array[int]], dict[str, Any]]:
    """Return the grid and what each face belongs to; second, entries of the header.

    Parameters
    ----------
    ground
        The land.
    places
        Ids of the places that have a footprint, in the order of the file.
    """
    count = len(ground.partition.faces)
    of_face = ground.territories.of_face
    grid = _Grid(ground.levels["region"][:count])
    for south in np.arange(-90, 90, BLOCK_DEG):
        for west in np.arange(-180, 180, BLOCK_DEG):
            grid.add_block(float(west), float(south))
    by_key = {territory.key: territory for territory in of_face}
    keys = {key: i for i, key in enumerate(sorted(by_key))}
    order = {place: i for i, place in enumerate(places)}
    tables = {
        "grid.block": grid.blocks,
        "grid.cell": grid.cells,
        "grid.outline": grid.outlines,
        "face.territory": array("H", [keys[territory.key] for territory in of_face]),
        "face.admin1": array("i", [order.get(ground.division(i), -1) for i in range(count)]),
    }
    territories = [
        [ground.country_id(by_key[key].country), by_key[key].zone, int(by_key[key].disputed)] for key in keys
    ]
    return tables, {"territories": territories, "owners": _owners(by_key.values())}


def _owners(territories: Iterable[Territory]) -> dict[str, dict[str, str]]:
    """Return for each disputed zone the country that has it for each government, where all of it is one."""
    of_zone: dict[str, list[Territory]] = defaultdict(list)
    for territory in territories:
        if territory.zone and territory.disputed:
            of_zone[territory.zone].append(territory)
    found: dict[str, dict[str, str]] = {}
    for zone, parts in sorted(of_zone.items()):
        views = {view for part in parts for view in (*dict(part.views), part.others, part.country)} - {""}
        owners = {view: {part.owner(view) for part in parts} for view in sorted(views)}
        found[zone] = {view: next(iter(one)) for view, one in owners.items() if len(one) == 1}
    return found
