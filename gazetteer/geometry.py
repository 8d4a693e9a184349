"""Builds the footprints and the basemap: ``geometry.bin`` and ``containment.bin``.

Run it alone with ``python gazetteer/geometry.py --cache DIR --out gazetteer/data``; ``build.py`` calls ``build``.
"""

from __future__ import annotations

import argparse
import functools
import json
import sys
from array import array
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

import shapely

sys.path.insert(0, str(Path(__file__).resolve().parent))
import geometry_cells
import geometry_containment
import geometry_districts
import geometry_faces
import geometry_labels
import geometry_layers
import geometry_matching
import geometry_quality
import geometry_report
import geometry_territories
import geometry_topology
import geometry_zones
import ids
from geometry_pack import APPROXIMATE, DISPUTED, SKETCH, Pack, Record
from geometry_sources import Sources
from geometry_topology import DETAILS, Topology
from packages import Packages

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from geomap.gazetteer.arcs import FILE_NAME
from geomap.gazetteer.basemap import Basemap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap.gazetteer.record import Record as PlaceRecord

HERE = Path(__file__).resolve().parent
NATURAL_EARTH = "Natural Earth 5.1, 1:10 million (public domain)"
CELLS = "outer border Natural Earth 5.1, inner ones between GeoNames' settlements, approximate"
SURVEYED = "outer border Natural Earth 5.1, inner ones {credit}"


_CUT_OUT = frozenset({"golan", "shebaa", "brt", "abyei"})
"""Disputed parts that lie in a polygon of Natural Earth, but not in that division for GeoNames."""


_CORNER = 0.02
"""Share of a division's land up to which a piece cut between settlements leaves its outline as it is."""


class Builder:
    """The state of one build, stage after stage."""

    natural_earth = NATURAL_EARTH

    def __init__(self, sources: Sources, curated: Path) -> None:
        self.sources = sources
        self.curated = curated
        self.report: list[str] = []
        self.pack = Pack()
        self.faces_of: dict[str, list[int]] = {}
        """The faces of each place that is a union of faces."""

    def build_faces(self) -> None:
        """Partition, details, arcs, and whose land it is."""
        self.matches = geometry_matching.match(self.sources)
        cells = geometry_cells.find(self.sources, self.matches)
        self.surveyed, self.cells = cells.surveyed, cells
        self.partition = geometry_faces.build_partition(self.sources, cells, self.curated / "mends.csv")
        self.levels = geometry_topology.simplify(self.partition)
        count = len(self.partition.faces)
        self.land = self.levels["local"][:count]
        self.topology = Topology(self.levels["local"], count)
        self.territories = geometry_territories.assign(self.sources, self.partition, self.curated / "territories.csv")
        self.report += self.matches.report + self.territories.report
        owned: dict[str, list[int]] = defaultdict(list)
        for i, territory in enumerate(self.territories.of_face):
            owned[territory.key].append(i)
        countries = [owned[key] for key in sorted(owned)]
        shapes = {detail: self.topology.trace(self.levels[detail]) for detail in DETAILS}
        geometry_topology.keep_small(self.topology, shapes, self.land, countries)
        keep = {d: geometry_topology.islands_to_keep(self.topology, self.land, countries, d) for d in DETAILS}
        for arc in range(len(self.topology.arcs)):
            self.pack.add_arc({d: shapes[d].get(arc) if arc in keep[d] else None for d in DETAILS})

    def add_faces(self, place: str, faces: list[int], flags: int = 0, source: str = NATURAL_EARTH) -> None:
        """Add the union of faces as a place's footprint."""
        if faces:
            self.faces_of[place] = faces
            union = shapely.coverage_union_all(self.land[faces])
            self.pack.records[place] = Record(self.topology.rings(union), flags=flags, source=source)

    @functools.cached_property
    def references(self) -> ids.References:
        """Resolves what the curated tables write for a place."""
        return ids.References(self.sources.country_ids, self._divisions, self.matches.place)

    def country_id(self, code: str) -> str:
        """Place id of a country, ``""`` for none."""
        number = self.sources.country_ids.get(code)
        return ids.geonames(number) if number else ""

    def division(self, face: int) -> str:
        """Place id of the first-order division that GeoNames would name for a place on a face; ``""`` for none."""
        territory = self.territories.of_face[face]
        known = self.partition.faces[face]
        code = territory.admin1 or known.division or self.matches.admin1.get(known.code, "")
        number = self._divisions.get(code)
        return ids.geonames(number) if number and code[:2] == territory.country else ""

    @functools.cached_property
    def _divisions(self) -> dict[str, int]:
        return {d.code: d.geonameid for d in self.sources.subdivisions if d.level == 1}

    def add_countries(self) -> None:
        """Countries in the neutral view, and in the others where they differ."""
        views = {view: self.territories.faces(view) for view in self.territories.views}
        neutral = self.territories.faces(geometry_territories.NEUTRAL)
        for code, number in self.sources.country_ids.items():
            place = ids.geonames(number)
            if code not in neutral:
                self.report.append(f"{code}: no polygon for the country")
            self.add_faces(place, neutral.get(code, []))
            for view, faces in views.items():
                if faces.get(code, []) != neutral.get(code, []):
                    self.add_faces(f"{place}@{view}", faces.get(code, []))

    def add_divisions(self) -> None:
        """First-order divisions of GeoNames, and Natural Earth's polygons that are something else."""
        by_place: dict[str, list[int]] = defaultdict(list)
        for i in range(len(self.partition.faces)):
            division = self.division(i)
            if division and not self._apart(i):
                by_place[division].append(i)
        direct = set(by_place)
        for i, face in enumerate(self.partition.faces):
            place = self.matches.place.get(face.code, ids.natural_earth(face.code))
            if place not in direct and not self._apart(i):
                by_place[place].append(i)
        for place, faces in sorted(by_place.items()):
            if place not in self.pack.records:
                self.add_faces(place, faces, *(self._credit(place, faces) if place in direct else ()))
        geometry_quality.doubt(self)

    def _credit(self, place: str, faces: list[int]) -> tuple[int, str]:
        """Flags and source of a division: one that is cut between settlements, but for a corner, is approximate."""
        area = shapely.area(self.land[faces])
        codes = [self.partition.faces[i].code for i in faces]
        share = area[[code in self._cut for code in codes]].sum() / area.sum()
        if share > _CORNER:
            drawn = geometry_quality.is_drawn(self, self._codes[place], self.land[faces], share)
            return APPROXIMATE | (0 if drawn else SKETCH), CELLS
        surveyed = {self.surveyed[code] for code in codes if code in self.surveyed}
        return (0, SURVEYED.format(credit=min(surveyed))) if surveyed else (0, NATURAL_EARTH)

    @functools.cached_property
    def _codes(self) -> dict[str, str]:
        return {ids.geonames(number): code for code, number in self._divisions.items()}

    @functools.cached_property
    def _cut(self) -> set[str]:
        """Codes of the polygons that several divisions share."""
        shared: dict[str, set[str]] = defaultdict(set)
        for face in self.partition.faces:
            shared[face.code].add(face.division)
        return {code for code, divisions in shared.items() if len(divisions) > 1} - self.surveyed.keys()

    def _apart(self, face: int) -> bool:
        """Whether a face was cut out of its polygon and is shown as no division's."""
        return bool(self.partition.faces[face].parts & _CUT_OUT)

    def add_territories(self) -> None:
        """Disputed areas that are places."""
        zones: dict[str, list[int]] = defaultdict(list)
        for i, territory in enumerate(self.territories.of_face):
            if territory.zone:
                zones[territory.zone].append(i)
        for zone, faces in sorted(zones.items()):
            self.add_faces(zone, faces, DISPUTED)


def build(
    sources: Sources, out: Path, records: Sequence[PlaceRecord] = (), curated: Path = HERE / "curated"
) -> list[str]:
    """Write the geometry file.

    Parameters
    ----------
    sources
        What the packages hold.
    out
        Folder for the file.
    records
        The places of the gazetteer: those whose point lies far outside their footprint are reported.
    curated
        Folder with the curated tables.

    Returns
    -------
    list of str
        What did not match, one line each.
    """
    builder = Builder(sources, curated)
    builder.build_faces()
    finish(builder, out)
    builder.report += geometry_report.compare(records, out)
    return builder.report


def finish(builder: Builder, out: Path) -> None:
    """Everything that follows from the faces."""
    builder.add_countries()
    builder.add_divisions()
    builder.add_territories()
    geometry_layers.add_basemap(builder)
    geometry_zones.add_seas(builder)
    geometry_zones.add_curated(builder)
    geometry_districts.add(builder)
    geometry_layers.write_tables(builder)
    geometry_containment.add_grid(builder)
    labels = geometry_labels.Labels(builder)
    labels.add_countries()
    labels.add_provinces()
    labels.add_waters()
    labels.write()
    path = out / FILE_NAME
    path.write_bytes(builder.pack.to_bytes())
    # The coarsest level is the same on every page: the finished file draws it once and keeps it.
    level = json.dumps(Basemap.open(out).level("world", (-180.0, -90.0, 180.0, 90.0)), separators=(",", ":"))
    builder.pack.tables["page.world"] = array("B", level.encode())
    path.write_bytes(builder.pack.to_bytes())


def main() -> None:
    """Build from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cache", type=Path, help="folder with the packages; default: the user's cache")
    parser.add_argument("--out", type=Path, default=HERE / "data", help="folder for the files")
    parser.add_argument("--report", type=Path, help="file for what did not match; default: standard error")
    arguments = parser.parse_args()
    report = "\n".join(build(Sources(Packages(arguments.cache)), arguments.out))
    if arguments.report:
        arguments.report.write_text(report + "\n", encoding="utf-8")
    else:
        print(report, file=sys.stderr)


if __name__ == "__main__":
    main()
