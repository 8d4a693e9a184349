"""Looking a name up: candidates, narrowed and put in order."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from geomap.errors import InputError
from geomap.gazetteer import layout
from geomap.gazetteer.features import KINDS, is_kind, matches_kind
from geomap.gazetteer.names import fold
from geomap.gazetteer.reverse import distance_km
from geomap.model import Candidate

if TYPE_CHECKING:
    from geomap.gazetteer.gazetteer import Gazetteer
    from geomap.model import MatchKind

    # By place index: match code and folded name.
    Found = dict[int, tuple[int, str]]

_FUZZY_CODE = layout.MATCH_KINDS.index("fuzzy")


def lookup(
    gazetteer: Gazetteer,
    name: str,
    *,
    country: str | None,
    near: tuple[float, float] | None,
    kind: str | None,
    fuzzy: bool,
    limit: int | None,
) -> list[Candidate]:
    """Candidates for a name; see ``Gazetteer.lookup``."""
    if kind is not None and not is_kind(kind):
        raise InputError(f"there is no kind {kind!r}; there are: {', '.join(KINDS)}")
    folded = fold(name)
    found = _narrow(gazetteer, _exact(gazetteer, name, folded), country, kind)
    if not found and folded.startswith("the "):
        found = _narrow(gazetteer, _exact(gazetteer, name, folded[4:]), country, kind)
    if not found and fuzzy:
        found = _narrow(gazetteer, _near_misses(gazetteer, folded), country, kind)
    ranked = list(found)
    if near is not None:
        ranked.sort(key=lambda index: _remoteness(gazetteer, index, near))
    return [_candidate(gazetteer, index, *found[index]) for index in ranked[:limit]]


def _candidate(gazetteer: Gazetteer, index: int, code: int, folded: str) -> Candidate:
    match: MatchKind = layout.MATCH_KINDS[code & layout.KIND_MASK]
    return Candidate(gazetteer.place(index), match, gazetteer.written(index, folded))


def _exact(gazetteer: Gazetteer, name: str, folded: str) -> Found:
    written_small = name == name.lower()
    found: Found = {}
    for index in gazetteer.indexes_of(folded):
        for place, code in index:
            # "us" is no country; "US" is.
            if not (code & layout.CASE_SENSITIVE and written_small) and place not in found:
                found[place] = code, folded
    return found


def _near_misses(gazetteer: Gazetteer, folded: str) -> Found:
    found: list[tuple[int, int, str]] = []
    for spelling, name_id in gazetteer.near_names(folded):
        found += [(gazetteer.columns.importance[i], i, spelling) for i, _ in gazetteer.bearers(name_id)]
    found.sort(key=lambda item: (-item[0], item[1]))
    best: Found = {}
    for _, index, spelling in found:
        best.setdefault(index, (_FUZZY_CODE, spelling))
    return best


def _narrow(gazetteer: Gazetteer, found: Found, country: str | None, kind: str | None) -> Found:
    columns = gazetteer.columns
    if country is not None:
        codes = gazetteer.country_codes
        found = {i: how for i, how in found.items() if codes[columns.country[i]] == country.upper()}
    if kind is not None:
        features = gazetteer.features
        found = {i: how for i, how in found.items() if matches_kind(kind, *features[columns.feature[i]])}
    return found


def _remoteness(gazetteer: Gazetteer, index: int, near: tuple[float, float]) -> float:
    """How far off a place is, on a logarithmic scale that importance can be held against."""
    columns = gazetteer.columns
    km = distance_km(near[0], near[1], columns.lon_e5[index] / 1e5, columns.lat_e5[index] / 1e5)
    return 400 * math.log10(km + 10) - float(columns.importance[index])
