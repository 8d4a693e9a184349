"""``geomap places``: the places of a text as a table, or in a format for other programs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from geomap.cli.guard import spare
from geomap.cli.inputs import input_options, part_options, told
from geomap.cli.progress import tracked
from geomap.cli.tables import print_table
from geomap.corpus import geoparse_many
from geomap.errors import InputError
from geomap.export.formats import FORMATS, format_named, format_of, unknown_suffix
from geomap.files import is_stream, write_output
from geomap.provenance import TABLE_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geomap.cli.inputs import Inputs, Parts
    from geomap.gazetteer.gazetteer import Gazetteer
    from geomap.model import Geoparse, Resolution

TABLE = "table"


def _known_format(_: click.Context, __: click.Parameter, name: str | None) -> str | None:
    if name is not None and name != TABLE:
        try:
            format_named(name)
        except InputError as error:
            raise click.BadParameter(str(error)) from error
    return name


@click.command(name="places")
@click.option(
    "--format",
    "format_",
    metavar="NAME",
    callback=_known_format,
    help=f"Form of the output: {TABLE}, {', '.join(form.name for form in FORMATS)}; else the suffix of FILE says it.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON, as --format json does.")
@click.option(
    "--geometry",
    type=click.Choice(["point", "footprint"]),
    default="point",
    show_default=True,
    help="What a place is in geojson, kml, gpkg and parquet: a point, or its outline where the gazetteer has one.",
)
@click.option(
    "-j",
    "--jobs",
    type=click.IntRange(1, 256),
    default=1,
    metavar="N",
    help="Read that many documents at a time, each in a process of its own.",
)
@click.option("-o", "--output", default="-", metavar="FILE", help="Where to write; standard output without it.")
@input_options
@part_options
def command(
    inputs: Inputs,
    parts: Parts,
    format_: str | None,
    as_json: bool,
    geometry: str,
    jobs: int,
    output: str,
) -> None:
    """List the places that a text names: one row a mention.

    \b
    Examples:
      geomap places story.txt
      geomap places story.txt --json
      geomap places story.txt -o story.geojson       or .csv, .gpkg, .kml, .parquet, .json, .jsonl
      geomap places story.txt -o areas.geojson --geometry footprint
      geomap places corpus.jsonl --format jsonl -o places.jsonl
      geomap places articles/ --jobs 4 -o places.parquet
    """
    if as_json:
        if format_ not in {None, "json"}:
            raise click.UsageError(f"--json and --format {format_} are two forms: leave one out")
        format_ = "json"
    spare(output)
    # Before any process starts: a part that does not exist is said once.
    geoparser = parts.geoparser()
    inputs.check_home(geoparser.gazetteer)
    documents = inputs.documents()
    parses = told(
        geoparser.geoparse_all(documents) if jobs == 1 else geoparse_many(documents, jobs=jobs, **parts._asdict())
    )
    form = format_named(format_) if format_ not in {None, TABLE} else None if format_ else format_of(output)
    if form is None:
        if geometry != "point":
            raise click.UsageError("a table has no outlines: name a format, or a file such as areas.geojson")
        if not format_ and Path(output).suffix.lower() not in {"", ".txt"} and not is_stream(output):
            raise unknown_suffix(output)
        _print_table(parses, geoparser.gazetteer, output)
        return
    if form.binary and output == "-" and sys.stdout.isatty():
        raise click.UsageError(f"{form.name} is not for a terminal: name a file with -o")
    outline = geoparser.gazetteer.footprint if geometry == "footprint" else None
    write_output(output, form.render(tracked(parses, wanted=output != "-"), outline))


def _print_table(parses: Iterable[Geoparse], gazetteer: Gazetteer, output: str) -> None:
    rows = [
        {"document": parse.document.id or parse.document.source or "", **_to_row(resolution, gazetteer)}
        for parse in parses
        for resolution in parse.resolutions
    ]
    several = len({row["document"] for row in rows}) > 1
    print_table(rows, (*(("document",) if several else ()), *TABLE_COLUMNS), output)


def _to_row(resolution: Resolution, gazetteer: Gazetteer) -> dict[str, Any]:
    from geomap.maps import wording

    toponym, place = resolution.toponym, resolution.place
    text = toponym.text if toponym.modifier is None else f"{toponym.text} [{toponym.modifier.text}]"
    row: dict[str, Any] = {"start": str(toponym.start), "text": text, "kind": toponym.kind, "place": "not found"}
    if place is None:
        return row
    return row | {
        "place": place.name,
        "what": wording.what(place, "en"),
        "where": wording.where(place, gazetteer, "en"),
        "lat": round(place.lat, 4),
        "lon": round(place.lon, 4),
        "confidence": round(resolution.confidence, 2),
    }
