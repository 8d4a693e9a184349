"""The options of what stands on and around a map: where, or that it is left out."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Callable

_CORNERS = ("top-left", "top-right", "bottom-left", "bottom-right")
_OPTIONS = (
    click.option(
        "--legend",
        type=click.Choice(["none", "below", *_CORNERS]),
        help="Where the legend of a picture stands; where there is room without it. none: no legend, in a page too.",
    ),
    click.option(
        "--locator",
        type=click.Choice(["none", *_CORNERS]),
        help="In which corner of a picture the small map of the region stands; none: no such map, in a page too.",
    ),
    click.option("--no-key", is_flag=True, help="Of a picture: no numbers on what has no room for its name."),
    click.option("--no-elsewhere", is_flag=True, help="Of a picture: no line with the places outside it."),
    click.option("--no-not-located", is_flag=True, help="Of a picture: no line with the names that have no place."),
)


def furniture_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options to a command."""
    return reduce(lambda made, option: option(made), reversed(_OPTIONS), function)


def take_furniture(view: dict[str, Any]) -> dict[str, Any] | None:
    """Take the options from those of a view, and return them as ``ViewOptions.furniture``; None where none is given."""
    placed = {name: view.pop(name) for name in ("legend", "locator")}
    said: dict[str, Any] = {name: place != "none" and place for name, place in placed.items() if place is not None}
    said |= {name: False for name in ("key", "elsewhere", "not_located") if view.pop(f"no_{name}")}
    return said or None
