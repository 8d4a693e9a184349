"""What stands around a corpus's map: headline, what was chosen, the legend with its denominator, notes and sources."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from geomap.maps.corpus.drawing import RAMPS
from geomap.maps.corpus.measures import ramp_of, rounded
from geomap.maps.corpus.picturewords import digits, words_in
from geomap.maps.svg.furniture import MARGIN, TITLE_SIZE
from geomap.maps.svg.lettering import draw_text, text_width, wrap
from geomap.maps.svg.markup import element
from geomap.maps.wording import direction

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap.maps.corpus.drawing import CircleSizes
    from geomap.maps.style import Look

_TITLE_LINE: Final = 25.0
_SUBTITLE_SIZE, _SUBTITLE_LINE = 12.5, 18.0
_LEGEND_SIZE, _LEGEND_LINE = 11.5, 19.0
_NOTE_SIZE, _NOTE_LINE = 10.5, 14.0
_MOST_NOTES: Final = 5
_SWATCH: Final = (22.0, 12.0)
_GAP_PX: Final = 14.0
_SMALL_PX: Final = 480.0


class _Key(NamedTuple):
    """An entry of the legend: its mark, how wide and high that is, and its words."""

    mark: str
    width: float
    height: float
    words: str


class CorpusSheet:
    """The blocks above and below the map.

    Parameters
    ----------
    width
        Of the picture, in pixels.
    look
        The style in its theme.
    language
        Of all words.
    """

    def __init__(self, width: float, look: Look, language: str) -> None:
        self._width, self._look, self._language = width, look, language
        self._rtl = direction(language) == "rtl"
        self._room = width - 2 * MARGIN
        shrunk = 1.0 if width >= _SMALL_PX else 0.8
        self._title_size, self._title_line = shrunk * TITLE_SIZE, shrunk * _TITLE_LINE

    def draw_head(self, title: str, subtitle: str) -> tuple[str, float]:
        """Return headline and what was chosen, and their height."""
        lines = wrap(title, self._room, self._title_size, weight=600)
        y = MARGIN + 14.0
        drawn = []
        for line in lines:
            drawn.append(self._text(line, y, self._title_size, "ink", weight=600))
            y += self._title_line
        y += _SUBTITLE_LINE - self._title_line
        for line in wrap(subtitle, self._room, _SUBTITLE_SIZE) if subtitle else ():
            drawn.append(self._text(line, y + 2, _SUBTITLE_SIZE, "dim"))
            y += _SUBTITLE_LINE
        return "".join(drawn), y - _SUBTITLE_LINE + MARGIN

    def draw_classes(
        self, heading: str, breaks: Sequence[float], nothing: str, top: float, *, whole: bool
    ) -> tuple[str, float]:
        """Return the legend of areas in classes, and its height.

        Parameters
        ----------
        heading
            What is shown, with its denominator.
        breaks
            Where the classes end.
        nothing
            What land without a colour means.
        top
            Where it begins.
        whole
            Whether counts are shown, not rates.
        """
        ramp, count = RAMPS[self._look.theme], len(breaks) + 1
        keys = [self._swatch(self._look["land"], nothing)]
        for at, end in enumerate((*breaks, None)):
            start = breaks[at - 1] if at else float(whole)
            keys.append(self._swatch(ramp[ramp_of(at, count)], self._range(start, end, whole=whole)))
        return self._rows(heading, keys, top)

    def _range(self, start: float, end: float | None, *, whole: bool) -> str:
        """Say what a class holds: counts up to the last one that is in it, rates up to where the next begins."""
        if end is None:
            return words_in(self._language)["from"].replace("{n}", self._n(start))
        last = end - 1 if whole else end
        return self._n(start) if start == last else f"{self._n(start)} – {self._n(last)}"

    def _swatch(self, colour: str, words: str) -> _Key:
        wide, high = _SWATCH
        mark = element("rect", x=0, y=-high / 2, width=wide, height=high, rx=2, fill=colour, stroke=self._look["line"])
        return _Key(mark, wide, high, words)

    def draw_sizes(self, heading: str, sizes: CircleSizes, top: float) -> tuple[str, float]:
        """Return the legend of circles, and its height.

        Parameters
        ----------
        heading
            What is shown, with its denominator.
        sizes
            How large the circles are.
        top
            Where it begins.
        """
        values: list[float] = []
        for value in (rounded(sizes.largest * share) for share in (1.0, 0.25, 0.04)):
            shown = value if value <= sizes.largest else value / 2
            if shown >= 1 and shown not in values:
                values.append(shown)
        keys = []
        for value in values:
            radius = max(sizes.radius_of(value), 1.0)
            mark = element(
                "circle",
                cx=radius,
                cy=0,
                r=radius,
                fill=self._look["city"],
                fill_opacity=0.62,
                stroke=self._look["halo"],
            )
            keys.append(_Key(mark, 2 * radius, 2 * radius, self._n(value)))
        return self._rows(heading, keys, top)

    def _rows(self, heading: str, keys: Sequence[_Key], top: float) -> tuple[str, float]:
        """Set the heading and the entries in rows."""
        lines = wrap(heading, self._room, _LEGEND_SIZE, weight=600)
        drawn, y = [], top + 4.0
        for line in lines:
            y += _LEGEND_LINE - 4
            drawn.append(self._text(line, y, _LEGEND_SIZE, "ink", weight=600))
        rows: list[list[_Key]] = [[]]
        used = 0.0
        for key in keys:
            width = key.width + 6 + text_width(key.words, _LEGEND_SIZE) + _GAP_PX
            if rows[-1] and used + width > self._room:
                rows.append([])
                used = 0.0
            rows[-1].append(key)
            used += width
        for row in filter(None, rows):
            height = max(_LEGEND_LINE, *(key.height + 6 for key in row)) if row else 0.0
            drawn.append(self._row(row, y + 5 + height / 2))
            y += height
        return element("g", "".join(drawn)), y + 6 - top

    def _row(self, row: Sequence[_Key], y: float) -> str:
        drawn, at = [], MARGIN
        for key in row:
            words = text_width(key.words, _LEGEND_SIZE)
            left = self._width - at - key.width if self._rtl else at
            drawn.append(element("g", key.mark, transform=f"translate({left:.1f} {y:.1f})"))
            x = self._width - at - key.width - 6 if self._rtl else at + key.width + 6
            anchor = "end" if self._rtl else "start"
            ink = self._look["ink"]
            drawn.append(draw_text(self._look, key.words, x, y + 4, size=_LEGEND_SIZE, colour=ink, anchor=anchor))
            at += key.width + 6 + words + _GAP_PX
        return "".join(drawn)

    def draw_notes(self, notes: Sequence[str], top: float) -> tuple[str, float]:
        """Return the notes below the legend, and their height."""
        lines = [line for note in notes for line in wrap(note, self._room, _NOTE_SIZE, most=_MOST_NOTES)]
        drawn = (self._text(line, top + 11 + i * _NOTE_LINE, _NOTE_SIZE, "dim") for i, line in enumerate(lines))
        return element("g", "".join(drawn)), len(lines) * _NOTE_LINE + 10

    def _n(self, value: float) -> str:
        return digits(value, self._language)

    def _text(self, text: str, y: float, size: float, colour: str, *, weight: int = 400) -> str:
        x, anchor = (self._width - MARGIN, "end") if self._rtl else (MARGIN, "start")
        return draw_text(self._look, text, x, y, size=size, colour=self._look[colour], weight=weight, anchor=anchor)
