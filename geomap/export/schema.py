"""The tables that every output has: a row a mention, or a row a place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

    from geomap.model import Geoparse

LAYER = "mentions"
"""What the table is called where a format names it."""


class Column(NamedTuple):
    """A column of the table.

    Attributes
    ----------
    name
        Its name in every format.
    type
        ``"integer"``, ``"number"``, ``"string"`` or ``"boolean"``.
    nullable
        Whether a mention may have none: all columns about the place are null where no place was found.
    description
        What it holds, with the unit.
    """

    name: str
    type: str
    nullable: bool
    description: str


SCHEMA: tuple[Column, ...] = (
    Column("document_id", "string", True, "the document's own id, or its file name"),
    Column("start", "integer", False, "first character of the mention in the text as read, counted from 0"),
    Column("end", "integer", False, "one past the last character of the mention"),
    Column("text", "string", False, "the mention as written: text[start:end]"),
    Column("kind", "string", False, "literal, organisation, facility, demonym, zone, coordinates or relative"),
    Column("modifier", "string", True, "the part of the place that is meant, as written: 'southern'"),
    Column("place_id", "string", True, "identifier with its source: geonames:172408"),
    Column("name", "string", True, "the place's usual English name"),
    Column("feature_class", "string", True, "GeoNames feature class"),
    Column("feature_code", "string", True, "GeoNames feature code"),
    Column("country_code", "string", True, "ISO 3166-1 alpha-2; null for a place of no one country"),
    Column("admin1_code", "string", True, "GeoNames first-order division, without the country"),
    Column("lon", "number", True, "longitude of the place's point, degrees, EPSG:4326"),
    Column("lat", "number", True, "latitude of the place's point, degrees, EPSG:4326"),
    Column("geonameid", "integer", True, "GeoNames identifier, where the place has one"),
    Column("confidence", "number", False, "probability that the place is the one meant, 0 to 1"),
    Column("uncertain", "boolean", False, "whether the confidence is below the threshold, or no place was found"),
    Column("prominence", "number", True, "how much the text is about the place, 0 (by the way) to 1"),
    Column("prominence_reasons", "string", True, "why, in words, the weightiest first, with semicolons between"),
    Column("decided_by", "string", False, "geomap, correction (a person said so) or online"),
    Column("reasons", "string", False, "why, in sentences, the weightiest first"),
    Column("source", "string", True, "where the place's record comes from: the prefix of place_id"),
    Column(
        "relation", "string", True, "of kind relative: offset, within, border, corridor … (geomap.relations.Relation)"
    ),
    Column("anchors", "string", True, "of kind relative: the names it is told from, with semicolons between"),
    Column("anchor_ids", "string", True, "of kind relative: the place ids of these, with spaces between"),
    Column("distance_km", "number", True, "of kind relative: the distance that the text says, kilometres"),
    Column("bearing_deg", "number", True, "of kind relative: the direction that the text says, degrees from north"),
)

PLACE_LAYER = "places"
"""What the table of places is called where a format names it."""

PLACE_SCHEMA: tuple[Column, ...] = (
    Column("place_id", "string", False, "identifier with its source: geonames:172408"),
    Column("name", "string", False, "the place's usual English name"),
    Column("feature_class", "string", False, "GeoNames feature class"),
    Column("feature_code", "string", False, "GeoNames feature code"),
    Column("country_code", "string", True, "ISO 3166-1 alpha-2; null for a place of no one country"),
    Column("admin1_code", "string", True, "GeoNames first-order division, without the country"),
    Column("lon", "number", False, "longitude of the place's point, degrees, EPSG:4326"),
    Column("lat", "number", False, "latitude of the place's point, degrees, EPSG:4326"),
    Column("geonameid", "integer", True, "GeoNames identifier, where the place has one"),
    Column("mentions", "integer", False, "how often the texts name it"),
    Column("demonyms", "integer", False, "how often of these by its people: 'Syrian'"),
    Column("documents", "integer", False, "how many texts name it"),
    Column("names", "string", False, "what the texts call it, with semicolons between"),
    Column("first_document_id", "string", True, "the first text that names it: its own id, or its file name"),
    Column("first_start", "integer", False, "first character of the first mention in that text, counted from 0"),
    Column("first_end", "integer", False, "one past the last character of the first mention"),
    Column("first_text", "string", False, "the first mention as written"),
    Column("first_sentence", "string", False, "the sentence that it stands in"),
    Column("confidence", "number", False, "mean probability that the place is the one meant, 0 to 1"),
    Column("uncertain", "boolean", False, "whether the confidence is below the threshold"),
    Column("prominence", "number", False, "how much a text is about the place, 0 (by the way) to 1"),
    Column("prominence_reasons", "string", False, "why, in words, the weightiest first, with semicolons between"),
    Column("source", "string", False, "where the place's record comes from: the prefix of place_id"),
)
"""The table of places, a row a place; ``weight`` stands behind all else where a table gives one: the sum."""

By = Literal["mention", "place"]
"""What a row of a table is."""

BYTE_COLUMNS: tuple[Column, ...] = (
    Column("byte_start", "integer", True, "first byte of the mention in the file as it is, counted from 0"),
    Column("byte_end", "integer", True, "one past the last byte of the mention in the file as it is"),
)
"""Behind ``end`` in the tables of documents that were read with byte offsets; null where a format has none."""


WEIGHT = Column("weight", "number", True, "the number that a table gives the place: cases, tonnes, votes")
"""Behind all else in the tables of documents of which a mention has one."""


def columns_of(geoparses: Iterable[Geoparse]) -> tuple[Column, ...]:
    """Return the columns of a table: ``SCHEMA``, those of byte offsets where asked for, and the weight if any."""
    parses = list(geoparses)
    columns = SCHEMA
    if any(geoparse.document.byte_offsets is not None for geoparse in parses):
        columns = with_bytes(columns)
    return (*columns, WEIGHT) if any(is_weighed(geoparse) for geoparse in parses) else columns


def schema_of(names: Container[str], columns: tuple[Column, ...] = SCHEMA) -> tuple[Column, ...]:
    """Return the columns of a table that was written, from the names that it has and the columns that it must have."""
    columns = with_bytes(columns) if columns is SCHEMA and "byte_start" in names else columns
    return (*columns, WEIGHT) if WEIGHT.name in names else columns


def is_weighed(geoparse: Geoparse) -> bool:
    """Tell whether a table weighs the document's places."""
    if geoparse.document.weight is not None:
        return True
    return any(resolution.toponym.weight is not None for resolution in geoparse.resolutions)


def with_bytes(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """Return columns with ``BYTE_COLUMNS`` put in behind ``end``."""
    at = next(i for i, column in enumerate(columns, 1) if column.name == "end")
    return (*columns[:at], *BYTE_COLUMNS, *columns[at:])
