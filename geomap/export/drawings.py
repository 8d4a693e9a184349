"""What a person has drawn on a map, as features of a GeoJSON file: their words, and where they lie."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from geomap.export.movements import line_of, to_geometry

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geomap.edits import Annotation, Corrections
    from geomap.gazetteer.gazetteer import Gazetteer


class Drawing(NamedTuple):
    """A drawing: its columns, and its geometry as GeoJSON has it, in EPSG:4326."""

    record: dict[str, Any]
    geometry: dict[str, Any] | None


def drawings_of(corrections: Corrections | None, gazetteer: Gazetteer) -> list[Drawing]:
    """Return what a person has drawn.

    Parameters
    ----------
    corrections
        All that the person says; None for nothing.
    gazetteer
        Where the outlines of places are looked up that are highlighted; those that it lacks have no geometry.
    """
    said = corrections.annotations if corrections is not None else ()
    who = corrections.decided_by if corrections is not None else ""
    return [Drawing(_record(one, who), _geometry(one, gazetteer)) for one in said]


def _record(one: Annotation, who: str) -> dict[str, Any]:
    return {
        "annotation": one.kind,
        "text": one.text or None,
        "place_id": one.place_id,
        "symbol": one.symbol or None,
        "colour": one.colour or None,
        "drawn_by": one.decided_by or who or None,
    }


def _geometry(one: Annotation, gazetteer: Gazetteer) -> dict[str, Any] | None:
    if one.place_id is not None:
        return _outline(one.place_id, gazetteer)
    if one.kind == "callout":
        return {"type": "Point", "coordinates": list(one.points[0])}
    if one.kind in {"line", "arrow"}:
        return to_geometry(line_of(one.points))
    return _polygon(one.points)


def _polygon(points: Iterable[tuple[float, float]]) -> dict[str, Any]:
    """Return an area, joined by the shorter way around the Earth and cut at the antimeridian."""
    from geomap.export.outlines import to_shape
    from geomap.maps.geometry import nearest_copy

    ring: list[float] = []
    for lon, lat in points:
        ring += [nearest_copy(lon, ring[-2]) if ring else lon, lat]
    return _mapped(to_shape([[tuple(ring)]]))


def _outline(place_id: str, gazetteer: Gazetteer) -> dict[str, Any] | None:
    shape = gazetteer.footprint(gazetteer.get(place_id))
    return None if shape is None else _mapped(shape)


def _mapped(shape: Any) -> dict[str, Any]:
    import shapely
    from shapely.geometry import mapping

    made: dict[str, Any] = mapping(shapely.orient_polygons(shape))
    return made
