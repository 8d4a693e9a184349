"""How a KML looks and when: the map's own colours as styles, and the times of mentions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from geomap.maps.style.model import Style
    from geomap.model import Geoparse, Place, Resolution

_TIME = re.compile(r"(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d)(:\d\d)?(Z|[+-]\d\d:\d\d)?)?")
_UNSURE: Final = "-uncertain"
MOVEMENT: Final = "movement"

_ICON_PX: Final = 0.9
_FILL, _FAINT, _FULL = "66", "99", "ff"
"""How opaque areas, what is uncertain, and all else is."""


class Looks:
    """Gives each mention its style, and each style its drawing in the end.

    Colours and sizes are those of the map. A style names no picture: viewers colour their own pin, and fetch nothing.
    """

    def __init__(self) -> None:
        from geomap.gazetteer import bundled
        from geomap.maps.ownership import Ownership
        from geomap.maps.style import default_style

        self._ownership = Ownership(bundled())
        self._style: Style = default_style()

    def key(self, resolution: Resolution, *, uncertain: bool) -> str:
        """Return which style a mention has."""
        place = resolution.place
        assert place is not None
        return self._symbol(resolution, place) + (_UNSURE if uncertain else "")

    def _symbol(self, resolution: Resolution, place: Place) -> str:
        if resolution.toponym.kind in {"relative", "zone"}:
            return resolution.toponym.kind
        return self._ownership.drawing(place)[0]

    def drawn(self, keys: Iterable[str]) -> Iterator[str]:
        """Yield the styles of some keys."""
        for key in sorted(set(keys)):
            name = key.removesuffix(_UNSURE)
            symbol = self._style.symbol(name)
            red, green, blue = _channels(self._style.palettes["light"][symbol.colour])
            opaque = _FAINT if key.endswith(_UNSURE) else _FULL
            colour = f"{blue}{green}{red}"
            yield (
                f'<Style id="{key}">'
                f"<IconStyle><color>{opaque}{colour}</color><scale>{symbol.scale * _ICON_PX:.2f}</scale></IconStyle>"
                f"<LineStyle><color>{opaque}{colour}</color><width>2</width></LineStyle>"
                f"<PolyStyle><color>{_FILL}{colour}</color></PolyStyle></Style>\n"
            )


def _channels(colour: str) -> tuple[str, str, str]:
    """Return red, green and blue of ``#rrggbb``; KML wants them the other way round."""
    return colour[1:3], colour[3:5], colour[5:7]


def times_of(geoparses: Sequence[Geoparse], resolutions: Sequence[Sequence[Resolution]]) -> Iterator[str]:
    """Yield the time of each mention as KML, ``""`` where the text tells none: those by which the map is read.

    Parameters
    ----------
    geoparses
        The results.
    resolutions
        The mentions of each.
    """
    from geomap.language import language_of
    from geomap.language.sentences import Sentences, unwrap
    from geomap.maps.timeline import Timeline

    timeline = Timeline([geoparse.document for geoparse in geoparses])
    for number, (geoparse, found) in enumerate(zip(geoparses, resolutions, strict=True)):
        document = geoparse.document
        sentences = Sentences(unwrap(document.text, document.body_start), language_of(document))
        times = timeline.times_of(number, sentences)
        for resolution in found:
            moments = times.at(resolution.toponym.start, resolution.toponym.end)
            yield _time(moments[0][0].first, moments[0][0].last) if moments else ""


def _time(first: str, last: str) -> str:
    begin, end = _when(first), _when(last)
    if not begin or not end:
        return ""  # a clock without a day
    if begin == end:
        return f"<TimeStamp><when>{begin}</when></TimeStamp>"
    return f"<TimeSpan><begin>{begin}</begin><end>{end}</end></TimeSpan>"


def _when(moment: str) -> str:
    """Return a time as KML has it, with seconds; ``""`` for what is no day."""
    found = _TIME.fullmatch(moment)
    if found is None:
        return ""
    day, clock, seconds, zone = found.groups()
    return f"{day}T{clock}{seconds or ':00'}{zone or ''}" if clock else str(day)
