"""A document's mentions in groups: one name, one sense, unless the text tells several apart."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from functools import cache
from operator import attrgetter, itemgetter
from typing import TYPE_CHECKING, TypeVar

from geomap.gazetteer.names import fold
from geomap.language import english, find_language
from geomap.resolution.apposition import Appositions, appositions_of, is_whole
from geomap.resolution.between import between_of
from geomap.resolution.cues import ARTICLE, WATER, kind_cues_of
from geomap.resolution.features import lies_in
from geomap.resolution.options import MATCH_PRIMARY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from geomap.language import Language
    from geomap.model import Document, Toponym
    from geomap.resolution.between import Between
    from geomap.resolution.options import NameOptions, Option, Options
    from geomap.resolution.survey import LikelyPlace, Sums


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
    language
        Language of the text, which tells what the head noun means.
    containers
        Options of the places that the text puts the name into ("Paris, Texas").
    within
        Options of the places that follow right after ("Homs in Syria").
    inside
        Groups of the places that the text puts the name into, of both kinds.
    same_name
        The last groups of the same name with another container, or none, up to this one, which is the last itself.
    same_name_later
        The first of such groups that come after it.
    apposed
        Whether an apposition puts the name into one of those: "a town in".
    contains
        Options of the names that the text puts into this one.
    asks
        What kind of place the words beside a mention ask for, as ``asked_for`` gives it.
    demonym
        Whether the mentions are people or adjectives.
    weight
        How much the group counts for others: grows with the logarithm of its mentions.
    shares
        Probability of each option, from the last pass.
    entry
        What is known about the name, as the options were found.
    part, likely, part_of
        What the group adds to the document's sums and likely places, and the shares that both were reckoned from.
    before, after
        Numbers of the nearest other groups in the text, -1 for none.
    listed
        Numbers of the groups of the list that the first mention stands in.
    stray
        Whether the place is small and far from where the report comes from, and nothing else speaks for it.
    claimed
        Whether the text puts the name into countries that are not the place's own, but claim its ground or rule it.
    """

    members: list[int]
    options: tuple[Option, ...]
    head: str = ""
    language: Language = field(default_factory=english)
    containers: list[tuple[Option, ...]] = field(default_factory=list)
    within: list[tuple[Option, ...]] = field(default_factory=list)
    inside: list[Group] = field(default_factory=list)
    apposed: bool = False
    same_name: list[Group] = field(default_factory=list)
    same_name_later: list[Group] = field(default_factory=list)
    contains: list[tuple[Option, ...]] = field(default_factory=list)
    asks: str = ""
    demonym: bool = False
    weight: float = 1.0
    shares: list[float] = field(default_factory=list)
    entry: NameOptions | None = None
    part: Sums = field(default_factory=dict)
    likely: list[LikelyPlace] = field(default_factory=list)
    part_of: list[float] | None = None
    before: int = -1
    after: int = -1
    listed: tuple[int, ...] = ()
    stray: bool = False
    claimed: bool = False

    @property
    def stands_alone(self) -> bool:
        """Whether the text says nothing of its own about this name: puts it nowhere, and asks for no kind of place."""
        return not (self.containers or self.within or self.contains or self.asks)

    @property
    def wanted(self) -> frozenset[str] | None:
        """Coarse kinds of place that the head noun asks for, None without one."""
        return wanted_of(self.language, self.head) if self.head else None

    @property
    def asks_for_site(self) -> bool:
        """Whether the head noun is that of a site: a base, an airport."""
        return self.wanted == _SITE

    @property
    def is_natural(self) -> bool:
        """Whether the head noun is that of a river, an island."""
        return self.head in self.language.heads.nature

    @property
    def best(self) -> int:
        """Position of the likeliest option."""
        return self.shares.index(max(self.shares))


_SITE = frozenset({"site"})


@cache
def wanted_of(language: Language, head: str) -> frozenset[str]:
    """Return the coarse kinds of place that a head noun of a language asks for.

    A site, if the language does not say.
    """
    for kinds, heads in language.heads.kinds.items():
        if head in heads:
            return frozenset(kinds.split())
    return _SITE


_RIVERS = frozenset({ARTICLE, WATER})
_LANDS = frozenset({"country", "admin1", "admin2", "city"})


def _may_be_river(entry: NameOptions) -> bool:
    """Tell whether a name with an article before it can be a river's that is another place's before all."""
    return not entry.options or entry.options[0].kind in _LANDS


_NEAR_CHARS = 250
_WIDEST_GAP = 24
# Of a name that the text puts into a hundred places, the nearest count: all of them would take the square of the time.
_MOST_SAME_NAME = 24
_MOST_OUTER = 4
# A place is introduced where it is first named, or right after the headline; later on the name may mean another.
_INTRODUCED = 2
_MOST_LISTED = 12
_Found = TypeVar("_Found")


class _Mentions:
    """The mentions of a document on their way into groups."""

    def __init__(self, document: Document, toponyms: Sequence[Toponym], options: Options) -> None:
        self.text = document.text
        self.toponyms = toponyms
        self.options = options
        self.found = [options.of(t) for t in toponyms]
        self.lists = self.in_own_language(Appositions.lists, itemgetter(0))
        self.listed = frozenset(i for first, last in self.lists for i in range(first, last))
        self.groups: dict[tuple[str, str], Group] = {}
        self._named_so: dict[str, list[Group]] = {}
        self._sites = frozenset(options.language.heads.sites)

    def in_own_language(self, find: Callable[..., Iterable[_Found]], first: Callable[[_Found], int]) -> list[_Found]:
        """Return what each part of a text says of its mentions, in the words of its language.

        Parameters
        ----------
        find
            A method of ``Appositions``.
        first
            The number of the first mention of what is found.
        """
        spoken = {toponym.language: self.language_of(toponym) for toponym in self.toponyms}
        return [
            found
            for tag, language in spoken.items()
            for found in find(appositions_of(language), self.text, self.toponyms)
            if self.toponyms[first(found)].language == tag
        ]

    def language_of(self, toponym: Toponym) -> Language:
        """Return the language of the words around a mention."""
        return (find_language(toponym.language) if toponym.language else None) or self.options.language

    def owner(self, i: int) -> tuple[Group, int]:
        """Return the group of a mention, and the number of the mention that contains it after a comma, or -1."""
        toponym, entry = self.toponyms[i], self.found[i]
        language = self.language_of(toponym)
        key = _key(toponym, entry, frozenset(language.heads.sites) if toponym.language else self._sites)
        headed = key != entry.name
        cues = kind_cues_of(language)
        asks = "" if headed else cues.asked_for(self.text, toponym.start, toponym.end)
        watery = asks in _RIVERS and _may_be_river(entry)
        if watery:  # the Niger is not what Niger is
            key = f"{key}|{WATER}"
        container, position = ("", -1) if i in self.listed else self._container(i)
        group = self.groups.get((key, container))
        if group is None:
            group = self._new(
                key, container, toponym, self.options.with_waters(entry) if watery else entry.options, entry
            )
        group.members.append(i)
        group.head = group.head or toponym.head
        if not group.asks or group.asks == ARTICLE:
            group.asks = asks or group.asks
        if container and len(group.containers) < 3:
            group.containers.append(self.found[position].options if position >= 0 else self.options.named(container))
        return group, position

    def _new(self, key: str, container: str, toponym: Toponym, places: tuple[Option, ...], entry: NameOptions) -> Group:
        group = self.groups[key, container] = Group(
            [], places, language=self.language_of(toponym), entry=entry, demonym=toponym.kind == "demonym"
        )
        same = self._named_so.setdefault(key, [])
        same.append(group)
        group.same_name = same[-_MOST_SAME_NAME:]
        return group

    def _container(self, i: int) -> tuple[str, int]:
        return _container(self.text, self.toponyms, i, self.found, between_of(self.language_of(self.toponyms[i])))

    def follows_outer(self, i: int) -> bool:
        """Tell whether the words after a mention put it into the next: "Homs in Syria"."""
        toponyms = self.toponyms
        if i in self.listed:
            return False
        within = between_of(self.language_of(toponyms[i]))
        return i + 1 < len(toponyms) and _lies_within(self.text, toponyms[i], toponyms[i + 1], within)


def group_mentions(document: Document, toponyms: Sequence[Toponym], options: Options) -> list[Group]:
    """Group toponyms by name; mentions that the text puts into different places stand apart, as groups of one name."""
    mentions = _Mentions(document, toponyms, options)
    found = mentions.found
    owner: list[Group] = []
    inner: Group | None = None
    is_container = False
    for i in range(len(toponyms)):
        group, position = mentions.owner(i)
        lies_within = position < 0 and mentions.follows_outer(i)
        if lies_within and not (group.within and group.within[-1] is found[i + 1].options):
            group.within.append(found[i + 1].options)
        if is_container and len(group.contains) < 3:
            group.contains.append(found[i - 1].options)
        # Once is enough for a group that says the same a million times.
        if inner is not None and not (inner.inside and inner.inside[-1] is group):
            inner.inside.append(group)
        is_container = position >= 0
        inner = group if is_container or (lies_within and i in group.members[:_INTRODUCED]) else None
        owner.append(group)
    for pair in mentions.in_own_language(Appositions.find, attrgetter("inner")):
        if pair.inner in owner[pair.inner].members[:_INTRODUCED]:
            _add_outer(owner[pair.inner], owner[pair.outer], found[pair.outer], apposed=pair.apposed)
    made = list(mentions.groups.values())
    for group in made:
        _link_same_name(group)
        group.weight = 1 + math.log(len(group.members))
    _link_neighbours(toponyms, made, owner)
    _link_lists(mentions.lists, made, owner)
    return made


def _add_outer(inner: Group, outer: Group, entry: NameOptions, *, apposed: bool) -> None:
    """Add to a group the group of the place that it lies in, as the words say."""
    if inner is outer or outer in inner.inside[-_MOST_OUTER:] or len(inner.inside) > _MOST_SAME_NAME:
        return
    if apposed or not inner.apposed:
        inner.inside.append(outer)
        inner.within.append(entry.options)
        inner.apposed = apposed


def _key(toponym: Toponym, entry: NameOptions, sites: frozenset[str]) -> str:
    """Return the key that mentions of one group share: the name, with a head noun inside it or of a site."""
    own_head = toponym.head and len(toponym.name) < len(toponym.text)
    headed = toponym.kind in ("facility", "zone") or toponym.head in sites or own_head
    return f"{entry.name}|{toponym.head}" if headed else entry.name


def _link_same_name(group: Group) -> None:
    """Add a group to the earlier groups of the same name, as one that comes after them."""
    for other in group.same_name[:-1]:
        if len(other.same_name_later) < _MOST_SAME_NAME:
            other.same_name_later.append(group)


def _lies_within(text: str, toponym: Toponym, following: Toponym, within: Between) -> bool:
    """Tell whether the words between two names put the first into the second."""
    if following.kind == "demonym" or not 1 < following.start - toponym.end <= _WIDEST_GAP:
        return False
    if not within.spans(text, toponym.end, following):
        return False
    return is_whole(text, toponym, following)


_LEVELS = {"country": 2, "admin1": 1}


def _may_lie_in(inner: NameOptions, outer: NameOptions) -> bool:
    """Tell whether a name can be put into the next: "Canada, Mexico" is a list."""
    level = _LEVELS.get(inner.options[0].kind, 0) if inner.options else 0
    if level == 0 or not outer.options or level < _LEVELS.get(outer.options[0].kind, 0):
        return level == 0 or bool(outer.options)
    # "Trinidad, Bolivia" is a town there.
    first = outer.options[0]
    return level == _LEVELS.get(first.kind) and any(_is_town_in(first, option) for option in inner.options)


def _is_town_in(outer: Option, option: Option) -> bool:
    """Tell whether an option is a town of some size that bears the name and lies in a country or first-order unit."""
    is_town = option.kind == "city" and option.match == MATCH_PRIMARY and option.population >= _TOWN
    return is_town and lies_in(outer, option)


_TOWN = 20_000


def _holds(outer: NameOptions, inner: NameOptions) -> bool:
    """Tell whether a name is a country or first-order unit before all, and one of the other's places lies in it."""
    if not outer.options or outer.options[0].kind not in _LEVELS:
        return False
    first = outer.options[0]
    return _may_lie_in(inner, outer) and any(lies_in(first, option) for option in inner.options)


_COMMA = re.compile(r"[.]?,[ \u00a0\n]{0,2}|[ \t]*[|\t][ \t]*")


def _is_named_after(text: str, toponym: Toponym, following: Toponym) -> bool:
    """Tell whether the next name, after a comma, is the place that the text puts a name into: "Paris, Texas"."""
    if following.kind != "literal":
        return False
    evidence = toponym.evidence
    if evidence is not None and evidence.container is not None:
        return evidence.container == (following.start, following.end)
    return _COMMA.fullmatch(text, toponym.end, following.start) is not None


def _container(
    text: str, toponyms: Sequence[Toponym], i: int, found: Sequence[NameOptions], within: Between
) -> tuple[str, int]:
    """Return the folded container of a toponym, and the index of the toponym that names it or -1."""
    toponym = toponyms[i]
    if i + 1 < len(toponyms):
        following = toponyms[i + 1]
        near = following.start - toponym.end <= 3
        if (near or toponym.container or "," in toponym.text) and not _may_lie_in(found[i], found[i + 1]):
            return "", -1
        if near and _is_named_after(text, toponym, following):
            return fold(following.text), i + 1
        if _lies_within(text, toponym, following, within) and _holds(found[i + 1], found[i]):
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
        at = toponyms[i].start
        if i and at - toponyms[i - 1].start <= _NEAR_CHARS:  # the mention before a first mention is another group's
            group.before = number[id(owner[i - 1])]
        j = i + 1
        while j < len(toponyms) and owner[j] is group:
            j += 1
        if j < len(toponyms) and toponyms[j].start - at <= _NEAR_CHARS:
            group.after = number[id(owner[j])]


def _link_lists(lists: Sequence[tuple[int, int]], groups: list[Group], owner: list[Group]) -> None:
    """Note for each group the others of the list that its first mention stands in."""
    number = {id(g): i for i, g in enumerate(groups)}
    for first, last in lists:
        members = tuple(dict.fromkeys(number[id(owner[i])] for i in range(first, last + 1)))[:_MOST_LISTED]
        for i in range(first, last + 1):
            group = owner[i]
            if group.members[0] == i and not group.containers:
                group.listed = tuple(m for m in members if groups[m] is not group)
