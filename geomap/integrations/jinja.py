"""A global for people who template their own reports: ``{{ geomap(article, height=500) }}``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from weakref import WeakSet

from jinja2 import pass_context

from geomap.integrations.block import Block

if TYPE_CHECKING:
    from jinja2 import Environment
    from jinja2.nodes import EvalContext
    from jinja2.runtime import Context
    from markupsafe import Markup

_with_assets: WeakSet[EvalContext] = WeakSet()
"""Pages that are being made and have a map already; each is forgotten when it is done."""


@pass_context
def geomap_figure(context: Context, text: str = "", **options: Any) -> Markup:
    """Return a figure with the map of a text, ready to stand in a page.

    The first one of a template brings the scripts and styles that all maps share.

    Parameters
    ----------
    context
        Jinja's own.
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
    # Loops and macros derive contexts of their own, but share the one that holds how the page is made.
    figure = block.to_html(block.to_map(), assets=context.eval_ctx not in _with_assets)
    _with_assets.add(context.eval_ctx)
    # The figure is made of escaped parts only.
    return Markup(figure)  # noqa: S704


def install(environment: Environment) -> None:
    """Give an environment the global ``geomap``."""
    environment.globals["geomap"] = geomap_figure
