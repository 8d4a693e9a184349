"""What a map shows, as frozen plain data: no renderer is known here.

Longitudes and latitudes are degrees (EPSG:4326), in that order. Longitudes may lie outside ±180: a story that
crosses the antimeridian is unrolled around its focus, so that what is close together stays close together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from geomap.dataclass import dataclass, field
from geomap.maps.style import default_style

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geomap.edits import Corrections
    from geomap.maps.annotations import AnnotationView
    from geomap.maps.arrows import Arrow
    from geomap.maps.base import BaseLabel, BasePatch, Streets
    from geomap.maps.claims import Claim
    from geomap.maps.options import ViewOptions
    from geomap.maps.rivals import Rival
    from geomap.maps.style import Style
    from geomap.maps.tour import TourStep
    from geomap.model import DecidedBy, Kind, Place, Status

Ring = tuple[float, ...]
"""A line or ring as ``lon, lat, lon, lat, …``; a ring does not repeat its first point."""

Polygon = tuple[Ring, ...]
"""An outer ring, then its holes."""

MAIN = 0.5
"""What is as prominent as this, the story is about."""

_BESIDE = 0.25
_GROUND = frozenset({"countries", "provinces", "waters"})
"""Layers whose areas are the ground of a story; zones, parts, and what is told from other places are its matter."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in degrees; ``east`` may exceed 180."""

    west: float
    south: float
    east: float
    north: float

    @property
    def width_deg(self) -> float:
        """Extent in longitude."""
        return self.east - self.west

    @property
    def height_deg(self) -> float:
        """Extent in latitude."""
        return self.north - self.south

    @property
    def centre(self) -> tuple[float, float]:
        """The middle as ``(lon, lat)``."""
        return (self.west + self.east) / 2, (self.south + self.north) / 2

    def contains(self, lon: float, lat: float) -> bool:
        """Tell whether a point lies inside or on the edge."""
        return self.west <= lon <= self.east and self.south <= lat <= self.north

    def touches(self, other: Box) -> bool:
        """Tell whether two boxes have a point in common."""
        apart = self.west > other.east or other.west > self.east or self.south > other.north or other.south > self.north
        return not apart

    def turned(self, turns: int) -> Box:
        """Return the same box so many times around the Earth: the copy that lies beside another may be the next one."""
        return Box(self.west + 360 * turns, self.south, self.east + 360 * turns, self.north)

    def grown(self, factor: float, *, least_deg: float = 0.0) -> Box:
        """Scale around the middle by ``factor``, by at least ``least_deg`` a side, clipped to the Mercator square."""
        dx = max(self.width_deg * (factor - 1) / 2, least_deg)
        dy = max(self.height_deg * (factor - 1) / 2, least_deg)
        return Box(self.west - dx, max(self.south - dy, -85.0), self.east + dx, min(self.north + dy, 85.0))


@dataclass(frozen=True, slots=True)
class Credit:
    """Where a record or a line comes from.

    Attributes
    ----------
    name, licence, url
        The source's name, its licence and its address, as the gazetteer gives them; ``""`` where it gives none.
    """

    name: str
    licence: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class MentionView:
    """One toponym of a feature.

    Attributes
    ----------
    document
        Index into ``MapView.documents``.
    start, end
        Span in that document's text, in characters.
    text
        As written, with its modifier: "southern Syria".
    span
        Of the toponym alone.
    kind
        How the span names its place.
    demonym
        Whether it is only named by its people ("Syrian"): marked in the text, not counted.
    confidence, reasons, rivals, decided_by
        The decision and why.
    quote, quote_start
        What stands around it, and where in that quote the mention begins; ``""`` if nothing may be quoted.
    dates
        Indices into ``MapView.dates`` of its times: those that its sentence names, its entry's, or its article's.
    time
        That of them which the text puts closest to it; None without one.
    anchor
        Whether it only tells where something else is: "10 km north of *Homs*".
    weight
        The number that a table gives it; None without one.
    name
        The name that it was taken for, where that is another than its words: what is said of that name is said of it.
    """

    document: int
    start: int
    end: int
    text: str
    span: tuple[int, int]
    kind: Kind
    demonym: bool
    confidence: float
    reasons: tuple[str, ...]
    rivals: tuple[Rival, ...]
    decided_by: DecidedBy
    quote: str = ""
    quote_start: int = 0
    dates: tuple[int, ...] = ()
    time: int | None = None
    anchor: bool = False
    weight: float | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class Feature:
    """One thing on the map: a place, or the part of a place that the text means, with all its mentions.

    Attributes
    ----------
    key
        Unique in the map: the place's id, for a part with the part behind a ``#``.
    place
        The gazetteer's record.
    layer, symbol
        Key of its layer, and of its drawing (``"capital"``, ``"air-base"``, ``"zone"`` …).
    title, what, where
        Name, kind and situation in the reader's language.
    also
        The gazetteer's name, which may be another spelling than the title.
    lon, lat
        Where its pin or label stands.
    polygons
        Its area; empty for a point.
    lines
        Its course, for a river; the edge that is meant, for a coast or a border.
    mentions
        In the order of the text.
    confidence
        The mean over its mentions, 0 to 1.
    uncertain
        Whether that is below ``geomap.model.UNCERTAIN_BELOW``.
    prominence, prominence_reasons
        How much the story is about it, 0 to 1, and why; of several texts the one that is most about it.
    approximate
        Whether the area is derived from words ("southern"), not drawn by a source.
    rough
        Whether a source draws the area, but only roughly: by hand, as a box, or half-way between settlements.
    sketch
        Whether its area is a mark of the right size and place only, since no source's outline is good enough.
    status, note
        What is disputed, and what else the gazetteer says.
    credits
        Sources of the record and of the line.
    elsewhere
        Whether it lies outside the first view: neither its point nor a piece of its area is near.
    steps_per_deg
        How finely its area and course are worth writing, in steps of a degree.
    sure
        Layer and symbol that an uncertain place has once somebody is sure of it; None for all others.
    """

    key: str
    place: Place
    layer: str
    symbol: str
    title: str
    what: str
    where: str
    also: str
    lon: float
    lat: float
    polygons: tuple[Polygon, ...]
    lines: tuple[Ring, ...]
    mentions: tuple[MentionView, ...]
    confidence: float
    uncertain: bool
    approximate: bool
    status: Status | None
    note: str
    credits: tuple[Credit, ...]
    rough: bool = False
    sketch: bool = False
    elsewhere: bool = False
    prominence: float = 0.0
    prominence_reasons: tuple[str, ...] = ()
    steps_per_deg: int = 10_000
    sure: tuple[str, str] | None = None

    @property
    def aside(self) -> bool:
        """Whether its area is only tinted, since it stands beside the story: a state that is named by the way."""
        return self.layer in _GROUND and self.prominence < _BESIDE

    @property
    def place_mentions(self) -> tuple[MentionView, ...]:
        """The mentions that count: the people of a country ("Syrian") are no mention of it."""
        return tuple(mention for mention in self.mentions if not mention.demonym)

    @property
    def weight(self) -> float | None:
        """What tables give the place together; None where none weighs it."""
        weights = [mention.weight for mention in self.place_mentions if mention.weight is not None]
        return sum(weights) if weights else None


@dataclass(frozen=True, slots=True)
class Layer:
    """Features that are switched together.

    Attributes
    ----------
    key, title, group
        Identifier, name in the reader's language, and the heading it stands under.
    count
        Number of its features.
    shown
        Whether it is seen before a reader switches it on.
    """

    key: str
    title: str
    group: Literal["places", "areas", "movements", "groups", "annotations", "documents"]
    count: int
    shown: bool = True


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A name for which no place was found: shown as such."""

    document: int
    start: int
    end: int
    text: str
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DateMark:
    """A time of the story: a date that the text names, the day of an article, or the stamp of a liveblog's entry.

    Attributes
    ----------
    first, last
        A closed span of ISO days: equal for a single day, January 1 to December 31 for a year. A stamp has its time,
        and its zone where the text says it, ``2025-03-03T14:32+00:00``; where its day is not known ``T14:32``.
    label
        For the timeline, in words of the text.
    """

    first: str
    last: str
    label: str


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A document as the page shows it.

    ``text`` is empty where it must not be shown; what stands before ``body_start`` are header lines.
    """

    title: str
    source: str
    date: str
    language: str
    direction: Literal["ltr", "rtl"]
    text: str
    body_start: int = 0


@dataclass(frozen=True, slots=True)
class Inset:
    """A small map beside the first view.

    Attributes
    ----------
    kind
        ``"theatre"`` for a place of the story outside the first view, ``"zoom"`` for a crowd in it seen from close by.
    title
        What it shows: its chief place, and of a theatre the country.
    box
        What it shows, in degrees.
    keys
        The features that it shows; those of a theatre are not elsewhere any more.
    """

    kind: Literal["theatre", "zoom"]
    title: str
    box: Box
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MapView:
    """Everything a renderer needs, and nothing that it would have to look up.

    ``is_stepped`` says whether its times follow each other, as those of a liveblog or of several articles do.
    """

    title: str
    options: ViewOptions
    direction: Literal["ltr", "rtl"]
    documents: tuple[DocumentView, ...]
    layers: tuple[Layer, ...]
    features: tuple[Feature, ...]
    viewport: Box
    insets: tuple[Inset, ...] = ()
    arrows: tuple[Arrow, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()
    dates: tuple[DateMark, ...] = ()
    is_stepped: bool = False
    tour: tuple[TourStep, ...] = ()
    patches: tuple[BasePatch, ...] = ()
    labels: tuple[BaseLabel, ...] = ()
    streets: Streets | None = None
    claims: tuple[Claim, ...] = ()
    notes: tuple[str, ...] = ()
    seen: str = ""
    credits: tuple[Credit, ...] = ()
    annotations: tuple[AnnotationView, ...] = ()
    corrections: Corrections | None = None
    texts: Mapping[str, str] = field(default_factory=dict)
    style: Style = field(default_factory=default_style)

    @property
    def elsewhere(self) -> tuple[Feature, ...]:
        """The features outside the first view, and outside of all insets."""
        held = {key for inset in self.insets for key in inset.keys}
        return tuple(feature for feature in self.features if feature.elsewhere and feature.key not in held)

    @property
    def heaviest(self) -> float:
        """The most that tables give any place: pins are as large as their share of it; 0 where nothing is weighed."""
        return max((feature.weight or 0.0 for feature in self.features), default=0.0)
