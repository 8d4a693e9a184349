"""Looking a name up: candidates, narrowed and put in order."""

from __future__ import annotations

import math
from operator import neg
from typing import TYPE_CHECKING, NamedTuple

from geomap.errors import InputError
from geomap.gazetteer import layout, nametable
from geomap.gazetteer.feature_kinds import KINDS, is_kind, matches_kind
from geomap.gazetteer.names import fold
from geomap.gazetteer.naming import kept_as
from geomap.gazetteer.record import is_latin
from geomap.gazetteer.reverse import distance_km
from geomap.language.patterns import lazily
from geomap.model import Candidate

if TYPE_CHECKING:
    from geomap.gazetteer.gazetteer import Gazetteer
    from geomap.model import MatchKind

    # By place index: match code and folded name.
    Found = dict[int, tuple[int, str]]

# In its language a name by language is a name like any other; where the language is not known, it loses this much, but
# it stays below a city whose own name it is.
_UNTOLD = 80
_UNTOLD_GREAT = 350
_CITY = 670
_FOREIGN_COST = {
    layout.PRIMARY: 0,
    layout.ALTERNATE: 60,
    layout.ABBREVIATION: 60,
    layout.HISTORICAL: 150,
    layout.DEMONYM: 150,
}
# What a settlement or a unit is, before or after its name as ``fold`` writes it (a hyphen is a space there).
_RANK_BEFORE = lazily(
    r"^(?:the )?(?:metropolitan )?(?:city|town|village|municipality|borough|ward|district|commune) of "
)
_RANK_AFTER = lazily(
    r" (?:(?:metropolitan |special )?city|(?:city |local |metropolitan )?municipality|town|township|village|borough|"
    r"ward|(?:urban |city )?district|commune|neighbou?rhood|quarter|suburb|raion|shi|ku|cho|si|gu|dong|eup|myeon)$"
)

_ARTICLE = lazily(r"(?:al|el|a(?:[dnrstz]|sh|th|dh)|e(?:[dnrstz]|sh)) ")
_CODES = "SY IQ JO LB PS IL SA YE OM AE QA BH KW EG LY TN DZ MA EH SD SS MR TD DJ SO KM IR TR ER"
_ARABIC = frozenset(_CODES.split())
"""Countries where a name may have the Arabic article."""

_FUZZY_CODE = layout.MATCH_KINDS.index("fuzzy")


class LookupFilter(NamedTuple):
    """What a look-up asks besides the name; see ``Gazetteer.lookup``."""

    country: str | None = None
    near: tuple[float, float] | None = None
    kind: str | None = None
    fuzzy: bool = False
    limit: int | None = None
    language: str = ""


def lookup(gazetteer: Gazetteer, name: str, wanted: LookupFilter) -> list[Candidate]:
    """Return the candidates for a name; see ``Gazetteer.lookup``."""
    kind, near = wanted.kind, wanted.near
    if kind is not None and not is_kind(kind):
        raise InputError(f"there is no kind {kind!r}; there are: {', '.join(KINDS)}")
    folded = fold(name)
    found = _narrow(gazetteer, _exact(gazetteer, name, folded, wanted.language), wanted.country, kind)
    if not found and folded.startswith("the "):
        found = _narrow(gazetteer, _exact(gazetteer, name, folded[4:], wanted.language), wanted.country, kind)
    if not found:
        found = _narrow(gazetteer, _without_rank(gazetteer, name, folded, wanted.language), wanted.country, kind)
    if not found:
        found = _narrow(gazetteer, _with_other_article(gazetteer, name, folded, wanted.language), wanted.country, kind)
    if not found and wanted.fuzzy:
        found = _narrow(gazetteer, _near_misses(gazetteer, folded), wanted.country, kind)
    ranked = list(found)
    if near is not None:
        ranked.sort(key=lambda index: _remoteness(gazetteer, index, near))
    return [_candidate(gazetteer, index, *found[index]) for index in ranked[: wanted.limit]]


def candidates(gazetteer: Gazetteer, name: str, language: str) -> list[tuple[int, int]]:
    """Return (place, match code) of all that a text in a language can mean by a name, the likeliest first."""
    return [(index, code) for index, (code, _) in _exact(gazetteer, name, fold(name), language).items()]


def _candidate(gazetteer: Gazetteer, index: int, code: int, folded: str) -> Candidate:
    match: MatchKind = layout.MATCH_KINDS[code & layout.KIND_MASK]
    return Candidate(gazetteer.place(index), match, gazetteer.written(index, folded))


def _exact(gazetteer: Gazetteer, name: str, folded: str, language: str) -> Found:
    """Return the bearers of a name, by the sources or in a language, the likeliest first."""
    written_small = name == name.lower()
    importance = gazetteer.columns.importance
    found: Found = {}
    worth: dict[int, tuple[int, int]] = {}

    def enter(place: int, code: int, value: int) -> None:
        # "us" is no country; "US" is.
        if code & layout.CASE_SENSITIVE and written_small:
            return
        if place not in found or worth[place][0] < value:
            found[place], worth[place] = (code, folded), (value, importance[place])

    # Names in Latin script that the matcher of texts must not see come second: "Granada" of Grenada.
    visible = gazetteer.name_id(folded) >= 0
    own = 0  # of the greatest place whose first name it is
    for lookup_only, bearers in enumerate(gazetteer.indexes_of(folded), 0 if visible or not is_latin(folded) else 1):
        for place, code in bearers:
            value = importance[place] - nametable.cost(code)
            enter(place, code, min(value, _CITY) if lookup_only else value)
            if code & layout.KIND_MASK == layout.PRIMARY and not lookup_only:
                own = max(own, importance[place])
    if gazetteer.exonyms is not None:
        for place, code, _ in gazetteer.exonyms.bearers(folded, kept_as(language)):
            # Of so many languages' short forms most are a word of another: Turkish "Şam" is no "SAM".
            if code & layout.CASE_SENSITIVE and not name.isupper():
                continue
            value = _worth(importance[place], code, language_known=bool(language))
            enter(place, code, value if language or own < _CITY else min(value, own - 1))
    return {place: found[place] for place in sorted(found, key=lambda place: (*map(neg, worth[place]), place))}


def _worth(importance: int, code: int, *, language_known: bool) -> int:
    """Return the rank of a name by language among the sources' names, on the scale of importance.

    Where the language is known, like a first name. Else it stands before any village of that very name and before
    towns that have it for an alternate, but behind a city that is called so: Granada is the city, though it is what
    Spaniards call Grenada.
    """
    cost = _FOREIGN_COST[code & layout.KIND_MASK]
    if language_known:
        return importance - cost
    return max(min(importance - _UNTOLD, _CITY), importance - _UNTOLD_GREAT) - cost


def _without_rank(gazetteer: Gazetteer, name: str, folded: str, language: str) -> Found:
    """Return the settlements and units by a name that says what they are.

    For example "Taguig City", "City of Johannesburg", "Suwon-si".
    """
    bare = _RANK_BEFORE.sub("", folded)
    if bare == folded:
        bare = _RANK_AFTER.sub("", folded)
    if bare == folded or not bare:
        return {}
    found = _exact(gazetteer, name, bare, language)
    return {i: how for i, how in found.items() if gazetteer.features[gazetteer.columns.feature[i]][0] in "AP"}


def _with_other_article(gazetteer: Gazetteer, name: str, folded: str, language: str) -> Found:
    """Return Arabic names with their article written otherwise.

    For example "el-Fasher", "Al Fasher" and "Fasher", "Ash-Shajara".
    """
    match = _ARTICLE.match(folded)
    bare = folded[match.end() :] if match else folded
    found: Found = {}
    for article in ("al ", "el ", "a" + bare[:1] + " ", "a" + bare[:2] + " ", "") if match else ("al ", "el "):
        if article + bare != folded:
            others = _exact(gazetteer, name, article + bare, language)
            found |= {i: how for i, how in others.items() if i not in found}
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
    """Return how far off a place is, on a logarithmic scale that importance can be held against."""
    columns = gazetteer.columns
    km = distance_km(near[0], near[1], columns.lon_e5[index] / 1e5, columns.lat_e5[index] / 1e5)
    return 400 * math.log10(km + 10) - float(columns.importance[index])
