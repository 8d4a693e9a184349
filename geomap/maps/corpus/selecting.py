"""SelectionCounts of a part of a corpus: what the page works out again whenever a reader chooses."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Literal

import numpy as np

from geomap.errors import InputError
from geomap.maps.corpus.bins import ends_of
from geomap.maps.corpus.view import KINDS, UNDATED, SelectionCounts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from geomap.maps.corpus.view import CorpusView, Level, LevelName, Selection

_EPOCH = date(1970, 1, 1)


def count(view: CorpusView, level: LevelName | Literal["place"], selection: Selection) -> SelectionCounts:
    """Count documents and mentions, see ``CorpusView.count``."""
    bins, languages = _bins(view, selection), _languages(view, selection)
    cube = view.cube
    rows = bins[cube.bin] & languages[cube.language]
    sets = max(int(cube.set.max(initial=-1)) + 1, len(view.places))
    documents = np.bincount(cube.set[rows], cube.documents[rows], sets).astype(np.int64)
    mentions = np.bincount(cube.set[rows], cube.mentions[rows], sets).astype(np.int64)[: len(view.places)]
    country = _number(selection.country, view.countries, "country")
    kind = _number(selection.kind, KINDS, "kind of place")
    shown = np.ones(len(view.places), bool)
    if country >= 0:
        shown &= np.array([code == selection.country for code in view.places.country_codes], bool)
    if kind >= 0:
        shown &= view.places.kind == kind
    total = int(view.slots[bins][:, languages].sum())
    mentions = np.where(shown, mentions, 0)
    if level == "place":
        return SelectionCounts(np.where(shown, documents[: len(shown)], 0), mentions, total)
    groups = view.levels[level]
    member = shown & (groups.member >= 0)
    of_groups = np.bincount(groups.member[member], mentions[member], len(groups.names)).astype(np.int64)
    chosen = _sets(groups, np.bincount(groups.member[member], minlength=len(groups.names)), country, kind)
    return SelectionCounts(np.where(chosen >= 0, documents[chosen], 0), of_groups, total)


def _sets(level: Level, sizes: NDArray[np.int64], country: int, kind: int) -> NDArray[np.int64]:
    """Return the set of each group that holds the places that are shown, -1 where there are none."""
    made = np.full(len(level.names), -1, np.int64)
    for choice in ((-1, -1), (-1, kind), (country, -1), (country, kind)):
        rows = (level.country == choice[0]) & (level.kind == choice[1])
        rows &= (sizes[level.group] == level.size) & (level.size > 0)
        made[level.group[rows]] = level.set[rows]
    return made


def _bins(view: CorpusView, selection: Selection) -> NDArray[np.bool_]:
    starts = view.bins.starts
    chosen = np.ones(len(starts), bool)
    if selection.first is None and selection.last is None:
        return chosen
    ends = ends_of(starts, view.bins.unit, view.bins.last)
    if selection.first is not None:
        chosen &= ends > (selection.first - _EPOCH).days
    if selection.last is not None:
        chosen &= starts <= (selection.last - _EPOCH).days
    dated: NDArray[np.bool_] = chosen & (starts != UNDATED)
    return dated


def _languages(view: CorpusView, selection: Selection) -> NDArray[np.bool_]:
    if not selection.languages:
        return np.ones(len(view.languages), bool)
    numbers = [_number(code, view.languages, "language") for code in selection.languages]
    made: NDArray[np.bool_] = np.isin(np.arange(len(view.languages)), numbers)
    return made


def _number(value: str, known: Sequence[str], what: str) -> int:
    if not value:
        return -1
    if value not in known:
        raise InputError(f"the corpus has no {what} {value!r}; it has {', '.join(one for one in known if one)}")
    return known.index(value)
