"""The places of a story: areas below, pins above, and what wants a name."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from geomap.maps.svg.clipping import path_data
from geomap.maps.svg.markup import element, escape
from geomap.maps.svg.placement import PIN_GAP_PX, Wish
from geomap.maps.svg.softness import filter_name, softness
from geomap.maps.svg.symbols import (
    area_style,
    dash_array,
    draw_hatching,
    draw_number,
    draw_pin,
    mention_count,
    outline,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from geomap.maps.style import Look, Style
    from geomap.maps.svg.numbering import Number
    from geomap.maps.svg.offers import PixelBox
    from geomap.maps.svg.projection import Projection
    from geomap.maps.svg.spots import Spot
    from geomap.maps.view import Feature, MapView

_VAST_DEG = 40.0
"""An area wider than this is a continent or nearly: a line around it would be all coast."""

_SETTLED = {"city", "capital", "town"}


def draw_areas(spots: Sequence[Spot], prefix: str, look: Look) -> str:
    """Draw the areas but for the seas, layer upon layer."""
    shown = [s for s in spots if not s.size and not s.is_sea and not s.everywhere]
    areas = sorted(shown, key=lambda s: look.style.height_of(s.feature.layer))
    return "".join(
        element("g", _words(spot.feature) + _area(spot, prefix, f"{prefix}-area-{i}", look))
        for i, spot in enumerate(areas)
    )


def _area(spot: Spot, prefix: str, name: str, look: Look) -> str:
    data = path_data(spot.rings, closed=True)
    drawn = ""
    if data:
        drawn = _hatching(spot, data, name, look) + element("path", d=data, **_filling(spot, prefix, look))
    return drawn + (_course(spot, prefix, look) if spot.lines else "")


def _filling(spot: Spot, prefix: str, look: Look) -> dict[str, str | float | None]:
    style = area_style(spot.symbol, look)
    area, soft = look.style.symbol(spot.symbol).area, softness(spot.feature, look.style)
    if spot.feature.aside:
        style["fill_opacity"] = min(area.fill, look.style.number("around", "fill"))
    if spot.vast:
        style["fill_opacity"] = look.style.number("vast", "fill")
    if spot.vast or soft or _width_deg(spot.feature) > _VAST_DEG:
        # A mark of the right size, not an outline.
        style |= outline("", 0, 0, ())
    elif spot.feature.rough:
        # A line that nobody surveyed must not look like a border.
        rough = look.style.document["rough"]
        style |= outline(look.of(spot.symbol), area.width, rough["opacity"], tuple(rough["dashes"]))
    return style | _blur(prefix, soft)


def _course(spot: Spot, prefix: str, look: Look) -> str:
    course = look.style.symbol(spot.symbol).course
    if not course.width:
        return ""
    return element(
        "path",
        d=path_data(spot.lines, closed=False),
        fill="none",
        stroke=look.of(spot.symbol),
        stroke_width=course.width,
        stroke_opacity=course.opacity,
        stroke_dasharray=dash_array(course.dashes),
        stroke_linejoin="round",
        stroke_linecap="round",
        **_blur(prefix, course.soft),
    )


def _blur(prefix: str, deviation: float) -> dict[str, str]:
    return {"filter": f"url(#{filter_name(prefix, deviation)})"} if deviation else {}


def _hatching(spot: Spot, data: str, name: str, look: Look) -> str:
    xs, ys = zip(*chain.from_iterable(spot.rings), strict=True)
    lines = draw_hatching(spot.symbol, (min(xs), min(ys), max(xs), max(ys)), look)
    if not lines:
        return ""
    window = element("clipPath", element("path", d=data, clip_rule="evenodd"), id=name)
    return window + element("g", lines, clip_path=f"url(#{name})")


def _width_deg(feature: Feature) -> float:
    lons = [lon for polygon in feature.polygons for lon in polygon[0][::2]]
    return max(lons) - min(lons) if lons else 0.0


def draw_pins(spots: Sequence[Spot], numbers: Mapping[str, Number], look: Look) -> str:
    """Draw the pins, the smaller upon the larger; those whose names found no room bear a number."""
    shown = (s for s in spots if s.size or s.feature.key in numbers)
    # The number of an area may have a line: the numbers of pins lie upon it.
    pins = sorted(shown, key=lambda s: (s.feature.key in numbers, bool(s.size), -s.size))
    drawn = []
    for spot in pins:
        number = numbers.get(spot.feature.key)
        pin = draw_number(*number, spot.feature.symbol, look) if number else _pin(spot, look)
        drawn.append(element("g", _words(spot.feature) + pin))
    return "".join(drawn)


def _pin(spot: Spot, look: Look) -> str:
    return draw_pin(spot.symbol, spot.x, spot.y, spot.size, look)


def _words(feature: Feature) -> str:
    words = [feature.title, feature.what, feature.where]
    return element("title", escape(", ".join(word for word in words if word)))


def story_wishes(spots: Sequence[Spot], style: Style) -> list[Wish]:
    """Return the names of the story's places, pins first, by weight."""
    # An area shows itself, and its name may stand in many places; a pin without its name says little.
    order = sorted(range(len(spots)), key=lambda i: (not spots[i].size, -_weight(spots[i], style), i))
    return [_wish(spots[i]) for i in order if not spots[i].vast]


def ground_wishes(view: MapView, spots: Iterable[Spot], projection: Projection) -> list[Wish]:
    """Return the basemap's names that this zoom wants, by rank, but for those that the story has too."""
    named = {name.casefold() for spot in spots for name in (spot.feature.title, spot.feature.also)}
    towns = {label.text for label in view.labels if label.kind in {"city", "capital"}}
    wishes = []
    for label in sorted(view.labels, key=lambda label: (label.rank, label.text)):
        if label.min_zoom > projection.zoom or (label.text.casefold() in named and label.kind != "country"):
            continue
        if label.kind == "province" and label.text in towns:
            continue
        x, y = projection.point(label.lon, label.lat)
        is_town = label.kind in _SETTLED
        seats = tuple(projection.point(*seat) for seat in label.seats)
        if projection.frame.contains(x, y) or any(projection.frame.contains(*seat) for seat in seats):
            dot = (
                view.style.document["names"]["dot"]["capital" if label.kind == "capital" else "city"]
                if is_town
                else 0.0
            )
            gap = 4.0 if is_town else 0.0
            country = label.text if label.kind == "country" else ""
            wishes.append(
                Wish(
                    label.text,
                    f"base-{label.kind}",
                    x,
                    y,
                    gap=gap,
                    dot=dot,
                    angle=label.angle,
                    others=seats,
                    country=country,
                    must=bool(seats),
                )
            )
    return wishes


def town_areas(view: MapView, spots: Iterable[Spot], projection: Projection) -> list[PixelBox]:
    """Return where towns lie upon which, from close by, no country's name may stand: some kilometres around each."""
    towns = view.style.document["names"]["towns"]
    if projection.zoom < towns["zoom"]:
        return []
    radius = towns["px"] * 2.0 ** (projection.zoom - towns["zoom"])
    points = [
        projection.point(label.lon, label.lat)
        for label in view.labels
        if label.min_zoom <= projection.zoom and (label.kind in _SETTLED or label.kind == "quarter")
    ]
    points += [(spot.x, spot.y) for spot in spots if spot.size]
    return [(x - radius, y - radius, x + radius, y + radius) for x, y in points]


def _weight(spot: Spot, style: Style) -> float:
    feature, weights = spot.feature, style.document["names"]["weight"]
    weight = weights["quiet" if style.stands_back(feature.layer) else "story"]
    doubt = weights["uncertain"] if feature.uncertain else 1
    return float(weight * feature.prominence * (1 + mention_count(feature)) * doubt)


def _wish(spot: Spot) -> Wish:
    feature = spot.feature
    style = "country" if feature.layer == "countries" else "place" if spot.size else "area"
    if style == "area" and feature.layer == "waters":
        style = "water"
    gap = spot.size / 2 + PIN_GAP_PX if spot.size else 0.0
    is_country = style == "country" and not spot.size
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
        country=feature.also if is_country else "",
        must=is_country,
        ground=spot.rings if is_country else (),
        rings=() if style in {"country", "water"} or spot.everywhere else spot.rings,
    )
