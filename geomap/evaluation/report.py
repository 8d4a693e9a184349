"""One corpus, measured: the scores, the same for parts of the gold, and how far a confidence can be believed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from geomap.evaluation.corpus import to_mentions
from geomap.evaluation.reliability import PARTS, calibration_error, judge, to_bins
from geomap.evaluation.scorer import NEAR_KM, error_km, match_exact, score
from geomap.gazetteer.feature_kinds import kind_of
from geomap.gazetteer.names import fold
from geomap.model import Geoparse

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from geomap.evaluation.corpus import GoldDocument, Mention
    from geomap.evaluation.reliability import Bin
    from geomap.evaluation.scorer import Scores
    from geomap.gazetteer.gazetteer import Gazetteer
    from geomap.geoparser import Geoparser

_SIZES = (500_000, 100_000, 15_000, 1_000)
_LARGEST = ("country", "former state")
_LARGEST_CODES = {"CONT", "OCN"}


class Share(NamedTuple):
    """Right ones among all of a part: within 161 km, unless the report says otherwise."""

    right: int
    of: int

    @property
    def share(self) -> float | None:
        """Their quotient, None of nothing."""
        return self.right / self.of if self.of else None


@dataclass(frozen=True, slots=True)
class Report:
    """What is known about one corpus.

    Attributes
    ----------
    name
        Of the corpus.
    scores
        With all gold.
    without_demonyms, without_largest
        With demonyms and adjectives left out; with countries, continents and oceans left out.
    gold_spans
        Accuracy at 161 km over all gold with a position when the annotated spans are given; None for stored
        predictions.
    by_kind, by_size
        Found and right among the gold of a kind of place, and of a size of settlement.
    reliability
        Confidence against truth; empty for stored predictions.
    reliability_of
        The same for each of ``reliability.PARTS``: names with one bearer, and small places.
    """

    name: str
    scores: Scores
    without_demonyms: Scores
    without_largest: Scores
    gold_spans: Share | None
    by_kind: Mapping[str, Share]
    by_size: Mapping[str, Share]
    reliability: tuple[Bin, ...] = field(default=())
    reliability_of: Mapping[str, tuple[Bin, ...]] = field(default_factory=dict)

    @property
    def calibration_error(self) -> float | None:
        """Expected calibration error of the confidences, None for stored predictions."""
        return calibration_error(self.reliability)

    def to_dict(self) -> dict[str, Any]:
        """Return the report as plain data for JSON."""
        parts = {"by_kind": self.by_kind, "by_size": self.by_size}
        return {
            "name": self.name,
            "scores": self.scores.to_dict(),
            "without_demonyms": self.without_demonyms.to_dict(),
            "without_largest": self.without_largest.to_dict(),
            "gold_spans": None if self.gold_spans is None else self.gold_spans.share,
            **{key: {name: part._asdict() for name, part in value.items()} for key, value in parts.items()},
            "reliability": [row._asdict() for row in self.reliability],
            "calibration_error": self.calibration_error,
            "reliability_of": {part: [row._asdict() for row in bins] for part, bins in self.reliability_of.items()},
            "calibration_error_of": {part: calibration_error(bins) for part, bins in self.reliability_of.items()},
        }


def evaluate(name: str, gold: Sequence[GoldDocument], geoparser: Geoparser) -> tuple[Report, dict[str, list[Mention]]]:
    """Geoparse the documents of a corpus and score the result.

    Returns
    -------
    tuple
        The report, and the predicted mentions by document id.
    """
    parses = list(geoparser.geoparse_all(document.document for document in gold))
    predicted = {_key(g): list(to_mentions(p)) for g, p in zip(gold, parses, strict=True)}
    given = {}
    for document, parse in zip(gold, parses, strict=True):
        toponyms = document.toponyms(r.toponym for r in parse)
        resolutions = geoparser.resolver.resolve(document.document, toponyms)
        given[_key(document)] = list(to_mentions(Geoparse(document.document, resolutions)))
    report = evaluate_predictions(name, gold, predicted, geoparser.gazetteer)
    truth = {_key(g): g.mentions for g in gold}
    spans = score(truth, given).exact
    right = round((spans.end_to_end_recall or 0) * spans.gold_located)
    judged = [row for g, parse in zip(gold, parses, strict=True) for row in judge(g, parse)]
    of_part = {part: [row for row in judged if part in row.parts] for part in PARTS}
    return (
        Report(
            name,
            report.scores,
            report.without_demonyms,
            report.without_largest,
            Share(right, spans.gold_located),
            report.by_kind,
            report.by_size,
            to_bins((row.confidence, row.right) for row in judged),
            {part: to_bins((row.confidence, row.right) for row in rows) for part, rows in of_part.items()},
        ),
        predicted,
    )


def evaluate_predictions(
    name: str,
    gold: Sequence[GoldDocument],
    predicted: Mapping[str, Sequence[Mention]],
    gazetteer: Gazetteer,
) -> Report:
    """Score predictions that somebody else made, by document id."""
    truth = {_key(g): g.mentions for g in gold}
    kinds = _GoldKinds(gazetteer)
    return Report(
        name,
        score(truth, predicted),
        score(truth, predicted, ignore=kinds.is_demonym),
        score(truth, predicted, ignore=kinds.is_largest),
        None,
        _by(truth, predicted, kinds.kind),
        _by(truth, predicted, kinds.size),
    )


def _key(gold: GoldDocument) -> str:
    return str(gold.document.id)


class _GoldKinds:
    """What the gazetteer knows about the place of a gold mention."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer

    def is_demonym(self, mention: Mention) -> bool:
        name = fold(mention.name)
        number = self._gazetteer.name_id(name)
        if number < 0:  # Russians
            number = self._gazetteer.name_id(name.removesuffix("s"))
        found = self._gazetteer.bearers(number) if number >= 0 else ()
        from geomap.gazetteer.layout import KIND_MASK, MATCH_KINDS

        return bool(found) and all(MATCH_KINDS[code & KIND_MASK] == "demonym" for _, code in found)

    def is_largest(self, mention: Mention) -> bool:
        feature = self._feature(mention)
        return feature is not None and (kind_of(*feature) in _LARGEST or feature[1] in _LARGEST_CODES)

    def kind(self, mention: Mention) -> str:
        feature = self._feature(mention)
        return "not in the gazetteer" if feature is None else kind_of(*feature)

    def size(self, mention: Mention) -> str | None:
        feature = self._feature(mention)
        if feature is None or feature[0] != "P":
            return None
        population = self._gazetteer.columns.population[self._index(mention)]
        least = next((size for size in _SIZES if population >= size), 0)
        return f"{least:,} and more" if least else "fewer or unknown"

    def _index(self, mention: Mention) -> int:
        return self._gazetteer.index(f"geonames:{mention.geonameid}") if mention.geonameid else -1

    def _feature(self, mention: Mention) -> tuple[str, str] | None:
        index = self._index(mention)
        if index >= 0:
            return self._gazetteer.features[self._gazetteer.columns.feature[index]]
        feature_class, _, feature_code = mention.feature.partition(".")
        return (feature_class, feature_code) if feature_code else None


def _by(
    truth: Mapping[str, Sequence[Mention]],
    predicted: Mapping[str, Sequence[Mention]],
    part_of: Callable[[Mention], str | None],
) -> dict[str, Share]:
    """Return the gold with a position, by part: how many were found with their exact span and put within 161 km."""
    counts: dict[str, list[int]] = {}
    for key, mentions in truth.items():
        guesses = list(predicted.get(key, ()))
        pairs = dict(match_exact(mentions, guesses))
        for i, mention in enumerate(mentions):
            part = part_of(mention) if mention.located else None
            if part is None:
                continue
            count = counts.setdefault(part, [0, 0])
            count[1] += 1
            error = error_km(mention, guesses[pairs[i]]) if i in pairs else None
            count[0] += error is not None and error <= NEAR_KM
    return {part: Share(*count) for part, count in sorted(counts.items(), key=lambda item: (-item[1][1], item[0]))}
