"""Names on the map: the most important first, never one upon another, nor upon the pin of a place that matters as much.

The page has the same rule (``labels.js``, ``placing.js``), with the same numbers of the style: a name stands beside its
pin; else apart from it, with a line; else upon the pins of lesser places. Names that must be there look farther.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from geomap.maps.svg.lettering import draw_text
from geomap.maps.svg.markup import element, number
from geomap.maps.svg.offers import PixelBox, Point, end_of_leader, holds, overlap
from geomap.maps.svg.seating import Seating
from geomap.maps.svg.wishes import PIN_GAP_PX, Placed, Wish, spacing_of, written

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geomap.maps.style import Look, Style
    from geomap.maps.svg.offers import Contested
    from geomap.maps.svg.projection import PixelRect

__all__ = ["PIN_GAP_PX", "PixelBox", "Placed", "Point", "Wish", "draw_name", "holds", "overlap", "place"]


def place(
    style: Style,
    wishes: Iterable[Wish],
    taken: Iterable[PixelBox],
    frame: PixelRect,
    disputed: Sequence[Contested] = (),
    towns: Sequence[PixelBox] = (),
) -> list[Placed]:
    """Give each name the first place that is free, in the order of the wishes; one that finds none is left out.

    First come as many pins as the style calls sure, then the countries of the story, which have many places to stand.

    Parameters
    ----------
    style
        Whose letterings the names have.
    wishes
        The weightiest first.
    taken
        What is covered already: pins, scale bar.
    frame
        The map's rectangle, which no name leaves.
    disputed
        Areas that no country's name may stand upon, and none of those that claim them close by.
    towns
        Rectangles of towns, upon which no country's name may stand either.
    """
    wishes = list(wishes)
    room = Seating(style, wishes, taken, frame, disputed, towns)
    pins = [wish for wish in wishes if wish.is_pin]
    sure = pins[: int(style.document["names"]["sure"])]
    first = [*sure, *(wish for wish in wishes if wish.must)]
    chosen = set(map(id, first))
    for wish in (*first, *(wish for wish in wishes if id(wish) not in chosen)):
        if style.letterings[wish.style].shown:
            room.put(wish, is_sure=wish.is_pin and id(wish) in chosen)
    return room.placed


def draw_name(placed: Placed, look: Look) -> str:
    """Draw a name, with its dot if it has one."""
    wish, lettering = placed.wish, look.style.letterings[placed.wish.style]
    text = written(wish, lettering)
    colour = look.of(wish.symbol) if lettering.colour == "symbol" else look[lettering.colour]
    dot = ""
    if wish.dot:
        dot = element(
            "circle", cx=wish.x, cy=wish.y, r=wish.dot, fill=look["town"], stroke=look["halo"], stroke_width=1
        )
    return (
        dot
        + (_leader(placed, look) if placed.led else "")
        + draw_text(
            look,
            text,
            placed.x,
            placed.y,
            size=lettering.size,
            weight=lettering.weight,
            colour=look["guess"] if wish.uncertain else colour,
            anchor="middle",
            italic=lettering.italic or wish.uncertain,
            spacing=spacing_of(text, lettering),
            halo=look[lettering.halo] if lettering.rim else "",
            halo_width=lettering.rim,
            opacity=lettering.opacity,
            turned=(wish.angle, wish.x, wish.y) if wish.angle else None,
        )
    )


def _leader(placed: Placed, look: Look) -> str:
    """Draw the line from a pin to a name that stands apart."""
    wish, line = placed.wish, look.style.document["names"]["leader"]
    x, y = end_of_leader((wish.x, wish.y), placed.area)
    away = math.hypot(x - wish.x, y - wish.y)
    start = (wish.gap - 2) / away
    data = f"M{number(wish.x + (x - wish.x) * start)} {number(wish.y + (y - wish.y) * start)}L{number(x)} {number(y)}"
    return element("path", d=data, stroke=look["halo"], stroke_width=line["rim"]) + element(
        "path", d=data, stroke=look[line["colour"]], stroke_width=line["width"]
    )
