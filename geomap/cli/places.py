"""``geomap places``: the places of a text as a table, or in a format for other programs."""

from __future__ import annotations

import io
import itertools
import sys
from typing import TYPE_CHECKING

import click

from geomap.assembly import assemble_geoparser
from geomap.cli.inputs import documents, input_options
from geomap.files import write_output, write_whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from geomap.model import Geoparse, Resolution

FORMATS = ("table", "json", "jsonl", "csv", "geojson")


@click.command(name="places")
@input_options
@click.option("--format", "format_", type=click.Choice(FORMATS), help="Form of the output; a table on a terminal.")
@click.option("-o", "--output", default="-", metavar="FILE", help="Where to write; standard output without it.")
@click.option("--recognizer", default="lexicon", show_default=True, help="What finds the names.")
def command(
    files: tuple[str, ...],
    sample: str | None,
    encoding: str | None,
    date: str | None,
    home: str | None,
    format_: str | None,
    output: str,
    recognizer: str,
) -> None:
    """List the places that a text names: one row a mention.

    \b
    Examples:
      geomap places story.txt
      geomap places story.txt --format geojson -o story.geojson
      geomap places corpus.jsonl --format jsonl -o places.jsonl
    """
    geoparser = assemble_geoparser(recognizer=recognizer)
    parses = geoparser.geoparse_all(documents(files, sample, encoding, date, home))
    chosen = format_ or _format_of(output)
    if chosen == "table":
        _print_table(parses, output)
    elif chosen == "jsonl":
        _write_lines(_with_progress(parses, sys.stderr.isatty() and output != "-"), output)
    else:
        from geomap.export.csv import to_csv
        from geomap.export.geojson import to_geojson
        from geomap.export.json import to_json

        write_output(output, {"json": to_json, "csv": to_csv, "geojson": to_geojson}[chosen](parses))


def _format_of(output: str) -> str:
    suffix = output.rpartition(".")[2].lower()
    return {"ndjson": "jsonl"}.get(suffix, suffix if suffix in FORMATS else "table")


def _write_lines(parses: Iterable[Geoparse], output: str) -> None:
    from geomap.export.jsonl import to_jsonl

    lines = map(to_jsonl, parses)
    if output == "-":
        # Line by line: a corpus of ten million documents must not pile up in memory.
        for line in lines:
            sys.stdout.write(line)
    else:
        write_whole(output, lines)


def _with_progress(parses: Iterable[Geoparse], shown: bool) -> Iterator[Geoparse]:
    if not shown:
        yield from parses
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(parses, description="geoparsing", console=Console(stderr=True), transient=True)


def _print_table(parses: Iterator[Geoparse], output: str) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    first = next(parses, None)
    second = next(parses, None)
    several = second is not None
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    headings = (["document"] if several else []) + ["start", "text", "place", "kind", "where", "lat", "lon", "sure"]
    for heading in headings:
        table.add_column(heading, justify="right" if heading in {"start", "lat", "lon", "sure"} else "left")
    for parse in itertools.chain([p for p in (first, second) if p is not None], parses):
        for resolution in parse.resolutions:
            cells = _cells(resolution)
            if several:
                cells.insert(0, parse.document.id or parse.document.source or "")
            # Text, not markup: brackets in a name are brackets.
            table.add_row(*map(Text, cells))
    if output == "-" and sys.stdout.isatty():
        Console().print(table)
    else:
        buffer = io.StringIO()
        Console(width=140, file=buffer).print(table)
        write_output(output, buffer.getvalue())


def _cells(resolution: Resolution) -> list[str]:
    toponym, place = resolution.toponym, resolution.place
    text = toponym.text if toponym.modifier is None else f"{toponym.text} [{toponym.modifier.text}]"
    shown = "".join(char if char.isprintable() else " " for char in text)
    if place is None:
        return [str(toponym.start), shown, "not found", toponym.kind, "", "", "", ""]
    where = ".".join(filter(None, (place.country_code, place.admin1_code)))
    return [
        str(toponym.start),
        shown,
        place.name,
        f"{toponym.kind} {place.feature_class}/{place.feature_code}",
        where,
        f"{place.lat:.3f}",
        f"{place.lon:.3f}",
        f"{resolution.confidence:.2f}",
    ]
