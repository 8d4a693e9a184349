"""Fit the arbitration; ``geomap.training.refit`` is the command.

Logistic regression on the candidates of annotated corpora: a candidate is right if it is annotated as it stands. The
first corpora set the convention, each of them with the same weight. The others add their evidence with less
weight, and with signals of their own that soak up what they annotate differently; these are dropped in the end. Kinds
that a corpus does not annotate (demonyms, places in organisations' names) are left out of it. Needs numpy and scipy.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from geomap.recognition.matches import TIER_DEMONYM
from geomap.training import logistic

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geomap.evaluation.corpus import GoldDocument
    from geomap.recognition.arbitration import CandidateSpan
    from geomap.recognition.tagger_recognizer import TaggerRecognizer

_FEWEST_USES = 8
_PENALTY = 5.0
_CORPUS_SIZE = 8_000
"""As many examples each of the first corpora counts for."""
_ALSO = 0.6
_ANNOTATED = 0.4
"""Least share of a kind's candidates that is annotated where a corpus annotates the kind."""
_OWN = "corpus "


class CandidateExample(NamedTuple):
    """A candidate: its signals, whether it is annotated as it stands, and how much it counts."""

    signals: list[str]
    truth: bool
    weight: float


def examples(
    name: str,
    corpus: Iterable[GoldDocument],
    recognizer: TaggerRecognizer,
    *,
    own: bool = False,
    doubted: Sequence[str] = ("NORP", "OLOC"),
) -> list[list[CandidateExample]]:
    """Return the candidates of a corpus, a list for each document.

    With ``own`` they carry signals of the corpus alone. Of the ``doubted`` kinds those are left out that it does not
    annotate.
    """
    documents = [(gold, recognizer.weigh(gold.document)) for gold in corpus]
    right: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    rows: list[list[tuple[str, list[str], bool]]] = []
    for gold, weighed in documents:
        spans = {(m.start, m.end) for m in gold.mentions}
        rows.append([])
        for candidate, signals in weighed:
            truth = (candidate.start, candidate.end) in spans
            kind = _kind(candidate)
            rows[-1].append((kind, signals, truth))
            seen[kind] += 1
            right[kind] += truth
    left_out = {kind for kind in doubted if right[kind] < _ANNOTATED * seen[kind]}
    return [
        [
            CandidateExample([*signals, f"{_OWN}{name}", f"{_OWN}{name}, {signals[0]}"] if own else signals, truth, 1.0)
            for kind, signals, truth in row
            if kind not in left_out
        ]
        for row in rows
    ]


def _kind(candidate: CandidateSpan) -> str:
    """Return the kind of a candidate: demonym, or the tagger's label of the span that it is or touches."""
    if candidate.match is not None and candidate.match.hit.tier == TIER_DEMONYM:
        return "NORP"
    return candidate.tag.label if candidate.tag is not None else ""


def fit(data: Sequence[CandidateExample]) -> dict[str, float]:
    """Return the weights of the logistic regression, ``"bias"`` among them."""
    signals = [set(example.signals) for example in data]
    uses = Counter(s for found in signals for s in found)
    names = sorted(s for s, n in uses.items() if n >= _FEWEST_USES)
    truth, share = [example.truth for example in data], [example.weight for example in data]
    return logistic.fit(signals, truth, share, names, penalty=_PENALTY, iterations=400).rounded(3, 0.02)


def weighted(corpora: Sequence[Sequence[Sequence[CandidateExample]]], share: float) -> list[CandidateExample]:
    """Return all examples with weights under which every corpus counts ``share`` times the same."""
    out: list[CandidateExample] = []
    for corpus in corpora:
        weight = share * _CORPUS_SIZE / sum(map(len, corpus))
        out += [example._replace(weight=weight) for document in corpus for example in document]
    return out


def fit_corpora(
    first: Sequence[Sequence[Sequence[CandidateExample]]], also: Sequence[Sequence[Sequence[CandidateExample]]]
) -> dict[str, float]:
    """Return the weights from corpora that set the convention and from those that help.

    Signals of corpora alone are left out.
    """
    weights = fit(weighted(first, 1.0) + weighted(also, _ALSO))
    return {name: weight for name, weight in weights.items() if not name.startswith(_OWN)}
