"""Geoparses in the formats that other tools read: one module a format, one schema for all.

Every format gives one row a mention, with the columns of ``SCHEMA``, or one row a place, with those of
``PLACE_SCHEMA``. ``write`` chooses by the suffix of a file; ``read_table`` reads back what was written; ``places_of``
groups the mentions of several texts by place.
"""

from geomap.export.formats import ExportFormat, write
from geomap.export.places import PlaceRow, StoryPlaces, places_of
from geomap.export.schema import LAYER, PLACE_LAYER, PLACE_SCHEMA, SCHEMA, Column
from geomap.export.table import read_table

__all__ = [
    "LAYER",
    "PLACE_LAYER",
    "PLACE_SCHEMA",
    "SCHEMA",
    "Column",
    "ExportFormat",
    "PlaceRow",
    "StoryPlaces",
    "places_of",
    "read_table",
    "write",
]
