"""``geomap corpus-map``: the tables of a corpus to one HTML file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from geomap.cli.guard import protect_inputs, protect_others
from geomap.cli.terminal import one_line, print_data
from geomap.files import to_bytes, write_output
from geomap.model import UNCERTAIN_BELOW

if TYPE_CHECKING:
    from geomap.maps.corpus.view import CorpusView


@click.command(name="corpus-map", short_help="Draw the places of a corpus: one HTML file.")
@click.argument("folder", metavar="FOLDER")
@click.option("-o", "--output", metavar="FILE", help="Where to write; beside the folder, as .html, without it.")
@click.option("--title", default="", help="Headline of the map.")
@click.option(
    "--lang",
    "--language",
    "language",
    default="en",
    show_default=True,
    metavar="CODE",
    help="Language of labels and buttons: ar, de, en, es, fa, fr, he, it, pl, pt, ru, tr, uk, zh.",
)
@click.option(
    "--min-confidence",
    type=click.FloatRange(0, 1),
    default=UNCERTAIN_BELOW,
    show_default=True,
    metavar="NUMBER",
    help="Leave out mentions that are less sure of their place, from 0 to 1; the page says how many these are.",
)
@click.option("--json", "as_json", is_flag=True, help="Say what was done as JSON.")
def command(
    folder: str, output: str | None, title: str, language: str, min_confidence: float, *, as_json: bool
) -> None:
    """Draw the places of a corpus, as geomap corpus has found them, in one HTML file that opens without a network.

    \b
    Examples:
      geomap corpus articles.parquet -o archive/
      geomap corpus-map archive/ -o archive.html --title "Our year"
      geomap corpus-map archive/ -o all.html --min-confidence 0
    """
    from geomap.gazetteer import open_gazetteer
    from geomap.maps.corpus.aggregate import aggregate
    from geomap.maps.corpus.page import to_page
    from geomap.maps.corpus.wording import texts

    target = output or f"{folder.rstrip('/')}.html"
    if target != "-" and Path(target).suffix.lower() not in (".html", ".htm"):
        raise click.UsageError(f"a map of a corpus is a page: {target} should end in .html")
    protect_inputs(target)
    if output is None:
        protect_others(target)
    # What is wrong with it is told before anything is counted.
    texts(language)
    gazetteer = open_gazetteer()
    view = aggregate(folder, gazetteer=gazetteer, min_confidence=min_confidence)
    content = to_bytes(to_page(view, gazetteer, title=title, language=language))
    write_output(target, content)
    if target != "-":
        summary = _summary(view, target, len(content))
        print_data(json.dumps(summary, ensure_ascii=False) if as_json else one_line(_sentence(summary)))


def _summary(view: CorpusView, target: str, size: int) -> dict[str, int | str]:
    totals = view.totals
    return {
        "output": target,
        "bytes": size,
        "documents": totals.documents,
        "rejected": totals.rejected,
        "mentions": totals.mentions,
        "drawn": totals.drawn,
        "unplaced": totals.unplaced,
        "uncertain": totals.uncertain,
        "places": int((view.places.documents > 0).sum()),
    }


def _sentence(summary: dict[str, int | str]) -> str:
    told = {key: f"{value:,}" if isinstance(value, int) else value for key, value in summary.items()}
    return (
        f"{told['output']}: {told['places']} places from {told['drawn']} of {told['mentions']} mentions in "
        f"{told['documents']} documents; {told['uncertain']} too uncertain, {told['unplaced']} without place; "
        f"{max(1, round(int(summary['bytes']) / 1000)):,} kB"
    )
