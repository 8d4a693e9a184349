"""The places of a story: areas below, pins above, and what wants a name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geomap.maps.svg.clipping import clip_ring, path_data, reach
from geomap.maps.svg.markup import element, escape
from geomap.maps.svg.placement import Area, Wish
from geomap.maps.svg.symbols import AREAS, area_style, draw_pin, mention_count, pin_size

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geomap.maps.svg.projection import Projection
    from geomap.maps.view import Feature, MapView

# From the lowest to the uppermost.
_AREA_ORDER = ("countries", "provinces", "waters", "nature", "parts", "zones", "cities", "sites")
_SMALL_PX = 22.0
"""An area smaller than this is shown by a pin."""

_QUIET_LAYERS = {"countries", "waters"}


@dataclass(frozen=True, slots=True)
class Spot:
    """A feature with its place in the picture.

    Attributes
    ----------
    feature
        What is drawn.
    x, y
        Where its pin or name stands, in pixels.
    rings
        Its area, cut to the picture; empty for a pin.
    size
        Width of its pin, 0 for an area.
    symbol
        Drawing of its pin.
    """

    feature: Feature
    x: float
    y: float
    rings: tuple[tuple[tuple[float, float], ...], ...]
    size: float
    symbol: str

    @property
    def covered(self) -> Area:
        """What its pin covers."""
        half = self.size / 2
        return self.x - half, self.y - half, self.x + half, self.y + half


def lay_out(view: MapView, projection: Projection) -> list[Spot]:
    """Find the features that the picture shows: those that the text names themselves, inside the frame."""
    spots = [_spot(feature, projection) for feature in view.features if mention_count(feature)]
    return [spot for spot in spots if spot is not None]


def _spot(feature: Feature, projection: Projection) -> Spot | None:
    rect = reach(projection.frame)
    x, y = projection.point(feature.lon, feature.lat)
    outlines = [
        [projection.point(lon, lat) for lon, lat in zip(ring[::2], ring[1::2], strict=True)]
        for polygon in feature.polygons
        for ring in polygon
    ]
    if outlines:
        xs = [px for ring in outlines for px, _ in ring]
        ys = [py for ring in outlines for _, py in ring]
        large = max(max(xs) - min(xs), max(ys) - min(ys)) >= _SMALL_PX
        if large or feature.layer == "parts":
            rings = tuple(tuple(ring) for outline in outlines if (ring := clip_ring(outline, rect)))
            return Spot(feature, x, y, rings, 0.0, feature.symbol) if rings else None
    if not projection.frame.contains(x, y):
        return None
    symbol = "city" if feature.symbol in AREAS else feature.symbol
    return Spot(feature, x, y, (), pin_size(symbol, mention_count(feature)), symbol)


def draw_areas(spots: Sequence[Spot], prefix: str, colours: Mapping[str, str]) -> str:
    """Draw the areas, layer upon layer."""
    order = {key: i for i, key in enumerate(_AREA_ORDER)}
    areas = sorted((s for s in spots if s.rings), key=lambda s: order.get(s.feature.layer, len(order)))
    return "".join(
        element(
            "g",
            _words(spot.feature)
            + element("path", d=path_data(spot.rings, closed=True), **area_style(spot.symbol, prefix, colours)),
        )
        for spot in areas
    )


def draw_pins(spots: Sequence[Spot], colours: Mapping[str, str]) -> str:
    """Draw the pins, the smaller upon the larger."""
    pins = sorted((s for s in spots if s.size), key=lambda s: -s.size)
    return "".join(element("g", _words(spot.feature) + _pin(spot, colours)) for spot in pins)


def _pin(spot: Spot, colours: Mapping[str, str]) -> str:
    own = colours
    if spot.symbol != spot.feature.symbol:
        # The pin of an area that is too small to see has the area's colour.
        from geomap.maps.palette import COLOUR_OF_SYMBOL

        own = {**colours, "city": colours[COLOUR_OF_SYMBOL.get(spot.feature.symbol, "city")]}
    return draw_pin(spot.symbol, spot.x, spot.y, spot.size, own)


def _words(feature: Feature) -> str:
    words = [feature.title, feature.what, feature.where]
    return element("title", escape(", ".join(word for word in words if word)))


def wishes(view: MapView, spots: Sequence[Spot], projection: Projection) -> list[Wish]:
    """Return the names that want a place: the story's, pins first, by weight, then the basemap's by rank."""
    # An area shows itself, and its name may stand in many places; a pin without its name says little.
    order = sorted(range(len(spots)), key=lambda i: (not spots[i].size, -_weight(spots[i]), i))
    story = [_wish(spots[i]) for i in order]
    ground = []
    for label in sorted(view.labels, key=lambda label: (label.rank, label.text)):
        if label.min_zoom > projection.zoom:
            continue
        x, y = projection.point(label.lon, label.lat)
        is_town = label.kind in {"city", "capital"}
        if projection.frame.contains(x, y):
            dot = 0.0 if not is_town else 2.6 if label.kind == "capital" else 1.9
            ground.append(Wish(label.text, f"base-{label.kind}", x, y, gap=4.0 if is_town else 0.0, dot=dot))
    return story + ground


def _weight(spot: Spot) -> float:
    feature = spot.feature
    loud = 2 if feature.layer in _QUIET_LAYERS else 10
    return loud * (1 + mention_count(feature)) * (0.5 if feature.uncertain else 1)


def _wish(spot: Spot) -> Wish:
    feature = spot.feature
    style = "country" if feature.layer == "countries" else "place" if spot.size else "area"
    gap = spot.size / 2 + 3 if spot.size else 0.0
    return Wish(feature.title, style, spot.x, spot.y, gap=gap, symbol=feature.symbol, uncertain=feature.uncertain)
