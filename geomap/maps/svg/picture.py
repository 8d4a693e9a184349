"""A ``MapView`` as one SVG picture: vector, text as text, no script, nothing that is loaded."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geomap.errors import InputError
from geomap.maps.publish import is_published
from geomap.maps.size import Size
from geomap.maps.style import THEMES, Look, Theme
from geomap.maps.svg.arrangement import arrangements
from geomap.maps.svg.arrows import draw_arrows, seen_arrows
from geomap.maps.svg.background import draw_ground
from geomap.maps.svg.contested import contested_areas
from geomap.maps.svg.corners import locator, scale_bar
from geomap.maps.svg.fitting import edges_of, fit_map
from geomap.maps.svg.furniture import MARGIN, Sheet
from geomap.maps.svg.insets import draw_frames, draw_panels
from geomap.maps.svg.markup import element, escape, number
from geomap.maps.svg.numbering import number_names
from geomap.maps.svg.placement import draw_name, place
from geomap.maps.svg.places import draw_areas, draw_pins, ground_wishes, story_wishes, town_areas
from geomap.maps.svg.projection import PixelRect, Projection
from geomap.maps.svg.published import PublishedSheet
from geomap.maps.svg.softness import soft_filters
from geomap.maps.svg.streets import draw_streets
from geomap.maps.svg.symbols import mention_count
from geomap.provenance import GENERATOR

if TYPE_CHECKING:
    from geomap.maps.svg.annotations import Drawn
    from geomap.maps.svg.insets import Composition
    from geomap.maps.svg.legend import LegendEntry
    from geomap.maps.svg.numbering import Number
    from geomap.maps.svg.placement import PixelBox, Placed
    from geomap.maps.view import Box, MapView

_MOST_DESCRIBED = 40
_METADATA = f"<metadata>Generator: {GENERATOR}</metadata>"
_LOWEST_PX = 80.0
_FLATTEST, _TALLEST = 0.5, 0.78
"""Heights that a map may have by itself, to its width."""


def to_svg(
    view: MapView, *, size: Size | str | None = None, theme: Theme | None = None, is_joined: bool = False
) -> str:
    """Draw a view as SVG.

    The same view gives the same bytes. The picture holds no script and asks for nothing.

    Parameters
    ----------
    view
        What is shown.
    size
        ``"960"``, ``"960x640"`` (pixels), ``"170mm"``, ``"16:9"``; without a height the map's own shape decides. The
        view's own size without it, or 960 pixels across.
    theme
        ``"light"``, ``"dark"`` or ``"print"``; the view's own without it, or light.
    is_joined
        Whether a name and the rim around it are one text, by ``paint-order``: for what makes a PDF, in which a name
        would be found twice. Other readers of SVG may paint the rim over such letters.

    Raises
    ------
    InputError
        There is no such size or theme.
    """
    if view.corrections is not None and view.corrections.layers is not None:
        from geomap.maps.edited import at_start

        view = at_start(view)
    theme = theme or view.options.theme or "light"
    if theme not in THEMES:
        raise InputError(f"there is no theme {theme!r}; there are: {', '.join(THEMES)}")
    size = size or view.options.size or Size()
    chosen = Size.parse(size) if isinstance(size, str) else size
    prefix = _prefix(view, chosen, theme)
    # All is drawn on a smaller sheet and enlarged with it: letters, pins and lines grow alike.
    grown = 1.0 if chosen.height is None else view.style.type_scale(chosen.width, chosen.height)
    width, height, body = _Picture(view, chosen.divided(grown), Look(view.style, theme, is_joined), prefix).draw()
    head = element("title", escape(view.title or view.texts.get("map", "Map")), id=f"{prefix}-title") + element(
        "desc", escape(describe(view)), id=f"{prefix}-desc"
    )
    svg = element(
        "svg",
        head + _METADATA + body,
        xmlns="http://www.w3.org/2000/svg",
        width=chosen.written(width * grown),
        height=chosen.written(height * grown),
        viewBox=f"0 0 {number(width)} {number(height)}",
        role="img",
        lang=view.options.language,
        aria_labelledby=f"{prefix}-title {prefix}-desc",
    )
    return svg + "\n"


def _prefix(view: MapView, size: Size, theme: str) -> str:
    """Return the prefix of a picture's identifiers: several pictures may stand in one page."""
    key = repr((view.title, size, theme, view.viewport, [feature.key for feature in view.features]))
    return "gm" + hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def describe(view: MapView) -> str:
    """Return a description of the picture, for those who do not see it."""
    named = [f for f in view.features if mention_count(f)]
    shown = [f"{f.title} ({', '.join(filter(None, (f.what, f.where)))})" for f in named[:_MOST_DESCRIBED]]
    rest = len(named) - len(shown)
    if not shown:
        return view.texts.get("no-places", "No places were found in this text.")
    more = f", {view.texts.get('more', 'and {n} more').replace('{n}', str(rest))}" if rest else ""
    moved = ", ".join(arrow.title for arrow in view.arrows if not arrow.uncertain)
    movements = f" {view.texts.get('layer.movements', 'Movements')}: {moved}." if moved else ""
    return f"{view.texts.get('places', 'Places')}: {', '.join(shown)}{more}.{movements}"


@dataclass(frozen=True, slots=True)
class _Plan:
    """Where everything lies: found before anything is drawn, for what stands below the map depends on it."""

    sheet: Sheet
    composition: Composition
    names: list[Placed]
    numbers: dict[str, Number]
    corners: str
    rows: list[list[LegendEntry]]
    notes: list[str]
    drawn: Drawn | None = None

    @property
    def below(self) -> float:
        """The height of what stands below the map."""
        sheet = self.sheet
        height = sheet.legend_height(self.rows) + sheet.notes_height(self.notes)
        return height + (MARGIN / 2 if self.rows or self.notes else 0)


class _Picture:
    """One picture of a view, at a size and in a theme."""

    def __init__(self, view: MapView, size: Size, look: Look, prefix: str) -> None:
        self._view = view
        self._size = size
        self._look = look
        self._prefix = prefix

    def draw(self) -> tuple[float, float, str]:
        """Return the width, the height and the content of the picture."""
        plan, width = self._arranged(), self._size.width
        sheet = plan.sheet
        bottom = sheet.title_height() + plan.composition.projection.frame.height
        height = max(bottom + plan.below, self._size.height or 0.0)
        content = (
            self._definitions(plan)
            + element("rect", width=width, height=height, fill=self._look["paper"])
            + sheet.draw_title()
            + self._map(plan)
            + sheet.draw_legend(plan.rows, bottom + 2)
            + sheet.draw_notes(plan.notes, bottom + sheet.legend_height(plan.rows) + 4)
        )
        return width, height, content

    def _arranged(self) -> _Plan:
        """Return the first plan that leaves the map its share of the height, else that which leaves it most."""
        view, height = self._view, self._size.height
        published = is_published(view)
        least = view.style.number("least_map", view.options.mode) * (height or 0.0)
        plans = []
        for arrangement in arrangements(view.style, is_published=published):
            sheet = (PublishedSheet if published else Sheet)(view, self._size.width, self._look, arrangement)
            plans.append(self._settled(sheet, arrangement.legend))
            if plans[-1].composition.projection.frame.height >= least:
                break
        return max(plans, key=lambda plan: min(plan.composition.projection.frame.height, least))

    def _settled(self, sheet: Sheet, legend: str) -> _Plan:
        plan = self._plan(sheet, legend, self._natural_height())
        if self._size.height is not None:
            # What stands below hardly depends on the map's height: a second look settles it.
            for _ in range(2):
                room = max(self._size.height - sheet.title_height() - plan.below, _LOWEST_PX)
                if room != plan.composition.projection.frame.height:
                    plan = self._plan(sheet, legend, room)
        return plan

    def _plan(self, sheet: Sheet, legend: str, map_height: float) -> _Plan:
        view, look = self._view, self._look
        frame = PixelRect(0, sheet.title_height(), self._size.width, map_height)
        fitted = fit_map(view, frame, sheet, legend, look)
        composition, box = fitted.composition, fitted.box
        projection, spots = composition.projection, composition.spots
        pins = [*(spot.covered for spot in spots if spot.size), *composition.areas, *([box] if box else [])]
        bar, taken = scale_bar(projection, view.options.language, pins, look)
        edges = edges_of(spots)
        small, covered = locator(view, projection, [*pins, *taken], edges, self._prefix, look)
        drawn = self._drawn(projection, pins)
        taken = [*pins, *taken, *covered, *(drawn.covered if drawn else ())]
        names, numbers = self._names(composition, taken)
        every = composition.all_spots
        return _Plan(
            sheet,
            composition,
            names,
            numbers,
            bar + small + (sheet.draw_legend_box(fitted.entries, box) if box else ""),
            sheet.legend_rows(fitted.entries),
            sheet.notes(every, {key: number.value for key, number in numbers.items()}),
            drawn,
        )

    def _names(self, composition: Composition, taken: list[PixelBox]) -> tuple[list[Placed], dict[str, Number]]:
        """Place the names, and number those that find no room."""
        view, look, projection, spots = self._view, self._look, composition.projection, composition.spots
        frame = projection.frame
        story = composition.wishes(story_wishes(spots, view.style))
        disputed = contested_areas(view, spots, projection, look)
        names = place(
            view.style,
            [*story, *ground_wishes(view, spots, projection)],
            taken,
            frame,
            disputed,
            town_areas(view, spots, projection),
        )
        named = {name.wish.key for name in names} | composition.told()
        unnamed = [
            wish
            for wish in story
            if wish.style in {"place", "area"} and wish.key not in named and view.style.letterings[wish.style].shown
        ]
        covered = [*taken, *(area for name in names for area in name.covered)]
        return names, number_names(unnamed, covered, frame) if view.style.draws("key") else {}

    def _drawn(self, projection: Projection, pins: list[PixelBox]) -> Drawn | None:
        """Draw what a person has drawn; None where nobody has."""
        if not self._view.annotations:
            return None
        from geomap.maps.svg.annotations import draw_annotations

        return draw_annotations(self._view, projection, self._look, self._prefix, pins)

    def _natural_height(self) -> float:
        """Return a height that suits the box: neither a strip nor a tower."""
        box: Box = self._view.viewport
        plain = Projection.fit(box, PixelRect(0, 0, 1000, 1000), padding=0)
        west, north = plain.point(box.west, box.north)
        east, south = plain.point(box.east, box.south)
        ratio = (south - north) / max(east - west, 1e-6)
        return round(self._size.width * min(max(ratio, _FLATTEST), _TALLEST))

    def _definitions(self, plan: _Plan) -> str:
        frame = plan.composition.projection.frame
        window = element("rect", x=frame.x, y=frame.y, width=frame.width, height=frame.height)
        soft = soft_filters(plan.composition.spots, self._prefix, frame, self._look.style)
        return element("defs", element("clipPath", window, id=f"{self._prefix}-map") + soft)

    def _map(self, plan: _Plan) -> str:
        projection, look, view = plan.composition.projection, self._look, self._view
        frame = projection.frame
        sea = element("rect", x=frame.x, y=frame.y, width=frame.width, height=frame.height, fill=look["sea"])
        seas = [spot for spot in plan.composition.spots if spot.is_sea and not spot.everywhere]
        ground = draw_ground(view, projection, look, seas, self._prefix) if view.options.basemap else ""
        ground += draw_streets(view, projection, look)
        # Names of the ground lie under the pins, the story's above.
        under = "".join(draw_name(name, look) for name in plan.names if not name.wish.key)
        above = "".join(draw_name(name, look) for name in plan.names if name.wish.key)
        areas = draw_areas(plan.composition.spots, self._prefix, look)
        pins = draw_pins(plan.composition.spots, plan.numbers, look)
        arrows = draw_arrows(seen_arrows(view, projection, look), projection, look)
        frames = draw_frames(plan.composition, look)
        shapes, words = (plan.drawn.shapes, plan.drawn.words) if plan.drawn else ("", "")
        content = sea + ground + areas + shapes + arrows + frames + under + pins + above + words + plan.corners
        content += draw_panels(view, plan.composition, self._prefix, look)
        return element("g", content, clip_path=f"url(#{self._prefix}-map)")
