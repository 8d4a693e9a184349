"""How sure a decision is: a logistic function of a few signals, fitted so that it comes true as often as it says."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from geomap.resolution.apposition import lies_elsewhere
from geomap.resolution.calibration import AS_IT_IS, line_of
from geomap.resolution.containing import containing_signals
from geomap.resolution.cues import ARTICLE, WATER
from geomap.resolution.features import against_head, as_asked, distance_km, without_head
from geomap.resolution.joint_features import country_named, people_named, unit_named, unit_share
from geomap.resolution.options import MATCH_ALTERNATE, MATCH_DEMONYM

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap.model import Toponym
    from geomap.resolution.containing import ContainingPlace, ContainingPlaces
    from geomap.resolution.context import Group
    from geomap.resolution.options import Option
    from geomap.resolution.survey import Rest


_SAME_KM = 161
_MOST_HELD = 8
# Share of a text's other places that lie in the unit of one, before any is known; and of a sea, which is in no unit.
_EXPECTED_IN_UNIT = 0.2
_WITHOUT_UNIT = 0.35


def signals(
    group: Group, order: Sequence[int], rest: Rest, surroundings: ContainingPlaces, absent: float, toponym: Toponym
) -> dict[str, float]:
    """Return the signals of the confidence of a mention, from the ranked options of its group.

    Signals that are zero are left out.
    """
    return group_signals(group, order, rest, surroundings, absent) | mention_signals(toponym)


_ASKED = {ARTICLE: "asked the", WATER: "asked water"}
"""Signals of what is asked for, where it is no town or unit."""
_KINDS = {"country": "country", "admin1": "province", "city": "city"}
_MATCHES = {MATCH_ALTERNATE: "other name", MATCH_DEMONYM: "demonym"}


def group_signals(
    group: Group, order: Sequence[int], rest: Rest, surroundings: ContainingPlaces, absent: float
) -> dict[str, float]:
    """Return what holds for all mentions of a group; ``absent`` is the chance that none of its options is meant."""
    best = group.options[order[0]]
    share, second = group.shares[order[0]], 0.0
    for i in order[1:_MOST_HELD]:
        if distance_km(group.options[i], best) <= _SAME_KM:  # a town and the province around it are one answer
            share += group.shares[i]
        else:
            second = max(second, group.shares[i])
    share = min(1.0, share)
    found = {
        "share": share,
        "logit": math.log((share + 0.01) / (1 - share + 0.01)) / 4,
        "importance": best.importance / 8,
        "named": max(country_named(best, rest), people_named(best, rest), unit_named(best, rest)),
        "mentions": math.log(len(group.members)) / 3,
        "others unknown": surroundings.unknown_share(group),
        "others in unit": _in_unit(best, rest),
    }
    if absent:
        found["absent"] = max(-1.0, math.log((absent + 0.001) / (1 - absent + 0.001)) / 4)
    if len(order) == 1:
        found["only one"] = 1.0
    else:
        found["second"] = second
        found["many"] = math.log(len(order)) / 4
    match = None if best.kept and best.match == MATCH_ALTERNATE else _MATCHES.get(best.match)
    for name in (_KINDS.get(best.kind), match, best.via if best.via in ("fuzzy", "inner") else None):
        if name:
            found[name] = 1.0
    found |= _foreign(best, group, rest)
    if group.asks and as_asked(best, group):
        found[_ASKED.get(group.asks, "as asked")] = 1.0
    if any(group.containers):
        found["contained"] = 1.0
    if group.head or best.via == "head":
        found["without head"] = without_head(best, group)
        found["against head"] = against_head(best, group)
    return found


def _foreign(best: Option, group: Group, rest: Rest) -> dict[str, float]:
    """Return the signals for another place of the name, one that the gazetteer may lack."""
    found: dict[str, float] = {}
    small = min(1.0, max(0.0, (_LARGE - best.importance) / _LARGE))
    if best.kind not in ("country", "admin1"):
        country = best.country
        here = rest.country_named(country) + rest.people_named(country) + rest.units_named(country)
        abroad = min(1.0, max(0.0, rest.any_named())) if country and here < _HARDLY else 0.0
        if abroad > _HARDLY:
            found["abroad"] = abroad
            found["small abroad"] = abroad * small
        if len(group.options) == 1:
            found["small only one"] = small
    if group.inside and lies_elsewhere(best, group):
        found["told elsewhere"] = 1.0
    return found


_LARGE = 6.0
_HARDLY = 0.15


def _in_unit(best: Option, rest: Rest) -> float:
    """Return the share of the text's other places that lie in the first-order unit of one.

    What lies in none has its own.
    """
    return unit_share(best, rest) + _EXPECTED_IN_UNIT / (rest.total + 1) if best.admin1 else _WITHOUT_UNIT


_OF_KIND = frozenset({"organisation", "facility"})


def mention_signals(toponym: Toponym) -> dict[str, float]:
    """Return the confidence signals of one mention."""
    found = {"recogniser": toponym.score}
    if toponym.kind in _OF_KIND:
        found[toponym.kind] = 1.0
    return found


class Confidence:
    """How sure the first option of a group is, for each of its mentions.

    Parameters
    ----------
    group, order, rest, surroundings
        The group, its options in order, and what the rest of the document says.
    absent
        The chance that none of the options is meant, 0 to 1.
    weights
        What the signals count.
    """

    __slots__ = ("_line", "_total", "_weights")

    def __init__(
        self,
        group: Group,
        order: Sequence[int],
        rest: Rest,
        surroundings: ContainingPlaces,
        absent: float,
        weights: dict[str, float],
    ) -> None:
        self._weights = weights
        self._line = line_of(group.language.code)
        found = group_signals(group, order, rest, surroundings, absent)
        self._total = weights.get("bias", 0.0) + _sum(found, weights)

    def of(self, toponym: Toponym) -> float:
        """Return the probability that the option is right for a mention, 0 to 1."""
        total = self._total + _sum(mention_signals(toponym), self._weights)
        return _probability(total if self._line is AS_IT_IS else self._line.slope * total + self._line.shift)


def containing_confidence(around: ContainingPlace, group: Group, toponym: Toponym, weights: dict[str, float]) -> float:
    """Return the probability that an unknown name is one, and lies in the place given, 0 to 1."""
    lies = _probability(weights.get("bias", 0.0) + _sum(containing_signals(around, group, toponym), weights))
    return round(lies * toponym.score, 4)


def _probability(total: float) -> float:
    return round(1 / (1 + math.exp(-max(-30.0, min(30.0, total)))), 4)


def _sum(values: dict[str, float], weights: dict[str, float]) -> float:
    total = 0.0
    for name, value in values.items():
        total += weights.get(name, 0.0) * value
    return total
