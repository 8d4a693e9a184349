"""The places of a story: areas below, pins above, and what wants a name."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from geomap.maps.palette import COLOUR_OF_SYMBOL
from geomap.maps.svg.clipping import path_data
from geomap.maps.svg.markup import element, escape
from geomap.maps.svg.placement import Wish
from geomap.maps.svg.symbols import HATCHED, area_style, draw_hatching, draw_number, draw_pin, mention_count

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from geomap.maps.svg.numbering import Number
    from geomap.maps.svg.placement import Area
    from geomap.maps.svg.projection import Projection
    from geomap.maps.svg.spots import Spot
    from geomap.maps.view import Feature, MapView

# From the lowest to the uppermost.
_AREA_ORDER = ("countries", "provinces", "waters", "nature", "parts", "zones", "cities", "sites")
_QUIET_LAYERS = {"countries", "waters"}
_VAST_DEG = 40.0
"""An area wider than this is a continent or nearly: a line around it would be all coast."""

_RIVER_PX = 2.2
_SETTLED = {"city", "capital", "town"}
_LOCAL_ZOOM, _TOWN_PX = 8.0, 12.0
"""Zoom from which a country's name keeps away from towns, and how far at that zoom."""


def draw_areas(spots: Sequence[Spot], prefix: str, colours: Mapping[str, str]) -> str:
    """Draw the areas but for the seas, layer upon layer."""
    order = {key: i for i, key in enumerate(_AREA_ORDER)}
    shown = [s for s in spots if not s.size and not s.is_sea and not s.everywhere]
    areas = sorted(shown, key=lambda s: order.get(s.feature.layer, len(order)))
    return "".join(
        element("g", _words(spot.feature) + _area(spot, f"{prefix}-area-{i}", colours)) for i, spot in enumerate(areas)
    )


def _area(spot: Spot, name: str, colours: Mapping[str, str]) -> str:
    style = area_style(spot.symbol, colours)
    if spot.feature.sketch:
        # A mark of the right size, not an outline.
        style |= {"stroke": None, "stroke_width": None, "stroke_opacity": None, "stroke_dasharray": None}
    elif spot.feature.rough and spot.symbol not in HATCHED:
        # A line that nobody surveyed must not look like a border.
        style |= {"stroke_opacity": 0.45, "stroke_dasharray": "1 4", "stroke_linecap": "round"}
    if _width_deg(spot.feature) > _VAST_DEG:
        style |= {"stroke": None, "stroke_width": None, "stroke_opacity": None, "stroke_dasharray": None}
    data = path_data(spot.rings, closed=True)
    drawn = _hatching(spot, data, name, colours) + element("path", d=data, **style) if data else ""
    if spot.lines:
        drawn += element(
            "path",
            d=path_data(spot.lines, closed=False),
            fill="none",
            stroke=colours[COLOUR_OF_SYMBOL.get(spot.symbol, "water")],
            stroke_width=_RIVER_PX,
            stroke_opacity=0.75,
            stroke_linejoin="round",
            stroke_linecap="round",
        )
    return drawn


def _hatching(spot: Spot, data: str, name: str, colours: Mapping[str, str]) -> str:
    xs, ys = zip(*chain.from_iterable(spot.rings), strict=True)
    lines = draw_hatching(spot.symbol, (min(xs), min(ys), max(xs), max(ys)), colours)
    if not lines:
        return ""
    window = element("clipPath", element("path", d=data, clip_rule="evenodd"), id=name)
    return window + element("g", lines, clip_path=f"url(#{name})")


def _width_deg(feature: Feature) -> float:
    lons = [lon for polygon in feature.polygons for lon in polygon[0][::2]]
    return max(lons) - min(lons) if lons else 0.0


def draw_pins(spots: Sequence[Spot], numbers: Mapping[str, Number], colours: Mapping[str, str]) -> str:
    """Draw the pins, the smaller upon the larger; those whose names found no room bear a number."""
    shown = (s for s in spots if s.size or s.feature.key in numbers)
    # The number of an area may have a line: the numbers of pins lie upon it.
    pins = sorted(shown, key=lambda s: (s.feature.key in numbers, bool(s.size), -s.size))
    drawn = []
    for spot in pins:
        number = numbers.get(spot.feature.key)
        pin = draw_number(*number, spot.feature.symbol, colours) if number else _pin(spot, colours)
        drawn.append(element("g", _words(spot.feature) + pin))
    return "".join(drawn)


def _pin(spot: Spot, colours: Mapping[str, str]) -> str:
    own = colours
    if spot.symbol != spot.feature.symbol:
        # The pin of an area that is too small to see has the area's colour.
        own = {**colours, "city": colours[COLOUR_OF_SYMBOL.get(spot.feature.symbol, "city")]}
    return draw_pin(spot.symbol, spot.x, spot.y, spot.size, own)


def _words(feature: Feature) -> str:
    words = [feature.title, feature.what, feature.where]
    return element("title", escape(", ".join(word for word in words if word)))


def story_wishes(spots: Sequence[Spot]) -> list[Wish]:
    """Return the names of the story's places, pins first, by weight."""
    # An area shows itself, and its name may stand in many places; a pin without its name says little.
    order = sorted(range(len(spots)), key=lambda i: (not spots[i].size, -_weight(spots[i]), i))
    return [_wish(spots[i]) for i in order]


def ground_wishes(view: MapView, spots: Iterable[Spot], projection: Projection) -> list[Wish]:
    """Return the basemap's names that this zoom wants, by rank, but for those that the story has too."""
    told = {name.casefold() for spot in spots for name in (spot.feature.title, spot.feature.also)}
    towns = {label.text for label in view.labels if label.kind in {"city", "capital"}}
    wishes = []
    for label in sorted(view.labels, key=lambda label: (label.rank, label.text)):
        if label.min_zoom > projection.zoom or (label.text.casefold() in told and label.kind != "country"):
            continue
        if label.kind == "province" and label.text in towns:
            continue
        x, y = projection.point(label.lon, label.lat)
        is_town = label.kind in _SETTLED
        if projection.frame.contains(x, y):
            dot = 0.0 if not is_town else 2.6 if label.kind == "capital" else 1.9
            gap = 4.0 if is_town else 0.0
            wishes.append(Wish(label.text, f"base-{label.kind}", x, y, gap=gap, dot=dot, angle=label.angle))
    return wishes


def town_areas(view: MapView, spots: Iterable[Spot], projection: Projection) -> list[Area]:
    """Return where towns lie upon which, from close by, no country's name may stand: some kilometres around each."""
    if projection.zoom < _LOCAL_ZOOM:
        return []
    radius = _TOWN_PX * 2.0 ** (projection.zoom - _LOCAL_ZOOM)
    points = [
        projection.point(label.lon, label.lat)
        for label in view.labels
        if label.min_zoom <= projection.zoom and (label.kind in _SETTLED or label.kind == "quarter")
    ]
    points += [(spot.x, spot.y) for spot in spots if spot.size]
    return [(x - radius, y - radius, x + radius, y + radius) for x, y in points]


def _weight(spot: Spot) -> float:
    feature = spot.feature
    loud = 2 if feature.layer in _QUIET_LAYERS else 10
    return loud * (1 + mention_count(feature)) * (0.5 if feature.uncertain else 1)


def _wish(spot: Spot) -> Wish:
    feature = spot.feature
    style = "country" if feature.layer == "countries" else "place" if spot.size else "area"
    if style == "area" and feature.layer == "waters":
        style = "water"
    gap = spot.size / 2 + 3 if spot.size else 0.0
    return Wish(
        feature.title,
        style,
        spot.x,
        spot.y,
        gap=gap,
        symbol=feature.symbol,
        uncertain=feature.uncertain,
        key=feature.key,
        others=spot.others,
        rings=() if style in {"country", "water"} or spot.everywhere else spot.rings,
    )
