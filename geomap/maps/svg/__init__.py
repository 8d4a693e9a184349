"""Static pictures of a ``MapView``: SVG by our own hand, PNG and PDF from it; no browser is needed."""

from geomap.maps.svg.picture import Size, to_svg
from geomap.maps.svg.raster import to_pdf, to_png

SUFFIXES = (".svg", ".png", ".pdf")
"""The ends of file names that mean a picture."""

__all__ = ["SUFFIXES", "Size", "to_pdf", "to_png", "to_svg"]
