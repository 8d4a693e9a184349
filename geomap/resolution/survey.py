"""What a document says as a whole: the countries, provinces and places that its names probably mean."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from geomap.gazetteer.reverse import EARTH_RADIUS_KM

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap.resolution.context import Group
    from geomap.resolution.options import Option

REACHES_KM = (30, 100, 300, 1000)
"""Distances within which places support each other."""
_COSINES = tuple(math.cos(km / EARTH_RADIUS_KM) for km in REACHES_KM)
_LEAST_SHARE = 0.02
_LEAST_ANCHOR = 0.15
_MOST_ANCHORS = 20


class Anchor(NamedTuple):
    """A place that the document probably names, for distances."""

    x: float
    y: float
    z: float
    weight: float
    group: Group
    option: Option


class Part(NamedTuple):
    """What one group adds to the sums of a document: by country and by first-order unit."""

    country_mass: dict[int, float]
    admin1_mass: dict[int, float]
    country_named: dict[int, float]
    people_named: dict[int, float]
    admin1_named: dict[int, float]
    units_named: dict[int, float]


def part_of(group: Group) -> Part:
    """Sums over a group's options by their shares."""
    part = Part({}, {}, {}, {}, {}, {})
    for option, share in zip(group.options, group.shares, strict=True):
        if share < _LEAST_SHARE:
            continue
        amount = share * group.weight
        _add(part.country_mass, option.country, amount)
        _add(part.admin1_mass, option.admin1, amount)
        if option.kind == "country":
            _add(part.people_named if group.demonym else part.country_named, option.country, amount)
        elif option.kind == "admin1":
            _add(part.admin1_named, option.admin1, amount)
            _add(part.units_named, option.country, amount)
    return part


def merged(parts: Sequence[Part]) -> Part:
    """The parts of several groups together."""
    if len(parts) == 1:
        return parts[0]
    whole = Part({}, {}, {}, {}, {}, {})
    for part in parts:
        for sums, own in zip(whole, part, strict=True):
            for key, amount in own.items():
                sums[key] = sums.get(key, 0.0) + amount
    return whole


def _add(sums: dict[int, float], key: int, amount: float) -> None:
    if key:
        sums[key] = sums.get(key, 0.0) + amount


@dataclass(slots=True, eq=False)
class Survey:
    """Sums over all groups of a document.

    Attributes
    ----------
    groups
        The groups, in the order of their first mentions.
    whole
        The sums.
    anchors
        Probable places that are no countries, the weightiest first.
    total
        Weight of all groups that have options.
    home
        The outlet's home, if it is known.
    """

    groups: list[Group]
    whole: Part
    anchors: list[Anchor]
    total: float
    home: tuple[Option, ...] = ()

    @classmethod
    def of(cls, groups: list[Group], home: tuple[Option, ...] = ()) -> Survey:
        """Sum up what the groups' current shares say."""
        anchors: list[Anchor] = []
        total = 0.0
        for group in groups:
            if not group.options:
                continue
            total += group.weight
            group.part = part_of(group)
            anchors += (
                Anchor(o.x, o.y, o.z, share * group.weight, group, o)
                for o, share in zip(group.options, group.shares, strict=True)
                if share >= _LEAST_ANCHOR and o.kind != "country"
            )
        anchors.sort(key=lambda a: -a.weight)
        whole = merged([group.part for group in groups if group.part is not None])
        return cls(groups, whole, anchors[:_MOST_ANCHORS], total, home)


class Rest:
    """A survey as one group sees it: without its own part."""

    __slots__ = ("_anchors", "_near", "_own", "_whole", "after", "before", "group", "home", "introduced", "total")

    def __init__(self, survey: Survey, group: Group) -> None:
        self.group = group
        self.home = survey.home
        # The same name elsewhere in the text is no witness for itself.
        same = [group, *(g for g in (*group.sisters, *group.later) if g is not group)]
        self.total = max(0.0, survey.total - sum(g.weight for g in same if g.options))
        self.before = _likeliest(survey.groups, group.before)
        self.after = _likeliest(survey.groups, group.after)
        self.introduced = (
            _shares([g for g in group.sisters if g is not group and g.containers]),
            _shares([g for g in group.later if g.containers]),
        )
        self._whole = survey.whole
        self._own = merged([g.part or part_of(g) for g in same])
        self._anchors = [a for a in survey.anchors if a.group not in same]
        self._near: dict[int, tuple[float, ...]] = {}

    def country_mass(self, country: int) -> float:
        """Weight of the other groups by their country."""
        return self._whole.country_mass.get(country, 0.0) - self._own.country_mass.get(country, 0.0)

    def admin1_mass(self, admin1: int) -> float:
        """Weight of the other groups by their first-order unit."""
        return self._whole.admin1_mass.get(admin1, 0.0) - self._own.admin1_mass.get(admin1, 0.0)

    def country_named(self, country: int) -> float:
        """Weight of the other groups that name the country itself."""
        return self._whole.country_named.get(country, 0.0) - self._own.country_named.get(country, 0.0)

    def people_named(self, country: int) -> float:
        """Weight of the other groups that name its people."""
        return self._whole.people_named.get(country, 0.0) - self._own.people_named.get(country, 0.0)

    def admin1_named(self, admin1: int) -> float:
        """Weight of the other groups that name the first-order unit itself."""
        return self._whole.admin1_named.get(admin1, 0.0) - self._own.admin1_named.get(admin1, 0.0)

    def units_named(self, country: int) -> float:
        """Weight of the other groups that name first-order units of the country."""
        return self._whole.units_named.get(country, 0.0) - self._own.units_named.get(country, 0.0)

    def countries_named(self) -> float:
        """Weight of the other groups that name any country."""
        return sum(self._whole.country_named.values()) - sum(self._own.country_named.values())

    def speaks_of(self, option: Option) -> bool:
        """Whether any signal can be other than nothing: most options lie in countries that the text does not touch."""
        return (
            self.country_mass(option.country) > 0
            or option.kind == "country"
            or option.code == "PPLC"
            or bool(self.home)
            or option.index in self.introduced[0]
            or option.index in self.introduced[1]
            or self.weight_near(option)[-1] > 0
        )

    def weight_near(self, option: Option) -> tuple[float, ...]:
        """Weight of the other places within each of ``REACHES_KM`` of an option."""
        known = self._near.get(option.index)
        if known is None:
            known = self._near[option.index] = self._sum_near(option)
        return known

    def _sum_near(self, option: Option) -> tuple[float, ...]:
        x, y, z = option.x, option.y, option.z
        closest, close, around, far = _COSINES
        a = b = c = d = 0.0
        for anchor in self._anchors:
            cosine = anchor.x * x + anchor.y * y + anchor.z * z
            if cosine >= far:
                d += anchor.weight
                if cosine >= around:
                    c += anchor.weight
                    if cosine >= close:
                        b += anchor.weight
                        if cosine >= closest:
                            a += anchor.weight
        return a, b, c, d


def _likeliest(groups: Sequence[Group], number: int) -> tuple[Option, float] | None:
    if number < 0 or not groups[number].options:
        return None
    group = groups[number]
    best = group.best
    return group.options[best], group.shares[best]


def _shares(groups: Sequence[Group]) -> dict[int, float]:
    """The most that one of the groups gives to each place."""
    most: dict[int, float] = {}
    for group in groups:
        for option, share in zip(group.options, group.shares, strict=True):
            most[option.index] = max(most.get(option.index, 0.0), share)
    return most
