"""What a document says as a whole: the countries, provinces and places that its names probably mean."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

from geomap.gazetteer.reverse import EARTH_RADIUS_KM

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap.resolution.context import Group
    from geomap.resolution.options import Option

REACHES_KM = (30, 100, 300, 1000)
"""Distances within which places support each other."""
_COSINES = tuple(math.cos(km / EARTH_RADIUS_KM) for km in REACHES_KM)
_LEAST_SHARE = 0.02
_LEAST_LIKELY = 0.15
_MOST_LIKELY = 20
_MOST_LOCAL = 200

Sums = dict[int, float]
"""Weights by what they stand for: the row of a country or first-order unit, times 8, and one of the numbers below."""
COUNTRY, ADMIN1, COUNTRY_NAMED, PEOPLE_NAMED, ADMIN1_NAMED, UNITS_NAMED = range(6)
ANY_COUNTRY_NAMED: Final = 6
ANY_NAMED: Final = 7


class LikelyPlace(NamedTuple):
    """A place that the document probably names, for distances."""

    x: float
    y: float
    z: float
    weight: float
    group: Group
    option: Option


def part_of(group: Group) -> Sums:
    """Return one group's contribution to the sums of a document: its options by their shares."""
    part: Sums = {}
    weight = group.weight
    for option, share in zip(group.options, group.shares, strict=True):
        if share < _LEAST_SHARE:
            continue
        amount = share * weight
        country, admin1 = option.country << 3, option.admin1 << 3
        if country:
            part[country] = part.get(country, 0.0) + amount
        if admin1:
            part[admin1 + ADMIN1] = part.get(admin1 + ADMIN1, 0.0) + amount
        for key in _named(option, demonym=group.demonym):
            part[key] = part.get(key, 0.0) + amount
    return part


def likely_places(group: Group) -> list[LikelyPlace]:
    """Return the options of a group that are probably meant and are no countries."""
    return [
        LikelyPlace(option.x, option.y, option.z, share * group.weight, group, option)
        for option, share in zip(group.options, group.shares, strict=True)
        if share >= _LEAST_LIKELY and option.kind != "country"
    ]


def _named(option: Option, *, demonym: bool) -> tuple[int, ...]:
    """Return the keys of the sums that only countries and first-order units have."""
    country, admin1 = option.country << 3, option.admin1 << 3
    if option.kind == "country" and country:
        if demonym:
            return (country + PEOPLE_NAMED, ANY_NAMED)
        return (country + COUNTRY_NAMED, ANY_COUNTRY_NAMED, ANY_NAMED)
    if option.kind == "admin1":
        units = (country + UNITS_NAMED, ANY_NAMED) if country else ()
        return (admin1 + ADMIN1_NAMED, *units) if admin1 else units
    return ()


def _part(group: Group) -> Sums:
    return group.part if group.part_of is group.shares else part_of(group)


def merged(parts: Sequence[Sums]) -> Sums:
    """Return the sums of several groups together."""
    if len(parts) == 1:
        return parts[0]
    whole: Sums = {}
    get = whole.get
    for part in parts:
        for key, amount in part.items():
            whole[key] = get(key, 0.0) + amount
    return whole


@dataclass(slots=True, eq=False)
class Survey:
    """Sums over all groups of a document.

    Attributes
    ----------
    groups
        The groups, in the order of their first mentions.
    whole
        The sums.
    likely
        Probable places that are no countries, the weightiest first.
    total
        Weight of all groups that have options.
    home
        The outlet's home, if it is known.
    words
        Countries that the words speak of, by their row.
    likeliest
        The likeliest option of each group, with its share.
    local
        Which lands the local names could lie in.
    by_weight
        As ``lands`` gives it, once it was asked for.
    """

    groups: list[Group]
    whole: Sums
    likely: list[LikelyPlace]
    total: float
    home: tuple[Option, ...] = ()
    words: Sums = field(default_factory=dict)
    likeliest: list[tuple[Option, float] | None] = field(default_factory=list)
    local: _Local | None = None
    by_weight: list[tuple[float, int, int]] | None = None

    def share_there(self, land: int, group: Group) -> float:
        """Return the share of the other local names with a place in a unit, or in a country by its negative row."""
        if self.local is None:
            self.local = _Local(self.groups[:_MOST_LOCAL])
        return self.local.share(land, group)

    @property
    def lands(self) -> list[tuple[float, int, int]]:
        """Each country's weight as a negative number, its place among the sums from behind, and its key; sorted."""
        if self.by_weight is None:
            keys = [key for key in self.whole if not key & 7]
            self.by_weight = sorted((-self.whole[key], -order, key) for order, key in enumerate(keys))
        return self.by_weight

    @classmethod
    def of(cls, groups: list[Group], home: tuple[Option, ...] = (), words: Sums | None = None) -> Survey:
        """Sum up what the groups' current shares say."""
        likely: list[LikelyPlace] = []
        total = 0.0
        parts: list[Sums] = []
        likeliest: list[tuple[Option, float] | None] = []
        for group in groups:
            options, shares = group.options, group.shares
            if not options:
                likeliest.append(None)
                continue
            weight = group.weight
            total += weight
            if group.part_of is not shares:
                group.part, group.likely, group.part_of = part_of(group), likely_places(group), shares
            parts.append(group.part)
            likely += group.likely
            most = max(shares)
            likeliest.append((options[shares.index(most)], most))
        likely.sort(key=_heaviest)
        return cls(groups, merged(parts), likely[:_MOST_LIKELY], total, home, words or {}, likeliest)


class _Local:
    """Which lands all the local names of a text could lie in."""

    def __init__(self, groups: Sequence[Group]) -> None:
        self.groups: dict[int, frozenset[int]] = {}
        self.counts: dict[int, int] = {}
        for group in groups:
            if group.entry is None or not group.options or group.demonym or group.options[0].kind in _LANDS:
                continue
            reached = self.groups[id(group)] = group.entry.reaches()
            for land in reached:
                self.counts[land] = self.counts.get(land, 0) + 1

    def share(self, land: int, group: Group) -> float:
        """Return the share of the other names of which a place lies in a land; none without others."""
        own = self.groups.get(id(group))
        others = len(self.groups) - (own is not None)
        if others <= 0:
            return 0.0
        return (self.counts.get(land, 0) - (own is not None and land in own)) / others


_LANDS = frozenset({"country", "admin1"})


def _heaviest(place: LikelyPlace) -> float:
    return -place.weight


class Rest:
    """A survey as one group sees it: without its own part."""

    __slots__ = (
        "_introduced",
        "_likely",
        "_near",
        "_same",
        "_survey",
        "after",
        "before",
        "group",
        "home",
        "own",
        "total",
        "whole",
        "words",
    )  # fmt: skip

    def __init__(self, survey: Survey, group: Group) -> None:
        self.group = group
        self.home = survey.home
        self.words = survey.words
        self.whole = survey.whole
        """The sums over all groups; ``own``: what of them is this group's."""
        self.before = survey.likeliest[group.before] if group.before >= 0 else None
        """The likeliest option of the nearest group before this one, with its share; ``after``: the same after it."""
        self.after = survey.likeliest[group.after] if group.after >= 0 else None
        if group.same_name_later or len(group.same_name) > 1:
            # The same name elsewhere in the text is no witness for itself.
            self._same = [group, *(g for g in (*group.same_name, *group.same_name_later) if g is not group)]
            self.own = merged([_part(g) for g in self._same])
            self.total = max(0.0, survey.total - sum(g.weight for g in self._same if g.options))
            if self.before and survey.groups[group.before] in self._same:
                self.before = None
            if self.after and survey.groups[group.after] in self._same:
                self.after = None
        else:
            self._same = [group]
            self.own = _part(group)
            self.total = max(0.0, survey.total - group.weight)
        self._survey = survey
        self._near: dict[int, tuple[float, ...]] = {}
        self._likely: list[LikelyPlace] | None = None
        self._introduced: tuple[dict[int, float], dict[int, float]] | None = None

    @property
    def introduced(self) -> tuple[dict[int, float], dict[int, float]]:
        """Shares of the places that groups of the same name with a container mean, before and after this one."""
        if self._introduced is None:
            group = self.group
            if group.containers:  # "Portland, Oregon" says nothing of "Portland, Maine"
                self._introduced = {}, {}
            else:
                self._introduced = (
                    _shares([g for g in group.same_name if g is not group and g.containers]),
                    _shares([g for g in group.same_name_later if g.containers]),
                )
        return self._introduced

    @property
    def is_introduced(self) -> bool:
        """Whether the same name stands elsewhere with a container."""
        return len(self._same) > 1 and any(self.introduced)

    def country_mass(self, country: int) -> float:
        """Return the weight of the other groups by their country."""
        return self.amount(country << 3)

    def admin1_mass(self, admin1: int) -> float:
        """Return the weight of the other groups by their first-order unit."""
        return self.amount((admin1 << 3) + ADMIN1)

    def country_named(self, country: int) -> float:
        """Return the weight of the other groups that name the country itself."""
        return self.amount((country << 3) + COUNTRY_NAMED)

    def people_named(self, country: int) -> float:
        """Return the weight of the other groups that name its people."""
        return self.amount((country << 3) + PEOPLE_NAMED)

    def admin1_named(self, admin1: int) -> float:
        """Return the weight of the other groups that name the first-order unit itself."""
        return self.amount((admin1 << 3) + ADMIN1_NAMED)

    def units_named(self, country: int) -> float:
        """Return the weight of the other groups that name first-order units of the country."""
        return self.amount((country << 3) + UNITS_NAMED)

    def countries_named(self) -> float:
        """Return the weight of the other groups that name any country."""
        return self.amount(ANY_COUNTRY_NAMED)

    def any_named(self) -> float:
        """Return the weight of the other groups that name any country, its people or its units."""
        return self.amount(ANY_NAMED)

    def share_there(self, land: int) -> float:
        """Return the share of the other local names of which some place lies in a land, see ``Survey.share_there``."""
        return self._survey.share_there(land, self.group)

    def bearers_in(self, land: int) -> int:
        """Return how many places of the name lie in a land: of a dozen, as in a large country, one says little."""
        options = self.group.options
        if land < 0:
            return max(1, sum(o.country == -land for o in options))
        return max(1, sum(o.admin1 == land for o in options))

    def siblings(self) -> list[tuple[Option, float]]:
        """Return the likeliest options of the names that stand in one list with this one, with their shares."""
        likeliest = self._survey.likeliest
        return [one for i in self.group.listed if (one := likeliest[i]) is not None]

    @property
    def largest_land(self) -> tuple[int, float]:
        """The row of the country that most of the other groups' weight lies in, and that weight; 0 without any."""
        own, found = self.own, (0.0, 0, 0)
        for mass, order, key in self._survey.lands:
            if -mass < found[0]:
                break  # those behind have less, even with this group's own part
            rest = (-mass - own[key] if key in own else -mass), order, key
            found = max(found, rest)
        return found[2] >> 3, found[0]

    def amount(self, key: int) -> float:
        """Return the weight of the other groups under a key of ``Sums``."""
        amount = self.whole.get(key)
        return 0.0 if amount is None else amount - self.own.get(key, 0.0)

    def speaks_of(self, option: Option) -> bool:
        """Tell whether any signal of an option can be other than zero.

        Most options lie in countries that the text does not touch.
        """
        return (
            self.country_mass(option.country) > 0
            or option.kind == "country"
            or option.code == "PPLC"
            or bool(self.home)
            or (self.is_introduced and (option.index in self.introduced[0] or option.index in self.introduced[1]))
            or self.weight_near(option)[-1] > 0
        )

    def weight_near(self, option: Option) -> tuple[float, ...]:
        """Return the weight of the other places within each of ``REACHES_KM`` of an option."""
        known = self._near.get(option.index)
        if known is None:
            known = self._near[option.index] = self._sum_near(option)
        return known

    def _sum_near(self, option: Option) -> tuple[float, ...]:
        x, y, z = option.x, option.y, option.z
        closest, close, around, far = _COSINES
        a = b = c = d = 0.0
        if self._likely is None:
            same = self._same
            self._likely = [place for place in self._survey.likely if place.group not in same]
        for at_x, at_y, at_z, weight, _, _ in self._likely:
            cosine = at_x * x + at_y * y + at_z * z
            if cosine >= far:
                d += weight
                if cosine >= around:
                    c += weight
                    if cosine >= close:
                        b += weight
                        if cosine >= closest:
                            a += weight
        return a, b, c, d


def _shares(groups: Sequence[Group]) -> dict[int, float]:
    """Return the greatest share that any of the groups gives to each place, by row."""
    most: dict[int, float] = {}
    for group in groups:
        for option, share in zip(group.options, group.shares, strict=True):
            most[option.index] = max(most.get(option.index, 0.0), share)
    return most
