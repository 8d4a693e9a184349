"""The first view: what the story is about, not everything it names.

Every place votes with its prominence. A view is worth the prominence of what it shows, less a price for each doubling
of its extent: so a place that is named by the way does not stretch the view across a continent, and two cities that
the story is about are shown together however far apart they lie. An area around towns, such as the country of a city,
is shown whole only if it is what the story is about and the towns do not tell where in it.
"""

from __future__ import annotations

import math
from dataclasses import replace

from geomap.dataclass import dataclass
from geomap.maps.geometry import nearest_copy
from geomap.maps.view import Box

_PRICE = 0.08
"""What a doubling of the view costs, against the worth of the weightiest place."""

_AREA_PRICE = 0.5
"""What it costs where an area is shown whole around towns that tell where in it the story takes place."""

_LEAST_GAIN = 0.15
"""What is worth less widens no view."""

_TOLD = 3.0
"""Towns that weigh so many times more than the area, beyond its own weight, tell it fully."""

_FREE = 0.2
"""So much of the weightiest place's prominence everything has that is named at all; only what lies above counts."""

_POWER = 2.0
"""What has half of the weight is worth a quarter."""

_STRAY = 0.2
_NEAR_DEG = 0.15
_FAR = 2.5
"""What is named once, and would make the view so many times wider, is worth only that share."""

_ENOUGH = 0.75
_VERY_FAR = 5.0
"""A view that holds this share of the story stands before one that is so many times wider for the rest."""

_SPREAD = 2.0
"""How much less an area costs for the towns in it that the view does not show yet."""

_FULL = 4.0
"""A story's places together are worth no more than this: of forty villages none matters as much as the one of four."""

_SEEDS = 6
"""So many of the weightiest places are tried as the one that the view begins with."""

_MOST_CELLS = 60

_LEAST_DEG = 0.06
"""Half the least extent of a view: a single village is shown with the fields around it."""

_LEAST_AREA_DEG = 0.3
"""Extent below which no area is an enlargement: a county is not too wide for its one town."""

_MAJOR = 0.3
_TELLS = 0.6
"""What weighs more than these, against the weightiest and against an area, tells where in it the story takes place."""

_RIM = 0.05
_TOWN_RIM = 0.2
"""So much of the extent of an area, and of a town, a view may cut off and still show it."""

_MARGIN = 1.18
_CLOSE_MARGIN = 0.1
_CLOSE_DEG = 1.5
"""Room around towns, and how much more there is in a view as small as this or smaller."""

_ONE_CITY = 1.6
"""A view that is no larger than this against one of its towns is of that town and its suburbs."""

_CITY_MARGIN = 1.15
_AREA_MARGIN = 1.1
"""Room around the one city of a story, and around an area, whose outline may stand near the edge."""

_LONGEST = 2.0
"""No view is longer than this against its width: what is left beside a thin one would be shown anyway."""

_WIDE_DEG = 60.0
"""In degrees of longitude; a view wider than this is not made taller for it."""

_DEG_PER_KM = 1 / 111.2
_POLE = 84.0

WORLD = Box(-130.0, -56.0, 170.0, 74.0)


@dataclass(frozen=True, slots=True)
class WeightedPlace:
    """Something that the view may have to show.

    Attributes
    ----------
    lon, lat
        Its point.
    weight
        How much of the story it is: its prominence, of several texts together.
    box
        Its extent where it is an area, else None.
    vague
        Whether its point is only the middle of an area that words describe ("southern Syria").
    reach_km
        How far the place reaches around its point.
    once
        Whether it is named only once.
    """

    lon: float
    lat: float
    weight: float
    box: Box | None = None
    vague: bool = False
    reach_km: float = 4.0
    once: bool = False


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


@dataclass(frozen=True, slots=True)
class _Cell:
    """Anchors that count as one, their extent, and what they weigh together."""

    box: Box
    weight: float
    members: tuple[int, ...]
    is_area: bool
    once: bool = False
    gain: float = 0.0


def first_view(anchors: list[WeightedPlace]) -> FirstView:
    """Choose the first view for a list of anchors; the whole world if there are none."""
    if not anchors:
        return FirstView(WORLD, frozenset())
    cells = _weighed(_cells(anchors))
    strongest = max(cell.weight for cell in cells)
    spots = [cell for cell in cells if not _holds_any(cell, cells, _MAJOR * strongest)]
    # Where the story's first place is named often, one that is named once neither begins the view nor stretches it far.
    often = not spots[0].once
    seeds = ((seed, nearest) for seed in spots[:_SEEDS] for nearest in (False, True))
    tried = [_grown(seed, spots, often=often, nearest=nearest) for seed, nearest in seeds]
    box = _chosen([view for views in tried for view in views], spots)
    inner = box
    for area in (cell for cell in cells if cell not in spots):
        box = _widened(box, area, spots)
    inside = frozenset(i for cell in cells if _within(cell, box) for i in cell.members)
    areas = [cell.box for cell in cells if cell.is_area and _within(cell, box)]
    towns = [_size(cell.box) for cell in spots if _within(cell, inner)]
    return FirstView(_with_margin(inner, areas, is_city=_size(inner) < _ONE_CITY * max(towns, default=0.0)), inside)


def _cells(anchors: list[WeightedPlace]) -> list[_Cell]:
    """Merge anchors that share a cell of a grid, coarse enough to leave few; few anchors stay as they are."""
    for size_deg in (0.0, 0.5, 1.0, 2.0, 4.0, 8.0):
        members: dict[tuple[float, float], list[int]] = {}
        for i, anchor in enumerate(anchors):
            apart = not size_deg or (anchor.box is not None and not anchor.vague)
            cell = (float(i), math.inf) if apart else (anchor.lon // size_deg, anchor.lat // size_deg)
            members.setdefault(cell, []).append(i)
        if len(members) <= _MOST_CELLS:
            break
    made = [_merged(anchors, indices) for indices in members.values()]
    return sorted(made, key=lambda cell: (-cell.weight, cell.members))[: 2 * _MOST_CELLS]


def _merged(anchors: list[WeightedPlace], indices: list[int]) -> _Cell:
    box = _extent(anchors[indices[0]])
    for i in indices[1:]:
        box = _joined(box, _extent(anchors[i]))
    is_area = len(indices) == 1 and anchors[indices[0]].box is not None
    once = len(indices) == 1 and anchors[indices[0]].once
    return _Cell(box, sum(anchors[i].weight for i in indices), tuple(indices), is_area, once)


def _weighed(cells: list[_Cell]) -> list[_Cell]:
    """Tell what each cell is worth to a view: the worth of all together is at most that of a full story."""
    strongest = cells[0].weight or 1.0
    gains = [max(0.0, (cell.weight / strongest - _FREE) / (1.0 - _FREE)) ** _POWER for cell in cells]
    share = min(1.0, _FULL / (sum(gains) or 1.0))
    return [replace(cell, gain=gain * share) for cell, gain in zip(cells, gains, strict=True)]


def _extent(anchor: WeightedPlace) -> Box:
    """The extent of an area, or of the town around a point."""
    if anchor.box is not None and not anchor.vague:
        return anchor.box
    up = anchor.reach_km * _DEG_PER_KM
    lat = min(max(anchor.lat, -_POLE), _POLE)
    across = up / max(0.1, math.cos(math.radians(lat)))
    return Box(anchor.lon - across, lat - up, anchor.lon + across, lat + up)


def _holds_any(area: _Cell, cells: list[_Cell], least: float) -> bool:
    """Whether an area lies around something else of weight."""
    if not area.is_area:
        return False
    size, least = _size(area.box), max(least, _TELLS * area.weight)
    return any(
        other is not area and other.weight >= least and _size(other.box) < size / 2 and _within(other, area.box)
        for other in cells
    )


@dataclass(frozen=True, slots=True)
class _Attempt:
    """A view on the way: its box, what it is worth less its price, how much of the story it holds, and how it began."""

    box: Box
    worth: float
    held: float
    begins_well: bool


def _chosen(attempts: list[_Attempt], cells: list[_Cell]) -> Box:
    """Return the view that is worth most, or a much smaller one that holds nearly the whole story."""
    best = max((view for view in attempts if view.begins_well), key=lambda view: view.worth)
    enough = _ENOUGH * sum(cell.gain for cell in cells)
    small = [view for view in attempts if view.held >= enough and _VERY_FAR * _size(view.box) < _size(best.box)]
    return max(small or [best], key=lambda view: view.worth).box


def _grown(seed: _Cell, cells: list[_Cell], *, often: bool, nearest: bool) -> list[_Attempt]:
    """Grow a view from one cell, by what is worth most or by what is nearest, and return all that it was on the way."""
    box, left, held = seed.box, [cell for cell in cells if cell is not seed], seed.gain
    value, begins_well = seed.gain, not (often and seed.once)
    views = [_Attempt(box, value - _price(box), held, begins_well)]
    best = views[0]
    while True:
        shown = [cell for cell in left if _within(cell, box)]
        left = [cell for cell in left if cell not in shown]
        value, held = value + sum(cell.gain for cell in shown), held + sum(cell.gain for cell in shown)
        views.append(_Attempt(box, value - _price(box), held, begins_well))
        best = max(best, views[-1], key=lambda view: view.worth)
        if not left:
            return views
        options = [(_joined(box, cell.box), cell) for cell in left]
        gains = [_gain(cell, best.box, joined, often=often) for joined, cell in options]
        worths = [(0.0 if nearest else gain) - _price(joined) for gain, (joined, _) in zip(gains, options, strict=True)]
        at = max(range(len(left)), key=lambda i: (worths[i], -i))
        box, value, held = options[at][0], value + gains[at], held + left[at].gain
        left.pop(at)


def _gain(cell: _Cell, box: Box, joined: Box, *, often: bool) -> float:
    """What a cell adds to a view: less if it is named only once, and stretches the view far.

    It may be in the wrong place, and if it is not, it is hardly what the story is about.
    """
    stretch = _size(joined) / max(_size(box), _NEAR_DEG)
    return cell.gain * (_STRAY if often and cell.once and stretch > _FAR else 1.0)


def _widened(box: Box, area: _Cell, spots: list[_Cell]) -> Box:
    """Return the view with an area shown whole, if the area is what the story is about."""
    joined = _joined(box, area.box)
    inside = [spot.weight for spot in spots if _within(spot, area.box)]
    if not any(_within(spot, box) and _within(spot, area.box) for spot in spots):
        return joined if area.gain > _price(joined) - _price(box) else box
    doublings = max(0.0, math.log2(_size(joined) / max(_size(box), _LEAST_AREA_DEG)))
    told = min(1.0, max(0.0, sum(inside) / (area.weight or 1.0) - 1.0) / _TOLD)
    # Towns outside of the view tell that the story is all over the area.
    spread = sum(spot.weight for spot in spots if _within(spot, area.box) and not _within(spot, box)) / max(inside)
    cost = _AREA_PRICE * doublings * (1.0 if max(inside) > area.weight else told) / (1.0 + _SPREAD * spread)
    return joined if area.gain > max(cost, _LEAST_GAIN) else box


def _price(box: Box) -> float:
    return _PRICE * math.log2(max(_size(box), 2 * _LEAST_DEG))


def _size(box: Box) -> float:
    """The longer side, in degrees of latitude."""
    return max(box.width_deg * math.cos(math.radians(min(abs(box.centre[1]), 75.0))), box.height_deg)


def _joined(a: Box, b: Box) -> Box:
    """Return the box around two, of which the second may be its nearest copy around the Earth."""
    shift = nearest_copy(b.centre[0], a.centre[0]) - b.centre[0]
    return Box(min(a.west, b.west + shift), min(a.south, b.south), max(a.east, b.east + shift), max(a.north, b.north))


def _within(cell: _Cell, box: Box) -> bool:
    """Whether a box shows a cell: all of it but a rim."""
    shift = nearest_copy(cell.box.centre[0], box.centre[0]) - cell.box.centre[0]
    rim = _RIM if cell.is_area else _TOWN_RIM
    dx, dy = rim * cell.box.width_deg, rim * cell.box.height_deg
    return box.contains(cell.box.west + shift + dx, cell.box.south + dy) and box.contains(
        cell.box.east + shift - dx, cell.box.north - dy
    )


def _with_margin(inner: Box, areas: list[Box], *, is_city: bool) -> Box:
    """Return a view with room around it: an area needs less than a town, which must not stand at the edge."""
    size = _size(inner)
    share = _CITY_MARGIN if is_city else _MARGIN + _CLOSE_MARGIN / (1.0 + size / _CLOSE_DEG)
    if inner in areas:
        share = _AREA_MARGIN
    box = inner.grown(share, least_deg=max(0.0, _LEAST_DEG - size / 2))
    for area in areas:
        box = _joined(box, area.grown(_AREA_MARGIN))
    if box.width_deg >= 300:
        return WORLD
    box = Box(box.west, max(box.south, -_POLE), box.east, min(box.north, _POLE))
    return _filled(box) if box.width_deg < _WIDE_DEG else box


def _filled(box: Box) -> Box:
    """Return the view no longer than a page is: what is left beside a thin one would be shown anyway."""
    narrow = math.cos(math.radians(min(abs(box.centre[1]), 75.0)))
    across, up = box.width_deg * narrow, box.height_deg
    dx = max(0.0, up / _LONGEST - across) / 2 / narrow
    dy = max(0.0, across / _LONGEST - up) / 2
    return Box(box.west - dx, max(box.south - dy, -85.0), box.east + dx, min(box.north + dy, 85.0))
