"""The partition of the land: every piece of land belongs to one face, and neighbours share their border exactly.

Natural Earth's admin-1 polygons are cut along the edges of the disputed areas, so that each of these is made of faces
of its own, and all of it is rounded onto one grid. A country is then nothing but a set of faces.
"""

from __future__ import annotations

import functools
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely

from gazetteer.tables import points, rows

if TYPE_CHECKING:
    from pathlib import Path

    from gazetteer.geometry.polygon_cuts import PolygonCuts
    from gazetteer.sources.reading import Sources

_Key = tuple[str, frozenset[str], str]
"""Code, parts and division of a face."""

_Mend = tuple[shapely.Geometry, str, str, frozenset[str]]
"""Outline, code of the polygon that loses the land within, and code and parts of what gains it."""

GRID = 1e-4
"""Degrees between two coordinates that the data can tell apart: 11 m at the equator."""

_SLIVER = 1e-5
"""Square degrees (some 0.1 km²) below which a piece cut off by a line of another source is that line's inaccuracy."""

_ISLANDS = {"kurils": ("RUS", shapely.box(145.2, 43.2, 149.0, 45.65))}
"""Islands of a unit: those whose middle lies in the box, each whole. A neighbour's shore in the box is none of them."""

_ISOLATED_UNITS = ("BJN", "SER", "SCR", "SPI", "BRI")
"""Reefs, an ice field and a river island that no admin-1 polygon of Natural Earth has, though its countries do."""

_OVERLAY_UNITS = ("CNM", "BRT")
"""Disputed countries of Natural Earth on the ground of its admin-1 polygons: cut out of these."""

# Name of the area: unit that has it in the default view or in the German one, and which of the two has more.
_DIFFERENCES = {
    "golan": ("ISR", "default"),
    "shebaa": ("LBN", "german"),
    "sahara": ("MAR", "default"),
    "abyei": ("SDN", "default"),
    "crimea": ("RUS", "default"),
    "siachen": ("IND", "german"),
    "artigas": ("BRA", "default"),
}


@dataclass(frozen=True)
class Face:
    """A piece of land that no border crosses.

    Attributes
    ----------
    code
        Natural Earth's ``adm1_code`` of the polygon that it is or lies in.
    unit
        Natural Earth's ``adm0_a3`` of the polygon.
    parts
        Names of the disputed areas that the face lies in, as ``difference`` and Natural Earth name them.
    division
        GeoNames first-order code where the polygon was cut between several; else ``""``.
    """

    code: str
    unit: str
    parts: frozenset[str]
    division: str = ""


@dataclass(frozen=True)
class Partition:
    """The faces and their polygons; the last polygons, without a face, are the frame around the world."""

    faces: list[Face]
    polygons: np.ndarray

    def having(self, *, code: str = "", unit: str = "", part: str = "") -> list[int]:
        """Return the indices of the faces with this code, unit or part: one of the three."""
        return self._index.get(code or unit or part, [])

    @functools.cached_property
    def _index(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = defaultdict(list)
        for i, face in enumerate(self.faces):
            # Codes, units and parts differ in form: "SYR-139", "SYR", "golan".
            for key in (face.code, face.unit, *face.parts):
                if i not in found[key][-1:]:
                    found[key].append(i)
        return found


def differences(sources: Sources) -> dict[str, shapely.Geometry]:
    """Return the areas in which Natural Earth's default view and its German one differ, by name."""
    views = {
        "default": dict(zip(sources.countries.ADM0_A3, sources.countries.geometry, strict=True)),
        "german": dict(zip(sources.german_countries.ADM0_A3, sources.german_countries.geometry, strict=True)),
    }
    areas = {}
    for name, (unit, view) in _DIFFERENCES.items():
        other = "german" if view == "default" else "default"
        parts = shapely.get_parts(shapely.difference(views[view][unit], views[other][unit]))
        areas[name] = shapely.union_all(parts[shapely.area(parts) > 50 * _SLIVER])
    return areas


def islands(areas: np.ndarray, units: list[str]) -> dict[str, shapely.Geometry]:
    """Return the islands that are disputed areas of their own, by name."""
    found = {}
    for name, (unit, box) in _ISLANDS.items():
        parts = shapely.get_parts(areas[[i for i, other in enumerate(units) if other == unit]])
        found[name] = shapely.union_all(parts[shapely.contains(box, shapely.point_on_surface(parts))])
    return found


def _mends(curated: Path) -> list[_Mend]:
    """Return the rows of ``mends.csv``.

    Outline, code of the polygon that loses the land within, or ``sea``, what gains it.
    """
    return [
        (
            shapely.Polygon(points(row["outline"])),
            row["loses"],
            row["gains"],
            frozenset(filter(None, row["parts"].split("|"))),
        )
        for row in rows("mends", curated)
    ]


def _assign(pieces: np.ndarray, areas: np.ndarray) -> list[list[int]]:
    """Return for each piece the areas that it lies in."""
    found: list[list[int]] = [[] for _ in pieces]
    for piece, area in zip(*shapely.STRtree(areas).query(shapely.point_on_surface(pieces), "within"), strict=True):
        found[piece].append(int(area))
    return found


def _absorb_slivers(pieces: np.ndarray, keys: list[_Key | None]) -> None:
    """Give each sliver that an overlay cut off to its largest neighbour within the same admin-1 polygon."""
    tagged = {key[0] for key in keys if key and (key[1] or key[2])}
    cut = [i for i, key in enumerate(keys) if key and key[0] in tagged]
    tree = shapely.STRtree(pieces[cut])
    area = shapely.area(pieces)
    for i in cut:
        if area[i] >= _SLIVER:
            continue
        key = keys[i]
        best, longest = key, 0.0
        for j in sorted(cut[k] for k in tree.query(pieces[i], "intersects")):
            other = keys[j]
            if j == i or other is None or key is None or other[0] != key[0] or area[j] <= area[i]:
                continue
            shared = shapely.length(shapely.intersection(pieces[i], pieces[j]))
            if shared > longest:
                best, longest = other, shared
        keys[i] = best


def _divisions(pieces: np.ndarray, keys: list[str], cuts: PolygonCuts) -> list[str]:
    """Return for each piece the division whose part of the piece's polygon it lies in, ``""`` for none."""
    found = [""] * len(pieces)
    areas = np.array([part.area for part in cuts.parts])
    for piece, part in zip(*shapely.STRtree(areas).query(shapely.point_on_surface(pieces), "intersects"), strict=True):
        if cuts.parts[part].code == keys[piece]:
            found[piece] = cuts.parts[part].division
    return found


def build_partition(sources: Sources, cuts: PolygonCuts, curated: Path) -> Partition:
    """Cut the land into faces, round them and assemble the partition.

    Parameters
    ----------
    sources
        What the packages hold.
    cuts
        Where polygons are cut between newer divisions.
    curated
        Folder with the hand-kept tables: ``mends.csv`` says where a border of the source is mended.
    """
    countries = sources.countries
    by_unit = dict(zip(countries.ADM0_A3, countries.geometry, strict=True))
    codes = [row["adm1_code"] for row in sources.admin1] + list(_ISOLATED_UNITS)
    units = [row["adm0_a3"] for row in sources.admin1] + list(_ISOLATED_UNITS)
    areas = np.concatenate([sources.admin1_polygons, [by_unit[unit] for unit in _ISOLATED_UNITS]])
    overlays = {unit.lower(): by_unit[unit] for unit in _OVERLAY_UNITS} | differences(sources)
    overlays |= islands(areas, units)
    mends = _mends(curated)
    frame = np.array([shapely.box(-180, -90, 180, 90), shapely.box(-181, -91, 181, 91)])

    lines = shapely.boundary(np.concatenate([areas, list(overlays.values()), [m[0] for m in mends], frame]))
    noded = shapely.union_all(shapely.get_parts(np.concatenate([lines, cuts.lines])), grid_size=GRID)
    pieces = shapely.get_parts(shapely.polygonize(shapely.get_parts(noded)))

    names = list(overlays)
    owners = _assign(pieces, areas)
    within = _assign(pieces, np.array(list(overlays.values())))
    whose = [codes[min(owner)] if owner else "" for owner in owners]
    divisions = _divisions(pieces, whose, cuts)
    keys: list[_Key | None] = [
        (code, frozenset(names[k] for k in parts), division) if code else None
        for code, parts, division in zip(whose, within, divisions, strict=True)
    ]
    _mend(pieces, keys, mends)
    _absorb_slivers(pieces, keys)
    return _gather(pieces, keys, dict(zip(codes, units, strict=True)))


def _mend(pieces: np.ndarray, keys: list[_Key | None], mends: list[_Mend]) -> None:
    """Give the land within each mend's outline to the polygon that gains it."""
    middles = shapely.point_on_surface(pieces)
    for outline, loses, gains, parts in mends:
        for i in np.flatnonzero(shapely.contains(outline, middles)):
            key = keys[i]
            if (key[0] if key else "sea") == loses:
                keys[i] = None if gains == "sea" else (gains, parts, "")


def _gather(pieces: np.ndarray, keys: list[_Key | None], unit_of: dict[str, str]) -> Partition:
    """Return the pieces of each key as one face."""
    groups: dict[_Key, list[int]] = defaultdict(list)
    outside = []
    for i, key in enumerate(keys):
        if key:
            groups[key].append(i)
        elif shapely.bounds(pieces[i])[0] < -180:
            outside.append(i)
    order = sorted(groups, key=lambda key: (key[0], sorted(key[1]), key[2]))
    faces = [Face(code, unit_of[code], parts, division) for code, parts, division in order]
    polygons = [shapely.coverage_union_all(pieces[groups[key]]) for key in order]
    return Partition(faces, shapely.normalize(np.array(polygons + [pieces[i] for i in outside])))
