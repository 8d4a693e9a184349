"""``geomap corpus-map``: the tables of a corpus to one HTML file, or to a picture."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from geomap.cli.corpus_pictures import corpus_picture_options, taken
from geomap.cli.guard import protect_inputs, protect_others
from geomap.cli.terminal import one_line, print_data, saying
from geomap.errors import LetterWarning
from geomap.files import to_bytes, write_output
from geomap.model import UNCERTAIN_BELOW

if TYPE_CHECKING:
    from geomap.maps.corpus.view import CorpusView


@click.command(name="corpus-map", short_help="Draw the places of a corpus: one HTML file, or a picture.")
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
@corpus_picture_options
@click.option("--json", "as_json", is_flag=True, help="Say what was done as JSON.")
def command(
    folder: str,
    output: str | None,
    title: str,
    language: str,
    min_confidence: float,
    *,
    as_json: bool,
    **picture: Any,
) -> None:
    """Draw the places of a corpus, as geomap corpus has found them, in one HTML file that opens without a network.

    With a FILE that ends in .svg, .png or .pdf it is a picture instead.

    \b
    Examples:
      geomap corpus articles.parquet -o archive/
      geomap corpus-map archive/ -o archive.html --title "Our year"
      geomap corpus-map archive/ -o all.html --min-confidence 0
      geomap corpus-map archive/ -o world.svg
      geomap corpus-map archive/ -o france.png --layer provinces --measure inhabitants --country FR
      geomap corpus-map archive/ -o spring.pdf --from 2024-03-01 --to 2024-05-31 --layer countries
    """
    from geomap.maps.corpus.corpusmap import map_corpus
    from geomap.maps.corpus.wording import texts
    from geomap.maps.newsmap import PICTURES

    target = output or f"{folder.rstrip('/')}.html"
    suffix, given = Path(target).suffix.lower(), taken(picture)
    if target != "-" and suffix not in (".html", ".htm", *PICTURES):
        raise click.UsageError(
            f"a map of a corpus is a page or a picture: {target} should end in .html, .svg, .png or .pdf"
        )
    if suffix not in PICTURES and given:
        option = {"first": "from", "last": "to", "languages": "language-of-text"}.get(min(given), min(given))
        raise click.UsageError(
            f"--{option} is of a picture: name a .svg, .png or .pdf with -o; a page's readers choose"
        )
    protect_inputs(target)
    if output is None:
        protect_others(target)
    # What is wrong with it is told before anything is counted.
    texts(language)
    found = map_corpus(folder, title=title, language=language, min_confidence=min_confidence)
    with saying(LetterWarning):
        content = to_bytes(found.render(suffix, **given))
    view = found.view
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
