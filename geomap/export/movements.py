"""Movements as records and lines: a record a movement, beside the mentions where a format has room for both."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from geomap.export.schema import Column

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import geopandas

    from geomap.model import Geoparse
    from geomap.movements import Movement

MOVEMENT_LAYER = "movements"
"""What they are called where a format names its layers."""

MOVEMENT_SCHEMA: tuple[Column, ...] = (
    Column("document_id", "string", True, "the document's own id, or its file name"),
    Column("start", "integer", False, "first character of the words in the text as read, counted from 0"),
    Column("end", "integer", False, "one past the last character of the words"),
    Column("text", "string", False, "the words that tell it: text[start:end]"),
    Column("kind", "string", False, "travel, escape, transport, military, weather, fire or relocation"),
    Column("from", "string", False, "where it begins, as written"),
    Column("to", "string", False, "where it leads, as written"),
    Column("via", "string", True, "places between, as written, with semicolons between"),
    Column("from_id", "string", False, "place id of its begin"),
    Column("to_id", "string", False, "place id of its end"),
    Column("via_ids", "string", True, "place ids of the places between, with spaces between"),
    Column("mover", "string", True, "who or what moves, as written"),
    Column("planned", "boolean", False, "whether it is only announced or expected"),
    Column("confidence", "number", False, "the least of its places' times that of the words, 0 to 1"),
    Column("uncertain", "boolean", False, "whether the confidence is below the threshold"),
    Column("sentence", "string", False, "the sentence that tells it"),
    Column("reasons", "string", False, "why it is taken for one, in sentences"),
)


def to_movement_records(geoparse: Geoparse) -> list[dict[str, Any]]:
    """Every movement of a document, in the order of the text, with the columns of ``MOVEMENT_SCHEMA``."""
    document = geoparse.document
    document_id = document.id if document.id is not None else document.source
    return [_record(movement, document_id) for movement in geoparse.movements]


def _record(movement: Movement, document_id: str | None) -> dict[str, Any]:
    first, *between, last = movement.places
    via = "; ".join(stop.toponym.text for stop in movement.via)
    return {
        "document_id": document_id,
        "start": movement.start,
        "end": movement.end,
        "text": movement.text,
        "kind": movement.kind,
        "from": movement.origin.toponym.text,
        "to": movement.destination.toponym.text,
        "via": via or None,
        "from_id": first.id,
        "to_id": last.id,
        "via_ids": " ".join(place.id for place in between) or None,
        "mover": movement.mover or None,
        "planned": movement.planned,
        "confidence": round(movement.confidence, 3),
        "uncertain": movement.uncertain,
        "sentence": movement.sentence,
        "reasons": " ".join(movement.reasons),
    }


def iter_lines(geoparses: Iterable[Geoparse]) -> Iterator[tuple[dict[str, Any], list[list[tuple[float, float]]]]]:
    """Each movement's record, and its line in degrees (EPSG:4326) in pieces: two where it crosses the antimeridian."""
    for geoparse in geoparses:
        for movement, record in zip(geoparse.movements, to_movement_records(geoparse), strict=True):
            yield record, line_of([(place.lon, place.lat) for place in movement.places])


def line_of(points: Sequence[tuple[float, float]]) -> list[list[tuple[float, float]]]:
    """Join points by the shorter way around the Earth; cut at the antimeridian (RFC 7946).

    >>> line_of([(178.0, -18.0), (-176.0, -20.0)])
    [[(178.0, -18.0), (180.0, -18.666667)], [(-180.0, -18.666667), (-176.0, -20.0)]]
    """
    pieces = [[points[0]]]
    for (lon, lat), (lon_next, lat_next) in pairwise(points):
        if abs(lon_next - lon) > 180.0:
            edge = math.copysign(180.0, lon)
            over = lon_next + 2 * edge
            at = lat if over == lon else round(lat + (lat_next - lat) * (edge - lon) / (over - lon), 6)
            pieces[-1].append((edge, at))
            pieces.append([(-edge, at)])
        pieces[-1].append((lon_next, lat_next))
    return pieces


def to_geometry(pieces: Sequence[Sequence[tuple[float, float]]]) -> dict[str, Any]:
    """A line in pieces as a geometry of GeoJSON."""
    lines = [[list(point) for point in piece] for piece in pieces]
    if len(lines) == 1:
        return {"type": "LineString", "coordinates": lines[0]}
    return {"type": "MultiLineString", "coordinates": lines}


def to_movement_frame(geoparses: Iterable[Geoparse]) -> geopandas.GeoDataFrame:
    """One row a movement, with the columns of ``MOVEMENT_SCHEMA`` and lines in EPSG:4326.

    Parameters
    ----------
    geoparses
        The results.
    """
    import geopandas
    import pandas as pd
    from shapely.geometry import shape

    from geomap.export.geodataframe import DTYPES

    made = list(iter_lines(geoparses))
    columns = {
        column.name: pd.array([record[column.name] for record, _ in made], dtype=DTYPES[column.type])
        for column in MOVEMENT_SCHEMA
    }
    lines = [shape(to_geometry(pieces)) for _, pieces in made]
    return geopandas.GeoDataFrame(columns, geometry=geopandas.GeoSeries(lines, crs="EPSG:4326"))
