"""Where a name lies that the gazetteer does not have: where the text puts it, or amid what the text is about.

"The Ritz Hotel in Paris" lies in Paris whether the hotel is known or not, and an unknown hamlet of a report from around
Manchester most likely lies there too. The answer is the known place, never a guessed one; it says so, and has a
confidence of its own.
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
_LEAST_SHARE = 0.2
_LEAST_PLACES = 2
_LONGEST_CHAIN = 3
_MOST_LOCAL = 200


def is_faint(option: Option, group: Group) -> bool:
    """Whether an option hardly bears the name: a like spelling, a part of it, or another kind than the text says."""
    if option.via in _FAINT:
        return True
    return bool(against_head(option, group)) and (option.via == "head" or option.match == MATCH_ALTERNATE)


class Surrounding(NamedTuple):
    """A known place that an unknown name most likely lies in or near.

    Attributes
    ----------
    option
        The place.
    told
        Whether the text puts the name there, in words.
    share
        How much of the text's local places lies around it, 0 to 1.
    places
        How many names lie around it.
    """

    option: Option
    told: bool
    share: float
    places: int


class Surroundings:
    """What the names of one document lie amid.

    Parameters
    ----------
    groups
        The document's groups with their shares.
    """

    def __init__(self, groups: Sequence[Group]) -> None:
        self._groups = groups
        self._focus: Surrounding | None = None
        self._sought = False

    @cached_property
    def _local(self) -> list[tuple[Option, float, Group]]:
        """The weightiest places that are no countries or provinces: few, since all are held against all."""
        local: list[tuple[Option, float, Group]] = []
        for group in self._groups:
            option = _known(group)
            if option is not None and option.kind in _LOCAL:
                local.append((option, group.weight * max(group.shares), group))
        if len(local) > _MOST_LOCAL:
            local.sort(key=lambda item: -item[1])
        return local[:_MOST_LOCAL]

    def of(self, group: Group) -> Surrounding | None:
        """Where a group's name lies, if the text tells at all."""
        focus = self._of_document()
        outer = _told(group)
        if outer is None:
            return focus
        near = sum(w for o, w, _ in self._local if distance_km(o, outer) <= _REACH_KM)
        total = sum(w for _, w, _ in self._local)
        return Surrounding(_as_surroundings(outer), told=True, share=near / total if total else 0.0, places=1)

    def _of_document(self) -> Surrounding | None:
        if not self._sought:
            self._sought = True
            self._focus = self._find_focus()
        return self._focus

    def _find_focus(self) -> Surrounding | None:
        """The place with the most of the others around it, the weightiest of such."""
        best: tuple[float, float, int, Option] | None = None
        for option, own, _ in self._local:
            around = [w for o, w, _ in self._local if distance_km(o, option) <= _REACH_KM]
            if len(around) >= _LEAST_PLACES and (best is None or (sum(around), own) > best[:2]):
                best = (sum(around), own, len(around), option)
        total = sum(w for _, w, _ in self._local)
        if best is None or best[0] < _LEAST_SHARE * total:
            return None
        return Surrounding(_as_surroundings(best[3]), told=False, share=best[0] / total, places=best[2])


def surrounding_signals(surrounding: Surrounding, group: Group, toponym: Toponym) -> dict[str, float]:
    """What the confidence in a surrounding goes by."""
    kind = surrounding.option.kind
    told = surrounding.told
    return {
        "told": float(told),
        "told a country": float(told and kind == "country"),
        "told a province": float(told and kind == "admin1"),
        "told a region": float(told and kind in ("region", "water")),
        "share": surrounding.share,
        "places": math.log(surrounding.places) / 3,
        "with head": float(bool(group.head)),
        "organisation": float(toponym.kind == "organisation"),
        "facility": float(toponym.kind == "facility"),
        "rivals": float(bool(group.options)),
        "mentions": math.log(len(group.members)) / 3,
    }


def _known(group: Group) -> Option | None:
    if not group.options:
        return None
    option = group.options[group.best]
    return None if is_faint(option, group) or option.match == MATCH_SURROUNDINGS else option


def _told(group: Group) -> Option | None:
    """The place that the text puts the name into; through unknown ones ("Odd Hall, Qzwxy Street, Paris")."""
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


def _as_surroundings(option: Option) -> Option:
    return replace(option, via="around", match=MATCH_SURROUNDINGS)
