"""Geoparses in the formats that other tools read: one module a format, one schema for all.

Every format gives one row a mention, with the columns of ``SCHEMA``.
"""

from geomap.export.schema import SCHEMA, Column

__all__ = ["SCHEMA", "Column"]
