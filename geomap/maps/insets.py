"""Which places of a story get a small map of their own beside the first view.

Two kinds of story need one. A story of two or three theatres (talks in Doha on a war in Gaza) is framed where most of
it takes place: the other theatres lie outside, and each is shown by itself. And where the first view must be wide, a
crowd of places that would lie upon one another in it is shown from close by. Most stories need none: what is named by
the way, however often, stays in the list of what lies elsewhere, and what is a list of places all over the world too.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from geomap.maps.geometry import bounds_of, nearest_copy
from geomap.maps.view import Box, Inset

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from geomap.maps.view import Feature

MOST = 3
"""A map with more small ones is no map of a story."""

_SHAPE = 1.5
"""Width to height of an inset."""

_MOST_THEATRES = 5
"""A story of more theatres is about none of them."""

_WIDEST_DEG = 120.0
"""A first view as wide as this shows the world: what lies outside of it is not missed."""

_TOLD = ((0.5, 2), (0.35, 3))
"""How prominent a theatre is, and how often it is named at least: what is named once may be there by mistake."""

_LEAST_SURE, _OFTEN = 0.25, 3
"""A guess is shown, as one, if it is no less certain than this and named so often: the story says that it is there."""

_SURE = 0.5
_LARGEST_DEG = 5.0
"""A larger area is no theatre by itself: a state that acts is not where something happens."""

_TOGETHER_DEG = 2.5
"""Places outside the first view that are no farther from one another belong to one theatre."""

_BESIDE = 0.1
"""What is less prominent than this does not widen a theatre, nor crowd a view."""

_CONTEXT_DEG = (1.35, 0.7, 0.35)
"""Half the height of a theatre's map: as much as makes it known by its coasts, unless it would show the first view."""

_ROOM = 1.35
_CROWD_ROOM = 1.7
"""Room around a theatre's places, and around a crowd, all of whose names must find some."""

_SCREEN_PX = (860.0, 560.0)
"""A map of usual size, in whose pixels a crowd is measured."""

_LINK_PX = 20.0
"""Pins that are closer than this nearly touch, and leave no room for the names of both."""

_CROWD_PX = (54.0, 40.0)
"""A crowd is no larger than this: it can then be shown three times as large."""

_CROWD = 4
_INSET_PX, _APART_PX = 220.0, 7.0
"""Width of an inset of usual size, and how far apart in it two places are two: a town and its district may be one."""

_LEAST_DEG = 0.03
"""Half the least height of a crowd's map."""

_STORY = 0.4
"""A crowd that is worth showing has this share of what the first view is about."""

_AS_PROMINENT = 0.95
"""A crowd is called by the largest town of those that are as prominent: Tokyo, not its ward that is named once more."""

_MOST_CROWDS = 2
_MOST_PINS = 200
"""More pins than this are a table's: a map of theirs is read by its pattern, not by names."""


def choose_insets(features: Sequence[Feature], focus: Box, country: Callable[[str], str]) -> tuple[Inset, ...]:
    """Choose the small maps of a story, theatres first, at most three.

    Parameters
    ----------
    features
        What the map shows, each with its prominence and whether it lies outside the first view.
    focus
        The first view.
    country
        Tells the name of a country from its code.
    """
    named = [feature for feature in features if feature.place_mentions]
    theatres = list(_theatres(named, focus, country)) if focus.width_deg < _WIDEST_DEG else []
    if len(theatres) > _MOST_THEATRES:
        theatres = []
    crowds = list(_crowds(named, focus))
    return (*theatres[: MOST - min(len(crowds), 1)], *crowds)[:MOST]


def _theatres(named: Sequence[Feature], focus: Box, country: Callable[[str], str]) -> Iterator[Inset]:
    """Give the theatres outside the first view, the most prominent first."""
    outside = [feature for feature in named if feature.elsewhere and _size(_extent(feature)) <= _LARGEST_DEG]
    left = sorted(outside, key=lambda feature: (-feature.prominence, feature.key))
    while left:
        lead = left[0]
        members = [feature for feature in left if feature is lead or _is_with(feature, lead)]
        left = [feature for feature in left if feature not in members]
        # A town rather than the country that it lies in.
        chief = sorted(
            (one for one in members if _is_theatre(one, alone=len(members) == 1)), key=lambda one: bool(one.polygons)
        )
        if not chief:
            continue
        box = _around_theatre([one for one in members if one is lead or one.prominence >= _BESIDE], lead, focus)
        held = tuple(one.key for one in outside if box.contains(nearest_copy(one.lon, box.centre[0]), one.lat))
        state = country(chief[0].place.country_code)
        yield Inset("theatre", ", ".join(dict.fromkeys(filter(None, (chief[0].title, state)))), box, held)


def _is_theatre(feature: Feature, *, alone: bool) -> bool:
    """Tell whether the story takes place at a place outside the first view, among others.

    A province without any of its towns may be a quarter of the same name: it must be named often.
    """
    times = len(feature.place_mentions)
    if alone and feature.polygons and times < _OFTEN:
        return False
    told = any(feature.prominence >= least and times >= often for least, often in _TOLD)
    return told and feature.confidence >= (_LEAST_SURE if times >= _OFTEN else _SURE)


def _is_with(feature: Feature, lead: Feature) -> bool:
    """Tell whether a place is of the theatre of another."""
    lon = nearest_copy(feature.lon, lead.lon)
    narrow = math.cos(math.radians(min(abs(lead.lat), 75.0)))
    return math.hypot((lon - lead.lon) * narrow, feature.lat - lead.lat) <= _TOGETHER_DEG


def _around_theatre(members: Sequence[Feature], lead: Feature, focus: Box) -> Box:
    """Return the box of a theatre, with what is around it, but for the first view."""
    inner = _joined([_extent(feature) for feature in members], lead.lon)
    for half in _CONTEXT_DEG:
        box = _shaped(inner, half)
        if not any(box.turned(turns).touches(focus) for turns in (-1, 0, 1)):
            break
    return box


def _crowds(named: Sequence[Feature], focus: Box) -> Iterator[Inset]:
    """Give the crowds of the first view that a closer map would part, those the story is most about first."""
    screen = _Screen(focus)
    pins = [feature for feature in named if not feature.elsewhere and screen.is_pin(feature)]
    if not _CROWD <= len(pins) <= _MOST_PINS:
        return
    everything = sum(feature.prominence for feature in pins)
    left = sorted((pin for pin in pins if pin.prominence >= _BESIDE), key=lambda pin: (-pin.prominence, pin.key))
    found = 0
    while len(left) >= _CROWD and found < _MOST_CROWDS:
        members = screen.grown(left)
        left = [pin for pin in left if pin not in members]
        weight = sum(member.prominence for member in members)
        inner = _joined([_extent(member) for member in members], members[0].lon)
        box = _shaped(inner, _LEAST_DEG, _CROWD_ROOM)
        if screen.count_apart(members, box) < _CROWD or weight < _STORY * everything:
            continue
        found += 1
        held = tuple(pin.key for pin in pins if box.contains(pin.lon, pin.lat))
        chief = [member for member in members if member.prominence >= _AS_PROMINENT * members[0].prominence]
        yield Inset("zoom", max(chief, key=lambda member: member.place.population).title, box, held)


class _Screen:
    """A first view on a screen of usual size."""

    def __init__(self, focus: Box) -> None:
        self._focus = focus
        across, up = _SCREEN_PX
        height = _mercator(min(focus.north, 85.0)) - _mercator(max(focus.south, -85.0))
        self._px_per_deg = min(across / max(focus.width_deg, 1e-6), up / max(height, 1e-6))

    def at(self, feature: Feature) -> tuple[float, float]:
        """Where the pin of a feature lies, in pixels."""
        return feature.lon * self._px_per_deg, -_mercator(feature.lat) * self._px_per_deg

    def is_pin(self, feature: Feature) -> bool:
        """Tell whether a feature is in the first view, as a pin."""
        extent = _extent(feature)
        small = max(extent.width_deg, extent.height_deg) * self._px_per_deg < _LINK_PX
        return small and self._focus.contains(feature.lon, feature.lat)

    def grown(self, pins: Sequence[Feature]) -> list[Feature]:
        """Return the first of some pins with those that lie close to it, or to one another, as far as a crowd goes."""
        members, left = [pins[0]], list(pins[1:])
        while True:
            near = [pin for pin in left if self._reach([*members, pin]) and self._touches(pin, members)]
            if not near:
                return members
            members.append(near[0])
            left.remove(near[0])

    def count_apart(self, members: Sequence[Feature], box: Box) -> int:
        """Count the places that a map of a box parts."""
        least = _APART_PX * box.width_deg * self._px_per_deg / _INSET_PX
        apart: list[tuple[float, float]] = []
        for x, y in map(self.at, members):
            if all(math.hypot(x - u, y - v) >= least for u, v in apart):
                apart.append((x, y))
        return len(apart)

    def _touches(self, pin: Feature, members: Sequence[Feature]) -> bool:
        at = self.at(pin)
        return any(math.dist(at, self.at(member)) <= _LINK_PX for member in members)

    def _reach(self, members: Sequence[Feature]) -> bool:
        xs, ys = zip(*map(self.at, members), strict=True)
        return bool(max(xs) - min(xs) <= _CROWD_PX[0] and max(ys) - min(ys) <= _CROWD_PX[1])


def _extent(feature: Feature) -> Box:
    """Return the box of a feature: its area's, or that of its point."""
    rings = [*(polygon[0] for polygon in feature.polygons), *feature.lines]
    return bounds_of(rings) or Box(feature.lon, feature.lat, feature.lon, feature.lat)


def _size(box: Box) -> float:
    """The longer side, in degrees of latitude."""
    return max(box.width_deg * math.cos(math.radians(min(abs(box.centre[1]), 75.0))), box.height_deg)


def _joined(boxes: Sequence[Box], lon: float) -> Box:
    """Return the box around others, each in its copy that is nearest to a meridian."""
    turned = [box.turned(round((nearest_copy(box.centre[0], lon) - box.centre[0]) / 360.0)) for box in boxes]
    return Box(
        min(box.west for box in turned),
        min(box.south for box in turned),
        max(box.east for box in turned),
        max(box.north for box in turned),
    )


def _shaped(inner: Box, least_deg: float, room: float = _ROOM) -> Box:
    """Return a box with room around another, in the shape of an inset, and at least so many degrees up and down."""
    lon, lat = inner.centre
    narrow = math.cos(math.radians(min(abs(lat), 75.0)))
    half = max(room * inner.height_deg / 2, room * inner.width_deg * narrow / _SHAPE / 2, least_deg)
    across = half * _SHAPE / narrow
    return Box(lon - across, max(lat - half, -84.0), lon + across, min(lat + half, 84.0))


def _mercator(lat: float) -> float:
    return math.degrees(math.asinh(math.tan(math.radians(lat))))
