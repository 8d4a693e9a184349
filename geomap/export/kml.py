"""KML 2.2: a placemark a mention, for Google Earth and its like."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from geomap.export.attribution import to_attributions
from geomap.export.schema import LAYER, SCHEMA

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from geomap.model import Geoparse

_TYPES = {"integer": "int", "number": "double", "string": "string", "boolean": "bool"}
# What XML 1.0 cannot hold, not even escaped.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def to_kml(geoparses: Iterable[Geoparse]) -> str:
    """Every mention of every document; one without a place is a placemark without a point.

    A placemark's name is the place's, its description says why; the columns of ``SCHEMA`` stand in its extended data.
    The document's description names the sources.
    """
    parses = list(geoparses)
    return "".join(_lines(parses))


def _lines(parses: list[Geoparse]) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2">\n'
    yield f'<Document id="{LAYER}_document">\n<name>{LAYER}</name>\n'
    yield f"<description>{_text('; '.join(to_attributions(parses)))}</description>\n"
    yield f'<Schema name="{LAYER}" id="{LAYER}">\n'
    for column in SCHEMA:
        yield f'<SimpleField type="{_TYPES[column.type]}" name="{_field(column.name)}"/>\n'
    yield f"</Schema>\n<Folder>\n<name>{LAYER}</name>\n"
    for geoparse in parses:
        for record in geoparse.to_records():
            yield _placemark(record)
    yield "</Folder>\n</Document>\n</kml>\n"


def _placemark(record: dict[str, Any]) -> str:
    data = "".join(
        f'<SimpleData name="{_field(name)}">{_value(value)}</SimpleData>'
        for name, value in record.items()
        if value is not None
    )
    point = (
        ""
        if record["lon"] is None
        else f"<Point><coordinates>{record['lon']!r},{record['lat']!r}</coordinates></Point>"
    )
    return (
        f"<Placemark><name>{_text(record['name'] or record['text'])}</name>"
        f"<description>{_text(record['reasons'])}</description>"
        f'<ExtendedData><SchemaData schemaUrl="#{LAYER}">{data}</SchemaData></ExtendedData>{point}</Placemark>\n'
    )


def _field(column: str) -> str:
    # KML readers have fields of their own called name, end and the like.
    return f"mention_{column}"


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "1" if value else "0"
    return _text(value) if isinstance(value, str) else repr(value)


def _text(text: str) -> str:
    return escape(_NOT_XML.sub("", text))
