"""What stands around a map: headline, legend, what lies elsewhere, and the sources."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from geomap.maps.publish import headline
from geomap.maps.svg.lettering import draw_text, text_width, wrap, wrap_words
from geomap.maps.svg.markup import clean, element
from geomap.maps.svg.symbols import draw_swatch, mention_count
from geomap.maps.view import MAIN

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from geomap.maps.arrows import Arrow
    from geomap.maps.style import Look
    from geomap.maps.svg.spots import Spot
    from geomap.maps.view import Feature, MapView

MARGIN = 14.0
TITLE_SIZE = 19.0
_TITLE_LINE = 25.0
_COLUMN_PX = 480.0
_LEGEND_SIZE = 12.0
_LEGEND_LINE = 20.0
_SWATCH_PX = 24.0
_NOTE_SIZE = 10.5
_NOTE_LINE = 14.0
_MOST_NOTES = 4
_MOST_KEYS = 12


class LegendEntry(NamedTuple):
    """An entry of the legend: its symbol, as an area, as a pin or as both, its words, and its width in pixels."""

    symbol: str
    are_pins: tuple[bool, ...]
    words: str
    width: float


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
    """

    def __init__(self, view: MapView, width: float, look: Look) -> None:
        self._view = view
        self._width = width
        self._room = width - 2 * MARGIN
        self._look = look
        self._rtl = view.direction == "rtl"
        # In a column of a paper a headline of a page's size would take half of it.
        shrunk = 1.0 if width >= _COLUMN_PX else 0.8
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

    def legend_rows(self, spots: Sequence[Spot], arrows: Sequence[Arrow] = ()) -> list[list[LegendEntry]]:
        """Return the legend's rows: each entry that the picture shows."""
        order = {layer.key: i for i, layer in enumerate(self._view.layers)}
        shown: dict[tuple[int, str], set[bool]] = {(order[one.layer], one.symbol): {False} for one in arrows}
        for spot in spots:
            if not (spot.everywhere or spot.vast):
                symbol, is_pin = spot.key
                shown.setdefault((order.get(spot.feature.layer, len(order)), symbol), set()).add(is_pin)
        if not self._look.style.draws("legend"):
            return []
        rows: list[list[LegendEntry]] = [[]]
        used = 0.0
        for (_, symbol), forms in sorted(shown.items()):
            words = self._view.texts.get(f"symbol.{symbol}", symbol.replace("-", " "))
            width = 4 + _SWATCH_PX * len(forms) + text_width(words, _LEGEND_SIZE) + 16
            if rows[-1] and used + width > self._room:
                rows.append([])
                used = 0.0
            rows[-1].append(LegendEntry(symbol, tuple(sorted(forms)), words, width))
            used += width
        return rows if rows[-1] else []

    def draw_legend(self, rows: Sequence[Sequence[LegendEntry]], top: float) -> str:
        """Draw the legend below a height."""
        pieces = []
        for i, row in enumerate(rows):
            y = top + 14 + i * _LEGEND_LINE
            at = MARGIN
            for symbol, are_pins, words, width in row:
                x = self._width - at if self._rtl else at
                side = -1 if self._rtl else 1
                for is_pin in are_pins:
                    pieces.append(draw_swatch(symbol, x + side * 9, y, self._look, is_pin=is_pin))
                    x += side * _SWATCH_PX
                anchor = "end" if self._rtl else "start"
                pieces.append(
                    draw_text(self._look, words, x, y + 4.2, size=_LEGEND_SIZE, colour=self._look["ink"], anchor=anchor)
                )
                at += width
        return element("g", "".join(pieces))

    @staticmethod
    def legend_height(rows: Sequence[object]) -> float:
        """Return the height of the legend's block."""
        return len(rows) * _LEGEND_LINE + 8 if rows else 0.0

    def notes(self, spots: Sequence[Spot], numbers: Mapping[str, int]) -> list[str]:
        """Return the lines below the legend.

        They are the names of numbered pins, what lies outside the frame, what was not found, and the sources.
        """
        view, texts = self._view, self._view.texts
        shown = {spot.feature.key: spot.feature.title for spot in spots if not spot.vast}
        away = [f for f in view.features if mention_count(f) and f.key not in shown]
        lines = self._wrapped(view.seen) if view.seen else []
        lines += self._numbered(shown, numbers)
        if not shown and not away:
            lines += self._wrapped(texts.get("no-places", "No places were found in this text."))
        if away:
            lines += self._wrapped(f"{texts.get('elsewhere.list', 'Elsewhere:')} {self._first_of(away)}")
        if view.unplaced:
            names = self._list(one.text for one in view.unplaced)
            lines += self._wrapped(f"{texts.get('unplaced', 'Not located')}: {names}")
        credited = [f"{c.name} ({c.licence})" if c.licence else c.name for c in view.credits]
        if view.streets is not None and view.streets.attribution:
            credited.insert(0, view.streets.attribution)
        sources = self._list(credited)
        if sources:
            lines += self._wrapped(f"{texts.get('sources', 'Sources')}: {sources}")
        for note in view.notes:
            lines += self._wrapped(note) if note != view.seen else []
        return lines

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
        return ("، " if self._view.options.language == "ar" else ", ").join(dict.fromkeys(names))

    def _wrapped(self, text: str) -> list[str]:
        return wrap(text, self._room, _NOTE_SIZE, most=_MOST_NOTES)

    def notes_height(self, lines: Sequence[str]) -> float:
        """Return the height of the block of notes."""
        return len(lines) * _NOTE_LINE + 8 if lines else 0.0

    def draw_notes(self, lines: Sequence[str], top: float) -> str:
        """Draw the notes below a height."""
        return element(
            "g",
            "".join(self._text(line, top + 11 + i * _NOTE_LINE, _NOTE_SIZE, "dim") for i, line in enumerate(lines)),
        )

    def _text(self, text: str, y: float, size: float, colour: str, *, weight: int = 400) -> str:
        x, anchor = (self._width - MARGIN, "end") if self._rtl else (MARGIN, "start")
        return draw_text(self._look, text, x, y, size=size, colour=self._look[colour], weight=weight, anchor=anchor)
