"""A settlement near to every cell of two by two degrees: a first guess for reverse look-up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geomap.gazetteer.reverse import distance_km

if TYPE_CHECKING:
    from collections.abc import Iterable

SIZE: Final = 2
_ROWS, _COLUMNS = 180 // SIZE, 360 // SIZE


def cell_of(lon: float, lat: float) -> tuple[int, int]:
    """Return the row and column of the cell that contains a point, from the south-west corner."""
    return min(_ROWS - 1, int((lat + 90) / SIZE)), min(_COLUMNS - 1, int((lon + 180) / SIZE))


def near_cells(settled: Iterable[tuple[float, int, int]]) -> list[int]:
    """Return the index of a settlement for every cell, row by row from the south-west corner.

    Cells with settlements have the one nearest to their middle. The others take over, again and again, the nearest
    one among their neighbours'. It need not be the nearest of all: it only bounds the search.

    Parameters
    ----------
    settled
        Latitude in degrees, longitude times 100,000, and index of every settlement; at least one.
    """
    nearest: dict[tuple[int, int], tuple[float, int, tuple[float, float, int]]] = {}
    for lat, lon_e5, index in settled:
        place = lon_e5 / 1e5, lat, index
        cell = cell_of(place[0], lat)
        found = _km(cell, place), index, place
        if cell not in nearest or found < nearest[cell]:
            nearest[cell] = found
    best = {cell: found[2] for cell, found in nearest.items()}
    front = inside = set(best)
    while front:
        reached = set()
        for row, column in sorted(front):
            place = best[row, column]
            for r in (row - 1, row, row + 1):
                for c in (column - 1, column, column + 1):
                    cell = r, c % _COLUMNS
                    if 0 <= r < _ROWS and cell not in inside and _nearer(cell, place, best.get(cell)):
                        best[cell] = place
                        reached.add(cell)
        front = reached
    return [best[row, column][2] for row in range(_ROWS) for column in range(_COLUMNS)]


def _km(cell: tuple[int, int], place: tuple[float, float, int]) -> float:
    row, column = cell
    return distance_km((column + 0.5) * SIZE - 180, (row + 0.5) * SIZE - 90, place[0], place[1])


def _nearer(cell: tuple[int, int], place: tuple[float, float, int], known: tuple[float, float, int] | None) -> bool:
    return known is None or (_km(cell, place), place[2]) < (_km(cell, known), known[2])
