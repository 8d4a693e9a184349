"""GeoPackage: layers of mentions and of places, as GIS programs keep them, through geopandas and GDAL."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

from geomap.export.attribution import attributions_of, to_attributions
from geomap.export.geodataframe import places_to_geodataframe, to_geodataframe
from geomap.export.movements import MOVEMENT_LAYER, to_movement_frame
from geomap.export.places import places_of
from geomap.export.schema import LAYER, PLACE_LAYER
from geomap.provenance import GENERATOR

if TYPE_CHECKING:
    from collections.abc import Iterable

    import geopandas

    from geomap.export.outlines import OutlineFinder
    from geomap.export.places import StoryPlaces
    from geomap.model import Geoparse

# GDAL stamps the hour into the file: a fixed one, so that the same input gives the same bytes.
_STAMP = "2000-01-01T00:00:00.000Z"
# Version 1.2 opens everywhere without a warning; nothing of a newer one is used.
_VERSION = "1.2"


def to_geopackage(geoparses: Iterable[Geoparse], outline: OutlineFinder | None = None) -> bytes:
    """Return a GeoPackage with the layer ``mentions``, one row per mention, and ``places``, one row per place.

    Columns are those of ``SCHEMA`` and of ``PLACE_SCHEMA``; the points, or the outlines that ``outline`` (such as
    ``Gazetteer.footprint``) gives, are EPSG:4326, null where no place was found. The layers' descriptions and metadata
    name the sources and the generator. Where texts tell movements, a third layer ``movements`` has their lines, with
    the columns of ``MOVEMENT_SCHEMA``.
    """
    parses = list(geoparses)
    credit = to_attributions(parses)
    layers = [_mentions(parses, outline, credit), _places(places_of(parses), outline, credit)]
    if any(geoparse.movements for geoparse in parses):
        text = "Movements that texts tell, one row a movement."
        layers.append(_TableLayer(MOVEMENT_LAYER, to_movement_frame(parses), text, "Unknown", None))
    return _written(layers)


def places_to_geopackage(places: StoryPlaces, outline: OutlineFinder | None = None) -> bytes:
    """Return a GeoPackage with the layer ``places`` alone; see ``to_geopackage``."""
    return _written([_places(places, outline, attributions_of(row.place for row in places))])


class _TableLayer(NamedTuple):
    """A layer: its name, rows and description, the kind of its geometries, and what its metadata say."""

    name: str
    frame: geopandas.GeoDataFrame
    text: str
    geometry: str
    metadata: dict[str, str] | None


def _mentions(parses: list[Geoparse], outline: OutlineFinder | None, credit: list[str]) -> _TableLayer:
    frame = to_geodataframe(parses, outline)
    return _described(LAYER, frame, "Places named in texts, one row a mention. ", outline, credit)


def _places(places: StoryPlaces, outline: OutlineFinder | None, credit: list[str]) -> _TableLayer:
    frame = places_to_geodataframe(places, outline)
    return _described(PLACE_LAYER, frame, "Places named in texts, one row a place. ", outline, credit)


def _described(
    name: str, frame: geopandas.GeoDataFrame, text: str, outline: OutlineFinder | None, credit: list[str]
) -> _TableLayer:
    metadata = {"generator": GENERATOR} | ({"attribution": "; ".join(credit)} if credit else {})
    only_points = outline is None and set(frame.geom_type.dropna()) <= {"Point"}
    return _TableLayer(name, frame, (text + "; ".join(credit)).strip(), "Point" if only_points else "Unknown", metadata)


def _written(layers: list[_TableLayer]) -> bytes:
    import pyogrio

    before = pyogrio.get_gdal_config_option("OGR_CURRENT_DATE")
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": _STAMP})
    try:
        # A file in memory takes one layer only.
        with TemporaryDirectory() as folder:
            out = Path(folder, "out.gpkg")
            for number, layer in enumerate(layers):
                more = {"append": True} if number else {"dataset_options": {"VERSION": _VERSION}}
                pyogrio.write_dataframe(
                    layer.frame,
                    out,
                    driver="GPKG",
                    layer=layer.name,
                    geometry_type=layer.geometry,
                    promote_to_multi=False if layer.name == MOVEMENT_LAYER else None,
                    layer_options={"IDENTIFIER": layer.name, "DESCRIPTION": layer.text},
                    layer_metadata=layer.metadata,
                    **more,
                )
            return out.read_bytes()
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": before})
