"""The United States: counties, and Puerto Rico's municipalities, of the US Census in npm ``us-atlas``."""

from __future__ import annotations

import io
import warnings
from typing import TYPE_CHECKING, Final

import pyogrio
import shapely

from gazetteer.sources.outlines import Outline, OutlineSource

if TYPE_CHECKING:
    from collections.abc import Sequence

    import geopandas as gpd

    from gazetteer.sources.reading import Sources

_KEY: Final = "us-atlas"
_CREDIT: Final = "US Census Bureau, by us-atlas (public domain)"
_PUERTO_RICO: Final = "72"


def _layer(sources: Sources, layer: str) -> gpd.GeoDataFrame:
    text = sources.packages.read(_KEY, "package/counties-10m.json")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # the file names no coordinate system
        return pyogrio.read_dataframe(io.BytesIO(text), layer=layer)


def _counties(sources: Sources) -> Sequence[Outline]:
    """Return the counties and their equals by FIPS code, whose first two digits are the state.

    The territories are left out.
    """
    counties, states = _layer(sources, "counties"), _layer(sources, "states")
    codes = {unit.name: unit.code for unit in sources.subdivisions if unit.country == "US" and unit.level == 1}
    by_fips = {fips: codes[name] for fips, name in zip(states["id"], states["name"], strict=True) if name in codes}
    return [
        Outline(geometry, name, f"{by_fips[fips[:2]]}.{fips[2:]}")
        for fips, name, geometry in zip(counties["id"], counties["name"], counties.geometry, strict=True)
        if fips[:2] in by_fips
    ]


def _municipalities(sources: Sources) -> Sequence[Outline]:
    counties = _layer(sources, "counties")
    own = counties[counties["id"].str.startswith(_PUERTO_RICO)]
    return [Outline(shapely.make_valid(shape), name) for shape, name in zip(own.geometry, own["name"], strict=True)]


DECLARED: Final = (
    OutlineSource(_KEY, "US", 2, 3_142, _CREDIT, _counties),
    OutlineSource(_KEY, "PR", 1, 78, _CREDIT, _municipalities),
)
