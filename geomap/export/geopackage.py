"""GeoPackage: one layer, as GIS programs keep them, through geopandas and GDAL."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from geomap.export.attribution import to_attributions
from geomap.export.geodataframe import to_geodataframe
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
    sources and the generator.
    """
    import pyogrio

    parses = list(geoparses)
    frame = to_geodataframe(parses, outline)
    attributions = to_attributions(parses)
    text = "Places named in texts, one row a mention. " + "; ".join(attributions)
    out = io.BytesIO()
    metadata = {"generator": GENERATOR} | ({"attribution": "; ".join(attributions)} if attributions else {})
    before = pyogrio.get_gdal_config_option("OGR_CURRENT_DATE")
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": _STAMP})
    try:
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
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": before})
    return out.getvalue()
