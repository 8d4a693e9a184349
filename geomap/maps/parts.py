"""The part of a place that a mention means ("southern Brazil"): which it is, and its geometry as the page draws it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geomap.maps.directions import PARTS

if TYPE_CHECKING:
    from geomap.maps.source import PlaceSource
    from geomap.model import Geoparse, Modifier, Resolution


def meant_part(resolution: Resolution, *, anchor: bool = False) -> Modifier | None:
    """Return the part of its place that a mention means and that can be drawn.

    A part of a town or a site is not worth an area of its own: it stays with its place.

    Parameters
    ----------
    resolution
        The mention.
    anchor
        Whether it only tells where something else is.
    """
    place, toponym = resolution.place, resolution.toponym
    modifier = toponym.modifier
    if place is None or modifier is None or modifier.part not in PARTS or anchor:
        return None
    return modifier if place.feature_class in "ALTH" and place.has_footprint else None


def is_anchor(geoparse: Geoparse, resolution: Resolution) -> bool:
    """Tell whether a mention stands inside an expression that tells where something else is."""
    start, end = resolution.toponym.start, resolution.toponym.end
    spans = ((relative.toponym.start, relative.toponym.end) for relative in geoparse.relatives)
    return resolution.toponym.kind != "relative" and any(a <= start and end <= b for a, b in spans)


class PartShapes:
    """The geometries of parts of places, worked out once.

    Parameters
    ----------
    gazetteer
        Where the outlines are.
    """

    def __init__(self, gazetteer: PlaceSource) -> None:
        from geomap.maps.background import basemap_of
        from geomap.maps.outlines import Outlines

        self._outlines = Outlines(gazetteer, basemap_of(gazetteer, "neutral"))
        self._known: dict[str, Any] = {}

    def of(self, geoparse: Geoparse, resolution: Resolution) -> Any:
        """Return the geometry in EPSG:4326 of the part that is meant; None if it means the whole or none is drawn.

        Parameters
        ----------
        geoparse, resolution
            The document, and one of its mentions.
        """
        place, modifier = resolution.place, meant_part(resolution, anchor=is_anchor(geoparse, resolution))
        if place is None or modifier is None:
            return None
        key = part_key(place.id, modifier)
        if key not in self._known:
            from geomap.maps.mentions import Draft

            self._known[key] = _to_geometry(self._outlines.part(Draft(key, place, modifier), "region"))
        return self._known[key]


def part_key(place_id: str, modifier: Modifier) -> str:
    """Return what tells a part from others of its place: "geonames:3469034#south"."""
    return f"{place_id}#{modifier.part}-{modifier.of}".rstrip("-")


def _to_geometry(part: Any) -> Any:
    """Return a shapely geometry of what is drawn: the area, or the line of a coast or border."""
    if part.polygons:
        from geomap.export.outlines import to_shape

        return to_shape(part.polygons)
    if not part.lines:
        return None
    from shapely import MultiLineString

    return MultiLineString([list(zip(line[::2], line[1::2], strict=True)) for line in part.lines])
