"""The options of a map that is published: what stands around it, and how large it is."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Callable


def _mode(_context: click.Context, _parameter: click.Parameter, is_published: bool) -> str:
    return "publish" if is_published else "review"


def _unless(_context: click.Context, _parameter: click.Parameter, is_off: bool) -> bool:
    return not is_off


_OPTIONS = (
    click.option(
        "--publish",
        "mode",
        is_flag=True,
        callback=_mode,
        help="Draw the map for the readers of an article: without the text and what an editor checks a map by.",
    ),
    click.option("--no-headline", "headline", is_flag=True, callback=_unless, help="With --publish: no headline."),
    click.option("--caption", default="", metavar="TEXT", help="With --publish: what stands below the map."),
    click.option("--credit", default="", metavar="TEXT", help="With --publish: whose work the map is."),
    click.option("--source-line", default="", metavar="TEXT", help="With --publish: where the facts come from."),
    click.option("--timeline", is_flag=True, help="With --publish: let readers choose the dates of the text."),
    click.option("--tour", is_flag=True, help="Open the page in a tour of the story, step by step."),
)
_OF_PUBLISHED = {
    "headline": "--no-headline",
    "caption": "--caption",
    "credit": "--credit",
    "source_line": "--source-line",
    "timeline": "--timeline",
}


def publish_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options to a command; they reach it under the names of ``ViewOptions``."""
    return reduce(lambda made, option: option(made), reversed(_OPTIONS), function)


def picture_options(view: dict[str, Any], *, scale: float | None, fragment: bool) -> dict[str, Any]:
    """Take from the options of a view what is of a picture alone: the page of a review fills its window.

    Raises
    ------
    click.UsageError
        Something was asked of a map that is not published, or of a fragment, and is not of such.
    """
    if view["mode"] != "publish":
        for key, option in _OF_PUBLISHED.items():
            if bool(view[key]) != (key == "headline"):
                raise click.UsageError(f"{option} goes with --publish")
    size, theme = view.pop("size"), view.pop("theme")
    picture = {} if scale is None else {"scale": scale}
    if view["mode"] == "publish" or (fragment and theme is None):
        view.update(size=size or "", theme=theme or "")
        return picture
    return picture | {key: value for key, value in (("size", size), ("theme", theme)) if value is not None}
