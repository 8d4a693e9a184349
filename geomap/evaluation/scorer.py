"""The scorer: recognition by exact and overlapping spans, resolution by distance.

The measures are those of the geoparsing literature (Gritta et al. 2020, "A pragmatic guide to geoparsing evaluation",
doi:10.1007/s10579-019-09475-3): accuracy within 161 km (100 miles), mean and median error, and AUC, the area under the
logarithm of the sorted errors. A prediction with the gold's own GeoNames identifier has no error, whatever the
distance, because sources place the middle of a large country far apart.
"""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from geomap.gazetteer.reverse import distance_km

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from geomap.evaluation.corpus import Mention

LONGEST_KM = 20039
"""Half of the Earth's circumference: no error is larger."""
NEAR_KM = 161
"""100 miles, the usual limit for "right"."""
CLOSE_KM = 10


@dataclass(frozen=True, slots=True)
class Figures:
    """What one way of matching spans gives. Shares are 0 to 1, None where nothing can be divided.

    Attributes
    ----------
    precision, recall, f1
        Of the spans.
    matched, predicted, gold
        Numbers of spans.
    gold_located, matched_located, resolved
        Gold spans with a position; of these matched; of these with a predicted position.
    accuracy, accuracy_10km
        Share of ``matched_located`` that is within 161 km and 10 km. An unresolved span is wrong.
    accuracy_resolved
        The same as ``accuracy`` over ``resolved``.
    end_to_end_recall, end_to_end_precision, end_to_end_f1
        Within 161 km, over all gold spans with a position and over all predictions with one.
    mean_km, median_km, auc
        Over ``resolved``. A lower AUC is better.
    auc_matched
        Over ``matched_located``, with the largest error for what was left unresolved.
    geonameid_accuracy
        Share of equal identifiers where both sides have one.
    """

    precision: float
    recall: float
    f1: float
    matched: int
    predicted: int
    gold: int
    gold_located: int
    matched_located: int
    resolved: int
    accuracy: float | None
    accuracy_10km: float | None
    accuracy_resolved: float | None
    end_to_end_recall: float | None
    end_to_end_precision: float | None
    end_to_end_f1: float
    mean_km: float | None
    median_km: float | None
    auc: float | None
    auc_matched: float | None
    geonameid_accuracy: float | None


@dataclass(frozen=True, slots=True)
class Scores:
    """Figures with exact and with overlapping spans, and how many documents had no prediction."""

    exact: Figures
    overlap: Figures
    documents: int
    missing: int

    def to_dict(self) -> dict[str, Any]:
        """Return the scores as plain data for JSON."""
        return asdict(self)


@dataclass(slots=True)
class _SpanCounts:
    """Counts and errors of one way of matching spans, added up over the documents."""

    matched: int = 0
    matched_located: int = 0
    unresolved: int = 0
    errors_km: list[float] = field(default_factory=list)
    same_id: int = 0
    both_ids: int = 0


def score(
    gold: Mapping[str, Sequence[Mention]],
    predicted: Mapping[str, Sequence[Mention]],
    *,
    ignore: Callable[[Mention], bool] | None = None,
    strict: bool = False,
) -> Scores:
    """Score predictions against gold, document by document.

    Parameters
    ----------
    gold, predicted
        Mentions by document id.
    ignore
        Gold mentions for which it is true count neither way, and neither do predictions that overlap them only.
    strict
        Count distance alone, not equal identifiers.
    """
    tallies = {"exact": _SpanCounts(), "overlap": _SpanCounts()}
    n_gold = n_predicted = gold_located = predicted_located = missing = 0
    for key, mentions in gold.items():
        missing += key not in predicted
        truth, guesses = _scored_pair(_distinct(mentions), _distinct(predicted.get(key, ())), ignore)
        n_gold += len(truth)
        n_predicted += len(guesses)
        gold_located += sum(m.located for m in truth)
        predicted_located += sum(m.located for m in guesses)
        for how, pairs in (("exact", match_exact(truth, guesses)), ("overlap", match_overlap(truth, guesses))):
            for g, p in pairs:
                _count(tallies[how], truth[g], guesses[p], strict=strict)
    totals = (n_predicted, n_gold, gold_located, predicted_located)
    return Scores(_figures(tallies["exact"], *totals), _figures(tallies["overlap"], *totals), len(gold), missing)


def _distinct(mentions: Iterable[Mention]) -> list[Mention]:
    """Return one mention per span, the one with a position where there are two, in the order of the text."""
    by_span: dict[tuple[int, int], Mention] = {}
    for m in mentions:
        known = by_span.get((m.start, m.end))
        if m.end > m.start and (known is None or (m.lat is not None and known.lat is None)):
            by_span[m.start, m.end] = m
    return [by_span[span] for span in sorted(by_span)]


def _scored_pair(
    truth: list[Mention], guesses: list[Mention], ignore: Callable[[Mention], bool] | None
) -> tuple[list[Mention], list[Mention]]:
    """Leave out ignored gold, and predictions that lie on ignored gold and on no other."""
    if ignore is None or not (ignored := [m for m in truth if ignore(m)]):
        return truth, guesses
    kept = [m for m in truth if not ignore(m)]
    return kept, [p for p in guesses if not _touches(p, ignored) or _touches(p, kept)]


def _touches(mention: Mention, others: list[Mention]) -> bool:
    return any(mention.start < o.end and o.start < mention.end for o in others)


def match_exact(truth: Sequence[Mention], guesses: Sequence[Mention]) -> list[tuple[int, int]]:
    """Return the pairs (gold, prediction) of equal spans."""
    where = {(m.start, m.end): i for i, m in enumerate(guesses)}
    return [(i, where[m.start, m.end]) for i, m in enumerate(truth) if (m.start, m.end) in where]


def match_overlap(truth: Sequence[Mention], guesses: Sequence[Mention]) -> list[tuple[int, int]]:
    """Return the pairs one to one: equal spans first, then those that share most characters."""
    shared = []
    for i, g in enumerate(truth):
        for j, p in enumerate(guesses):
            if p.start >= g.end:
                break
            if (n := min(g.end, p.end) - max(g.start, p.start)) > 0:
                equal = (g.start, g.end) == (p.start, p.end)
                shared.append((not equal, -n, i, j))
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, i, j in sorted(shared):
        if i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return sorted(pairs.items())


def error_km(truth: Mention, guess: Mention, *, strict: bool = False) -> float | None:
    """Return the km between two positions, 0 for equal identifiers, None where a position is missing."""
    if truth.lon is None or truth.lat is None or guess.lon is None or guess.lat is None:
        return None
    if not strict and truth.geonameid and truth.geonameid == guess.geonameid:
        return 0.0
    return distance_km(truth.lon, truth.lat, guess.lon, guess.lat)


def _count(tally: _SpanCounts, truth: Mention, guess: Mention, *, strict: bool) -> None:
    tally.matched += 1
    if truth.geonameid and guess.geonameid:
        tally.both_ids += 1
        tally.same_id += truth.geonameid == guess.geonameid
    if truth.located:
        tally.matched_located += 1
        error = error_km(truth, guess, strict=strict)
        if error is None:
            tally.unresolved += 1
        else:
            tally.errors_km.append(error)


def _figures(tally: _SpanCounts, n_predicted: int, n_gold: int, gold_located: int, predicted_located: int) -> Figures:
    errors = sorted(tally.errors_km)
    n = len(errors)
    near = sum(e <= NEAR_KM for e in errors)
    precision, recall = _share(tally.matched, n_predicted) or 0.0, _share(tally.matched, n_gold) or 0.0
    e2e_recall, e2e_precision = _share(near, gold_located), _share(near, predicted_located)
    return Figures(
        precision=precision,
        recall=recall,
        f1=_harmonic(precision, recall),
        matched=tally.matched,
        predicted=n_predicted,
        gold=n_gold,
        gold_located=gold_located,
        matched_located=tally.matched_located,
        resolved=n,
        accuracy=_share(near, tally.matched_located),
        accuracy_10km=_share(sum(e <= CLOSE_KM for e in errors), tally.matched_located),
        accuracy_resolved=_share(near, n),
        end_to_end_recall=e2e_recall,
        end_to_end_precision=e2e_precision,
        end_to_end_f1=_harmonic(e2e_precision or 0.0, e2e_recall or 0.0),
        mean_km=_share(sum(errors), n),
        median_km=(errors[(n - 1) // 2] + errors[n // 2]) / 2 if n else None,
        auc=_auc(errors),
        auc_matched=_auc(errors + [float(LONGEST_KM - 1)] * tally.unresolved),
        geonameid_accuracy=_share(tally.same_id, tally.both_ids),
    )


def _share(part: float, whole: int) -> float | None:
    return part / whole if whole else None


def _harmonic(a: float, b: float) -> float:
    return 2 * a * b / (a + b) if a + b else 0.0


def _auc(errors_km: list[float]) -> float | None:
    """Return the area under ln(error + 1) of the sorted errors by the trapezium rule, scaled to 0..1."""
    if len(errors_km) < 2:
        return None
    y = sorted(math.log(min(e, LONGEST_KM - 1) + 1) for e in errors_km)
    return (sum(y) - (y[0] + y[-1]) / 2) / (math.log(LONGEST_KM) * (len(y) - 1))
