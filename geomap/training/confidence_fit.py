"""Fit the confidence: ``python -m geomap.training.confidence_fit --corpora DIR [--recognizer tagger]``.

Every resolution of a recognised toponym is an example: right if it lies within 161 km of the gold position, wrong if it
does not or if the corpus has no toponym there. Left out is what a corpus cannot judge: gold without a position, and
demonyms where none is annotated. Prints the reliability table on documents that were held out.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy.optimize import minimize

from geomap.evaluation.corpus import read_corpus
from geomap.evaluation.reliability import calibration_error, judging, to_bins
from geomap.evaluation.scorer import NEAR_KM
from geomap.resolution.confidence import signals
from geomap.resolution.containing import ContainingPlaces, containing_signals, is_faint
from geomap.resolution.ranker import Ranker
from geomap.resolution.survey import Rest, Survey
from geomap.resolution.weights import BUNDLED as WEIGHTS
from geomap.training.ranker_fit import FOLDS, error_km

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geomap.evaluation.corpus import GoldDocument
    from geomap.geoparser import Recognizer

# Running prose whose annotation is complete enough that what it lacks is no toponym.
_COMPLETE = ("lgl", "geowebnews", "tudloc2013", "wotr_test")
_PENALTY = 0.5
_FEWEST = 100


class ResolutionExample(NamedTuple):
    """Signals of a resolution, and whether it is right."""

    corpus: str
    fold: int
    signals: dict[str, float]
    right: bool


def examples(
    name: str, documents: Sequence[GoldDocument], recognizer: Recognizer, ranker: Ranker
) -> Iterator[ResolutionExample]:
    """Yield the examples of what the recogniser finds in one corpus."""
    for number, gold in enumerate(documents):
        toponyms = recognizer.recognize(gold.document)
        groups = ranker.rank(gold.document, toponyms)
        survey, surroundings = Survey.of(groups), ContainingPlaces(groups)
        for group in groups:
            if not group.options:
                continue
            order = sorted(range(len(group.options)), key=lambda i: -group.shares[i])
            best = group.options[order[0]]
            rest = Rest(survey, group)
            for i in group.members:
                toponym = toponyms[i]
                over = judging(gold, toponym)
                if over is None:
                    continue
                right = any(error_km(best, m, ranker.gazetteer) <= NEAR_KM for m in over)
                yield ResolutionExample(name, number % FOLDS, signals(group, order, rest, surroundings, toponym), right)


def containing_examples(
    name: str, documents: Sequence[GoldDocument], recognizer: Recognizer, ranker: Ranker
) -> Iterator[ResolutionExample]:
    """Yield the examples of annotated names that the gazetteer lacks, at the places that contain them."""
    for number, gold in enumerate(documents):
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
                    yield ResolutionExample(name, number % FOLDS, containing_signals(around, group, toponyms[i]), right)


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


def predict(example: ResolutionExample, weights: dict[str, float]) -> float:
    """Return the confidence of an example."""
    total = weights["bias"] + sum(weights.get(n, 0.0) * v for n, v in example.signals.items())
    return float(1 / (1 + np.exp(-total)))


def main() -> None:
    """Fit the weights, print the reliability of held-out documents, and write the weights."""
    from geomap.assembly import assemble_geoparser

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--recognizer", default="tagger")
    options = parser.parse_args()
    geoparser = assemble_geoparser(recognizer=options.recognizer)
    ranker = Ranker(geoparser.gazetteer)
    corpora = {p.stem: list(read_corpus(p)) for p in sorted(options.corpora.glob("*.jsonl"))}
    parts = (geoparser.recognizer, ranker)
    known = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    for part, made in (
        ("confidence", [e for name in _COMPLETE if name in corpora for e in examples(name, corpora[name], *parts)]),
        (
            "surroundings",
            [e for name, documents in corpora.items() for e in containing_examples(name, documents, *parts)],
        ),
    ):
        held_out: list[tuple[str, float, bool]] = []
        for fold in range(FOLDS):
            weights = fit([e for e in made if e.fold != fold])
            held_out += [(e.corpus, predict(e, weights), e.right) for e in made if e.fold == fold]
        bins = to_bins((sure, right) for _, sure, right in held_out)
        print(f"{part}, held-out documents; expected calibration error {calibration_error(bins):.3f}")
        for corpus in dict.fromkeys(name for name, _, _ in held_out):
            own = to_bins((sure, right) for name, sure, right in held_out if name == corpus)
            print(f"{corpus:20} {calibration_error(own):.3f}")
        print("confidence  right  resolutions")
        for b in bins:
            print(f"{b.mean:10.2f} {b.right / b.of:6.2f} {b.of:6}")
        known[part] = fit(made)
    WEIGHTS.write_text(json.dumps(known, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
