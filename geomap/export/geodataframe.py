"""GeoDataFrame: the table in Python's own geographic form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.export.schema import SCHEMA

if TYPE_CHECKING:
    from collections.abc import Iterable

    import geopandas

    from geomap.model import Geoparse

_DTYPES = {"integer": "Int64", "number": "Float64", "string": "string", "boolean": "boolean"}


def to_geodataframe(geoparses: Geoparse | Iterable[Geoparse]) -> geopandas.GeoDataFrame:
    """One row a mention.

    Returns
    -------
    geopandas.GeoDataFrame
        The columns of ``SCHEMA`` with nullable dtypes, and ``geometry``: points in EPSG:4326, None where no place
        was found.
    """
    import geopandas
    import pandas as pd
    from shapely.geometry import Point

    from geomap.model import Geoparse

    parses = [geoparses] if isinstance(geoparses, Geoparse) else list(geoparses)
    records = [record for geoparse in parses for record in geoparse.to_records()]
    columns = {
        column.name: pd.array([record[column.name] for record in records], dtype=_DTYPES[column.type])
        for column in SCHEMA
    }
    points = [None if record["lon"] is None else Point(record["lon"], record["lat"]) for record in records]
    return geopandas.GeoDataFrame(columns, geometry=geopandas.GeoSeries(points, crs="EPSG:4326"))
