"""The outline of a place as an annotation: an area that a person highlights without drawing it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.edits.form import squeezed
from geomap.errors import InputError, UnknownPlaceError
from geomap.maps.annotations import DRAWINGS, AnnotationView
from geomap.maps.geometry import middle_of

if TYPE_CHECKING:
    from geomap.edits import Annotation
    from geomap.maps.source import PlaceSource
    from geomap.maps.view import MapView, Polygon


def highlighted(annotation: Annotation, view: MapView, gazetteer: PlaceSource, symbol: str) -> AnnotationView:
    """Return an area that is a place's as a renderer takes it.

    Parameters
    ----------
    annotation
        What a person has drawn.
    view
        The map that it lies on.
    gazetteer
        Where the outline is looked up.
    symbol
        Key of its drawing.

    Raises
    ------
    InputError
        The gazetteer does not have the place, or no outline of it.
    """
    assert annotation.place_id is not None
    polygons, steps = _outline(annotation.place_id, view, gazetteer)
    lon, lat = middle_of(polygons)
    return AnnotationView(
        kind=annotation.kind,
        layer=DRAWINGS,
        symbol=symbol,
        text=squeezed(annotation.text),
        side=annotation.side,
        line=(),
        seat=(round(lon, 5), round(lat, 5)),
        polygons=polygons,
        steps_per_deg=steps,
    )


def _outline(place_id: str, view: MapView, gazetteer: PlaceSource) -> tuple[tuple[Polygon, ...], int]:
    """Return the outline of a place as the map has it, or in the detail that the view wants."""
    for feature in view.features:
        # What bears the place's own key is all of it, not a part.
        if feature.key == place_id and feature.polygons:
            return feature.polygons, feature.steps_per_deg
    from geomap.maps.mentions import Draft
    from geomap.maps.outlines import Outlines

    try:
        place = gazetteer.get(place_id)
    except UnknownPlaceError as error:
        raise InputError(f"corrections: {error}") from error
    outlines = Outlines(gazetteer, worldview=view.options.worldview)
    part = outlines.shapes(Draft(place_id, place, None), view.viewport, distant=False, stands_back=False)
    if not part.polygons:
        raise InputError(
            f"corrections: annotations: there is no outline of {place.name} ({place_id}); draw the area as a polygon"
        )
    return part.polygons, part.steps_per_deg
