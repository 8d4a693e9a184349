"""What stands around a map: headline, legend, what lies elsewhere, and the sources."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from geomap.maps.publish import headline, source_line
from geomap.maps.svg.arrangement import BELOW, Arrangement
from geomap.maps.svg.legend import draw_box, draw_entry, entry, in_rows
from geomap.maps.svg.lettering import draw_text, wrap, wrap_words
from geomap.maps.svg.markup import clean, element
from geomap.maps.svg.symbols import mention_count
from geomap.maps.view import MAIN

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from geomap.maps.arrows import Arrow
    from geomap.maps.style import Look
    from geomap.maps.svg.legend import LegendEntry
    from geomap.maps.svg.placement import PixelBox
    from geomap.maps.svg.spots import Spot
    from geomap.maps.view import Feature, MapView

MARGIN = 14.0
TITLE_SIZE = 19.0
_TITLE_LINE = 25.0
_COLUMN_PX = 480.0
_LEGEND_SIZE, _CLOSE_SIZE = 12.0, 11.0
_LEGEND_LINE, _CLOSE_LINE = 20.0, 16.5
_NOTE_SIZE = 10.5
_NOTE_LINE = 14.0
_MOST_NOTES = 4
_MOST_KEYS = 12


class Sheet:
    """The blocks above and below the map, as wide as the picture.

    Parameters
    ----------
    view
        What the picture shows.
    width
        Of the picture, in pixels.
    look
        The style in its theme.
    arrangement
        Where the legend stands, and whether all stands close.
    """

    def __init__(self, view: MapView, width: float, look: Look, arrangement: Arrangement | None = None) -> None:
        self._view = view
        self._width = width
        self._room = width - 2 * MARGIN
        self._look = look
        self._rtl = view.direction == "rtl"
        arranged = arrangement or Arrangement()
        self._legend, self._is_close = arranged.legend, arranged.compact
        self.legend_size = _CLOSE_SIZE if self._is_close else _LEGEND_SIZE
        self.legend_line = _CLOSE_LINE if self._is_close else _LEGEND_LINE
        # In a column of a paper a headline of a page's size would take half of it.
        shrunk = 1.0 if width >= _COLUMN_PX and not self._is_close else 0.8
        self._title_size, self._title_line = shrunk * TITLE_SIZE, shrunk * _TITLE_LINE

    def title_lines(self) -> list[str]:
        """Return the headline, broken into lines."""
        return wrap(headline(self._view), self._room, self._title_size, weight=600)

    def title_height(self) -> float:
        """Return the height of the headline's block."""
        count = len(self.title_lines())
        return count * self._title_line + 14 if count else 0.0

    def draw_title(self) -> str:
        """Draw the headline at the top of the picture."""
        return "".join(
            self._text(line, MARGIN + 14 + i * self._title_line, self._title_size, "ink", weight=600)
            for i, line in enumerate(self.title_lines())
        )

    def legend_entries(self, spots: Sequence[Spot], arrows: Sequence[Arrow] = ()) -> list[LegendEntry]:
        """Return the legend's entries: what the picture shows."""
        order = {layer.key: i for i, layer in enumerate(self._view.layers)}
        shown: dict[tuple[int, str], set[bool]] = {(order[one.layer], one.symbol): {False} for one in arrows}
        for spot in spots:
            if not (spot.everywhere or spot.vast):
                symbol, is_pin = spot.key
                shown.setdefault((order.get(spot.feature.layer, len(order)), symbol), set()).add(is_pin)
        if not self._legend:
            return []
        drawings = Counter(number for number, _ in shown)
        return [
            entry(symbol, forms, self._words_of(number, symbol, is_alone=drawings[number] == 1), self.legend_size)
            for (number, symbol), forms in sorted(shown.items(), key=lambda one: one[0])
        ]

    def _words_of(self, number: int, symbol: str, *, is_alone: bool) -> str:
        """Say what a drawing means in the layer of a number: in a group of places, the group."""
        words = self._view.texts.get(f"symbol.{symbol}", symbol.replace("-", " "))
        layer = self._view.layers[number] if number < len(self._view.layers) else None
        if layer is None or layer.group != "groups":
            return words
        return layer.title if is_alone else f"{layer.title}: {words}"

    def legend_rows(self, entries: Sequence[LegendEntry]) -> list[list[LegendEntry]]:
        """Return the rows of the legend where it stands below the map."""
        return in_rows(entries, self._room) if self._legend == BELOW else []

    def draw_legend(self, rows: Sequence[Sequence[LegendEntry]], top: float) -> str:
        """Draw the legend below a height."""
        pieces = []
        for i, row in enumerate(rows):
            y = top + 0.7 * self.legend_line + i * self.legend_line
            at = MARGIN
            for one in row:
                x = self._width - at if self._rtl else at
                pieces.append(draw_entry(one, x, y, self.legend_size, self._look, rtl=self._rtl))
                at += one.width
        return element("g", "".join(pieces))

    def draw_legend_box(self, entries: Sequence[LegendEntry], area: PixelBox) -> str:
        """Draw the legend in a corner of the map."""
        return draw_box(entries, area, self.legend_line, self.legend_size, self._look, rtl=self._rtl)

    def legend_height(self, rows: Sequence[object]) -> float:
        """Return the height of the legend's block."""
        return len(rows) * self.legend_line + (4 if self._is_close else 8) if rows else 0.0

    def notes(self, spots: Sequence[Spot], numbers: Mapping[str, int]) -> list[str]:
        """Return the lines below the legend.

        They are the names of numbered pins, what lies outside the frame, what was not found, and the sources.
        """
        view, texts, draws = self._view, self._view.texts, self._look.style.draws
        shown = {spot.feature.key: spot.feature.title for spot in spots if not spot.vast}
        away = [f for f in view.features if mention_count(f) and f.key not in shown]
        numbered, said = self._numbered(shown, numbers), []
        if not shown and not away:
            said.append(texts.get("no-places", "No places were found in this text."))
        if away and draws("elsewhere"):
            said.append(f"{texts.get('elsewhere.list', 'Elsewhere:')} {self._first_of(away)}")
        if view.unplaced and draws("not_located"):
            names = self._list(one.text for one in view.unplaced)
            said.append(f"{texts.get('unplaced', 'Not located')}: {names}")
        notes = [note for note in view.notes if note != view.seen]
        if self._is_close:
            # All runs on but for the sources, of which nothing is cut.
            return [*numbered, *self._wrapped(" · ".join([*said, *notes])), *self._wrapped(source_line(view))]
        said += [*self._sources(), *notes]
        return [*self._wrapped(view.seen), *numbered, *(line for text in said for line in self._wrapped(text))]

    def _sources(self) -> list[str]:
        view = self._view
        credited = [f"{c.name} ({c.licence})" if c.licence else c.name for c in view.credits]
        if view.streets is not None and view.streets.attribution:
            credited.insert(0, view.streets.attribution)
        sources = self._list(credited)
        return [f"{view.texts.get('sources', 'Sources')}: {sources}"] if sources else []

    def _numbered(self, shown: Mapping[str, str], numbers: Mapping[str, int]) -> list[str]:
        words = [clean(f"{number} {shown[key]}") for key, number in numbers.items()]
        if not words:
            return []
        return wrap_words([*(f"{one} ·" for one in words[:-1]), words[-1]], self._room, _NOTE_SIZE, most=_MOST_KEYS)

    def _first_of(self, features: Sequence[Feature]) -> str:
        """Name the places that the picture does not show: what stands back and is not the story's last."""
        style = self._look.style

        def back(feature: Feature) -> tuple[bool, float]:
            return style.stands_back(feature.layer) and feature.prominence < MAIN, -feature.prominence

        names = list(dict.fromkeys(f.title for f in sorted(features, key=back)))
        most = int(style.number("elsewhere", "most"))
        rest = len(names) - most
        more = [self._view.texts.get("more", "and {n} more").replace("{n}", str(rest))] if rest > 0 else []
        return " ".join(filter(None, [self._list(names[:most]), *more]))

    def _list(self, names: Iterable[str]) -> str:
        return self._view.texts.get("comma", ", ").join(dict.fromkeys(names))

    def _wrapped(self, text: str) -> list[str]:
        if not text:
            return []
        return wrap(text, self._room, _NOTE_SIZE, most=_MOST_NOTES)

    def notes_height(self, lines: Sequence[str]) -> float:
        """Return the height of the block of notes."""
        return len(lines) * _NOTE_LINE + (5 if self._is_close else 8) if lines else 0.0

    def draw_notes(self, lines: Sequence[str], top: float) -> str:
        """Draw the notes below a height."""
        return element(
            "g",
            "".join(self._text(line, top + 11 + i * _NOTE_LINE, _NOTE_SIZE, "dim") for i, line in enumerate(lines)),
        )

    def _text(self, text: str, y: float, size: float, colour: str, *, weight: int = 400) -> str:
        x, anchor = (self._width - MARGIN, "end") if self._rtl else (MARGIN, "start")
        return draw_text(self._look, text, x, y, size=size, colour=self._look[colour], weight=weight, anchor=anchor)
