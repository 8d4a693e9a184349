"""GeoPackage: one layer, as GIS programs keep them, through geopandas and GDAL."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from geomap.export.attribution import to_attributions
from geomap.export.geodataframe import to_geodataframe
from geomap.export.movements import MOVEMENT_LAYER, to_movement_frame
from geomap.export.schema import LAYER
from geomap.provenance import GENERATOR

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geomap.export.outlines import OutlineFinder
    from geomap.model import Geoparse

# GDAL stamps the hour into the file: a fixed one, so that the same input gives the same bytes.
_STAMP = "2000-01-01T00:00:00.000Z"
# Version 1.2 opens everywhere without a warning; nothing of a newer one is used.
_VERSION = "1.2"


def to_geopackage(geoparses: Iterable[Geoparse], outline: OutlineFinder | None = None) -> bytes:
    """Return a GeoPackage with the layer ``mentions``, one row per mention.

    Columns are those of ``SCHEMA``; the points, or the outlines that ``outline`` (such as ``Gazetteer.footprint``)
    gives, are EPSG:4326, null where no place was found. The layer's description and metadata name the
    sources and the generator. Where texts tell movements, a second layer ``movements`` has their lines, with the
    columns of ``MOVEMENT_SCHEMA``.
    """
    import pyogrio

    parses = list(geoparses)
    frame = to_geodataframe(parses, outline)
    attributions = to_attributions(parses)
    text = "Places named in texts, one row a mention. " + "; ".join(attributions)
    metadata = {"generator": GENERATOR} | ({"attribution": "; ".join(attributions)} if attributions else {})
    before = pyogrio.get_gdal_config_option("OGR_CURRENT_DATE")
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": _STAMP})
    try:
        # A file in memory takes one layer only.
        with TemporaryDirectory() as folder:
            out = Path(folder, "out.gpkg")
            pyogrio.write_dataframe(
                frame,
                out,
                driver="GPKG",
                layer=LAYER,
                geometry_type="Point" if set(frame.geom_type.dropna()) <= {"Point"} and outline is None else "Unknown",
                dataset_options={"VERSION": _VERSION},
                layer_options={"IDENTIFIER": LAYER, "DESCRIPTION": text.strip()},
                layer_metadata=metadata,
            )
            if any(geoparse.movements for geoparse in parses):
                _add_movements(out, parses)
            return out.read_bytes()
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": before})


def _add_movements(path: Path, parses: list[Geoparse]) -> None:
    """Write the second layer."""
    import pyogrio

    pyogrio.write_dataframe(
        to_movement_frame(parses),
        path,
        driver="GPKG",
        layer=MOVEMENT_LAYER,
        append=True,
        geometry_type="Unknown",
        promote_to_multi=False,
        layer_options={"IDENTIFIER": MOVEMENT_LAYER, "DESCRIPTION": "Movements that texts tell, one row a movement."},
    )
