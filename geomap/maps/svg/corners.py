"""What stands in the corners of a map: the scale bar, and a small map that tells where in the world this is."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from geomap.language import english, find_language
from geomap.maps import wording
from geomap.maps.svg.arrangement import CORNERS, corner_of, free_corner
from geomap.maps.svg.background import draw_world, land_share
from geomap.maps.svg.lettering import draw_text, shorten, text_width
from geomap.maps.svg.markup import element
from geomap.maps.svg.offers import overlap
from geomap.maps.svg.projection import PixelRect, Projection
from geomap.maps.view import Box

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap.maps.base import BasePatch
    from geomap.maps.style import Look
    from geomap.maps.svg.offers import PixelBox
    from geomap.maps.view import MapView

_WIDEST_PX = 130.0
_SIZE = 10.5
_MOST_STRETCH = 1.6
"""Web Mercator's scale may differ by this factor between the middle and the edge; beyond, a bar would mislead."""

_LOCATOR_PX = (132.0, 104.0)
_LOCATOR_WIDEST_DEG = 16.0
"""A map wider than this shows by itself where it is."""

_LOCATOR_LEAST_DEG = 26.0
_ROOMY_PX = 600.0
"""A picture narrower than this has no room for a small map."""


def scale_bar(
    projection: Projection, language: str, taken: Sequence[PixelBox], look: Look
) -> tuple[str, list[PixelBox]]:
    """Draw a scale bar into a lower corner of the map that is free, and tell what it covers.

    Its length is right in the middle of the frame: Web Mercator stretches towards the poles. A map of half the world
    has none.
    """
    if _stretch(projection) > _MOST_STRETCH or not look.style.draws("scale"):
        return "", []
    most_m = _WIDEST_PX * projection.metres_per_px
    step = 10.0 ** len(str(int(most_m))) / 10
    length_m = next(step * factor for factor in (5, 2, 1) if step * factor <= most_m or factor == 1)
    width = length_m / projection.metres_per_px
    in_km = length_m >= 1000
    count = f"{length_m / 1000 if in_km else length_m:,.0f}"
    # A space inside a number would turn its parts round between letters that run from right to left.
    count = count.replace(",", "" if wording.direction(language) == "rtl" else "\u202f")
    words = find_language(language) or english()
    text = wording.texts(language)["km" if in_km else "metres"]
    label = shorten(text.replace("{n}", words.reasons.in_digits(count)), 150, _SIZE)
    frame = projection.frame
    half = max(width, text_width(label, _SIZE)) / 2
    y = frame.y + frame.height - 12
    lefts = (frame.x + 12, frame.x + frame.width - 12 - width)
    areas = [(left + width / 2 - half - 4, y - 20, left + width / 2 + half + 4, y + 4) for left in lefts]
    free = next((i for i, area in enumerate(areas) if not any(overlap(area, other) for other in taken)), 0)
    x = lefts[free]
    line = {"fill": "none", "stroke_linejoin": "round", "stroke_linecap": "round"}
    data = f"M{x:.1f} {y - 6:.1f}V{y:.1f}H{x + width:.1f}V{y - 6:.1f}"
    drawn = (
        element("path", d=data, stroke=look["halo"], stroke_width=4, **line)
        + element("path", d=data, stroke=look["ink"], stroke_width=1.4, **line)
        + draw_text(
            look, label, x + width / 2, y - 5, size=_SIZE, colour=look["ink"], anchor="middle", halo=look["halo"]
        )
    )
    return element("g", drawn), [areas[free]]


def _stretch(projection: Projection) -> float:
    """Return by how much the scale at the upper or lower edge differs from that in the middle."""
    _, south, _, north = projection.bounds
    _, middle = projection.degrees(projection.frame.x, projection.frame.y + projection.frame.height / 2)
    cosines = [math.cos(math.radians(lat)) for lat in (south, north)]
    return max(math.cos(math.radians(middle)) / min(cosines), max(cosines) / math.cos(math.radians(middle)))


def locator(
    view: MapView,
    projection: Projection,
    taken: Sequence[PixelBox],
    points: Sequence[tuple[float, float]],
    prefix: str,
    look: Look,
) -> tuple[str, list[PixelBox]]:
    """Draw where in the world a map of a small region lies, into a corner that is free.

    Parameters
    ----------
    view
        What is shown.
    projection
        Where it lies in the picture.
    taken, points
        What must not be covered.
    prefix
        Of identifiers.
    look
        The style in its theme.

    Returns
    -------
    tuple
        The drawing, and what it covers.
    """
    frame = projection.frame
    west, _, east, _ = projection.bounds
    world = [patch for patch in view.patches if patch.box is None]
    if (
        not world
        or not look.style.draws("locator")
        or east - west > _LOCATOR_WIDEST_DEG
        or min(frame.width, 1.6 * frame.height) < _ROOMY_PX
    ):
        return "", []
    corner = _corner(frame, look, taken, points)
    if corner is None:
        return "", []
    x, y, *_ = corner
    width, height = _LOCATOR_PX
    small = _surroundings(world[0], projection, PixelRect(x, y, width, height))
    window = {"x": x, "y": y, "width": width, "height": height}
    name = f"{prefix}-locator"
    drawn = (
        element("clipPath", element("rect", **window), id=name)
        + element(
            "g",
            element("rect", fill=look["sea"], **window)
            + draw_world(world[0], small, look)
            + _mark(small, projection, look),
            clip_path=f"url(#{name})",
        )
        + element("rect", fill="none", stroke=look["halo"], stroke_width=4, **window)
        + element("rect", fill="none", stroke=look["border"], stroke_width=1, **window)
    )
    return element("g", drawn), [(x - 3, y - 3, x + width + 3, y + height + 3)]


def _mark(small: Projection, projection: Projection, look: Look) -> str:
    """Draw the frame of a map on the small one; one that is too small to see is marked by one that can be seen."""
    west, south, east, north = projection.bounds
    x0, y0 = small.point(west, north)
    x1, y1 = small.point(east, south)
    wide, high = max(x1 - x0, 7.0), max(y1 - y0, 7.0)
    return element(
        "rect",
        x=(x0 + x1 - wide) / 2,
        y=(y0 + y1 - high) / 2,
        width=wide,
        height=high,
        fill=look["military"],
        fill_opacity=0.22,
        stroke=look["military"],
        stroke_width=1.6,
    )


def _corner(
    frame: PixelRect, look: Look, taken: Sequence[PixelBox], points: Sequence[tuple[float, float]]
) -> PixelBox | None:
    """Return where a small map stands: in the corner that the style names, or in the first that is free."""
    wanted = look.style.document["furniture"]["locator"]
    if isinstance(wanted, str):
        return corner_of(wanted, frame, _LOCATOR_PX)
    # The lower left is the scale bar's.
    return free_corner(CORNERS[:3], frame, _LOCATOR_PX, taken, points)


def _surroundings(world: BasePatch, projection: Projection, frame: PixelRect) -> Projection:
    """Choose a region around a map that a reader knows by its coasts: neither all land nor all sea."""
    west, south, east, north = projection.bounds
    lon, lat = (west + east) / 2, (south + north) / 2
    least = max(_LOCATOR_LEAST_DEG, 3.2 * (east - west))
    for factor in (1.0, 1.5, 2.2, 3.3, 5.0):
        half = min(least * factor, 200.0) / 2
        box = Box(lon - half, max(lat - half * 0.6, -80.0), lon + half, min(lat + half * 0.6, 82.0))
        small = Projection.fit(box, frame, padding=0.0)
        if 0.1 <= land_share(world, small) <= 0.9:
            break
    return small
