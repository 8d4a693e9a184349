"""Fit the weights of the arbitration: ``python -m geomap.recognition.arbitration_fit GOLD.jsonl …``.

Logistic regression on the candidates of annotated corpora, each of which counts the same; demonyms count only where a
corpus annotates them. Prints figures by cross-validation over documents. Needs numpy and scipy.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from geomap.evaluation.corpus import read_corpus
from geomap.recognition.matches import TIER_DEMONYM
from geomap.recognition.tagger_recognizer import WEIGHTS, TaggerRecognizer

if TYPE_CHECKING:
    from collections.abc import Sequence

_FEWEST_USES = 8
_PENALTY = 2.0


class Example(NamedTuple):
    """A candidate: its signals, whether it is annotated as it stands, and how much it counts."""

    signals: list[str]
    truth: bool
    weight: float


def examples(path: Path, recognizer: TaggerRecognizer) -> list[list[Example]]:
    """The candidates of a corpus, a list for each document."""
    documents = []
    for entry in read_corpus(path):
        gold = {(m.start, m.end) for m in entry.mentions}
        documents.append((gold, recognizer.weigh(entry.document)))
    demonyms = [((c.start, c.end) in gold) for gold, found in documents for c, _ in found if _is_demonym(c)]
    annotated = sum(demonyms) > 0.3 * len(demonyms)
    return [
        [Example(s, (c.start, c.end) in gold, 1.0) for c, s in found if annotated or not _is_demonym(c)]
        for gold, found in documents
    ]


def _is_demonym(candidate: object) -> bool:
    match = getattr(candidate, "match", None)
    return match is not None and match.hit.tier == TIER_DEMONYM


def fit(data: Sequence[Example]) -> dict[str, float]:
    """Weights of the logistic regression, ``"bias"`` among them."""
    import numpy as np
    from scipy.optimize import minimize
    from scipy.sparse import csr_matrix

    uses = Counter(s for example in data for s in set(example.signals))
    names = sorted(s for s, n in uses.items() if n >= _FEWEST_USES)
    column = {name: i for i, name in enumerate(names)}
    pairs = [(i, column[s]) for i, example in enumerate(data) for s in set(example.signals) if s in column]
    rows, columns = zip(*pairs, strict=True)
    x = csr_matrix((np.ones(len(pairs)), (rows, columns)), shape=(len(data), len(names)))
    y = np.array([example.truth for example in data], dtype=float)
    share = np.array([example.weight for example in data])

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        z = x @ w[1:] + w[0]
        gradient = share * (1 / (1 + np.exp(-z)) - y)
        value = (share * (np.logaddexp(0, z) - y * z)).sum() + _PENALTY / 2 * (w[1:] ** 2).sum()
        return value, np.concatenate([[gradient.sum()], x.T @ gradient + _PENALTY * w[1:]])

    w = minimize(loss, np.zeros(len(names) + 1), jac=True, method="L-BFGS-B", options={"maxiter": 400}).x
    weights = {"bias": round(float(w[0]), 3)}
    return weights | {name: round(float(v), 3) for name, v in zip(names, w[1:], strict=True) if abs(v) >= 0.02}


def balanced(corpora: Sequence[Sequence[Sequence[Example]]]) -> list[Example]:
    """All examples, so weighted that every corpus counts the same."""
    sizes = [sum(len(document) for document in corpus) for corpus in corpora]
    mean = sum(sizes) / len(sizes)
    return [
        example._replace(weight=mean / size)
        for corpus, size in zip(corpora, sizes, strict=True)
        for document in corpus
        for example in document
    ]


def main() -> None:
    """Fit and write ``data/arbitration.json``."""
    from geomap.gazetteer import bundled

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path, nargs="+")
    options = parser.parse_args()
    recognizer = TaggerRecognizer(bundled(), weights={"bias": 0.0})
    data = balanced([examples(path, recognizer) for path in options.gold])
    weights = fit(data)
    about = f"logistic regression on {len(data)} candidates of {', '.join(path.stem for path in options.gold)}"
    WEIGHTS.write_text(json.dumps({"about": about, "weights": weights}, indent=0, ensure_ascii=False) + "\n", "utf-8")
    print(about)


if __name__ == "__main__":
    main()
