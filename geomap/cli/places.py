"""``geomap places``: the places of a text as a table, or in a format for other programs."""

from __future__ import annotations

import sys
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import click

from geomap.cli.guard import protect_inputs
from geomap.cli.inputs import input_options, part_options, with_language_notice
from geomap.cli.placetable import print_places, say_unplaced
from geomap.cli.progress import tracked
from geomap.cli.tables import print_table
from geomap.cli.tally import Tally
from geomap.corpus import geoparse_many
from geomap.errors import InputError
from geomap.export.drawings import drawings_of
from geomap.export.formats import FORMATS, format_named, format_of, rows_of, unknown_suffix
from geomap.export.schema import By
from geomap.files import is_stream, write_output
from geomap.provenance import TABLE_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geomap.cli.inputs import Inputs, Parts
    from geomap.gazetteer.gazetteer import Gazetteer
    from geomap.model import Document, Geoparse, Resolution
    from geomap.reading.offsets import Offsets

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
    "--by",
    type=click.Choice(get_args(By)),
    default="mention",
    show_default=True,
    help="What a row is: a mention, or a place with its count, its first mention and how much the text is about it.",
)
@click.option(
    "--geometry",
    type=click.Choice(["point", "footprint"]),
    default="point",
    show_default=True,
    help="What a place is in geojson, kml, gpkg, parquet, linkedplaces: a point, or its outline where there is one.",
)
@click.option(
    "-j",
    "--jobs",
    type=click.IntRange(1, 256),
    default=1,
    metavar="N",
    help="Read that many documents at a time, each in a process of its own.",
)
@click.option(
    "--offsets",
    type=click.Choice(["characters", "bytes"]),
    default="characters",
    show_default=True,
    help="Count in characters of the text as read; bytes: also say where a mention stands in the file as it is.",
)
@click.option("-o", "--output", default="-", metavar="FILE", help="Where to write; standard output without it.")
@input_options
@part_options
def command(
    inputs: Inputs,
    parts: Parts,
    format_: str | None,
    as_json: bool,
    by: By,
    geometry: str,
    jobs: int,
    offsets: Offsets,
    output: str,
) -> None:
    """List the places that a text names: one row a mention, or a place.

    \b
    Examples:
      geomap places story.txt
      geomap places story.txt --json
      geomap places story.txt --by place
      geomap places story.txt -o story.geojson       or .csv, .gpkg, .kml, .parquet, .json, .jsonl
      geomap places story.txt -o story.tei           or .jsonld, .lpf.json, .labelstudio.json
      geomap places story.txt -o story.csv --format csvw
      geomap places story.txt -o areas.geojson --geometry footprint
      geomap places corpus.jsonl --format jsonl -o places.jsonl
      geomap places articles/ --jobs 4 -o places.parquet
      geomap places story.txt --offsets bytes -o places.csv
    """
    if as_json:
        if format_ not in {None, "json"}:
            raise click.UsageError(f"--json and --format {format_} are two forms: leave one out")
        format_ = "json"
    protect_inputs(output)
    # Before any process starts: a part that does not exist is said once.
    geoparser = parts.geoparser()
    inputs.check_home(geoparser.gazetteer)
    tally = Tally(strict=inputs.strict)
    documents = inputs.documents(tally, offsets)
    parses = tally.outgoing(
        with_language_notice(
            geoparser.geoparse_all(documents, on_error=tally.reject)
            if jobs == 1
            else geoparse_many(documents, jobs=jobs, on_error=tally.reject, **parts._asdict())
        )
    )
    form = format_named(format_) if format_ not in {None, TABLE} else None if format_ else format_of(output)
    if form is None:
        if geometry != "point":
            raise click.UsageError("a table has no outlines: name a format, or a file such as areas.geojson")
        if not format_ and Path(output).suffix.lower() not in {"", ".txt"} and not is_stream(output):
            raise unknown_suffix(output)
        if by == "place":
            print_places(parses, geoparser.gazetteer, output)
        else:
            _print_table(parses, geoparser.gazetteer, output)
        tally.finish()
        return
    if form.binary and output == "-" and sys.stdout.isatty():
        raise click.UsageError(f"{form.name} is not for a terminal: name a file with -o")
    outline = geoparser.gazetteer.footprint if geometry == "footprint" else None
    drawn = drawings_of(geoparser.corrections, geoparser.gazetteer) if form.drawn and geoparser.corrections else ()
    rows = rows_of(tracked(parses, wanted=output != "-"), by)
    say_unplaced(rows)
    write_output(output, form.render(form.write_beside(output, rows), outline, drawn))
    tally.finish()


def _print_table(parses: Iterable[Geoparse], gazetteer: Gazetteer, output: str) -> None:
    from geomap.export.records import in_order

    # The first two documents say which columns there are.
    stream = iter(parses)
    first = list(islice(stream, 2))
    several = len({_name_of(parse) for parse in first}) > 1
    in_bytes = any(parse.document.byte_offsets is not None for parse in first)
    rows = (
        {"document": _name_of(parse), **_to_row(resolution, gazetteer, parse.document)}
        for parse in chain(first, stream)
        for resolution in in_order(parse)
    )
    beginning = (*(("document",) if several else ()), *(("byte_start", "byte_end") if in_bytes else ()))
    print_table(rows, (*beginning, *TABLE_COLUMNS), output)


def _name_of(parse: Geoparse) -> str:
    return parse.document.id or parse.document.source or ""


def _to_row(resolution: Resolution, gazetteer: Gazetteer, document: Document) -> dict[str, Any]:
    from geomap.maps import wording

    toponym, place = resolution.toponym, resolution.place
    text = toponym.text if toponym.modifier is None else f"{toponym.text} [{toponym.modifier.text}]"
    row: dict[str, Any] = {"start": str(toponym.start), "text": text, "kind": toponym.kind, "place": "not found"}
    if document.byte_offsets is not None:
        start, end = document.byte_offsets.span(document.text, toponym.start, toponym.end)
        row |= {"byte_start": "" if start is None else str(start), "byte_end": "" if end is None else str(end)}
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
