"""What a map of a corpus shows, as columns of numbers: page and picture are drawn from it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from geomap.dataclass import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

LevelName = Literal["world", "country", "province", "hexagon2", "hexagon3"]

LEVELS: Final[tuple[LevelName, ...]] = ("world", "country", "province", "hexagon2", "hexagon3")
"""What places are counted together by: all, units, H3 cells of two resolutions."""

KINDS: Final = ("country", "region", "city", "water", "land", "site")
"""Kinds of place that a reader may choose among, by feature class; ``CorpusPlaces.kind`` counts from 0."""

POINTS: Final = ("city", "land", "site")
"""Kinds that hexagons count: where a country or a sea is written is nobody's place."""

_EPOCH: Final = date(1970, 1, 1)

UNDATED: Final = -(1 << 31)
"""Stands for the first day of what has no date."""


@dataclass(frozen=True, slots=True)
class CorpusPlaces:
    """The places that are drawn: one row each, the most mentioned first.

    Attributes
    ----------
    ids, names, feature_classes, country_codes, admin1_codes
        As the table of places has them.
    lon, lat
        Degrees (EPSG:4326).
    population
        Inhabitants, 0 where unknown.
    kind
        Number in ``KINDS``.
    documents, mentions
        In the whole corpus, of mentions that are sure enough.
    """

    ids: list[str]
    names: list[str]
    feature_classes: list[str]
    country_codes: list[str]
    admin1_codes: list[str]
    lon: NDArray[np.float64]
    lat: NDArray[np.float64]
    population: NDArray[np.int64]
    kind: NDArray[np.int8]
    documents: NDArray[np.int64]
    mentions: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.ids)


class Totals(NamedTuple):
    """The counts that are the denominators, and what is not drawn.

    Attributes
    ----------
    records, rejected
        What the corpus had, and what could not be read: ``records`` is ``documents`` and ``rejected``.
    documents
        What was read.
    mentions
        All names that were found: the sum of ``unplaced``, ``beside``, ``uncertain`` and ``drawn``.
    unplaced
        Mentions without a place.
    beside
        Mentions of positions and of places told from others, which are no places of the gazetteer.
    uncertain
        Mentions left out, since they are less sure than ``min_confidence``.
    drawn
        Mentions that the map counts.
    min_confidence
        From 0 to 1.
    """

    records: int
    documents: int
    rejected: int
    mentions: int
    unplaced: int
    beside: int
    uncertain: int
    drawn: int
    min_confidence: float


class Bins(NamedTuple):
    """Stretches of time that documents are counted by.

    Attributes
    ----------
    starts
        First day of each, as days since 1970; ``UNDATED`` first, where documents have no date.
    unit
        ``"day"``, ``"week"`` (Monday to Sunday, and cut where a month ends, so that months can be put together too),
        ``"month"`` or ``"year"``: the finest for which the cube is small enough.
    last
        Last day that a document has.
    """

    starts: NDArray[np.int64]
    unit: str
    last: int

    def dates(self) -> list[date | None]:
        """Return the first day of each; None of what has no date."""
        return [None if start == UNDATED else _EPOCH + timedelta(int(start)) for start in self.starts.tolist()]


class Cube(NamedTuple):
    """Counts by set of places, bin and language, one row each that is not 0, in that order.

    A document has one date and one language: its counts add up over bins and languages, but not over sets.

    Attributes
    ----------
    set
        Row of a place, or, from ``len(places)`` on, a set of several places: see ``Level``.
    bin, language
        Numbers in ``Bins.starts`` and ``CorpusView.languages``.
    documents, mentions
        Documents that name a place of the set; mentions only of single places, 0 for sets: they add up.
    """

    set: NDArray[np.int64]
    bin: NDArray[np.int64]
    language: NDArray[np.int64]
    documents: NDArray[np.int64]
    mentions: NDArray[np.int64]


class Level(NamedTuple):
    """Places that are counted together: units or hexagons, and which set of the cube tells each.

    Attributes
    ----------
    names
        What each group is called: an H3 cell, or the place id of a unit.
    member
        Group of each place, -1 for none.
    group, country, kind, size, set
        A row a set: of the group, those places that are in a country (number in ``CorpusView.countries``, -1 for all)
        and of a kind (number in ``KINDS``, -1 for all). Rows that hold the same places as a more general one are left
        out: ``size``, how many they are, tells which row stands for a choice.
    """

    names: list[str]
    member: NDArray[np.int64]
    group: NDArray[np.int64]
    country: NDArray[np.int64]
    kind: NDArray[np.int64]
    size: NDArray[np.int64]
    set: NDArray[np.int64]


class Links(NamedTuple):
    """Which places are named in the same documents.

    Attributes
    ----------
    start, other, documents
        A row a link of the place ``start``, the strongest first: the other place, and how many documents name both.
    among, per_place
        How many places were compared, the most mentioned; how many links of each are kept.
    most_places, skipped
        Documents that name more places than that say little about any two of them, and so many were left out.
    """

    start: NDArray[np.int64]
    other: NDArray[np.int64]
    documents: NDArray[np.int64]
    among: int
    per_place: int
    most_places: int
    skipped: int


class Samples(NamedTuple):
    """Some documents behind the places.

    Attributes
    ----------
    place, document
        A row a document of a place, those that are most about it first: row of the place, number in ``ids``.
    ids, titles, links
        Of each document; ``""`` where it has none.
    days, languages
        Days since 1970 or ``UNDATED``; number in ``CorpusView.languages``.
    """

    place: NDArray[np.int64]
    document: NDArray[np.int64]
    ids: list[str]
    titles: list[str]
    links: list[str]
    days: NDArray[np.int64]
    languages: NDArray[np.int64]


class Selection(NamedTuple):
    """What part of a corpus is counted.

    Attributes
    ----------
    first, last
        Days; documents without a date count only where neither is given.
    country
        ISO 3166-1 alpha-2 of the places.
    kind
        One of ``KINDS``.
    languages
        Of the documents; all where there are none.
    """

    first: date | None = None
    last: date | None = None
    country: str = ""
    kind: str = ""
    languages: Sequence[str] = ()


class SelectionCounts(NamedTuple):
    """What a selection comes to.

    Attributes
    ----------
    documents, mentions
        Of each place, or of each group of a level.
    total
        Documents of that time and in these languages, whatever they name: the denominator.
    """

    documents: NDArray[np.int64]
    mentions: NDArray[np.int64]
    total: int


@dataclass(frozen=True, slots=True)
class CorpusView:
    """All that a map of a corpus shows.

    Attributes
    ----------
    places, totals, bins, cube, links, samples
        See there.
    levels
        Units and hexagons by name.
    languages, countries
        Codes that numbers stand for; ``""`` for none.
    slots
        Documents by bin and language: what was read at all.
    """

    places: CorpusPlaces
    totals: Totals
    bins: Bins
    cube: Cube
    levels: dict[LevelName, Level]
    links: Links
    samples: Samples
    languages: list[str]
    countries: list[str]
    slots: NDArray[np.int64]

    def count(
        self, level: LevelName | Literal["place"] = "place", selection: Selection | None = None
    ) -> SelectionCounts:
        """Count documents and mentions of places, units or hexagons.

        Parameters
        ----------
        level
            What to count by.
        selection
            Of what part; the whole corpus without it.

        Raises
        ------
        InputError
            A country, kind or language of the selection is not in the corpus.
        """
        from geomap.maps.corpus.selecting import count

        return count(self, level, selection or Selection())
