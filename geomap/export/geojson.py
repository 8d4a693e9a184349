"""GeoJSON (RFC 7946): a feature a mention."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from geomap.export.attribution import to_attributions
from geomap.provenance import GENERATOR

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
    parses = list(geoparses)
    records = [record for geoparse in parses for record in geoparse.to_records()]
    geometries = _geometries(parses, records, outline)
    features = [
        json.dumps({"type": "Feature", "geometry": geometry, "properties": record})
        for record, geometry in zip(records, geometries, strict=True)
    ]
    # Foreign members, as RFC 7946 calls what it does not know and readers pass over.
    head = json.dumps({"type": "FeatureCollection", "generator": GENERATOR, "attribution": to_attributions(parses)})
    # A line a feature: a program that compares files, and a person, see which has changed.
    text = f'{head[:-1]}, "features": [\n' + ",\n".join(features) + "\n]}"
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
