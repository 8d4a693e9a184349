"""GeoJSON (RFC 7946): a point feature a mention."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geomap.model import Geoparse


def to_geojson(geoparses: Iterable[Geoparse]) -> str:
    """A FeatureCollection with one point a mention; a mention without a place has a null geometry.

    Properties are the columns of ``SCHEMA``. ``<``, ``>`` and ``&`` are written as escapes, so that the text cannot
    end a script element in a page that somebody pastes it into.
    """
    features: list[dict[str, Any]] = []
    for geoparse in geoparses:
        for record in geoparse.to_records():
            lon, lat = record["lon"], record["lat"]
            geometry = None if lon is None else {"type": "Point", "coordinates": [lon, lat]}
            features.append({"type": "Feature", "geometry": geometry, "properties": record})
    collection = {"type": "FeatureCollection", "features": features}
    text = json.dumps(collection, indent=1)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026") + "\n"
