"""KML 2.2: a placemark a mention, for Google Earth and its like."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geomap.export.attribution import to_attributions
from geomap.export.movements import MOVEMENT_LAYER, iter_lines
from geomap.export.records import iter_records
from geomap.export.schema import LAYER, columns_of
from geomap.export.xml import to_xml_text
from geomap.provenance import GENERATOR

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from geomap.export.outlines import OutlineFinder
    from geomap.model import Geoparse

_TYPES = {"integer": "int", "number": "double", "string": "string", "boolean": "bool"}


def to_kml(geoparses: Iterable[Geoparse], outline: OutlineFinder | None = None) -> str:
    """Return KML with one placemark per mention; one without a place has no point.

    A placemark's name is the place's, its description says why; the columns of ``SCHEMA`` stand in its extended data.
    The document's description names the sources. Geometries are points, or the places' outlines where ``outline`` (such
    as ``Gazetteer.footprint``) gives them. Movements are lines in a folder of their own.
    """
    return "".join(to_kml_pieces(geoparses, outline))


def to_kml_pieces(geoparses: Iterable[Geoparse], outline: OutlineFinder | None = None) -> Iterator[str]:
    """Yield the KML piece by piece, its sources first: all documents are read before that."""
    return _lines(list(geoparses), outline)


def _lines(parses: list[Geoparse], outline: OutlineFinder | None) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2">\n'
    yield f'<Document id="{LAYER}_document">\n<name>{LAYER}</name>\n'
    yield f"<description>{to_xml_text('; '.join(to_attributions(parses)))}</description>\n"
    yield f'<ExtendedData><Data name="generator"><value>{GENERATOR}</value></Data></ExtendedData>\n'
    yield f'<Schema name="{LAYER}" id="{LAYER}">\n'
    for column in columns_of(parses):
        yield f'<SimpleField type="{_TYPES[column.type]}" name="{_field(column.name)}"/>\n'
    yield f"</Schema>\n<Folder>\n<name>{LAYER}</name>\n"
    records = (record for geoparse in parses for record in iter_records(geoparse))
    for record, geometry in zip(records, _geometries(parses, outline), strict=True):
        yield _placemark(record, geometry)
    yield "</Folder>\n"
    yield from _movements(parses)
    yield "</Document>\n</kml>\n"


def _movements(parses: list[Geoparse]) -> Iterator[str]:
    """A folder of the movements, where there are any."""
    if not any(geoparse.movements for geoparse in parses):
        return
    yield f"<Folder>\n<name>{MOVEMENT_LAYER}</name>\n"
    for record, pieces in iter_lines(parses):
        lines = [f"<LineString><tessellate>1</tessellate>{_coordinates(piece)}</LineString>" for piece in pieces]
        geometry = lines[0] if len(lines) == 1 else f"<MultiGeometry>{''.join(lines)}</MultiGeometry>"
        data = "".join(
            f'<Data name="movement_{name}"><value>{_value(value)}</value></Data>'
            for name, value in record.items()
            if value is not None
        )
        yield (
            f"<Placemark><name>{to_xml_text(record['from'])} → {to_xml_text(record['to'])}</name>"
            f"<description>{to_xml_text(record['sentence'])}</description>"
            f"<ExtendedData>{data}</ExtendedData>{geometry}</Placemark>\n"
        )
    yield "</Folder>\n"


def _geometries(parses: list[Geoparse], outline: OutlineFinder | None) -> Iterator[str]:
    """Yield the geometry of each mention as KML, "" where no place was found."""
    if outline is None and not any(geoparse.relatives for geoparse in parses):
        for geoparse in parses:
            for resolution in geoparse.resolutions:
                place = resolution.place
                yield "" if place is None else _point(place.lon, place.lat)
        return
    from geomap.export.outlines import to_shapes

    for shape in to_shapes(parses, outline):
        parts = [] if shape is None else [_part(part) for part in getattr(shape, "geoms", [shape])]
        yield parts[0] if len(parts) == 1 else f"<MultiGeometry>{''.join(parts)}</MultiGeometry>" if parts else ""


def _point(lon: float, lat: float) -> str:
    return f"<Point><coordinates>{lon!r},{lat!r}</coordinates></Point>"


def _part(shape: Any) -> str:
    if shape.geom_type == "Point":
        return _point(shape.x, shape.y)
    if shape.geom_type == "LineString":
        return f"<LineString>{_coordinates(shape.coords)}</LineString>"
    holes = "".join(f"<innerBoundaryIs>{_ring(ring)}</innerBoundaryIs>" for ring in shape.interiors)
    return f"<Polygon><outerBoundaryIs>{_ring(shape.exterior)}</outerBoundaryIs>{holes}</Polygon>"


def _ring(ring: Any) -> str:
    return f"<LinearRing>{_coordinates(ring.coords)}</LinearRing>"


def _coordinates(line: Iterable[tuple[float, float]]) -> str:
    return f"<coordinates>{' '.join(f'{lon!r},{lat!r}' for lon, lat in line)}</coordinates>"


def _placemark(record: dict[str, Any], geometry: str) -> str:
    data = "".join(
        f'<SimpleData name="{_field(name)}">{_value(value)}</SimpleData>'
        for name, value in record.items()
        if value is not None
    )
    return (
        f"<Placemark><name>{to_xml_text(record['name'] or record['text'])}</name>"
        f"<description>{to_xml_text(record['reasons'])}</description>"
        f'<ExtendedData><SchemaData schemaUrl="#{LAYER}">{data}</SchemaData></ExtendedData>{geometry}</Placemark>\n'
    )


def _field(column: str) -> str:
    # KML readers have fields of their own called name, end and the like.
    return f"mention_{column}"


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "1" if value else "0"
    return to_xml_text(value) if isinstance(value, str) else repr(value)
