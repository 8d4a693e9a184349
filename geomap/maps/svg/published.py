"""What stands around a published map in a picture: headline, key, caption and one line of sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.maps import publish
from geomap.maps.svg.furniture import Sheet
from geomap.maps.svg.lettering import wrap

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geomap.maps.arrows import Arrow
    from geomap.maps.svg.legend import LegendEntry
    from geomap.maps.svg.spots import Spot

_CAPTION_SIZE = 12.5
_CAPTION_LINE = 17.0
_MOST_CAPTION = 6


class PublishedSheet(Sheet):
    """The blocks above and below a published map."""

    def title_height(self) -> float:
        """Return the height of the headline's block: close to the map, which is to have the room."""
        count = len(self.title_lines())
        return count * self._title_line + 8 if count else 0.0

    def draw_title(self) -> str:
        """Draw the headline at the top of the picture."""
        return "".join(
            self._text(line, self._title_line * (i + 0.86), self._title_size, "ink", weight=600)
            for i, line in enumerate(self.title_lines())
        )

    def legend_entries(self, spots: Sequence[Spot], arrows: Sequence[Arrow] = ()) -> list[LegendEntry]:
        """Return the entries of the key, without what the map itself names."""
        plain = self._look.style.document["self_evident"]
        groups = {layer.key for layer in self._view.layers if layer.group == "groups"}
        kept = [spot for spot in spots if spot.symbol not in plain or spot.feature.layer in groups]
        return super().legend_entries(kept, arrows)

    def notes(self, spots: Sequence[Spot], numbers: Mapping[str, int]) -> list[str]:
        """Return the lines below the key: the names of numbered pins, then the sources."""
        shown = {spot.feature.key: spot.feature.title for spot in spots if not spot.vast}
        return [*self._numbered(shown, numbers), *self._wrapped(publish.source_line(self._view))]

    def notes_height(self, lines: Sequence[str]) -> float:
        """Return the height of caption and notes."""
        return super().notes_height(lines) + len(self._caption()) * _CAPTION_LINE

    def draw_notes(self, lines: Sequence[str], top: float) -> str:
        """Draw caption and notes below a height."""
        caption = self._caption()
        drawn = "".join(
            self._text(line, top + 13 + i * _CAPTION_LINE, _CAPTION_SIZE, "ink") for i, line in enumerate(caption)
        )
        return drawn + super().draw_notes(lines, top + len(caption) * _CAPTION_LINE)

    def _caption(self) -> list[str]:
        caption = self._view.options.caption
        return wrap(caption, self._room, _CAPTION_SIZE, most=_MOST_CAPTION) if caption.strip() else []
