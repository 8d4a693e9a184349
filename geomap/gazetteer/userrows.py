"""The rows of a user's file of places, whatever its format: cells by column, and a geometry."""

from __future__ import annotations

import csv
import io
import json
import math
import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from geomap.errors import InputError
from geomap.gazetteer.usershapes import ShapeError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

_TABLES: Final = frozenset({".csv", ".tsv", ".txt"})
_JSON: Final = frozenset({".geojson", ".json"})
_VECTOR: Final = frozenset({".gpkg", ".shp", ".fgb", ".parquet", ".geoparquet"})
_WKT_POINT: Final = re.compile(r"\s*POINT\s*(?:ZM?|M)?\s*\(\s*(\S+)\s+(\S+?)(?:\s+\S+)*\s*\)\s*", re.IGNORECASE)
_DEEP: Final = re.compile(r"\((?:[^()]*\(){4}")
_SRID: Final = re.compile(r"\s*SRID\s*=\s*(\d+)\s*;", re.IGNORECASE)
_DEGREES: Final = ("CRS84", "EPSG::4326", "EPSG:4326")
_LARGEST_CELL: Final = 1 << 28
"""Characters in a cell of a table: a coast as WKT."""


class UserRow(NamedTuple):
    """One row.

    Attributes
    ----------
    where
        How to tell a user which one: ``row 7`` (as a spreadsheet counts them), ``feature 3``.
    cells
        By column in small letters: text, numbers or lists of texts.
    geometry
        GeoJSON, or None.
    problem
        What is wrong with the row already, or ``""``.
    """

    where: str
    cells: dict[str, Any]
    geometry: Mapping[str, Any] | None = None
    problem: str = ""


def read_rows(path: Path) -> list[UserRow]:
    """Return all rows of a file.

    Raises
    ------
    InputError
        The file cannot be read, or its format is not known.
    """
    suffix = path.suffix.lower()
    if not path.is_file():
        raise InputError(f"cannot read {path}: there is no such file")
    if suffix in _VECTOR:
        return list(_read_vector(path))
    if suffix not in _TABLES | _JSON:
        known = ", ".join(sorted(_TABLES | _JSON | _VECTOR))
        raise InputError(f"cannot tell the format of {path}: its name should end in one of {known}")
    from geomap.reading.bounded import read_bounded
    from geomap.reading.text import decode

    text = decode(read_bounded(path), str(path)).removeprefix("\ufeff")
    return list(_read_json(text, path) if suffix in _JSON else _read_table(text, path))


def column(name: object) -> str:
    """Return a column's name without what does not count: case, spaces, hyphens."""
    return re.sub(r"[\s-]+", "_", str(name).strip().lower())


# CSV --------------------------------------------------------------------------------------------------------------


def _read_table(text: str, path: Path) -> Iterator[UserRow]:
    header_line = text.partition("\n")[0]
    delimiter = max(",;\t", key=header_line.count)
    before = csv.field_size_limit(_LARGEST_CELL)
    try:
        yield from _table_rows(csv.reader(io.StringIO(text), delimiter=delimiter, strict=True), path)
    finally:
        csv.field_size_limit(before)


def _table_rows(reader: Any, path: Path) -> Iterator[UserRow]:
    header: list[str] = []
    number = 0
    try:
        for cells in reader:
            number += 1
            if not any(cell.strip() for cell in cells):
                continue
            if not header:
                header = [column(cell) for cell in cells]
                continue
            where = f"row {number}"
            if len(cells) > len(header):
                yield UserRow(where, {}, problem=f"it has {len(cells)} cells, the heading has {len(header)}")
                continue
            # Cells that a spreadsheet left off at the end of a line are blank.
            found = {key: cell.strip() for key, cell in zip(header, cells, strict=False) if key}
            try:
                yield UserRow(where, found, _from_cells(found))
            except ShapeError as error:
                yield UserRow(where, found, problem=str(error))
    except csv.Error as error:
        raise InputError(f"{path}, row {number + 1}: not CSV ({error})") from error
    if not header:
        raise InputError(f"{path} has no heading")


def _from_cells(cells: Mapping[str, str]) -> Mapping[str, Any] | None:
    """Return the geometry that a row has as WKT or GeoJSON, None where it has none."""
    text = next(
        (cells[key] for key in ("wkt", "geometry", "geom", "the_geom", "shape", "wkt_geom") if cells.get(key)), ""
    )
    if not text:
        return None
    if text.startswith("{"):
        try:
            loaded = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise ShapeError("the geometry is no GeoJSON") from error
        return loaded if isinstance(loaded, dict) else None
    return from_wkt(text)


def from_wkt(text: str) -> Mapping[str, Any]:
    """Return WKT, or EWKT in EPSG:4326, as GeoJSON.

    Raises
    ------
    ShapeError
        It is none.
    """
    srid = _SRID.match(text)
    if srid is not None:
        if srid[1] != "4326":
            raise ShapeError(f"the geometry has the CRS EPSG:{srid[1]}; EPSG:4326 is wanted")
        text = text[srid.end() :]
    point = _WKT_POINT.fullmatch(text)
    if point is not None:  # shapely takes longer to load than a file of points takes to read
        try:
            return {"type": "Point", "coordinates": [float(point[1]), float(point[2])]}
        except ValueError as error:
            raise ShapeError(f"the geometry {text[:40]!r} is no WKT") from error
    # GEOS reads nested geometries without looking how deep, and breaks the process; an outline needs three.
    if _DEEP.search(text):
        raise ShapeError(f"the geometry {text[:40]!r} is nested too deeply")
    import shapely
    from shapely.geometry import mapping

    try:
        made = shapely.from_wkt(text)
    except (shapely.errors.ShapelyError, ValueError) as error:
        raise ShapeError(f"the geometry {text[:40]!r} is no WKT") from error
    if made.is_empty:
        raise ShapeError("the geometry is empty")
    found: Mapping[str, Any] = mapping(made)
    return found


# GeoJSON ----------------------------------------------------------------------------------------------------------


def _read_json(text: str, path: Path) -> Iterator[UserRow]:
    try:
        loaded = json.loads(text)
    except ValueError as error:
        large = "int_max_str_digits" in str(error)
        raise InputError(f"{path} is no GeoJSON: {'a number of thousands of digits' if large else error}") from error
    except RecursionError as error:
        raise InputError(f"{path} is no GeoJSON: it is nested too deeply") from error
    features = loaded.get("features") if isinstance(loaded, dict) else None
    if isinstance(loaded, dict) and loaded.get("type") == "Feature":
        features = [loaded]
    if not isinstance(features, list):
        raise InputError(f"{path} is no GeoJSON: a FeatureCollection is wanted")
    _check_crs(loaded.get("crs"), path)
    for number, feature in enumerate(features, 1):
        yield _from_feature(feature, f"feature {number}")


def _check_crs(crs: Any, path: Path) -> None:
    """Refuse GeoJSON that is not in degrees: files of before RFC 7946 may name another system."""
    properties = crs.get("properties") if isinstance(crs, dict) else None
    name = properties.get("name") if isinstance(properties, dict) else None
    if isinstance(name, str) and not name.endswith(_DEGREES):
        raise InputError(f"{path} has the CRS {name}; EPSG:4326 is wanted")


def _from_feature(feature: Any, where: str) -> UserRow:
    if not isinstance(feature, dict) or feature.get("type") != "Feature":
        return UserRow(where, {}, problem="it is no GeoJSON feature")
    properties = feature.get("properties")
    cells = {column(key): value for key, value in properties.items()} if isinstance(properties, dict) else {}
    if "id" in feature and "id" not in cells:
        cells["id"] = feature["id"]
    geometry = feature.get("geometry")
    if geometry is not None and not isinstance(geometry, dict):
        return UserRow(where, cells, problem="its geometry is no GeoJSON geometry")
    return UserRow(where, cells, geometry)


# GeoPackage and what else GDAL reads --------------------------------------------------------------------------------


def _read_vector(path: Path) -> Iterator[UserRow]:
    import geopandas
    import pyogrio

    try:
        if "parquet" in path.suffix.lower():
            yield from from_frame(geopandas.read_parquet(path), "row")
            return
        layers = [str(name) for name, kind in pyogrio.list_layers(path) if kind]
        for layer in layers:
            label = f"layer {layer}, row" if len(layers) > 1 else "row"
            yield from from_frame(geopandas.read_file(path, layer=layer), label)
    except InputError:
        raise
    except Exception as error:  # GDAL and Arrow have families of errors of their own
        reason = " ".join(str(error).split())[:200]
        raise InputError(f"cannot read {path}: {reason}") from error


def from_frame(frame: Any, label: str = "row") -> Iterator[UserRow]:
    """Yield the rows of a GeoDataFrame, counted from 1.

    Raises
    ------
    InputError
        Its CRS cannot be turned into EPSG:4326.
    """
    from shapely.geometry import mapping

    geometry = frame.geometry
    if geometry.crs is not None and not geometry.crs.equals("EPSG:4326"):
        geometry = geometry.to_crs("EPSG:4326")
    names = [name for name in frame.columns if name != frame.geometry.name]
    columns: Iterable[tuple[Any, ...]] = zip(*(frame[name].tolist() for name in names), strict=True)
    if not names:
        columns = (() for _ in range(len(frame)))
    for number, (values, shape) in enumerate(zip(columns, geometry, strict=True), 1):
        cells = {column(n): v for n, v in zip(names, values, strict=True) if not _is_missing(v)}
        missing = shape is None or shape.is_empty
        yield UserRow(f"{label} {number}", cells, None if missing else mapping(shape))


def _is_missing(value: Any) -> bool:
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return True
    return type(value).__name__ in {"NAType", "NaTType"}
