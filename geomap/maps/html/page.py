"""A ``MapView`` as a Folium map that renders to one offline page."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import folium
    from folium.map import Layer

    from geomap.maps.html.elements import StoryMap
    from geomap.maps.html.shelf import AssetShelf
    from geomap.maps.view import MapView

_TILES = "tiles"
"""Key of the tile layer."""


def to_folium(view: MapView, shelf: AssetShelf) -> StoryMap:
    """Return the map: a ``folium.FeatureGroup`` for each layer and a ``folium.LayerControl``.

    The features are put into the groups by the page's own script when it opens, from data; what is added to the map in
    Python stands beside them.

    Parameters
    ----------
    view
        What it shows.
    shelf
        Where the scripts and styles are that elements ask for.
    """
    from geomap.maps.html.figure import PageFigure
    from geomap.maps.html.skeleton import centre_of, keys_of

    tiles = tile_layer(view.options.tiles) if view.options.tiles else None
    story = story_map(centre_of(view), keys_of(view), tiles, view)
    figure = PageFigure(view, shelf)
    figure.add_child(story)
    return story


def story_map(
    centre: list[float], keys: list[str], tiles: folium.TileLayer | None = None, view: MapView | None = None
) -> StoryMap:
    """Return a Folium map with a feature group for each key, in a figure of its own."""
    import folium

    from geomap.maps.html.elements import AddedLayers, Starter, StoryControl, StoryMap

    story = StoryMap(
        location=centre,
        zoom_start=5,
        tiles=None,
        zoom_control=False,
        zoom_snap=0.25,
        zoom_delta=1,
        world_copy_jump=False,
        attribution_control=False,
    )
    groups = {key: folium.FeatureGroup(name=key) for key in keys}
    layers: dict[str, Layer] = {**groups, **({_TILES: tiles} if tiles is not None else {})}
    control = StoryControl(layers, position="topright", collapsed=False)
    names = {key: layer.layer_name for key, layer in layers.items()}
    story.own = [*layers.values(), control, Starter(control, groups, view)]
    story.last = [AddedLayers(control, names)]
    for element in (*story.own, *story.last):
        story.add_child(element)
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
