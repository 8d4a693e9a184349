"""The page as branca's ``Figure``: rendered once, every asset inside, every script known to the policy."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, Any

from branca.element import CssLink, Element, Figure, JavascriptLink

from geomap.maps.html import assets
from geomap.maps.html.payload import to_json
from geomap.maps.html.policy import policy
from geomap.maps.html.table import static_table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geomap.maps.view import MapView

_SCRIPT = re.compile(r"<script\b[^>]*>(.*?)</script>", re.DOTALL | re.IGNORECASE)
_STYLE = re.compile(r"<style\b[^>]*>(.*?)</style>", re.DOTALL | re.IGNORECASE)
_HOST = re.compile(r"^https?://([^/]+)")

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


class PageFigure(Figure):
    """The page around a Folium map.

    ``Map.save``, ``Map.get_root().render`` and ``NewsMap.save`` all end here, so that what people add to the map comes
    into the same page.

    Parameters
    ----------
    view
        What the page shows.
    """

    def __init__(self, view: MapView) -> None:
        super().__init__()
        self._id = "page"
        self.view = view
        self.names: dict[str, str] = {}
        self._numbered: set[Element] = set()

    def number(self, element: Element) -> None:
        """Give an element and all below it ids that do not depend on chance; who has one keeps it."""
        if element not in self._numbered:
            element._id = f"geomap{len(self._numbered)}"  # noqa: SLF001
            self._numbered.add(element)
        for child in element._children.values():  # noqa: SLF001
            self.number(child)

    def render(self, **kwargs: Any) -> str:
        """Return the page.

        Raises
        ------
        AssetError
            An element needs a script or style that is not carried.
        """
        self.header, self.html, self.script = Element(), Element(), Element()
        for part in (self.header, self.html, self.script):
            part._parent = self  # noqa: SLF001
        for child in self._children.values():
            self.number(child)
            child.render(**kwargs)
        head = "".join(_raw(element) for element in self._head())
        styles = [assets.leaflet("leaflet.css"), assets.own(assets.STYLES)]
        scripts = [assets.leaflet("leaflet.js"), assets.own(assets.SCRIPTS)]
        script = "\n".join(_raw(element) for element in self.script._children.values())  # noqa: SLF001
        if "$(" in script:
            scripts.append(_MARKUP)
        if "L.marker(" in script:
            scripts.append(_icons())
        scripts.append(script)
        rule = policy(
            [*scripts, *_SCRIPT.findall(head)],
            [*styles, *_STYLE.findall(head)],
            image_hosts=_image_hosts(self),
            inline="style=" in script or "style=" in head,
        )
        return self._page(rule, head, styles, scripts)

    def _head(self) -> Iterator[Element]:
        """Yield what elements put into the head, less the links that the page answers itself."""
        for name, element in self.header._children.items():  # noqa: SLF001
            if isinstance(element, (JavascriptLink, CssLink)):
                assets.carried(name, element.url)  # raises for what is not carried
            else:
                yield element

    def _page(self, rule: str, head: str, styles: list[str], scripts: list[str]) -> str:
        view = self.view
        title = escape(view.title).encode("utf-8", "replace").decode("utf-8")
        body = "".join(_raw(element) for element in self.html._children.values())  # noqa: SLF001
        parts = [
            f'<!DOCTYPE html>\n<html lang="{escape(view.options.language)}" dir="{view.direction}">\n<head>\n',
            '<meta charset="utf-8">\n',
            f'<meta http-equiv="Content-Security-Policy" content="{rule}">\n',
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n',
            '<meta name="generator" content="geomap">\n<meta name="referrer" content="no-referrer">\n',
            '<meta name="color-scheme" content="light dark">\n',
            f"<title>{title}</title>\n",
            *(f"<style>{style}</style>\n" for style in styles),
            head,
            '</head>\n<body>\n<div id="gm-page">\n<div id="gm-side"></div>\n<div id="gm-map">',
            body,
            "</div>\n</div>\n",
            f"<noscript>{static_table(view)}</noscript>\n",
            f'<script type="application/json" id="gm-data">{to_json(view)}</script>\n',
            f'<script type="application/json" id="gm-names">{_names(self)}</script>\n',
            *(f"<script>{script}</script>\n" for script in scripts),
            "</body>\n</html>\n",
        ]
        return "".join(parts)


def _raw(element: Element) -> str:
    """Return what an element was made of.

    To render it would run it as a Jinja template once more, and with it whatever people's own layers say.
    """
    text = element._template_str  # noqa: SLF001
    return element.render() if text is None else text


def _names(figure: PageFigure) -> str:
    import json

    from geomap.maps.html.payload import escape_json

    return escape_json(json.dumps(figure.names, ensure_ascii=False, separators=(",", ":")))


def _icons() -> str:
    urls = [assets.image(name) for name in ("marker-icon.png", "marker-icon-2x.png", "marker-shadow.png")]
    return (
        "\nL.Icon.Default.imagePath = '';\nL.Icon.Default.mergeOptions({"
        f'iconUrl:"{urls[0]}",iconRetinaUrl:"{urls[1]}",shadowUrl:"{urls[2]}"}});\n'
    )


def _image_hosts(element: Element) -> list[str]:
    """Return the hosts of the tile layers on the map: they were asked for, and nothing else may be loaded."""
    hosts = []
    for child in element._children.values():  # noqa: SLF001
        url = getattr(child, "tiles", None)
        if isinstance(url, str) and (match := _HOST.match(url)):
            hosts.append("https://" + re.sub(r"^\{s\}", "*", match[1]))
        hosts += _image_hosts(child)
    return hosts
