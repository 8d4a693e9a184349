"""The page around a map's script: head, policy, data, styles and scripts, all inside."""

from __future__ import annotations

import json
import re
from html import escape
from typing import TYPE_CHECKING

from geomap.maps.html import assets
from geomap.maps.html.edited import is_drawn_on
from geomap.maps.html.payload import escape_json, to_json
from geomap.maps.html.policy import policy
from geomap.maps.html.styling import to_annotation_css, to_css, to_published_css, to_street_css
from geomap.maps.html.table import static_table
from geomap.maps.publish import is_published
from geomap.provenance import GENERATOR

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from geomap.maps.view import MapView

_SCHEMES = {"light": "light", "dark": "dark", "print": "light"}
_SCRIPT = re.compile(r"<script\b[^>]*>(.*?)</script>", re.DOTALL | re.IGNORECASE)
_STYLE = re.compile(r"<style\b[^>]*>(.*?)</style>", re.DOTALL | re.IGNORECASE)

# What Folium's popups use of jQuery: making an element of markup, and waiting for the document.
_MARKUP = """
window.$ = window.$ || function (what) {
  if (typeof what === "string") {
    var holder = document.createElement("template");
    holder.innerHTML = what.trim();
    return Array.prototype.slice.call(holder.content.children);
  }
  return { ready: function (then) { then(); } };
};
"""


def to_page(
    view: MapView,
    *,
    script: str,
    body: str,
    names: Mapping[str, str],
    head: str = "",
    image_hosts: Iterable[str] = (),
) -> str:
    """Return the whole page.

    Parameters
    ----------
    view
        What it shows.
    script, body, head
        What Folium rendered for the map.
    names
        Names of the layers by the keys under which the script knows them.
    image_hosts
        Hosts that tiles are loaded from.
    """
    published = is_published(view)
    theme = view.options.theme if published else ""
    mode = ' data-mode="publish"' if published else ""
    styles, scripts = _styles(view, theme), _scripts(view, script)
    unpacked = () if published else (assets.editor_script(),)
    rule = policy(
        [*scripts, *unpacked, *_SCRIPT.findall(head)],
        [*styles, *_STYLE.findall(head)],
        image_hosts=image_hosts,
        inline="style=" in script or "style=" in head,
    )
    written_names = escape_json(json.dumps(dict(names), ensure_ascii=False, separators=(",", ":")))
    title = escape(view.title).encode("utf-8", "replace").decode("utf-8")
    parts = [
        f'<!DOCTYPE html>\n<html lang="{escape(view.options.language)}" dir="{view.direction}"{mode}>\n<head>\n',
        '<meta charset="utf-8">\n',
        f'<meta http-equiv="Content-Security-Policy" content="{rule}">\n',
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n',
        f'<meta name="generator" content="{GENERATOR}">\n',
        '<meta name="referrer" content="no-referrer">\n',
        f'<meta name="color-scheme" content="{_SCHEMES.get(theme, "light dark")}">\n',
        f"<title>{title}</title>\n",
        *(f"<style>{style}</style>\n" for style in styles),
        head,
        '</head>\n<body>\n<div id="gm-page">\n<div id="gm-side"></div>\n<div id="gm-map">',
        body,
        "</div>\n</div>\n",
        f"<noscript>{static_table(view)}</noscript>\n",
        f'<script type="application/json" id="gm-data">{to_json(view)}</script>\n',
        f'<script type="application/json" id="gm-names">{written_names}</script>\n',
        *(f'<script type="text/plain" id="gm-editor">{assets.packed_editor()}</script>\n' for _ in unpacked),
        *(f"<script>{text}</script>\n" for text in scripts),
        "</body>\n</html>\n",
    ]
    return "".join(parts)


def _styles(view: MapView, theme: str) -> list[str]:
    """Return the style sheets of a page."""
    styles = [assets.leaflet("leaflet.css"), to_css(view.style, theme), assets.own(assets.STYLES)]
    if is_published(view):
        styles.append(to_published_css(view.style, view.options.size, annotated=bool(view.annotations)))
    # On a page for review somebody may draw.
    if is_drawn_on(view):
        styles.append(to_annotation_css(view.style))
    if view.streets is not None:
        styles.append(to_street_css(view.style))
    return styles


def _scripts(view: MapView, script: str) -> list[str]:
    """Return the scripts of a page, that of its map last."""
    scripts = [assets.leaflet("leaflet.js"), assets.script()]
    if view.insets:
        scripts.append(assets.inset_script())
    if view.annotations:
        scripts.append(assets.annotation_script())
    if "$(" in script:
        scripts.append(_MARKUP)
    if "L.marker(" in script:
        scripts.append(_icons())
    return [*scripts, script]


def _icons() -> str:
    urls = [assets.image(name) for name in ("marker-icon.png", "marker-icon-2x.png", "marker-shadow.png")]
    return (
        "\nL.Icon.Default.imagePath = '';\nL.Icon.Default.mergeOptions({"
        f'iconUrl:"{urls[0]}",iconRetinaUrl:"{urls[1]}",shadowUrl:"{urls[2]}"}});\n'
    )
