"""Geoparses in the formats that other tools read: one module a format, one schema for all.

Tables have one row a mention, with the columns of ``SCHEMA``, or one row a place, with those of ``PLACE_SCHEMA``. TEI,
Web Annotations, Linked Places, Label Studio and brat have the forms of those who read them. ``write`` chooses by the
suffix of a file; ``read_table`` reads back the tables that were written; ``places_of`` groups the mentions of several
texts by place.
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
