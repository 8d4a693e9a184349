"""What stands around a map: headline, legend, scale bar, what lies elsewhere, and the sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.maps.svg.lettering import draw_text, shorten, text_width, wrap
from geomap.maps.svg.markup import element
from geomap.maps.svg.symbols import draw_swatch, mention_count

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from geomap.maps.svg.placement import Area
    from geomap.maps.svg.places import Spot
    from geomap.maps.svg.projection import Projection
    from geomap.maps.view import MapView

MARGIN = 14.0
TITLE_SIZE = 19.0
_TITLE_LINE = 25.0
_LEGEND_SIZE = 12.0
_LEGEND_LINE = 20.0
_NOTE_SIZE = 10.5
_NOTE_LINE = 14.0
_MOST_NOTES = 4
_KM = {"ar": "كم", "ru": "км"}
_METRES = {"ar": "م", "ru": "м"}
_SCALE_WIDEST_PX = 130.0


class Sheet:
    """The blocks above and below the map, as wide as the picture.

    Parameters
    ----------
    view
        What the picture shows.
    width
        Of the picture, in pixels.
    colours
        The palette.
    """

    def __init__(self, view: MapView, width: float, colours: Mapping[str, str]) -> None:
        self._view = view
        self._width = width
        self._room = width - 2 * MARGIN
        self._colours = colours
        self._rtl = view.direction == "rtl"

    def title_lines(self) -> list[str]:
        """Return the headline, broken into lines."""
        return wrap(self._view.title, self._room, TITLE_SIZE, weight=600)

    def title_height(self) -> float:
        """Return the height of the headline's block."""
        count = len(self.title_lines())
        return count * _TITLE_LINE + 14 if count else 0.0

    def draw_title(self) -> str:
        """Draw the headline at the top of the picture."""
        return "".join(
            self._text(line, MARGIN + 14 + i * _TITLE_LINE, TITLE_SIZE, "ink", weight=600)
            for i, line in enumerate(self.title_lines())
        )

    def legend_rows(self, spots: Sequence[Spot]) -> list[list[tuple[str, str, float]]]:
        """Return the legend's rows: symbol, words and width of each entry that the picture shows."""
        order = {layer.key: i for i, layer in enumerate(self._view.layers)}
        shown = sorted(
            {(order.get(s.feature.layer, len(order)), s.feature.symbol) for s in spots},
        )
        rows: list[list[tuple[str, str, float]]] = [[]]
        used = 0.0
        for _, symbol in shown:
            words = self._view.texts.get(f"symbol.{symbol}", symbol.replace("-", " "))
            width = 28 + text_width(words, _LEGEND_SIZE) + 16
            if rows[-1] and used + width > self._room:
                rows.append([])
                used = 0.0
            rows[-1].append((symbol, words, width))
            used += width
        return rows if rows[-1] else []

    def draw_legend(self, rows: Sequence[Sequence[tuple[str, str, float]]], top: float, prefix: str) -> str:
        """Draw the legend below a height."""
        pieces = []
        for i, row in enumerate(rows):
            y = top + 14 + i * _LEGEND_LINE
            at = MARGIN
            for symbol, words, width in row:
                x = self._width - at if self._rtl else at
                side = -1 if self._rtl else 1
                pieces.append(draw_swatch(symbol, x + side * 9, y, prefix, self._colours))
                anchor = "end" if self._rtl else "start"
                pieces.append(
                    draw_text(
                        words, x + side * 24, y + 4.2, size=_LEGEND_SIZE, colour=self._colours["ink"], anchor=anchor
                    )
                )
                at += width
        return element("g", "".join(pieces))

    @staticmethod
    def legend_height(rows: Sequence[object]) -> float:
        """Return the height of the legend's block."""
        return len(rows) * _LEGEND_LINE + 8 if rows else 0.0

    def notes(self, spots: Sequence[Spot]) -> list[str]:
        """Return the lines below the legend: what lies outside the frame, what was not found, and the sources."""
        view, texts = self._view, self._view.texts
        shown = {spot.feature.key for spot in spots}
        away = [f.title for f in view.features if mention_count(f) and f.key not in shown]
        lines = []
        if away:
            form = texts.get("elsewhere.one" if len(away) == 1 else "elsewhere.other", "{n} elsewhere:")
            lines += self._wrapped(f"{form.replace('{n}', str(len(away)))} {self._list(away)}")
        if view.unplaced:
            names = self._list(one.text for one in view.unplaced)
            lines += self._wrapped(f"{texts.get('unplaced', 'Not located')}: {names}")
        sources = self._list(
            f"{credit.name} ({credit.licence})" if credit.licence else credit.name for credit in view.credits
        )
        if sources:
            lines += self._wrapped(f"{texts.get('sources', 'Sources')}: {sources}")
        for note in view.notes:
            lines += self._wrapped(note)
        return lines

    def _list(self, names: Iterable[str]) -> str:
        return ("، " if self._view.options.language == "ar" else ", ").join(dict.fromkeys(names))

    def _wrapped(self, text: str) -> list[str]:
        return wrap(text, self._room, _NOTE_SIZE, most=_MOST_NOTES)

    @staticmethod
    def notes_height(lines: Sequence[str]) -> float:
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
        return draw_text(text, x, y, size=size, colour=self._colours[colour], weight=weight, anchor=anchor)


def scale_bar(projection: Projection, language: str, colours: Mapping[str, str]) -> tuple[str, Area]:
    """Draw a scale bar into the lower left corner of the map, and tell what it covers.

    Its length is right in the middle of the frame: Web Mercator stretches towards the poles.
    """
    most_m = _SCALE_WIDEST_PX * projection.metres_per_px
    step = 10.0 ** len(str(int(most_m))) / 10
    length_m = next(step * factor for factor in (5, 2, 1) if step * factor <= most_m or factor == 1)
    width = length_m / projection.metres_per_px
    in_km = length_m >= 1000
    unit = (_KM if in_km else _METRES).get(language, "km" if in_km else "m")
    label = shorten(f"{length_m / 1000 if in_km else length_m:,.0f} {unit}".replace(",", "\u202f"), 150, _NOTE_SIZE)
    frame = projection.frame
    x, y = frame.x + 12, frame.y + frame.height - 12
    line = {"fill": "none", "stroke_linejoin": "round", "stroke_linecap": "round"}
    data = f"M{x:.1f} {y - 6:.1f}V{y:.1f}H{x + width:.1f}V{y - 6:.1f}"
    drawn = (
        element("path", d=data, stroke=colours["halo"], stroke_width=4, **line)
        + element("path", d=data, stroke=colours["ink"], stroke_width=1.4, **line)
        + draw_text(
            label, x + width / 2, y - 5, size=_NOTE_SIZE, colour=colours["ink"], anchor="middle", halo=colours["halo"]
        )
    )
    half = max(width, text_width(label, _NOTE_SIZE)) / 2
    middle = x + width / 2
    return element("g", drawn), (middle - half - 4, y - 20, middle + half + 4, y + 4)
