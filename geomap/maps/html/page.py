"""A ``MapView`` as a Folium map that renders to one offline page."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import folium

    from geomap.maps.view import MapView


def to_folium(view: MapView) -> folium.Map:
    """Return the map: a ``folium.FeatureGroup`` for each layer and a ``folium.LayerControl``.

    The features are put into the groups by the page's own script when it opens, from data; what is added to the map in
    Python stands beside them.
    """
    import folium

    from geomap.maps.html.elements import Starter, StoryControl, StoryMap
    from geomap.maps.html.figure import PageFigure

    lon, lat = view.viewport.centre
    story = StoryMap(
        location=[round(lat, 4), round(lon, 4)],
        zoom_start=5,
        tiles=None,
        zoom_control=False,
        zoom_snap=0.25,
        zoom_delta=1,
        min_zoom=1,
        max_zoom=16,
        world_copy_jump=False,
        attribution_control=False,
    )
    figure = PageFigure(view)
    figure.add_child(story)
    groups = {}
    keys = [layer.key for layer in view.layers]
    if len(view.documents) > 1:
        keys += [f"document-{number}" for number in range(len(view.documents))]
    for key in keys:
        group = folium.FeatureGroup(name=key)
        story.add_child(group)
        groups[key] = group
    if view.options.tiles:
        story.add_child(tile_layer(view.options.tiles))
    control = StoryControl(set(keys), position="topright", collapsed=False)
    story.add_child(control)
    story.add_child(Starter(control, groups))
    return story


def tile_layer(name: str) -> folium.TileLayer:
    """Return a tile layer by the name of its provider.

    Parameters
    ----------
    name
        As ``xyzservices`` knows it, ``"osm"`` for OpenStreetMap.

    Raises
    ------
    InputError
        There is no such provider, or it needs a key.
    """
    import folium
    import xyzservices.providers  # type: ignore[import-untyped]

    from geomap.errors import InputError

    try:
        provider = xyzservices.providers.query_name("OpenStreetMap.Mapnik" if name.lower() == "osm" else name)
    except ValueError as error:
        raise InputError(f"there are no tiles called {name!r}; try osm or CartoDB.Positron") from error
    if provider.requires_token():
        raise InputError(f"the tiles {name!r} need a key, and geomap has none; try osm or CartoDB.Positron")
    return folium.TileLayer(tiles=provider, name=provider.name, overlay=True, control=True)
