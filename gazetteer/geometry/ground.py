"""The land as faces, and whose each is: what every footprint and line is made from."""

from __future__ import annotations

import functools
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import shapely

from gazetteer import ids
from gazetteer.geometry.faces import build_partition
from gazetteer.geometry.matching import match
from gazetteer.geometry.pack import ArcFootprint
from gazetteer.geometry.polygon_cuts import cut_polygons
from gazetteer.geometry.territories import assign
from gazetteer.geometry.topology import DETAILS, Topology, islands_to_keep, keep_small, simplify

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    import numpy as np

    from gazetteer.geometry.faces import Partition
    from gazetteer.geometry.matching import Matches
    from gazetteer.geometry.polygon_cuts import PolygonCuts
    from gazetteer.geometry.territories import Territories
    from gazetteer.geometry.topology import Ring
    from gazetteer.sources.reading import Sources

NATURAL_EARTH = "Natural Earth 5.1, 1:10 million (public domain)"

_CUT_OUT = frozenset({"golan", "shebaa", "brt", "abyei"})
"""Disputed parts that lie in a polygon of Natural Earth, but not in that division for GeoNames."""


@dataclass(frozen=True)
class Ground:
    """The land, and what is known of it.

    Attributes
    ----------
    sources
        What the packages hold.
    curated
        Folder with the hand-kept tables.
    matches
        Which GeoNames division each polygon of Natural Earth is.
    cuts
        Where polygons are cut between newer divisions.
    partition
        The faces.
    levels
        The faces' polygons at each detail, and the frame around the world.
    topology
        The lines between the faces.
    territories
        Whose each face is.
    """

    sources: Sources
    curated: Path
    matches: Matches
    cuts: PolygonCuts
    partition: Partition
    levels: Mapping[str, np.ndarray]
    topology: Topology
    territories: Territories

    @property
    def report(self) -> tuple[str, ...]:
        """What did not match, a line each."""
        return *self.matches.report, *self.territories.report

    @functools.cached_property
    def land(self) -> np.ndarray:
        """The faces' polygons at the finest detail, in degrees."""
        return self.levels["local"][: len(self.partition.faces)]

    @functools.cached_property
    def references(self) -> ids.References:
        """Resolves what the curated tables write for a place."""
        return ids.References(self.sources.country_ids, self.divisions, self.matches.place)

    @functools.cached_property
    def divisions(self) -> dict[str, int]:
        """GeoNames id by first-order code ("SY.09")."""
        return {d.code: d.geonameid for d in self.sources.subdivisions if d.level == 1}

    def country_id(self, code: str) -> str:
        """Return the place id of a country, ``""`` for none."""
        number = self.sources.country_ids.get(code)
        return ids.geonames(number) if number else ""

    def division(self, face: int) -> str:
        """Return the id of the first-order division that GeoNames would name for a place on a face; ``""`` for none."""
        territory = self.territories.of_face[face]
        known = self.partition.faces[face]
        code = territory.admin1 or known.division or self.matches.admin1.get(known.code, "")
        number = self.divisions.get(code)
        return ids.geonames(number) if number and code[:2] == territory.country else ""

    def is_apart(self, face: int) -> bool:
        """Tell whether a face was cut out of its polygon and is shown as no division's."""
        return bool(self.partition.faces[face].parts & _CUT_OUT)

    def footprint(self, faces: Sequence[int], flags: int = 0, source: str = NATURAL_EARTH) -> ArcFootprint:
        """Return the union of faces."""
        union = shapely.coverage_union_all(self.land[list(faces)])
        return ArcFootprint(self.topology.rings(union), flags=flags, source=source, faces=tuple(faces))


def lay_ground(sources: Sources, curated: Path) -> Ground:
    """Match, cut and round the land, and find whose each piece is."""
    matches = match(sources)
    cuts = cut_polygons(sources, matches)
    partition = build_partition(sources, cuts, curated)
    levels = simplify(partition)
    topology = Topology(levels["local"], len(partition.faces))
    return Ground(sources, curated, matches, cuts, partition, levels, topology, assign(sources, partition, curated))


def shapes_of_arcs(ground: Ground) -> list[dict[str, Ring | None]]:
    """Return the shape of each line between faces at each detail, None where it is left out."""
    owned: dict[str, list[int]] = defaultdict(list)
    for i, territory in enumerate(ground.territories.of_face):
        owned[territory.key].append(i)
    countries = [owned[key] for key in sorted(owned)]
    topology, land = ground.topology, ground.land
    shapes = keep_small(topology, {d: topology.trace(ground.levels[d]) for d in DETAILS}, land, countries)
    kept = {d: islands_to_keep(topology, land, countries, d) for d in DETAILS}
    return [{d: shapes[d].get(arc) if arc in kept[d] else None for d in DETAILS} for arc in range(len(topology.arcs))]
