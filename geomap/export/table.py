"""Written results back into the frame they came from."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from geomap.errors import InputError
from geomap.export.geodataframe import DTYPES
from geomap.export.schema import LAYER, SCHEMA, WEIGHT, schema_of, with_bytes

if TYPE_CHECKING:
    import os

    import geopandas

_KML_PREFIX = "mention_"


def read_table(path: str | os.PathLike[str]) -> geopandas.GeoDataFrame:
    """Read a CSV, JSON, GeoJSON, GeoPackage, KML or GeoParquet file that geomap wrote.

    Parameters
    ----------
    path
        The file; its suffix says the format.

    Returns
    -------
    geopandas.GeoDataFrame
        What ``to_geodataframe`` gave when the file was written: same columns, types and geometries.

    Raises
    ------
    InputError
        The suffix is none of these, or columns of ``SCHEMA`` are missing.
    """
    import geopandas

    suffix = Path(path).suffix.lower()
    frame: Any
    if suffix in {".csv", ".json"}:
        frame = _read_plain(Path(path), suffix)
    elif suffix in {".parquet", ".geoparquet"}:
        frame = geopandas.read_parquet(path)
    elif suffix == ".kml":
        frame = _read_kml(path)
    elif suffix in {".geojson", ".gpkg"}:
        frame = geopandas.read_file(path, layer=None if suffix == ".geojson" else LAYER)
    else:
        raise InputError(
            f"{path} is of no format that can be read back; there are: csv, json, geojson, gpkg, kml, parquet"
        )
    return _to_schema(frame, str(path))


def _read_kml(path: str | os.PathLike[str]) -> Any:
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
    frame = frame[[name for name in frame.columns if name.startswith(_KML_PREFIX)] + ["geometry"]]
    frame = frame.rename(columns=lambda name: str(name).removeprefix(_KML_PREFIX))
    if ROW.name in frame.columns:
        frame = frame.sort_values(ROW.name, ignore_index=True)
    return frame


def _read_plain(path: Path, suffix: str) -> Any:
    import pandas as pd

    from geomap.export.csv import unguard

    if suffix == ".csv":
        frame = pd.read_csv(path, dtype=str, keep_default_na=False, na_values=[""], encoding="utf-8")
        for column in (*with_bytes(SCHEMA), WEIGHT):
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
    schema = schema_of(rows[0]) if rows else SCHEMA
    return pd.DataFrame(rows, columns=[column.name for column in schema])


def _to_schema(frame: Any, name: str) -> geopandas.GeoDataFrame:
    import geopandas
    import pandas as pd

    if len(frame) == 0:
        # A format that keeps columns by feature has none without features.
        frame = pd.DataFrame(frame, columns=[column.name for column in SCHEMA])
    if "from" in frame.columns:
        frame = frame[frame["from"].isna()]  # movements have columns of their own
    if "annotation" in frame.columns:
        frame = frame[frame["annotation"].isna()]  # and so has what a person has drawn
    missing = [column.name for column in SCHEMA if column.name not in frame.columns]
    if missing:
        raise InputError(f"{name} lacks the columns {', '.join(missing)}: geomap did not write it")
    columns = {}
    schema = schema_of(frame.columns)
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
    return geopandas.GeoDataFrame(columns, geometry=geopandas.GeoSeries(geometry, crs="EPSG:4326"))
