"""What a document says as a whole: its groups of mentions, and which countries, provinces and places it is about."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from geomap.gazetteer.names import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap.model import Document, Toponym
    from geomap.resolution.options import Option, Options

EARTH_RADIUS_KM = 6371.0088


@dataclass(slots=True, eq=False)
class Group:
    """Mentions of one name that mean one place: one sense a document, unless the text tells several apart.

    Attributes
    ----------
    members
        Indices of the toponyms.
    options
        Places that the name could mean, the most important first.
    head
        Head noun of any of the mentions, or ``""``.
    containers
        Options of the places that the text puts the name into ("Paris, Texas").
    sisters
        Groups of the same name with another container, or none, that come before this one; itself is the last.
    later
        Such groups that come after it.
    contains
        Whether the text puts another name into this one.
    demonym
        Whether the mentions are people or adjectives.
    weight
        How much the group counts for others: grows with the logarithm of its mentions.
    shares
        Probability of each option, from the last pass.
    """

    members: list[int]
    options: tuple[Option, ...]
    head: str = ""
    containers: list[tuple[Option, ...]] = field(default_factory=list)
    within: list[tuple[Option, ...]] = field(default_factory=list)
    sisters: list[Group] = field(default_factory=list)
    later: list[Group] = field(default_factory=list)
    contains: bool = False
    demonym: bool = False
    weight: float = 1.0
    shares: list[float] = field(default_factory=list)
    before: int = -1
    after: int = -1

    @property
    def best(self) -> int:
        """Position of the likeliest option."""
        return max(range(len(self.shares)), key=self.shares.__getitem__)


@dataclass(slots=True, eq=False)
class Anchor:
    """A place that the document probably names, for distances."""

    group: int
    option: Option
    weight: float


@dataclass(slots=True, eq=False)
class Context:
    """Sums over the groups of a document; each group's own part can be taken off.

    Attributes
    ----------
    groups
        The groups, in the order of their first mentions.
    country_mass, admin1_mass
        Weight of the groups by the country and the first-order unit of their options.
    country_named, admin1_named, demonym_named
        Weight of the groups that name the country or unit itself, or its people.
    anchors
        Probable places that are no countries.
    total
        Weight of all groups.
    home
        Options of the outlet's home.
    """

    groups: list[Group]
    country_mass: dict[int, float] = field(default_factory=dict)
    admin1_mass: dict[int, float] = field(default_factory=dict)
    country_named: dict[int, float] = field(default_factory=dict)
    admin1_named: dict[int, float] = field(default_factory=dict)
    demonym_named: dict[int, float] = field(default_factory=dict)
    anchors: list[Anchor] = field(default_factory=list)
    total: float = 0.0
    home: tuple[Option, ...] = ()


_WITHIN = re.compile(r"[ \u00a0\n]+(?:in|of|at|near)[ \u00a0\n]+(?:the[ \u00a0\n]+)?|[ ]?\([ ]?|,[ \n]+(?:in[ ]+)?")
_NEAR_CHARS = 250
_MOST_ANCHORS = 24


def group_mentions(document: Document, toponyms: Sequence[Toponym], options: Options) -> list[Group]:
    """Group toponyms by name; mentions that the text puts into different places stand apart, as sisters."""
    found = [options.of(t) for t in toponyms]
    keys = [_key(t) for t in toponyms]
    groups: dict[tuple[str, str], Group] = {}
    containers = [_container(document.text, toponyms, i) for i in range(len(toponyms))]
    owner: list[Group] = []
    outer = {position for _, position in containers}
    for i, (toponym, key) in enumerate(zip(toponyms, keys, strict=True)):
        container, position = containers[i]
        group = groups.get((key, container))
        if group is None:
            group = groups[key, container] = Group([], found[i], demonym=toponym.kind == "demonym")
            group.sisters = [g for (k, _), g in groups.items() if k == key]
        group.members.append(i)
        group.head = group.head or toponym.head
        if container and len(group.containers) < 3:
            group.containers.append(found[position] if position >= 0 else options.named(container))
        if (
            0 < i + 1 < len(toponyms)
            and position < 0
            and _WITHIN.fullmatch(document.text[toponym.end : toponyms[i + 1].start][:24])
        ):
            group.within.append(found[i + 1])
        group.contains = group.contains or i in outer
        owner.append(group)
    for group in groups.values():
        for sister in group.sisters[:-1]:
            sister.later.append(group)
    _link_neighbours(toponyms, list(groups.values()), owner)
    for group in groups.values():
        group.weight = 1 + math.log(len(group.members))
    return list(groups.values())


def _key(toponym: Toponym) -> str:
    name = fold(toponym.name or toponym.text)
    return f"{name}|{toponym.head}" if toponym.kind in ("facility", "zone") else name


_COMMA = re.compile(r"[.]?,[ \u00a0\n]{1,2}")


def _container(text: str, toponyms: Sequence[Toponym], i: int) -> tuple[str, int]:
    """Folded container of a toponym, and the index of the toponym that names it or -1."""
    toponym = toponyms[i]
    if i + 1 < len(toponyms) and toponyms[i + 1].kind == "literal":
        following = toponyms[i + 1]
        if following.start - toponym.end <= 3 and _COMMA.fullmatch(text[toponym.end : following.start]):
            return fold(following.text), i + 1
    if toponym.container:
        return fold(toponym.container), -1
    if "," in toponym.text:
        return fold(toponym.text.partition(",")[2]), -1
    return "", -1


def _link_neighbours(toponyms: Sequence[Toponym], groups: list[Group], owner: list[Group]) -> None:
    """Note the nearest other group before and after each group's first mention."""
    number = {id(g): i for i, g in enumerate(groups)}
    for group in groups:
        i = group.members[0]
        for step in (-1, 1):
            j = i + step
            while 0 <= j < len(toponyms) and owner[j] is group:
                j += step
            if 0 <= j < len(toponyms) and abs(toponyms[j].start - toponyms[i].start) <= _NEAR_CHARS:
                if step < 0:
                    group.before = number[id(owner[j])]
                else:
                    group.after = number[id(owner[j])]


def survey(groups: list[Group], home: tuple[Option, ...] = ()) -> Context:
    """Sum up what the groups' current shares say."""
    context = Context(groups, home=home)
    anchors: list[Anchor] = []
    for number, group in enumerate(groups):
        if not group.options:
            continue
        context.total += group.weight
        for option, share in zip(group.options, group.shares, strict=True):
            if share < 0.02:
                continue
            amount = share * group.weight
            _add(context.country_mass, option.country, amount)
            if option.admin1:
                _add(context.admin1_mass, option.admin1, amount)
            if option.kind == "country":
                _add(context.demonym_named if group.demonym else context.country_named, option.country, amount)
            elif option.kind == "admin1":
                _add(context.admin1_named, option.admin1, amount)
            if option.kind != "country" and share >= 0.15:
                anchors.append(Anchor(number, option, amount))
    anchors.sort(key=lambda a: -a.weight)
    context.anchors = anchors[:_MOST_ANCHORS]
    return context


def _add(sums: dict[int, float], key: int, amount: float) -> None:
    if key:
        sums[key] = sums.get(key, 0.0) + amount
