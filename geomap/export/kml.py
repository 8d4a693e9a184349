"""KML 2.2: a folder a place and in it a placemark a mention, for Google Earth and its like."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from geomap.export.attribution import attributions_of, to_attributions
from geomap.export.kml_looks import MOVEMENT, Looks, times_of
from geomap.export.movements import MOVEMENT_LAYER, iter_lines
from geomap.export.records import in_order, iter_records
from geomap.export.schema import LAYER, PLACE_LAYER, Column, columns_of
from geomap.export.xml import to_xml_text
from geomap.provenance import GENERATOR, XML_MARK

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from geomap.export.outlines import OutlineFinder
    from geomap.export.places import StoryPlaces
    from geomap.model import Geoparse, Resolution

TOLD: Final = "told from other places"
UNPLACED: Final = "no place found"
ROW: Final = Column("row", "integer", False, "the number of the mention in the order of the texts")

_TYPES = {"integer": "int", "number": "double", "string": "string", "boolean": "bool"}


class _Pin(NamedTuple):
    """A mention, ready to be written."""

    record: dict[str, Any]
    resolution: Resolution
    geometry: str
    time: str


def to_kml(geoparses: Iterable[Geoparse], outline: OutlineFinder | None = None) -> str:
    """Return KML with a folder a place, and in it a placemark a mention; one without a place has no point.

    A placemark's name is the place's, its description says why, its style is the map's; where the text tells when, it
    has a time. The columns of ``SCHEMA`` stand in its extended data, and ``row``, its number in the order of the text.
    The document's description names the sources. Geometries are points, or the places' outlines where ``outline`` (such
    as ``Gazetteer.footprint``) gives them. Movements are lines in a folder of their own.
    """
    return "".join(to_kml_pieces(geoparses, outline))


def to_kml_pieces(geoparses: Iterable[Geoparse], outline: OutlineFinder | None = None) -> Iterator[str]:
    """Yield the KML piece by piece, its sources first: all documents are read before that."""
    return _lines(list(geoparses), outline)


def _lines(parses: list[Geoparse], outline: OutlineFinder | None) -> Iterator[str]:
    looks = Looks()
    pins = list(_pins(parses, outline))
    styles = looks.drawn(_styles(parses, pins, looks))
    yield from _head(LAYER, (*columns_of(parses), ROW), to_attributions(parses), styles)
    for name, inside in _folders(pins).items():
        yield f"<Folder>\n<name>{to_xml_text(name)}</name>\n"
        for pin in inside:
            style = looks.key(pin.resolution, uncertain=pin.record["uncertain"]) if pin.geometry else ""
            yield _placemark(pin.record, pin.geometry, pin.record["reasons"], time=pin.time, style=style)
        yield "</Folder>\n"
    yield "</Folder>\n"
    yield from _movements(parses)
    yield "</Document>\n</kml>\n"


def _styles(parses: list[Geoparse], pins: list[_Pin], looks: Looks) -> Iterator[str]:
    if any(geoparse.movements for geoparse in parses):
        yield MOVEMENT
    for pin in pins:
        if pin.geometry:
            yield looks.key(pin.resolution, uncertain=pin.record["uncertain"])


def _pins(parses: list[Geoparse], outline: OutlineFinder | None) -> Iterator[_Pin]:
    resolutions = [in_order(geoparse) for geoparse in parses]
    records = (record for geoparse in parses for record in iter_records(geoparse))
    geometries, times = _geometries(parses, outline), times_of(parses, resolutions)
    rows = zip(records, chain.from_iterable(resolutions), geometries, times, strict=True)
    for number, (record, resolution, geometry, time) in enumerate(rows):
        yield _Pin({**record, ROW.name: number}, resolution, geometry, time)


def _folders(pins: list[_Pin]) -> dict[str, list[_Pin]]:
    """Return the mentions of each place, in the order of the first ones; what has no place stands last."""
    by_place: dict[str, list[_Pin]] = {}
    for pin in pins:
        record = pin.record
        key = (
            "" if record["place_id"] is None else record["kind"] if record["kind"] == "relative" else record["place_id"]
        )
        by_place.setdefault(key, []).append(pin)
    unplaced = by_place.pop("", [])
    folders: dict[str, list[_Pin]] = {}
    for key, inside in by_place.items():
        name = TOLD if key == "relative" else inside[0].record["name"]
        # Two places may bear one name.
        folders[name if name not in folders else f"{name} ({key})"] = inside
    return {**folders, UNPLACED: unplaced} if unplaced or not folders else folders


def _head(layer: str, columns: Iterable[Column], attributions: list[str], styles: Iterable[str]) -> Iterator[str]:
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n{XML_MARK}\n<kml xmlns="http://www.opengis.net/kml/2.2">\n'
    yield f'<Document id="{layer}_document">\n<name>{layer}</name>\n'
    yield f"<description>{to_xml_text('; '.join(attributions))}</description>\n"
    yield from styles
    yield f'<ExtendedData><Data name="generator"><value>{GENERATOR}</value></Data></ExtendedData>\n'
    yield f'<Schema name="{layer}" id="{layer}">\n'
    for column in columns:
        yield f'<SimpleField type="{_TYPES[column.type]}" name="{_field(column.name, layer)}"/>\n'
    yield f"</Schema>\n<Folder>\n<name>{layer}</name>\n"


def places_to_kml(places: StoryPlaces, outline: OutlineFinder | None = None) -> Iterator[str]:
    """Yield KML with one placemark per place: its description is the sentence that names it first."""
    from geomap.export.outlines import place_shapes

    looks = Looks()
    keys = [looks.key(row.first, uncertain=row.uncertain) for row in places]
    yield from _head(PLACE_LAYER, places.columns(), attributions_of(row.place for row in places), looks.drawn(keys))
    for record, key, shape in zip(places.to_records(), keys, place_shapes(places, outline), strict=True):
        yield _placemark(record, _shaped(shape), record["first_sentence"], PLACE_LAYER, style=key)
    yield "</Folder>\n</Document>\n</kml>\n"


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
            f"<styleUrl>#{MOVEMENT}</styleUrl><ExtendedData>{data}</ExtendedData>{geometry}</Placemark>\n"
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
        yield "" if shape is None else _shaped(shape)


def _shaped(shape: Any) -> str:
    parts = [_part(part) for part in getattr(shape, "geoms", [shape])]
    return parts[0] if len(parts) == 1 else f"<MultiGeometry>{''.join(parts)}</MultiGeometry>"


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


def _placemark(
    record: dict[str, Any], geometry: str, description: str, layer: str = LAYER, *, time: str = "", style: str = ""
) -> str:
    data = "".join(
        f'<SimpleData name="{_field(name, layer)}">{_value(value)}</SimpleData>'
        for name, value in record.items()
        if value is not None
    )
    return (
        f"<Placemark><name>{to_xml_text(record['name'] or record['text'])}</name>"
        f"<description>{to_xml_text(description)}</description>{time}"
        f"{f'<styleUrl>#{style}</styleUrl>' if style else ''}"
        f'<ExtendedData><SchemaData schemaUrl="#{layer}">{data}</SchemaData></ExtendedData>{geometry}</Placemark>\n'
    )


def _field(column: str, layer: str) -> str:
    # KML readers have fields of their own called name, end and the like.
    return f"{layer.removesuffix('s')}_{column}"


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "1" if value else "0"
    return to_xml_text(value) if isinstance(value, str) else repr(value)
