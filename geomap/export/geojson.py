"""GeoJSON (RFC 7946): a feature a mention."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from geomap.export.attribution import to_attributions

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geomap.export.outlines import Outline
    from geomap.model import Geoparse


def to_geojson(geoparses: Iterable[Geoparse], outline: Outline | None = None) -> str:
    """A FeatureCollection with one feature a mention; a mention without a place has a null geometry.

    Geometries are points, or the places' outlines where ``outline`` (such as ``Gazetteer.footprint``) gives them.

    Properties are the columns of ``SCHEMA``. ``<``, ``>`` and ``&`` are written as escapes, so that the text cannot
    end a script element in a page that somebody pastes it into. The member ``attribution`` names the sources.
    """
    features: list[dict[str, Any]] = []
    parses = list(geoparses)
    records = [record for geoparse in parses for record in geoparse.to_records()]
    for record, geometry in zip(records, _geometries(parses, records, outline), strict=True):
        features.append({"type": "Feature", "geometry": geometry, "properties": record})
    # A foreign member, as RFC 7946 calls what it does not know and readers pass over.
    collection: dict[str, Any] = {"type": "FeatureCollection", "attribution": to_attributions(parses)}
    collection["features"] = features
    text = json.dumps(collection, indent=1)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026") + "\n"


def _geometries(parses: list[Geoparse], records: list[dict[str, Any]], outline: Outline | None) -> list[Any]:
    if outline is None:
        # Points need no geometry library.
        return [
            None if record["lon"] is None else {"type": "Point", "coordinates": [record["lon"], record["lat"]]}
            for record in records
        ]
    from shapely.geometry import mapping

    from geomap.export.outlines import to_shapes

    return [shape if shape is None else mapping(shape) for shape in to_shapes(parses, outline)]
