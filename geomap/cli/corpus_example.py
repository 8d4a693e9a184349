"""``geomap corpus-example``: an invented archive of news, to try ``geomap corpus`` on."""

from __future__ import annotations

import click

from geomap.cli.guard import protect_inputs
from geomap.cli.terminal import say
from geomap.samples.archive import ARTICLES, SEED, write_archive


@click.command(name="corpus-example")
@click.option(
    "--articles",
    type=click.IntRange(1, 100_000_000),
    default=ARTICLES,
    show_default=True,
    metavar="N",
    help="How many articles.",
)
@click.option("--seed", type=int, default=SEED, show_default=True, metavar="N", help="Another one, another archive.")
@click.option(
    "-o", "--output", default="archive.parquet", show_default=True, metavar="FILE", help="Where to write; Parquet."
)
def command(articles: int, seed: int, output: str) -> None:
    """Write an archive of invented news articles: two years, six languages, places all over the world.

    Nothing in it happened, and nobody in it has a name. The same seed gives the same file.

    \b
    Examples:
      geomap corpus-example -o archive.parquet
      geomap corpus archive.parquet -o archive/
      geomap corpus-map archive/ -o outputs/archive.html
    """
    protect_inputs(output)
    written = write_archive(output, articles, seed)
    say(f"{written}: {articles:,} invented articles")
