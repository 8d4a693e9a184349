"""The tables of a corpus, counted: by place, unit and hexagon, by time and language, and pair by pair."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from geomap.maps.corpus.bins import UNITS, starts_of
from geomap.maps.corpus.counter import Counter, counted, in_order, once, starts_in
from geomap.maps.corpus.kinds import kind_numbers
from geomap.maps.corpus.links import LinkCounter
from geomap.maps.corpus.samples import Sampler
from geomap.maps.corpus.sets import hexagons, sets_of
from geomap.maps.corpus.tables import CorpusTables
from geomap.maps.corpus.view import UNDATED, Bins, CorpusPlaces, CorpusView, Cube, LevelName, Totals
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


_DAYS_OF_YEAR: Final = 366


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
    run = _Tallying(places, sets, _Days.of(days, len(languages)), most_entries, min_confidence)
    for batch in tables.batches(places.ids, languages):
        run.add(batch)
    cube, starts, unit = run.cube(days)
    documents = np.zeros((len(starts), len(languages)), np.int64)
    code = {language: number for number, language in enumerate(languages)}
    at = np.searchsorted(starts, _binned(days, unit))
    spoken = np.array([code[one] for one in slots["language"].to_list()], np.int64)
    np.add.at(documents, (at, spoken), slots["len"].to_numpy())
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


class _Days(NamedTuple):
    """How set, day and language are written as one number: the language in the lowest bits, the set in the highest.

    Days are numbered from 1; 0 stands for none.
    """

    first: int
    days: int
    language_bits: int

    @classmethod
    def of(cls, days: NDArray[np.int64], languages: int) -> _Days:
        dated = days[days != UNDATED]
        last = int(dated.max()) if len(dated) else 0
        # The month or year that the first day lies in begins before it.
        first = (int(dated.min()) if len(dated) else 0) - _DAYS_OF_YEAR
        return cls(first, last - first + 2, languages.bit_length())

    @property
    def bits(self) -> int:
        return self.days.bit_length() + self.language_bits

    def number(self, days: NDArray[np.int64]) -> NDArray[np.int64]:
        return np.where(days == UNDATED, 0, days - self.first + 1)

    def day(self, numbers: NDArray[np.int64]) -> NDArray[np.int64]:
        return np.where(numbers == 0, UNDATED, numbers + self.first - 1)

    def slots(self, days: NDArray[np.int64], languages: NDArray[np.int64], unit: str) -> NDArray[np.int64]:
        return (self.number(_binned(days, unit)) << self.language_bits) | languages

    def split(self, keys: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
        """Return set, number of the day and language of each key."""
        day = (keys >> self.language_bits) & ((1 << self.days.bit_length()) - 1)
        return keys >> self.bits, day, keys & ((1 << self.language_bits) - 1)

    def rebinned(self, keys: NDArray[np.int64], unit: str) -> NDArray[np.int64]:
        numbers = np.arange(self.days)
        moved = self.number(_binned(self.day(numbers), unit)) - numbers
        return keys + (moved[self.split(keys)[1]] << self.language_bits)


def _binned(days: NDArray[np.int64], unit: str) -> NDArray[np.int64]:
    """Return the first day of each day's bin; what has no date stays so, but where there is no time at all."""
    if unit == "all":
        return np.full_like(days, UNDATED)
    return np.where(days == UNDATED, UNDATED, starts_of(np.where(days == UNDATED, 0, days), unit))


class _Tallying:
    """Counts batch after batch."""

    def __init__(self, places: CorpusPlaces, sets: PlaceSets, days: _Days, most: int, min_confidence: float) -> None:
        self._places, self._sets, self._days = len(places), sets, days
        self._min = min_confidence
        self._unit = 0
        self._documents = Counter(self._coarser, most)
        self._again = Counter()
        self._lone = np.zeros(4, np.int64)
        self.links, self.samples = LinkCounter(), Sampler()

    def add(self, batch: TableBatch) -> None:
        """Count a batch."""
        placed = batch.place >= 0
        sure = placed & (batch.confidence >= self._min)
        self._lone += (int((batch.place == -1).sum()), int((batch.place == -2).sum()), int((placed & ~sure).sum()), 0)
        self._lone[3] += int(sure.sum())
        if not self._lone[3]:
            return
        document, place, times, prominence = _pairs(batch.document[sure], batch.place[sure], batch.prominence[sure])
        self.links.add(document, place)
        self.samples.add(document + batch.first, place, prominence, batch.hash[document])
        slot = self._days.slots(batch.day, batch.language, UNITS[self._unit])
        often = times > 1
        self._again.add(self._keys(place[often], slot[document[often]]), times[often] - 1)
        self._documents.add(*self._of_sets(document, place, slot))

    def _of_sets(
        self, document: NDArray[np.int64], place: NDArray[np.int64], slot: NDArray[np.int64]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return the documents by set and slot: a document once for a set, however many of its places it names."""
        first, width = self._sets.starts[place], np.diff(self._sets.starts)[place]
        ends = np.cumsum(width)
        at = np.arange(int(ends[-1]) if len(ends) else 0) - np.repeat(ends - width, width) + np.repeat(first, width)
        bits = self._sets.total.bit_length()
        both = once(np.repeat(document << bits, width) | self._sets.sets[at])
        keys = self._keys(both & ((1 << bits) - 1), slot[both >> bits])
        return counted(np.concatenate([self._keys(place, slot[document]), keys]))

    def _keys(self, numbers: NDArray[np.int64], slot: NDArray[np.int64]) -> NDArray[np.int64]:
        return (numbers << self._days.bits) | slot

    def _coarser(self, keys: NDArray[np.int64]) -> NDArray[np.int64]:
        """Put stretches of time together: the next unit, for all that was counted and all that comes."""
        if UNITS[self._unit] == UNITS[-1]:
            return keys
        self._unit += 1
        return self._days.rebinned(keys, UNITS[self._unit])

    def cube(self, all_days: NDArray[np.int64]) -> tuple[Cube, NDArray[np.int64], str]:
        """Return the cube, the first day of each bin that a document lies in, and the unit of the bins."""
        keys, documents = self._documents.result()
        unit = UNITS[self._unit]
        numbers, day, language = self._days.split(keys)
        starts = np.unique(_binned(all_days, unit))
        mentions = np.where(numbers < self._places, documents, 0)
        again, times = self._again.result()
        # Batches that were counted before the unit changed hold the finer one's days: a bin can come several times.
        np.add.at(mentions, np.searchsorted(keys, self._days.rebinned(again, unit)), times)
        return Cube(numbers, np.searchsorted(starts, self._days.day(day)), language, documents, mentions), starts, unit

    def told(self) -> tuple[int, int, int, int, int]:
        """Return all mentions, those without place, those beside the gazetteer, those too unsure, those drawn."""
        unplaced, beside, uncertain, drawn = self._lone.tolist()
        return sum(self._lone.tolist()), unplaced, beside, uncertain, drawn
