"""The map of a story, ready to be saved, shown in a notebook or taken further with Folium."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import os
    from pathlib import Path

    import folium

    from geomap.maps.view import MapView


class NewsMap:
    """A map of the places in a text.

    Parameters
    ----------
    view
        What it shows; see ``geomap.maps.build_view``.
    """

    def __init__(self, view: MapView) -> None:
        self.view = view

    def __repr__(self) -> str:
        return f"<NewsMap {self.view.title!r}: {len(self.view.features)} places>"

    @cached_property
    def folium(self) -> folium.Map:
        """The ``folium.Map``, to go on from: what is added to it is saved with the page.

        Texts that are added through Folium's own elements are code to Folium; see its documentation.
        """
        from geomap.maps.html.page import to_folium

        return to_folium(self.view)

    def to_html(self) -> str:
        """Return the page: one HTML document that asks for nothing.

        Raises
        ------
        geomap.errors.AssetError
            Something that was added to ``folium`` needs a script or style that is not carried.
        """
        return str(self.folium.get_root().render())

    def save(self, path: str | os.PathLike[str]) -> Path:
        """Write the page, whole or not at all.

        Raises
        ------
        geomap.errors.OutputError
            The file cannot be written; the message says why.
        """
        from geomap.files import write_whole

        return write_whole(path, self.to_html())

    def _repr_html_(self) -> str:
        """Show the map in a notebook: in a frame that can run scripts and nothing else."""
        from html import escape

        return (
            f'<iframe srcdoc="{escape(self.to_html())}" title="{escape(self.view.title)}" sandbox="allow-scripts" '
            'style="width:100%;height:640px;border:0" loading="lazy"></iframe>'
        )
