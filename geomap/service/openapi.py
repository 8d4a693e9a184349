"""The OpenAPI document of the service, made of the tables that its requests are checked by."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from geomap.export.schema import PLACE_SCHEMA, SCHEMA, Column
from geomap.service.requests import GEOPARSE, LOOKUP, MAP, MEDIA, RESOLVE, REVERSE, Parameter

if TYPE_CHECKING:
    from collections.abc import Iterable

_ERRORS: Final = {
    "400": "the request has a header of another form",
    "403": "another page asks",
    "408": "the body came too slowly",
    "413": "more than is read",
    "421": "the server has another name",
    "422": "the request says something else than it may; the text says what",
    "503": "it takes too long, or too many ask: ask again, for less",
}


def document(most_characters: int) -> dict[str, Any]:
    """Return the OpenAPI document (3.1).

    Parameters
    ----------
    most_characters
        Of a text.
    """
    from geomap import __version__

    result = {media: {"schema": _schema_of(media)} for media in MEDIA.values()} | {
        "application/json": {"schema": {"anyOf": [{"$ref": "#/components/schemas/Result"}, {"type": "array"}]}}
    }
    page = {media: {"schema": {"type": "string"}} for media in ("text/html", "image/svg+xml")}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "geomap",
            "version": __version__,
            "summary": "The places of a text, and its map; nothing is asked of the network.",
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "paths": {
            "/geoparse": {"post": _posted("geoparse", "Find the places of a text", GEOPARSE, result, most_characters)},
            "/resolve": {
                "post": _posted("resolve", "Decide which places given words mean", RESOLVE, result, most_characters)
            },
            "/map": {"post": _posted("map", "Draw the map of a text", MAP, page, most_characters)},
            "/lookup": {"get": _asked("lookup", "Tell which places bear a name", LOOKUP, "Found")},
            "/reverse": {"get": _asked("reverse", "Tell what lies at a point", REVERSE, "Ground")},
            "/health": {"get": _asked("health", "Tell that the service answers", (), "Health")},
            "/openapi.json": {"get": _asked("openapi", "This document", (), "Document")},
        },
        "components": {"schemas": _schemas()},
    }


def _schema_of(media: str) -> dict[str, Any]:
    """Return the schema of a format: what is JSON is an object or an array, all else is text."""
    return {"type": ["object", "array"]} if media.endswith("+json") else {"type": "string"}


def _posted(
    key: str, summary: str, parameters: tuple[Parameter, ...], media: dict[str, Any], most_characters: int
) -> dict[str, Any]:
    body = {
        "type": "object",
        "additionalProperties": False,
        "required": [parameter.name for parameter in parameters if parameter.required],
        "properties": {parameter.name: parameter.schema(most_characters) for parameter in parameters},
    }
    return {
        "operationId": key,
        "summary": summary,
        "requestBody": {"required": True, "content": {"application/json": {"schema": body}}},
        "responses": {"200": {"description": "the answer", "content": media}, **_errors()},
    }


def _asked(key: str, summary: str, parameters: tuple[Parameter, ...], schema: str) -> dict[str, Any]:
    content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}}
    return {
        "operationId": key,
        "summary": summary,
        "parameters": [
            {"name": one.name, "in": "query", "required": one.required, "schema": one.schema(0)} for one in parameters
        ],
        "responses": {"200": {"description": "the answer", "content": content}, **_errors()},
    }


def _errors() -> dict[str, Any]:
    told = {
        "application/json": {"schema": {"$ref": "#/components/schemas/Error"}},
        "text/plain": {"schema": {"type": "string"}},
    }
    return {status: {"description": words, "content": told} for status, words in _ERRORS.items()}


def _schemas() -> dict[str, Any]:
    place = {
        "type": "object",
        "required": ["place_id", "name", "lon", "lat", "feature_class", "feature_code", "where", "kind"],
        "properties": {
            "place_id": {"type": "string"},
            "name": {"type": "string"},
            "lon": {"type": "number"},
            "lat": {"type": "number"},
        },
    }
    unit = {"anyOf": [{"$ref": "#/components/schemas/Place"}, {"type": "null"}]}
    return {
        "Error": _object({"error": {"type": "string"}}),
        "Health": _object({"status": {"const": "ok"}, "version": {"type": "string"}}),
        "Document": {"type": "object", "required": ["openapi", "paths"]},
        "Place": place,
        "Found": _object({"places": {"type": "array", "items": {"$ref": "#/components/schemas/Place"}}}),
        "Ground": {
            "type": "object",
            "required": ["nearest", "admin2", "admin1", "country", "status"],
            "properties": dict.fromkeys(("nearest", "admin2", "admin1", "country"), unit),
        },
        "Result": _object(
            {
                "language": {"type": "string"},
                "unread_language": {"type": ["string", "null"]},
                "mentions": {"type": "array", "items": _row(SCHEMA)},
                "places": {"type": "array", "items": _row(PLACE_SCHEMA)},
                "attribution": {"type": "array", "items": {"type": "string"}},
            }
        ),
    }


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "required": list(properties), "properties": properties}


def _row(columns: Iterable[Column]) -> dict[str, Any]:
    def typed(column: Column) -> dict[str, Any]:
        kind = [column.type, "null"] if column.nullable else column.type
        return {"type": kind, "description": column.description}

    return _object({column.name: typed(column) for column in columns})
