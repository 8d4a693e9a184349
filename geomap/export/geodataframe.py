"""GeoDataFrame: the table in Python's own geographic form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geomap.export.schema import SCHEMA

if TYPE_CHECKING:
    from collections.abc import Iterable

    import geopandas

    from geomap.export.outlines import Outline
    from geomap.model import Geoparse

DTYPES = {"integer": "Int64", "number": "Float64", "string": "string", "boolean": "boolean"}
"""The pandas type of each type of the schema; all of them can be null."""


def to_geodataframe(geoparses: Geoparse | Iterable[Geoparse], outline: Outline | None = None) -> geopandas.GeoDataFrame:
    """One row a mention.

    Parameters
    ----------
    geoparses
        One result or several.
    outline
        Gives a place's outline, such as ``Gazetteer.footprint``; without it all mentions are points.

    Returns
    -------
    geopandas.GeoDataFrame
        The columns of ``SCHEMA`` with nullable dtypes, and ``geometry`` in EPSG:4326: points, or outlines where
        these are asked for and known; None where no place was found.
    """
    import geopandas
    import pandas as pd

    from geomap.export.outlines import to_shapes
    from geomap.model import Geoparse

    parses = [geoparses] if isinstance(geoparses, Geoparse) else list(geoparses)
    records = [record for geoparse in parses for record in geoparse.to_records()]
    columns = {
        column.name: pd.array([_whole(record[column.name]) for record in records], dtype=DTYPES[column.type])
        for column in SCHEMA
    }
    shapes = list(to_shapes(parses, outline))
    return geopandas.GeoDataFrame(columns, geometry=geopandas.GeoSeries(shapes, crs="EPSG:4326"))


def _whole(value: Any) -> Any:
    # Half a character (a lone surrogate) can stand in no column of text.
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) and not value.isascii() else value
