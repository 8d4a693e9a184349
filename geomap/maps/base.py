"""The basemap of a view, as plain data: land, water and borders in pieces, and the names upon them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.dataclass import dataclass
from geomap.gazetteer.paths import decode_path

if TYPE_CHECKING:
    from geomap.maps.view import Box


@dataclass(frozen=True, slots=True)
class BaseShape:
    """Lines or areas of the basemap of one kind.

    Attributes
    ----------
    kind
        ``"land"``, ``"lake"``, ``"river"``, ``"border"``, ``"admin1"``, ``"admin2"``, ``"disputed"`` or ``"zone"``; in
        a map of streets those of ``geomap.maps.streets.KINDS``.
    min_zoom
        Web map zoom from which it is worth drawing.
    paths
        Its lines as ``geomap.gazetteer.paths`` packs them, which is how the gazetteer has them and a page carries
        them: rings for land and lakes, to be filled all together by the even-odd rule.
    """

    kind: str
    min_zoom: float
    paths: tuple[str, ...]

    def lines(self, scale: float) -> list[list[tuple[float, float]]]:
        """Return its lines as ``(lon, lat)``; ``scale`` is that of the patch or level that it belongs to."""
        return [decode_path(path, scale) for path in self.paths]


@dataclass(frozen=True, slots=True)
class BasePatch:
    """A piece of the basemap at one detail; a finer patch lies over a coarser one.

    Attributes
    ----------
    box
        What it covers, in ordinary longitudes; None for the whole world. An edge of land along it is no coast.
    shift_deg, min_zoom
        To be added to its longitudes, a multiple of 360; web map zoom from which it is drawn.
    scale
        Units of its paths in a degree.
    shapes
        From the lowest to the uppermost.
    """

    box: Box | None
    shift_deg: float
    min_zoom: float
    scale: float
    shapes: tuple[BaseShape, ...]


@dataclass(frozen=True, slots=True)
class BaseLabel:
    """A name on the basemap.

    Attributes
    ----------
    text, kind
        The name, and ``"country"``, ``"sea"``, ``"province"``, ``"lake"``, ``"river"``, ``"capital"``, ``"city"``,
        ``"town"``, ``"quarter"`` or ``"street"``.
    lon, lat
        Where it stands.
    min_zoom, rank
        Web map zoom from which it is shown; a lower rank goes first.
    angle
        By how many degrees it is turned with the clock, along a river or a street.
    seats
        Where else it may stand, as ``(lon, lat)``, the best first: of a country of the story, which must be named.
    """

    text: str
    kind: str
    lon: float
    lat: float
    min_zoom: float
    rank: int
    angle: float = 0.0
    seats: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True, slots=True)
class StreetLevel:
    """Streets at one zoom of a user's own basemap; a closer level lies over the one before.

    Attributes
    ----------
    min_zoom
        Web map zoom from which it is drawn.
    scale
        Units of its paths in a degree.
    shapes
        From the lowest to the uppermost; the first, of kind ``"ground"``, is what the level covers.
    """

    min_zoom: float
    scale: float
    shapes: tuple[BaseShape, ...]


@dataclass(frozen=True, slots=True)
class BaseImage:
    """A picture on the ground, in Web Mercator.

    Attributes
    ----------
    min_zoom
        Web map zoom from which it is drawn.
    box
        What it shows.
    media_type, data
        The file, and what it is: PNG, JPEG or WebP.
    """

    min_zoom: float
    box: Box
    media_type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Streets:
    """What a map has of a user's own basemap.

    Attributes
    ----------
    levels, images
        Shapes or pictures, from the farthest zoom to the closest.
    labels
        Names of streets and quarters.
    attribution
        Whose data these are, as plain text.
    notes
        What was left out, for the reader.
    """

    levels: tuple[StreetLevel, ...] = ()
    images: tuple[BaseImage, ...] = ()
    labels: tuple[BaseLabel, ...] = ()
    attribution: str = ""
    notes: tuple[str, ...] = ()
