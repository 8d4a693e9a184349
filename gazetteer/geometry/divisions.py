"""Footprints that are unions of faces: countries, first-order divisions, disputed areas."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

import shapely

from gazetteer import ids
from gazetteer.geometry.ground import NATURAL_EARTH
from gazetteer.geometry.pack import APPROXIMATE, DISPUTED, SKETCH, StageResult
from gazetteer.geometry.quality import doubt, is_drawn
from gazetteer.geometry.territories import NEUTRAL

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from gazetteer.geometry.ground import Ground
    from gazetteer.geometry.pack import ArcFootprint

CELLS = "outer border Natural Earth 5.1, inner ones between GeoNames' settlements, approximate"
SURVEYED = "outer border Natural Earth 5.1, inner ones {credit}"

_CORNER = 0.02
"""Share of a division's land up to which a piece cut between settlements leaves its outline as it is."""


def countries(ground: Ground) -> StageResult:
    """Return the countries in the neutral view, and in the others where they differ."""
    views = {view: ground.territories.faces(view) for view in ground.territories.views}
    neutral = ground.territories.faces(NEUTRAL)
    found: dict[str, ArcFootprint] = {}
    report = []
    for code, number in ground.sources.country_ids.items():
        place = ids.geonames(number)
        own = neutral.get(code, [])
        if code not in neutral:
            report.append(f"{code}: no polygon for the country")
        if own:
            found[place] = ground.footprint(own)
        for view, faces in views.items():
            held = faces.get(code, [])
            if held and held != own:
                found[f"{place}@{view}"] = ground.footprint(held)
    return StageResult(found, tuple(report))


def divisions(ground: Ground, known: Mapping[str, ArcFootprint]) -> StageResult:
    """Return the first-order divisions of GeoNames, and Natural Earth's polygons that are something else.

    Parameters
    ----------
    ground
        The land.
    known
        Footprints that stand already. One that is a division's too may come back with a doubt.
    """
    by_place, direct = _faces_of_divisions(ground)
    cut = _cut_between_settlements(ground)
    codes = {ids.geonames(number): code for code, number in ground.divisions.items()}
    found = dict(known)
    for place, faces in sorted(by_place.items()):
        if place not in known:
            flags, source = _credit(ground, codes[place], faces, cut) if place in direct else (0, NATURAL_EARTH)
            found[place] = ground.footprint(faces, flags, source)
    doubts, report = doubt(ground, found)
    found |= {place: replace(found[place], flags=found[place].flags | flags) for place, flags in doubts.items()}
    return StageResult(found, report)


def _faces_of_divisions(ground: Ground) -> tuple[dict[str, list[int]], Collection[str]]:
    """Return the faces of each division and of each polygon that is none; second, the ids of the divisions."""
    by_place: dict[str, list[int]] = defaultdict(list)
    faces = [(i, face) for i, face in enumerate(ground.partition.faces) if not ground.is_apart(i)]
    for i, _ in faces:
        if division := ground.division(i):
            by_place[division].append(i)
    direct = frozenset(by_place)
    for i, face in faces:
        place = ground.matches.place.get(face.code, ids.natural_earth(face.code))
        if place not in direct:
            by_place[place].append(i)
    return by_place, direct


def _cut_between_settlements(ground: Ground) -> set[str]:
    """Return the codes of the polygons that several divisions share and no package draws."""
    shared: dict[str, set[str]] = defaultdict(set)
    for face in ground.partition.faces:
        shared[face.code].add(face.division)
    return {code for code, units in shared.items() if len(units) > 1} - ground.cuts.surveyed.keys()


def _credit(ground: Ground, unit: str, faces: Sequence[int], cut: Collection[str]) -> tuple[int, str]:
    """Return the flags and source of a division.

    One that is cut between settlements, but for a corner, is approximate.
    """
    land = ground.land[list(faces)]
    area = shapely.area(land)
    codes = [ground.partition.faces[i].code for i in faces]
    share = area[[code in cut for code in codes]].sum() / area.sum()
    if share > _CORNER:
        return APPROXIMATE | (0 if is_drawn(ground, unit, land, share) else SKETCH), CELLS
    surveys = {ground.cuts.surveyed[code] for code in codes if code in ground.cuts.surveyed}
    return (0, SURVEYED.format(credit=min(surveys))) if surveys else (0, NATURAL_EARTH)


def disputed_areas(ground: Ground) -> StageResult:
    """Return the disputed areas that are places."""
    zones: dict[str, list[int]] = defaultdict(list)
    for i, territory in enumerate(ground.territories.of_face):
        if territory.zone:
            zones[territory.zone].append(i)
    return StageResult({zone: ground.footprint(faces, DISPUTED) for zone, faces in sorted(zones.items())})
