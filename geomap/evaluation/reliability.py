"""How far a confidence can be believed: of the resolutions given 0.8, some 80 % should be right.

A resolution is right if the corpus annotates a place where it found one, and the two lie within 161 km; it is wrong if
they do not, or if the corpus has no toponym there. Left out is what a corpus cannot judge: annotations without a
position, and demonyms where none is annotated.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from geomap.evaluation.corpus import to_mentions
from geomap.evaluation.scorer import NEAR_KM, error_km

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from geomap.evaluation.corpus import GoldDocument, Mention
    from geomap.model import Geoparse, Place, Resolution, Toponym

STEPS = 10


class Bin(NamedTuple):
    """Resolutions of a range of confidence.

    Attributes
    ----------
    low, high
        The range, 0 to 1.
    mean
        Mean confidence given.
    right, of
        How many were right, of how many.
    """

    low: float
    high: float
    mean: float
    right: int
    of: int


def judging(gold: GoldDocument, toponym: Toponym) -> list[Mention] | None:
    """Return the annotations that say whether a toponym is right; None where the corpus cannot say."""
    over = [m for m in gold.mentions if m.start < toponym.end and toponym.start < m.end]
    if any(not m.located for m in over) or (not over and toponym.kind == "demonym"):
        return None
    return over


class Judged(NamedTuple):
    """A resolution that the corpus can judge.

    Attributes
    ----------
    confidence, right
        The confidence that was given, and whether the place is right.
    parts
        Which of ``PARTS`` it belongs to.
    """

    confidence: float
    right: bool
    parts: tuple[str, ...]


ONE_BEARER, SMALL = "one bearer", "under 10,000 people"
PARTS = (ONE_BEARER, SMALL)
"""Names that one place of the gazetteer bears, and populated places that are small or of unknown size."""
_SMALL = 10_000
_LIKE = frozenset({"fuzzy", "surroundings", "position", "phrase"})
"""Ways to a place that does not bear the name."""


def judge(gold: GoldDocument, parse: Geoparse) -> Iterator[Judged]:
    """Yield confidence and truth of each resolution of a document that the corpus can judge."""
    for resolution, said in zip(parse.resolutions, to_mentions(parse), strict=True):
        over = judging(gold, resolution.toponym)
        if resolution.place is not None and over is not None:
            errors = [error_km(m, said) for m in over]
            right = any(e is not None and e <= NEAR_KM for e in errors)
            yield Judged(resolution.confidence, right, _parts_of(resolution, resolution.place))


def _parts_of(resolution: Resolution, place: Place) -> tuple[str, ...]:
    """Return the parts that a resolution is told apart by."""
    alone = not resolution.rivals and resolution.match not in _LIKE
    small = place.feature_class == "P" and (place.population or 0) < _SMALL
    return tuple(part for part, holds in zip(PARTS, (alone, small), strict=True) if holds)


def to_bins(pairs: Iterable[tuple[float, bool]]) -> tuple[Bin, ...]:
    """Return the tenths of the scale that have any resolution."""
    inside: dict[int, list[tuple[float, bool]]] = {}
    for pair in pairs:
        inside.setdefault(min(int(pair[0] * STEPS), STEPS - 1), []).append(pair)
    return tuple(
        Bin(step / STEPS, (step + 1) / STEPS, sum(c for c, _ in rows) / len(rows), sum(r for _, r in rows), len(rows))
        for step, rows in sorted(inside.items())
    )


def calibration_error(bins: Sequence[Bin]) -> float | None:
    """Return the expected calibration error.

    How far confidence and truth lie apart, on average over the resolutions.
    """
    total = sum(b.of for b in bins)
    return sum(abs(b.mean - b.right / b.of) * b.of for b in bins) / total if total else None
