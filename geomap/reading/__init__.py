"""Files and streams to ``Document``: one module a format."""

from geomap.reading.files import read, read_documents
from geomap.reading.text import to_document

__all__ = ["read", "read_documents", "to_document"]
