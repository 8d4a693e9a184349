"""The tables of a corpus, counted: by place, unit and hexagon, by time and language, and pair by pair."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from geomap.maps.corpus.cells import Calendar, CellCounter
from geomap.maps.corpus.counter import in_order, once, starts_in
from geomap.maps.corpus.kinds import kind_numbers
from geomap.maps.corpus.links import LinkCounter
from geomap.maps.corpus.samples import Sampler
from geomap.maps.corpus.sets import hexagons, sets_of
from geomap.maps.corpus.tables import CorpusTables
from geomap.maps.corpus.view import Bins, CorpusPlaces, CorpusView, Cube, LevelName, Totals
from geomap.model import UNCERTAIN_BELOW

if TYPE_CHECKING:
    import os

    from numpy.typing import NDArray

    from geomap.gazetteer.gazetteer import Gazetteer
    from geomap.maps.corpus.sets import PlaceSets
    from geomap.maps.corpus.tables import TableBatch
    from geomap.maps.corpus.units import UnitAtlas, UnitLevel

MOST_ENTRIES: Final = 4_400_000
"""Rows that a cube may have, some five megabytes of a page; with more, days become weeks, weeks months, months
years. Where years are too many still, the corpus has no time."""


def aggregate(
    folder: str | os.PathLike[str],
    *,
    gazetteer: Gazetteer | None = None,
    min_confidence: float = UNCERTAIN_BELOW,
    most_entries: int = MOST_ENTRIES,
) -> CorpusView:
    """Count a corpus.

    Documents are read a batch at a time; what is kept is bounded by the gazetteer and by ``most_entries``.

    Parameters
    ----------
    folder
        As ``geomap corpus`` writes it.
    gazetteer
        Where units and their names come from; the one that ``geomap`` works with without it.
    min_confidence
        Mentions that are less sure of their place, from 0 to 1, are left out and counted apart.
    most_entries
        Rows of the cube, above which stretches of time are put together.

    Raises
    ------
    InputError
        It is no such folder, or a table is damaged.
    MissingExtraError
        Polars or H3 are not installed.
    """
    tables = CorpusTables(folder)
    told = tables.counts()
    places = _places(tables)
    slots = tables.slots()
    languages = sorted(set(slots["language"].to_list()))
    countries = sorted(set(places.country_codes))
    numbers = {code: number for number, code in enumerate(countries)}
    country = np.array([numbers[code] for code in places.country_codes], np.int64)
    sets = sets_of(places, _members(places, gazetteer), country)
    days = slots["day"].to_numpy()
    calendar = Calendar(days, len(languages))
    run = _Tallying(len(places), sets, calendar, most_entries, min_confidence)
    for batch in tables.batches(places.ids, languages):
        run.add(batch)
    cube, unit = run.cube(calendar)
    starts = calendar.starts(unit)
    documents = np.zeros((len(starts), len(languages)), np.int64)
    code = {language: number for number, language in enumerate(languages)}
    spoken = np.array([code[one] for one in slots["language"].to_list()], np.int64)
    np.add.at(documents, (calendar.bins(days, unit), spoken), slots["len"].to_numpy())
    own = cube.set < len(places)
    for column, counts in ((places.documents, cube.documents), (places.mentions, cube.mentions)):
        column[:] = np.bincount(cube.set[own], counts[own], len(places)).astype(np.int64)
    rejected = int(told.get("rejected", 0))
    total = int(documents.sum())
    return CorpusView(
        places,
        Totals(total + rejected, total, rejected, *run.told(), min_confidence),
        Bins(starts, unit, int(days.max(initial=0))),
        cube,
        sets.levels,
        run.links.result(),
        run.samples.result(tables, languages),
        languages,
        countries,
        documents,
    )


def _places(tables: CorpusTables) -> CorpusPlaces:
    table = tables.places()

    def texts(name: str) -> list[str]:
        return ["" if value is None else value for value in table[name].to_list()]

    classes, codes = texts("feature_class"), texts("feature_code")
    return CorpusPlaces(
        texts("place_id"),
        texts("name"),
        classes,
        texts("country_code"),
        texts("admin1_code"),
        table["lon"].fill_null(0).to_numpy(),
        table["lat"].fill_null(0).to_numpy(),
        table["population"].fill_null(0).to_numpy(),
        np.array(kind_numbers(zip(classes, codes, strict=True)), np.int8),
        np.zeros(len(table), np.int64),
        np.zeros(len(table), np.int64),
    )


def _members(places: CorpusPlaces, gazetteer: Gazetteer | None) -> dict[LevelName, list[str]]:
    """Return the group of each place at each level."""
    from geomap.gazetteer import open_gazetteer
    from geomap.maps.corpus.units import UnitAtlas

    atlas = UnitAtlas(gazetteer or open_gazetteer())
    country, province = _units(places, atlas, "country"), _units(places, atlas, "province")
    made: dict[LevelName, list[str]] = {"world": ["world"] * len(places), "country": country, "province": province}
    return made | dict(hexagons(places))


def _units(places: CorpusPlaces, atlas: UnitAtlas, level: UnitLevel) -> list[str]:
    """Return the unit of each place; many places have the same codes, by which alone most are found."""
    known: dict[tuple[str, str], str] = {}
    made = []
    codes = zip(places.country_codes, places.admin1_codes, places.feature_classes, strict=True)
    for at, (country, admin1, feature_class) in enumerate(codes):
        unit = known.get((country, admin1))
        if unit is None:
            lon, lat = places.lon[at].item(), places.lat[at].item()
            unit = atlas.of(level, feature_class, country, admin1, lon, lat)
            if admin1 or level == "country":
                known[country, admin1] = unit
        made.append(unit)
    return made


def _pairs(
    document: NDArray[np.int64], place: NDArray[np.int64], prominence: NDArray[np.float32]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], NDArray[np.float32]]:
    """Return documents and places, each pair once and in order, how often it stands there, the greatest prominence."""
    bits, rows = int(place.max(initial=0)).bit_length(), len(place).bit_length()
    # The number of the row goes with the key: to sort whole numbers is many times quicker than to order rows by them.
    keys = in_order((((document << bits) | place) << rows) | np.arange(len(place)))
    order, keys = keys & ((1 << rows) - 1), keys >> rows
    starts = starts_in(keys)
    keys, times = keys[starts], np.diff(np.append(starts, len(keys)))
    greatest = np.maximum.reduceat(prominence[order], starts) if len(starts) else prominence
    return keys >> bits, keys & ((1 << bits) - 1), times, greatest


class _Tallying:
    """Counts batch after batch."""

    def __init__(self, places: int, sets: PlaceSets, calendar: Calendar, most: int, min_confidence: float) -> None:
        self._places, self._sets = places, sets
        self._min = min_confidence
        self._cells = CellCounter(sets.total, places, calendar, most)
        self._lone = np.zeros(4, np.int64)
        self.links, self.samples = LinkCounter(places), Sampler()

    def add(self, batch: TableBatch) -> None:
        """Count a batch."""
        placed = batch.place >= 0
        sure = placed & (batch.confidence >= self._min)
        self._lone += (int((batch.place == -1).sum()), int((batch.place == -2).sum()), int((placed & ~sure).sum()), 0)
        self._lone[3] += int(sure.sum())
        document, place, times, prominence = _pairs(batch.document[sure], batch.place[sure], batch.prominence[sure])
        self.links.add(document, place)
        self.samples.add(document + batch.first, place, prominence, batch.hash[document])
        slot = self._cells.slots(batch.day, batch.language)
        often = times > 1
        self._cells.add_again(place[often], slot[document[often]], times[often] - 1)
        self._cells.add_documents(place, slot[document])
        sets, document = self._of_sets(document, place)
        self._cells.add_documents(sets, slot[document])
        self._cells.settle()

    def _of_sets(
        self, document: NDArray[np.int64], place: NDArray[np.int64]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return sets and documents: a document once for a set, however many of its places it names."""
        first, width = self._sets.starts[place], np.diff(self._sets.starts)[place]
        ends = np.cumsum(width)
        at = np.arange(int(ends[-1]) if len(ends) else 0) + np.repeat(first - (ends - width), width)
        bits = self._sets.total.bit_length()
        both = once(np.repeat(document << bits, width) | self._sets.sets[at])
        return both & ((1 << bits) - 1), both >> bits

    def cube(self, calendar: Calendar) -> tuple[Cube, str]:
        """Return the cube, and the unit of its bins."""
        sets, slots, documents, again = self._cells.result()
        return Cube(
            sets, *calendar.split(slots), documents, np.where(sets < self._places, documents + again, 0)
        ), self._cells.unit

    def told(self) -> tuple[int, int, int, int, int]:
        """Return all mentions, those without place, those beside the gazetteer, those too unsure, those drawn."""
        unplaced, beside, uncertain, drawn = self._lone.tolist()
        return sum(self._lone.tolist()), unplaced, beside, uncertain, drawn
