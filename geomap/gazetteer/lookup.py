"""Looking a name up: candidates, narrowed and put in order."""

from __future__ import annotations

import math
import re
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

# What a settlement or a unit is, before or after its name as ``fold`` writes it (a hyphen is a space there).
_RANK_BEFORE = re.compile(
    r"^(?:the )?(?:metropolitan )?(?:city|town|village|municipality|borough|ward|district|commune) of "
)
_RANK_AFTER = re.compile(
    r" (?:(?:metropolitan |special )?city|(?:city |local |metropolitan )?municipality|town|township|village|borough|"
    r"ward|(?:urban |city )?district|commune|neighbou?rhood|quarter|suburb|raion|shi|ku|cho|si|gu|dong|eup|myeon)$"
)

_ARTICLE = re.compile(r"(?:al|el|a(?:[dnrstz]|sh|th|dh)|e(?:[dnrstz]|sh)) ")
_CODES = "SY IQ JO LB PS IL SA YE OM AE QA BH KW EG LY TN DZ MA EH SD SS MR TD DJ SO KM IR TR ER"
_ARABIC = frozenset(_CODES.split())
"""Countries where a name may have the Arabic article."""

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
    if not found:
        found = _narrow(gazetteer, _without_rank(gazetteer, name, folded), country, kind)
    if not found:
        found = _narrow(gazetteer, _with_other_article(gazetteer, name, folded), country, kind)
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


def _without_rank(gazetteer: Gazetteer, name: str, folded: str) -> Found:
    """Settlements and units by a name that says what they are: "Taguig City", "City of Johannesburg", "Suwon-si"."""
    bare = _RANK_BEFORE.sub("", folded)
    if bare == folded:
        bare = _RANK_AFTER.sub("", folded)
    if bare == folded or not bare:
        return {}
    found = _exact(gazetteer, name, bare)
    return {i: how for i, how in found.items() if gazetteer.features[gazetteer.columns.feature[i]][0] in "AP"}


def _with_other_article(gazetteer: Gazetteer, name: str, folded: str) -> Found:
    """Arabic names with their article written otherwise: "el-Fasher", "Al Fasher" and "Fasher", "Ash-Shajara"."""
    match = _ARTICLE.match(folded)
    bare = folded[match.end() :] if match else folded
    found: Found = {}
    for article in ("al ", "el ", "a" + bare[:1] + " ", "a" + bare[:2] + " ", "") if match else ("al ", "el "):
        if article + bare != folded:
            found |= {i: how for i, how in _exact(gazetteer, name, article + bare).items() if i not in found}
    codes, countries = gazetteer.country_codes, gazetteer.columns.country
    return {i: how for i, how in found.items() if codes[countries[i]] in _ARABIC}


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
