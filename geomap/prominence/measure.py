"""The measure: a weighted sum of the signals, and the reasons that say what weighed."""

from __future__ import annotations

import json
import math
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from geomap.dataclass import dataclass
from geomap.language import language_of
from geomap.language.said import Speaker
from geomap.prominence.signals import gather, signals_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geomap.model import Geoparse

_MOST_REASONS = 4
_OFTEN = 2
_LEAST = 0.3
"""What weighs less than this is no reason."""


@dataclass(frozen=True, slots=True)
class Prominence:
    """How much a text is about a place.

    Attributes
    ----------
    value
        0, named by the way, to 1, what the text is about.
    reasons
        Why, in words, the weightiest first.
    """

    value: float
    reasons: tuple[str, ...] = ()


NONE = Prominence(0.0)
"""Of what is no place."""


@cache
def weights() -> dict[str, float]:
    """Return what each signal weighs, and the ``"bias"``, as ``geomap.training.prominence_fit`` has found them."""
    read: dict[str, float] = json.loads((Path(__file__).parent / "weights.json").read_text(encoding="utf-8"))
    return read


def value_of(signals: Mapping[str, float], weighing: Mapping[str, float]) -> float:
    """Return the prominence that signals come to, 0 to 1."""
    total, get = 0.0, weighing.get
    for name, signal in signals.items():
        if signal:
            total += get(name, 0.0) * signal
    total += weighing["bias"]
    return 1.0 / (1.0 + math.exp(-total))


def prominences(geoparse: Geoparse) -> dict[str, Prominence]:
    """Return how much a text is about each of its places.

    Parameters
    ----------
    geoparse
        The text with its resolutions.

    Returns
    -------
    dict
        By place id; a place told from others ("10 km north of Homs") has one of its own.

    Examples
    --------
    >>> import geomap
    >>> from geomap.prominence import prominences
    >>> found = prominences(geomap.geoparse("Fire in Leeds. A minister in London was sad."))
    >>> [round(p.value, 1) for p in found.values()]  # doctest: +SKIP
    [0.9, 0.1]
    """
    found = gather(geoparse)
    weighing = weights()
    speaker = Speaker(language_of(geoparse.document))
    return {
        key: Prominence(_rounded(signals, weighing), _reasons(signals, weighing, speaker, len(found[key].mentions)))
        for key, signals in signals_of(geoparse, found).items()
    }


def prominence_values(geoparse: Geoparse) -> dict[str, float]:
    """Return the values of ``prominences`` by place id, without the reasons: who reads millions of texts wants none."""
    weighing = weights()
    return {key: _rounded(signals, weighing) for key, signals in signals_of(geoparse, gather(geoparse)).items()}


def _rounded(signals: Mapping[str, float], weighing: Mapping[str, float]) -> float:
    return round(value_of(signals, weighing), 3)


def _reasons(
    signals: Mapping[str, float], weighing: Mapping[str, float], speaker: Speaker, count: int
) -> tuple[str, ...]:
    """Say what weighed most."""
    # What is named once is not named often, however much that weighs.
    told = speaker.language.reasons.story.keys() - ({"said"} if count < _OFTEN else set())
    weighed = {name: weighing.get(name, 0.0) * value for name, value in signals.items() if name in told}
    names = [name for name, weight in sorted(weighed.items(), key=lambda item: -abs(item[1])) if abs(weight) >= _LEAST]
    return tuple(speaker.say(name, "story", count=count) for name in names[:_MOST_REASONS])
