"""``geomap evaluate``: how right the geoparser is on an annotated corpus."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from geomap.cli.inputs import part_options
from geomap.cli.tables import print_table
from geomap.cli.terminal import print_data
from geomap.errors import InputError

if TYPE_CHECKING:
    from geomap.cli.inputs import Parts
    from geomap.evaluation.report import Report

_COLUMNS = {
    "corpus": "corpus",
    "documents": "documents",
    "exact F1": "exact F1",
    "overlap F1": "overlap F1",
    "acc@161": "accuracy",
    "acc@10": "accuracy_10km",
    "median km": "median_km",
    "mean km": "mean_km",
    "AUC": "auc",
    "end-to-end F1": "end_to_end_f1",
    "gold spans acc@161": "gold_spans",
}


@click.command(name="evaluate")
@click.argument("gold", nargs=-1, required=True, metavar="GOLD.jsonl...")
@click.option("--predictions", metavar="FILE", help="Score these predictions instead of geomap's own.")
@part_options
@click.option("--errors", is_flag=True, help="List the mistakes by class, with their context.")
@click.option("--details", is_flag=True, help="Also by kind of place, by size, and by confidence.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(
    gold: tuple[str, ...],
    predictions: str | None,
    parts: Parts,
    errors: bool,
    details: bool,
    as_json: bool,
) -> None:
    """Score recognition and resolution against annotated corpora.

    A corpus has one JSON document a line: {"id", "text", "toponyms": [{"start", "end", "lat", "lon", "geonameid"}]},
    with offsets in characters and null where an annotation gives none.

    \b
    Examples:
      geomap evaluate corpus.jsonl
      geomap evaluate corpus.jsonl --errors | less
      geomap evaluate corpus.jsonl --predictions other-geoparser.jsonl --json
    """
    from geomap.evaluation.corpus import read_corpus
    from geomap.evaluation.mistakes import CLASSES, find_mistakes
    from geomap.evaluation.report import evaluate, evaluate_predictions

    if predictions is not None and len(gold) != 1:
        raise click.UsageError("--predictions goes with one corpus")
    geoparser = parts.geoparser()
    reports, mistakes = [], []
    for path in map(Path, gold):
        documents = list(read_corpus(path))
        if not documents:
            raise InputError(f"{path} is empty")
        if predictions is None:
            report, predicted = evaluate(path.stem, documents, geoparser)
        else:
            predicted = {str(d.document.id): list(d.mentions) for d in read_corpus(Path(predictions))}
            report = evaluate_predictions(path.stem, documents, predicted, geoparser.gazetteer)
        reports.append(report)
        if errors:
            mistakes += [mistake._asdict() for mistake in find_mistakes(documents, predicted)]
    if as_json:
        rows: Any = [report.to_dict() for report in reports]
        print_data(json.dumps({"reports": rows, "mistakes": mistakes} if errors else rows, indent=2))
        return
    if errors:
        mistakes.sort(key=lambda mistake: CLASSES.index(mistake["kind"]))
        print_table(mistakes, ("kind", "document", "text", "gold", "predicted", "error_km", "context"))
    _print(reports, details)


def _print(reports: list[Report], details: bool) -> None:
    for heading, part in (
        ("all gold", "scores"),
        ("demonyms left out", "without_demonyms"),
        ("countries, continents and oceans left out", "without_largest"),
    ):
        click.echo(f"\n{heading} (accuracy and distances over exactly matched spans)")
        rows = []
        for report in reports:
            scores = getattr(report, part)
            figures = scores.to_dict()["exact"] | {
                "corpus": report.name,
                "documents": scores.documents,
                "exact F1": scores.exact.f1,
                "overlap F1": scores.overlap.f1,
            }
            if part == "scores" and report.gold_spans is not None:
                figures["gold_spans"] = report.gold_spans.share
            rows.append({title: figures.get(key) for title, key in _COLUMNS.items()})
        print_table(rows, tuple(_COLUMNS))
    if any(report.reliability for report in reports):
        _print_calibration(reports)
    if details:
        for report in reports:
            _print_details(report)


def _print_calibration(reports: list[Report]) -> None:
    """Print how far confidences can be believed: of all names, of those with one bearer, and of small places."""
    from geomap.evaluation.reliability import PARTS, calibration_error

    click.echo("\nhow far a confidence can be believed (expected calibration error)")
    rows = []
    for report in reports:
        for part, bins in (("all", report.reliability), *((part, report.reliability_of[part]) for part in PARTS)):
            count = sum(b.of for b in bins)
            rows.append(
                {
                    "corpus": report.name,
                    "names": part,
                    "of": count,
                    "mean confidence": sum(b.mean * b.of for b in bins) / count if count else None,
                    "right": sum(b.right for b in bins) / count if count else None,
                    "error": calibration_error(bins),
                }
            )
    print_table(rows, ("corpus", "names", "of", "mean confidence", "right", "error"))


def _print_details(report: Report) -> None:
    from geomap.evaluation.reliability import calibration_error

    for heading, parts in (("kind of place", report.by_kind), ("size of settlement", report.by_size)):
        click.echo(f"\n{report.name}, by {heading}: found and right, over gold with a position")
        rows = [{"part": name, "right": part.right, "of": part.of, "share": part.share} for name, part in parts.items()]
        print_table(rows, ("part", "right", "of", "share"))
    for part, of_part in {"all names": report.reliability, **report.reliability_of}.items():
        if not of_part:
            continue
        error = calibration_error(of_part)
        click.echo(f"\n{report.name}, {part}: how far a confidence can be believed (calibration error {error:.3f})")
        bins = [
            {"confidence": f"{b.low:.1f} to {b.high:.1f}", "mean": b.mean, "right": b.right / b.of, "of": b.of}
            for b in of_part
        ]
        print_table(bins, ("confidence", "mean", "right", "of"))
