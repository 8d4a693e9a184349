"""Names of signals that the few classes of a candidate have together: made once, and not for every candidate anew."""

from __future__ import annotations

from functools import cache
from typing import Final

_LEXICON_STEPS: Final = tuple((step, f"lexicon > {step}") for step in (0.1, 0.3, 0.5, 0.7, 0.9))


@cache
def of_span(label: str, words: int, origin: str) -> tuple[str, ...]:
    """Return the signals of what the tagger makes of a span, its number of words, and where it comes from."""
    return label, f"{words} words", origin, f"{origin}, {label}"


@cache
def of_tier(tier: int, size: str, label: str) -> tuple[str, ...]:
    """Return the signals of how large a name's largest place is."""
    return f"tier {tier}", f"tier {tier}, {size}", f"tier {tier}, {label}"


@cache
def of_neighbour(side: str, size: str, label: str) -> str:
    """Return the signal of the word on a side: "before a capital, is LOC"."""
    return f"{side} a {size}, {label}"


def of_lexicon(probability: float) -> list[str]:
    """Return the steps that the probability by the names' own model is above."""
    return [name for step, name in _LEXICON_STEPS if probability > step]
