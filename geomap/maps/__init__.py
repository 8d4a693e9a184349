"""Maps: what a map shows, as plain data (``MapView``), and the pages and pictures made from it.

``build_view`` turns one or several ``Geoparse`` into a ``MapView``; ``NewsMap`` turns a ``MapView`` into an HTML page
with Folium. Nothing heavy is imported before it is used.
"""

from __future__ import annotations

from geomap.maps.builder import build_view
from geomap.maps.newsmap import NewsMap
from geomap.maps.options import ViewOptions
from geomap.maps.view import MapView

__all__ = ["MapView", "NewsMap", "ViewOptions", "build_view"]
