"""Fit the confidence; ``geomap.training.refit`` is the command.

Every resolution of a recognised toponym is an example: right if it lies within 161 km of the gold position, wrong if it
does not or if the corpus has no toponym there. Left out is what a corpus cannot judge: gold without a position, and
demonyms where none is annotated.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy.optimize import minimize

from geomap.evaluation.reliability import judging
from geomap.evaluation.scorer import NEAR_KM
from geomap.gazetteer.reverse import distance_km
from geomap.resolution.confidence import signals
from geomap.resolution.containing import ContainingPlaces, containing_signals, is_faint
from geomap.resolution.survey import Rest, Survey
from geomap.training import own_texts
from geomap.training.ranker_fit import error_km

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from geomap.evaluation.corpus import GoldDocument, Mention
    from geomap.gazetteer.gazetteer import Gazetteer
    from geomap.geoparser import Recognizer
    from geomap.resolution.options import Option
    from geomap.resolution.ranker import Ranker

# Running prose whose annotation is complete enough that what it lacks is no toponym.
_COMPLETE = ("lgl", "geowebnews", "tudloc2013", "wotr_test")
_PENALTY = 0.5
_FEWEST = 100


class ResolutionExample(NamedTuple):
    """Signals of a resolution, and whether it is right."""

    corpus: str
    signals: dict[str, float]
    right: bool


def examples(
    name: str, documents: Sequence[GoldDocument], recognizer: Recognizer, ranker: Ranker
) -> Iterator[ResolutionExample]:
    """Yield the examples of what the recogniser finds in one corpus."""
    for gold in documents:
        toponyms = recognizer.recognize(gold.document)
        groups = ranker.rank(gold.document, toponyms)
        survey, surroundings = Survey.of(groups), ContainingPlaces(groups)
        for group in groups:
            if not group.options:
                continue
            order = sorted(range(len(group.options)), key=lambda i: -group.shares[i])
            best = group.options[order[0]]
            rest = Rest(survey, group)
            absent = ranker.absent(group, rest, surroundings)
            for i in group.members:
                toponym = toponyms[i]
                over = judging(gold, toponym)
                if over is None or (not over and name == own_texts.NAME):
                    continue
                right = any(is_right(best, m, ranker.gazetteer) for m in over)
                found = signals(group, order, rest, surroundings, absent, toponym)
                yield ResolutionExample(name, found, right)


def is_right(best: Option, mention: Mention, gazetteer: Gazetteer) -> bool:
    """Tell whether a place is the annotated one: within 161 km, for a river, lake or range by its outline.

    Parameters
    ----------
    best
        The place.
    mention, gazetteer
        The mention, with a position, and where the outline is.
    """
    if error_km(best, mention, gazetteer) <= NEAR_KM:
        return True
    if best.kind not in _LINES or mention.lon is None or mention.lat is None:
        return False
    from shapely.geometry import Point
    from shapely.ops import nearest_points

    # Of a long river one source gives the mouth and another the middle.
    outline = gazetteer.footprint(gazetteer.place(best.index))
    if outline is None:
        return False
    nearest = nearest_points(outline, Point(mention.lon, mention.lat))[0]
    return distance_km(nearest.x, nearest.y, mention.lon, mention.lat) <= NEAR_KM


_LINES = frozenset({"water", "nature"})


def containing_examples(
    name: str, documents: Sequence[GoldDocument], recognizer: Recognizer, ranker: Ranker
) -> Iterator[ResolutionExample]:
    """Yield the examples of annotated names that the gazetteer lacks, at the places that contain them."""
    for gold in documents:
        toponyms = gold.toponyms(recognizer.recognize(gold.document))
        located = {(m.start, m.end): m for m in gold.mentions if m.located}
        groups = ranker.rank(gold.document, toponyms)
        surroundings = ContainingPlaces(groups)
        for group in groups:
            if group.options and not is_faint(group.options[group.best], group):
                continue
            around = surroundings.of(group)
            if around is None:
                continue
            for i in group.members:
                mention = located.get((toponyms[i].start, toponyms[i].end))
                if mention is not None:
                    right = error_km(around.option, mention, ranker.gazetteer) <= NEAR_KM
                    yield ResolutionExample(name, containing_signals(around, group, toponyms[i]), right)


def all_examples(
    corpora: Mapping[str, Sequence[GoldDocument]], recognizer: Recognizer, ranker: Ranker
) -> tuple[list[ResolutionExample], list[ResolutionExample]]:
    """Return the examples for the confidence, and for what is shown in its surroundings."""
    parts = (recognizer, ranker)
    complete = {name: corpora[name] for name in _COMPLETE if name in corpora}
    complete[own_texts.NAME] = own_texts.own_texts()
    return (
        [e for name, documents in complete.items() for e in examples(name, documents, *parts)],
        [e for name, documents in corpora.items() for e in containing_examples(name, documents, *parts)],
    )


def fit(data: Sequence[ResolutionExample]) -> dict[str, float]:
    """Return the weights of the logistic function; every corpus counts alike, unless it has few examples."""
    names = sorted({n for e in data for n in e.signals})
    x = np.array([[1.0, *(e.signals.get(n, 0.0) for n in names)] for e in data])
    y = np.array([e.right for e in data], dtype=float)
    corpora = np.array([e.corpus for e in data])
    weight = np.ones(len(data))
    for corpus in set(corpora):
        weight[corpora == corpus] = 1000 / max(_FEWEST, (corpora == corpus).sum())

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        z = x @ w
        value = (weight * (np.logaddexp(0, z) - y * z)).sum() + _PENALTY * (w[1:] ** 2).sum()
        gradient = x.T @ (weight * (1 / (1 + np.exp(-z)) - y))
        gradient[1:] += 2 * _PENALTY * w[1:]
        return value, gradient

    w = minimize(loss, np.zeros(x.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 500}).x
    return {n: round(float(v), 3) for n, v in zip(["bias", *names], w, strict=True)}
