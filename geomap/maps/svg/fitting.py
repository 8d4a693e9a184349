"""What part of the world a picture shows: all of its frame, or what the legend in a corner leaves of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from geomap.maps.svg.arrangement import ANY, CORNERS, corner_of, free_corner
from geomap.maps.svg.arrows import seen_arrows
from geomap.maps.svg.legend import box_size
from geomap.maps.svg.projection import Projection
from geomap.maps.svg.spots import lay_out

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geomap.maps.style import Look
    from geomap.maps.svg.furniture import Sheet
    from geomap.maps.svg.legend import LegendEntry
    from geomap.maps.svg.placement import PixelBox, Point
    from geomap.maps.svg.projection import PixelRect
    from geomap.maps.svg.spots import Spot
    from geomap.maps.view import MapView

_MOST_ASIDE = 0.4
"""The map may move aside for the legend by so much of its width; beyond, the legend lies upon it."""


class Fitting(NamedTuple):
    """The projection, what lies where in it, the legend's entries, and its box if it stands in a corner."""

    projection: Projection
    spots: list[Spot]
    entries: list[LegendEntry]
    box: PixelBox | None = None


def fit_map(view: MapView, frame: PixelRect, sheet: Sheet, legend: str, look: Look) -> Fitting:
    """Fit a view into a frame so that a legend in one of its corners covers no place.

    Parameters
    ----------
    view
        What is shown.
    frame
        The map's rectangle.
    sheet
        Which knows the legend's entries.
    legend
        A corner, or ``"any"``; all else is no corner.
    look
        The style in its theme.
    """
    fitted = _fitting(view, Projection.fit(view.viewport, frame), sheet, look)
    if legend not in (*CORNERS, ANY) or not fitted.entries:
        return fitted
    size = box_size(fitted.entries, sheet.legend_line)
    names = CORNERS if legend == ANY else (legend,)
    # An outline may run below the box, where another corner would only move the map aside.
    covered = [spot.covered for spot in fitted.spots if spot.size]
    if box := free_corner(names, frame, size, covered, edges_of(fitted.spots)) or free_corner(
        names, frame, size, covered, [(spot.x, spot.y) for spot in fitted.spots]
    ):
        return fitted._replace(box=box)
    aside = min(size[0] + 8, _MOST_ASIDE * frame.width)
    moved = [
        _fitting(view, Projection.fit_beside(view.viewport, frame, side), sheet, look)
        for side in (aside, -aside)
        if legend == ANY or legend.endswith("right") == (side > 0)
    ]
    for ground in moved:
        covered = [spot.covered for spot in ground.spots if spot.size]
        if box := free_corner(names, frame, size, covered):
            return ground._replace(box=box)
    return moved[0]._replace(box=corner_of(names[0], frame, size))


def _fitting(view: MapView, projection: Projection, sheet: Sheet, look: Look) -> Fitting:
    spots = lay_out(view, projection)
    arrows = [arrow for arrow, _ in seen_arrows(view, projection, look)]
    return Fitting(projection, spots, sheet.legend_entries(spots, arrows))


def edges_of(spots: Iterable[Spot]) -> list[Point]:
    """Return the corners of all outlines but those of parts, which have no edge."""
    return [point for spot in spots if spot.feature.layer != "parts" for ring in spot.rings for point in ring]
