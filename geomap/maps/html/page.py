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
    from geomap.maps.html.figure import PageFigure
    from geomap.maps.html.skeleton import centre_of, keys_of

    tiles = tile_layer(view.options.tiles) if view.options.tiles else None
    story = story_map(centre_of(view), keys_of(view), tiles)
    figure = PageFigure(view)
    figure.add_child(story)
    return story


def story_map(centre: list[float], keys: list[str], tiles: folium.TileLayer | None = None) -> folium.Map:
    """Return a Folium map with a feature group for each key, in a figure of its own."""
    import folium

    from geomap.maps.html.elements import Starter, StoryControl, StoryMap

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
    for group in groups.values():
        story.add_child(group)
    if tiles is not None:
        story.add_child(tiles)
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
