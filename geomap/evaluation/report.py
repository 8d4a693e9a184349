"""One corpus, measured: the scores, the same for parts of the gold, and how far a confidence can be believed."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from geomap.evaluation.corpus import to_mentions
from geomap.evaluation.kinds import GoldKinds, without_kinds
from geomap.evaluation.reliability import PARTS, calibration_error, judge, to_bins
from geomap.evaluation.scorer import NEAR_KM, error_km, match_exact, score
from geomap.language import base_of
from geomap.model import Geoparse

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from geomap.evaluation.corpus import GoldDocument, Mention
    from geomap.evaluation.reliability import Bin
    from geomap.evaluation.scorer import Scores
    from geomap.gazetteer.gazetteer import Gazetteer
    from geomap.geoparser import Geoparser


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
    language
        Tag of the texts' language, ``""`` where the corpus does not state it.
    without
        Kinds that the corpus does not annotate, left out on both sides.
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
    language: str = ""
    without: tuple[str, ...] = ()

    @property
    def calibration_error(self) -> float | None:
        """Expected calibration error of the confidences, None for stored predictions."""
        return calibration_error(self.reliability)

    def to_dict(self) -> dict[str, Any]:
        """Return the report as plain data for JSON."""
        parts = {"by_kind": self.by_kind, "by_size": self.by_size}
        return {
            "name": self.name,
            "language": self.language,
            "without": list(self.without),
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


def evaluate(
    name: str, gold: Sequence[GoldDocument], geoparser: Geoparser, without: tuple[str, ...] = ()
) -> tuple[Report, dict[str, list[Mention]]]:
    """Geoparse the documents of a corpus and score the result.

    Parameters
    ----------
    name, gold
        Of the corpus, and its documents.
    geoparser
        What is measured.
    without
        Kinds that the corpus does not annotate, as ``kinds.LEFT_OUT`` calls them.

    Returns
    -------
    tuple
        The report, and the predicted mentions by document id.
    """
    parses = list(geoparser.geoparse_all(document.document for document in gold))
    predicted = {_key(g): without_kinds(to_mentions(p), without) for g, p in zip(gold, parses, strict=True)}
    report = evaluate_predictions(name, gold, predicted, geoparser.gazetteer, without)
    judged = [row for g, parse in zip(gold, parses, strict=True) for row in judge(g, parse)]
    of_part = {part: [row for row in judged if part in row.parts] for part in PARTS}
    return (
        replace(
            report,
            gold_spans=_with_gold_spans(gold, parses, geoparser),
            reliability=to_bins((row.confidence, row.right) for row in judged),
            reliability_of={
                part: to_bins((row.confidence, row.right) for row in rows) for part, rows in of_part.items()
            },
        ),
        predicted,
    )


def _with_gold_spans(gold: Sequence[GoldDocument], parses: Sequence[Geoparse], geoparser: Geoparser) -> Share | None:
    """Return how many of the annotated spans are put right when they are given; None where none has a position."""
    if not any(mention.located for document in gold for mention in document.mentions):
        return None
    given = {}
    for document, parse in zip(gold, parses, strict=True):
        toponyms = document.toponyms(r.toponym for r in parse)
        # The parse's document has the language that was found.
        resolutions = geoparser.resolver.resolve(parse.document, toponyms)
        given[_key(document)] = list(to_mentions(Geoparse(document.document, resolutions)))
    spans = score({_key(g): g.mentions for g in gold}, given).exact
    return Share(round((spans.end_to_end_recall or 0) * spans.gold_located), spans.gold_located)


def evaluate_predictions(
    name: str,
    gold: Sequence[GoldDocument],
    predicted: Mapping[str, Sequence[Mention]],
    gazetteer: Gazetteer,
    without: tuple[str, ...] = (),
) -> Report:
    """Score predictions that somebody else made, by document id."""
    truth = {_key(g): g.mentions for g in gold}
    language = next((base_of(g.document.language) for g in gold), "")
    kinds = GoldKinds(gazetteer, language)
    ignored = kinds.is_demonym if "demonyms" in without else None
    return Report(
        name,
        score(truth, predicted, ignore=ignored),
        score(truth, predicted, ignore=kinds.is_demonym),
        score(truth, predicted, ignore=kinds.is_largest),
        None,
        _by(truth, predicted, kinds.kind),
        _by(truth, predicted, kinds.size),
        language=language,
        without=without,
    )


def _key(gold: GoldDocument) -> str:
    return str(gold.document.id)


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
