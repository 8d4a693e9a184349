"""How likely the place that is meant is in no gazetteer: what bears the name then is another.

"No other place has this name" says something about the gazetteer and nothing about the world. The smaller the best
known place, the thinner its country is covered and the farther it lies from what else the text names, the likelier the
text means one that is not there. The weights are fitted; this chance competes with the known places for the mention.
"""

from __future__ import annotations

import json
import math
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from geomap.resolution.apposition import lies_elsewhere
from geomap.resolution.features import as_asked, is_usual
from geomap.resolution.joint_features import near_places, unit_share

if TYPE_CHECKING:
    from geomap.gazetteer.gazetteer import Gazetteer
    from geomap.resolution.containing import ContainingPlaces
    from geomap.resolution.context import Group
    from geomap.resolution.options import Option
    from geomap.resolution.survey import Rest

COVERAGE = Path(__file__).parent / "coverage.json"
"""Populated places per 10,000 inhabitants by country, as ``geomap.training.coverage`` writes them."""

_KNOWN = frozenset({"country", "admin1", "region", "water", "nature"})
_SMALL = 10_000
_LARGE = 6.0
_LEAST_LAND = 0.5
_THINNEST = 1.5
_HERE, _NEAR, _AROUND = range(1, 4)
"""The second to fourth of ``survey.REACHES_KM``."""


def thinness(gazetteer: Gazetteer) -> tuple[float, ...]:
    """Return how thinly each country is covered, by its row: 0 for a place to 10,000 people or more, up to 1.5."""
    covered = _coverage()
    return tuple(min(_THINNEST, max(0.0, -covered.get(code, 0.0))) for code in gazetteer.country_codes)


@cache
def _coverage() -> dict[str, float]:
    covered: dict[str, float] = json.loads(COVERAGE.read_text(encoding="utf-8"))
    return covered


def may_be_absent(best: Option, group: Group) -> bool:
    """Tell whether an option is of a kind of which no gazetteer has all; of a river, the gold has another point."""
    return best.kind not in _KNOWN and not group.demonym


def absence_signals(
    best: Option, group: Group, rest: Rest, surroundings: ContainingPlaces, thin: tuple[float, ...]
) -> dict[str, float]:
    """Return what the chance goes by that another place is meant than any of the name that is known."""
    near = near_places(best, rest)
    land = _land_of(rest)
    found = {
        "small": max(0.0, (_LARGE - best.importance) / _LARGE),
        "few people": float(best.kind == "city" and best.population < _SMALL),
        "only one": float(len(group.options) == 1),
        "many": math.log(len(group.options)) / 4,
        "share": max(group.shares),
        "other name": float(not is_usual(best, group)),
        "words": float(group.entry is not None and " " in group.entry.name),
        "within 100 km": near[_HERE],
        "within 300 km": near[_NEAR],
        "within 1000 km": near[_AROUND],
        "unit share": unit_share(best, rest),
        "unknown": surroundings.unknown_share(group),
        "thin country": thin[best.country],
        "told elsewhere": float(bool(group.inside) and lies_elsewhere(best, group)),
        "contained": float(any(group.containers)),
        "as asked": float(as_asked(best, group)),
        "site": float(best.kind == "site"),
    }
    if land and land != best.country:
        found["elsewhere"] = 1.0
    return {name: value for name, value in found.items() if value}


def _land_of(rest: Rest) -> int:
    """Return the country that most of the text's other names lie in, by its row; 0 without any."""
    land, mass = rest.largest_land
    return land if mass > _LEAST_LAND else 0


def absence(found: dict[str, float], weights: dict[str, float]) -> float:
    """Return the probability by the signals, 0 to 1; 0 without weights."""
    if not weights:
        return 0.0
    total = weights["bias"] + sum(weights.get(name, 0.0) * value for name, value in found.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def is_likelier_absent(sure: float, share: float, absent: float) -> bool:
    """Tell whether a mention more likely means none of the known places than the best of them.

    Parameters
    ----------
    sure
        The chance that the best is right.
    share
        Its part of the chance that any of them is.
    absent
        The chance that the gazetteer lacks the place that is meant, 0 for a kind that it has.
    """
    none = 1 - sure / max(share, sure, 0.01)
    return (
        absent > 0 and none > _CLEARLY * sure and (absent >= _LEAST_ABSENT or (sure < _HARDLY and share > _FAVOURITE))
    )


# A map rather shows a doubtful place as doubtful: the unknown must be so many times as likely.
_CLEARLY = 3.0
# Where nothing says that the gazetteer lacks it, only what is hardly a name at all is left out.
_LEAST_ABSENT = 0.5
_HARDLY = 0.15
# Of many places of a name each has little: that is a tie, and said.
_FAVOURITE = 0.5
