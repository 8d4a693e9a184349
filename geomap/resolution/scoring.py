"""Weighted sums of signals, each signal asked for only where it can be other than nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from geomap.resolution import features, joint_features

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geomap.resolution.context import Group
    from geomap.resolution.features import Signal
    from geomap.resolution.options import Option
    from geomap.resolution.survey import Rest
    from geomap.resolution.weights import Weights

_S = TypeVar("_S")


class StaticScorer:
    """Scores of an option by itself, in the first pass and in the joint passes.

    Parameters
    ----------
    weights
        What the signals count.
    """

    def __init__(self, weights: Weights) -> None:
        def weighted(signals: Mapping[str, Signal]) -> list[tuple[Signal, float, float]]:
            """Signals that count for something, with their weights in both kinds of passes."""
            both = [(s, weights.first.get(name, 0.0), weights.joint.get(name, 0.0)) for name, s in signals.items()]
            return [(signal, first, joint) for signal, first, joint in both if first or joint]

        self._of_feature = weighted(features.OF_FEATURE)
        self._of_place = weighted(features.OF_PLACE)
        self._of_namesakes = weighted(features.OF_NAMESAKES)
        self._of_head = weighted(features.OF_HEAD)
        self._of_words = weighted(features.OF_WORDS)
        self._of_container = weighted(features.OF_CONTAINER)
        self._known: dict[tuple[int, str, str], tuple[float, float]] = {}

    def score(self, option: Option, group: Group) -> tuple[float, float]:
        """Score of an option of a group in the first pass and in the joint ones."""
        key = option.match, option.kind, option.code
        known = self._known.get(key)
        if known is None:  # there are no more of these than match kinds times feature codes
            known = self._known[key] = _sums(self._of_feature, option, group)
        first, joint = known
        asked = self._of_place
        if len(group.options) > 1:
            asked = asked + self._of_namesakes
        if group.head or option.via == "head":
            asked = asked + self._of_head
        if group.asks:
            asked = asked + self._of_words
        if not group.stands_alone:
            asked = asked + self._of_container
        for signal, for_first, for_joint in asked:
            value = signal(option, group)
            if value:
                first += for_first * value
                joint += for_joint * value
        return first, joint


def _sums(signals: list[tuple[Signal, float, float]], option: Option, group: Group) -> tuple[float, float]:
    values = [(signal(option, group), first, joint) for signal, first, joint in signals]
    return sum(v * first for v, first, _ in values), sum(v * joint for v, _, joint in values)


class JointScorer:
    """What the rest of the document adds to an option's score.

    Parameters
    ----------
    weights
        What the signals count.
    """

    def __init__(self, weights: Weights) -> None:
        joint = weights.joint
        self._of_neighbours = _weighted(joint_features.OF_NEIGHBOURS, joint)
        self._of_country = _weighted(joint_features.OF_COUNTRY, joint)
        self._of_distance = _weighted(joint_features.OF_DISTANCE, joint)
        self._of_kind = _weighted(joint_features.OF_KIND, joint)
        self._of_same_name = _weighted(joint_features.OF_SAME_NAME, joint)
        self._of_home = _weighted(joint_features.OF_HOME, joint)
        self._of_words = _weighted(joint_features.OF_WORDS, joint)

    def score(self, option: Option, rest: Rest) -> float:
        """Weighted sum of the signals of an option."""
        in_country = rest.country_mass(option.country) > 0
        near = rest.weight_near(option)[-1] > 0
        special = option.kind == "country" or option.code == "PPLC"
        total = 0.0
        if rest.words:
            for signal, weight in self._of_words:
                total += weight * signal(option, rest)
        if not (in_country or near or special) and not rest.speaks_of(option):
            return total
        for wanted, signals in (
            (rest.before or rest.after, self._of_neighbours),
            (in_country, self._of_country),
            (near, self._of_distance),
            (special or option.kind == "admin1", self._of_kind),
            (rest.is_introduced, self._of_same_name),
            (rest.home, self._of_home),
        ):
            if wanted:
                for signal, weight in signals:
                    total += weight * signal(option, rest)
        return total


def _weighted(signals: Mapping[str, _S], weights: Mapping[str, float]) -> list[tuple[_S, float]]:
    """Signals that count for something, with their weights."""
    return [(signal, weights[name]) for name, signal in signals.items() if weights.get(name)]
