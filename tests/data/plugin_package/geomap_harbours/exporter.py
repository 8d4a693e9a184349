"""A format: a point a line, as well-known text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.export import ExportFormat

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from geomap import Geoparse


def to_wkt(geoparses: Iterable[Geoparse]) -> Iterator[str]:
    """Give the lines of the file."""
    for geoparse in geoparses:
        for resolution in geoparse:
            if resolution.place is not None:
                yield f"POINT ({resolution.place.lon} {resolution.place.lat})\n"


WKT = ExportFormat("wkt", (".wkt",), "geomap_harbours.exporter:to_wkt")
