"""Small maps beside the large one in a picture: the other theatres of a story, and its crowds from close by.

They stand in a row or a column along an edge where they cover no place of the story; where there is no such edge, the
large map makes room for them.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING

from geomap.maps.geometry import nearest_copy, shifted
from geomap.maps.style import Look
from geomap.maps.svg.background import draw_ground
from geomap.maps.svg.contested import contested_areas
from geomap.maps.svg.lettering import draw_text, shorten
from geomap.maps.svg.markup import element
from geomap.maps.svg.placement import draw_name, overlap, place
from geomap.maps.svg.places import draw_areas, draw_pins, ground_wishes, story_wishes
from geomap.maps.svg.projection import PixelRect, Projection
from geomap.maps.svg.softness import soft_filters
from geomap.maps.svg.spots import lay_out

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from geomap.maps.style import Style
    from geomap.maps.svg.placement import PixelBox, Placed, Point, Wish
    from geomap.maps.svg.spots import Spot
    from geomap.maps.view import Feature, Inset, MapView

_SHAPE = 1.5
_MOST_OF_MAP = 0.42
"""Small maps that would take a larger share of the large one are left out."""

_LEAST_GAIN = 1.7
"""A crowd that the large map shows nearly as large needs no map of its own."""

_CROWD_GROWTH, _CROWD_LARGEST = 1.6, 1.2
"""The map of a crowd has more names to bear: so many times as wide as others, and as the widest of them."""

_NAMED = 0.7
"""The map of a crowd that names a smaller share of it is of no use."""

_FRAME_GAP = 4.0
_SMALL_AREA = 0.12
"""An area of no more than this share of the map is seen as one thing: no piece of it is covered."""

_PIN_ROOM = 6.0
_SCALE_PX = 30.0
"""Room for the scale bar below a row."""

_TITLE_LINE = 1.5
_UPRIGHT = 0.9
"""A map that is narrower than this share of its height has them in a row below."""


@dataclass(frozen=True, slots=True)
class Panel:
    """A small map with its place in the picture, and what it shows."""

    inset: Inset
    projection: Projection
    spots: tuple[Spot, ...]
    names: tuple[Placed, ...]

    @property
    def tells(self) -> bool:
        """Whether it names what it shows: that of a crowd is made for nothing else."""
        pins = {spot.feature.key for spot in self.spots if spot.size and spot.feature.key in self.inset.keys}
        named = pins & {name.wish.key for name in self.names}
        return self.inset.kind == "theatre" or len(named) >= _NAMED * len(pins)

    @property
    def area(self) -> PixelBox:
        """What it covers."""
        frame = self.projection.frame
        return frame.x, frame.y, frame.x + frame.width, frame.y + frame.height


@dataclass(frozen=True, slots=True)
class Composition:
    """A map with its small ones: where everything lies."""

    projection: Projection
    spots: list[Spot]
    panels: tuple[Panel, ...] = ()

    @property
    def areas(self) -> list[PixelBox]:
        """What the small maps cover, and the lines to them."""
        covered = [panel.area for panel in self.panels]
        for panel in self.panels:
            if panel.inset.kind == "zoom":
                (x0, y0), (x1, y1) = _line(self.projection, panel.inset, panel.area)
                points = ((x0 + (x1 - x0) * part / 24, y0 + (y1 - y0) * part / 24) for part in range(1, 24))
                covered += ((x - 2, y - 2, x + 2, y + 2) for x, y in points)
        return covered

    @property
    def all_spots(self) -> list[Spot]:
        """What the large map shows, and what only a small one does."""
        shown = {spot.feature.key for spot in self.spots}
        panels = (spot for panel in self.panels for spot in panel.spots if spot.feature.key in panel.inset.keys)
        more = {spot.feature.key: spot for spot in panels if spot.feature.key not in shown}
        return [*self.spots, *more.values()]

    def told(self) -> set[str]:
        """Return the places that have their names in a small map."""
        return {name.wish.key for panel in self.panels for name in panel.names}

    def wishes(self, wishes: Iterable[Wish]) -> list[Wish]:
        """Return the names that the large map wants.

        Of a crowd it has only the one that the small map is called by, beside the frame of what that shows.
        """
        crowds = [panel for panel in self.panels if panel.inset.kind == "zoom"]
        made = []
        for wish in wishes:
            panel = next((panel for panel in crowds if wish.key in panel.inset.keys), None)
            if panel is None or wish.key not in self.told():
                made.append(wish)
            elif wish.text == panel.inset.title:
                x0, y0, x1, y1 = _frame_of(self.projection, panel.inset)
                gap = max(wish.gap, (x1 - x0) / 2 + _FRAME_GAP)
                made.append(replace(wish, x=(x0 + x1) / 2, y=(y0 + y1) / 2, gap=gap))
        return made


def arrange(view: MapView, frame: PixelRect) -> Composition:
    """Fit a view into a rectangle of the picture, with its small maps.

    Parameters
    ----------
    view
        What is shown.
    frame
        The large map's rectangle; the small ones stand inside of it.
    """
    plain = alone(view, Projection.fit(view.viewport, frame))
    wanted = _wanted(view, plain.projection, plain.spots)
    while wanted:
        made = _with_panels(view, frame, plain, wanted)
        useless = [panel.inset for panel in made.panels if not panel.tells]
        if made.panels and not useless:
            return made
        wanted = [inset for inset in wanted if inset not in useless] if made.panels else wanted[:-1]
    return plain


def alone(view: MapView, projection: Projection) -> Composition:
    """Return the large map of a view without small ones."""
    return Composition(projection, lay_out(view, projection))


def _with_panels(view: MapView, frame: PixelRect, plain: Composition, wanted: Sequence[Inset]) -> Composition:
    """Return a map with small ones where they cover nothing, or with room made for them; as it is if there is none."""
    projection, spots = plain.projection, plain.spots
    size = _panel_size(view.style, frame, wanted)
    if size is None:
        return plain
    gap = view.style.number("insets", "gap")
    free = [seats for seats in _seats(frame, size, len(wanted), gap) if _are_free(seats, spots, projection, view.style)]
    if free:
        # The first of them, but for a crowd's, which stands close to it.
        seats = min(free, key=lambda seats: _length_of_lines(projection, wanted, seats))
    else:
        projection, seats = _make_room(view, frame, size, len(wanted))
        spots = lay_out(view, projection)
    return Composition(projection, spots, tuple(map(_panel, [view] * len(wanted), wanted, seats)))


def _length_of_lines(projection: Projection, wanted: Sequence[Inset], seats: Sequence[PixelRect]) -> float:
    areas = [(seat.x, seat.y, seat.x + seat.width, seat.y + seat.height) for seat in seats]
    pairs = zip(wanted, areas, strict=True)
    return sum(math.dist(*_line(projection, inset, area)) for inset, area in pairs if inset.kind == "zoom")


def _wanted(view: MapView, projection: Projection, spots: Sequence[Spot]) -> list[Inset]:
    """Return the insets that show something that the large map does not."""
    shown = {spot.feature.key for spot in spots if spot.size}
    width = min(view.style.number("insets", "largest"), view.style.number("insets", "share") * projection.frame.width)
    found = []
    for inset in view.insets:
        if inset.kind == "theatre" and not shown.issuperset(inset.keys):
            found.append(inset)
        elif inset.kind == "zoom":
            (left, _), (right, _) = (projection.point(lon, 0.0) for lon in (inset.box.west, inset.box.east))
            if width >= _LEAST_GAIN * (right - left):
                found.append(inset)
    return found


def _panel_size(style: Style, frame: PixelRect, wanted: Sequence[Inset]) -> tuple[float, float] | None:
    """Return width and height of each panel, None where there is no room for so many."""
    count = len(wanted)
    gap, least = style.number("insets", "gap"), style.number("insets", "least")
    width = min(style.number("insets", "largest"), max(least, style.number("insets", "share") * frame.width))
    if any(inset.kind == "zoom" for inset in wanted):
        width = min(_CROWD_GROWTH * width, _CROWD_LARGEST * style.number("insets", "largest"))
    if _is_upright(frame):
        width = min(max(width, 0.3 * frame.width), (frame.width - gap) / max(count, 2) - gap)
        takes = (width / _SHAPE + 2 * gap + _SCALE_PX) / frame.height
    else:
        width = min(width, _SHAPE * ((frame.height - gap) / max(count, 1) - gap))
        takes = (width + 2 * gap) / frame.width
    return (width, width / _SHAPE) if width >= least and takes <= _MOST_OF_MAP else None


def _is_upright(frame: PixelRect) -> bool:
    return frame.width < _UPRIGHT * frame.height


def _seats(frame: PixelRect, size: tuple[float, float], count: int, gap: float) -> Iterator[tuple[PixelRect, ...]]:
    """Give the places that panels may have together: columns at the sides, rows above and below, the best first."""
    width, height = size
    column = count * (height + gap) - gap
    row = count * (width + gap) - gap
    left, right = frame.x + gap, frame.x + frame.width - gap
    top, bottom = frame.y + gap, frame.y + frame.height - gap
    columns = [
        tuple(PixelRect(x, y + i * (height + gap), width, height) for i in range(count))
        for x in (right - width, left)
        for y in (top, bottom - column)
    ]
    rows = [
        tuple(PixelRect(x + i * (width + gap), y, width, height) for i in range(count))
        for y in (bottom - height - _SCALE_PX, top)
        for x in (right - row, left)
    ]
    fitting = columns if column <= frame.height - 2 * gap else []
    lying = rows if row <= frame.width - 2 * gap else []
    yield from (*lying, *fitting) if _is_upright(frame) else (*fitting, *lying)


def _are_free(seats: Sequence[PixelRect], spots: Sequence[Spot], projection: Projection, style: Style) -> bool:
    """Tell whether panels would cover no place of the story: pin, small area, or middle of a large one."""
    frame = projection.frame
    taken = [spot.covered for spot in spots if not spot.everywhere]
    for spot in spots:
        points = [*chain.from_iterable(spot.rings), *chain.from_iterable(spot.lines)]
        if points and not spot.everywhere and not style.stands_back(spot.feature.layer):
            (left, right), (top, bottom) = ((min(side), max(side)) for side in zip(*points, strict=True))
            if (right - left) * (bottom - top) < _SMALL_AREA * frame.width * frame.height:
                taken.append((left, top, right, bottom))
    areas = ((s.x - _PIN_ROOM, s.y - _PIN_ROOM, s.x + s.width + _PIN_ROOM, s.y + s.height + _PIN_ROOM) for s in seats)
    return not any(overlap(area, other) for area in areas for other in taken)


def _make_room(
    view: MapView, frame: PixelRect, size: tuple[float, float], count: int
) -> tuple[Projection, tuple[PixelRect, ...]]:
    """Return the large map moved aside, and the places that its small ones then have."""
    gap = view.style.number("insets", "gap")
    width, height = size
    seats = next(_seats(frame, size, count, gap))
    if _is_upright(frame):
        free = PixelRect(frame.x, frame.y, frame.width, frame.height - height - _SCALE_PX - 2 * gap)
    else:
        free = PixelRect(frame.x, frame.y, frame.width - width - 2 * gap, frame.height)
    inner = Projection.fit(view.viewport, free)
    return replace(inner, frame=frame), seats


def _panel(view: MapView, inset: Inset, seat: PixelRect) -> Panel:
    # All that it is to show lies below its title.
    free = _below_title(seat, view.style)
    projection = Projection.fit(inset.box, free, padding=0.0)
    projection = replace(projection, frame=seat, top=projection.top - (free.y - seat.y))
    middle = inset.box.centre[0]
    beside = replace(view, features=tuple(_turned(feature, middle) for feature in view.features))
    pins = view.style.number("insets", "pins")
    spots = [replace(spot, size=pins * spot.size) for spot in lay_out(beside, projection)]
    wishes = [*story_wishes(spots, view.style), *ground_wishes(view, spots, projection)]
    disputed = contested_areas(beside, spots, projection, Look(view.style, "light"))
    names = place(view.style, wishes, [spot.covered for spot in spots if spot.size], free, disputed)
    return Panel(inset, projection, tuple(spots), tuple(names))


def _below_title(seat: PixelRect, style: Style) -> PixelRect:
    band = _TITLE_LINE * style.number("insets", "title")
    return PixelRect(seat.x, seat.y + band, seat.width, seat.height - band)


def _turned(feature: Feature, lon: float) -> Feature:
    """Return a feature in its copy around the Earth that is nearest to a meridian."""
    shift = nearest_copy(feature.lon, lon) - feature.lon
    if not shift:
        return feature
    polygons = tuple(tuple(shifted(ring, shift) for ring in polygon) for polygon in feature.polygons)
    lines = tuple(shifted(line, shift) for line in feature.lines)
    return replace(feature, lon=feature.lon + shift, polygons=polygons, lines=lines)


def _frame_of(projection: Projection, inset: Inset) -> PixelBox:
    """Return what an inset shows, in the pixels of the large map."""
    return (*projection.point(inset.box.west, inset.box.north), *projection.point(inset.box.east, inset.box.south))


def _line(projection: Projection, inset: Inset, area: PixelBox) -> tuple[Point, Point]:
    """Return the ends of the line from what an inset shows to where it stands."""
    x0, y0, x1, y1 = _frame_of(projection, inset)
    left, top, right, bottom = area
    start = min(max((left + right) / 2, x0), x1), min(max((top + bottom) / 2, y0), y1)
    return start, (min(max(start[0], left), right), min(max(start[1], top), bottom))


def draw_frames(composition: Composition, look: Look) -> str:
    """Draw on the large map what the small ones show of it, each with a line to its own."""
    width, projection = look.style.number("insets", "frame"), composition.projection
    drawn = []
    for panel in composition.panels:
        if panel.inset.kind != "zoom":
            continue
        x0, y0, x1, y1 = _frame_of(projection, panel.inset)
        start, end = _line(projection, panel.inset, panel.area)
        data = f"M{x0:.1f} {y0:.1f}H{x1:.1f}V{y1:.1f}H{x0:.1f}Z"
        if math.dist(start, end) > width:
            data += f"M{start[0]:.1f} {start[1]:.1f}L{end[0]:.1f} {end[1]:.1f}"
        drawn.append(element("path", d=data, fill="none", stroke=look["halo"], stroke_width=3 * width))
        drawn.append(element("path", d=data, fill="none", stroke=look["ink"], stroke_width=width))
    return element("g", "".join(drawn)) if drawn else ""


def draw_panels(view: MapView, composition: Composition, prefix: str, look: Look) -> str:
    """Draw the small maps."""
    panels = composition.panels
    return "".join(_draw_panel(view, panel, f"{prefix}-inset-{i}", look) for i, panel in enumerate(panels))


def _draw_panel(view: MapView, panel: Panel, prefix: str, look: Look) -> str:
    frame, size = panel.projection.frame, look.style.number("insets", "title")
    window = {"x": frame.x, "y": frame.y, "width": frame.width, "height": frame.height}
    spots = list(panel.spots)
    seas = [spot for spot in spots if spot.is_sea and not spot.everywhere]
    band = _below_title(frame, view.style).y - frame.y
    title = shorten(panel.inset.title, frame.width - 12, size, weight=600)
    content = (
        element("rect", fill=look["sea"], **window)
        + (draw_ground(view, panel.projection, look, seas, prefix) if view.options.basemap else "")
        + draw_areas(spots, prefix, look)
        + draw_pins(spots, {}, look)
        + "".join(draw_name(name, look) for name in panel.names)
        + element("rect", fill=look["paper"], fill_opacity=0.88, **(window | {"height": band}))
        + draw_text(look, title, frame.x + 6, frame.y + 0.74 * band, size=size, colour=look["ink"], weight=600)
    )
    line = look.style.number("insets", "frame")
    return (
        element("clipPath", element("rect", **window), id=prefix)
        + soft_filters(spots, prefix, frame, look.style)
        + element("rect", fill="none", stroke=look["halo"], stroke_width=3 * line, **window)
        + element("g", content, clip_path=f"url(#{prefix})")
        + element("rect", fill="none", stroke=look["ink"], stroke_width=line, **window)
    )
