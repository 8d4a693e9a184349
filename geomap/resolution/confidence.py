"""How sure a decision is: a logistic function of a few signals, fitted so that it comes true as often as it says."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from geomap.resolution.features import without_head
from geomap.resolution.joint_features import country_named, people_named, unit_named

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap.model import Toponym
    from geomap.resolution.context import Group
    from geomap.resolution.survey import Rest


def signals(group: Group, order: Sequence[int], rest: Rest, toponym: Toponym) -> dict[str, float]:
    """What the confidence goes by, from the ranked options of a group."""
    best = group.options[order[0]]
    share = group.shares[order[0]]
    second = group.shares[order[1]] if len(order) > 1 else 0.0
    named = max(country_named(best, rest), people_named(best, rest), unit_named(best, rest))
    return {
        "share": share,
        "logit": math.log((share + 0.01) / (1 - share + 0.01)) / 4,
        "second": second,
        "only one": float(len(order) == 1),
        "many": math.log(len(order)) / 4,
        "country": float(best.kind == "country"),
        "province": float(best.kind == "admin1"),
        "city": float(best.kind == "city"),
        "importance": best.importance / 8,
        "named": named,
        "contained": float(any(group.containers)),
        "fuzzy": float(best.via == "fuzzy"),
        "inner": float(best.via == "inner"),
        "without head": without_head(best, group),
        "other name": float(best.match == 1),
        "organisation": float(toponym.kind == "organisation"),
        "facility": float(toponym.kind == "facility"),
        "demonym": float(best.match == 4),
        "mentions": math.log(len(group.members)) / 3,
        "recogniser": toponym.score,
    }


def confidence_of(group: Group, order: Sequence[int], rest: Rest, toponym: Toponym, weights: dict[str, float]) -> float:
    """Probability that the first option of ``order`` is right, 0 to 1."""
    total = weights.get("bias", 0.0)
    for name, value in signals(group, order, rest, toponym).items():
        total += weights.get(name, 0.0) * value
    return round(1 / (1 + math.exp(-max(-30.0, min(30.0, total)))), 4)
