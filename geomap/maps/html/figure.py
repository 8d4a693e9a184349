"""The page as branca's ``Figure``: rendered once, every asset inside, every script known to the policy."""

from __future__ import annotations

import re
from collections import OrderedDict
from typing import TYPE_CHECKING, Any, NamedTuple

from branca.element import Element, Figure

from geomap.maps.html.document import to_page
from geomap.maps.html.gathering import gather

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from geomap.maps.html.shelf import AssetShelf
    from geomap.maps.view import MapView

_ID = re.compile(r"(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])")
# As a name ends in it: of an element that stands in no tree, a popup's content.
_ID_OF_NAME = re.compile(r"(?<=[a-z]_)[0-9a-f]{32}(?![0-9a-f])")
# What Folium leaves to a second pass of Jinja, which there is none of here: the name of a variable.
_VARIABLE = re.compile(r"\{\{\s*'([A-Za-z_$][\w$]*)'\s*\}\}")

_MOST_SCRIPTS = 100


class Rendered(NamedTuple):
    """What Folium has rendered.

    Attributes
    ----------
    script, body
        Of the page's own map.
    scripts, more, head
        Of what was added to it: each element's script, markup for beside the map, and for the head.
    """

    script: str
    body: str
    scripts: list[str]
    more: str
    head: str


class PageFigure(Figure):
    """The page around a Folium map.

    ``Map.save``, ``Map.get_root().render`` and ``NewsMap.save`` all end here, so that what people add to the map comes
    into the same page.

    Parameters
    ----------
    view
        What the page shows; None where only what Folium renders is wanted.
    shelf
        Where the scripts and styles are that elements ask for.
    """

    def __init__(self, view: MapView | None, shelf: AssetShelf) -> None:
        super().__init__()
        self._id = "page"
        self.view = view
        self.shelf = shelf
        self.names: dict[str, str] = {}
        self.is_rendering = False
        self._ids: dict[Element, str] = {}
        self._given: dict[str, str] = {}
        self._borrowed: set[Element] = set()
        # Branca's says the encoding, which the page does by itself.
        self.header = Element()
        self.header._parent = self  # noqa: SLF001

    def render(self, **kwargs: Any) -> str:
        """Return the page.

        Raises
        ------
        AssetError
            An element needs a script or style that is not carried.
        """
        return self.rendering(self._page, **kwargs)

    def rendering(self, make: Callable[[Rendered], str], **kwargs: Any) -> str:
        """Render all elements, and return what is made of that."""
        # Folium's elements get children by being rendered: afterwards they have what they had before.
        before = [(element, element._children) for element in self._all()]  # noqa: SLF001
        self._give_back()
        self.is_rendering = True
        try:
            for child in self._children.values():
                self._number(child)
                child.render(**kwargs)
            return make(self._rendered())
        finally:
            self.is_rendering = False
            for element, children in before:
                element._children = children  # noqa: SLF001

    def watched(self, render: Callable[[], str]) -> str:
        """Render for somebody who takes pieces of the page (Streamlit's component), and remember what is of that."""
        self._give_back()
        before = set(self._all())
        try:
            return render()
        finally:
            self._borrowed |= set(self._all()) - before

    def _give_back(self) -> None:
        """Leave out what came by being rendered for somebody else."""
        for element in self._all():
            kept = OrderedDict((key, child) for key, child in element._children.items() if child not in self._borrowed)  # noqa: SLF001
            element._children = kept  # noqa: SLF001

    def _all(self) -> list[Element]:
        return [one for top in (self, *self._parts()) for one in walk(top)]

    def _parts(self) -> tuple[Element, Element, Element]:
        return self.header, self.html, self.script

    def _number(self, element: Element) -> None:
        """Give an element and all below it ids that do not depend on chance; who has one keeps it."""
        if element not in self._ids:
            self._ids[element] = f"geomap{len(self._ids)}"
            self._given[element._id] = self._ids[element]  # noqa: SLF001
        element._id = self._ids[element]  # noqa: SLF001
        for child in element._children.values():  # noqa: SLF001
            self._number(child)

    def _page(self, rendered: Rendered) -> str:
        script, body, scripts, more, head = rendered
        assert self.view is not None
        return to_page(self.view, script=script, body=body, names=self.names, added=gather(self, scripts, more, head))

    def _rendered(self) -> Rendered:
        script, scripts = self._scripts()
        story = {child.get_name() for child in self._children.values() if hasattr(child, "own")}
        body = [(key in story, self._raw(element)) for key, element in self.html._children.items()]  # noqa: SLF001
        head = [self._raw(element) for element in self.header._children.values() if not _is_link(element)]  # noqa: SLF001
        mine, more = ("\n".join(text for is_mine, text in body if is_mine is wanted) for wanted in (True, False))
        return Rendered(script, mine, scripts, more, "".join(text for text in head if text.strip()))

    def _scripts(self) -> tuple[str, list[str]]:
        """Return the page's own script, and those of what was added: one that fails stops no other."""
        own = {one for story in self._children.values() for one in (story, *getattr(story, "own", ()))}
        owners: dict[str, Element | None] = {}
        for story in self._children.values():
            owners |= self._owners(story, own, None if hasattr(story, "own") else story)
        mine: list[str] = []
        others: dict[Element | str, list[str]] = {}
        owner: Element | str | None = None
        for key, element in self.script._children.items():  # noqa: SLF001
            # What a user has put into the page's script by himself stands for itself.
            owner = owners.get(key, key)
            text = self._raw(element)
            if text.strip():
                (mine if owner is None else others.setdefault(owner, [])).append(text)
        texts = ["\n".join(parts) for parts in others.values()]
        step = -(-len(texts) // _MOST_SCRIPTS) or 1
        return "\n".join(mine), ["\n".join(texts[at : at + step]) for at in range(0, len(texts), step)]

    def _owners(self, element: Element, own: set[Element], owner: Element | None) -> dict[str, Element | None]:
        """Return whose the elements are, by their names: what a user added to the page's own is its own."""
        found = {element.get_name(): owner}
        for child in element._children.values():  # noqa: SLF001
            # What came by being rendered has no id yet, and belongs to what it came with.
            is_added = owner is None and child in self._ids and child not in own
            found |= self._owners(child, own, child if is_added else owner)
        return found

    def _raw(self, element: Element) -> str:
        """Return the source text that an element was made of, with the ids that it has here.

        To render it would run it as a Jinja template once more, and with it whatever people's own layers say.
        """
        text = element._template_str  # noqa: SLF001
        raw = element.render() if text is None else text
        for found in _ID_OF_NAME.findall(raw):
            self._given.setdefault(found, f"geomap_{len(self._given)}")
        return _VARIABLE.sub(r"\1", _ID.sub(lambda found: self._given.get(found[0], found[0]), raw))


def walk(element: Element) -> Iterator[Element]:
    """Yield an element and all below it."""
    yield element
    for child in element._children.values():  # noqa: SLF001
        yield from walk(child)


def name_of(layer: Any) -> str:
    """Return the name of a layer; where nobody gave it one, what it is."""
    name = str(layer.layer_name)
    return layer._name if _ID.search(name) else name  # noqa: SLF001


def _is_link(element: Element) -> bool:
    """Tell whether an element of the head names an asset, which the page has inside."""
    from branca.element import CssLink, JavascriptLink

    return isinstance(element, (JavascriptLink, CssLink))
