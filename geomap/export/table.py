"""Written results back into the frame they came from."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from geomap.errors import InputError
from geomap.export.geodataframe import DTYPES
from geomap.export.schema import LAYER, PLACE_LAYER, PLACE_SCHEMA, SCHEMA, WEIGHT, schema_of, with_bytes

if TYPE_CHECKING:
    import os

    import geopandas

    from geomap.export.schema import By, Column

_PREFIXES = ("mention_", "place_")
"""Of columns in KML."""


def read_table(path: str | os.PathLike[str], *, by: By = "mention") -> geopandas.GeoDataFrame:
    """Read a CSV, JSON, GeoJSON, GeoPackage, KML or GeoParquet file that geomap wrote.

    Parameters
    ----------
    path
        The file; its suffix says the format.
    by
        Whether its table of mentions is wanted, or, with ``"place"``, that of places: a GeoPackage has both.

    Returns
    -------
    geopandas.GeoDataFrame
        What ``to_geodataframe`` gave when the file was written: same columns, types and geometries.

    Raises
    ------
    InputError
        The suffix is none of these, or columns of ``SCHEMA`` (``PLACE_SCHEMA``) are missing.
    """
    import geopandas

    suffix = Path(path).suffix.lower()
    schema = SCHEMA if by == "mention" else PLACE_SCHEMA
    frame: Any
    if suffix in {".csv", ".json"}:
        frame = _read_plain(Path(path), suffix, schema)
    elif suffix in {".parquet", ".geoparquet"}:
        frame = geopandas.read_parquet(path)
    elif suffix == ".kml":
        frame = _read_kml(path, by)
    elif suffix in {".geojson", ".gpkg"}:
        layer = LAYER if by == "mention" else PLACE_LAYER
        frame = geopandas.read_file(path, layer=None if suffix == ".geojson" else layer)
    else:
        raise InputError(
            f"{path} is of no format that can be read back; there are: csv, json, geojson, gpkg, kml, parquet"
        )
    return _to_schema(frame, str(path), schema)


def _read_kml(path: str | os.PathLike[str], by: By) -> Any:
    """Read the folders of all places, which are layers to GDAL, and put their mentions back into the texts' order."""
    import geopandas
    import pandas as pd
    import pyogrio

    from geomap.export.kml import ROW
    from geomap.export.movements import MOVEMENT_LAYER

    layers = [number for number, (name, _) in enumerate(pyogrio.list_layers(path)) if name != MOVEMENT_LAYER]
    frames = [geopandas.read_file(path, layer=number) for number in layers]
    frames = [frame for frame in frames if len(frame)]
    if not frames:
        return pd.DataFrame()
    frame: Any = pd.concat(frames, ignore_index=True)
    prefix = _PREFIXES[by == "place"]
    frame = frame[[name for name in frame.columns if name.startswith(prefix)] + ["geometry"]]
    frame = frame.rename(columns=lambda name: str(name).removeprefix(prefix))
    if ROW.name in frame.columns:
        frame = frame.sort_values(ROW.name, ignore_index=True)
    return frame


def _read_plain(path: Path, suffix: str, schema: tuple[Column, ...]) -> Any:
    import pandas as pd

    from geomap.export.csv import unguard

    if suffix == ".csv":
        frame = pd.read_csv(path, dtype=str, keep_default_na=False, na_values=[""], encoding="utf-8")
        for column in (*(with_bytes(schema) if schema is SCHEMA else schema), WEIGHT):
            if column.name not in frame.columns:
                continue  # told below, with all that is missing
            if column.type == "string":
                values = frame[column.name].map(unguard, na_action="ignore")
                frame[column.name] = values if column.nullable else values.fillna("")
            elif column.type == "boolean":
                frame[column.name] = frame[column.name] == "true"
        return frame
    import json

    rows = json.loads(path.read_text(encoding="utf-8"))
    schema = schema_of(rows[0], schema) if rows else schema
    return pd.DataFrame(rows, columns=[column.name for column in schema])


def _to_schema(frame: Any, name: str, wanted: tuple[Column, ...]) -> geopandas.GeoDataFrame:
    import geopandas
    import pandas as pd

    from geomap.export.frame import ResultFrame

    if len(frame) == 0:
        # A format that keeps columns by feature has none without features.
        frame = pd.DataFrame(frame, columns=[column.name for column in wanted])
    if "from" in frame.columns:
        frame = frame[frame["from"].isna()]  # movements have columns of their own
    if "annotation" in frame.columns:
        frame = frame[frame["annotation"].isna()]  # and so has what a person has drawn
    missing = [column.name for column in wanted if column.name not in frame.columns]
    if missing:
        raise InputError(f"{name} lacks the columns {', '.join(missing)}: geomap did not write it")
    columns = {}
    schema = schema_of(frame.columns, wanted)
    for column in schema:
        values = frame[column.name]
        if column.type in {"integer", "number"}:
            values = pd.to_numeric(values)
        values = values.where(values.notna(), None) if column.type == "string" else values
        columns[column.name] = values.astype(DTYPES[column.type]).reset_index(drop=True)
        if column.type == "string" and not column.nullable:
            columns[column.name] = columns[column.name].fillna("")
    geometry: list[Any]
    if "geometry" in frame.columns and set(frame.geometry.geom_type.dropna()) - {"Point"}:
        geometry = list(frame.geometry)
    else:
        # The columns keep every digit; some formats round the geometry.
        points = geopandas.points_from_xy(columns["lon"].astype(float), columns["lat"].astype(float))
        geometry = [point if known else None for point, known in zip(points, columns["lon"].notna(), strict=True)]
    return ResultFrame(columns, geometry=geopandas.GeoSeries(geometry, crs="EPSG:4326"))
