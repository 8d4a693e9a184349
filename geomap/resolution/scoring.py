"""Weighted sums of signals, each signal asked for only where it can be other than nothing."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from geomap.resolution import features, joint_features
from geomap.resolution.options import MATCH_ALTERNATE
from geomap.resolution.survey import ADMIN1, ADMIN1_NAMED, COUNTRY_NAMED, PEOPLE_NAMED

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geomap.resolution.context import Group
    from geomap.resolution.features import Signal
    from geomap.resolution.joint_features import JointSignal
    from geomap.resolution.options import Option
    from geomap.resolution.survey import Rest
    from geomap.resolution.weights import Weights


class StaticScorer:
    """Scores of an option by itself: the weighted sums of ``features.STATIC``.

    Every option that a name could mean is asked once, and most signals say nothing about most options: ``score`` asks
    only those that can. A test holds it to the signals one by one.

    Parameters
    ----------
    weights
        What the signals count.
    """

    def __init__(self, weights: Weights) -> None:
        def weighted(signals: Mapping[str, Signal]) -> list[tuple[Signal, float, float]]:
            """Return the signals that count for something, with their weights in both kinds of passes."""
            both = [(s, weights.first.get(name, 0.0), weights.joint.get(name, 0.0)) for name, s in signals.items()]
            return [(signal, first, joint) for signal, first, joint in both if first or joint]

        self._of_place = [(weights.first.get(name, 0.0), weights.joint.get(name, 0.0)) for name in features.OF_PLACE]
        self._of_feature = weighted(features.OF_FEATURE)
        self._of_namesakes = {kind: weighted(signals) for kind, signals in features.OF_NAMESAKES_BY_KIND.items()}
        self._of_head = weighted(features.OF_HEAD)
        self._of_words = weighted(features.OF_WORDS)
        self._of_container = weighted(features.OF_CONTAINER)
        self._known: dict[tuple[int, str, str], tuple[float, float]] = {}

    def score(self, option: Option, group: Group) -> tuple[float, float]:
        """Return the score of an option of a group in the first pass and in the joint ones."""
        key = option.match, option.kind, option.code
        known = self._known.get(key)
        if known is None:  # there are no more of these than match kinds times feature codes
            known = self._known[key] = _add(self._of_feature, option, group, 0.0, 0.0)
        first, joint = self._add_of_place(option, group, *known)
        if len(group.options) > 1:
            namesakes = self._of_namesakes.get(option.kind)
            if namesakes:
                first, joint = _add(namesakes, option, group, first, joint)
        if group.head or option.via == "head":
            first, joint = _add(self._of_head, option, group, first, joint)
        if group.asks:
            first, joint = _add(self._of_words, option, group, first, joint)
        if not group.stands_alone:
            first, joint = _add(self._of_container, option, group, first, joint)
        return first, joint

    def _add_of_place(self, option: Option, group: Group, first: float, joint: float) -> tuple[float, float]:
        """Add the signals of ``features.OF_PLACE``, which every option has."""
        usual, other, short, importance, behind_first, is_first, population = self._of_place
        via = option.via
        if features.is_usual(option, group):
            first, joint = first + usual[0], joint + usual[1]
        elif via == "name" and option.match == MATCH_ALTERNATE:
            first, joint = first + other[0], joint + other[1]
        elif via == "short":
            first, joint = first + short[0], joint + short[1]
        leading, own = group.options[0], option.importance
        first, joint = first + importance[0] * (own / 8), joint + importance[1] * (own / 8)
        if option is leading:
            return self._with_people(option, first + is_first[0], joint + is_first[1], population)
        behind = (own - leading.importance) / 4
        first, joint = first + behind_first[0] * behind, joint + behind_first[1] * behind
        return self._with_people(option, first, joint, population)

    @staticmethod
    def _with_people(option: Option, first: float, joint: float, weight: tuple[float, float]) -> tuple[float, float]:
        if option.kind != "city":
            return first, joint
        people = math.log10(option.population + 1) / 8
        return first + weight[0] * people, joint + weight[1] * people


def _add(
    signals: Sequence[tuple[Signal, float, float]], option: Option, group: Group, first: float, joint: float
) -> tuple[float, float]:
    for signal, for_first, for_joint in signals:
        value = signal(option, group)
        if value:
            first += for_first * value
            joint += for_joint * value
    return first, joint


class JointScorer:
    """What the rest of the document adds to an option's score: the weighted sum of ``joint_features.CONTEXTUAL``.

    A document asks for it dozens of times, and the signals share most of what they look up: ``score`` works the sum out
    in one go. A test holds it to the signals one by one.

    Parameters
    ----------
    weights
        What the signals count.
    """

    def __init__(self, weights: Weights) -> None:
        weight = {name: weights.joint.get(name, 0.0) for name in joint_features.CONTEXTUAL}
        self._spoken, self._neighbours = weight["spoken of"], weight["like neighbours"]
        self._siblings = weight["like siblings"]
        self._of_country = tuple(weight[name] for name in joint_features.OF_COUNTRY)
        self._of_distance = tuple(weight[name] for name in joint_features.OF_DISTANCE)
        self._of_kind = _weighted(joint_features.OF_KIND, weights.joint)
        self._of_same_name = _weighted(joint_features.OF_SAME_NAME, weights.joint)
        self._of_home = _weighted(joint_features.OF_HOME, weights.joint)

    def score(self, option: Option, rest: Rest) -> float:
        """Return the weighted sum of the signals of an option."""
        total = self._spoken * rest.words.get(option.country, 0.0) if rest.words else 0.0
        if rest.group.listed and self._siblings:
            total += self._siblings * joint_features.like_siblings(option, rest)
        in_country = rest.amount(option.country << 3)
        near = rest.weight_near(option)
        kind = option.kind
        special = kind == "country" or option.code == "PPLC"
        if in_country <= 0 and near[-1] <= 0 and not special and not rest.home and not rest.is_introduced:
            return total
        if rest.before or rest.after:
            total += self._neighbours * joint_features.like_neighbours(option, rest)
        if in_country > 0:
            total += self._in_country(option, rest, in_country)
        if near[-1] > 0:
            a, b, c, d = near
            w_a, w_b, w_c, w_d = self._of_distance
            total += w_a * (a / (a + 1)) + w_b * (b / (b + 1)) + w_c * (c / (c + 1)) + w_d * (d / (d + 1))
        if special or kind == "admin1":
            total += _sum(self._of_kind, option, rest)
        if rest.is_introduced:
            total += _sum(self._of_same_name, option, rest)
        if rest.home:
            total += _sum(self._of_home, option, rest)
        return total

    def _in_country(self, option: Option, rest: Rest, in_country: float) -> float:
        """Return the weighted sum of ``joint_features.OF_COUNTRY``; ``in_country`` is the weight of its country."""
        w_country, w_people, w_unit, w_share, w_unit_share, w_mass, w_all_unit, w_all_country = self._of_country
        country, admin1 = option.country << 3, option.admin1 << 3
        amount = rest.amount
        named, people = amount(country + COUNTRY_NAMED), amount(country + PEOPLE_NAMED)
        in_unit, unit_named = amount(admin1 + ADMIN1), amount(admin1 + ADMIN1_NAMED)
        total = 0.0
        if named > 0.0:
            total += w_country * min(1.0, named)
        if people > 0.0:
            total += w_people * min(1.0, people)
        if unit_named > 0.0 and option.kind != "admin1":
            total += w_unit * min(1.0, unit_named)
        total += w_share * (in_country / (rest.total + 1))
        if in_unit > 0.0:
            total += w_unit_share * (in_unit / (rest.total + 1))
            total += w_mass * min(1.0, in_unit / 4)
        if unit_named > joint_features.NAMED:
            total += w_all_unit * joint_features.all_in_unit(option, rest)
        if named + people > joint_features.NAMED:
            total += w_all_country * joint_features.all_in_country(option, rest)
        return total


def _sum(signals: Sequence[tuple[JointSignal, float]], option: Option, rest: Rest) -> float:
    total = 0.0
    for signal, weight in signals:
        total += weight * signal(option, rest)
    return total


def _weighted(signals: Mapping[str, JointSignal], weights: Mapping[str, float]) -> list[tuple[JointSignal, float]]:
    """Return the signals that count for something, with their weights."""
    return [(signal, weights[name]) for name, signal in signals.items() if weights.get(name)]
