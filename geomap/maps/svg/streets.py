"""A user's own basemap in a picture: shapes or pictures, and upon them the borders again."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

from geomap.maps.svg.background import draw_line
from geomap.maps.svg.clipping import clip_line, clip_ring, path_data, reach
from geomap.maps.svg.markup import element

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geomap.maps.base import BaseImage, BaseShape
    from geomap.maps.style import Look
    from geomap.maps.svg.clipping import Point
    from geomap.maps.svg.projection import Projection
    from geomap.maps.view import MapView

_BORDERS = {"border", "disputed", "zone"}


def draw_streets(view: MapView, projection: Projection, look: Look) -> str:
    """Draw what a view has of the user's own basemap at a zoom, ``""`` where it has none there."""
    streets = view.streets
    if streets is None:
        return ""
    drawn = [_picture(image, projection) for image in streets.images if image.min_zoom <= projection.zoom]
    for level in streets.levels:
        if level.min_zoom <= projection.zoom:
            drawn += [_shape(shape, level.scale, projection, look) for shape in level.shapes]
    if not any(drawn):
        return ""
    fine = [patch for patch in view.patches if patch.box is not None]
    scale = max((patch.scale for patch in fine), default=0.0)
    for patch in fine:
        if patch.scale == scale:
            drawn += [
                draw_line(shape.kind, _project(shape, scale, projection, patch.shift_deg), projection, look)
                for shape in patch.shapes
                if shape.kind in _BORDERS
            ]
    return element("g", "".join(drawn))


def _project(shape: BaseShape, scale: float, projection: Projection, shift: float = 0.0) -> Iterator[list[Point]]:
    for line in shape.lines(scale):
        yield [projection.point(lon + shift, lat) for lon, lat in line]


def _shape(shape: BaseShape, scale: float, projection: Projection, look: Look) -> str:
    rect = reach(projection.frame)
    lines = _project(shape, scale, projection)
    areas = look.style.document["streets"]["areas"]
    if shape.kind in areas:
        colour = areas[shape.kind]
        data = path_data((clip_ring(ring, rect) for ring in lines), closed=True)
        # The rim hides the seams between tiles.
        style = {"fill": look[colour], "stroke": look[colour], "fill_rule": "evenodd"}
        return element("path", d=data, stroke_width=0.6, **style) if data else ""
    street = look.style.streets[shape.kind]
    width = street.widths[sum(projection.zoom >= zoom for zoom in look.style.document["streets"]["zooms"])]
    if not width:
        return ""
    data = path_data((piece for line in lines for piece in clip_line(line, rect)), closed=False)
    if not data:
        return ""
    return element(
        "path", d=data, fill="none", stroke=look[street.colour], stroke_width=width, stroke_linejoin="round",
        stroke_linecap="round",
    )  # fmt: skip


def _picture(image: BaseImage, projection: Projection) -> str:
    x0, y0 = projection.point(image.box.west, image.box.north)
    x1, y1 = projection.point(image.box.east, image.box.south)
    left, top, right, bottom = reach(projection.frame)
    if x1 < left or x0 > right or y1 < top or y0 > bottom:
        return ""
    address = f"data:{image.media_type};base64,{base64.b64encode(image.data).decode('ascii')}"
    # Half a pixel more hides the seams between tiles.
    return element(
        "image", x=x0, y=y0, width=x1 - x0 + 0.5, height=y1 - y0 + 0.5, href=address, preserveAspectRatio="none"
    )
