"""Outlines of first- and second-order units from packages of one country each.

Natural Earth's first-order units are of an older division here and there, and of second-order units it has few. Which
outline is which unit is told by a code where the package has one, else by the settlements in it, so that no table of
names has to agree with another.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely

from gazetteer.sources.reading import VILLAGE
from gazetteer.sources.registry import declared

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from gazetteer.packages import Packages
    from gazetteer.sources.reading import Sources, Town

_TOLERANCE_DEG = 0.0005
"""What is drawn is coarser."""

_SLIT_DEG = 2 * _TOLERANCE_DEG
"""Half the width of what is closed between two outlines."""


@dataclass(frozen=True)
class Outline:
    """One outline of a package.

    Attributes
    ----------
    geometry
        Polygon in degrees.
    name
        What the package calls the unit.
    code
        GeoNames code ("US.NY.061"), ``""`` where the package has none that leads to it.
    """

    geometry: shapely.Geometry
    name: str = ""
    code: str = ""


@dataclass(frozen=True)
class OutlineSource:
    """A package with the outlines of a country's units: declare one in a module of ``gazetteer.sources``.

    Attributes
    ----------
    package
        Key in SOURCES.toml.
    country
        ISO 3166-1 alpha-2 code.
    level
        1 or 2: the order of the units.
    count
        How many it has.
    credit
        What a footprint says of its source.
    read
        Reads the outlines.
    districts
        Reads the outlines of first-order units' districts, which may have changed units since; None where it has none.
    """

    package: str
    country: str
    level: int
    count: int
    credit: str
    read: Callable[[Sources], Sequence[Outline]]
    districts: Callable[[Sources], Sequence[Outline]] | None = None


@dataclass(frozen=True)
class Surveyed:
    """The first-order units of a country as a package draws them.

    Attributes
    ----------
    units
        Outlines by GeoNames code.
    credit
        What a footprint says of its source.
    """

    units: Mapping[str, shapely.Geometry]
    credit: str


def outline_sources(level: int) -> list[OutlineSource]:
    """Return the packages with outlines of units of an order, in the order of SOURCES.toml."""
    return [source for source in declared(OutlineSource) if source.level == level]


def from_geojson(packages: Packages, package: str, member: str, name: str) -> list[Outline]:
    """Return the outlines of a GeoJSON file whose property ``name`` says what they are called."""
    table = json.loads(packages.read(package, member))
    return [
        Outline(shapely.from_geojson(json.dumps(row["geometry"])), row["properties"][name]) for row in table["features"]
    ]


def first_order_outlines(sources: Sources) -> dict[str, Surveyed]:
    """Return the first-order units that packages draw, by country.

    Raises
    ------
    ValueError
        The settlements in two outlines name the same unit, or an outline has none.
    """
    towns: dict[str, list[Town]] = {}
    for town in sources.cities():
        towns.setdefault(town.unit[:2], []).append(town)
    found = {}
    for source in outline_sources(1):
        units = _named(source.country, _simple(source.read(sources)), towns[source.country])
        seats = _refiled(sources, source.country)
        if source.districts is not None and seats:
            units = move(units, shapely.make_valid(_simple(source.districts(sources))), seats)
        found[source.country] = Surveyed(units, source.credit)
    return found


def _simple(outlines: Sequence[Outline]) -> list[shapely.Geometry]:
    geometries = [outline.geometry for outline in outlines]
    return list(shapely.simplify(geometries, _TOLERANCE_DEG, preserve_topology=False))


def _refiled(sources: Sources, country: str) -> list[tuple[float, float, str]]:
    """Return position and new unit of a country's settlements that have changed units, by the hand-kept table."""
    return [
        (row["longitude"], row["latitude"], sources.refiled[row["geonameid"]])
        for row in sources.zoned_cities()
        if row["geonameid"] in sources.refiled and row["countrycode"] == country
    ]


def move(
    units: Mapping[str, shapely.Geometry],
    districts: Sequence[shapely.Geometry],
    seats: Sequence[tuple[float, float, str]],
) -> dict[str, shapely.Geometry]:
    """Return the units after some districts have become part of another: Gunwi of Daegu in 2023.

    Parameters
    ----------
    units
        Outlines by GeoNames code.
    districts
        Outlines of districts.
    seats
        Longitude and latitude of a settlement in each district that moves, and the code of its new unit.
    """
    moved = dict(units)
    for lon, lat, unit in seats:
        seat = shapely.Point(lon, lat)
        for district in districts:
            if not district.contains(seat) or moved[unit].contains(seat):
                continue
            old = next(code for code, shape in moved.items() if shape.contains(seat))
            # The two layers are simplified apart: slits between the district and its new unit are closed.
            joined = shapely.union(moved[unit], district).buffer(_SLIT_DEG).buffer(-_SLIT_DEG)
            moved[unit] = shapely.intersection(joined, shapely.union(moved[unit], moved[old]))
            moved[old] = shapely.difference(moved[old], moved[unit])
    return moved


def _named(country: str, shapes: Sequence[shapely.Geometry], towns: Sequence[Town]) -> dict[str, shapely.Geometry]:
    lons, lats, codes, people = zip(*towns, strict=True)
    points = shapely.points(np.array(lons), np.array(lats))
    shapes = shapely.make_valid(shapes)
    votes: list[Counter[str]] = [Counter() for _ in shapes]
    for town, shape in zip(*shapely.STRtree(shapes).query(points, "within"), strict=True):
        votes[shape][codes[town]] += max(people[town], VILLAGE)
    found: dict[str, shapely.Geometry] = {}
    for shape, vote in zip(shapes, votes, strict=True):
        if not vote:
            raise ValueError(f"{country}: no settlement in an outline around {shapely.centroid(shape)}")
        unit = vote.most_common(1)[0][0]
        if unit in found:
            raise ValueError(f"{country}: two outlines are {unit}")
        found[unit] = shape
    return dict(sorted(found.items()))
