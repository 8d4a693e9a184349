"""``geomap evaluate``: how right the geoparser is on an annotated corpus."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from geomap.cli.inputs import part_options
from geomap.cli.tables import print_table
from geomap.cli.terminal import print_data
from geomap.errors import InputError

if TYPE_CHECKING:
    from geomap.cli.inputs import Parts
    from geomap.evaluation.comparison import SystemRow
    from geomap.evaluation.report import Report
    from geomap.geoparser import Geoparser

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


_LEFT_OUT = ("demonyms", "organisations", "facilities")


class _Wanted(NamedTuple):
    """What is asked, by the names of the options."""

    predictions: str | None
    language: str | None
    without: tuple[str, ...]
    manifest: str | None
    limit: int | None
    beside: bool
    spacy: str | None
    markdown: bool
    errors: bool
    details: bool
    as_json: bool


class _Measured(NamedTuple):
    """What was found: a report a corpus and language, rows of the tables by language, and the mistakes."""

    reports: list[Report]
    rows: list[SystemRow]
    mistakes: list[dict[str, Any]]


@click.command(name="evaluate")
@click.argument("gold", nargs=-1, required=True, metavar="GOLD...")
@click.option("--predictions", metavar="FILE", help="Score these predictions instead of geomap's own.")
@click.option("--language", metavar="TAG", help="Only documents in this language; those that state none are in it.")
@click.option(
    "--without",
    type=click.Choice(_LEFT_OUT),
    multiple=True,
    help="Leave a kind out on both sides, where a corpus does not annotate it. May be given several times.",
)
@click.option("--manifest", metavar="FILE", help="TOML that says this by corpus: [NAME] without = [...].")
@click.option("--limit", type=click.IntRange(min=1), help="Only so many documents of each corpus, the first ones.")
@click.option("--beside", is_flag=True, help="A table a language, beside what else reads it: look-up, spaCy's models.")
@click.option("--spacy", metavar="PYTHON", help="With --beside: the interpreter that has spaCy and its models.")
@click.option("--markdown", is_flag=True, help="Print the tables by language alone, in Markdown.")
@part_options
@click.option("--errors", is_flag=True, help="List the mistakes by class, with their context.")
@click.option("--details", is_flag=True, help="Also by kind of place, by size, and by confidence.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(gold: tuple[str, ...], parts: Parts, **options: Any) -> None:
    """Score recognition and resolution against annotated corpora.

    A corpus has one JSON document a line: {"id", "text", "language", "toponyms": [{"start", "end", "lat", "lon",
    "geonameid"}]}, with offsets in characters and null where an annotation gives none. LGL's and TR-News' XML, TEI,
    exports of Label Studio (.json), brat (.ann beside .txt) and folders of these are read as they are. The language is
    found where a document does not state it; a corpus in several languages is measured in each.

    \b
    Examples:
      geomap evaluate corpus.jsonl
      geomap evaluate corpus.jsonl --errors | less
      geomap evaluate lgl.xml letters/ export.json
      geomap evaluate corpus.jsonl --language uk --without demonyms
      geomap evaluate corpora/*.jsonl --beside --spacy ~/spacy/bin/python
      geomap evaluate corpus.jsonl --predictions other-geoparser.jsonl --json
    """
    wanted = _Wanted(**options)
    if wanted.predictions is not None and len(gold) != 1:
        raise click.UsageError("--predictions goes with one corpus")
    measured = _measure(wanted, [Path(name) for name in gold], parts.geoparser())
    if wanted.as_json:
        rows: Any = [report.to_dict() for report in measured.reports]
        print_data(json.dumps({"reports": rows, "mistakes": measured.mistakes} if wanted.errors else rows, indent=2))
        return
    if wanted.errors and not wanted.markdown:
        from geomap.evaluation.mistakes import CLASSES

        measured.mistakes.sort(key=lambda mistake: CLASSES.index(mistake["kind"]))
        print_table(measured.mistakes, ("kind", "document", "text", "gold", "predicted", "error_km", "context"))
    if not wanted.markdown:
        _print(measured.reports, wanted.details)
    if wanted.markdown or wanted.beside:
        _print_by_language(measured.rows, in_markdown=wanted.markdown)


def _measure(wanted: _Wanted, paths: list[Path], geoparser: Geoparser) -> _Measured:
    """Measure every corpus in each of its languages."""
    from geomap.evaluation.comparison import row_of, rows_of_others
    from geomap.evaluation.corpus import by_language, in_language, located, read_corpus
    from geomap.evaluation.kinds import read_manifest
    from geomap.evaluation.mistakes import find_mistakes
    from geomap.evaluation.report import evaluate, evaluate_predictions
    from geomap.reading.annotated import is_annotated

    manifest = read_manifest(Path(wanted.manifest)) if wanted.manifest else {}
    said = None
    if wanted.predictions is not None:
        said = {str(d.document.id): list(d.mentions) for d in read_corpus(Path(wanted.predictions))}
    measured = _Measured([], [], [])
    for path in paths:
        corpus = read_corpus(path)
        if is_annotated(path):
            corpus = located(corpus, geoparser.gazetteer)
        documents = list(in_language(corpus, wanted.language) if wanted.language else corpus)[: wanted.limit]
        if not documents:
            of = f" has no document in {wanted.language}" if wanted.language else " is empty"
            raise InputError(f"{path}{of}")
        without = tuple(dict.fromkeys((*wanted.without, *manifest.get(path.stem, ()))))
        for part in by_language(documents).values():
            if said is None:
                report, predicted = evaluate(path.stem, part, geoparser, without)
            else:
                predicted = said
                report = evaluate_predictions(path.stem, part, predicted, geoparser.gazetteer, without)
            measured.reports.append(report)
            measured.rows.append(row_of(report))
            if wanted.beside:
                python = wanted.spacy or sys.executable
                measured.rows.extend(rows_of_others(report, part, geoparser.gazetteer, python))
            if wanted.errors:
                measured.mistakes.extend(mistake._asdict() for mistake in find_mistakes(part, predicted))
    return measured


def _print_by_language(rows: list[SystemRow], *, in_markdown: bool) -> None:
    from geomap.evaluation import comparison
    from geomap.language.identify import name_of

    for language in dict.fromkeys(row.language for row in rows):
        own = [row for row in rows if row.language == language]
        name = name_of(language or "en").english
        if in_markdown:
            click.echo(comparison.in_markdown(name, own) + "\n")
        else:
            click.echo(f"\n{name}, beside what else reads it")
            print_table([row.cells() for row in own], comparison.COLUMNS)


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
