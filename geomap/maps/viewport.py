"""The first view: what the story is about, not everything it names.

Every place votes with its prominence. A view is worth the prominence of what it shows, less a price for each doubling
of its extent: so a place that is named by the way does not stretch the view across a continent, and two cities that
the story is about are shown together however far apart they lie. An area around towns, such as the country of a city,
is shown whole only if it is what the story is about and the towns do not tell where in it.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from geomap.dataclass import dataclass
from geomap.maps.geometry import nearest_copy
from geomap.maps.margins import LEAST_DEG, POLE, WORLD, box_around, longer_side, with_margin
from geomap.maps.view import Box

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_PRICE = 0.06
"""What a doubling of the view's longer side costs, against the worth of the weightiest place."""

_SIDE_PRICE = 0.03
"""The same of its shorter side: what stands beside a long view is not free, though the page has room for it."""

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

_CITY_DEG = 0.07
"""What reaches farther is a city: one of some 100,000 people."""

_ROOM = 1.2
"""What lies in the view that a place would make, grown by this, is company for it."""

_ENOUGH = 0.75
_VERY_FAR = 3.0
_CLEARLY = 1.75
"""Where a view holds this share of the story, and is so many times smaller than the one that is worth most, the best of
those stands before it that hold as much and are clearly smaller."""

_SEVERAL = 4
"""So many places are a story without the one that lies far away."""

_SPREAD = 2.0
"""How much less an area costs for the towns in it that the view does not show yet."""

_LENT = 0.5
"""The share of an area's worth that the towns in it have too."""

_SMALL = 5.0
"""An area that is so many times smaller than a view is no frame of it."""

_HOME = 0.75
"""An area that holds less of what the view shows is one of several theatres."""

_FULL = 4.0
"""A story's places together are worth no more than this: of forty villages none matters as much as the one of four."""

_SEEDS = 6
"""So many of the weightiest places are tried as the one that the view begins with."""

_MOST_CELLS = 60
_SAME_DEG = 0.01
"""What lies so close together is one place to a view: a town, and the district or the islands that bear its name."""

_ONE_CITY = 1.6
"""A view that is no larger than this against one of its towns is of that town and its suburbs."""

_LEAST_AREA_DEG = 0.3
"""Extent below which no area is an enlargement: a county is not too wide for its one town."""

_MAJOR = 0.3
_TELLS = 0.6
"""What weighs more than these, against the weightiest and against an area, tells where in it the story takes place."""

_RIM = 0.05
_TOWN_RIM = 0.2
"""So much of the extent of an area, and of a town, a view may cut off and still show it."""

_DEG_PER_KM = 1 / 111.2


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
    areas = [cell for cell in cells if cell not in spots]
    spots = _told(spots, areas)
    # Where the story's first place is named often, one that is named once neither begins the view nor stretches it far.
    often = not spots[0].once
    seeds = ((seed, nearest) for seed in spots[:_SEEDS] for nearest in (False, True))
    tried = [_grown(seed, spots, often=often, nearest=nearest) for seed, nearest in seeds]
    box = _chosen([view for views in tried for view in views], spots)
    inner = box
    for area in areas:
        wider = _widened(box, area, spots)
        # What is small against the view stands in it as a town does, and needs as much room.
        if wider != box and _SMALL * longer_side(area.box) < longer_side(wider):
            inner = box_around(inner, area.box)
        box = wider
    inside = frozenset(i for cell in cells if _within(cell, box) for i in cell.members)
    shown = [cell.box for cell in cells if cell.is_area and _within(cell, box)]
    towns = [longer_side(cell.box) for cell in spots if _within(cell, inner)]
    return FirstView(
        with_margin(inner, shown, is_city=longer_side(inner) < _ONE_CITY * max(towns, default=0.0)), inside
    )


def _cells(anchors: list[WeightedPlace]) -> list[_Cell]:
    """Merge anchors that share a cell of a grid, coarse enough to leave few; few anchors stay as they are."""
    for size_deg in (_SAME_DEG, 0.5, 1.0, 2.0, 4.0, 8.0):
        members: dict[tuple[float, float], list[int]] = {}
        for i, anchor in enumerate(anchors):
            is_area = anchor.box is not None and not anchor.vague
            cell = (float(i), math.inf) if is_area else (anchor.lon // size_deg, anchor.lat // size_deg)
            members.setdefault(cell, []).append(i)
        if len(members) <= _MOST_CELLS:
            break
    made = [_merged(anchors, indices, max if size_deg == _SAME_DEG else sum) for indices in members.values()]
    return sorted(made, key=lambda cell: (-cell.weight, cell.members))[: 2 * _MOST_CELLS]


def _merged(anchors: list[WeightedPlace], indices: list[int], together: Callable[[Iterable[float]], float]) -> _Cell:
    box = _extent(anchors[indices[0]])
    for i in indices[1:]:
        box = box_around(box, _extent(anchors[i]))
    is_area = len(indices) == 1 and anchors[indices[0]].box is not None
    once = len(indices) == 1 and anchors[indices[0]].once
    return _Cell(box, together(anchors[i].weight for i in indices), tuple(indices), is_area, once)


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
    lat = min(max(anchor.lat, -POLE), POLE)
    across = up / max(0.1, math.cos(math.radians(lat)))
    return Box(anchor.lon - across, lat - up, anchor.lon + across, lat + up)


def _holds_any(area: _Cell, cells: list[_Cell], least: float) -> bool:
    """Whether an area lies around something else of weight."""
    if not area.is_area:
        return False
    size, least = longer_side(area.box), max(least, _TELLS * area.weight)
    return any(
        other is not area and other.weight >= least and longer_side(other.box) < size / 2 and _within(other, area.box)
        for other in cells
    )


def _told(spots: list[_Cell], areas: list[_Cell]) -> list[_Cell]:
    """Return the spots with what the areas around them are worth: they tell where in it the story takes place."""
    gains = [spot.gain for spot in spots]
    for area in areas:
        held = [i for i, spot in enumerate(spots) if _within(spot, area.box)]
        total = sum(spots[i].gain for i in held) or 1.0
        for i in held:
            gains[i] += _LENT * area.gain * spots[i].gain / total
    return [replace(spot, gain=gain) for spot, gain in zip(spots, gains, strict=True)]


@dataclass(frozen=True, slots=True)
class _Attempt:
    """A view on the way: its box, what it is worth less its price, how much of the story it holds, and how it began."""

    box: Box
    worth: float
    held: float
    begins_well: bool


def _chosen(attempts: list[_Attempt], cells: list[_Cell]) -> Box:
    """Return the view that is worth most, or a much smaller one that holds nearly the whole story.

    Nearly the whole is less than all only where the text comes back to a place or names some: of three cities in one
    sentence, none is left out.
    """
    best = max((view for view in attempts if view.begins_well), key=lambda view: view.worth)
    enough = _ENOUGH * sum(cell.gain for cell in cells)
    weighty = [cell for cell in cells if cell.gain >= _MAJOR * cells[0].gain]
    small = [
        view for view in attempts if view.held >= enough and _CLEARLY * longer_side(view.box) < longer_side(best.box)
    ]
    small = [view for view in small if _is_story(view.box, weighty)]
    if all(_VERY_FAR * longer_side(view.box) >= longer_side(best.box) for view in small):
        return best.box
    return max(small, key=lambda view: view.worth).box


def _is_story(box: Box, cells: list[_Cell]) -> bool:
    """Whether a view shows a place that is named often, or several."""
    shown = [cell for cell in cells if _within(cell, box)]
    return len(shown) >= _SEVERAL or not all(cell.once for cell in shown)


def _grown(seed: _Cell, cells: list[_Cell], *, often: bool, nearest: bool) -> list[_Attempt]:
    """Grow a view from one cell, by what is worth most or by what is nearest, and return all that it was on the way."""
    box, left, held = seed.box, [cell for cell in cells if cell is not seed and cell.gain > 0.0], seed.gain
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
        options = [(box_around(box, cell.box), cell) for cell in left]
        settled = often and _is_settled(cells, best.box)
        gains = [_gain(cell, best.box, joined, cells, often=often, settled=settled) for joined, cell in options]
        worths = [(0.0 if nearest else gain) - _price(joined) for gain, (joined, _) in zip(gains, options, strict=True)]
        at = max(range(len(left)), key=lambda i: (worths[i], -i))
        box, value, held = options[at][0], value + gains[at], held + left[at].gain
        left.pop(at)


def _gain(cell: _Cell, box: Box, joined: Box, cells: list[_Cell], *, often: bool, settled: bool) -> float:
    """What a cell adds to a view: less if it is named only once and stretches the view far.

    It may be in the wrong place, and if it is not, it is hardly what the story is about; unless something else lies out
    there too, and what the view has does not settle how far the story reaches.
    """
    stretch = longer_side(joined) / max(longer_side(box), _NEAR_DEG)
    if not often or not cell.once or stretch <= _FAR:
        return cell.gain
    if settled:
        return _STRAY * cell.gain
    room, least = joined.grown(_ROOM), _MAJOR * cell.gain
    beyond = (other for other in cells if other is not cell and other.gain >= least and _within(other, room))
    return cell.gain if any(not _within(other, box) for other in beyond) else _STRAY * cell.gain


def _is_settled(cells: list[_Cell], box: Box) -> bool:
    """Whether a view is settled by two places that are named often, or by a city, whose quarters have namesakes."""
    often = [cell for cell in cells if not cell.once and cell.gain > 0.0 and _within(cell, box)]
    return len(often) > 1 or any(not cell.is_area and longer_side(cell.box) > _CITY_DEG for cell in often)


def _widened(box: Box, area: _Cell, spots: list[_Cell]) -> Box:
    """Return the view with an area shown whole, if the area is what the story is about."""
    joined = box_around(box, area.box)
    held = [spot for spot in spots if spot.gain and _within(spot, area.box)]
    shown = [spot for spot in spots if spot.gain and _within(spot, box)]
    inside = [spot.weight for spot in held]
    if not any(spot in held for spot in shown):
        return joined if area.gain > _price(joined) - _price(box) else box
    doublings = _doublings(box, joined)
    told = min(1.0, max(0.0, sum(inside) / (area.weight or 1.0) - 1.0) / _TOLD)
    # Towns outside of the view tell that the story is all over the area.
    spread = sum(spot.weight for spot in held if spot not in shown) / max(inside)
    # Towns outside of the area tell that it is only one of the story's theatres.
    share = sum(spot.gain for spot in shown if spot in held) / sum(spot.gain for spot in shown)
    is_told = max(inside) > area.weight or share < _HOME
    cost = _AREA_PRICE * doublings * (1.0 if is_told else told) / (1.0 + _SPREAD * spread)
    return joined if area.gain * min(1.0, share / _HOME) > max(cost, _LEAST_GAIN) else box


def _doublings(box: Box, joined: Box) -> float:
    """How often a view's sides double, of the one that does most."""
    sides = ((longer_side(joined, side), max(longer_side(box, side), _LEAST_AREA_DEG)) for side in (max, min))
    return max(0.0, *(math.log2(after / before) for after, before in sides))


def _price(box: Box) -> float:
    longer, shorter = longer_side(box), longer_side(box, min)
    return _PRICE * math.log2(max(longer, 2 * LEAST_DEG)) + _SIDE_PRICE * math.log2(max(shorter, 2 * LEAST_DEG))


def _within(cell: _Cell, box: Box) -> bool:
    """Whether a box shows a cell: all of it but a rim."""
    shift = nearest_copy(cell.box.centre[0], box.centre[0]) - cell.box.centre[0]
    rim = _RIM if cell.is_area else _TOWN_RIM
    dx, dy = rim * cell.box.width_deg, rim * cell.box.height_deg
    return box.contains(cell.box.west + shift + dx, cell.box.south + dy) and box.contains(
        cell.box.east + shift - dx, cell.box.north - dy
    )
