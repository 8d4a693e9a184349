"""Names that want a place in a picture, and those that have found one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geomap.maps.svg.lettering import is_plain
from geomap.maps.svg.markup import clean
from geomap.maps.svg.offers import dots_of, end_of_leader

if TYPE_CHECKING:
    from geomap.maps.style import Lettering
    from geomap.maps.svg.offers import PixelBox, Point

PIN_GAP_PX = 3.0
"""What lies between a pin and its name."""


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
    country
        A country's usual name, for its label; ``""`` for all else.
    must
        Whether it is a country of the story, which is named wherever there is room in it.
    ground
        The outline of such a country, where it is known.
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
    country: str = ""
    must: bool = False
    ground: tuple[tuple[Point, ...], ...] = ()

    @property
    def is_pin(self) -> bool:
        """Whether it names a pin."""
        return self.style == "place" and bool(self.gap)

    @property
    def is_country(self) -> bool:
        """Whether it names a country."""
        return "country" in self.style


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
        start = (self.wish.x, self.wish.y)
        return [self.area, *dots_of(start, end_of_leader(start, self.area))]


def written(wish: Wish, lettering: Lettering) -> str:
    """Return a name as it is written."""
    text = clean(wish.text)
    return text.upper() if lettering.capitals else text


def spacing_of(text: str, lettering: Lettering) -> float:
    """Return by how much a name's letters are spaced out: joined ones are not."""
    return lettering.spacing if is_plain(text) else 0.0
