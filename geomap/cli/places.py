"""``geomap places``: the places of a text as a table, or in a format for other programs."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from geomap.assembly import assemble_geoparser
from geomap.cli.inputs import documents, input_options
from geomap.cli.tables import print_table
from geomap.files import write_output, write_whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from geomap.model import Geoparse, Resolution

_COLUMNS = ("start", "text", "kind", "place", "feature", "where", "lat", "lon", "confidence")
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
    text_column: str | None,
    date_column: str | None,
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
    texts = documents(files, sample, encoding, date, home, text_column=text_column, date_column=date_column)
    parses = geoparser.geoparse_all(texts)
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


def _print_table(parses: Iterable[Geoparse], output: str) -> None:
    rows = [
        {"document": parse.document.id or parse.document.source or "", **_to_row(resolution)}
        for parse in parses
        for resolution in parse.resolutions
    ]
    several = len({row["document"] for row in rows}) > 1
    print_table(rows, (*(("document",) if several else ()), *_COLUMNS), output)


def _to_row(resolution: Resolution) -> dict[str, Any]:
    toponym, place = resolution.toponym, resolution.place
    text = toponym.text if toponym.modifier is None else f"{toponym.text} [{toponym.modifier.text}]"
    row: dict[str, Any] = {"start": str(toponym.start), "text": text, "kind": toponym.kind, "place": "not found"}
    if place is None:
        return row
    return row | {
        "place": place.name,
        "feature": f"{place.feature_class}/{place.feature_code}",
        "where": ".".join(filter(None, (place.country_code, place.admin1_code))),
        "lat": round(place.lat, 4),
        "lon": round(place.lon, 4),
        "confidence": round(resolution.confidence, 2),
    }
