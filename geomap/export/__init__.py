"""Geoparses in the formats that other tools read: one module a format, one schema for all.

Every format gives one row a mention, with the columns of ``SCHEMA``. ``write`` chooses by the
suffix of a file; ``read_table`` reads back what was written.
"""

from geomap.export.formats import ExportFormat, write
from geomap.export.schema import LAYER, SCHEMA, Column
from geomap.export.table import read_table

__all__ = ["LAYER", "SCHEMA", "Column", "ExportFormat", "read_table", "write"]
