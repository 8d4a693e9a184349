"""Probabilities of a group's options: they sum to 1, whatever changes them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def softmax(scores: list[float]) -> list[float]:
    """Return the probabilities in proportion to the exponentials of the scores."""
    if not scores:
        return []
    highest = max(scores)
    return _normed([math.exp(s - highest) for s in scores])


def scaled(shares: list[float], chosen: Iterable[bool], factor: float) -> list[float]:
    """Return the probabilities with those of some options times a factor; as they were if nothing is left."""
    changed = [share * factor if one else share for share, one in zip(shares, chosen, strict=True)]
    return _normed(changed) if any(changed) else shares


def _normed(powers: list[float]) -> list[float]:
    total = sum(powers)
    return [p / total for p in powers]
