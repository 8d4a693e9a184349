"""Builds ``geometry.bin``, stage by stage: the land, the footprints, the base map."""

from __future__ import annotations

import json
from array import array
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from gazetteer.geometry.districts import draw_districts
from gazetteer.geometry.divisions import countries, disputed_areas, divisions
from gazetteer.geometry.grid import face_tables
from gazetteer.geometry.ground import lay_ground, shapes_of_arcs
from gazetteer.geometry.labels import label_tables
from gazetteer.geometry.lines import classify, kinds_by_view, line_tables
from gazetteer.geometry.pack import ArcFootprint, Arcs, Pack, StageResult, in_order
from gazetteer.geometry.points import far_off
from gazetteer.geometry.waters import draw_waters
from gazetteer.geometry.zones import draw_curated, draw_seas
from gazetteer.tables import CURATED
from geomap.gazetteer.arcs import FILE_NAME
from geomap.gazetteer.basemap import Basemap

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from gazetteer.geometry.ground import Ground
    from gazetteer.sources.reading import Sources
    from geomap.gazetteer.record import Record


def build_geometry(sources: Sources, out: Path, records: Iterable[Record] = (), curated: Path = CURATED) -> list[str]:
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
        Folder with the hand-kept tables.

    Returns
    -------
    list of str
        What did not match, one line each.
    """
    ground = lay_ground(sources, curated)
    pack, report = draw(ground)
    write(pack, out)
    return [*ground.report, *report, *far_off(records, out)]


def draw(ground: Ground) -> tuple[Pack, list[str]]:
    """Return all that the file holds, made from the land; second, what there is to report."""
    lines = classify(ground)
    arcs = Arcs()
    for shapes, line in zip(shapes_of_arcs(ground), lines, strict=True):
        arcs.add(shapes, line)
    drawn = _footprints(ground, arcs)
    order = in_order(drawn.footprints)
    of_lines, ranges = line_tables(arcs)
    of_faces, facts = face_tables(ground, order)
    views = {f"view.{view}": moved for view, moved in kinds_by_view(ground, lines).items()}
    tables: dict[str, array[Any]] = {**views, **of_lines, **of_faces, **label_tables(ground, order)}
    return Pack(arcs, drawn.footprints, tables, {"kinds": ranges, **facts}), list(drawn.report)


def _footprints(ground: Ground, arcs: Arcs) -> StageResult:
    """Return all footprints, stage by stage; a later stage may put one in the place of an earlier one's."""
    states = countries(ground)
    units = divisions(ground, states.footprints)
    waters = draw_waters(ground, arcs)
    seas = draw_seas(ground.sources, arcs)
    stages = [states, units, disputed_areas(ground), waters, StageResult({"layer:land": _land(ground)}), seas]
    found = {place: footprint for stage in stages for place, footprint in stage.footprints.items()}
    curated = draw_curated(ground, arcs, found)
    found |= curated.footprints
    districts = draw_districts(ground, arcs, found.keys())
    found |= districts.footprints
    return StageResult(found, tuple(line for stage in (*stages, curated, districts) for line in stage.report))


def _land(ground: Ground) -> ArcFootprint:
    """Return all land as one area."""
    return ground.footprint(range(len(ground.partition.faces)))


def write(pack: Pack, out: Path) -> None:
    """Write the file into a folder."""
    path = out / FILE_NAME
    path.write_bytes(pack.to_bytes())
    # The coarsest level is the same on every page: the finished file draws it once and keeps it.
    level = json.dumps(Basemap.open(out).level("world", (-180.0, -90.0, 180.0, 90.0)), separators=(",", ":"))
    tables = {**pack.tables, "page.world": array("B", level.encode())}
    path.write_bytes(replace(pack, tables=tables).to_bytes())
