"""The Folium elements of the page: a map, a control and a starter whose scripts are constant."""

from __future__ import annotations

from collections import OrderedDict
from typing import Any

import folium
from branca.element import MacroElement
from folium.map import Layer
from folium.template import Template

from geomap.maps.html.figure import PageFigure


class StoryMap(folium.Map):
    """A ``folium.Map`` without tiles, jQuery, Bootstrap or icons from elsewhere."""

    _template = Template(
        """
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
        self.default_js = [link for link in folium.Map.default_js if link[0] == "leaflet"]
        self.default_css = [link for link in folium.Map.default_css if link[0] == "leaflet_css"]

    def render(self, **kwargs: Any) -> str:
        """Render the map; what speaks of other elements goes last, so that people can add theirs at any time."""
        late = [(key, child) for key, child in self._children.items() if isinstance(child, (StoryControl, Starter))]
        for key, child in sorted(late, key=lambda item: isinstance(item[1], Starter)):
            del self._children[key]
            self._children[key] = child
        return str(super().render(**kwargs))  # type: ignore[no-untyped-call]


class StoryControl(folium.LayerControl):
    """A ``folium.LayerControl`` that knows its layers by constant keys.

    Leaflet writes the names of layers with ``innerHTML``, and Folium puts them into a script. So both get a key, and
    ``names`` goes with the data of the page, where the names are written as text.

    Parameters
    ----------
    keys
        Names of layers that are keys already.
    **options
        Those of ``folium.LayerControl``.
    """

    def __init__(self, keys: set[str], **options: Any) -> None:
        super().__init__(**options)
        self.keys = keys
        self.names: dict[str, str] = {}

    def render(self, **kwargs: Any) -> str:
        """Render the control for all layers of the map."""
        self.names = {}
        story = self._parent
        assert story is not None
        layers = [child for child in story._children.values() if isinstance(child, Layer) and child.control]  # noqa: SLF001
        written = [layer.layer_name for layer in layers]
        try:
            for number, layer in enumerate(layers):
                key = layer.layer_name if layer.layer_name in self.keys else f"layer-{number}"
                self.names[key] = layer.layer_name
                layer.layer_name = key
            figure = self.get_root()
            if isinstance(figure, PageFigure):
                figure.names = dict(self.names)
            return str(super().render(**kwargs))  # type: ignore[no-untyped-call]
        finally:
            for layer, name in zip(layers, written, strict=True):
                layer.layer_name = name


class Starter(MacroElement):
    """Hands the map and its layers to the page's own script.

    Parameters
    ----------
    control
        The layer control.
    groups
        The feature groups by key of the layer.
    """

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        geomap.start({{ this._parent.get_name() }}, {{ this.control.get_name() }}, {
            {%- for key, group in this.groups.items() %}
            {{ key|tojson }}: {{ group.get_name() }},
            {%- endfor %}
        });
        {% endmacro %}
        """
    )

    def __init__(self, control: StoryControl, groups: dict[str, folium.FeatureGroup]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "Starter"
        self.control = control
        self.groups = OrderedDict(groups)
