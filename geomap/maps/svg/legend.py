"""The legend of a picture: rows below the map, or a box in one of its corners."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from geomap.maps.svg.lettering import draw_text, text_width
from geomap.maps.svg.markup import element
from geomap.maps.svg.symbols import draw_swatch

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geomap.maps.style import Look
    from geomap.maps.svg.placement import PixelBox

_SWATCH_PX = 24.0
_GAP_PX = 16.0
_BOX_PADDING = 7.0
_BOX_OPACITY = 0.92


class LegendEntry(NamedTuple):
    """An entry of the legend: its symbol, as an area, as a pin or as both, its words, and its width in pixels."""

    symbol: str
    are_pins: tuple[bool, ...]
    words: str
    width: float


def entry(symbol: str, forms: Iterable[bool], words: str, size: float) -> LegendEntry:
    """Return an entry that is written at a size."""
    are_pins = tuple(sorted(forms))
    return LegendEntry(symbol, are_pins, words, 4 + _SWATCH_PX * len(are_pins) + text_width(words, size) + _GAP_PX)


def in_rows(entries: Iterable[LegendEntry], room: float) -> list[list[LegendEntry]]:
    """Set entries in rows of at most a width."""
    rows: list[list[LegendEntry]] = []
    used = room
    for one in entries:
        if not rows or used + one.width > room:
            rows.append([])
            used = 0.0
        rows[-1].append(one)
        used += one.width
    return rows


def box_size(entries: Sequence[LegendEntry], line: float) -> tuple[float, float]:
    """Return width and height of the box with the entries one below the other."""
    widest = max(one.width for one in entries) - _GAP_PX
    return widest + 2 * _BOX_PADDING, len(entries) * line + 2 * _BOX_PADDING - 2


def draw_entry(one: LegendEntry, x: float, y: float, size: float, look: Look, *, rtl: bool) -> str:
    """Draw an entry that begins at a point in the middle of its line, to the left of it where letters run so."""
    side, drawn = -1 if rtl else 1, ""
    for is_pin in one.are_pins:
        drawn += draw_swatch(one.symbol, x + side * 9, y, look, is_pin=is_pin)
        x += side * _SWATCH_PX
    anchor = "end" if rtl else "start"
    return drawn + draw_text(look, one.words, x, y + 4.2, size=size, colour=look["ink"], anchor=anchor)


def draw_box(entries: Sequence[LegendEntry], area: PixelBox, line: float, size: float, look: Look, *, rtl: bool) -> str:
    """Draw the legend as a box upon the map."""
    left, top, right, bottom = area
    window = {"x": left, "y": top, "width": right - left, "height": bottom - top, "rx": 3}
    ground = element("rect", fill=look["paper"], fill_opacity=_BOX_OPACITY, stroke=look["line"], **window)
    x = right - _BOX_PADDING if rtl else left + _BOX_PADDING
    first = top + _BOX_PADDING + line / 2 - 1
    rows = (draw_entry(one, x, first + i * line, size, look, rtl=rtl) for i, one in enumerate(entries))
    return element("g", ground + "".join(rows))
