"""The signals from the rest of the document: one pure function each, from an option and the context to a number."""

# ruff: noqa: ARG001 -- all signals take the same arguments, whether they need them or not

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from geomap.resolution.context import EARTH_RADIUS_KM
from geomap.resolution.features import distance_km

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from geomap.resolution.context import Context, Group
    from geomap.resolution.options import Option

    JointSignal = Callable[[Option, Group, Context], float]


def _neighbour(option: Option, number: int, context: Context) -> float:
    if number < 0 or not context.groups[number].options:
        return 0.0
    other = context.groups[number]
    i = other.best
    place, share = other.options[i], other.shares[i]
    if place.admin1 and place.admin1 == option.admin1:
        return share
    return share / 2 if place.country and place.country == option.country else 0.0


def like_neighbours(option: Option, group: Group, context: Context) -> float:
    """The names beside it in the text lie in the same unit (1) or country (1/2)."""
    return (_neighbour(option, group.before, context) + _neighbour(option, group.after, context)) / 2


def _share_of(option: Option, groups: Sequence[Group]) -> float:
    """The most that one of the groups gives to the same place."""
    return max(
        (s for g in groups for o, s in zip(g.options, g.shares, strict=True) if o.index == option.index), default=0.0
    )


def introduced_before(option: Option, group: Group, context: Context) -> float:
    """The same name stands before, put into a place ("Paris, Texas"), and means this there."""
    return _share_of(option, [g for g in group.sisters if g is not group and g.containers])


def introduced_after(option: Option, group: Group, context: Context) -> float:
    """The same name comes later, put into a place, and means this there."""
    return _share_of(option, [g for g in group.later if g.containers])


# What the text says as a whole ----------------------------------------------------------------------------------------


def _own(group: Group, what: Callable[[Option], bool]) -> float:
    """What the group itself has put into a sum."""
    return group.weight * sum(s for o, s in zip(group.options, group.shares, strict=True) if s >= 0.02 and what(o))


def country_named(option: Option, group: Group, context: Context) -> float:
    """The text names its country elsewhere."""
    amount = context.country_named.get(option.country, 0.0)
    if amount and not group.demonym:
        amount -= _own(group, lambda o: o.kind == "country" and o.country == option.country)
    return min(1.0, max(0.0, amount))


def people_named(option: Option, group: Group, context: Context) -> float:
    """The text names the people of its country."""
    amount = context.demonym_named.get(option.country, 0.0)
    if amount and group.demonym:
        amount -= _own(group, lambda o: o.kind == "country" and o.country == option.country)
    return min(1.0, max(0.0, amount))


def unit_named(option: Option, group: Group, context: Context) -> float:
    """The text names its first-order unit elsewhere."""
    if not option.admin1 or option.kind == "admin1":
        return 0.0
    amount = context.admin1_named.get(option.admin1, 0.0)
    if amount:
        amount -= _own(group, lambda o: o.kind == "admin1" and o.admin1 == option.admin1)
    return min(1.0, max(0.0, amount))


def country_share(option: Option, group: Group, context: Context) -> float:
    """Share of the text's other places that lie in its country."""
    rest = context.total - group.weight
    if rest <= 0 or not option.country:
        return 0.0
    amount = context.country_mass.get(option.country, 0.0) - _own(group, lambda o: o.country == option.country)
    return max(0.0, amount) / (rest + 1)


def unit_share(option: Option, group: Group, context: Context) -> float:
    """Share of the text's other places that lie in its first-order unit."""
    rest = context.total - group.weight
    if rest <= 0 or not option.admin1:
        return 0.0
    amount = context.admin1_mass.get(option.admin1, 0.0) - _own(group, lambda o: o.admin1 == option.admin1)
    return max(0.0, amount) / (rest + 1)


def unit_mass(option: Option, group: Group, context: Context) -> float:
    """How much of the text lies in its first-order unit, whatever the rest."""
    if not option.admin1:
        return 0.0
    amount = context.admin1_mass.get(option.admin1, 0.0) - _own(group, lambda o: o.admin1 == option.admin1)
    return min(1.0, max(0.0, amount) / 4)


def _within_km(limit_km: float) -> JointSignal:
    cosine = math.cos(limit_km / EARTH_RADIUS_KM)

    def signal(option: Option, group: Group, context: Context) -> float:
        total = 0.0
        x, y, z = option.x, option.y, option.z
        for anchor in context.anchors:
            other = anchor.option
            if other.x * x + other.y * y + other.z * z >= cosine and context.groups[anchor.group] is not group:
                total += anchor.weight
        return total / (total + 1)

    signal.__doc__ = f"Other places of the text lie within {limit_km:g} km."
    return signal


def names_its_parts(option: Option, group: Group, context: Context) -> float:
    """It is a country or province, and the text names places inside it."""
    if option.kind == "country":
        return country_share(option, group, context)
    if option.kind == "admin1":
        return unit_share(option, group, context)
    return 0.0


def beside_sisters(option: Option, group: Group, context: Context) -> float:
    """It is a first-order unit, and the text names others of its country."""
    if option.kind != "admin1":
        return 0.0
    amount = 0.0
    for other in context.groups:
        if other is not group:
            for o, s in zip(other.options, other.shares, strict=True):
                if s > 0.3 and o.kind == "admin1" and o.country == option.country and o.admin1 != option.admin1:
                    amount += s
    return min(1.0, amount / 3)


def beside_countries(option: Option, group: Group, context: Context) -> float:
    """It is a country, and the text names other countries."""
    if option.kind != "country":
        return 0.0
    amount = sum(context.country_named.values()) - context.country_named.get(option.country, 0.0)
    return min(1.0, max(0.0, amount) / 4)


def capital_beside_countries(option: Option, group: Group, context: Context) -> float:
    """It is a capital, and the text names several countries."""
    return min(1.0, sum(context.country_named.values()) / 5) if option.code == "PPLC" else 0.0


def near_home(option: Option, group: Group, context: Context) -> float:
    """It lies within 150 km of the outlet's home."""
    return float(any(distance_km(option, h) < 150 for h in context.home[:1]))


def in_home_unit(option: Option, group: Group, context: Context) -> float:
    """It lies in the first-order unit of the outlet's home (1), or in its country (1/2)."""
    if not context.home:
        return 0.0
    home = context.home[0]
    if home.admin1 and home.admin1 == option.admin1:
        return 1.0
    return 0.5 if home.country == option.country else 0.0


CONTEXTUAL: dict[str, JointSignal] = {
    "introduced before": introduced_before,
    "introduced after": introduced_after,
    "like neighbours": like_neighbours,
    "country named": country_named,
    "people named": people_named,
    "unit named": unit_named,
    "country share": country_share,
    "unit share": unit_share,
    "unit mass": unit_mass,
    "within 30 km": _within_km(30),
    "within 100 km": _within_km(100),
    "within 300 km": _within_km(300),
    "within 1000 km": _within_km(1000),
    "names its parts": names_its_parts,
    "beside sisters": beside_sisters,
    "beside countries": beside_countries,
    "capital beside countries": capital_beside_countries,
    "near home": near_home,
    "in home unit": in_home_unit,
}
"""JointSignals from the other names of the document."""
