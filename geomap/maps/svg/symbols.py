"""The drawings of places: shape and colour tell the kind, so that either alone is enough.

What they look like stands in the style, which the page reads too: paths on a square of 24 units.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from geomap.maps.svg.lettering import draw_text
from geomap.maps.svg.markup import element, number

if TYPE_CHECKING:
    from geomap.maps.style import Look, Style
    from geomap.maps.style.model import Dashes
    from geomap.maps.view import Feature

NUMBER_PX = 16.0
"""Width of a disc with a number."""

_HEAD_WIDTH = 0.42
"""Half the width of an arrow's head, as a share of its length."""

_LEAST_WEIGHED = 0.7
"""The smallest pin of a weighed map, of one that is named once: it must be seen and hit."""

_SWATCH_GROWTH = 1.15
"""A sample in the legend is at most so many times as large as a circle."""


def mention_count(feature: Feature) -> int:
    """Count the mentions that name the place itself; people and adjectives ("Syrian") do not count."""
    return len(feature.place_mentions)


def pin_size(symbol: str, mentions: int, style: Style, share: float | None = None) -> float:
    """Return the width of a pin in pixels: its area grows with the mentions, or is a share of the heaviest one's.

    Parameters
    ----------
    symbol, mentions, style
        What is drawn, how often it is named, and how it looks.
    share
        What tables give the place, of what they give the heaviest; None on a map that is not weighed.
    """
    grown = style.number("pins", "radius") + style.number("pins", "growth") * math.sqrt(max(mentions, 1) - 1)
    radius = min(grown, style.number("pins", "largest"))
    if share is not None:
        radius = max(_LEAST_WEIGHED * style.number("pins", "radius"), style.number("pins", "heaviest") * share**0.5)
    return _rounded(_rounded(2 * radius + 1) * style.symbol(symbol).scale)


def _rounded(value: float) -> int:
    """Round as scripts do, halves upward."""
    return math.floor(value + 0.5)


def draw_pin(symbol: str, x: float, y: float, size: float, look: Look) -> str:
    """Draw a place's symbol with its middle at a point."""
    drawing = look.style.symbol(symbol)
    colour, halo = look.of(symbol), look["halo"]
    if drawing.hollow:
        dashed: dict[str, str | float] = {"stroke": colour, "stroke_width": 2.2, "stroke_dasharray": "3.5 2.5"}
        parts = [element("path", d=drawing.frame, fill=halo, **dashed)]
    else:
        rim = 2 * look.style.number("pins", "rim")
        parts = [element("path", d=drawing.frame, fill=halo, stroke=halo, stroke_width=rim)] if rim else []
        parts.append(element("path", d=drawing.frame, fill=colour))
    if drawing.glyph:
        parts.append(element("path", d=drawing.glyph, fill=colour if drawing.hollow else halo))
    elif drawing.letter:
        ink = colour if drawing.hollow else halo
        parts.append(draw_text(look, drawing.letter, 12, 17, size=15, weight=700, colour=ink, anchor="middle"))
    scale = size / 24
    move = f"translate({number(x - size / 2)} {number(y - size / 2)}) scale({scale:.4f})"
    return element("g", "".join(parts), transform=move)


def draw_number(value: int, point: tuple[float, float], at: tuple[float, float], symbol: str, look: Look) -> str:
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
    look
        The style in its theme.
    """
    colour = look.of(symbol)
    (px, py), (x, y) = point, at
    drawn = ""
    if math.hypot(px - x, py - y) > NUMBER_PX / 2:
        drawn = element(
            "path", d=f"M{number(px)} {number(py)}L{number(x)} {number(y)}", stroke=colour, stroke_width=1.4
        )
        drawn += element("circle", cx=px, cy=py, r=2.0, fill=colour, stroke=look["halo"], stroke_width=0.8)
    drawn += element("circle", cx=x, cy=y, r=NUMBER_PX / 2, fill=colour, stroke=look["halo"], stroke_width=1.2)
    return drawn + draw_text(look, str(value), x, y + 3.4, size=9.5, weight=700, colour=look["halo"], anchor="middle")


def dash_array(dashes: Dashes) -> str | None:
    """Write the lengths of lines and gaps, None for a whole line."""
    return " ".join(map(number, dashes)) or None


def outline(colour: str, width: float, opacity: float, dashes: Dashes) -> dict[str, str | float | None]:
    """Return the attributes of an outline; without a width it is none."""
    if not width:
        return dict.fromkeys(
            ("stroke", "stroke_opacity", "stroke_width", "stroke_dasharray", "stroke_linecap", "stroke_linejoin")
        )
    return {
        "stroke": colour,
        "stroke_opacity": opacity,
        "stroke_width": width,
        "stroke_dasharray": dash_array(dashes),
        "stroke_linecap": "round" if dashes else None,
        "stroke_linejoin": "round",
    }


def area_style(symbol: str, look: Look) -> dict[str, str | float | None]:
    """Return the attributes of a path that fills an area as its kind is filled."""
    area, colour = look.style.symbol(symbol).area, look.of(symbol)
    filled: dict[str, str | float | None] = {"fill": colour, "fill_opacity": area.fill, "fill_rule": "evenodd"}
    return filled | outline(colour, area.width, area.opacity, area.dashes)


def draw_hatching(symbol: str, area: tuple[float, float, float, float], look: Look) -> str:
    """Draw the lines that fill a zone or a disputed area, in a rectangle; "" for what is not hatched.

    They are lines, not a pattern: renderers that tile a pattern show the seams in print.

    Parameters
    ----------
    symbol
        What is filled.
    area
        Left, top, right and bottom, in pixels.
    look
        The style in its theme.
    """
    filling = look.style.symbol(symbol).area
    if filling.hatch == "none":
        return ""
    left, top, right, bottom = area
    rising = filling.hatch == "rising"
    step = look.style.number("hatching", "step") * math.sqrt(2)
    pieces = []
    # Rising lines are where x + y is a multiple of the step, falling ones where y - x is.
    low, high = (left + top, right + bottom) if rising else (top - right, bottom - left)
    for i in range(math.ceil(low / step), math.floor(high / step) + 1):
        c = i * step
        x0, x1 = (
            (max(left, c - bottom), min(right, c - top)) if rising else (max(left, top - c), min(right, bottom - c))
        )
        y0, y1 = (c - x0, c - x1) if rising else (c + x0, c + x1)
        pieces.append(f"M{number(round(x0, 1))} {number(round(y0, 1))}L{number(round(x1, 1))} {number(round(y1, 1))}")
    return element(
        "path",
        d="".join(pieces),
        fill="none",
        stroke=look.of(symbol),
        stroke_width=look.style.number("hatching", "width"),
        stroke_opacity=filling.hatch_opacity,
    )


def arrow_style(symbol: str, look: Look) -> dict[str, str | float | None]:
    """Return the attributes of an arrow's line."""
    course = look.style.symbol(symbol).course
    return {"fill": "none"} | outline(look.of(symbol), course.width, course.opacity, course.dashes)


def draw_head(symbol: str, base: tuple[float, float], tip: tuple[float, float], look: Look) -> str:
    """Draw the head of an arrow.

    Parameters
    ----------
    symbol
        Whose colour it has.
    base, tip
        The middle of its back, and its point.
    look
        The style in its theme.
    """
    x, y = (base[1] - tip[1]) * _HEAD_WIDTH, (tip[0] - base[0]) * _HEAD_WIDTH
    corners = [tip, (base[0] + x, base[1] + y), (base[0] - x, base[1] - y)]
    steps = "L".join(f"{number(round(px, 1))} {number(round(py, 1))}" for px, py in corners)
    return element("path", d=f"M{steps}Z", fill=look.of(symbol))


def draw_swatch(symbol: str, x: float, y: float, look: Look, *, is_pin: bool = False) -> str:
    """Draw a symbol of the legend with its middle at a point, 16 pixels high: as a pin, or as an area."""
    drawing = look.style.symbol(symbol)
    if drawing.form == "arrow":
        line = element("path", d=f"M{number(x - 9)} {number(y)}H{number(x + 4)}", **arrow_style(symbol, look))
        return line + draw_head(symbol, (x + 1, y), (x + 9, y), look)
    if is_pin:
        return draw_pin(symbol, x, y, 13 * min(_SWATCH_GROWTH, drawing.scale), look)
    sample = drawing.area.swatch
    style = area_style(symbol, look) | {"fill_opacity": sample.fill}
    style |= outline(look.of(symbol), sample.width, sample.opacity, drawing.area.dashes)
    hatching = draw_hatching(symbol, (x - 8.5, y - 5.5, x + 8.5, y + 5.5), look)
    return hatching + element("rect", x=x - 9, y=y - 6, width=18, height=12, rx=2, **style)
