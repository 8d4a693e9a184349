"""Names on the map: the most important first, never one upon another, nor upon a pin."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geomap.maps.svg.lettering import draw_text, is_plain, text_width
from geomap.maps.svg.markup import clean, element, number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from geomap.maps.style import Lettering, Look, Style
    from geomap.maps.svg.projection import PixelRect

PixelBox = tuple[float, float, float, float]
Point = tuple[float, float]

_BESIDE_PX = 6.0
"""The name of an area stands upon it, or no farther from its edge."""

_NEAR_OFFERS = 8
"""Places of a name beside its pin; the others stand apart from it."""


@dataclass(frozen=True, slots=True)
class Wish:
    """A name that wants a place.

    Attributes
    ----------
    text
        The name.
    style
        Key of the style's letterings.
    x, y
        What it names, in pixels.
    gap
        Distance to keep from that point; 0 for the name of an area, which stands upon it.
    symbol
        The drawing whose colour the name has, where its lettering has none.
    dot
        Radius of the dot that is drawn with it, 0 for none.
    uncertain
        Whether it is a guess.
    key
        Of the feature that it names; ``""`` for a name of the basemap.
    others
        Where else the name of an area may stand, the best first.
    rings
        The area, which its name must touch; empty where that does not matter.
    angle
        By how many degrees it is turned with the clock around that point.
    """

    text: str
    style: str
    x: float
    y: float
    gap: float = 0.0
    symbol: str = ""
    dot: float = 0.0
    uncertain: bool = False
    key: str = ""
    others: tuple[tuple[float, float], ...] = ()
    rings: tuple[tuple[Point, ...], ...] = ()
    angle: float = 0.0


@dataclass(frozen=True, slots=True)
class Placed:
    """A name with its place: the middle of its baseline, the area that it covers, and whether a line leads to it."""

    wish: Wish
    x: float
    y: float
    area: PixelBox
    led: bool = False

    @property
    def covered(self) -> list[PixelBox]:
        """What it covers: its letters, its dot, and the line to them."""
        if self.wish.dot:
            return [self.area, (self.wish.x - 3, self.wish.y - 3, self.wish.x + 3, self.wish.y + 3)]
        if not self.led:
            return [self.area]
        (x0, y0), (x1, y1) = _leader_ends(self.wish, self.area)
        points = ((x0 + (x1 - x0) * part / 12, y0 + (y1 - y0) * part / 12) for part in range(1, 13))
        return [self.area, *((x - 1, y - 1, x + 1, y + 1) for x, y in points)]


def place(
    style: Style,
    wishes: Iterable[Wish],
    taken: Iterable[PixelBox],
    frame: PixelRect,
    disputed: Sequence[Sequence[Point]] = (),
    towns: Sequence[PixelBox] = (),
) -> list[Placed]:
    """Give each name the first place that is free, in the order of the wishes; one that finds none is left out.

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
        Rings of areas that no country's name may stand upon.
    towns
        Rectangles of towns, upon which no country's name may stand either.
    """
    covered = list(taken)
    placed: list[Placed] = []
    leaders: list[tuple[Point, Point]] = []
    for wish in wishes:
        lettering = style.letterings[wish.style]
        if not lettering.shown:
            continue
        text = written(wish, lettering)
        width = text_width(text, lettering.size, weight=lettering.weight, spacing=_spacing(text, lettering))
        height = lettering.size * 1.25
        for offer, (dx, dy) in enumerate(_offers(wish, width, height)):
            area = _turned(
                (wish.x + dx - 2, wish.y + dy - 1, wish.x + dx + width + 2, wish.y + dy + height + 1), wish.angle
            )
            if not _inside(area, frame) or any(overlap(area, other) for other in covered):
                continue
            if wish.rings and not (_touches(area, wish.rings) or _is_beside(area, wish.rings)):
                continue
            if "country" in wish.style and (_touches(area, disputed) or any(overlap(area, town) for town in towns)):
                continue
            led = wish.style == "place" and offer >= _NEAR_OFFERS
            if led and (_is_crossed(wish, area, covered) or _meets(_leader_ends(wish, area), leaders)):
                continue
            if led:
                leaders.append(_leader_ends(wish, area))
            baseline = wish.y + dy + height * 0.5 + lettering.size * 0.36
            placed.append(Placed(wish, wish.x + dx + width / 2, baseline, area, led=led))
            # The line to a name keeps clear of others by itself.
            covered += placed[-1].covered[: 2 if wish.dot else 1]
            break
    return placed


def _turned(area: PixelBox, angle: float) -> PixelBox:
    """Return the rectangle around one that is turned about its middle."""
    if not angle:
        return area
    left, top, right, bottom = area
    sine, cosine = abs(math.sin(math.radians(angle))), abs(math.cos(math.radians(angle)))
    width, height = (right - left) / 2, (bottom - top) / 2
    x, y = (left + right) / 2, (top + bottom) / 2
    across, along = width * cosine + height * sine, width * sine + height * cosine
    return x - across, y - along, x + across, y + along


def written(wish: Wish, lettering: Lettering) -> str:
    """Return a name as it is written."""
    text = clean(wish.text)
    return text.upper() if lettering.capitals else text


def _spacing(text: str, lettering: Lettering) -> float:
    return lettering.spacing if is_plain(text) else 0.0


def _offers(wish: Wish, width: float, height: float) -> Iterator[tuple[float, float]]:
    """Give the corners that a name may have, from the point that it names, the best first."""
    if wish.angle:
        yield -width / 2, -height / 2
        return
    if not wish.gap:
        for aside in (0.0, -0.6, 0.6) if wish.style in {"area", "water"} else (0.0,):
            for row in (0, -1, 1, -2, 2, -3, 3):
                yield (aside - 0.5) * width, (row - 0.5) * height
        for x, y in wish.others:
            for row in (0, -1, 1):
                yield x - wish.x - width / 2, y - wish.y + (row - 0.5) * height
        return
    near, slant = wish.gap, wish.gap * 0.75
    yield near, -height / 2
    yield -near - width, -height / 2
    yield -width / 2, -near - height
    yield -width / 2, near
    yield slant, -slant - height + 2
    yield slant, slant - 2
    yield -slant - width, -slant - height + 2
    yield -slant - width, slant - 2
    if wish.style == "place":
        # Farther away, with a line to the pin: in a crowd that is better than no name.
        for far in (near + 16, near + 34):
            yield far, -far - height + 4
            yield far, far - 4
            yield -far - width, -far - height + 4
            yield -far - width, far - 4


def _touches(area: PixelBox, rings: Iterable[Sequence[Point]]) -> bool:
    """Tell whether the middle, a corner or the middle of a side of a rectangle lies in an area of even-odd rings."""
    left, top, right, bottom = area
    rings = list(rings)
    points = [(x, y) for x in (left, (left + right) / 2, right) for y in (top, (top + bottom) / 2, bottom)]
    return any(holds(rings, x, y) for x, y in points)


def holds(rings: Iterable[Sequence[Point]], x: float, y: float) -> bool:
    """Tell whether a point lies in an area of even-odd rings."""
    return bool(sum(_is_left_of(x, y, ring) for ring in rings) % 2)


def _is_beside(area: PixelBox, rings: Iterable[Sequence[Point]]) -> bool:
    """Tell whether an edge of an area runs through a rectangle or close by: a line of control is hardly an area."""
    left, top, right, bottom = area[0] - _BESIDE_PX, area[1] - _BESIDE_PX, area[2] + _BESIDE_PX, area[3] + _BESIDE_PX
    for ring in rings:
        x0, y0 = ring[-1]
        for x1, y1 in ring:
            if max(x0, x1) >= left and min(x0, x1) <= right and max(y0, y1) >= top and min(y0, y1) <= bottom:
                steps = int(math.hypot(x1 - x0, y1 - y0) / _BESIDE_PX) + 1
                points = ((x0 + (x1 - x0) * i / steps, y0 + (y1 - y0) * i / steps) for i in range(steps + 1))
                if any(left <= x <= right and top <= y <= bottom for x, y in points):
                    return True
            x0, y0 = x1, y1
    return False


def _is_left_of(x: float, y: float, ring: Sequence[Point]) -> int:
    """Count the edges of a ring that a ray from a point to the right crosses."""
    count = 0
    x0, y0 = ring[-1]
    for x1, y1 in ring:
        if (y0 > y) != (y1 > y) and x < x0 + (y - y0) / (y1 - y0) * (x1 - x0):
            count += 1
        x0, y0 = x1, y1
    return count


def _inside(area: PixelBox, frame: PixelRect) -> bool:
    left, top, right, bottom = area
    return frame.contains(left, top) and frame.contains(right, bottom)


def overlap(a: PixelBox, b: PixelBox) -> bool:
    """Tell whether two rectangles have something in common."""
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _is_crossed(wish: Wish, area: PixelBox, covered: Iterable[PixelBox]) -> bool:
    """Tell whether the line from a pin to its name would run over something else."""
    x, y = _end_of_leader(wish, area)
    points = [(wish.x + (x - wish.x) * part / 8, wish.y + (y - wish.y) * part / 8) for part in range(1, 8)]
    for left, top, right, bottom in covered:
        if left <= wish.x <= right and top <= wish.y <= bottom:
            continue  # its own pin
        if any(left <= px <= right and top <= py <= bottom for px, py in points):
            return True
    return False


def _leader_ends(wish: Wish, area: PixelBox) -> tuple[Point, Point]:
    return (wish.x, wish.y), _end_of_leader(wish, area)


def _meets(one: tuple[Point, Point], others: Iterable[tuple[Point, Point]]) -> bool:
    """Tell whether a line crosses one of others: which name belongs to which pin could not be told."""

    def side(a: Point, b: Point, c: Point) -> bool:
        return (b[0] - a[0]) * (c[1] - a[1]) > (b[1] - a[1]) * (c[0] - a[0])

    a, b = one
    return any(side(a, b, c) != side(a, b, d) and side(c, d, a) != side(c, d, b) for c, d in others)


def _end_of_leader(wish: Wish, area: PixelBox) -> tuple[float, float]:
    left, top, right, bottom = area
    return (left if left > wish.x else right), (top + bottom) / 2


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
            spacing=_spacing(text, lettering),
            halo=look[lettering.halo] if lettering.rim else "",
            halo_width=lettering.rim,
            opacity=lettering.opacity,
            turned=(wish.angle, wish.x, wish.y) if wish.angle else None,
        )
    )


def _leader(placed: Placed, look: Look) -> str:
    """Draw the line from a pin to a name that stands apart."""
    wish = placed.wish
    x, y = _end_of_leader(wish, placed.area)
    away = math.hypot(x - wish.x, y - wish.y)
    start = (wish.gap - 2) / away
    data = f"M{number(wish.x + (x - wish.x) * start)} {number(wish.y + (y - wish.y) * start)}L{number(x)} {number(y)}"
    return element("path", d=data, stroke=look["halo"], stroke_width=3) + element(
        "path", d=data, stroke=look["ink"], stroke_width=0.8
    )
