"""What a source of places is: the form in which a module of this room offers its places to the build."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from gazetteer.sources.reading import Sources
    from geomap.gazetteer.record import Record


@dataclass(frozen=True)
class KnownPlaces:
    """The places and tables that are known when a source is read.

    Attributes
    ----------
    sources
        What the packages hold.
    places
        Countries, units and settlements; for a source that fills in, all places of the others and the hand-kept ones.
    settlements
        Populated places of GeoNames: they tell the unit that a point lies in.
    countries
        ISO 3166-1 alpha-2 code by folded name of the country.
    curated
        The places of the hand-kept tables alone; none before they are read.
    """

    sources: Sources
    places: Sequence[Record]
    settlements: Sequence[Record]
    countries: Mapping[str, str]
    curated: Sequence[Record] = ()


@dataclass(frozen=True)
class SourcePlaces:
    """The places that a source gives, with the number of its rows that were used.

    Attributes
    ----------
    places
        Places that it knows.
    rows
        How many rows its packages have for us, by key of SOURCES.toml.
    """

    places: Sequence[Record]
    rows: Mapping[str, int]


@dataclass(frozen=True)
class RecordSource:
    """A source of places: declare one in a module of ``gazetteer.sources``.

    Attributes
    ----------
    read
        Reads it.
    fills_in
        Whether it is read last and adds what no other source and no hand-kept table has. Others are read before the
        hand-kept tables, whose rows may correct, merge and drop their places.
    """

    read: Callable[[KnownPlaces], SourcePlaces]
    fills_in: bool = False
