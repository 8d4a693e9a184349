"""Places that words tell from others: "10 km north of Homs". Plain data, and nothing but the standard library.

Recognition finds an ``Expression``, resolution makes a ``Relative`` of it. See ``Geoparse.relatives``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from geomap.dataclass import dataclass
from geomap.model import Resolution

if TYPE_CHECKING:
    from geomap.model import Place

Relation = Literal[
    "offset", "within", "away", "outskirts", "side", "inland", "middle", "between", "border", "corridor", "coast",
    "shore", "along", "triangle", "stream", "across",
]  # fmt: skip
"""How a place is told from its anchors.

``offset``: in a direction, with or without a distance. ``within``: no farther than. ``away``: at a distance, in no
direction. ``outskirts``: around a town, or one side of it. ``side``: on one side of a river, a range or an area.
``inland``: away from the sea. ``middle``: half-way. ``between``: anywhere between two. ``border``: where areas meet.
``corridor``: a road, railway or pipe between two; its real course is not known. ``coast``: the sea before a coast.
``shore``: the coast itself. ``along``: beside a river or around a lake. ``triangle``: among three or more. ``stream``:
up or down a river. ``across``: beyond a river or border.
"""


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place that an expression starts from: its words, and the number of its toponym, -1 for words without one."""

    start: int
    end: int
    toponym: int = -1
    noun: str = ""


@dataclass(frozen=True, slots=True)
class Expression:
    """Words that tell a place from others, as recognition finds them.

    Attributes
    ----------
    start, end
        Their span in the text, the anchors' names inside.
    relation
        As the words have it; what the anchors are decides the rest.
    anchors
        In the order of their meaning: from, to.
    distance_km
        Least and greatest distance that the words allow, or None.
    bearing_deg
        From north, with the sun, or None.
    said_km
        The distance as it stands, the middle of a range; None without a number, and of a journey's hours.
    near
        Whether the words say that it is close ("just south of").
    """

    start: int
    end: int
    relation: str
    anchors: tuple[Anchor, ...]
    distance_km: tuple[float, float] | None = None
    bearing_deg: float | None = None
    said_km: float | None = None
    near: bool = False


@dataclass(frozen=True, slots=True)
class Relative(Resolution):
    """A place that words tell from others: a resolution of kind ``relative`` with a geometry of its own.

    ``place`` is no record of the gazetteer but stands for the geometry: its words as the name, and its middle.

    Attributes
    ----------
    relation
        How it is told from its anchors.
    anchors
        What they were resolved to.
    polygons
        The geometry in degrees (EPSG:4326), an estimate: polygons of flat rings ``lon, lat, lon, lat, …``, the outer
        one first, none repeating its first point. One that crosses the antimeridian goes on beyond ±180.
    distance_km, bearing_deg
        As the words have them, where they do.
    """

    relation: Relation = "offset"
    anchors: tuple[Resolution, ...] = ()
    polygons: tuple[tuple[tuple[float, ...], ...], ...] = ()
    distance_km: float | None = None
    bearing_deg: float | None = None

    @property
    def middle(self) -> Place:
        """The place that stands for the geometry."""
        assert self.place is not None
        return self.place

    @property
    def geometry(self) -> Any:
        """The geometry as a shapely one in degrees (EPSG:4326), cut at the antimeridian."""
        from geomap.export.outlines import to_shape

        return to_shape(self.polygons)
