"""What an annotated text consists of, and the checks that all its readers share."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, NamedTuple

from geomap.dataclass import dataclass
from geomap.errors import InputError
from geomap.references import to_geonameid, to_position

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geomap.model import Document

_PLACES = frozenset(
    {
        "place", "placename", "toponym", "location", "loc", "gpe", "geo", "geogname", "lieu", "ort", "lugar", "luogo",
    }
)  # fmt: skip
"""What corpora call a place, without case and signs."""

_OTHERS = frozenset(
    {
        "per", "pers", "person", "people", "org", "organization", "organisation", "misc", "date", "time", "event",
        "money", "percent", "quantity", "ordinal", "cardinal", "product", "workofart", "law", "nontoponym",
    }
)  # fmt: skip
"""What they call anything else."""


@dataclass(frozen=True, slots=True)
class Mention:
    """An annotated or predicted span, with the position it was given.

    Attributes
    ----------
    start, end
        Half-open span in characters.
    lon, lat
        Degrees (EPSG:4326); both None where the span is not linked to a place.
    geonameid
        GeoNames identifier, or None.
    name
        The words of the span.
    type
        The corpus' own label, or our ``Toponym.kind`` of a prediction, ``""`` if there is none.
    feature
        GeoNames class and code, ``"A.ADM1"``, ``""`` if unknown.
    """

    start: int
    end: int
    lon: float | None = None
    lat: float | None = None
    geonameid: int | None = None
    name: str = ""
    type: str = ""
    feature: str = ""

    @property
    def located(self) -> bool:
        """Whether there is a position."""
        return self.lon is not None and self.lat is not None


class Annotated(NamedTuple):
    """A text with what somebody has marked in it.

    Attributes
    ----------
    document
        The text, with what is known about it.
    mentions
        The marked places, in the order of the text.
    """

    document: Document
    mentions: tuple[Mention, ...]


class Link(NamedTuple):
    """The place that a mark is linked to, as far as it is known."""

    geonameid: int | None = None
    lon: float | None = None
    lat: float | None = None

    def known(self) -> dict[str, Any]:
        """Return it as the attributes of a mention."""
        return self._asdict()


def to_link(references: Iterable[str]) -> Link:
    """Return what addresses, identifiers and positions say of a place: the first of each kind.

    Parameters
    ----------
    references
        As an annotator wrote them: an address of GeoNames, its number alone, latitude and longitude.
    """
    geonameid, point = None, None
    for reference in references:
        words = reference.strip()
        if geonameid is None:
            geonameid = int(words) if words.isascii() and words.isdigit() and len(words) <= 12 else to_geonameid(words)
        point = point or to_position(words)
    return Link(geonameid, *(point or (None, None)))


def to_degrees(value: Any, most: float) -> float | None:
    """Return a longitude or latitude, None for what is none."""
    try:
        degrees = float(value)
    except (TypeError, ValueError):
        return None
    return degrees if math.isfinite(degrees) and abs(degrees) <= most else None


def check_span(text: str, start: Any, end: Any, words: str | None, where: str) -> tuple[int, int]:
    """Return a span that fits its text.

    Parameters
    ----------
    text
        The text.
    start, end
        What the annotation says.
    words
        The words that it says to stand there; None where it says none.
    where
        What to call the annotation in an error.

    Raises
    ------
    InputError
        The span is none, lies outside the text, or other words stand there: the annotation is of another text.
    """
    if type(start) is not int or type(end) is not int or not 0 <= start < end <= len(text):
        raise InputError(f"{where}: the span {start} to {end} does not lie in the text ({len(text):,} characters)")
    found = text[start:end]
    if words is not None and "".join(words.split()) != "".join(found.split()):
        raise InputError(
            f"{where}: at {start} to {end} stands {_short(found)!r}, not {_short(words)!r}: it is of another text"
        )
    return start, end


def _short(words: str) -> str:
    return words if len(words) <= 40 else words[:39] + "…"


def places_among(labels: Iterable[str]) -> frozenset[str]:
    """Return those labels of a corpus that mark places.

    Where some are called as places are, it is these; where none is, all but those that are called as persons,
    organisations, dates and the like are.

    Parameters
    ----------
    labels
        All labels of the corpus.
    """
    plain = {label: "".join(filter(str.isalnum, label.lower())) for label in labels}
    places = frozenset(label for label, word in plain.items() if word in _PLACES)
    return places or frozenset(label for label, word in plain.items() if word not in _OTHERS)
