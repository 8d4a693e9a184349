"""Texts that somebody has annotated, in the forms of other programs: one module a form.

Read for their texts by ``geomap places`` and ``geomap map``, and for their marks by ``geomap evaluate``.
"""

from geomap.reading.annotated.files import is_annotated, read_annotated
from geomap.reading.annotated.spans import Annotated, Mention

__all__ = ["Annotated", "Mention", "is_annotated", "read_annotated"]
