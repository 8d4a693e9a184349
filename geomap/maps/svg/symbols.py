"""The drawings of places: shape and colour tell the kind, so that either alone is enough.

They are those of the page (``html/assets/symbols.js``), on a square of 24 units; a test keeps them the same.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from geomap.maps.palette import COLOUR_OF_SYMBOL
from geomap.maps.svg.lettering import draw_text
from geomap.maps.svg.markup import element, number

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geomap.maps.view import Feature

PLANE = (
    "M12 6.2 12.9 10.4 18 13.2V14.6L12.9 13.2 12.6 16.4 14 17.4V18.4L12 17.9 10 18.4V17.4L11.4 16.4 11.1 13.2 "
    "6 14.6V13.2L11.1 10.4Z"
)
ANCHOR = (
    "M12 6a1.7 1.7 0 0 1 .8 3.2V10.4H15V11.8H12.8V16.3C14.5 16 15.8 15 16.2 13.6L15 14 16.6 11.6 18 14.2 17.3 13.9C16.7"
    " 16.4 14.5 18 12 18.2 9.5 18 7.3 16.4 6.7 13.9L6 14.2 7.4 11.6 9 14 7.8 13.6C8.2 15 9.5 16 11.2 16.3V11.8H9V10.4"
    "H11.2V9.2A1.7 1.7 0 0 1 12 6Z"
)
STAR = "M12 6.4 13.5 10.3 17.6 10.5 14.4 13.1 15.5 17.1 12 14.8 8.5 17.1 9.6 13.1 6.4 10.5 10.5 10.3Z"
BRIDGE = (
    "M6 15.5V12.5C8 10.5 10 9.5 12 9.5S16 10.5 18 12.5V15.5H16.5V13.6H14.2V15.5H12.7V13.2H11.3V15.5H9.8V13.6H7.5V15.5Z"
)

_FRAMES = {
    "circle": "M12 2.5A9.5 9.5 0 0 1 12 21.5 9.5 9.5 0 0 1 12 2.5Z",
    "diamond": "M12 .8 23.2 12 12 23.2 .8 12Z",
    "square": (
        "M6.5 2.5H17.5A4 4 0 0 1 21.5 6.5V17.5A4 4 0 0 1 17.5 21.5H6.5A4 4 0 0 1 2.5 17.5V6.5A4 4 0 0 1 6.5 2.5Z"
    ),
    "triangle": "M12 2.5 22.5 20.5H1.5Z",
}


class _Drawing(NamedTuple):
    frame: str
    glyph: str
    scale: float


_DRAWINGS = {
    "city": _Drawing("circle", "", 1.0),
    "capital": _Drawing("circle", STAR, 1.2),
    "air-base": _Drawing("diamond", PLANE, 1.55),
    "naval-base": _Drawing("diamond", ANCHOR, 1.55),
    "base": _Drawing("diamond", STAR, 1.55),
    "airport": _Drawing("square", PLANE, 1.3),
    "port": _Drawing("square", ANCHOR, 1.3),
    "camp": _Drawing("triangle", "", 1.2),
    "crossing": _Drawing("square", BRIDGE, 1.3),
    "site": _Drawing("square", "", 1.0),
    "mountain": _Drawing("triangle", "", 1.2),
    "uncertain": _Drawing("circle", "", 1.25),
}
AREAS = frozenset({"zone", "disputed", "part", "province", "region", "water", "country"})

# Opacity of the filling, width and dashes of the outline.
_AREA_STYLES: dict[str, tuple[float, float, str | None]] = {
    "country": (0.075, 0.0, None),
    "province": (0.14, 1.3, None),
    "region": (0.1, 1.3, "2 5"),
    "water": (0.16, 0.0, None),
    "part": (0.2, 1.2, "1 4"),
    "zone": (0.13, 1.4, None),
    "disputed": (0.13, 1.5, "6 4"),
    "uncertain": (0.13, 1.3, "5 4"),
}
NUMBER_PX = 16.0
"""Width of a disc with a number."""

HATCHED = ("zone", "disputed")
_HATCH_PX = 9.9


def mention_count(feature: Feature) -> int:
    """Count the mentions that name the place itself; people and adjectives ("Syrian") do not count."""
    return len(feature.loud)


def pin_size(symbol: str, mentions: int) -> float:
    """Return the width of a pin in pixels: its area grows with the mentions."""
    size = round(2 * min(5.5 + 1.8 * math.sqrt(max(mentions, 1) - 1), 11) + 1)
    return round(size * _DRAWINGS.get(symbol, _DRAWINGS["city"]).scale)


def draw_pin(symbol: str, x: float, y: float, size: float, colours: Mapping[str, str]) -> str:
    """Draw a place's symbol with its middle at a point."""
    frame, glyph, _ = _DRAWINGS.get(symbol, _DRAWINGS["city"])
    colour = colours[COLOUR_OF_SYMBOL.get(symbol, "city")]
    halo = colours["halo"]
    parts = [element("path", d=_FRAMES[frame], fill=halo, stroke=halo, stroke_width=4)]
    if symbol == "uncertain":
        dashed: dict[str, str | float] = {"stroke": colour, "stroke_width": 2.2, "stroke_dasharray": "3.5 2.5"}
        parts = [element("path", d=_FRAMES[frame], fill=halo, **dashed)]
        parts.append(draw_text("?", 12, 17, size=15, weight=700, colour=colour, anchor="middle"))
    else:
        parts.append(element("path", d=_FRAMES[frame], fill=colour))
    if glyph:
        parts.append(element("path", d=glyph, fill=halo))
    scale = size / 24
    move = f"translate({number(x - size / 2)} {number(y - size / 2)}) scale({scale:.4f})"
    return element("g", "".join(parts), transform=move)


def draw_number(
    value: int, point: tuple[float, float], at: tuple[float, float], symbol: str, colours: Mapping[str, str]
) -> str:
    """Draw a disc in a symbol's colour that bears a number, for a pin whose name stands in the key below.

    Parameters
    ----------
    value
        The number.
    point
        The place.
    at
        Where the disc has room; a line leads from there to the place.
    symbol
        Whose colour the disc has.
    colours
        The palette.
    """
    colour = colours[COLOUR_OF_SYMBOL.get(symbol, "city")]
    (px, py), (x, y) = point, at
    drawn = ""
    if math.hypot(px - x, py - y) > NUMBER_PX / 2:
        drawn = element(
            "path", d=f"M{number(px)} {number(py)}L{number(x)} {number(y)}", stroke=colour, stroke_width=1.4
        )
        drawn += element("circle", cx=px, cy=py, r=2.0, fill=colour, stroke=colours["halo"], stroke_width=0.8)
    drawn += element("circle", cx=x, cy=y, r=NUMBER_PX / 2, fill=colour, stroke=colours["halo"], stroke_width=1.2)
    return drawn + draw_text(str(value), x, y + 3.4, size=9.5, weight=700, colour=colours["halo"], anchor="middle")


def area_style(symbol: str, colours: Mapping[str, str]) -> dict[str, str | float | None]:
    """Return the attributes of a path that fills an area as its kind is filled."""
    opacity, width, dashes = _AREA_STYLES.get(symbol, _AREA_STYLES["province"])
    colour = colours[COLOUR_OF_SYMBOL.get(symbol, "province")]
    return {
        "fill": colour,
        "fill_opacity": opacity,
        "fill_rule": "evenodd",
        "stroke": colour if width else None,
        "stroke_opacity": 0.8 if width else None,
        "stroke_width": width or None,
        "stroke_dasharray": dashes,
        "stroke_linecap": "round" if dashes else None,
        "stroke_linejoin": "round" if width else None,
    }


def draw_hatching(symbol: str, area: tuple[float, float, float, float], colours: Mapping[str, str]) -> str:
    """Draw the lines that fill a zone or a disputed area, in a rectangle; "" for what is not hatched.

    They are lines, not a pattern: renderers that tile a pattern show the seams in print.

    Parameters
    ----------
    symbol
        What is filled.
    area
        Left, top, right and bottom, in pixels.
    colours
        The palette.
    """
    if symbol not in HATCHED:
        return ""
    left, top, right, bottom = area
    zone = symbol == "zone"
    pieces = []
    # Zones rise to the right, disputed areas fall: the line is where x + y, or y - x, is a multiple of the step.
    low, high = (left + top, right + bottom) if zone else (top - right, bottom - left)
    for i in range(math.ceil(low / _HATCH_PX), math.floor(high / _HATCH_PX) + 1):
        c = i * _HATCH_PX
        x0, x1 = (max(left, c - bottom), min(right, c - top)) if zone else (max(left, top - c), min(right, bottom - c))
        y0, y1 = (c - x0, c - x1) if zone else (c + x0, c + x1)
        pieces.append(f"M{number(round(x0, 1))} {number(round(y0, 1))}L{number(round(x1, 1))} {number(round(y1, 1))}")
    colour = colours[COLOUR_OF_SYMBOL[symbol]]
    return element(
        "path", d="".join(pieces), fill="none", stroke=colour, stroke_width=2.2, stroke_opacity=0.75 if zone else 0.55
    )


def draw_swatch(symbol: str, x: float, y: float, colours: Mapping[str, str], *, is_pin: bool = False) -> str:
    """Draw a symbol of the legend with its middle at a point, 16 pixels high: as a pin, or as an area."""
    if is_pin:
        size = 13 * min(1.15, _DRAWINGS.get(symbol, _DRAWINGS["city"]).scale)
        # What is an area elsewhere is a dot in the area's colour.
        own = {**colours, "city": colours[COLOUR_OF_SYMBOL.get(symbol, "city")]} if symbol in AREAS else colours
        return draw_pin("city" if symbol in AREAS else symbol, x, y, size, own)
    style = area_style(symbol, colours)
    if symbol == "country":
        style |= {"fill_opacity": 0.15, "stroke": colours["country"], "stroke_width": 1, "stroke_opacity": 0.5}
    hatching = draw_hatching(symbol, (x - 8.5, y - 5.5, x + 8.5, y + 5.5), colours)
    return hatching + element("rect", x=x - 9, y=y - 6, width=18, height=12, rx=2, **style)
