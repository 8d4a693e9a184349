"""The page as branca's ``Figure``: rendered once, every asset inside, every script known to the policy."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from branca.element import CssLink, Element, Figure, JavascriptLink

from geomap.maps.html import assets
from geomap.maps.html.document import to_page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geomap.maps.view import MapView

_HOST = re.compile(r"^https?://([^/]+)")


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
            number(child, self._numbered)
            child.render(**kwargs)
        script, body = (
            "\n".join(_raw(element) for element in part._children.values())  # noqa: SLF001
            for part in (self.script, self.html)
        )
        return to_page(
            self.view,
            script=script,
            body=body,
            names=self.names,
            head="".join(_raw(element) for element in self._head()),
            image_hosts=_image_hosts(self),
        )

    def _head(self) -> Iterator[Element]:
        """Yield what elements put into the head, less the links that the page answers itself."""
        for name, element in self.header._children.items():  # noqa: SLF001
            if isinstance(element, (JavascriptLink, CssLink)):
                assets.carried(name, element.url)  # raises for what is not carried
            else:
                yield element


def number(element: Element, numbered: set[Element]) -> None:
    """Give an element and all below it ids that do not depend on chance; who has one keeps it."""
    if element not in numbered:
        element._id = f"geomap{len(numbered)}"  # noqa: SLF001
        numbered.add(element)
    for child in element._children.values():  # noqa: SLF001
        number(child, numbered)


def _raw(element: Element) -> str:
    """Return the source text that an element was made of.

    To render it would run it as a Jinja template once more, and with it whatever people's own layers say.
    """
    text = element._template_str  # noqa: SLF001
    return element.render() if text is None else text


def _image_hosts(element: Element) -> list[str]:
    """Return the hosts of the tile layers on the map: they were asked for, and nothing else may be loaded."""
    hosts = []
    for child in element._children.values():  # noqa: SLF001
        url = getattr(child, "tiles", None)
        if isinstance(url, str) and (match := _HOST.match(url)):
            hosts.append("https://" + re.sub(r"^\{s\}", "*", match[1]))
        hosts += _image_hosts(child)
    return hosts
