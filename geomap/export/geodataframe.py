"""GeoDataFrame: the table in Python's own geographic form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geomap.export.records import iter_records
from geomap.export.schema import columns_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import geopandas

    from geomap.export.outlines import OutlineFinder
    from geomap.export.places import StoryPlaces
    from geomap.export.schema import Column
    from geomap.model import Geoparse

DTYPES = {"integer": "Int64", "number": "Float64", "string": "string", "boolean": "boolean"}
"""The pandas type of each type of the schema; all of them can be null."""


def to_geodataframe(
    geoparses: Geoparse | Iterable[Geoparse], outline: OutlineFinder | None = None
) -> geopandas.GeoDataFrame:
    """Return a GeoDataFrame with one row per mention.

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
    from geomap.export.outlines import to_shapes
    from geomap.model import Geoparse

    parses = [geoparses] if isinstance(geoparses, Geoparse) else list(geoparses)
    records = (record for geoparse in parses for record in iter_records(geoparse))
    return _frame(columns_of(parses), records, to_shapes(parses, outline))


def places_to_geodataframe(places: StoryPlaces, outline: OutlineFinder | None = None) -> geopandas.GeoDataFrame:
    """Return a GeoDataFrame with one row per place; see ``to_geodataframe``.

    Parameters
    ----------
    places
        The places of texts.
    outline
        Gives a place's outline, such as ``Gazetteer.footprint``; without it all places are points.
    """
    from geomap.export.outlines import place_shapes

    return _frame(places.columns(), places.to_records(), place_shapes(places, outline))


def _frame(
    schema: Sequence[Column], records: Iterable[dict[str, Any]], shapes: Iterable[Any]
) -> geopandas.GeoDataFrame:
    import geopandas
    import pandas as pd

    from geomap.export.frame import ResultFrame

    values: dict[str, list[Any]] = {column.name: [] for column in schema}
    for record in records:
        for name, cells in values.items():
            # Of a document that was read without byte offsets, among others, nobody knows them.
            cells.append(_whole(record.get(name)))
    columns = {column.name: pd.array(values[column.name], dtype=DTYPES[column.type]) for column in schema}
    return ResultFrame(columns, geometry=geopandas.GeoSeries(list(shapes), crs="EPSG:4326"))


def _whole(value: Any) -> Any:
    # Half a character (a lone surrogate) can stand in no column of text.
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) and not value.isascii() else value
