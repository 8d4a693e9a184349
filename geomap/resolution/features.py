"""The signals of a name by itself: one pure function each, from an option and its group of mentions to a number.

``joint_features`` has the signals from the rest of the document. Numbers lie between about -1 and 1, so that the
weights in the file can be compared.
"""

# ruff: noqa: ARG001 -- all signals take the same arguments

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from geomap.gazetteer.reverse import EARTH_RADIUS_KM
from geomap.resolution.cues import ARTICLE, COUNTRY, TOWN, UNIT, WATER
from geomap.resolution.options import (
    MATCH_ABBREVIATION,
    MATCH_ALTERNATE,
    MATCH_DEMONYM,
    MATCH_HISTORICAL,
    MATCH_PRIMARY,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from geomap.resolution.context import Group
    from geomap.resolution.options import Option

    Signal = Callable[[Option, Group], float]


# The name ---------------------------------------------------------------------------------------------------------


def is_usual(option: Option, group: Group) -> bool:
    """Tell whether the name is the place's usual one, or that of its province or of the city in it.

    An alternate name counts as usual where a hand-kept table has it: texts say Cologne and not Köln.
    """
    if option.via != "name" or option.match > MATCH_ALTERNATE:
        return False
    if option.match == MATCH_PRIMARY or option.kept:
        return True
    admin1, country, kind = option.admin1, option.country, option.kind
    if not admin1:
        return False
    for o in group.options:
        if o.admin1 == admin1 and o.match == MATCH_PRIMARY and o.kind != kind and o.country == country:
            return True
    return False


def usual_name(option: Option, group: Group) -> float:
    """Tell whether the words are the place's usual name."""
    return float(is_usual(option, group))


def other_name(option: Option, group: Group) -> float:
    """Tell whether the words are another of the place's names."""
    return float(option.match == MATCH_ALTERNATE and option.via == "name" and not is_usual(option, group))


def short_form(option: Option, group: Group) -> float:
    """Tell whether the words are a part of its name that another place bears in full: "Oklahoma" of Oklahoma City."""
    return float(option.via == "short")


def abbreviation(option: Option, group: Group) -> float:
    """Tell whether the words are an abbreviation of the place's name."""
    return float(option.match == MATCH_ABBREVIATION)


def historical_name(option: Option, group: Group) -> float:
    """Tell whether the words are a name of the past."""
    return float(option.match == MATCH_HISTORICAL)


def people(option: Option, group: Group) -> float:
    """Tell whether the words are the place's people or adjective."""
    return float(option.match == MATCH_DEMONYM)


# The place --------------------------------------------------------------------------------------------------------


def importance(option: Option, group: Group) -> float:
    """Return how important the place is by itself, on a logarithmic scale."""
    return option.importance / 8


def behind_first(option: Option, group: Group) -> float:
    """Return how far it lies behind the most important place of the name, on the same scale."""
    return (option.importance - group.options[0].importance) / 4


def is_first(option: Option, group: Group) -> float:
    """Tell whether it is the most important place of the name."""
    return float(option is group.options[0])


def population(option: Option, group: Group) -> float:
    """Return the inhabitants of a settlement, on a logarithmic scale."""
    return math.log10(option.population + 1) / 8 if option.kind == "city" else 0.0


def _kind(kind: str) -> Signal:
    def signal(option: Option, group: Group) -> float:
        return float(option.kind == kind)

    signal.__doc__ = f"It is of the kind {kind}."
    return signal


def is_capital(option: Option, group: Group) -> float:
    """Tell whether it is the capital of a country."""
    return float(option.code == "PPLC")


def is_seat(option: Option, group: Group) -> float:
    """Tell whether it is the seat of a first-order unit."""
    return float(option.code == "PPLA")


def is_section(option: Option, group: Group) -> float:
    """Tell whether it is a part of a populated place."""
    return float(option.code in ("PPLX", "PPLH", "PPLQ", "PPLW"))


def fits_head(option: Option, group: Group) -> float:
    """Tell whether the head noun asks for its kind of place."""
    wanted = group.wanted
    return float(wanted is not None and option.kind in wanted)


def without_head(option: Option, group: Group) -> float:
    """Tell whether the name fits only without head noun or direction, and no head noun asks for its kind."""
    return float(option.via == "head" and not fits_head(option, group))


def against_head(option: Option, group: Group) -> float:
    """Tell whether the head noun asks for another kind of place."""
    wanted = group.wanted
    return float(wanted is not None and option.kind not in wanted)


_SEATS = frozenset({"PPLA", "PPLC"})
_PROVINCES = frozenset({"admin1", "admin2", "admin"})


def seat_has_the_name(option: Option, group: Group) -> float:
    """Tell whether it is a first-order unit whose seat, or a capital inside it, has the name too."""
    if option.kind != "admin1" or group.head:
        return 0.0
    admin1 = option.admin1
    for o in group.options:
        if o.admin1 == admin1 and o.code in _SEATS:
            return 1.0
    return 0.0


def city_has_the_name(option: Option, group: Group) -> float:
    """Tell whether it is a province or district, and some city in it has the name too."""
    if option.kind not in _PROVINCES or group.head:
        return 0.0
    return float(_has_city_of_its_name(option, group))


def _has_city_of_its_name(option: Option, group: Group) -> bool:
    """Tell whether some city in the first-order unit of a province or district has its name."""
    admin1, country = option.admin1, option.country
    return any(o.admin1 == admin1 and o.country == country and o.kind == "city" for o in group.options)


def unit_has_the_name(option: Option, group: Group) -> float:
    """Tell whether it is a city, and the province or country around it has the name too."""
    if option.kind != "city":
        return 0.0
    admin1, country = option.admin1, option.country
    for o in group.options:
        if o.country == country and (o.kind == "country" or (o.kind == "admin1" and o.admin1 == admin1)):
            return 1.0
    return 0.0


def size_of_unit(option: Option, group: Group) -> float:
    """Return how important a first-order unit is, on a logarithmic scale: Ontario is more than a parish of Jamaica."""
    return option.importance / 8 if option.kind == "admin1" and len(group.options) > 1 else 0.0


def larger_city_elsewhere(option: Option, group: Group) -> float:
    """Tell whether it is a unit or district, and a larger city that lies elsewhere has the name."""
    if option.kind not in ("admin1", "admin2") or group.head:
        return 0.0
    return float(
        any(
            o.kind == "city"
            and o.importance > option.importance
            and o.via == "name"
            and (o.country != option.country or o.admin1 != option.admin1)
            for o in group.options
        )
    )


def name_with_head(option: Option, group: Group) -> float:
    """Tell whether name and head noun together are its name: "the naval base in Tartus"."""
    return float(bool(group.head) and option.via == "name" and option.folded.endswith(" " + group.head))


def town_of_site(option: Option, group: Group) -> float:
    """Return 1 for the town of a site ("the barracks of Homs"), -1 for the unit around it that has its name, else 0."""
    if not group.asks_for_site:
        return 0.0
    if option.kind == "city":
        admin1, country = option.admin1, option.country
        return float(any(o.kind in _PROVINCES and o.admin1 == admin1 and o.country == country for o in group.options))
    return -float(option.kind in _PROVINCES and _has_city_of_its_name(option, group))


# What the text says of this name ------------------------------------------------------------------------------------


_UNITS = frozenset({"admin1", "country"})


def lies_in(outer: Option, option: Option) -> bool:
    """Tell whether an option lies in a country or first-order unit."""
    if outer.index == option.index:
        return False
    if outer.kind == "country":
        return outer.country == option.country
    return outer.kind == "admin1" and outer.admin1 == option.admin1 and outer.admin1 > 0


def _units(places: Sequence[Option]) -> list[Option]:
    """Return those of a name's places in which others can lie: countries and first-order units, a few of a hundred."""
    return [o for o in places if o.kind in _UNITS]


def distance_km(a: Option, b: Option) -> float:
    """Return the distance of two options along a great circle, in km."""
    return EARTH_RADIUS_KM * math.acos(max(-1.0, min(1.0, a.x * b.x + a.y * b.y + a.z * b.z)))


def in_container(option: Option, group: Group) -> float:
    """Tell whether it lies in the country or province that the text names after it ("Paris, Texas")."""
    return float(any(lies_in(o, option) for c in group.containers for o in _units(c)))


def near_container(option: Option, group: Group) -> float:
    """Tell whether it lies near the city or district that the text names after it ("Bandra, Mumbai")."""
    return float(any(o.kind not in _UNITS and distance_km(o, option) < 60 for c in group.containers for o in c[:5]))


def out_of_container(option: Option, group: Group) -> float:
    """Tell whether the text's container of the name holds another of its places, but not this one."""
    for outer in group.containers:
        units = _units(outer)
        if not units or any(lies_in(o, option) for o in units) or any(o.index == option.index for o in outer):
            continue
        if any(lies_in(o, other) for other in group.options for o in units):
            return 1.0
    return 0.0


def is_container(option: Option, group: Group) -> float:
    """Return 1 for a country or province that holds a name which the text puts into it, -1 if it does not, else 0."""
    if not group.contains:
        return 0.0
    if option.kind not in _UNITS:
        return -1.0
    return 1.0 if any(lies_in(option, o) for inner in group.contains for o in inner) else -1.0


def in_following(option: Option, group: Group) -> float:
    """Tell whether it lies in a place that follows right after ("Homs in Syria", "Homs (Syria)")."""
    return float(any(lies_in(o, option) for c in group.within for o in _units(c)))


OF_FEATURE: dict[str, Signal] = {
    "abbreviation": abbreviation,
    "historical name": historical_name,
    "people": people,
    "capital": is_capital,
    "seat": is_seat,
    "section": is_section,
    **{
        f"kind {k}": _kind(k)
        for k in ("country", "admin1", "admin2", "admin", "city", "site", "water", "nature", "region")
    },
}
"""Signals that depend on nothing but the option's match, kind and feature code: known for good once asked for."""

OF_PLACE: dict[str, Signal] = {
    "usual name": usual_name,
    "other name": other_name,
    "short form": short_form,
    "importance": importance,
    "behind first": behind_first,
    "is first": is_first,
    "population": population,
}
"""Signals that every option has."""

_NAMESAKES: dict[str, tuple[Signal, frozenset[str]]] = {
    "seat has the name": (seat_has_the_name, frozenset({"admin1"})),
    "city has the name": (city_has_the_name, frozenset({"admin1", "admin2", "admin"})),
    "unit has the name": (unit_has_the_name, frozenset({"city"})),
    "size of unit": (size_of_unit, frozenset({"admin1"})),
    "larger city elsewhere": (larger_city_elsewhere, frozenset({"admin1", "admin2"})),
}

OF_NAMESAKES: dict[str, Signal] = {name: signal for name, (signal, _) in _NAMESAKES.items()}
"""Signals that only options with another of their group beside them can have."""

OF_NAMESAKES_BY_KIND: dict[str, dict[str, Signal]] = {
    kind: {name: signal for name, (signal, kinds) in _NAMESAKES.items() if kind in kinds}
    for kind in ("city", "admin1", "admin2", "admin")
}
"""Those of them that an option can have, by its kind."""

OF_HEAD: dict[str, Signal] = {
    "without head": without_head,
    "fits head": fits_head,
    "against head": against_head,
    "name with head": name_with_head,
    "town of site": town_of_site,
}
"""Signals that only groups with a head noun, or options that were found without it, can have."""

_ASKED: dict[str, frozenset[str]] = {
    TOWN: frozenset({"city"}),
    UNIT: frozenset({"admin1", "admin2"}),
    COUNTRY: frozenset({"country"}),
    ARTICLE: frozenset({"water", "nature", "region"}),
    WATER: frozenset({"water"}),
}
_LANDS = frozenset({"country", "admin1", "admin2", "city"})


def as_asked(option: Option, group: Group) -> bool:
    """Tell whether the words beside the name ask for the option's kind of place; a head noun says more than they."""
    return bool(group.asks) and not group.head and option.kind in _ASKED[group.asks]


def _asked(ask: str) -> Signal:
    def signal(option: Option, group: Group) -> float:
        return float(group.asks == ask and as_asked(option, group))

    signal.__doc__ = f"The words beside the name ask for its kind of place ({ask})."
    return signal


def takes_no_article(option: Option, group: Group) -> float:
    """Tell whether it takes no article but has one: of "the Ohio", no country, unit or town."""
    return float(group.asks in _RIVERS and not group.head and option.kind in _LANDS)


_RIVERS = frozenset({ARTICLE, WATER})

OF_WORDS: dict[str, Signal] = {
    **{f"asked {ask}": _asked(ask) for ask in _ASKED},
    "takes no article": takes_no_article,
}
"""Signals that only names with a telling word beside them have."""

OF_CONTAINER: dict[str, Signal] = {
    "in container": in_container,
    "near container": near_container,
    "is container": is_container,
    "out of container": out_of_container,
    "in following": in_following,
}
"""Signals that groups which stand alone do not have."""

STATIC: dict[str, Signal] = OF_FEATURE | OF_PLACE | OF_NAMESAKES | OF_HEAD | OF_WORDS | OF_CONTAINER
"""Signals that the rest of the document does not change."""
