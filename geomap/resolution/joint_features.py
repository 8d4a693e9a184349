"""The signals from the rest of the document: one pure function each, from an option and what the other names say."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from geomap.resolution.features import distance_km
from geomap.resolution.survey import REACHES_KM

if TYPE_CHECKING:
    from collections.abc import Callable

    from geomap.resolution.options import Option
    from geomap.resolution.survey import Rest

    JointSignal = Callable[[Option, Rest], float]


def _alike(option: Option, neighbour: tuple[Option, float] | None) -> float:
    if neighbour is None:
        return 0.0
    place, share = neighbour
    # "Mexico City, Mexico": a place is not said to lie beside itself.
    if place.country != option.country or not place.country or place.index == option.index:
        return 0.0
    return share if place.admin1 and place.admin1 == option.admin1 else share / 2


def like_neighbours(option: Option, rest: Rest) -> float:
    """Return how far both names beside it in the text lie near: 1 in the same unit, 1/2 in the same country."""
    return (_alike(option, rest.before) + _alike(option, rest.after)) / 2


def introduced_before(option: Option, rest: Rest) -> float:
    """Return the weight of an earlier mention of the name in its container ("Paris, Texas") that means this place."""
    return rest.introduced[0].get(option.index, 0.0)


def introduced_after(option: Option, rest: Rest) -> float:
    """Return the weight of a later mention of the name in its container that means this place."""
    return rest.introduced[1].get(option.index, 0.0)


def country_named(option: Option, rest: Rest) -> float:
    """Return how much the text names its country elsewhere."""
    return _capped(rest.country_named(option.country))


def people_named(option: Option, rest: Rest) -> float:
    """Return how much the text names the people of its country."""
    return _capped(rest.people_named(option.country))


def unit_named(option: Option, rest: Rest) -> float:
    """Return how much the text names its first-order unit elsewhere."""
    return 0.0 if option.kind == "admin1" else _capped(rest.admin1_named(option.admin1))


def country_share(option: Option, rest: Rest) -> float:
    """Return the share of the text's other places that lie in its country."""
    return max(0.0, rest.country_mass(option.country)) / (rest.total + 1)


def unit_share(option: Option, rest: Rest) -> float:
    """Return the share of the text's other places that lie in its first-order unit."""
    return max(0.0, rest.admin1_mass(option.admin1)) / (rest.total + 1)


def unit_mass(option: Option, rest: Rest) -> float:
    """Return how much of the text lies in its first-order unit, not as a share."""
    return _capped(rest.admin1_mass(option.admin1) / 4)


def all_in_unit(option: Option, rest: Rest) -> float:
    """Return how far the other local names could all lie in its first-order unit, which the text names."""
    if option.kind == "admin1" or not option.admin1 or rest.admin1_named(option.admin1) <= NAMED:
        return 0.0
    return rest.share_there(option.admin1) ** 2 / rest.bearers_in(option.admin1)


def all_in_country(option: Option, rest: Rest) -> float:
    """Return how far the other local names could all lie in its country, which the text names."""
    country = option.country
    if option.kind == "country" or rest.country_named(country) + rest.people_named(country) <= NAMED:
        return 0.0
    return rest.share_there(-country) ** 2 / rest.bearers_in(-country)


def like_siblings(option: Option, rest: Rest) -> float:
    """Return how far the other names of a list are of its kind: four cities, or four regions."""
    siblings = rest.siblings()
    if not siblings:
        return 0.0
    return sum(share for place, share in siblings if place.kind == option.kind) / len(siblings)


NAMED = 0.3
"""A text names a country or unit where what means it weighs more than this."""


def _capped(amount: float) -> float:
    return min(1.0, max(0.0, amount))


def near_places(option: Option, rest: Rest) -> list[float]:
    """Return the weight of other places within each of ``REACHES_KM``: one signal per distance."""
    return [weight / (weight + 1) for weight in rest.weight_near(option)]


def _within(reach: int) -> JointSignal:
    def signal(option: Option, rest: Rest) -> float:
        return near_places(option, rest)[reach]

    signal.__doc__ = f"Other places of the text lie within {REACHES_KM[reach]} km."
    return signal


def names_its_parts(option: Option, rest: Rest) -> float:
    """Return how much the text names places inside it, where it is a country or province."""
    if option.kind == "country":
        return country_share(option, rest)
    return unit_share(option, rest) if option.kind == "admin1" else 0.0


def beside_other_units(option: Option, rest: Rest) -> float:
    """Return how much the text names other first-order units of its country, where it is one."""
    if option.kind != "admin1":
        return 0.0
    return _capped((rest.units_named(option.country) - rest.admin1_named(option.admin1)) / 3)


def beside_countries(option: Option, rest: Rest) -> float:
    """Return how much the text names other countries, where it is one."""
    if option.kind != "country":
        return 0.0
    return _capped((rest.countries_named() - rest.country_named(option.country)) / 4)


def capital_beside_countries(option: Option, rest: Rest) -> float:
    """Return how much the text names several countries, where it is a capital."""
    return _capped(rest.countries_named() / 5) if option.code == "PPLC" else 0.0


def near_home(option: Option, rest: Rest) -> float:
    """Return how near it lies to the outlet's home: 1 there, a half at 70 km."""
    return math.exp(-distance_km(option, rest.home[0]) / 100) if rest.home else 0.0


def in_home_unit(option: Option, rest: Rest) -> float:
    """Return 1 where it lies in the first-order unit of the outlet's home, 1/2 in its country."""
    if not rest.home:
        return 0.0
    home = rest.home[0]
    if home.admin1 and home.admin1 == option.admin1:
        return 1.0
    return 0.5 if home.country == option.country else 0.0


def spoken_of(option: Option, rest: Rest) -> float:
    """Return how far the text uses words of its country: selectmen, lorries, crores."""
    return rest.words.get(option.country, 0.0)


OF_WORDS: dict[str, JointSignal] = {"spoken of": spoken_of}
"""Signals of the words that are no names."""

OF_COUNTRY: dict[str, JointSignal] = {
    "country named": country_named,
    "people named": people_named,
    "unit named": unit_named,
    "country share": country_share,
    "unit share": unit_share,
    "unit mass": unit_mass,
    "all in unit": all_in_unit,
    "all in country": all_in_country,
}
"""Signals that only options in a country of other names can have."""

OF_DISTANCE: dict[str, JointSignal] = {f"within {km} km": _within(i) for i, km in enumerate(REACHES_KM)}
"""Signals that only options with another place within the last of ``REACHES_KM`` can have."""

OF_KIND: dict[str, JointSignal] = {
    "names its parts": names_its_parts,
    "beside sisters": beside_other_units,
    "beside countries": beside_countries,
    "capital beside countries": capital_beside_countries,
}
"""Signals that only countries, first-order units and capitals can have."""

OF_SAME_NAME: dict[str, JointSignal] = {"introduced before": introduced_before, "introduced after": introduced_after}
"""Signals that only a name which the text puts into a place elsewhere can have."""

OF_HOME: dict[str, JointSignal] = {"near home": near_home, "in home unit": in_home_unit}
"""Signals that only documents whose outlet's home is known can have."""

OF_NEIGHBOURS: dict[str, JointSignal] = {"like neighbours": like_neighbours}
"""Signals of the names right beside."""

OF_LISTS: dict[str, JointSignal] = {"like siblings": like_siblings}
"""Signals of the names in the same list."""

CONTEXTUAL: dict[str, JointSignal] = (
    OF_SAME_NAME | OF_NEIGHBOURS | OF_LISTS | OF_COUNTRY | OF_DISTANCE | OF_KIND | OF_HOME | OF_WORDS
)
"""Signals from the other names of the document."""
