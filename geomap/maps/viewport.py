"""The first view: what the story is about, not everything it names.

Every mention votes with its confidence and its layer's weight. Places that lie together form a cluster; the heaviest
cluster is framed. If it holds too little of the story, further clusters join it, so that a report on three continents
is shown as one.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from geomap.gazetteer.reverse import distance_km
from geomap.maps.geometry import nearest_copy
from geomap.maps.view import Box

ENOUGH = 0.6
"""Share of the story's weight that the first view must hold."""

_NEAR_KM = 300.0
"""Places this close always belong together."""

_STRETCH = 0.9
"""A place joins a cluster if it is no further from it than this share of the cluster's own extent."""

_FAR_KM = 900.0
"""No place joins over a gap wider than this."""

_PULL_KM = 2000.0
"""Distance over which the claim of a second cluster falls to a third."""

_WIDE = 1.8
"""An area is framed whole if it is no larger than this against the extent of the towns and sites around it."""

_HALF_WORLD_DEG = 90.0

_FEW = 3
"""So many places that are known exactly frame a view without those that are vague."""

_MOST_CELLS = 120

_LEAST_DEG = 0.35
"""Half the least extent of a view: a single village is shown in its district."""

_LEAST_COUNTRY_DEG = 1.5
"""The same where nothing but areas is known."""


@dataclass(frozen=True, slots=True)
class WeightedPlace:
    """Something that the view may have to show.

    Attributes
    ----------
    lon, lat
        Its point.
    weight
        How much of the story it is.
    box
        Its extent where it is an area, else None.
    vague
        Whether its point is only the middle of an area that words describe ("southern Syria").
    """

    lon: float
    lat: float
    weight: float
    box: Box | None = None
    vague: bool = False


@dataclass(frozen=True, slots=True)
class FirstView:
    """The first view.

    Attributes
    ----------
    box
        What it shows, with a margin.
    inside
        Indices of the places that it was made for.
    """

    box: Box
    inside: frozenset[int]


WORLD = Box(-130.0, -56.0, 170.0, 74.0)


def first_view(places: list[WeightedPlace]) -> FirstView:
    """Choose the first view for a list of places; the whole world if there are none."""
    if not places:
        return FirstView(WORLD, frozenset())
    cells = _cells(places)
    clusters = [sorted(i for c in cluster for i in cells[c][1]) for cluster in _clusters([place for place, _ in cells])]
    weight = [sum(places[i].weight for i in cluster) for cluster in clusters]
    heaviest = max(range(len(clusters)), key=lambda c: (weight[c], -clusters[c][0]))
    middle = max((places[i] for i in clusters[heaviest]), key=lambda place: place.weight)

    def claim(c: int) -> float:
        """Return a cluster's weight, which counts the less the further the cluster would pull the view."""
        return weight[c] * math.exp(-min(_gap(middle, places[i]) for i in clusters[c]) / _PULL_KM)

    inside: list[int] = []
    held, total = 0.0, sum(weight)
    for c in sorted(range(len(clusters)), key=lambda c: (c != heaviest, -claim(c), clusters[c][0])):
        # A second cluster joins only if the first does not carry the story by itself.
        if inside and held >= ENOUGH * total:
            break
        inside.extend(clusters[c])
        held += weight[c]
    if _box([places[i] for i in inside]).width_deg > _HALF_WORLD_DEG:
        # Where half the world is shown, the rest costs little, and leaving it out would tell nothing.
        inside = list(range(len(places)))
    return FirstView(_box([places[i] for i in inside]), frozenset(inside))


def _cells(places: list[WeightedPlace]) -> list[tuple[WeightedPlace, list[int]]]:
    """Merge places that share a cell of a grid, coarse enough to leave few: clustering takes the cube of their number.

    Few places stay as they are.
    """
    for size_deg in (0.0, 0.5, 1.0, 2.0, 4.0, 8.0):
        members: dict[tuple[float, float], list[int]] = {}
        for i, place in enumerate(places):
            cell = (place.lon // size_deg, place.lat // size_deg) if size_deg else (float(i), 0.0)
            members.setdefault(cell, []).append(i)
        if len(members) <= _MOST_CELLS:
            break
    cells = []
    for indices in members.values():
        heaviest = max(indices, key=lambda i: places[i].weight)
        weight = sum(places[i].weight for i in indices)
        cells.append((WeightedPlace(places[heaviest].lon, places[heaviest].lat, weight), indices))
    return sorted(cells, key=lambda cell: -cell[0].weight)[: 2 * _MOST_CELLS]


def _clusters(places: list[WeightedPlace]) -> list[list[int]]:
    """Group places, starting from the heaviest; each group as indices in ascending order."""
    left = sorted(range(len(places)), key=lambda i: (-_pull(places, i), i))
    clusters = []
    while left:
        cluster = [left.pop(0)]
        grown = True
        while grown:
            grown = False
            gap, candidate = min(
                ((min(_gap(places[i], places[j]) for j in cluster), i) for i in left), default=(math.inf, -1)
            )
            extent = max((_gap(places[cluster[0]], places[j]) for j in cluster), default=0.0)
            if gap <= min(max(_NEAR_KM, _STRETCH * extent), _FAR_KM):
                cluster.append(candidate)
                left.remove(candidate)
                grown = True
        clusters.append(sorted(cluster))
    return clusters


def _pull(places: list[WeightedPlace], i: int) -> float:
    """Return the weight of a place and of what lies around it."""
    me = places[i]
    return sum(other.weight * math.exp(-distance_km(me.lon, me.lat, other.lon, other.lat) / 400.0) for other in places)


def _gap(a: WeightedPlace, b: WeightedPlace) -> float:
    return distance_km(a.lon, a.lat, b.lon, b.lat)


def _box(places: list[WeightedPlace]) -> Box:
    heaviest = max(places, key=lambda place: place.weight)
    points = [place for place in places if place.box is None and not place.vague]
    if len(points) >= _FEW:
        places = [place for place in places if not place.vague]
    # The state around a county is not what a report on the county is about.
    widest = math.inf
    if len(points) > 1:
        across = [nearest_copy(place.lon, heaviest.lon) for place in points]
        along = [place.lat for place in points]
        widest = _WIDE * max(max(across) - min(across), max(along) - min(along), _LEAST_DEG)
    lons, lats = [], []
    for place in places:
        if place.box is not None and max(place.box.width_deg, place.box.height_deg) > widest:
            continue
        lon = nearest_copy(place.lon, heaviest.lon)
        lons.append(lon)
        lats.append(place.lat)
        if place.box is not None and place.box.width_deg < 40:
            shift = lon - place.lon
            lons += [place.box.west + shift, place.box.east + shift]
            lats += [place.box.south, place.box.north]
    only_areas = all(place.box is not None for place in places)
    least = _LEAST_COUNTRY_DEG if only_areas and len(places) == 1 else _LEAST_DEG
    box = Box(min(lons), max(min(lats), -84.0), max(lons), min(max(lats), 84.0))
    if box.width_deg >= 300:
        return WORLD
    return box.grown(1.24, least_deg=max(0.0, least - max(box.width_deg, box.height_deg) / 2))
