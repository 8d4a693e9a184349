"""The page around a map's script: head, policy, data, styles and scripts, all inside."""

from __future__ import annotations

import json
import re
from html import escape
from typing import TYPE_CHECKING

from geomap.maps.html import assets
from geomap.maps.html.added import Added, with_looks, with_tools
from geomap.maps.html.edited import is_drawn_on
from geomap.maps.html.payload import escape_json, to_json
from geomap.maps.html.policy import policy
from geomap.maps.html.styling import to_annotation_css, to_css, to_published_css, to_street_css
from geomap.maps.html.table import static_table
from geomap.maps.publish import is_published
from geomap.provenance import GENERATOR

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from geomap.maps.html.added import Asset
    from geomap.maps.view import MapView

_SCHEMES = {"light": "light", "dark": "dark", "print": "light"}
_SCRIPT = re.compile(r"<script\b[^>]*>(.*?)</script>", re.DOTALL | re.IGNORECASE)
_STYLE = re.compile(r"<style\b[^>]*>(.*?)</style>", re.DOTALL | re.IGNORECASE)


def to_page(view: MapView, *, script: str, body: str, names: Mapping[str, str], added: Added | None = None) -> str:
    """Return the whole page.

    Parameters
    ----------
    view
        What it shows.
    script, body
        What Folium rendered for the map.
    names
        Names of the layers by the keys under which the script knows them.
    added
        What a user has added to the map.
    """
    more = added or Added()
    published = is_published(view)
    theme = view.options.theme if published else ""
    mode = ' data-mode="publish"' if published else ""
    styles, scripts = [*_styles(view, theme), *with_looks(more)], _scripts(view)
    # The page stands before what was added runs: an error there stops nothing of it.
    later = [script, *with_tools(more), *more.scripts]
    unpacked = () if published else (assets.editor_script(),)
    markup = more.head + more.body
    rule = policy(
        [*scripts, *unpacked, *later, *(one.text for one in more.assets if one.text), *_SCRIPT.findall(markup)],
        [*styles, *(one.text for one in more.styles if one.text), *_STYLE.findall(markup)],
        hosts=[*more.hosts, *_asked(more)],
        inline=more.is_styled,
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
        *map(_element, more.styles),
        more.head,
        '</head>\n<body>\n<div id="gm-page">\n<div id="gm-side"></div>\n<div id="gm-map">',
        body,
        f'<div class="gm-added">{more.body}</div>' if more.body else "",
        "</div>\n</div>\n",
        f"<noscript>{static_table(view)}</noscript>\n",
        f'<script type="application/json" id="gm-data">{to_json(view)}</script>\n',
        f'<script type="application/json" id="gm-names">{written_names}</script>\n',
        *(f'<script type="text/plain" id="gm-editor">{assets.packed_editor()}</script>\n' for _ in unpacked),
        *(f"<script>{text}</script>\n" for text in scripts),
        *map(_element, more.assets),
        *(f"<script>{text}</script>\n" for text in later),
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


def _scripts(view: MapView) -> list[str]:
    """Return the scripts that a page's map is made with."""
    scripts = [assets.leaflet("leaflet.js"), assets.script()]
    if view.insets:
        scripts.append(assets.inset_script())
    if view.annotations:
        scripts.append(assets.annotation_script())
    return scripts


def _element(asset: Asset) -> str:
    """Return the element for a user's script or style."""
    if asset.text:
        return f"<style>{asset.text}</style>\n" if asset.is_style else f"<script>{asset.text}</script>\n"
    url = escape(asset.url)
    return (
        f'<link rel="stylesheet" href="{url}">\n'
        if asset.is_style
        else f'<script class="gm-asset" src="{url}"></script>\n'
    )


def _asked(added: Added) -> Iterator[tuple[str, str]]:
    """Yield the addresses of scripts and styles that the page asks for, which its policy lets it."""
    for asset in (*added.assets, *added.styles):
        if asset.url:
            yield "style" if asset.is_style else "script", asset.url
