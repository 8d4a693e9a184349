"""Fit all that is fitted on annotated corpora, in the order in which one part needs the other.

``python -m geomap.training.refit --corpora DIR`` fits the arbitration, the ranker and the confidence, and writes their
weights. With ``--left-out`` it writes nothing and prints how right the geoparser is on each corpus when that corpus was
left out of all three fits, beside the figures of the weights as they stand. What is slow to make is kept between calls,
see ``kept``. Needs numpy and scipy.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from geomap.evaluation.corpus import read_corpus
from geomap.evaluation.report import evaluate
from geomap.gazetteer import bundled
from geomap.geoparser import Geoparser
from geomap.recognition.tagger_recognizer import WEIGHTS as ARBITRATION
from geomap.recognition.tagger_recognizer import bundled_weights as bundled_arbitration
from geomap.resolution.ranker import Ranker
from geomap.resolution.weights import BUNDLED, Weights
from geomap.training import absence_fit, arbitration_fit, confidence_fit, own_texts, ranker_fit
from geomap.training.kept import KeptRecognizer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap.evaluation.corpus import GoldDocument
    from geomap.evaluation.report import Report
    from geomap.training.confidence_fit import ResolutionExample

CONVENTION = ("lgl", "geowebnews")
"""Corpora of news, which set what counts as a toponym."""
_NO_PROSE = ("semeval12_train", "wiktor")
"""Corpora that say nothing of what is a toponym: tables of samples, and one name a document."""


class Fitted(NamedTuple):
    """What the fits give: weights of the arbitration, and of ranker and confidence."""

    arbitration: dict[str, float]
    weights: Weights


class Corpora:
    """The corpora, and what all fits start from.

    Parameters
    ----------
    folder
        Where they lie, one ``.jsonl`` each.
    names
        Those that are wanted, all without it.
    """

    def __init__(self, folder: Path, names: Sequence[str] = ()) -> None:
        paths = [path for path in sorted(folder.glob("*.jsonl")) if not names or path.stem in names]
        self.documents: dict[str, list[GoldDocument]] = {path.stem: list(read_corpus(path)) for path in paths}
        self.recognizer = KeptRecognizer(bundled())
        for name, documents in self.documents.items():
            self.recognizer.remember(name, [gold.document.text for gold in documents])
        self._candidates = {
            name: arbitration_fit.examples(name, documents, self.recognizer, own=name not in CONVENTION)
            for name, documents in self.documents.items()
            if name not in _NO_PROSE
        }
        self._data: ranker_fit.Data | None = None
        self._examples: tuple[list[ResolutionExample], ...] | None = None

    def arbitration(self, left_out: str = "") -> dict[str, float]:
        """Return the weights of the arbitration."""
        first = [made for name, made in self._candidates.items() if name in CONVENTION and name != left_out]
        also = [made for name, made in self._candidates.items() if name not in CONVENTION and name != left_out]
        return arbitration_fit.fit_corpora(first, also)

    def fit(self, left_out: str = "") -> Fitted:
        """Fit everything, on all corpora but one.

        Arbitration and ranker are fitted anew without a corpus that is left out. The others' examples of what both
        make of them stay those of the full fit: making them is what takes long, and they are not of that corpus.
        """
        arbitration = self.arbitration(left_out)
        recognizer = self.recognizer.with_weights(arbitration)
        if self._data is None:
            # The names around the annotated ones: which weights found them matters little.
            self._data = ranker_fit.load(self.documents.items(), recognizer.gazetteer, recognizer)
        kept = set(self.documents) - {left_out}
        first, joint = ranker_fit.train(self._data, recognizer.gazetteer, keep=kept)
        if self._examples is None:
            if left_out:
                self.fit()
            else:
                self._examples = self._make_examples(recognizer, first, joint)
        assert self._examples is not None
        absence, confidence, surroundings = (
            confidence_fit.fit([e for e in examples if e.corpus != left_out]) for examples in self._examples
        )
        return Fitted(arbitration, Weights(first, joint, confidence, surroundings, absence))

    def _make_examples(
        self, recognizer: KeptRecognizer, first: dict[str, float], joint: dict[str, float]
    ) -> tuple[list[ResolutionExample], ...]:
        """Return the examples for absence, confidence, and what is shown where it must lie."""
        gazetteer = recognizer.gazetteer
        ranker = Ranker(gazetteer, Weights(first, joint, {}, {}, {}))
        texts = {name: documents for name, documents in self.documents.items() if name not in _NO_PROSE}
        texts[own_texts.NAME] = own_texts.own_texts()
        absent = [
            e for name, documents in texts.items() for e in absence_fit.examples(name, documents, recognizer, ranker)
        ]
        ranker = Ranker(gazetteer, Weights(first, joint, {}, {}, confidence_fit.fit(absent)))
        del texts[own_texts.NAME]
        return absent, *confidence_fit.all_examples(texts, recognizer, ranker)

    def measure(self, name: str, fitted: Fitted) -> Report:
        """Report how right these weights are on a corpus."""
        gazetteer = self.recognizer.gazetteer
        recognizer = self.recognizer.with_weights(fitted.arbitration)
        geoparser = Geoparser(gazetteer, recognizer, Ranker(gazetteer, fitted.weights))
        return evaluate(name, self.documents[name], geoparser)[0]


def write(fitted: Fitted, corpora: Sequence[str]) -> None:
    """Write the weights to where they ship."""
    about = f"logistic regression on candidates of {', '.join(corpora)}"
    arbitration = {"about": about, "weights": fitted.arbitration}
    ARBITRATION.write_text(json.dumps(arbitration, indent=0, ensure_ascii=False) + "\n", "utf-8")
    BUNDLED.write_text(json.dumps(fitted.weights.to_dict(), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def row(name: str, shipped: Report, left_out: Report) -> str:
    """Return a line of the table: each figure as shipped, and with the corpus left out."""
    cells = []
    for report in (shipped, left_out):
        exact, given = report.scores.exact, report.gold_spans
        spans = given.share if given is not None else None
        cells.append(f"{exact.f1:.3f} {exact.end_to_end_f1:.3f} {spans or 0:.3f} {report.calibration_error or 0:.3f}")
    return f"{name:18} {cells[0]}   {cells[1]}"


def main() -> None:
    """Fit and write, or print the table of corpora left out."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--only", nargs="*", default=[], help="corpora that are measured with --left-out")
    parser.add_argument("--left-out", action="store_true", help="measure each corpus left out, and write nothing")
    options = parser.parse_args()
    corpora = Corpora(options.corpora)
    if not options.left_out:
        write(corpora.fit(), list(corpora.documents))
        return
    shipped = Fitted(bundled_arbitration(), Weights.read(BUNDLED))
    print(f"{'':18} {'as shipped':25} left out of all fits")
    print(f"{'':18} exact e2e   given error   exact e2e   given error")
    for name in options.only or corpora.documents:
        print(row(name, corpora.measure(name, shipped), corpora.measure(name, corpora.fit(name))), flush=True)


if __name__ == "__main__":
    main()
