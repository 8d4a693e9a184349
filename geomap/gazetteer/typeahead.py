"""Search as one types: the places whose names begin so, in every script and language, within some milliseconds.

Few letters begin hundreds of thousands of names, and who types them wants a notable place; so up to two letters are
looked for among the notable names alone, in a sorted list of them. More letters are looked for in the tries.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from geomap.gazetteer import layout, nametable
from geomap.gazetteer.names import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import marisa_trie
    from numpy.typing import NDArray

    from geomap.gazetteer.exonyms import Exonyms
    from geomap.gazetteer.gazetteer import Gazetteer

    Numbers = NDArray[np.int64]

NOTABLE: Final = 60_000
"""How many names are looked through for up to ``FEW`` letters."""
FEW: Final = 2

_MOST_NAMES = 40_000
_LONGEST = 100
_FOREIGN = 200
"""What another language's name costs, on the scale of importance: 100 for a factor of ten."""
_PEOPLE = 150
"""What the name of a place's people costs: who types "Syri" rather wants Syria."""
_WHOLE = 150
"""What it counts that the words are a name, not only its beginning."""
_NEAR_KM, _BY_DISTANCE = 50.0, 200.0
_KM_A_DEGREE = 111.2


def _cost(code: int) -> int:
    kind = code & layout.KIND_MASK
    if kind > layout.DEMONYM:
        return 0
    return nametable.cost(code) + (_PEOPLE if kind == layout.DEMONYM else 0)


_COST = np.array([_cost(code) for code in range(256)], np.int64)


class Begun(NamedTuple):
    """A place that a search found.

    Attributes
    ----------
    place
        Its index.
    folded
        The folded name that begins with the words.
    """

    place: int
    folded: str


class _Names:
    """The names of one trie and their bearers, as arrays.

    Parameters
    ----------
    trie
        The folded names.
    start, place, code
        Where the bearers of each name begin, their places and match codes.
    exonyms
        Where the names are by language, who knows the languages of each row.
    """

    def __init__(
        self,
        trie: marisa_trie.Trie,
        start: Numbers,
        place: Numbers,
        code: NDArray[np.uint8],
        exonyms: Exonyms | None = None,
    ) -> None:
        self.trie = trie
        self.start = start
        self.place = place
        self.code = code
        self._exonyms = exonyms

    def cost(self, rows: Numbers, language: str) -> Numbers:
        """Return what each bearer's name costs, for who speaks a language."""
        cost = _COST[self.code[rows]]
        if self._exonyms is None:
            return cost
        foreign: Numbers = np.where(self._exonyms.are_of(language, rows), 0, _FOREIGN)
        return cost + foreign

    def rows(self, numbers: Numbers) -> tuple[Numbers, Numbers]:
        """Return the rows of the bearers of names, and the position of each one's name in ``numbers``."""
        first = self.start[numbers]
        count = self.start[numbers + 1] - first
        whose = np.repeat(np.arange(len(numbers)), count)
        within = np.arange(len(whose)) - np.repeat(np.cumsum(count) - count, count)
        return first[whose] + within, whose


class Typeahead:
    """Finds places by what somebody has typed so far.

    Parameters
    ----------
    gazetteer
        The places.
    """

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        columns = gazetteer.columns
        self._importance = _numbers(columns.importance)
        self._lon = _numbers(columns.lon_e5) / 1e5
        self._lat = _numbers(columns.lat_e5) / 1e5
        self._country = _numbers(columns.country)
        self._admin1 = _numbers(columns.admin1)
        self._tables = list(_tables(gazetteer))
        self._notable = self._most_notable()

    def find(
        self, words: str, *, near: tuple[float, float] | None = None, language: str = "", limit: int = 12
    ) -> list[Begun]:
        """Return the places with a name that begins with the words, the likeliest first.

        Parameters
        ----------
        words
            In any script and language; case and accents do not count. What stands behind a comma is a country or
            province that the place must lie in: "Springfield, Illinois".
        near
            Longitude and latitude in degrees: nearer places come earlier.
        language
            BCP 47: what this language calls a place counts as its own name.
        limit
            At most so many.
        """
        name, _, container = words[:_LONGEST].partition(",")
        folded = fold(name)
        if not folded or "\0" in folded:  # which would end the word for the trie
            return []
        places, scores, names = self._begun(folded, near, language)
        if fold(container):
            inside = self._lies_in(fold(container), places, language)
            places, scores, names = places[inside], scores[inside], names[inside]
        best: dict[int, str] = {}
        for row in np.lexsort((places, -scores)):
            best.setdefault(int(places[row]), names[row])
            if len(best) == limit:
                break
        return [Begun(index, written) for index, written in best.items()]

    def _begun(
        self, folded: str, near: tuple[float, float] | None, language: str
    ) -> tuple[Numbers, NDArray[np.float64], NDArray[np.object_]]:
        """Return places, scores and names of what begins so."""
        places: list[Numbers] = []
        scores: list[NDArray[np.float64]] = []
        names: list[NDArray[np.object_]] = []
        for table, found, numbers in self._names(folded):
            rows, whose = table.rows(numbers)
            place = table.place[rows]
            written = np.array(found, dtype=object)[whose]
            score = (self._importance[place] - table.cost(rows, language)).astype(np.float64)
            score = score + _WHOLE * np.fromiter((name == folded for name in found), bool, len(found))[whose]
            places.append(place)
            scores.append(score)
            names.append(written)
        if not places:
            empty = np.zeros(0, np.int64)
            return empty, empty.astype(np.float64), np.zeros(0, object)
        place, score = np.concatenate(places), np.concatenate(scores)
        if near is not None:
            score = score - self._remoteness(place, near)
        return place, score, np.concatenate(names)

    def _names(self, folded: str) -> Iterator[tuple[_Names, list[str], Numbers]]:
        """Yield the tables with the names that begin so, and their numbers."""
        for table, notable in zip(self._tables, self._notable, strict=True):
            found: list[str] = []
            numbers: list[int] = []
            if len(folded) <= FEW and folded.isalnum() and ord(folded[0]) < _NO_ALPHABET:
                first = bisect_left(notable, (folded, -1))
                last = bisect_left(notable, (folded + "\U0010ffff", -1))
                found, numbers = [n for n, _ in notable[first:last]], [i for _, i in notable[first:last]]
                whole = _number(table.trie, folded)
                if whole >= 0 and whole not in numbers:
                    found, numbers = [*found, folded], [*numbers, whole]
            else:
                for name, number in _items(table.trie, folded):
                    found.append(name)
                    numbers.append(number)
                    if len(found) == _MOST_NAMES:
                        break
            if found:
                yield table, found, np.array(numbers, np.int64)

    def _lies_in(self, container: str, places: Numbers, language: str) -> NDArray[np.bool_]:
        """Tell which places lie in a country or first-order unit whose name begins so."""
        found, _, _ = self._begun(container, None, language)
        features = self._gazetteer.features
        column = self._gazetteer.columns.feature
        inside = np.zeros(len(places), bool)
        for index in np.unique(found).tolist():
            feature_class, code = features[column[index]]
            if feature_class != "A":
                continue
            if code == "ADM1":
                inside |= self._admin1[places] == self._admin1[index]
            elif code.startswith("PCL") or code == "TERR":
                inside |= self._country[places] == self._country[index]
        return inside

    def _remoteness(self, place: Numbers, near: tuple[float, float]) -> NDArray[np.float64]:
        across = np.abs((self._lon[place] - near[0] + 180) % 360 - 180) * np.cos(np.radians(near[1]))
        km = np.hypot(across, self._lat[place] - near[1]) * _KM_A_DEGREE
        far: NDArray[np.float64] = _BY_DISTANCE * np.log10(1 + km / _NEAR_KM)
        return far

    def _most_notable(self) -> list[list[tuple[str, int]]]:
        """Return, for each table, its notable names with their numbers, sorted."""
        best = [self._best(table) for table in self._tables]
        every = np.concatenate(best)
        least = np.partition(every, -NOTABLE)[-NOTABLE] if len(every) > NOTABLE else -(1 << 30)
        return [
            sorted((table.trie.restore_key(number), number) for number in np.flatnonzero(values >= least).tolist())
            for table, values in zip(self._tables, best, strict=True)
        ]

    def _best(self, table: _Names) -> Numbers:
        """Return the score of each name's likeliest bearer: it stands first."""
        first = table.start[:-1]
        best: Numbers = self._importance[table.place[first]] - table.cost(first, "")
        return best


_NO_ALPHABET = 0x2E80
"""From here on a letter is a word: one of them is enough to search for."""


@lru_cache(maxsize=4)
def typeahead(gazetteer: Gazetteer) -> Typeahead:
    """Return what searches a gazetteer, made once."""
    return Typeahead(gazetteer)


def _numbers(column: Sequence[int]) -> Numbers:
    return np.array(column if isinstance(column, memoryview) else list(column), np.int64)


def _tables(gazetteer: Gazetteer) -> Iterator[_Names]:
    for index in gazetteer.name_indexes:
        first, lists = index.words()
        start, place, code = _flat(np.asarray(first), np.asarray(lists))
        if len(place):
            yield _Names(index.trie, start, place, code)
    if gazetteer.exonyms is not None:
        exonyms = gazetteer.exonyms
        starts, places, codes = exonyms.columns()
        yield _Names(exonyms.trie, _numbers(starts), _numbers(places), np.asarray(codes, np.uint8), exonyms)


def _flat(first: NDArray[np.uint32], lists: NDArray[np.uint32]) -> tuple[Numbers, Numbers, NDArray[np.uint8]]:
    """Return starts, places and codes of the bearers of each name, from the arrays of a ``NameIndex``."""
    is_list = (first & layout.LIST_BIT) != 0
    at = np.where(is_list, first & ~np.uint32(layout.LIST_BIT), 0).astype(np.int64)
    count = np.where(is_list, lists[at].astype(np.int64), 1)
    start = np.concatenate(([0], np.cumsum(count)))
    words = np.repeat(first, count)
    whose = np.repeat(np.arange(len(first)), count)
    within = np.arange(len(words)) - start[whose]
    of_list = is_list[whose]
    words[of_list] = lists[(at[whose] + 1 + within)[of_list]]
    return start, (words & layout.PLACE_MASK).astype(np.int64), (words >> layout.PLACE_BITS).astype(np.uint8)


def _items(trie: marisa_trie.Trie, folded: str) -> Iterator[tuple[str, int]]:
    try:
        yield from trie.iteritems(folded)
    except UnicodeEncodeError:  # half a character is in no name
        return


def _number(trie: marisa_trie.Trie, folded: str) -> int:
    try:
        number: int = trie.get(folded, -1)
    except UnicodeEncodeError:
        return -1
    return number
