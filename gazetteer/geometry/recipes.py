"""The recipes of the curated tables: from ``union:country:EG|country:SD`` or ``box:…`` to a shape.

A recipe gives either faces of the partition, exact and sharing their borders with their neighbours, or a geometry of
its own, mostly drawn by hand:

``ne:CODE`` (Natural Earth admin-1 polygon), ``part:NAME`` (disputed part), ``union:REF|REF``,
``difference:israel_default-israel_deu`` (where two views of Natural Earth differ), ``difference:REF-REF``,
``sea:NAME``, ``lake:NAME``, ``island:lon lat,…`` (from shore to shore), ``islands:REF:lon lat,…`` (the whole islands
of a place whose middle lies in an outline), ``box:w,s,e,n``, ``circle:lon,lat,km``, ``polygon:lon lat,lon lat,…``,
``buffer:REF or lon lat,…:km``, ``border:REF/REF:km`` (so far to each side of the border of two places, as the map draws
it, on their land), ``cut:REF:north of 12.0`` (several joined by ``and``), ``approximate:RECIPE`` (known to be off), or
a reference to a place.

A recipe followed by `` in `` and references (``polygon:… in country:GE``) is kept to the land of these: what is drawn
by hand ends where the map has its border or its shore.
"""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from dataclasses import dataclass, replace
from functools import reduce
from math import cos, radians
from typing import TYPE_CHECKING

import numpy as np
import shapely

from gazetteer import ids
from gazetteer.geometry.fit import KM_PER_DEG

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from gazetteer.geometry.ground import Ground
    from gazetteer.geometry.pack import ArcFootprint

_OFFSHORE_DEG = 0.1
_WITHIN = re.compile(r"^(.+) in ([^ ]+:[^ ]+)$")
_HALF_PLANE = re.compile(r"(north|south|east|west) of (-?\d+(?:\.\d+)?)")
_VIEW_PARTS = {
    "israel": ("golan", "shebaa"),
    "russia": ("crimea",),
    "morocco": ("sahara",),
    "sudan": ("abyei",),
    "brazil": ("artigas",),
}
"""Parts of the partition that make up the difference between two views of a country."""


class RecipeError(Exception):
    """A recipe cannot be followed; the message says why."""


@dataclass(frozen=True)
class RecipeShape:
    """What a recipe gives: faces, or a geometry of its own.

    Attributes
    ----------
    faces
        Faces of the partition.
    geometry
        A geometry, None where the faces are all.
    approximate
        Whether the outline is drawn by hand, a box or a circle.
    shores
        Whether the geometry is made of whole islands: its outline is the map's own.
    """

    faces: tuple[int, ...] = ()
    geometry: shapely.Geometry | None = None
    approximate: bool = False
    shores: bool = False


def _numbers(text: str) -> list[float]:
    return [float(number) for number in re.split(r"[,\s]+", text.strip())]


def _points(text: str) -> list[tuple[float, float]]:
    """Return ``lon lat,lon lat,…``, made continuous across the antimeridian."""
    points: list[tuple[float, float]] = []
    for pair in text.split(","):
        lon, lat = _numbers(pair)
        while points and lon - points[-1][0] > 180:
            lon -= 360
        while points and points[-1][0] - lon > 180:
            lon += 360
        points.append((lon, lat))
    return points


def wrap(geometry: shapely.Geometry) -> shapely.Geometry:
    """Bring what reaches beyond the antimeridian back on the other side, cut there."""
    world = shapely.box(-180, -90, 180, 90)
    parts = []
    for shift in (-360, 0, 360):
        moved = shapely.transform(geometry, lambda xy, by=shift: xy + np.array([by, 0]))
        inside = shapely.intersection(moved, world)
        if not inside.is_empty:
            parts.append(inside)
    return shapely.union_all(parts)


def _polygons(geometry: shapely.Geometry) -> shapely.Geometry:
    """Return the areas of a geometry, without the points and lines that an intersection leaves."""
    parts = shapely.get_parts(geometry)
    return shapely.union_all(parts[shapely.get_dimensions(parts) == 2])


def _around(geometry: shapely.Geometry, km: float) -> shapely.Geometry:
    """Return a buffer of so many kilometres, right in width at the geometry's middle latitude."""
    south, north = geometry.bounds[1], geometry.bounds[3]
    squeeze = max(cos(radians((south + north) / 2)), 0.05)
    flat = shapely.transform(geometry, lambda xy: xy * np.array([squeeze, 1]))
    return shapely.transform(
        shapely.buffer(flat, km / KM_PER_DEG, quad_segs=12), lambda xy: xy / np.array([squeeze, 1])
    )


class Recipes:
    """Follows recipes.

    Parameters
    ----------
    ground
        The land.
    rows
        The recipe of each place of the curated tables, for references from one to another.
    footprints
        What stands already, by place id.
    """

    def __init__(self, ground: Ground, rows: Mapping[str, str], footprints: Mapping[str, ArcFootprint]) -> None:
        self._ground = ground
        self._rows = rows
        self._footprints = footprints
        self.report: list[str] = []
        """What was left out, a line each."""
        self._countries: dict[str, list[int]] = defaultdict(list)
        for i, territory in enumerate(ground.territories.of_face):
            for code in sorted({territory.country, territory.neutral} - {""}):
                self._countries[code].append(i)
        self._made: dict[str, RecipeShape] = {}
        self._open: list[str] = []
        self._kinds: dict[str, Callable[[str], RecipeShape]] = {
            "union": self._union,
            "difference": self._difference,
            "box": self._box,
            "circle": self._circle,
            "polygon": self._polygon,
            "buffer": self._buffer,
            "cut": self._cut,
            "part": self._part,
            "island": self._island,
            "islands": self._islands_of,
            "border": self._border,
            "sea": self._sea,
            "lake": self._lake,
            "ne": self._natural_earth,
            "country": self._country,
            "approximate": self._approximate,
        }

    def place(self, place: str) -> RecipeShape:
        """Return the shape of a place: by its recipe, or by the faces that make up its footprint."""
        if place in self._made:
            return self._made[place]
        if place in self._rows and place not in self._open:
            self._open.append(place)
            try:
                shape = self._made[place] = self.follow(self._rows[place])
            finally:
                self._open.pop()
            return shape
        footprint = self._footprints.get(place)
        if footprint is None or not footprint.faces:
            raise RecipeError(f"{place} has no footprint")
        return RecipeShape(footprint.faces)

    def follow(self, recipe: str) -> RecipeShape:
        """Return the shape that a recipe describes.

        Raises
        ------
        RecipeError
            The recipe cannot be read, or something that it names has no footprint.
        """
        kept = _WITHIN.match(recipe.strip())
        kind, _, rest = recipe.strip().partition(":")
        try:
            # In a union, each of its shapes is kept to a land of its own.
            if kept and kind != "union":
                return self._within(kept[1], kept[2])
            if kind in self._kinds:
                return self._kinds[kind](rest)
            return self.place(self._ground.references.resolve(recipe.strip()))
        except (KeyError, ValueError, IndexError, shapely.errors.GEOSException) as error:
            raise RecipeError(f"{recipe[:60]}: {error}") from error

    def geometry(self, shape: RecipeShape) -> shapely.Geometry:
        """Return a shape as one geometry."""
        land = shapely.coverage_union_all(self._ground.land[list(shape.faces)]) if shape.faces else None
        if shape.geometry is None:
            return land
        return shape.geometry if land is None else shapely.union(land, shape.geometry)

    def _union(self, rest: str) -> RecipeShape:
        shapes = []
        for item in rest.split("|"):
            try:
                shapes.append(self.follow(item))
            except RecipeError as error:
                self.report.append(f"{(self._open or ['?'])[-1]}: left out of a union: {error}")
        if not shapes:
            raise RecipeError("nothing to unite")
        faces = sorted({face for shape in shapes for face in shape.faces})
        own = [shape.geometry for shape in shapes if shape.geometry is not None]
        geometry = shapely.union_all(own) if own else None
        return RecipeShape(tuple(faces), geometry, any(shape.approximate for shape in shapes))

    def _difference(self, rest: str) -> RecipeShape:
        view = re.fullmatch(r"(\w+)_default-\1_deu", rest)
        if view:
            parts = [self._part(name) for name in _VIEW_PARTS[view[1]]]
            return RecipeShape(tuple(sorted({face for part in parts for face in part.faces})))
        one, other = (self.follow(item) for item in rest.split("-", 1))
        if one.geometry is None and other.geometry is None:
            return RecipeShape(tuple(sorted(set(one.faces) - set(other.faces))))
        return RecipeShape(geometry=shapely.difference(self.geometry(one), self.geometry(other)), approximate=True)

    def _part(self, name: str) -> RecipeShape:
        faces = self._ground.partition.having(part=name)
        if not faces:
            raise RecipeError(f"no part {name}")
        return RecipeShape(tuple(faces))

    def _approximate(self, recipe: str) -> RecipeShape:
        """Return a shape whose outline is known to be off."""
        return replace(self.follow(recipe), approximate=True)

    def _natural_earth(self, code: str) -> RecipeShape:
        faces = self._ground.partition.having(code=code)
        if not faces:
            raise RecipeError(f"no polygon {code}")
        return RecipeShape(tuple(faces))

    def _country(self, code: str) -> RecipeShape:
        """Return all land that GeoNames counts to a country: a region has no holes where land is disputed."""
        faces = self._countries.get(code)
        if not faces:
            raise RecipeError(f"no country {code}")
        return RecipeShape(tuple(faces))

    @functools.cached_property
    def _islands(self) -> shapely.STRtree:
        """All land, from shore to shore."""
        return shapely.STRtree(shapely.get_parts(shapely.coverage_union_all(self._ground.land)))

    def _island(self, rest: str) -> RecipeShape:
        """Return the islands at points ``lon lat,lon lat``, which may lie a little off the drawn shore."""
        tree = self._islands
        found = []
        for point in _points(rest):
            near = tree.query_nearest(shapely.Point(point), max_distance=_OFFSHORE_DEG, all_matches=False)
            if not len(near):
                raise RecipeError(f"no land at {point}")
            found.append(tree.geometries[near[0]])
        return RecipeShape(geometry=shapely.union_all(found), shores=True)

    def _islands_of(self, rest: str) -> RecipeShape:
        """Return the islands of a place whose middle lies in an outline: each whole, none of a neighbour's."""
        what, _, outline = rest.rpartition(":")
        tree, area = self._islands, self._polygon(outline).geometry
        middles = shapely.point_on_surface(tree.geometries)
        near = np.sort(tree.query(area, "intersects"))
        land = self.geometry(self._union(what))
        chosen = [i for i in near if shapely.contains(area, middles[i]) and shapely.intersects(land, middles[i])]
        if not chosen:
            raise RecipeError(f"no island of {what} lies there")
        return RecipeShape(geometry=shapely.union_all(tree.geometries[chosen]), shores=True)

    def _sea(self, name: str) -> RecipeShape:
        found = [area for other, area in self._ground.sources.seas if other == name]
        return RecipeShape(geometry=reduce(shapely.union, found[1:], found[0]))

    def _lake(self, name: str) -> RecipeShape:
        lakes = self._ground.sources.lakes
        return RecipeShape(geometry=shapely.union_all(lakes.geometry[(lakes.name == name).to_numpy()].to_numpy()))

    def _box(self, rest: str) -> RecipeShape:
        west, south, east, north = _numbers(rest)
        east += 360 if east < west else 0
        # With vertices along its sides, so that a parallel stays one when it is drawn.
        return RecipeShape(
            geometry=wrap(shapely.segmentize(shapely.box(west, south, east, north), 10)), approximate=True
        )

    def _circle(self, rest: str) -> RecipeShape:
        lon, lat, km = _numbers(rest)
        return RecipeShape(geometry=wrap(_around(shapely.Point(lon, lat), km)), approximate=True)

    def _polygon(self, rest: str) -> RecipeShape:
        polygon = shapely.make_valid(shapely.Polygon(_points(rest)))
        parts = [part for part in shapely.get_parts(polygon) if shapely.get_dimensions(part) == 2]
        return RecipeShape(geometry=wrap(shapely.union_all(parts)), approximate=True)

    def _buffer(self, rest: str) -> RecipeShape:
        what, _, km = rest.rpartition(":")
        if re.match(r"^-?\d", what):
            line: shapely.Geometry = shapely.LineString(_points(what))
        else:
            line = self.geometry(self.follow(what))
        return RecipeShape(geometry=wrap(_around(line, float(km))), approximate=True)

    def _cut(self, rest: str) -> RecipeShape:
        what, _, conditions = rest.rpartition(":")
        west, south, east, north = -180.0, -90.0, 180.0, 90.0
        for condition in conditions.split(" and "):
            match = _HALF_PLANE.fullmatch(condition.strip())
            if not match:
                raise RecipeError(f"cannot read {condition!r}")
            limit = float(match[2])
            south = limit if match[1] == "north" else south
            north = limit if match[1] == "south" else north
            west = limit if match[1] == "east" else west
            east = limit if match[1] == "west" else east
        whole = self.geometry(self.follow(what))
        return RecipeShape(
            geometry=shapely.intersection(whole, shapely.box(west, south, east, north)), approximate=True
        )

    def _within(self, recipe: str, places: str) -> RecipeShape:
        """Return a shape, kept to the land of some places."""
        shape = self.follow(recipe)
        geometry = _polygons(shapely.intersection(self.geometry(shape), self.geometry(self._union(places))))
        if geometry.is_empty:
            raise RecipeError(f"nothing of it lies in {places}")
        return RecipeShape(geometry=geometry, approximate=shape.approximate)

    def _border(self, rest: str) -> RecipeShape:
        """Return a strip along the border of two places: it is where the border is, whatever draws that."""
        pair, _, km = rest.rpartition(":")
        one, other = (self.geometry(self._union(place)) for place in pair.split("/"))
        shared = shapely.intersection(shapely.boundary(one), shapely.boundary(other))
        parts = shapely.get_parts(shared)
        line = shapely.line_merge(shapely.union_all(parts[shapely.get_dimensions(parts) == 1]))
        if line.is_empty:
            raise RecipeError(f"{pair}: they have no border in common")
        return RecipeShape(
            geometry=_polygons(shapely.intersection(_around(line, float(km)), shapely.union(one, other)))
        )


def recipes_of(rows: Sequence[Mapping[str, str]]) -> dict[str, str]:
    """Return the recipe of each curated row that has one: its own, or the union of its members."""
    found = {}
    for row in rows:
        recipe = (row.get("recipe") or "").strip()
        members = (row.get("members") or "").strip()
        if recipe or members:
            found[ids.curated(row["id"])] = recipe or f"union:{members}"
    return found
