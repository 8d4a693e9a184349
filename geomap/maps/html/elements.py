"""The Folium elements of the page: a map, a control and a starter whose scripts are constant."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, Any

import folium
from branca.element import Element, MacroElement
from folium.elements import ElementAddToElement
from folium.map import Layer
from folium.template import Template

from geomap.maps.html.figure import PageFigure, name_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geomap.maps.view import MapView


class StoryMap(folium.Map):
    """A ``folium.Map`` that stands in the page, and shows the same places in whatever else renders it."""

    _template = Template(
        """
        {% macro header(this, kwargs) %}
        {%- if not this.is_in_page() %}
        <style>
            html, body { width: 100%; height: 100%; margin: 0; padding: 0; }
            #{{ this.get_name() }} { position: {{ this.position }}; left: {{ this.left[0] }}{{ this.left[1] }};
                top: {{ this.top[0] }}{{ this.top[1] }}; width: {{ this.width[0] }}{{ this.width[1] }};
                height: {{ this.height[0] }}{{ this.height[1] }}; }
        </style>
        {%- endif %}
        {% endmacro %}
        {% macro html(this, kwargs) %}
        <div class="folium-map" id={{ this.get_name()|tojson }}></div>
        {% endmacro %}
        {% macro script(this, kwargs) %}
        var {{ this.get_name() }} = L.map({{ this.get_name()|tojson }}, {
            center: {{ this.location|tojson }},
            crs: L.CRS.{{ this.crs }},
            ...{{ this.options|tojavascript }}
        });
        {% endmacro %}
        """
    )

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.own: list[Element] = []
        """What it was made with; everything else was added by a user."""
        self.last: list[Element] = []
        """What comes behind all that was added."""
        # Panel's pane for Folium takes what says that it is of that package.
        self.__module__ = folium.Map.__module__

    def is_in_page(self) -> bool:
        """Tell whether it is geomap's page that is rendered, which says by itself how large the map is."""
        return is_in_page(self)

    def added(self) -> list[Element]:
        """Return what a user has added to it."""
        return [child for child in self._children.values() if child not in self.own and child not in self.last]

    def said(self) -> list[str]:
        """Return what was added in words: the classes of the elements, those in the page's own layers too."""
        inside = [child for one in self.own for child in one._children.values()]  # noqa: SLF001
        return [type(one).__name__ for one in (*self.added(), *inside) if not isinstance(one, ElementAddToElement)]

    def render(self, **kwargs: Any) -> str:
        """Render the map: first what it was made with, so that it stands whatever is added after it."""
        keys = {child: key for key, child in self._children.items()}
        order = [*self.own, *self.added(), *self.last]
        self._children = OrderedDict((keys[child], child) for child in order if child in keys)
        # A control of the user's lists the user's layers: those of the page are in its legend, by keys for names.
        groups = [child for child in self.own if isinstance(child, Layer)]
        for group in groups:
            group.control = False
        try:
            figure = self.get_root()
            if isinstance(figure, PageFigure) and not figure.is_rendering:
                return figure.watched(lambda: self._render(**kwargs))
            return self._render(**kwargs)
        finally:
            for group in groups:
                group.control = True

    def _render(self, **kwargs: Any) -> str:
        return str(super().render(**kwargs))  # type: ignore[no-untyped-call]


class StoryControl(folium.LayerControl):
    """A ``folium.LayerControl`` that knows the page's own layers by constant keys.

    Leaflet writes the names of layers with ``innerHTML``, and Folium puts them into a script. So layers get keys, and
    their names go with the data of the page, where they are written as text.

    Parameters
    ----------
    groups
        The layers by their keys.
    **options
        Those of ``folium.LayerControl``.
    """

    def __init__(self, groups: dict[str, Layer], **options: Any) -> None:
        super().__init__(**options)
        self.groups = groups

    def render(self, **kwargs: Any) -> str:
        """Render the control; in another page than its own it is filled when the places are drawn."""
        self.reset()
        if is_in_page(self):
            self.overlays.update({key: group.get_name() for key, group in self.groups.items()})
        return str(MacroElement.render(self, **kwargs))  # type: ignore[no-untyped-call]


class Starter(MacroElement):
    """Hands the map and its layers to the page's own script; in another page draws the places by itself.

    Parameters
    ----------
    control
        The layer control.
    groups
        The feature groups by key of the layer.
    view
        What is shown.
    """

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        {% if this.is_in_page() %}geomap.start{% else %}{{ this.drawing() }}{% endif -%}
        ({{ this._parent.get_name() }}, {{ this.control.get_name() }}, {
            {%- for key, group in this.groups.items() %}
            {{ key|tojson }}: {{ group.get_name() }},
            {%- endfor %}
        });
        {% endmacro %}
        """
    )

    def __init__(self, control: StoryControl, groups: dict[str, folium.FeatureGroup], view: MapView | None) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "Starter"
        self.control = control
        self.groups = OrderedDict(groups)
        self._view = view

    def is_in_page(self) -> bool:
        """Tell whether it is geomap's page that is rendered."""
        return self._view is None or is_in_page(self)

    def drawing(self) -> str:
        """Return the function that draws the places where the page's script is not."""
        from geomap.maps.html.elsewhere import to_drawing

        assert self._view is not None
        return to_drawing(self._view)


class AddedLayers(MacroElement):
    """Puts the layers that a user has added into the legend; one that could not be made is left out.

    Parameters
    ----------
    control
        The layer control.
    names
        Names of the page's own layers by their keys.
    """

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        {%- for key, layer in this.layers() %}
        try {
            {{ this.control.get_name() }}.add{{ "Overlay" if layer.overlay else "BaseLayer" }}(
                {{ layer.get_name() }}, {{ key|tojson }}
            );
        } catch (error) {
            console.error(error);
        }
        {%- endfor %}
        {% endmacro %}
        """
    )

    def __init__(self, control: StoryControl, names: dict[str, str]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "AddedLayers"
        self.control = control
        self.names = names

    def layers(self) -> Iterator[tuple[str, Layer]]:
        """Yield the layers: by keys in the page, which knows their names, and by their names elsewhere."""
        story = self._parent
        assert isinstance(story, StoryMap)
        figure = self.get_root()
        added = [child for child in story.added() if isinstance(child, Layer) and child.control]
        names = {f"layer-{number}": name_of(layer) for number, layer in enumerate(added)}
        if is_in_page(self) and isinstance(figure, PageFigure):
            figure.names = {**self.names, **names}
            yield from zip(names, added, strict=True)
        else:
            yield from zip(names.values(), added, strict=True)


def is_in_page(element: Element) -> bool:
    """Tell whether it is geomap's page that an element is rendered for, and no other that borrows the map."""
    figure = element.get_root()
    return isinstance(figure, PageFigure) and figure.is_rendering
