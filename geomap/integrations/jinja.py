"""A global for people who template their own reports: ``{{ geomap(article, height=500) }}``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geomap.integrations.block import Block

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup


def geomap_figure(text: str = "", **options: Any) -> Markup:
    """Return a figure with the map of a text, ready to stand in a page.

    Parameters
    ----------
    text
        The text.
    **options
        Those of a block, see ``geomap.integrations.block``: ``caption``, ``height``, ``title``, ``lang`` …

    Raises
    ------
    InputError
        An option does not exist, or there is no text.
    """
    from markupsafe import Markup

    block = Block.of(text, {key.replace("_", "-"): str(value) for key, value in options.items()})
    # The frame is made of escaped parts only.
    return Markup(block.to_html(block.to_map()))  # noqa: S704


def install(environment: Environment) -> None:
    """Give an environment the global ``geomap``."""
    environment.globals["geomap"] = geomap_figure
