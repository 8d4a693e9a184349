"""The areas and lines of features: footprints of the gazetteer, and the parts of them that words describe."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any

from geomap.maps.background import LOCAL_WIDEST_DEG
from geomap.maps.directions import PlacePart, direction_of, edge_of, near_to
from geomap.maps.geometry import (
    bounds_of,
    clip_box,
    clip_outside,
    mark_of,
    nearest_copy,
    shifted_all,
    to_polygons,
    to_ring,
)
from geomap.maps.units import Units, lying_in, united
from geomap.maps.view import Box

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geomap.maps.mentions import Draft
    from geomap.maps.source import BasemapSource, FootprintSource, PlaceSource
    from geomap.maps.view import Polygon
    from geomap.model import Modifier, Place


_STEPS_PER_DEG = {"world": 200, "region": 2_000, "local": 10_000}
"""How finely each detail is written: several times finer than the basemap of the same detail."""

_NOT_FAR = 1.2
"""An island belongs to the main part of a country if with it the main part is no more than this wider or taller."""

_MAIN_SHARE = 0.5
"""What has such a share of the main part's extent belongs to it however far it lies."""


def _beside(lon: float, west: float, south: float, east: float, north: float) -> tuple[float, float, float, float]:
    """Shift a box by whole turns so that it lies close to a meridian."""
    middle = (west + east) / 2
    shift = nearest_copy(middle, lon) - middle
    return west + shift, south, east + shift, north


class Outlines:
    """Finds the outline of a draft in the form that is asked for.

    Parameters
    ----------
    gazetteer
        Where footprints are read.
    basemap
        Where coastlines are read, if there is one.
    worldview
        Whose borders the outlines have.
    """

    def __init__(
        self, gazetteer: PlaceSource, basemap: BasemapSource | None = None, worldview: str = "neutral"
    ) -> None:
        self._gazetteer = gazetteer
        self._footprints: FootprintSource = gazetteer.footprints
        self._worldview = worldview
        self._basemap = basemap
        self._extents: dict[tuple[str, str], Any] = {}
        self._parts: dict[tuple[str, str], PlacePart] = {}
        self._boxes: dict[str, Box | None] = {}
        self._units = Units(gazetteer)

    def extent(self, place: Place, detail: str = "region") -> Any:
        """Return the footprint's record, or None."""
        if not place.has_footprint:
            return None
        key = (place.id, detail)
        if key not in self._extents:
            self._extents[key] = self._footprints.get(place.id, detail, self._worldview)
        return self._extents[key]

    def about(self, place: Place) -> Any:
        """Return the footprint's record at whatever detail it was read: what it says beside its lines is the same."""
        known = (self._extents.get((place.id, detail)) for detail in _STEPS_PER_DEG)
        return next(filter(None, known), None) or self.extent(place)

    def box(self, draft: Draft) -> Box | None:
        """Return the extent of a draft, unrolled around its place's point, or None."""
        if draft.key not in self._boxes:
            self._boxes[draft.key] = self._measure(draft)
        return self._boxes[draft.key]

    def _measure(self, draft: Draft) -> Box | None:
        place = draft.place
        if draft.modifier is not None or draft.relative is not None:
            part = self.part(draft, "region")
            return bounds_of([*(polygon[0] for polygon in part.polygons), *part.lines])
        box = self._footprints.box(place.id, self._worldview) if place.has_footprint else None
        if box is None:
            return None
        west, south, east, north = box
        if east - west > 180:
            # Cut at the antimeridian: unroll the parts around the point before measuring.
            parts = self._footprints.part_boxes(place.id, "region", self._worldview)
            turned = [_beside(place.lon, *part) for part in parts]
            sides = [*zip(*turned, strict=True)]
            return Box(min(sides[0]), min(sides[1]), max(sides[2]), max(sides[3])) if sides else None
        return Box(west, south, east, north)

    def core(self, draft: Draft) -> Box | None:
        """Return the extent of a draft without what lies far from its main part: no islands across an ocean."""
        box = self.box(draft)
        if box is None or draft.modifier is not None or draft.relative is not None:
            return box
        parts = self._footprints.part_boxes(draft.place.id, "region", self._worldview)
        turned = [Box(*_beside(draft.place.lon, *part)) for part in parts]
        if not turned:
            return box
        turned.sort(key=lambda one: -one.width_deg * one.height_deg)
        largest = turned[0].width_deg * turned[0].height_deg
        main = _around(part for part in turned if part.width_deg * part.height_deg >= _MAIN_SHARE * largest)
        return _around((main, *(part for part in turned if _is_beside(part, main))))

    def part(self, draft: Draft, detail: str) -> PlacePart:
        """Return the whole outline of a place, or the part that the draft means."""
        key = (draft.key, detail)
        if key not in self._parts:
            self._parts[key] = self._find(draft, detail)
        return self._parts[key]

    def _find(self, draft: Draft, detail: str) -> PlacePart:
        place, modifier = draft.place, draft.modifier
        if draft.relative is not None:
            return PlacePart(draft.relative.polygons)
        extent = self.extent(place, detail)
        if extent is None:
            return PlacePart()
        polygons = to_polygons(extent.polygons, place.lon)
        if extent.sketch and polygons:
            polygons = mark_of(polygons)
        if modifier is None:
            return PlacePart(polygons, tuple(to_ring(line) for line in extent.lines))
        if modifier.part == "coast":
            return self._coast(place, polygons, modifier, detail)
        if modifier.part == "border":
            return self._border(place, polygons, modifier, detail)
        made = self._by_units(place, modifier.part, detail)
        return PlacePart(made) if made else direction_of(polygons, modifier.part)

    def _by_units(self, place: Place, part: str, detail: str) -> tuple[Polygon, ...]:
        """Return the outline of the units that make up a part of a place; empty where none tell it."""
        outlines = [self._polygons(unit, place.lon, detail) for unit in self._units.of_part(place, part)]
        if not outlines:
            # The middles of the same units whatever the detail, so that every zoom shows the same part.
            units = self._units.below(place)
            outlines = [*lying_in([(unit, self._polygons(unit, place.lon, detail)) for unit in units], part)]
        return united(polygon for outline in outlines for polygon in outline)

    def _polygons(self, place: Place, lon: float, detail: str) -> tuple[Polygon, ...]:
        extent = self.extent(place, detail)
        return to_polygons(extent.polygons, lon) if extent is not None else ()

    def _coast(self, place: Place, polygons: Any, modifier: Modifier, detail: str) -> PlacePart:
        box = bounds_of(polygon[0] for polygon in polygons)
        if self._basemap is None or box is None:
            return PlacePart()
        pieces = self._basemap.layer(
            "coast", detail, (box.west - 0.01, box.south - 0.01, box.east + 0.01, box.north + 0.01)
        )
        coast = {(lon, lat) for piece in pieces for ring in piece.rings for lon, lat in ring}
        sea = self._named(modifier.of, place, "H")
        if sea is None:
            return edge_of(polygons, lambda lon, lat: (lon, lat) in coast)
        shore = near_to((lon, lat) for rings in sea.polygons for ring in rings for lon, lat in ring)
        return edge_of(polygons, lambda lon, lat: (lon, lat) in coast and shore(lon, lat))

    def _border(self, place: Place, polygons: Any, modifier: Modifier, detail: str) -> PlacePart:
        neighbour = self._named(modifier.of, place, "A", detail)
        if neighbour is None:
            coast = self._coast(place, polygons, modifier, detail)
            wet = set(chain.from_iterable(zip(line[::2], line[1::2], strict=True) for line in coast.lines))
            return edge_of(polygons, lambda lon, lat: (lon, lat) not in wet)
        shared = {(lon, lat) for rings in neighbour.polygons for ring in rings for lon, lat in ring}
        return edge_of(polygons, lambda lon, lat: (lon, lat) in shared)

    def _named(self, name: str, place: Place, feature_class: str, detail: str = "region") -> Any:
        """Return the footprint of the sea or neighbour that the text names, or None."""
        if not name:
            return None
        for text in [name, f"{name} Sea"] if feature_class == "H" else [name]:
            for candidate in self._gazetteer.lookup(text, limit=5):
                other = candidate.place
                fits = other.feature_class == feature_class and (
                    feature_class == "H" or other.feature_code[:3] == "PCL"
                )
                if fits and other.id != place.id and (extent := self.extent(other, detail)) is not None:
                    return extent
        return None

    def shapes(
        self, draft: Draft, focus: Box, *, distant: bool, stands_back: bool, local_box: Box | None = None
    ) -> PlacePart:
        """Return the outline to draw, with a detail that fits the first view.

        Parameters
        ----------
        draft
            What is meant.
        focus
            The first view.
        distant
            Whether it lies outside.
        stands_back
            Whether it is drawn without an outline, so that it may be put together of several details.
        local_box
            Where the basemap has its finest detail.
        """
        box = self.box(draft)
        if box is None:
            return PlacePart()
        turn = 360.0 * round((focus.centre[0] - draft.place.lon) / 360.0)
        box = Box(box.west + turn, box.south, box.east + turn, box.north)
        span = max(focus.width_deg, focus.height_deg)
        beside = not focus.grown(1.5).touches(box)
        fine = span <= LOCAL_WIDEST_DEG and not distant and not beside
        small = max(box.width_deg, box.height_deg) < 2.5 * span
        coarse = distant or span > 90 or box.width_deg > 60 or (stands_back and beside)
        detail = "world" if coarse else "local" if fine and small and not stands_back else "region"
        part = self.part(draft, detail)
        steps = _STEPS_PER_DEG[detail]
        if fine and part.lines and draft.modifier is None:
            part = PlacePart(part.polygons, self.part(draft, "local").lines)
            steps = _STEPS_PER_DEG["local"]
        part = _turned(part, turn)
        if stands_back and fine and local_box is not None and draft.modifier is None:
            # The finest line where the basemap is finest too: an area must not stray from its border.
            local = _turned(self.part(draft, "local"), turn).polygons
            part = PlacePart((*clip_box(local, local_box), *clip_outside(part.polygons, local_box)), part.lines)
            steps = _STEPS_PER_DEG["local"]
        return part._replace(steps_per_deg=steps)


def _turned(part: PlacePart, turn_deg: float) -> PlacePart:
    """Shift a part by whole turns, to where the view is."""
    if not turn_deg:
        return part
    return PlacePart(*shifted_all(part.polygons, part.lines, turn_deg))


def _around(boxes: Iterable[Box]) -> Box:
    sides = [*zip(*((box.west, box.south, box.east, box.north) for box in boxes), strict=True)]
    return Box(min(sides[0]), min(sides[1]), max(sides[2]), max(sides[3]))


def _is_beside(part: Box, main: Box) -> bool:
    """Tell whether a part lies so close to the main one that a map of the one shows the other."""
    both = _around((main, part))
    return max(both.width_deg / main.width_deg, both.height_deg / main.height_deg) <= _NOT_FAR
