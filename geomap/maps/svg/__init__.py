"""Static pictures of a ``MapView``: SVG by our own hand, PNG and PDF from it; no browser is needed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from geomap.maps.size import Size
    from geomap.maps.svg.picture import to_svg
    from geomap.maps.svg.raster import to_pdf, to_png

SUFFIXES = (".svg", ".png", ".pdf")
"""The ends of file names that mean a picture."""

__all__ = ["SUFFIXES", "Size", "to_pdf", "to_png", "to_svg"]

_LAZY = {
    "Size": "geomap.maps.size",
    "to_svg": "geomap.maps.svg.picture",
    "to_pdf": "geomap.maps.svg.raster",
    "to_png": "geomap.maps.svg.raster",
}


def __getattr__(name: str) -> Any:
    # A page, too, asks this package for its markup of numbers, and draws no picture.
    if name in _LAZY:
        from importlib import import_module

        return getattr(import_module(_LAZY[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
