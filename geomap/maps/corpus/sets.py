"""Sets of places whose documents count as one: a document that names two towns of a country counts once there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from geomap.maps.corpus.counter import once
from geomap.maps.corpus.view import KINDS, LEVELS, POINTS, Level, LevelName

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geomap.maps.corpus.view import CorpusPlaces

RESOLUTIONS: dict[LevelName, int] = {"hexagon2": 2, "hexagon3": 3}
"""H3 resolutions: hexagons whose edges are some 180 and 70 km long."""

_ACROSS_COUNTRIES = ("world", "hexagon2", "hexagon3")


class PlaceSets(NamedTuple):
    """All sets, and which of them each place is in.

    Attributes
    ----------
    levels
        Units and hexagons; their sets are rows of places where they hold one place only.
    total
        How many sets there are, the places among them.
    starts, sets
        Those of place ``i`` with more than one place are ``sets[starts[i]:starts[i + 1]]``.
    """

    levels: dict[LevelName, Level]
    total: int
    starts: NDArray[np.int64]
    sets: NDArray[np.int64]


class _SetRows(NamedTuple):
    """Sets of one level: keys, how many places each has, a number that tells who they are; the set of each place."""

    group: NDArray[np.int64]
    country: NDArray[np.int64]
    kind: NDArray[np.int64]
    size: NDArray[np.int64]
    mark: NDArray[np.uint64]
    only: NDArray[np.int64]
    place: NDArray[np.int64]
    at: NDArray[np.int64]


def sets_of(places: CorpusPlaces, members: dict[LevelName, list[str]], countries: NDArray[np.int64]) -> PlaceSets:
    """Make the sets.

    Parameters
    ----------
    places
        All of them.
    members
        Of each level the group of each place, ``""`` for none.
    countries
        Number of each place's country.
    """
    marks = _marks(len(places))
    named = {name: _numbered(members[name]) for name in LEVELS}
    rows = {
        name: _general(_rows(member, countries, places.kind.astype(np.int64), marks, across=name in _ACROSS_COUNTRIES))
        for name, (_, member) in named.items()
    }
    known = once(np.concatenate([one.mark[one.size > 1] for one in rows.values()]))
    levels: dict[LevelName, Level] = {}
    pairs = []
    for name, one in rows.items():
        numbers = np.where(one.size > 1, len(places) + np.searchsorted(known, one.mark), one.only)
        levels[name] = Level(*named[name], one.group, one.country, one.kind, one.size, numbers)
        many = (one.at >= 0) & (one.size[one.at] > 1)
        pairs.append(one.place[many] * (len(places) + len(known)) + numbers[one.at[many]])
    count = len(places) + len(known)
    both = once(np.concatenate(pairs))
    place, sets = np.divmod(both, max(count, 1))
    return PlaceSets(levels, count, np.searchsorted(place, np.arange(len(places) + 1)), sets)


def hexagons(places: CorpusPlaces) -> dict[LevelName, list[str]]:
    """Return the H3 cells of each place that is a point, ``""`` of all others, by level."""
    import h3

    points = np.isin(places.kind, [KINDS.index(kind) for kind in POINTS])
    rows = list(zip(places.lat.tolist(), places.lon.tolist(), points.tolist(), strict=True))
    # Not the parent of a finer cell: a place near an edge can lie outside of that.
    return {
        level: [h3.latlng_to_cell(lat, lon, resolution) if is_point else "" for lat, lon, is_point in rows]
        for level, resolution in RESOLUTIONS.items()
    }


def _numbered(groups: list[str]) -> tuple[list[str], NDArray[np.int64]]:
    names = sorted(set(groups) - {""})
    numbers = {name: number for number, name in enumerate(names)}
    return names, np.array([numbers.get(group, -1) for group in groups], np.int64)


def _marks(count: int) -> NDArray[np.uint64]:
    """Return a number of 64 bits for each place; sums of them tell sets apart (SplitMix64, Steele et al. 2014)."""
    with np.errstate(over="ignore"):
        z = (np.arange(count, dtype=np.uint64) + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15)
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        return z ^ (z >> np.uint64(31))


def _rows(
    member: NDArray[np.int64],
    countries: NDArray[np.int64],
    kinds: NDArray[np.int64],
    marks: NDArray[np.uint64],
    *,
    across: bool,
) -> list[_SetRows]:
    """Return the sets of a level, from the most general choice to the narrowest."""
    place = np.flatnonzero(member >= 0)
    everything = np.full(len(place), -1, np.int64)
    choices = [(everything, everything), (everything, kinds[place])]
    if across:
        choices += [(countries[place], everything), (countries[place], kinds[place])]
    made = []
    for country, kind in choices:
        width, height = int(countries.max(initial=0)) + 2, len(KINDS) + 1
        key = (member[place] * width + country + 1) * height + kind + 1
        keys, first, at, size = np.unique(key, return_index=True, return_inverse=True, return_counts=True)
        order = np.argsort(at, kind="stable")
        mark = (
            np.add.reduceat(marks[place][order], np.searchsorted(at[order], np.arange(len(keys))))
            if len(keys)
            else (np.zeros(0, np.uint64))
        )
        rest, kind_number = np.divmod(keys, height)
        group, country_number = np.divmod(rest, width)
        made.append(_SetRows(group, country_number - 1, kind_number - 1, size, mark, place[first], place, at))
    return made


def _general(rows: list[_SetRows]) -> _SetRows:
    """Join choices, less the sets that hold the same places as a more general one of the same group."""
    seen: NDArray[np.uint64] = np.zeros(0, np.uint64)
    kept: list[_SetRows] = []
    offset = 0
    for one in rows:
        is_new = ~np.isin(one.mark, seen, kind="sort")  # by table, old NumPy overflows on 64 bits
        numbers = np.where(is_new, offset + np.cumsum(is_new) - 1, -1)
        group, country, kind, size = (column[is_new] for column in (one.group, one.country, one.kind, one.size))
        kept.append(
            _SetRows(group, country, kind, size, one.mark[is_new], one.only[is_new], one.place, numbers[one.at])
        )
        seen = np.concatenate([seen, one.mark])
        offset += int(is_new.sum())
    joined: list[Any] = [np.concatenate(column) for column in zip(*kept, strict=True)]
    return _SetRows(*joined)
