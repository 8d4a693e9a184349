"""Soft edges of what only words describe, as the page has them: no line, and a colour that fades."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.maps.svg.markup import element, number

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geomap.maps.style import Style
    from geomap.maps.svg.projection import PixelRect
    from geomap.maps.svg.spots import Spot
    from geomap.maps.view import Feature

_REACH = 3
"""A blur is seen as far as so many times its deviation."""


def softness(feature: Feature, style: Style) -> float:
    """Return by how many pixels the edge of an area is blurred, 0 for one that has an outline."""
    if feature.sketch:
        return style.number("sketch", "soft")
    return style.symbol(feature.symbol).area.soft


def soft_margin(feature: Feature, style: Style) -> float:
    """Return how far beyond the frame an area must reach, so that it does not fade at the frame's edge."""
    return _REACH * softness(feature, style)


def filter_name(prefix: str, deviation: float) -> str:
    """Return the identifier of a blur."""
    return f"{prefix}-soft-{number(deviation).replace('.', '_')}"


def soft_filters(spots: Iterable[Spot], prefix: str, frame: PixelRect, style: Style) -> str:
    """Define the blurs that the areas and lines of a picture use.

    Readers that know no blur (CairoSVG, WeasyPrint) show the colour without a line around it.
    """
    used: set[float] = set()
    for spot in spots:
        if not spot.size:
            used |= {softness(spot.feature, style) if spot.rings else 0.0}
            used |= {style.symbol(spot.symbol).course.soft if spot.lines else 0.0}
    return "".join(_filter(filter_name(prefix, one), one, frame) for one in sorted(used) if one)


def _filter(name: str, deviation: float, frame: PixelRect) -> str:
    # Not in shares of the shape's box: a coast that runs straight north has hardly any width.
    more = _REACH * deviation
    window = {
        "x": frame.x - more,
        "y": frame.y - more,
        "width": frame.width + 2 * more,
        "height": frame.height + 2 * more,
    }
    blur = element("feGaussianBlur", stdDeviation=deviation)
    return element("filter", blur, id=name, filterUnits="userSpaceOnUse", color_interpolation_filters="sRGB", **window)
