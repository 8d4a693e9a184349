"""How the furniture of a picture is arranged: as it stands best where there is room, closer where there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geomap.maps.style import Style
    from geomap.maps.svg.placement import PixelBox
    from geomap.maps.svg.projection import PixelRect

CORNERS = ("top-right", "top-left", "bottom-right", "bottom-left")
"""The corners of a map, in the order in which they are tried."""

BELOW, ANY = "below", "any"
_EDGE_PX = 8.0


class Arrangement(NamedTuple):
    """Where the legend stands: below, in a corner or in any, ``""`` for nowhere; and whether all stands close."""

    legend: str = BELOW
    compact: bool = False


def arrangements(style: Style, *, is_published: bool) -> Iterator[Arrangement]:
    """Give the arrangements that a picture of a given height may have, the roomiest first.

    What a person has said of the legend is kept in all of them.
    """
    wanted = style.document["furniture"]["legend"]
    if wanted is not True:
        place = wanted if isinstance(wanted, str) else ""
        yield from (Arrangement(place), Arrangement(place, compact=True))
        return
    yield Arrangement()
    if is_published:
        # Its key is short enough for a corner.
        yield Arrangement(ANY)
    yield Arrangement(compact=True)
    yield Arrangement(ANY, compact=True)


def corner_of(name: str, frame: PixelRect, size: tuple[float, float]) -> PixelBox:
    """Return the rectangle of a size in a corner of a map."""
    width, height = size
    x = frame.x + frame.width - width - _EDGE_PX if name.endswith("right") else frame.x + _EDGE_PX
    y = frame.y + frame.height - height - _EDGE_PX if name.startswith("bottom") else frame.y + _EDGE_PX
    return x, y, x + width, y + height


def free_corner(
    names: Sequence[str],
    frame: PixelRect,
    size: tuple[float, float],
    taken: Sequence[PixelBox],
    points: Sequence[tuple[float, float]] = (),
) -> PixelBox | None:
    """Return the rectangle of a size in the first of the corners where it covers nothing, None if all would.

    Parameters
    ----------
    names
        The corners.
    frame
        The map's rectangle.
    size
        Width and height in pixels.
    taken, points
        What must not be covered.
    """
    for name in names:
        left, top, right, bottom = area = corner_of(name, frame, size)
        covers = any(left <= x <= right and top <= y <= bottom for x, y in points)
        apart = (left >= other[2] or other[0] >= right or top >= other[3] or other[1] >= bottom for other in taken)
        if not covers and all(apart):
            return area
    return None
