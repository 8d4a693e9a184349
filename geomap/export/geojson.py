"""GeoJSON (RFC 7946): a point feature a mention."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from geomap.export.attribution import to_attributions

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geomap.model import Geoparse


def to_geojson(geoparses: Iterable[Geoparse]) -> str:
    """A FeatureCollection with one point a mention; a mention without a place has a null geometry.

    Properties are the columns of ``SCHEMA``. ``<``, ``>`` and ``&`` are written as escapes, so that the text cannot
    end a script element in a page that somebody pastes it into. The member ``attribution`` names the sources.
    """
    features: list[dict[str, Any]] = []
    parses = list(geoparses)
    for geoparse in parses:
        for record in geoparse.to_records():
            lon, lat = record["lon"], record["lat"]
            geometry = None if lon is None else {"type": "Point", "coordinates": [lon, lat]}
            features.append({"type": "Feature", "geometry": geometry, "properties": record})
    # A foreign member, as RFC 7946 calls what it does not know and readers pass over.
    collection: dict[str, Any] = {"type": "FeatureCollection", "attribution": to_attributions(parses)}
    collection["features"] = features
    text = json.dumps(collection, indent=1)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026") + "\n"
