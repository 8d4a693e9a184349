"""A document's mentions in groups: one name, one sense, unless the text tells several apart."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from geomap.gazetteer.names import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap.model import Document, Toponym
    from geomap.resolution.options import Entry, Option, Options
    from geomap.resolution.survey import Part


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
    entry
        What is known about the name, as the options were found.
    part
        What the group adds to the document's sums by these shares.
    before, after
        Numbers of the nearest other groups in the text, -1 for none.
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
    entry: Entry | None = None
    part: Part | None = None
    before: int = -1
    after: int = -1

    @property
    def stands_alone(self) -> bool:
        """Whether the text puts no mention into another place, or another into it."""
        return not (self.containers or self.within or self.contains)

    @property
    def best(self) -> int:
        """Position of the likeliest option."""
        return max(range(len(self.shares)), key=self.shares.__getitem__)


_WITHIN = re.compile(r"[ \u00a0\n]+(?:in|of|at|near)[ \u00a0\n]+(?:the[ \u00a0\n]+)?|[ ]?\([ ]?|,[ \n]+(?:in[ ]+)?")
_NEAR_CHARS = 250


def group_mentions(document: Document, toponyms: Sequence[Toponym], options: Options) -> list[Group]:
    """Group toponyms by name; mentions that the text puts into different places stand apart, as sisters."""
    found = [options.of(t) for t in toponyms]
    keys = [_key(t) for t in toponyms]
    groups: dict[tuple[str, str], Group] = {}
    containers = [
        _container(document.text, toponyms, i) if _may_lie_in(found, i) else ("", -1) for i in range(len(toponyms))
    ]
    owner: list[Group] = []
    outer = {position for _, position in containers}
    named_so: dict[str, list[Group]] = {}
    for i, (toponym, key) in enumerate(zip(toponyms, keys, strict=True)):
        container, position = containers[i]
        group = groups.get((key, container))
        if group is None:
            group = groups[key, container] = Group(
                [], found[i].options, entry=found[i], demonym=toponym.kind == "demonym"
            )
            named_so.setdefault(key, []).append(group)
            group.sisters = list(named_so[key])
        group.members.append(i)
        group.head = group.head or toponym.head
        if container and len(group.containers) < 3:
            group.containers.append(found[position].options if position >= 0 else options.named(container))
        if (
            0 < i + 1 < len(toponyms)
            and position < 0
            and _WITHIN.fullmatch(document.text[toponym.end : toponyms[i + 1].start][:24])
        ):
            group.within.append(found[i + 1].options)
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


_LEVELS = {"country": 2, "admin1": 1}


def _may_lie_in(found: Sequence[Entry], i: int) -> bool:
    """Whether a name can be put into the next: "Canada, Mexico" is a list."""
    levels = [_LEVELS.get(e.options[0].kind, 0) if e.options else 0 for e in found[i : i + 2]]
    return len(levels) < 2 or levels[0] == 0 or levels[0] < levels[1]


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
