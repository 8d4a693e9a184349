"""What was added to the Folium map, gathered from what Folium has rendered: assets, hosts, scripts and markup."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from geomap.errors import AssetError
from geomap.maps.html.added import Added, Asset
from geomap.maps.html.shelf import in_script

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from branca.element import Element

    from geomap.maps.html.figure import PageFigure

_ORIGIN = re.compile(r"^(https?)://([^/?#]+)")
_ASKING = re.compile(
    r"""<(script|link)\b(?=[^>]*?\b(?:src|href)\s*=\s*["']?((?:https?:)?//[^"'\s>]+))(?:[^>]*)>""", re.IGNORECASE
)
_STYLED = re.compile(r"style\s*=", re.IGNORECASE)
_SCRIPT = re.compile(r"<script\b(?![^>]*\bsrc\s*=)[^>]*>(.*?)</script\s*>", re.DOTALL | re.IGNORECASE)
# Where Folium's icons take their signs from: a font of 90 kB, and one of 700.
_FONTS = {
    "glyphicons_css": re.compile(r'"prefix": "glyphicon"|\bglyphicon[ -]'),
    "awesome_markers_font_css": re.compile(r'"prefix": "fa"|\bfa-(?!rotate-)'),
}
_GLYPHICONS = re.compile(r"@font-face\s*\{[^}]*\}|[^{}]*\.glyphicon[^{}]*\{[^}]*\}")
# Popups use little of it, for which a few lines stand in.
_JQUERY = re.compile(r"\$\((?!`)|\$\.[a-z]|\bjQuery\b")
_WITH_SIGNS = {"BeautifyIcon", "LocateControl", "TagFilterButton"}
# Which address of an element is asked for as what.
_ADDRESSES = (("tiles", "img"), ("url", "img"), ("icon_url", "img"), ("video_url", "media"), ("embed_link", "connect"))


def gather(figure: PageFigure, scripts: list[str], body: str, head: str) -> Added:
    """Return what was added to a page.

    Parameters
    ----------
    figure
        The page, rendered.
    scripts, body, head
        What Folium rendered for the elements.

    Raises
    ------
    AssetError
        Something asks for a script or a style that is not carried.
    """
    found = list(dict.fromkeys([*_common(figure, "\n".join([*scripts, body, head])), *_linked(figure)]))
    # In Folium's own page Leaflet stands above what elements write into the head.
    found += [Asset(is_style=False, text=in_script(text)) for text in _SCRIPT.findall(head)]
    head = _SCRIPT.sub("", head)
    if not figure.shelf.online and (asking := _ASKING.search(head + body)):
        raise AssetError(
            f"the page cannot work offline: markup that was added asks for {asking[2]}; put what is there into it, or "
            "make the map with online_assets=True"
        )
    hosts = {*_hosts(figure), *_hosts_of_styles(found)}
    hosts |= {("style" if kind.lower() == "link" else "script", url) for kind, url in _ASKING.findall(head + body)}
    return Added(
        assets=tuple(asset for asset in found if not asset.is_style),
        scripts=tuple(map(in_script, scripts)),
        styles=tuple(asset for asset in found if asset.is_style),
        head=head,
        body=body,
        hosts=tuple(sorted(hosts)),
        # What a plugin does nobody knows beforehand; many write styles.
        is_styled=bool(found) or any(map(_STYLED.search, (*scripts, body, head))),
    )


def _linked(figure: PageFigure) -> Iterator[Asset]:
    """Yield the assets that elements name in the head."""
    from branca.element import CssLink, JavascriptLink

    for name, element in figure.header._children.items():  # noqa: SLF001
        if isinstance(element, (JavascriptLink, CssLink)):
            asset = figure.shelf.take(name, element.url, is_style=isinstance(element, CssLink))
            if asset is not None:
                yield asset


def _common(figure: PageFigure, used: str) -> Iterator[Asset]:
    """Yield what Folium has on every page, of that what is used and somebody has: jQuery, and the signs of icons."""
    import folium

    links = [(name, url, True) for name, url in folium.Map.default_css]
    links += [(name, url, False) for name, url in folium.Map.default_js]
    wanted = {name for name, pattern in _FONTS.items() if pattern.search(used)}
    if any(type(element).__name__ in _WITH_SIGNS for element in _all(figure)):
        wanted.add("awesome_markers_font_css")
    if _JQUERY.search(used):
        wanted.add("jquery")
    if "L.AwesomeMarkers" in used:
        wanted |= {"awesome_markers", "awesome_markers_css"}
        if re.search(r"fa-rotate-[1-9]", used):
            wanted.add("awesome_rotate_css")
    for name, url, is_style in links:
        if name not in wanted or (asset := figure.shelf.find(name, url, is_style=is_style)) is None:
            continue
        if name != "glyphicons_css":
            yield asset
        elif asset.text:
            # The rest of that file resets what pages look like.
            yield replace(asset, text="".join(_GLYPHICONS.findall(asset.text)))


def _hosts(element: Element) -> Iterator[tuple[str, str]]:
    """Yield the hosts that elements name: they were asked for, and nothing else may be loaded."""
    for one in _all(element):
        kinds = {"url": "connect"} if type(one).__name__ == "VectorGridProtobuf" else {}
        addresses: list[tuple[Any, str]] = [(getattr(one, key, None), kinds.get(key, kind)) for key, kind in _ADDRESSES]
        options = getattr(one, "options", None)
        if isinstance(options, dict):
            addresses += [(options.get(key), "img") for key in ("icon_url", "shadow_url")]
        source = getattr(one, "source", None)
        if type(one).__name__ == "Realtime":
            addresses.append((source, "connect"))
        if (ground := getattr(one, "tile_layer", None)) is not None:
            addresses.append((getattr(ground, "tiles", None), "img"))
        for address, kind in addresses:
            if isinstance(address, str) and (match := _ORIGIN.match(address)):
                yield kind, f"{match[1]}://" + re.sub(r"^\{s\}", "*", match[2])


def _hosts_of_styles(found: Iterable[Asset]) -> Iterator[tuple[str, str]]:
    """Yield from where the pictures and fonts of style sheets come that the page asks for."""
    for asset in found:
        if asset.is_style and (match := _ORIGIN.match(asset.url)):
            yield from ((kind, f"{match[1]}://{match[2]}") for kind in ("img", "font"))
        elif "@font-face" in asset.text:
            yield "font", "data:"


def _all(element: Element) -> Iterator[Element]:
    """Yield an element and all below it."""
    yield element
    for child in element._children.values():  # noqa: SLF001
        yield from _all(child)
