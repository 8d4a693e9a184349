"""What is still free on a picture, and the rule by which a name gets its place there: the page's is ``placing.js``."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from geomap.maps.svg.lettering import text_width
from geomap.maps.svg.offers import (
    apart,
    beside,
    crosses,
    dots_of,
    end_of_leader,
    is_on_edge,
    overlap,
    seats_in,
    touches,
    turned,
)
from geomap.maps.svg.wishes import PIN_GAP_PX, Placed, spacing_of, written

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from geomap.maps.style import Style
    from geomap.maps.svg.offers import Contested, PixelBox, Point
    from geomap.maps.svg.projection import PixelRect
    from geomap.maps.svg.wishes import Wish


class Seating:
    """What is still free on a map."""

    def __init__(
        self,
        style: Style,
        wishes: Sequence[Wish],
        taken: Iterable[PixelBox],
        frame: PixelRect,
        disputed: Sequence[Contested],
        towns: Sequence[PixelBox],
    ) -> None:
        self.placed: list[Placed] = []
        self._style, self._frame, self._disputed, self._towns = style, frame, disputed, towns
        # Of two pins at one place the first counts.
        self._ranks = {_rounded(_pin_of(w)): -i for i, w in reversed([*enumerate(w for w in wishes if w.is_pin)])}
        self._covered: list[PixelBox] = []
        self._pins: list[tuple[PixelBox, float]] = []
        for box in taken:
            rank = self._ranks.get(_rounded(box))
            if rank is None:
                self._covered.append(box)
            else:
                self._pins.append((box, rank))
        self._lines: list[tuple[Point, Point]] = []

    def put(self, wish: Wish, *, is_sure: bool) -> None:
        """Give a name its place, if there is one."""
        lettering = self._style.letterings[wish.style]
        text = written(wish, lettering)
        width = text_width(text, lettering.size, weight=lettering.weight, spacing=spacing_of(text, lettering))
        height = lettering.size * _LINE
        found = self._beside_pin(wish, width, height, is_sure=is_sure) if wish.is_pin else None
        if not wish.is_pin:
            found = self._on_area(wish, width, height)
        if found is None:
            return
        (dx, dy), led = found
        start = (wish.x, wish.y)
        area = _area(wish, dx, dy, width, height)
        if led:
            self._lines.append((start, end_of_leader(start, area)))
        baseline = wish.y + dy + height * 0.5 + lettering.size * 0.36
        made = Placed(wish, wish.x + dx + width / 2, baseline, area, led=led)
        self.placed.append(made)
        self._covered += made.covered

    def _beside_pin(self, wish: Wish, width: float, height: float, *, is_sure: bool) -> tuple[Point, bool] | None:
        """Find a place for a pin's name: see the stages in ``placing.js``."""
        leader = self._style.document["names"]["leader"]
        near = [*beside(self._gap(wish), width, height)]
        short = [*apart(leader, width, height, leader["short"])]
        far = [*apart(leader, width, height, leader["farthest"])]
        rank = self._ranks[_rounded(_pin_of(wish))]
        stages = [(near, False, -math.inf), (short, True, -math.inf), (near, False, rank)]
        if is_sure:
            stages += [(far, True, -math.inf), (far, True, rank), (far, True, rank)]
        for number, (offers, led, below) in enumerate(stages):
            # A line that crosses another is better than no name at all.
            tangled = number > 4
            met: list[tuple[int, int]] = []
            for i, (dx, dy) in enumerate(offers):
                count = self._met(wish, _area(wish, dx, dy, width, height), below, led=led, tangled=tangled)
                if count is not None:
                    met.append((count, i))
                    if not count:
                        break
            if met:
                return offers[min(met)[1]], led
        return None

    def _gap(self, wish: Wish) -> float:
        """Return what a name keeps from the point of its pin, and of larger pins upon which that lies."""
        under = (box for box, _ in self._pins if _holds(box, (wish.x, wish.y)))
        sides = ((wish.x - box[0], wish.y - box[1], box[2] - wish.x, box[3] - wish.y) for box in under)
        return max(wish.gap, *(max(four) + PIN_GAP_PX for four in sides), 0.0)

    def _met(self, wish: Wish, area: PixelBox, below: float, *, led: bool, tangled: bool) -> int | None:
        """Count the pins that a name and the line to it would cover; None if it may not stand there.

        Only pins that come after it, below a rank, may be covered.
        """
        if not _inside(area, self._frame) or any(overlap(area, other) for other in self._covered):
            return None
        start = (wish.x, wish.y)
        line: list[PixelBox] = []
        if led:
            end = end_of_leader(start, area)
            line = dots_of(start, end)[:-1]
            if not tangled and crosses((start, end), self._lines):
                return None
            for box in self._covered:
                if not _holds(box, start) and _is_on(line, box):
                    return None
        own = _rounded(_pin_of(wish))
        count = 0
        for box, rank in self._pins:
            is_own = _rounded(box) == own
            if not (overlap(area, box) or (not _holds(box, start) and _is_on(line, box))):
                continue
            if is_own or rank >= below:
                return None
            count += 1
        return count

    def _on_area(self, wish: Wish, width: float, height: float) -> tuple[Point, bool] | None:
        """Find a place for the name of an area, of a town of the basemap, or of a country."""
        # A country of the story would rather stand upon a town, upon pins, upon its own disputed ground, than nowhere.
        offers = _offers(wish, width, height)
        known: list[Point] = []
        for pressed in range(4 if wish.must else 1):
            for dx, dy in known if pressed else offers:
                if not pressed:
                    known.append((dx, dy))
                area = _area(wish, dx, dy, width, height)
                if self._is_free(wish, area, pressed):
                    return (dx, dy), False
        return None

    def _is_free(self, wish: Wish, area: PixelBox, pressed: int) -> bool:
        if not _inside(area, self._frame) or any(overlap(area, other) for other in self._covered):
            return False
        if pressed < 2 and any(overlap(area, pin) for pin, _ in self._pins):
            return False
        if not wish.is_country:
            return not wish.rings or touches(area, wish.rings) or is_on_edge(area, wish.rings)
        if not pressed and any(overlap(area, town) for town in self._towns):
            return False
        away = self._style.document["names"]["claims"]
        return not any(one.refuses(area, wish.country, away, hard_pressed=pressed > 2) for one in self._disputed)


_LINE = 1.25
"""Height of a line of letters to their size."""


def _area(wish: Wish, dx: float, dy: float, width: float, height: float) -> PixelBox:
    x, y = wish.x + dx, wish.y + dy
    return turned((x - 2, y - 1, x + width + 2, y + height + 1), wish.angle)


def _pin_of(wish: Wish) -> PixelBox:
    half = wish.gap - PIN_GAP_PX
    return wish.x - half, wish.y - half, wish.x + half, wish.y + half


def _rounded(box: PixelBox) -> PixelBox:
    left, top, right, bottom = box
    return round(left, 3), round(top, 3), round(right, 3), round(bottom, 3)


def _holds(box: PixelBox, point: Point) -> bool:
    return box[0] <= point[0] <= box[2] and box[1] <= point[1] <= box[3]


def _is_on(line: Sequence[PixelBox], box: PixelBox) -> bool:
    return any(overlap(dot, box) for dot in line)


def _inside(area: PixelBox, frame: PixelRect) -> bool:
    left, top, right, bottom = area
    return frame.contains(left, top) and frame.contains(right, bottom)


def _offers(wish: Wish, width: float, height: float) -> Iterator[Point]:
    """Give the corners that a name may have, from the point that it names, the best first; not for pins."""
    if wish.angle:
        yield -width / 2, -height / 2
        return
    if wish.gap:
        yield from beside(wish.gap, width, height)
        return
    # A country's name that strays stands upon another's ground: from its seats it moves by half a line.
    rows = (0, -0.5, 0.5) if wish.is_country else (0, -1, 1, -2, 2, -3, 3)
    for aside in (0.0, -0.6, 0.6) if wish.style in {"area", "water"} else (0.0,):
        for row in rows:
            yield (aside - 0.5) * width, (row - 0.5) * height
    for x, y in wish.others:
        for row in rows[:3]:
            yield x - wish.x - width / 2, y - wish.y + (row - 0.5) * height
    for x, y in seats_in(wish.ground):
        yield x - wish.x - width / 2, y - wish.y - height / 2
