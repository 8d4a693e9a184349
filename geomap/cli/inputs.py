"""What the commands share: the input arguments and how they become documents."""

from __future__ import annotations

import dataclasses
import datetime
from typing import TYPE_CHECKING, Any

import click

from geomap.reading import read_documents, to_document
from geomap.samples import sample_names, sample_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from geomap.errors import GeomapError
    from geomap.model import Document


def input_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the arguments and options that say which texts to read."""
    for option in (
        click.option(
            "--home",
            metavar="PLACE",
            help="Where the outlet is at home; places near it are likelier. A name or a place id.",
        ),
        click.option("--date", metavar="YYYY-MM-DD", help="Day of publication."),
        click.option("--encoding", metavar="NAME", help="Encoding of the files; detected without it."),
        click.option("--text-column", metavar="NAME", help="Column of a CSV or JSON Lines file that holds the text."),
        click.option("--date-column", metavar="NAME", help="Column that holds the day of publication."),
        click.option("--sample", metavar="NAME", help=f"Use a bundled sample text: {', '.join(sample_names())}."),
        click.argument("files", nargs=-1, metavar="[FILE|FOLDER|-]..."),
    ):
        function = option(function)
    return function


def documents(
    files: tuple[str, ...],
    sample: str | None,
    encoding: str | None,
    date: str | None,
    home: str | None,
    *,
    text_column: str | None = None,
    date_column: str | None = None,
) -> Iterator[Document]:
    """Read the documents that the arguments name, one by one; a bad file in a folder is told, and passed over."""
    if not files and sample is None:
        raise click.UsageError("name a text file, - for standard input, or --sample golan")
    facts: dict[str, Any] = {}
    if home is not None:
        facts["place"] = home
    if date is not None:
        try:
            facts["date"] = datetime.date.fromisoformat(date)
        except ValueError as error:
            raise click.UsageError(f"--date takes a day such as 2025-10-14, not {date!r}") from error
    if sample is not None:
        yield dataclasses.replace(to_document(sample_text(sample), source=f"sample {sample}"), **facts)
    for file in files:
        found = read_documents(
            file, encoding=encoding, text_column=text_column, date_column=date_column, on_error=_tell
        )
        for document in found:
            yield dataclasses.replace(document, **facts) if facts else document


def _tell(error: GeomapError) -> None:
    message = "".join(char if char.isprintable() else " " for char in str(error))
    click.echo(f"geomap: passed over: {message}", err=True)
