"""Where a name lies that the gazetteer does not have: in the place that the text puts it into, in words.

"The Ritz Hotel in Paris" lies in Paris whether the hotel is known or not. The answer is the known place around it, and
says so; it always counts as uncertain, since it is not what the name means.
"""

from __future__ import annotations

import math
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from geomap.resolution.features import against_head, distance_km
from geomap.resolution.options import MATCH_ALTERNATE, MATCH_SURROUNDINGS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap.model import Toponym
    from geomap.resolution.context import Group
    from geomap.resolution.options import Option

_FAINT = frozenset({"fuzzy", "inner"})
_LOCAL = frozenset({"city", "admin2", "admin", "site", "nature"})
_REACH_KM = 100.0
_OUTER = frozenset({"country", "admin1", "admin2", "admin", "city"})
_LONGEST_CHAIN = 3
_MOST_LOCAL = 200


def is_faint(option: Option, group: Group) -> bool:
    """Tell whether an option hardly bears the name.

    A like spelling, a part of it, or another kind than the text says.
    """
    if option.via in _FAINT:
        return True
    return bool(against_head(option, group)) and (option.via == "head" or option.match == MATCH_ALTERNATE)


class ContainingPlace(NamedTuple):
    """A known place that the text puts an unknown name into.

    Attributes
    ----------
    option
        The place.
    share
        How much of the text's other local places lies around it, 0 to 1.
    """

    option: Option
    share: float


class ContainingPlaces:
    """What the unknown names of one document lie in.

    Parameters
    ----------
    groups
        The document's groups with their shares.
    """

    def __init__(self, groups: Sequence[Group]) -> None:
        self._groups = groups

    @cached_property
    def _local(self) -> list[tuple[Option, float]]:
        """The weightiest places that are no countries or provinces."""
        local: list[tuple[Option, float]] = []
        for group in self._groups:
            option = _known(group)
            if option is not None and option.kind in _LOCAL:
                local.append((option, group.weight * max(group.shares)))
        if len(local) > _MOST_LOCAL:
            local.sort(key=lambda item: -item[1])
        return local[:_MOST_LOCAL]

    def _called_after(self, group: Group) -> Option | None:
        """Return the town of the text that a school or another building is called after.

        Ipswich of "Ipswich Crown Court".
        """
        if group.entry is None or group.entry.venue != "building":
            return None
        found = [self._towns[word] for word in _beginnings(group.entry.name) if word in self._towns]
        return found[0] if found else None

    @cached_property
    def _towns(self) -> dict[str, Option]:
        """The known towns and districts of the text by their folded names."""
        known = ((g.entry.name, _known(g)) for g in self._groups if g.entry is not None and not g.entry.venue)
        return {name: option for name, option in known if option is not None and option.kind in _OUTER}

    @cached_property
    def _unknown(self) -> frozenset[int]:
        """The groups that no place quite bears, by their ``id``; streets and buildings are unknown everywhere."""
        groups = (g for g in self._groups if g.entry is None or not g.entry.venue)
        return frozenset(id(g) for g in groups if not g.options or is_faint(g.options[g.best], g))

    def unknown_share(self, group: Group) -> float:
        """Return the share of the document's groups, but for this one, that no place bears."""
        return (len(self._unknown) - (id(group) in self._unknown)) / len(self._groups)

    def of(self, group: Group) -> ContainingPlace | None:
        """Return the known place that a group's name lies in, None where the text does not say.

        A river or an island is not shown as the town it is put in.
        """
        outer = None if group.is_natural else _container(group) or self._called_after(group)
        if outer is None or outer.kind not in _OUTER:
            return None
        near = sum(w for o, w in self._local if distance_km(o, outer) <= _REACH_KM)
        total = sum(w for _, w in self._local)
        return ContainingPlace(replace(outer, via="around", match=MATCH_SURROUNDINGS), near / total if total else 0.0)


def containing_signals(surrounding: ContainingPlace, group: Group, toponym: Toponym) -> dict[str, float]:
    """Return the signals of the confidence in a containing place."""
    kind = surrounding.option.kind
    return {
        "country": float(kind == "country"),
        "province": float(kind == "admin1"),
        "share": surrounding.share,
        "with head": float(bool(group.head)),
        "organisation": float(toponym.kind == "organisation"),
        "facility": float(toponym.kind == "facility"),
        "rivals": float(bool(group.options)),
        "mentions": math.log(len(group.members)) / 3,
    }


def _beginnings(name: str) -> list[str]:
    """Return the leading words of a name, the longest sequence first, the whole name left out."""
    words = name.split()
    return [" ".join(words[:size]) for size in range(len(words) - 1, 0, -1)]


def _known(group: Group) -> Option | None:
    if not group.options:
        return None
    option = group.options[group.best]
    return None if is_faint(option, group) or option.match == MATCH_SURROUNDINGS else option


def _container(group: Group) -> Option | None:
    """Return the known place that a name lies in, through unknown ones ("Odd Hall, Qzwxy Street, Paris")."""
    seen = [group]
    for _ in range(_LONGEST_CHAIN):
        outer = next((g for g in seen[-1].inside if g not in seen), None)
        if outer is None:
            return None
        option = _known(outer)
        if option is not None:
            return option
        seen.append(outer)
    return None
