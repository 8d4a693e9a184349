"""What part of the world a picture shows: all of its frame, or what the legend in a corner leaves of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from geomap.maps.svg.arrangement import ANY, CORNERS, corner_of, free_corner
from geomap.maps.svg.arrows import seen_arrows
from geomap.maps.svg.insets import alone, arrange
from geomap.maps.svg.legend import box_size
from geomap.maps.svg.projection import Projection

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geomap.maps.style import Look
    from geomap.maps.svg.furniture import Sheet
    from geomap.maps.svg.insets import Composition
    from geomap.maps.svg.legend import LegendEntry
    from geomap.maps.svg.placement import PixelBox, Point
    from geomap.maps.svg.projection import PixelRect
    from geomap.maps.svg.spots import Spot
    from geomap.maps.view import MapView

_MOST_ASIDE = 0.4
"""The map may move aside for the legend by so much of its width; beyond, the legend lies upon it."""


class Fitting(NamedTuple):
    """The large map and its small ones, the legend's entries, and its box if it stands in a corner."""

    composition: Composition
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
    fitted = _fitting(view, arrange(view, frame), sheet, look)
    if legend not in (*CORNERS, ANY) or not fitted.entries:
        return fitted
    size = box_size(fitted.entries, sheet.legend_line)
    names = CORNERS if legend == ANY else (legend,)
    # An outline may run below the box, where another corner would only move the map aside.
    spots, insets = fitted.composition.spots, fitted.composition.areas
    covered = [spot.covered for spot in spots if spot.size] + insets
    for points in (edges_of(spots), [(spot.x, spot.y) for spot in spots]):
        if box := free_corner(names, frame, size, covered, points):
            return fitted._replace(box=box)
    if insets:
        # The map has moved aside for these already.
        return fitted._replace(box=free_corner(names, frame, size, insets) or corner_of(names[0], frame, size))
    aside = min(size[0] + 8, _MOST_ASIDE * frame.width)
    moved = [
        _fitting(view, alone(view, Projection.fit_beside(view.viewport, frame, side)), sheet, look)
        for side in (aside, -aside)
        if legend == ANY or legend.endswith("right") == (side > 0)
    ]
    for ground in moved:
        covered = [spot.covered for spot in ground.composition.spots if spot.size]
        if box := free_corner(names, frame, size, covered):
            return ground._replace(box=box)
    return moved[0]._replace(box=corner_of(names[0], frame, size))


def _fitting(view: MapView, composition: Composition, sheet: Sheet, look: Look) -> Fitting:
    arrows = [arrow for arrow, _ in seen_arrows(view, composition.projection, look)]
    return Fitting(composition, sheet.legend_entries(composition.all_spots, arrows))


def edges_of(spots: Iterable[Spot]) -> list[Point]:
    """Return the corners of all outlines but those of parts, which have no edge."""
    return [point for spot in spots if spot.feature.layer != "parts" for ring in spot.rings for point in ring]
