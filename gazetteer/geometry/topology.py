"""Arcs: the lines between faces, each stored once, at three details.

A face is a list of rings, a ring a list of signed arcs, as in TopoJSON: arc ``a`` forwards is ``a``, backwards ``~a``.
The details are nested: a vertex of the coarser one is a vertex of the finer one, and the ends of the arcs stay.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import shapely

from gazetteer.geometry.faces import GRID

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from gazetteer.geometry.faces import Partition

DETAILS = ("local", "region", "world")
TOLERANCES_DEG = {"local": 0.002, "region": 0.02, "world": 0.2}
"""Square root of the area of the smallest triangle that a vertex must make to stay (Visvalingam and Whyatt 1993)."""

SMALLEST_ISLAND_DEG2 = {"local": 0.0, "region": 2e-4, "world": 4e-2}
"""Land that touches no other and is smaller than this is left out, unless it is the largest part of a country."""

SMALL_DEG2 = {"region": 0.02, "world": 1.5}
"""A province below the first size keeps its finer outline at the detail of regions, a country below the second at that
of the world: simplified like the rest, the Vatican would be a triangle."""

Vertex = tuple[int, int]
Ring = list[Vertex]


def to_grid(coordinates: np.ndarray) -> np.ndarray:
    """Return degrees as whole grid steps."""
    return np.rint(coordinates / GRID).astype(np.int64)


def rings_of(polygon: shapely.Geometry) -> Iterator[list[Ring]]:
    """Yield the rings of each part of a polygon in grid steps, without the closing vertex; land lies on their left."""
    for part in shapely.get_parts(polygon):
        if part.is_empty:
            continue
        rings = []
        for k, ring in enumerate([part.exterior, *part.interiors]):
            points: Ring = list(map(tuple, to_grid(shapely.get_coordinates(ring))[:-1].tolist()))
            if ring.is_ccw != (k == 0):
                points.reverse()
            rings.append(points)
        yield rings


class Topology:
    """The arcs of a partition, and the way from polygons to arcs.

    Parameters
    ----------
    polygons
        The partition's polygons at the finest detail, with the frame as the last ones.
    faces
        How many of them are faces.
    """

    def __init__(self, polygons: np.ndarray, faces: int) -> None:
        self.arcs: list[Ring] = []
        self.left: list[int] = []
        """Face on the left of each arc, -1 for water."""
        self.right: list[int] = []
        self._start: dict[tuple[Vertex, Vertex], int] = {}
        self._inner: dict[Vertex, int] = {}
        self._straight: dict[tuple[Vertex, Vertex], list[int]] = {}
        rings = [(i, ring) for i, polygon in enumerate(polygons) for part in rings_of(polygon) for ring in part]
        self._nodes = self._find_nodes([ring for _, ring in rings])
        for face, ring in rings:
            for points in self._pieces(ring):
                self._add(points, face if face < faces else -1)

    @staticmethod
    def _find_nodes(rings: Sequence[Ring]) -> set[Vertex]:
        """Return the vertices where not exactly two edges meet."""
        first = np.array([v for ring in rings for v in ring], dtype=np.int64)
        second = np.array([v for ring in rings for v in [*ring[1:], ring[0]]], dtype=np.int64)
        keys_a = first[:, 0] * 10_000_000 + first[:, 1]
        keys_b = second[:, 0] * 10_000_000 + second[:, 1]
        edges = np.unique(np.stack([np.minimum(keys_a, keys_b), np.maximum(keys_a, keys_b)], axis=1), axis=0)
        keys, counts = np.unique(edges.ravel(), return_counts=True)
        special = keys[counts != 2]
        y = (special + 5_000_000) % 10_000_000 - 5_000_000
        x = (special - y) // 10_000_000
        return set(zip(x.tolist(), y.tolist(), strict=True))

    def _pieces(self, ring: Ring) -> Iterator[Ring]:
        """Yield the ring's stretches from node to node; a ring without nodes starts at its smallest vertex."""
        at = [i for i, v in enumerate(ring) if v in self._nodes]
        if not at:
            k = ring.index(min(ring))
            yield [*ring[k:], *ring[: k + 1]]
            return
        for i, j in zip(at, [*at[1:], at[0] + len(ring)], strict=True):
            yield [ring[k % len(ring)] for k in range(i, j + 1)]

    def _add(self, points: Ring, face: int) -> None:
        known = self._start.get((points[0], points[1]))
        if known is not None:
            assert known < 0
            self.right[~known] = face
            return
        arc = len(self.arcs)
        self.arcs.append(points)
        self.left.append(face)
        self.right.append(-1)
        self._start[points[0], points[1]] = arc
        self._start[points[-1], points[-2]] = ~arc
        for v in points[1:-1]:
            self._inner[v] = arc
        if points[0] == points[-1]:
            self._inner[points[0]] = arc
        self._straight.setdefault((points[0], points[-1]), []).append(arc)
        self._straight.setdefault((points[-1], points[0]), []).append(~arc)

    def rings(self, polygon: shapely.Geometry) -> list[list[list[int]]]:
        """Return the parts of a union of faces, each as a list of rings of signed arcs."""
        return [
            [[self._start[points[0], points[1]] for points in self._pieces(ring)] for ring in part]
            for part in rings_of(polygon)
        ]

    def trace(self, polygons: np.ndarray) -> dict[int, Ring]:
        """Return the arcs' shapes in a simplified copy of the partition."""
        shapes: dict[int, Ring] = {}
        for face, polygon in enumerate(polygons):
            for part in rings_of(polygon):
                for ring in part:
                    for points in self._pieces(ring):
                        arc = self._identify(points, face, shapes)
                        if arc is not None:
                            shapes.setdefault(max(arc, ~arc), points if arc >= 0 else points[::-1])
        return shapes

    def _identify(self, points: Ring, face: int, shapes: dict[int, Ring]) -> int | None:
        """Return the signed arc that a simplified stretch comes from."""
        if points[0] == points[-1] and points[0] not in self._nodes:
            arc = self._inner[points[0]]
            return arc if _turns(points) == _turns(self.arcs[arc]) else ~arc
        for candidate in self._straight.get((points[0], points[-1]), ()):
            arc = max(candidate, ~candidate)
            if len(points) > 2:
                if self._inner.get(points[1]) != arc:
                    continue
                if points[0] == points[-1] and _turns(points) != _turns(self.arcs[arc]):
                    return ~arc
                return arc if points[0] == points[-1] else candidate
            # A straight stretch has no vertex that tells it: the face on its left does.
            side = self.left[arc] if candidate >= 0 else self.right[arc]
            if side == face and (arc not in shapes or len(shapes[arc]) == 2):
                return candidate
        return None


def _turns(points: Ring) -> bool:
    """Tell whether a closed stretch runs against the clock."""
    doubled = sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(points))
    return doubled > 0


def simplify(partition: Partition) -> dict[str, np.ndarray]:
    """Return the partition's polygons at each detail, frame included; neighbours keep sharing their borders."""
    levels = {}
    polygons = partition.polygons
    for detail in DETAILS:
        polygons = shapely.coverage_simplify(polygons, TOLERANCES_DEG[detail], simplify_boundary=True)
        levels[detail] = polygons
    return levels


def islands_to_keep(topology: Topology, land: np.ndarray, countries: Sequence[Sequence[int]], detail: str) -> set[int]:
    """Return the arcs that are drawn at a detail.

    Parameters
    ----------
    topology
        The arcs.
    land
        The faces' polygons at the finest detail.
    countries
        The faces of each country: its largest part stays, however small it is.
    detail
        The detail.
    """
    root = _components(topology)
    area: dict[int, float] = {}
    for part in shapely.get_parts(shapely.coverage_union_all(land)):
        arcs = topology.rings(part)[0][0]
        key = root[max(arcs[0], ~arcs[0])]
        area[key] = area.get(key, 0.0) + part.area
    kept = {key for key, size in area.items() if size >= SMALLEST_ISLAND_DEG2[detail]}
    for faces in countries:
        parts = shapely.get_parts(shapely.coverage_union_all(land[list(faces)]))
        largest = parts[int(np.argmax(shapely.area(parts)))]
        arc = topology.rings(largest)[0][0][0]
        kept.add(root[max(arc, ~arc)])
    # What lies inside other land, as Lesotho does, is no island.
    return {arc for arc in range(len(topology.arcs)) if root[arc] in kept or root[arc] not in area}


def _components(topology: Topology) -> list[int]:
    """Return for each arc one arc of the connected net that it belongs to."""
    parent = list(range(len(topology.arcs)))

    def find(arc: int) -> int:
        while parent[arc] != arc:
            parent[arc] = parent[parent[arc]]
            arc = parent[arc]
        return arc

    first: dict[Vertex, int] = {}
    for arc, points in enumerate(topology.arcs):
        if topology.left[arc] < 0 and topology.right[arc] < 0:
            continue
        for vertex in (points[0], points[-1]):
            if vertex in first:
                parent[find(arc)] = find(first[vertex])
            else:
                first[vertex] = arc
    return [find(arc) for arc in range(len(topology.arcs))]


def keep_small(
    topology: Topology,
    shapes: Mapping[str, Mapping[int, Ring]],
    faces: np.ndarray,
    countries: Sequence[Sequence[int]],
) -> dict[str, Mapping[int, Ring]]:
    """Return the shapes with the next finer detail for small faces and countries, where that crosses no line.

    Parameters
    ----------
    topology
        The arcs.
    shapes
        Their shapes at each detail.
    faces
        The faces' polygons at the finest detail.
    countries
        The faces of each country.
    """
    areas = shapely.area(faces)
    whole = {face: float(areas[list(members)].sum()) for members in countries for face in members}
    rings = [topology.rings(polygon) for polygon in faces]
    kept = dict(shapes)
    for detail, finer in (("region", "local"), ("world", "region")):
        size = areas if detail == "region" else np.array([whole[face] for face in range(len(faces))])
        small = [face for face in range(len(faces)) if size[face] < SMALL_DEG2[detail]]
        chosen = {max(a, ~a) for face in small for part in rings[face] for ring in part for a in ring}
        kept[detail] = _finer(rings, kept[detail], kept[finer], chosen)
    return kept


def _finer(
    rings: list[list[list[list[int]]]], shapes: Mapping[int, Ring], finer: Mapping[int, Ring], chosen: Iterable[int]
) -> dict[int, Ring]:
    """Return the shapes of arcs, with the finer ones for those chosen that leave every face valid."""
    own = {arc for arc in chosen if arc in shapes}
    while True:
        drawn = {**shapes, **{arc: finer[arc] for arc in own}}
        bad = _invalid(rings, drawn)
        if not bad:
            return drawn
        reverted = {max(a, ~a) for face in bad for part in rings[face] for ring in part for a in ring} & own
        assert reverted, "a face was invalid before"
        own -= reverted


def _invalid(rings: list[list[list[list[int]]]], shapes: Mapping[int, Ring]) -> list[int]:
    """Return the faces that are no valid polygon, or overlap another, with these shapes of the arcs."""
    polygons = np.array([draw(parts, shapes) for parts in rings])
    wrong = ~shapely.is_valid(polygons)
    if not wrong.any():
        wrong = ~shapely.is_empty(shapely.coverage_invalid_edges(polygons))
    return [int(face) for face in np.flatnonzero(wrong)]


def draw(parts: list[list[list[int]]], shapes: Mapping[int, Ring]) -> shapely.Geometry:
    """Return a polygon from rings of arcs, in grid steps."""
    polygons = []
    for part in parts:
        rings = []
        for ring in part:
            points: Ring = []
            for arc in ring:
                shape = shapes[arc] if arc >= 0 else shapes[~arc][::-1]
                points += shape[:-1]
            rings.append(points)
        polygons.append(shapely.Polygon(rings[0], rings[1:]))
    return shapely.MultiPolygon(polygons)
