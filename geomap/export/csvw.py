"""CSV with what describes it (CSVW, "CSV on the Web" of the W3C): ``places.csv`` and ``places.csv-metadata.json``."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from geomap.export.attribution import attributions_of, to_attributions
from geomap.export.schema import columns_of
from geomap.files import to_bytes
from geomap.provenance import GENERATOR

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap.export.places import StoryPlaces
    from geomap.export.schema import Column
    from geomap.model import Geoparse

_TYPES: Final[dict[str, Any]] = {
    "integer": "integer",
    "number": "double",
    "string": "string",
    "boolean": {"base": "boolean", "format": "true|false"},
}
_MEANINGS: Final = {
    "lon": "http://www.w3.org/2003/01/geo/wgs84_pos#long",
    "lat": "http://www.w3.org/2003/01/geo/wgs84_pos#lat",
    "name": "http://www.geonames.org/ontology#name",
    "country_code": "http://www.geonames.org/ontology#countryCode",
    "feature_class": "http://www.geonames.org/ontology#featureClass",
    "feature_code": "http://www.geonames.org/ontology#featureCode",
}
"""Columns that mean what a vocabulary has a word for."""

_ABOUT: Final = (
    "The places are those that a program found, with its confidence. A text that a spreadsheet "
    "would run as a formula begins with an apostrophe."
)


def to_csvw(name: str, results: Sequence[Geoparse] | StoryPlaces) -> str:
    """Return the description of a CSV: its columns with types, units and meanings, its dialect and its sources.

    Parameters
    ----------
    name
        The CSV's file name; the description stands beside it.
    results
        What is written there, a row a mention or a row a place.
    """
    from geomap.export.places import StoryPlaces

    if isinstance(results, StoryPlaces):
        columns, credits_ = results.columns(), attributions_of(row.place for row in results)
    else:
        columns, credits_ = columns_of(results), to_attributions(results)
    described: dict[str, Any] = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "url": quote(to_bytes(name).decode()),
        "dc:title": "Places named in texts",
        "dc:description": _ABOUT,
        "dc:creator": GENERATOR,
        "dc:rights": "; ".join(credits_),
        "dialect": {"encoding": "utf-8", "delimiter": ",", "header": True, "lineTerminators": ["\n"]},
        "tableSchema": {"columns": [_column(column) for column in columns]},
    }
    return json.dumps(described, ensure_ascii=False, indent=2) + "\n"


def _column(column: Column) -> dict[str, Any]:
    described: dict[str, Any] = {
        "name": column.name,
        "titles": column.name,
        "dc:description": column.description,
        "datatype": _TYPES[column.type],
        "required": not column.nullable,
    }
    if column.name in _MEANINGS:
        described["propertyUrl"] = _MEANINGS[column.name]
    return described
