"""How a map is made: what a person may choose."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from geomap.dataclass import dataclass

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping

    from geomap.maps.style import Theme

Context = Literal["none", "sentence", "full"]
"""What a popup quotes of the text around a mention: nothing, the sentence, or the paragraph."""

Mode = Literal["review", "publish"]
"""Whether a map is for who checks it, or for the readers of an article."""


@dataclass(frozen=True, slots=True)
class ViewOptions:
    """How a map is made.

    Attributes
    ----------
    title
        Headline; without it the first document's title is used.
    language
        Of the interface and, where known, of the names: ``ar``, ``de``, ``en``, ``es``, ``fa``, ``fr``,
        ``he``, ``it``, ``pl``, ``pt``, ``ru``, ``tr``, ``uk`` or ``zh``. Without it the interface has the text's, else
        English, and places are called as the text calls them; of several texts the language of most counts.
    names
        Of the places' names, where it is another than the interface's; any BCP 47 tag.
    text
        Whether the article stands beside the map.
    context
        What popups quote.
    tiles
        Name of an ``xyzservices`` tile provider, or ``""`` for none. Tiles are the one thing that asks the network.
    basemap
        Whether land, water and borders are drawn; the path of a PMTiles file of your own draws its streets upon them.
    dates
        Whether dates in the text are found.
    worldview
        Whose borders are drawn: ``"neutral"``, with what is disputed dashed and hatched, or a government's ISO 3166-1
        code: what it takes for its own and another holds stays hatched, what it holds is a province like others.
    style
        Fonts, colours, sizes and what is drawn: a JSON file, or the same as a mapping, of what differs from
        ``geomap/maps/style/default.json``; None for the default.
    furniture
        What stands on and around the map, over what the style says: ``{"legend": "top-left", "locator": False}``. Of
        pictures ``legend`` and ``locator`` name a corner (``legend`` also ``"below"``); these two, ``scale``, ``key``
        (the names of numbered pins), ``elsewhere`` and ``not_located`` are left out with False.
    mode
        ``"review"`` shows the text, how sure each place is and why; ``"publish"`` the map as an article has it.
    size
        Of a published page, of a frame or fragment and of pictures: ``"16:9"``, ``"640x420"``, ``"170mm"`` or ``""``.
    theme
        ``"light"``, ``"dark"`` or ``"print"``: of pictures and of a published page, whose reader chooses with ``""``.
    headline
        Whether a published map has its headline, ``title`` or the text's own, above it.
    caption, credit, source_line
        What stands below a published map.
    timeline
        Whether a published page lets its readers choose dates.
    insets
        Whether other theatres of the story, and a crowd of places in it, get small maps of their own.
    online_assets
        Whether the page may ask the network for scripts and styles of what is added to ``NewsMap.folium``.
    tour
        Whether the page opens in a tour of the story, step by step; a published one has none without it.
    """

    title: str = ""
    language: str = ""
    text: bool = True
    context: Context = "sentence"
    tiles: str = ""
    basemap: bool | str | os.PathLike[str] = True
    dates: bool = True
    worldview: str = "neutral"
    style: str | os.PathLike[str] | Mapping[str, Any] | None = None
    furniture: Mapping[str, Any] | None = None
    mode: Mode = "review"
    size: str = ""
    theme: Theme | Literal[""] = ""
    headline: bool = True
    caption: str = ""
    credit: str = ""
    source_line: str = ""
    timeline: bool = False
    insets: bool = True
    tour: bool = False
    names: str = ""
    online_assets: bool = False
