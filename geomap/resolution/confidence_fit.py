"""Fit the confidence: ``python -m geomap.resolution.confidence_fit --corpora DIR [--recognizer lexicon]``.

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
from geomap.evaluation.scorer import NEAR_KM
from geomap.resolution.confidence import signals
from geomap.resolution.fit import FOLDS, WEIGHTS, error_km
from geomap.resolution.ranker import Ranker
from geomap.resolution.survey import Rest, Survey

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geomap.evaluation.corpus import GoldDocument
    from geomap.geoparser import Recognizer

# Running prose whose annotation is complete enough that what it lacks is no toponym.
_COMPLETE = ("lgl", "geowebnews", "tudloc2013", "wotr_test")
_PENALTY = 0.5


class Example(NamedTuple):
    """Signals of a resolution, and whether it is right."""

    corpus: str
    fold: int
    signals: dict[str, float]
    right: bool


def examples(name: str, documents: Sequence[GoldDocument], recognizer: Recognizer, ranker: Ranker) -> Iterator[Example]:
    """Examples of one corpus."""
    for number, gold in enumerate(documents):
        toponyms = recognizer.recognize(gold.document)
        groups = ranker.rank(gold.document, toponyms)
        survey = Survey.of(groups)
        for group in groups:
            if not group.options:
                continue
            order = sorted(range(len(group.options)), key=lambda i: (-group.shares[i], i))
            best = group.options[order[0]]
            rest = Rest(survey, group)
            for i in group.members:
                toponym = toponyms[i]
                over = [m for m in gold.mentions if m.start < toponym.end and toponym.start < m.end]
                if any(not m.located for m in over) or (not over and toponym.kind == "demonym"):
                    continue
                right = any(error_km(best, m, ranker.gazetteer) <= NEAR_KM for m in over)
                yield Example(name, number % FOLDS, signals(group, order, rest, toponym), right)


def fit(data: Sequence[Example]) -> dict[str, float]:
    """Weights of the logistic function; every corpus counts alike."""
    names = sorted(data[0].signals)
    x = np.array([[1.0, *(e.signals[n] for n in names)] for e in data])
    y = np.array([e.right for e in data], dtype=float)
    corpora = np.array([e.corpus for e in data])
    weight = np.ones(len(data))
    for corpus in set(corpora):
        weight[corpora == corpus] = 1000 / (corpora == corpus).sum()

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        z = x @ w
        value = (weight * (np.logaddexp(0, z) - y * z)).sum() + _PENALTY * (w[1:] ** 2).sum()
        gradient = x.T @ (weight * (1 / (1 + np.exp(-z)) - y))
        gradient[1:] += 2 * _PENALTY * w[1:]
        return value, gradient

    w = minimize(loss, np.zeros(x.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 500}).x
    return {n: round(float(v), 3) for n, v in zip(["bias", *names], w, strict=True)}


def predict(example: Example, weights: dict[str, float]) -> float:
    """Confidence of an example."""
    total = weights["bias"] + sum(weights[n] * v for n, v in example.signals.items())
    return float(1 / (1 + np.exp(-total)))


def reliability(pairs: Sequence[tuple[float, bool]], steps: int = 10) -> list[tuple[float, float, int]]:
    """(mean confidence, share right, number) of the examples in each tenth of the scale that has any."""
    rows = []
    for step in range(steps):
        chosen = [(p, r) for p, r in pairs if min(int(p * steps), steps - 1) == step]
        if chosen:
            rows.append((sum(p for p, _ in chosen) / len(chosen), sum(r for _, r in chosen) / len(chosen), len(chosen)))
    return rows


def main() -> None:
    """Fit, print the reliability of held-out documents, and write the weights."""
    from geomap.assembly import assemble_geoparser

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--recognizer", default="lexicon")
    options = parser.parse_args()
    geoparser = assemble_geoparser(recognizer=options.recognizer)
    ranker = Ranker(geoparser.gazetteer)
    data = [
        example
        for name in _COMPLETE
        if (path := options.corpora / f"{name}.jsonl").exists()
        for example in examples(name, list(read_corpus(path)), geoparser.recognizer, ranker)
    ]
    held_out: list[tuple[float, bool]] = []
    for fold in range(FOLDS):
        weights = fit([e for e in data if e.fold != fold])
        held_out += [(predict(e, weights), e.right) for e in data if e.fold == fold]
    print("confidence  right  resolutions (held-out documents)")
    for mean, share, number in reliability(held_out):
        print(f"{mean:10.2f} {share:6.2f} {number:6}")
    known = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    known["confidence"] = fit(data)
    WEIGHTS.write_text(json.dumps(known, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
