"""A map as a piece of somebody's page: what all maps are drawn with stands there once, each map brings its own.

A fragment is an element ``<geomap-map>``. A script of a few lines puts the map's page together and shows it in a frame
of its own, so that maps and the page around them cannot disturb each other, and the map keeps its policy.
"""

from __future__ import annotations

import hashlib
import json
from html import escape
from typing import TYPE_CHECKING

from geomap.maps.html import assets
from geomap.maps.html.frame import box_of
from geomap.maps.html.payload import escape_json
from geomap.maps.html.styling import to_css
from geomap.maps.html.table import static_table
from geomap.maps.style import default_style

if TYPE_CHECKING:
    from geomap.maps.view import MapView


def to_fragment(page: str, view: MapView, *, with_assets: bool, height: int | None = None) -> str:
    """Return a page as a fragment.

    Parameters
    ----------
    page
        The whole page of the map.
    view
        What it shows.
    with_assets
        Whether the scripts and styles that all maps share come with it.
    height
        In pixels, before the frame grows; see ``geomap.maps.html.frame.box_of``.
    """
    shared = shared_texts()
    table = static_table(view)
    data = _json(cut(page.replace(f"<noscript>{table}</noscript>\n", ""), shared))
    title = escape(view.title).encode("utf-8", "replace").decode("utf-8")
    css, told = box_of(view, height)
    common = ""
    if with_assets:
        common = (
            f'<script type="application/json" class="geomap-assets">{_json(shared)}</script>\n'
            f"<script>{host_script()}</script>\n"
        )
    return (
        f'{common}<geomap-map title="{title}"{told} style="display:block;{css};overflow:auto">\n'
        # In somebody's page the headline is not the page's own.
        f"{table.replace('<h1>', '<h2>', 1).replace('</h1>', '</h2>', 1)}\n"
        f'<script type="application/json">{data}</script>\n</geomap-map>\n'
    )


def host_script() -> str:
    """Return the script that a page with maps needs once; it does nothing where it stands a second time."""
    return assets.own(("host.js",))


def shared_texts() -> dict[str, str]:
    """Return the scripts and styles that all maps share, each under a name that its content gives."""
    texts = (
        assets.leaflet("leaflet.css"),
        to_css(default_style()),
        assets.own(assets.STYLES),
        assets.packed_editor(),
        assets.leaflet("leaflet.js"),
        assets.script(),
    )
    return {hashlib.sha256(text.encode()).hexdigest()[:16]: text for text in texts}


def cut(page: str, shared: dict[str, str]) -> list[str | dict[str, str]]:
    """Return a page in pieces: what it shares with others is named, ``{"asset": name}``."""
    parts: list[str | dict[str, str]] = []
    for name, text in shared.items():
        before, found, after = page.partition(text)
        if found:
            parts += [before, {"asset": name}]
            page = after
    return [*parts, page]


def _json(value: object) -> str:
    return escape_json(json.dumps(value, ensure_ascii=False, separators=(",", ":")))
