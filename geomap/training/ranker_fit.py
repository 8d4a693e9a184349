"""Fit the ranker's weights; ``geomap.training.refit`` is the command.

Conditional logistic regression: of each name's options those within reach of the gold position should share the
probability. All corpora count alike, whatever their size. Needs numpy and scipy, which running does not.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import minimize

from geomap.evaluation.scorer import NEAR_KM
from geomap.gazetteer.reverse import distance_km
from geomap.resolution.apposition import favour_inside
from geomap.resolution.context import group_mentions
from geomap.resolution.cues import CountryWords
from geomap.resolution.features import STATIC
from geomap.resolution.joint_features import CONTEXTUAL
from geomap.resolution.options import Options
from geomap.resolution.shares import softmax
from geomap.resolution.survey import Rest, Survey

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geomap.evaluation.corpus import GoldDocument, Mention
    from geomap.gazetteer.gazetteer import Gazetteer
    from geomap.geoparser import Recognizer
    from geomap.resolution.context import Group
    from geomap.resolution.options import Option

_PENALTY = 0.5
_ROUNDS = 2
# Signals that the corpora hardly show keep a weight by judgement: the penalty pulls towards it, not towards nothing.
_EXPECTED = {
    "name with head": 4.0,
    "town of site": 2.5,
    "near home": 1.0,
    "in home unit": 2.0,
    "introduced before": 2.0,
    "introduced after": 1.0,
    "asked unit": 3.0,
    "short form": -3.0,
    "asked country": 1.0,
    "asked water": 6.0,
    "asked the": 2.0,
    "takes no article": -3.5,
    "all in unit": 3.0,
    "all in country": 3.0,
    "like siblings": 1.0,
    "fits head": 1.5,
    "against head": -1.5,
    "larger city elsewhere": -2.0,
}
# A corpus that annotates one name a document, chosen for meaning something unlikely, must not teach what is likely; nor
# one of tables of samples what prose means by a name that a city and its province share.
_IMPORTANCE = {"wiktor": 0.1, "semeval12_train": 0.3}


@dataclass(slots=True, eq=False)
class Case:
    """A name in a document, with the gold positions of its mentions."""

    corpus: str
    document: int
    group: Group
    gold: list[Mention]
    weight: float = 1.0


@dataclass(slots=True, eq=False)
class Data:
    """All documents' groups, words and static signals, and the cases among them that have a gold position."""

    documents: list[list[Group]]
    words: list[dict[int, float]]
    cases: list[Case]
    static: dict[Group, np.ndarray]


def load(corpora: Iterable[tuple[str, Sequence[GoldDocument]]], gazetteer: Gazetteer, recognizer: Recognizer) -> Data:
    """Group the gold spans of the corpora, with what the recogniser finds around them, and look their options up."""
    options = Options(gazetteer)
    data, country_words = Data([], [], [], {}), CountryWords(gazetteer.country_codes)
    for name, documents in corpora:
        for document in documents:
            toponyms = document.toponyms(recognizer.recognize(document.document))
            groups = group_mentions(document.document, toponyms, options)
            by_span = {(m.start, m.end): m for m in document.mentions if m.located}
            for group in groups:
                rows = [[signal(o, group) for signal in STATIC.values()] for o in group.options]
                data.static[group] = np.array(rows, dtype=float).reshape(len(rows), len(STATIC))
                gold = [
                    by_span[span] for i in group.members if (span := (toponyms[i].start, toponyms[i].end)) in by_span
                ]
                if gold:
                    data.cases.append(Case(name, len(data.documents), group, gold))
            data.documents.append(groups)
            data.words.append(country_words.spoken(document.document.text))
    return data


def error_km(option: Option, gold: Mention, gazetteer: Gazetteer) -> float:
    """Return the distance of an option from a gold position, 0 with the same identifier."""
    columns = gazetteer.columns
    if gold.geonameid and columns.geonameid[option.index] == gold.geonameid:
        return 0.0
    assert gold.lon is not None
    assert gold.lat is not None
    return distance_km(columns.lon_e5[option.index] / 1e5, columns.lat_e5[option.index] / 1e5, gold.lon, gold.lat)


def right_options(case: Case, gazetteer: Gazetteer) -> list[bool]:
    """Return the numbers of the options nearest to the gold, none where nothing lies within 161 km."""
    errors = [sorted(error_km(o, m, gazetteer) for m in case.gold)[len(case.gold) // 2] for o in case.group.options]
    nearest = min(errors, default=NEAR_KM + 1)
    if nearest > NEAR_KM:
        return [False] * len(errors)
    return [e <= max(nearest * 1.5, 5) for e in errors]


@dataclass(slots=True, eq=False)
class Matrix:
    """Signals of all options of the cases: one row an option."""

    x: np.ndarray
    starts: np.ndarray
    right: np.ndarray
    weight: np.ndarray

    def take(self, chosen: np.ndarray) -> Matrix:
        """Return the matrix of some of the cases."""
        ends = np.append(self.starts[1:], len(self.x))
        rows = np.concatenate([np.arange(s, e) for s, e in zip(self.starts[chosen], ends[chosen], strict=True)])
        sizes = ends[chosen] - self.starts[chosen]
        return Matrix(self.x[rows], np.concatenate([[0], np.cumsum(sizes)[:-1]]), self.right[rows], self.weight[chosen])


def matrix(data: Data, gazetteer: Gazetteer, *, joint: bool) -> tuple[Matrix, list[Case]]:
    """Return the signals of the cases that can be decided rightly and wrongly."""
    blocks: list[np.ndarray] = []
    right: list[bool] = []
    cases: list[Case] = []
    surveys = [Survey.of(g, words=w) for g, w in zip(data.documents, data.words, strict=True)] if joint else []
    for case in data.cases:
        truth = right_options(case, gazetteer)
        if not any(truth) or all(truth):
            continue
        cases.append(case)
        right.extend(truth)
        block = data.static[case.group]
        if joint:
            block = np.hstack([block, joint_rows(surveys[case.document], case.group)])
        blocks.append(block)
    weight = np.array([np.sqrt(len(c.gold)) for c in cases])
    corpora = np.array([c.corpus for c in cases])
    for name in set(corpora):
        weight[corpora == name] *= 1000 * _IMPORTANCE.get(name, 1.0) / weight[corpora == name].sum()
    starts = np.cumsum([0, *(len(b) for b in blocks[:-1])])
    return Matrix(np.vstack(blocks), starts, np.array(right), weight), cases


def joint_rows(survey: Survey, group: Group) -> np.ndarray:
    """Return the contextual signals of a group's options."""
    rest = Rest(survey, group)
    nothing = [0.0] * len(CONTEXTUAL)
    return np.array(
        [
            [s(o, rest) for s in CONTEXTUAL.values()] if rest.words or rest.speaks_of(o) else nothing
            for o in group.options
        ]
    )


def fit(m: Matrix, expected: np.ndarray) -> np.ndarray:
    """Return the weights that give the right options the most probability."""
    sizes = np.diff(np.append(m.starts, len(m.x)))

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        z = m.x @ w
        z = z - np.repeat(np.maximum.reduceat(z, m.starts), sizes)
        e = np.exp(z)
        all_sum = np.add.reduceat(e, m.starts)
        good = e * m.right
        good_sum = np.add.reduceat(good, m.starts) + 1e-300
        value = (m.weight * (np.log(all_sum) - np.log(good_sum))).sum() + _PENALTY * ((w - expected) ** 2).sum()
        per_row = np.repeat(m.weight / all_sum, sizes) * e - np.repeat(m.weight / good_sum, sizes) * good
        return value, m.x.T @ per_row + 2 * _PENALTY * (w - expected)

    found: np.ndarray = minimize(loss, expected, jac=True, method="L-BFGS-B", options={"maxiter": 500}).x
    return found


def apply(data: Data, first: dict[str, float], joint: dict[str, float] | None) -> None:
    """Set every group's shares: the first pass, or one more joint pass."""
    static = np.array([(first if joint is None else joint).get(n, 0.0) for n in STATIC])
    contextual = np.array([(joint or {}).get(n, 0.0) for n in CONTEXTUAL])
    for groups, words in zip(data.documents, data.words, strict=True):
        survey = Survey.of(groups, words=words) if joint is not None else None
        new = []
        for g in groups:
            totals = data.static[g] @ static
            if survey is not None and len(totals) > 1:
                totals = totals + joint_rows(survey, g) @ contextual
            new.append(softmax([float(t) for t in totals]))
        for group, shares in zip(groups, new, strict=True):
            group.shares = favour_inside(group, shares) if group.inside and joint is not None else shares


def train(
    data: Data, gazetteer: Gazetteer, *, keep: set[str] | None = None
) -> tuple[dict[str, float], dict[str, float]]:
    """Return the weights of both kinds of passes, from the cases in the corpora ``keep``."""

    def chosen(cases: list[Case]) -> np.ndarray:
        return np.array([i for i, c in enumerate(cases) if keep is None or c.corpus in keep])

    m, cases = matrix(data, gazetteer, joint=False)
    first = _named(fit(m.take(chosen(cases)), _expected(joint=False)), joint=False)
    apply(data, first, None)
    joint: dict[str, float] = {}
    for _ in range(_ROUNDS):
        m, cases = matrix(data, gazetteer, joint=True)
        joint = _named(fit(m.take(chosen(cases)), _expected(joint=True)), joint=True)
        apply(data, first, joint)
    apply(data, first, None)
    return first, joint


def _expected(*, joint: bool) -> np.ndarray:
    return np.array([_EXPECTED.get(n, 0.0) for n in (STATIC | CONTEXTUAL if joint else STATIC)])


def _named(w: np.ndarray, *, joint: bool) -> dict[str, float]:
    names = list(STATIC | CONTEXTUAL if joint else STATIC)
    return {n: round(float(v), 3) for n, v in zip(names, w, strict=True) if abs(v) >= 0.02}
