"""The basemap of a view, as plain data: land, water and borders in pieces, and the names upon them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geomap.maps.view import Box


@dataclass(frozen=True, slots=True)
class BaseShape:
    """Lines or areas of the basemap of one kind.

    Attributes
    ----------
    kind
        ``"land"``, ``"lake"``, ``"river"``, ``"border"``, ``"admin1"``, ``"disputed"`` or ``"zone"``.
    min_zoom
        Web map zoom from which it is worth drawing.
    paths
        Encoded lines, as ``geomap.gazetteer.basemap`` describes them: rings for land and lakes, to be filled all
        together by the even-odd rule.
    """

    kind: str
    min_zoom: float
    paths: tuple[str, ...]


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
        The name, and ``"country"``, ``"sea"``, ``"province"``, ``"lake"``, ``"capital"`` or ``"city"``.
    lon, lat
        Where it stands.
    min_zoom, rank
        Web map zoom from which it is shown; a lower rank goes first.
    """

    text: str
    kind: str
    lon: float
    lat: float
    min_zoom: float
    rank: int
