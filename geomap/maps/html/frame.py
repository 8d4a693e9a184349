"""A map's frame in somebody's page: how it is written, and how large it is."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from geomap.maps.size import Size

if TYPE_CHECKING:
    from geomap.maps.view import MapView

_HEIGHT_PX = 640


def box_of(view: MapView, height: int | None) -> tuple[str, int, str]:
    """Return how high a map's frame is, as CSS and in pixels, and the attribute by which it comes back to that.

    Parameters
    ----------
    view
        What it shows.
    height
        In pixels; None leaves it to the view's size, and to 640 where that says nothing of a height.
    """
    size = Size.parse(view.options.size) if view.options.size else Size()
    if height is None and size.height is not None:
        widest = "" if size.ratio else f";max-width:min(100%,{size.width:g}px)"
        return f"height:auto;aspect-ratio:{size.to_css_ratio()}{widest}", round(size.height), ' data-geomap-height=""'
    px = int(_HEIGHT_PX if height is None else height)
    return f"height:{px}px", px, f' data-geomap-height="{px}"'


def to_iframe(view: MapView, page: str | None, *, src: str | None, height: int | None, grow: bool) -> str:
    """Return a frame with a page inside it, or with the address of one; see ``geomap.maps.NewsMap.to_iframe``."""
    inside = f'srcdoc="{escape(page or "")}"' if src is None else f'src="{escape(src)}"'
    css, px, told = box_of(view, height)
    # A percentage means nothing in a box that is as wide as what stands in it: so it asks for the window's width, and
    # takes what there is. The attributes are for pages that allow no styles.
    frame = (
        f'<iframe {inside} title="{escape(view.title)}" sandbox="allow-scripts" allow="fullscreen" '
        f'width="100%" height="{px}" style="width:100vw;max-width:100%;{css};border:0" loading="lazy"'
    )
    if not grow:
        return f"{frame}></iframe>"
    from geomap.maps.html.fragment import host_script

    return f"<script>{host_script()}</script>\n{frame}{told}></iframe>"
