"""A corpus as one picture: circles of places, or areas in classes, with the names of the largest that fit."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, Final

from geomap.maps.background import Background, basemap_of
from geomap.maps.corpus.choice import PictureChoice
from geomap.maps.corpus.contents import PictureContents
from geomap.maps.corpus.drawing import CircleSizes, draw_circles, draw_counted, points_at
from geomap.maps.corpus.frames import WORLD, frame_of
from geomap.maps.corpus.measures import breaks_of
from geomap.maps.corpus.sheet import CorpusSheet
from geomap.maps.style import Look, resolve_style
from geomap.maps.svg.background import draw_patches
from geomap.maps.svg.corners import scale_bar
from geomap.maps.svg.furniture import MARGIN
from geomap.maps.svg.markup import element, escape, number
from geomap.maps.svg.placement import PIN_GAP_PX, Wish, draw_name, holds, place
from geomap.maps.svg.projection import PixelRect, Projection
from geomap.provenance import GENERATOR

if TYPE_CHECKING:
    from geomap.gazetteer.gazetteer import Gazetteer
    from geomap.maps.corpus.view import CorpusView
    from geomap.maps.size import Size
    from geomap.maps.svg.placement import Placed
    from geomap.maps.view import Box

_STYLE: Final = {
    "names": {
        "sure": 0,
        "lettering": {
            "place": {"size": 11.5, "weight": 500, "rim": 2.6},
            "area": {"size": 10.5, "weight": 500, "rim": 2.4, "colour": "ink"},
        },
    }
}
"""Names of many places are smaller than those of a story, and none is so sure that a line leads to it from afar."""

_NAMES: Final = 70
_NAMES_OF_WIDTH: Final = 960.0
_FLATTEST, _TALLEST = 0.42, 0.95
_LOWEST_PX: Final = 80.0
_HALF_LINE_PX: Final = 7.0
_GAP: Final = {"countries": 0.0, "provinces": 0.35, "hexagons": 0.6}
_UPON: Final = ("lake", "border", "disputed", "zone")


def to_svg(
    view: CorpusView, gazetteer: Gazetteer, choice: PictureChoice | None = None, *, is_joined: bool = False
) -> str:
    """Draw a corpus as SVG.

    The same corpus and choice give the same bytes. The picture holds no script and asks for nothing.

    Parameters
    ----------
    view
        The corpus, as ``aggregate`` counts it.
    gazetteer
        Where outlines, names and borders come from.
    choice
        What is shown, and how.
    is_joined
        As for ``geomap.maps.svg.to_svg``.

    Raises
    ------
    InputError
        Something that was chosen does not exist.
    """
    return _CorpusPicture(view, gazetteer, (choice or PictureChoice()).checked(), is_joined=is_joined).svg()


def picture_style() -> Any:
    """Return the style that pictures of a corpus are drawn by."""
    return resolve_style(_STYLE)


class _CorpusPicture:
    """One picture, at a size and in a theme."""

    def __init__(self, view: CorpusView, gazetteer: Gazetteer, choice: PictureChoice, *, is_joined: bool) -> None:
        self._view, self._gazetteer, self._choice = view, gazetteer, choice
        size: Any = choice.size
        self._size: Size = size
        self._look = Look(picture_style(), choice.theme, is_joined)
        self._sheet = CorpusSheet(self._size.width, self._look, choice.language)
        self._basemap = basemap_of(gazetteer)

    def svg(self) -> str:
        choice = self._choice
        shown = self._view.count("place", choice.selection).documents
        box = frame_of(self._view, shown, self._parts(choice.selection.country))
        contents = PictureContents(self._view, self._gazetteer, choice)
        prefix = "gm" + hashlib.sha256(repr((choice, box)).encode("utf-8", "surrogatepass")).hexdigest()[:8]
        head, top = self._sheet.draw_head(contents.title(), contents.subtitle())
        height = self._natural_height(box)
        # What stands below does not depend on the map's height, but for the zoom, by which hexagons are chosen.
        projection = self._projection(box, top, height)
        contents.count(choice.level(projection.zoom), projection)
        _, below = self._below(contents, 0.0)
        if self._size.height is not None:
            height = max(self._size.height - top - below, _LOWEST_PX)
            projection = self._projection(box, top, height)
        ground = self._map(contents, projection, box, prefix)
        foot, _ = self._below(contents, top + height)
        return self._written(
            contents, prefix, head + ground + foot, max(top + height + below, self._size.height or 0.0)
        )

    def _written(self, contents: PictureContents, prefix: str, body: str, height: float) -> str:
        width, size = self._size.width, self._size
        named = element("title", escape(contents.title()), id=f"{prefix}-title")
        named += element("desc", escape(contents.describe()), id=f"{prefix}-desc")
        paper = element("rect", width=width, height=height, fill=self._look["paper"])
        svg = element(
            "svg",
            f"{named}<metadata>Generator: {GENERATOR}</metadata>{paper}{body}",
            xmlns="http://www.w3.org/2000/svg",
            width=size.written(width),
            height=size.written(height),
            viewBox=f"0 0 {number(width)} {number(height)}",
            role="img",
            lang=self._choice.language,
            aria_labelledby=f"{prefix}-title {prefix}-desc",
        )
        return svg + "\n"

    def _projection(self, box: Box, top: float, height: float) -> Projection:
        padding = 0.0 if box == WORLD else MARGIN
        return Projection.fit(box, PixelRect(0, top, self._size.width, height), padding)

    @property
    def _whole(self) -> bool:
        """Whether counts are shown, not rates."""
        return self._choice.measure != "inhabitants"

    def _parts(self, country_code: str) -> list[tuple[float, float, float, float]]:
        """Return the boxes of a country's parts; none without a country."""
        country, footprints = self._gazetteer.country(country_code), self._gazetteer.footprints
        return footprints.part_boxes(country.id, "world") if country is not None and footprints is not None else []

    def _natural_height(self, box: Box) -> float:
        plain = Projection.fit(box, PixelRect(0, 0, 1000, 1000), padding=0)
        west, north = plain.point(box.west, box.north)
        east, south = plain.point(box.east, box.south)
        ratio = (south - north) / max(east - west, 1e-6)
        return float(round(self._size.width * min(max(ratio, _FLATTEST), _TALLEST)))

    def _below(self, contents: PictureContents, top: float) -> tuple[str, float]:
        """Return legend and notes, and their height."""
        heading, values = contents.heading(), contents.values
        if self._choice.layer == "places":
            legend, high = self._sheet.draw_sizes(heading, CircleSizes.of(values, self._size.width), top)
        else:
            breaks = breaks_of(values, whole=self._whole)
            legend, high = self._sheet.draw_classes(heading, breaks, contents.nothing(), top, whole=self._whole)
        notes, deep = self._sheet.draw_notes(contents.notes(), top + high)
        return legend + notes, high + deep

    def _map(self, contents: PictureContents, projection: Projection, box: Box, prefix: str) -> str:
        look, frame = self._look, projection.frame
        patches = Background(self._basemap, box, alone=True).patches(())
        window = {"x": frame.x, "y": frame.y, "width": frame.width, "height": frame.height}
        drawn = element("rect", fill=look["sea"], **window) + draw_patches(patches, projection, look)
        if self._choice.layer == "places":
            marks, names = self._circles(contents, projection)
            drawn += marks
        else:
            breaks = breaks_of(contents.values, whole=self._whole)
            drawn += draw_counted(contents.areas(), breaks, projection, look, gap=_GAP[self._choice.layer])
            drawn += draw_patches(patches, projection, look, _UPON)
            wishes = contents.wishes(projection, self._most(), self._basemap)
            names = [one for one in self._seated(wishes, [], projection) if _is_at_home(one)]
        bar, _ = scale_bar(projection, self._choice.language, [area for one in names for area in one.covered], look)
        drawn += "".join(draw_name(one, look) for one in names) + bar
        clip = element("defs", element("clipPath", element("rect", **window), id=f"{prefix}-map"))
        return clip + element("g", drawn, clip_path=f"url(#{prefix}-map)")

    def _most(self) -> int:
        return max(8, round(_NAMES * min(self._size.width / _NAMES_OF_WIDTH, 2.0)))

    def _circles(self, contents: PictureContents, projection: Projection) -> tuple[str, list[Placed]]:
        sizes = CircleSizes.of(contents.values, self._size.width)
        points = list(points_at(contents.points(), projection, sizes.radius))
        weighty = sorted(points, key=lambda point: (-point.value, point.row))[: self._most()]
        wishes, taken = [], []
        for one in weighty:
            gap = sizes.radius_of(one.value) + PIN_GAP_PX - 1
            wishes.append(Wish(contents.name(one.row), "place", one.x, one.y, gap, key=str(one.row)))
            half = gap - PIN_GAP_PX
            taken.append((one.x - half, one.y - half, one.x + half, one.y + half))
        return draw_circles(points, sizes, self._look), self._seated(wishes, taken, projection)

    def _seated(self, wishes: list[Wish], taken: Any, projection: Projection) -> list[Placed]:
        return place(self._look.style, wishes, taken, projection.frame)


def _is_at_home(name: Placed) -> bool:
    """Tell whether the name of a unit stands upon it, or where cartographers put it; one of a place always does."""
    wish = name.wish
    x, y = name.x, (name.area[1] + name.area[3]) / 2
    return not wish.rings or abs(y - wish.y) < _HALF_LINE_PX or holds(wish.rings, x, y)
