"""The geometry of a mention: its place's point, or its place's outline where that is asked for and known."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from geomap.export.records import in_order
from geomap.model import Place
from geomap.relations import Relative

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from geomap.export.places import StoryPlaces
    from geomap.maps.parts import PartShapes
    from geomap.model import Geoparse

OutlineFinder = Callable[[Place], Any]
"""What gives a place's outline as a shapely geometry in EPSG:4326, or None: such as ``Gazetteer.footprint``."""


def to_shapes(geoparses: Iterable[Geoparse], outline: OutlineFinder | None = None) -> Iterator[Any]:
    """Give the geometry of each mention, in the order of ``to_records``.

    Parameters
    ----------
    geoparses
        The results.
    outline
        Gives a place's outline; without it, and for places that have none, the point is taken. Where a gazetteer gives
        it, a mention of a part ("southern Brazil") has the part's geometry, as the page draws it.

    Yields
    ------
    shapely.Geometry or None
        In EPSG:4326, outer rings against the clock and holes with it (RFC 7946); None where no place was found.
    """
    import shapely

    known: dict[str, Any] = {}
    parts = _parts_of(outline)
    for geoparse in geoparses:
        for resolution in in_order(geoparse):
            place = resolution.place
            if isinstance(resolution, Relative):
                yield shapely.orient_polygons(resolution.geometry)
                continue
            if place is None:
                yield None
                continue
            part = parts.of(geoparse, resolution) if parts is not None else None
            if part is not None and not part.is_empty:
                yield shapely.orient_polygons(part)
                continue
            if place.id not in known:
                known[place.id] = _shape_of(place, outline)
            yield known[place.id]


def place_shapes(places: StoryPlaces, outline: OutlineFinder | None = None) -> Iterator[Any]:
    """Give the geometry of each place; see ``to_shapes``.

    Parameters
    ----------
    places
        The places of texts.
    outline
        Gives a place's outline; without it, and for places that have none, the point is taken.

    Yields
    ------
    shapely.Geometry
        In EPSG:4326, oriented as RFC 7946 has it.
    """
    import shapely

    for row in places:
        told = row.first
        yield shapely.orient_polygons(told.geometry) if isinstance(told, Relative) else _shape_of(row.place, outline)


def _shape_of(place: Place, outline: OutlineFinder | None) -> Any:
    import shapely

    shape = outline(place) if outline is not None else None
    if shape is None or shape.is_empty:
        shape = shapely.Point(place.lon, place.lat)
    return shapely.orient_polygons(shape)


def _parts_of(outline: OutlineFinder | None) -> PartShapes | None:
    """Return what knows the parts of places, if it is a gazetteer that gives the outlines."""
    gazetteer = getattr(outline, "__self__", None)
    if gazetteer is None or getattr(gazetteer, "footprints", None) is None:
        return None
    from geomap.maps.parts import PartShapes

    return PartShapes(gazetteer)


def to_shape(polygons: Iterable[Iterable[tuple[float, ...]]]) -> Any:
    """Make a shapely geometry of flat rings in degrees; what reaches beyond ±180 is cut and turned (RFC 7946).

    Parameters
    ----------
    polygons
        Rings as ``lon, lat, lon, lat, …``, the outer one of each polygon first.
    """
    from shapely import Polygon, affinity, box, union_all

    made = []
    for outer, *holes in polygons:
        rings = [list(zip(ring[::2], ring[1::2], strict=True)) for ring in (outer, *holes)]
        made.append(Polygon(rings[0], rings[1:]).buffer(0))
    whole = union_all(made)
    west, _, east, _ = whole.bounds
    if west >= -180 and east <= 180:
        return whole
    turned = (affinity.translate(whole, 360.0 * turn) for turn in (-1, 0, 1))
    return union_all([piece.intersection(box(-180, -90, 180, 90)) for piece in turned])
