"""The nouns that the stages hand to each other: frozen dataclasses that import nothing heavy.

``Document`` → ``Toponym`` → ``Candidate`` → ``Resolution``; a ``Geoparse`` holds one document with all its
resolutions. Longitudes and latitudes are degrees (EPSG:4326), in that order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from geomap.dataclass import dataclass, field
from geomap.deferred import Deferred, fill
from geomap.result import Geoparse

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable

    from geomap.evidence import Evidence
    from geomap.reading.offsets import ByteOffsets

__all__ = [
    "UNCERTAIN_BELOW",
    "Candidate",
    "DecidedBy",
    "Document",
    "Geoparse",
    "Kind",
    "MatchKind",
    "Modifier",
    "Name",
    "Place",
    "Resolution",
    "Status",
    "Toponym",
]

Kind = Literal["literal", "organisation", "facility", "demonym", "zone", "coordinates", "relative"]
"""How a toponym names its place.

``literal``: the place itself (*Homs*). ``organisation``: inside an organisation's name (*Fargo* Police). ``facility``:
a base, port, airport, school (*Hmeimim air base*). ``demonym``: people or adjective (*Syrian*). ``zone``: a phrase
(*the UN-patrolled buffer zone*). ``coordinates``: a position. ``relative``: told from others (*10 km north of Homs*).
"""

MatchKind = Literal[
    "primary", "alternate", "abbreviation", "historical", "demonym", "phrase", "fuzzy", "position", "surroundings"
]
"""How a name led to a place.

``surroundings``: the gazetteer lacks the name; it is where the text puts it ("the Ritz *in Paris*"), or is about.
"""

DecidedBy = Literal["geomap", "correction", "online"]
"""Who decided a resolution: the resolver, a person's correction, or an online geocoder."""


@dataclass(frozen=True, slots=True)
class Document:
    """A text and what is known about it.

    Attributes
    ----------
    text
        The text as read: without a byte order mark, every end of line one character. Every offset in geomap counts its
        characters (code points).
    id
        The caller's own identifier, kept in every output.
    title
        Headline, where known.
    date
        Day of publication, for relative dates in the text.
    dateline
        The place that a dateline names, as written.
    source
        File name, outlet or other origin, for people to read.
    place
        The outlet's home: a place id or a name. Names near it are likelier.
    language
        BCP 47 tag of the text; ``""`` where it is not known, and the geoparser finds it out.
    body_start
        Where the body begins in ``text``: header lines ("Date: …") stand before it, and are not geoparsed.
    byte_offsets
        Where the text's characters stand in its file, if asked for.
    weight
        What a table's row gives its places: cases, tonnes, votes; None where nothing weighs them, nan of a row that
        has no number.
    """

    text: str
    id: str | None = None
    title: str | None = None
    date: datetime.date | None = None
    dateline: str | None = None
    source: str | None = None
    place: str | None = None
    language: str = ""
    body_start: int = 0
    byte_offsets: ByteOffsets | None = field(default=None, repr=False, compare=False)
    weight: float | None = None


@dataclass(frozen=True, slots=True)
class Modifier:
    """A word beside a toponym that means a part of the place: *southern* Syria, Syria's Mediterranean *coast*.

    Attributes
    ----------
    start, end
        The span of the modifier's words in the text.
    text
        The words as written.
    part
        Which part: a compass direction (``"south"``, ``"northeast"`` …), ``"central"``, ``"coast"``, ``"border"``.
    of
        What the part lies at, as written, if said: "Mediterranean" of a coast, "Turkish" of a border; else ``""``.
    """

    start: int
    end: int
    text: str
    part: str
    of: str = ""


@dataclass(frozen=True, slots=True)
class Toponym:
    """A span of text that names a place: ``text == document.text[start:end]``.

    Attributes
    ----------
    start, end
        Half-open span in characters. Spans of one document are sorted and disjoint.
    text
        The words as written.
    kind
        How the span names its place.
    name
        What to look up: ``text`` without the head noun (*Hmeimim* of "Hmeimim air base"). Equal to ``text`` mostly.
    head
        The head noun that constrains the kind of place (``"air base"``, ``"province"``), lower case, or ``""``.
    modifier
        The part of the place that is meant, if the text says so.
    score
        How sure the recogniser is that this is a toponym, 0 to 1.
    container
        Name of the place that the text puts this one into ("Texas" of "Paris, Texas"), as written, or ``""``.
    evidence
        What the recogniser knows beside; None from one that tells nothing, and resolution finds it out by itself.
    weight
        The number that a table gives the place, in the text or as the document's row; None without one.
    language
        BCP 47 tag of the words around it, where that is another language than the document's; else ``""``.
    """

    start: int
    end: int
    text: str
    kind: Kind = "literal"
    name: str = ""
    head: str = ""
    modifier: Modifier | None = None
    score: float = 1.0
    container: str = ""
    evidence: Evidence | None = field(default=None, repr=False, compare=False)
    weight: float | None = None
    language: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Name:
    """One of the strings that a place is known by.

    Attributes
    ----------
    text
        The name as it is written.
    language
        BCP 47 tag, ``""`` where the source gives none.
    kind
        ``"primary"``, ``"alternate"``, ``"abbreviation"``, ``"historical"`` or ``"demonym"``.
    """

    text: str
    language: str = ""
    kind: MatchKind = "alternate"


@dataclass(frozen=True, slots=True)
class Place:
    """A record of the gazetteer. Field names and codes are those of GeoNames.

    Attributes
    ----------
    id
        Identifier with its source: ``geonames:172408``, ``naturalearth:SYR-5261``, ``geomap:hmeimim-air-base``.
    name
        The usual English name.
    feature_class, feature_code
        GeoNames feature class (``"P"``) and code (``"PPLA"``).
    country_code
        ISO 3166-1 alpha-2, ``""`` where no country has the place (a sea, a region of several countries).
    admin1_code
        GeoNames first-order code without the country (``"09"``), or ``""``.
    lon, lat
        A point that stands for the place, in degrees (EPSG:4326).
    admin2_code
        GeoNames second-order code, or ``""``.
    population
        Inhabitants; 0 where unknown.
    geonameid
        GeoNames identifier, or None.
    index
        Row in the bundled gazetteer, -1 for a place that does not stand there.
    has_footprint
        Whether ``Gazetteer.footprint`` has a geometry for it.
    """

    id: str
    name: str
    feature_class: str
    feature_code: str
    country_code: str
    admin1_code: str
    lon: float
    lat: float
    admin2_code: str = ""
    population: int = 0
    geonameid: int | None = None
    index: int = -1
    has_footprint: bool = False

    @property
    def source(self) -> str:
        """The source's short name: what stands before the colon of ``id``."""
        return self.id.partition(":")[0]


@dataclass(frozen=True, slots=True)
class Status:
    """What is disputed about a place, for a reader: neutral, one sentence, with sources.

    Attributes
    ----------
    text
        One neutral sentence.
    claimants
        ISO 3166-1 alpha-2 codes, or names, of those who claim it.
    administered_by
        Who holds it in fact.
    line_source
        Whose line is drawn.
    sources
        Where the sentence can be checked.
    within
        The territory whose status it is, where that is not the place itself but the ground that it lies on.
    checked
        Date on which the sentence was last checked (``"2026-11-29"``); ``""`` where nobody has said.
    within_id
        Place id of that territory.
    language
        Of the sentence: a map says it in its own.
    """

    text: str
    claimants: tuple[str, ...] = ()
    administered_by: str = ""
    line_source: str = ""
    sources: tuple[str, ...] = ()
    within: str = ""
    checked: str = ""
    within_id: str = ""
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place, with the evidence that a name could mean it.

    Attributes
    ----------
    place
        The place.
    match
        How the name led to it.
    name
        The gazetteer's name that matched, as the gazetteer writes it.
    score
        What the resolver thinks of it, 0 to 1; 0 before it has been asked.
    """

    place: Place
    match: MatchKind
    name: str
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class Resolution(Deferred):
    """The decision about one toponym.

    Attributes
    ----------
    toponym
        The mention.
    place
        The place that is meant, or None where no place could be found.
    confidence
        Probability that ``place`` is right, 0 to 1.
    reasons
        Sentences that say why, the weightiest first.
    rivals
        The other candidates that were considered, best first.
    decided_by
        Who decided.
    match
        How the name led to the place.
    """

    toponym: Toponym
    place: Place | None
    confidence: float
    reasons: tuple[str, ...] = ()
    rivals: tuple[Candidate, ...] = ()
    decided_by: DecidedBy = "geomap"
    match: MatchKind = "primary"

    @classmethod
    def deferred(
        cls,
        toponym: Toponym,
        place: Place | None,
        confidence: float,
        match: MatchKind,
        explain: Callable[[], tuple[tuple[str, ...], tuple[Candidate, ...]]],
    ) -> Resolution:
        """Make a decision whose reasons and rivals are worked out when somebody reads them.

        Parameters
        ----------
        toponym, place, confidence, match
            As above.
        explain
            Returns the reasons and the rivals.
        """
        made = object.__new__(cls)
        fill(made, "toponym", toponym)
        fill(made, "place", place)
        fill(made, "confidence", confidence)
        fill(made, "decided_by", "geomap")
        fill(made, "match", match)
        fill(made, "_explain", explain)
        return made


UNCERTAIN_BELOW = 0.5
"""A resolution with less confidence than this counts as uncertain, and is drawn so."""
