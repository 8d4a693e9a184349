"""GeoParquet: the table in columns, for large corpora, through geopandas and pyarrow."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from geomap.errors import missing_extra
from geomap.export.attribution import attributions_of, to_attributions
from geomap.export.geodataframe import places_to_geodataframe, to_geodataframe
from geomap.provenance import GENERATOR

if TYPE_CHECKING:
    from collections.abc import Iterable

    import geopandas

    from geomap.export.outlines import OutlineFinder
    from geomap.export.places import StoryPlaces
    from geomap.model import Geoparse


def to_geoparquet(geoparses: Iterable[Geoparse], outline: OutlineFinder | None = None) -> bytes:
    """Return GeoParquet with one row per mention.

    From geopandas 1.2 on, ``attrs`` of the frame that is read back name the sources; older ones leave them out.

    Geometries are points, or the places' outlines where ``outline`` (such as ``Gazetteer.footprint``) gives them.

    Raises
    ------
    MissingExtraError
        pyarrow is not installed.
    """
    _check_library()
    parses = list(geoparses)
    return _written(to_geodataframe(parses, outline), to_attributions(parses))


def places_to_geoparquet(places: StoryPlaces, outline: OutlineFinder | None = None) -> bytes:
    """Return GeoParquet with one row per place; see ``to_geoparquet``."""
    _check_library()
    frame = places_to_geodataframe(places, outline)
    return _written(frame, attributions_of(row.place for row in places))


def _check_library() -> None:
    try:
        import pyarrow  # noqa: F401 - geopandas needs it, and says so in more than a line
    except ImportError as error:
        raise missing_extra("to write GeoParquet", "pyarrow", "parquet") from error


def _written(frame: geopandas.GeoDataFrame, attributions: list[str]) -> bytes:
    frame.attrs["generator"] = GENERATOR
    frame.attrs["attribution"] = attributions
    out = io.BytesIO()
    frame.to_parquet(out, index=False)
    return out.getvalue()
