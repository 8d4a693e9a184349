"""``geomap corpus``: a table of articles to tables of mentions, documents and places."""

from __future__ import annotations

import datetime
import json
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from geomap.cli.inputs import part_options
from geomap.cli.terminal import print_data, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from geomap.cli.inputs import Parts
    from geomap.corpus.run import Advance, CorpusRun


def _column(name: str, what: str) -> Callable[[Any], Any]:
    return click.option(f"--{name}-column", metavar="NAME", help=f"Column that holds {what}; guessed without it.")


@click.command("corpus")
@click.argument("files", nargs=-1, required=True, metavar="FILE|FOLDER...")
@click.option("-o", "--output", required=True, metavar="FOLDER", help="Where the tables go; a run there goes on.")
@_column("text", "the article")
@_column("id", "what every table calls it")
@_column("date", "the day of publication")
@_column("title", "the headline")
@_column("language", "the language's tag")
@_column("link", "where the article can be read")
@click.option("--encoding", metavar="NAME", help="Encoding of the files; detected without it.")
@click.option(
    "--language", "text_language", metavar="CODE", help="Language of texts that do not tell theirs; found without it."
)
@click.option(
    "--part-size",
    type=click.IntRange(1, 1_000_000),
    default=2000,
    show_default=True,
    help="Records of a part: what a kill costs at most.",
)
@click.option("--workers", type=click.IntRange(1, 4096), metavar="N", help="Number of processes.")
@click.option(
    "--engine",
    default="local",
    metavar="NAME",
    show_default=True,
    help="Where the work is done: local, dask or spark.",
)
@click.option("--scheduler", metavar="ADDRESS", help="A cluster that runs already, e.g. tcp://host:8786.")
@click.option("--json", "as_json", is_flag=True, help="Print the counts as JSON on standard output.")
@part_options
def command(files: tuple[str, ...], output: str, parts: Parts, *, as_json: bool, **options: Any) -> None:
    """Geoparse the articles of tables, of a web crawl or of a folder into Parquet: a row a mention.

    Reads Parquet (also folders as Hive lays them out), JSON Lines and CSV (also .gz and .zst), WARC and WET, and
    folders of texts. What cannot be read goes to rejects.parquet with its reason. A run that was ended in any way goes
    on where it was when it is started again, and ends with the same bytes.

    \b
    Examples:
      geomap corpus articles.parquet -o mentions/ --workers 8
      geomap corpus crawl/*.warc.gz -o mentions/ --recognizer lexicon
      geomap corpus news/ -o mentions/ --text-column body --date-column day
      geomap corpus articles.parquet -o mentions/ --engine dask --scheduler tcp://host:8786
    """
    from geomap.corpus import geoparse_corpus

    with _progress() as on_advance:
        run = geoparse_corpus(files, output, on_advance=on_advance, **options, **parts._asdict())
    _tell(run, output)
    if as_json:
        print_data(json.dumps(run.counts._asdict(), indent=1))


def _tell(run: CorpusRun, output: str) -> None:
    counts = run.counts
    said = (
        f"{counts.records:,} records: {counts.documents:,} documents, {counts.rejected:,} rejected; "
        f"{counts.mentions:,} mentions of {counts.places:,} places, {counts.copies:,} copies of earlier texts"
    )
    say(f"{output} is finished, nothing was done: {said}" if run.was_finished else said)


@contextmanager
def _progress() -> Iterator[Callable[[Advance], None] | None]:
    """Show how far the run is, with its rate and the time that is left; nothing where nobody sees it."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    told = TextColumn("{task.fields[rate]}")
    with Progress(
        TextColumn("geoparsing"), BarColumn(), MofNCompleteColumn(), told, console=Console(stderr=True), transient=True
    ) as progress:
        task = progress.add_task("", total=None, rate="")
        began = time.monotonic()

        def advance(made: Advance) -> None:
            # By our own clock: that of the bar begins anew with every better estimate of the total.
            rate = made.new / max(time.monotonic() - began, 0.001)
            left = datetime.timedelta(seconds=round((made.total - made.records) / max(rate, 0.001)))
            progress.update(task, completed=made.records, total=made.total, rate=f"{rate:,.0f}/s, {left} left")

        yield advance
