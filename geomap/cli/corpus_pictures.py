"""The options of a corpus's picture: which layer and measure it shows, and of which part of the corpus."""

from __future__ import annotations

import datetime
from functools import reduce
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Callable

_LAYERS = ("places", "hexagons", "countries", "provinces")
_MEASURES = ("documents", "mentions", "inhabitants")
_KINDS = ("country", "region", "city", "water", "land", "site")


def _day(_context: click.Context, parameter: click.Parameter, text: str | None) -> datetime.date | None:
    if text is None:
        return None
    try:
        return datetime.date.fromisoformat(text)
    except ValueError as error:
        raise click.UsageError(f"{parameter.opts[0]} takes a day such as 2025-10-14, not {text!r}") from error


_OPTIONS = (
    click.option("--layer", type=click.Choice(_LAYERS), help="Of a picture: circles, or areas in classes.  [places]"),
    click.option(
        "--measure",
        type=click.Choice(_MEASURES),
        help="Of a picture: what is counted; with inhabitants, documents per million of them.  [documents]",
    ),
    click.option("--from", "first", metavar="DATE", callback=_day, help="Of a picture: documents from this day on."),
    click.option("--to", "last", metavar="DATE", callback=_day, help="Of a picture: documents up to this day."),
    click.option("--country", metavar="CODE", help="Of a picture: places of a country (ISO 3166-1), e.g. SY."),
    click.option("--kind", type=click.Choice(_KINDS), help="Of a picture: places of one kind."),
    click.option(
        "--language-of-text",
        "languages",
        multiple=True,
        metavar="CODE",
        help="Of a picture: documents in this language, e.g. de; may be given again.",
    ),
    click.option("--size", metavar="SIZE", help="Of a picture: 960, 960x640 (pixels), 170mm or 16:9.  [960]"),
    click.option("--theme", type=click.Choice(["light", "dark", "print"]), help="Of a picture: its colours."),
    click.option("--scale", type=float, metavar="N", help="Of a PNG: its pixels to one of its size.  [2]"),
)


def corpus_picture_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options to a command; they reach it under the names of ``CorpusMap.render``."""
    return reduce(lambda made, option: option(made), reversed(_OPTIONS), function)


def taken(picture: dict[str, Any]) -> dict[str, Any]:
    """Return the options that were given."""
    given = {key: value for key, value in picture.items() if value is not None and value != ()}
    return given | ({"country": given["country"].upper()} if "country" in given else {})
