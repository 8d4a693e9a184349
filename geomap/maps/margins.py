"""The room around a first view: what stands at its edge must not stand at the edge of the page."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from geomap.maps.geometry import nearest_copy
from geomap.maps.view import Box

if TYPE_CHECKING:
    from collections.abc import Callable

_MARGIN = 1.2
_CLOSE_MARGIN = 0.3
_CLOSE_DEG = 3.0
"""Room around towns, and how much more there is in a view as small as this or smaller."""

_CITY_MARGIN = 1.15
_AREA_MARGIN = 1.1
"""Room around the one city of a story, and around an area, whose outline may stand near the edge."""

_WIDEST, _TALLEST = 2.2, 1.7
"""No view is wider against its height, or taller against its width: beside a thin one more would be shown anyway."""

_WIDE_DEG = 60.0
"""In degrees of longitude; a view wider than this is not made taller for it."""

LEAST_DEG = 0.06
"""Half the least extent of a view: a single village is shown with the fields around it."""

POLE = 84.0
"""No view is asked to reach nearer to a pole."""

WORLD = Box(-130.0, -56.0, 170.0, 74.0)


def longer_side(box: Box, side: Callable[[float, float], float] = max) -> float:
    """The longer side, or the shorter one, in degrees of latitude."""
    return side(box.width_deg * math.cos(math.radians(min(abs(box.centre[1]), 75.0))), box.height_deg)


def box_around(a: Box, b: Box) -> Box:
    """Return the box around two, of which the second may be its nearest copy around the Earth."""
    shift = nearest_copy(b.centre[0], a.centre[0]) - b.centre[0]
    return Box(min(a.west, b.west + shift), min(a.south, b.south), max(a.east, b.east + shift), max(a.north, b.north))


def _reaches_around(area: Box, box: Box) -> bool:
    """Whether an area reaches around a whole box."""
    return area.contains(box.west, box.south) and area.contains(box.east, box.north)


def with_margin(inner: Box, areas: list[Box], *, is_city: bool) -> Box:
    """Return a view with room around it: an area needs less than a town, which must not stand at the edge."""
    size = longer_side(inner)
    share = _CITY_MARGIN if is_city else _MARGIN + _CLOSE_MARGIN / (1.0 + size / _CLOSE_DEG)
    if any(_reaches_around(area, inner) for area in areas):
        share = _AREA_MARGIN
    box = inner.grown(share, least_deg=max(0.0, LEAST_DEG - size / 2))
    for area in areas:
        box = box_around(box, area.grown(_AREA_MARGIN))
    if box.width_deg >= 300:
        return WORLD
    box = Box(box.west, max(box.south, -POLE), box.east, min(box.north, POLE))
    return _filled(box) if box.width_deg < _WIDE_DEG else box


def _filled(box: Box) -> Box:
    """Return the view no longer than a page is: what is left beside a thin one would be shown anyway."""
    narrow = math.cos(math.radians(min(abs(box.centre[1]), 75.0)))
    across, up = box.width_deg * narrow, box.height_deg
    dx = max(0.0, up / _TALLEST - across) / 2 / narrow
    dy = max(0.0, across / _WIDEST - up) / 2
    return Box(box.west - dx, max(box.south - dy, -85.0), box.east + dx, min(box.north + dy, 85.0))
