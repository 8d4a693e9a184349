"""The geometry of what words tell from other places, in a plane of kilometres: one function a relation."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from geomap.resolution.plane import direction, disc, lines_of, sector, swept
from geomap.resolution.relative_scene import extent_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from geomap.resolution.relative_scene import Scene

_BESIDE_KM, _CLOSE_KM = 20.0, 8.0
"""How far beyond a town's edge "north of" it reaches, and "just north of"."""
_COAST_KM, _COAST_OF_TOWN_KM = 40.0, 25.0
"""How far the waters "off the coast" reach."""
_BANK_KM = 8.0
_RIVERS_APART_KM = 400.0
"""Stretches of two rivers that are farther apart have no land between them that a reader would call so."""
_BOTH_SIDES_KM = 20.0
"""How far "the hills between" two countries reach on both sides of their border."""
_ISLAND = 0.005
"""Islands with less of an area do not count as its shore."""
_UNKNOWN_COURSE_KM = 15.0
"""Radius of the mark of a river whose course the gazetteer lacks."""
_WINDS = ((90.0, 30.0), (45.0, 22.5), (22.5, 15.0))
"""Half the angle that a wind means, by what divides its bearing: the four, those between, and those between these."""


def half_angle(bearing_deg: float) -> float:
    """Return half the angle that a direction of the wind means."""
    return next((half for step, half in _WINDS if bearing_deg % step == 0), 15.0)


def offset(scene: Scene) -> Any:
    """Draw what lies in a direction, from a town or from the edge of an area or river."""
    bearing = scene.expression.bearing_deg
    assert bearing is not None
    half, span = half_angle(bearing), scene.span
    if scene.outline is None:
        town = scene.anchors[0].town_km
        least, most = span or (0.6 * town, town + (_CLOSE_KM if scene.expression.near else _BESIDE_KM))
        return sector(least, most, bearing, half)
    extent = extent_of(scene.outline)
    if scene.outline.area and span is not None and extent < span[0]:
        return sector(span[0], span[1] + extent / 2, bearing, half)
    reach = (30.0, 120.0) if not scene.outline.area else (30.0, 250.0)
    least, most = span or (0.0, min(max(0.2 * extent, reach[0]), reach[1]))
    # Without the bends that are small against the way, and without what lies on the other side of another bend.
    plain = scene.outline.simplify(max(0.004 * extent, 0.2 * (most - least) if span is None else 0.0, 0.2))
    made = swept(plain, bearing, least, most)
    smooth = made.buffer(0.3 * (most - least)).buffer(-0.3 * (most - least))
    back = swept(plain, bearing + 180.0, 0.0, most)
    return smooth.difference(scene.outline.union(back) if scene.outline.area else back)


def side(scene: Scene) -> Any:
    """Draw a bank of a river, a shore of a lake, a side of a town."""
    bearing = scene.expression.bearing_deg
    assert bearing is not None
    if scene.outline is None:
        town = scene.anchors[0].town_km
        return sector(0.2 * town, 1.5 * town, bearing, 45.0)
    if not scene.outline.area:
        return swept(scene.plain(0.002), bearing, 0.0, _BANK_KM)
    return beyond_middle(scene.outline.buffer(_BANK_KM).difference(scene.outline), scene.outline, bearing)


def beyond_middle(geometry: Any, whole: Any, bearing_deg: float) -> Any:
    """Return the part of a geometry on one side of the middle of a whole, towards the edge that a direction means."""
    from shapely import Polygon

    west, south, east, north = whole.bounds
    dx, dy = direction(bearing_deg)
    far = 4 * max(east - west, north - south) + 1000
    x, y = (west + east) / 2 + 0.12 * (east - west) * dx, (south + north) / 2 + 0.12 * (north - south) * dy
    corners = [(-dy * far, dx * far), (dy * far, -dx * far), (dy * far + dx * far, dy * far - dx * far)]
    corners.append((-dy * far + dx * far, dx * far + dy * far))
    return geometry.intersection(Polygon([(x + a, y + b) for a, b in corners]))


def within(scene: Scene) -> Any:
    """Draw what lies no farther off than a distance."""
    assert scene.span is not None
    most = scene.expression.said_km or scene.span[1]
    return disc(most) if scene.outline is None else scene.plain().buffer(most)


def away(scene: Scene) -> Any:
    """Draw what lies at a distance in no direction."""
    assert scene.span is not None
    least, most = scene.span
    if scene.outline is None:
        return disc(most, least)
    plain = scene.plain()
    return plain.buffer(most).difference(plain.buffer(least))


def outskirts(scene: Scene) -> Any:
    """Draw what lies around a town, or on one side of it."""
    if not scene.anchors[0].is_town:
        return None
    town, bearing = scene.anchors[0].town_km, scene.expression.bearing_deg
    made = disc(1.6 * town, 0.6 * town) if bearing is None else sector(0.5 * town, 1.7 * town, bearing, 45.0)
    return made.intersection(scene.land_around(made))


def across(scene: Scene) -> Any:
    """Draw what lies beyond a river or border: the other country's side, where it is near."""
    if scene.outline is not None:
        return None
    around = disc(15.0)
    if scene.country is None or scene.country.outline is None:
        return around
    other = around.difference(scene.plane.to_plane(scene.country.outline).buffer(0))
    return other if other.area > 0.1 * around.area else around


def inland(scene: Scene) -> Any:
    """Draw what lies away from the sea."""
    least, most = scene.span or (3.0, 40.0)
    ring = disc(most, 0.8 * least)
    land = scene.land_around(ring.buffer(least))
    sea = ring.buffer(least).envelope.difference(land)
    if not sea.area or not land.area:
        return None
    dry = ring.intersection(land).difference(sea.buffer(0.6 * least))
    return dry if dry.area else ring.intersection(land)


def middle(scene: Scene) -> Any:
    """Draw what lies half-way between two, give or take an eighth."""
    a, b = scene.points
    return disc(max(2.0, 0.12 * math.dist(a, b)), at=((a[0] + b[0]) / 2, (a[1] + b[1]) / 2))


def midst(scene: Scene) -> Any:
    """Draw the middle of an area."""
    if scene.outline is None or not scene.outline.area:
        return None
    radius = 0.4 * math.sqrt(scene.outline.area / math.pi)
    centre = scene.outline.centroid
    return disc(radius, at=(centre.x, centre.y)).intersection(scene.outline)


def between(scene: Scene) -> Any:
    """Draw what lies between two towns, or where two shores are nearest."""
    first, second = scene.outlines
    if first is not None and second is not None and first.area and second.area:
        return _narrows(first, second)
    from shapely import affinity

    a, b = scene.points
    apart = math.dist(a, b)
    turn = math.degrees(math.atan2(b[1] - a[1], b[0] - a[0]))
    round_ = disc(1.0)
    long = affinity.rotate(affinity.scale(round_, 0.42 * apart, 0.16 * apart), turn, origin=(0, 0))
    return affinity.translate(long, (a[0] + b[0]) / 2, (a[1] + b[1]) / 2)


def _narrows(first: Any, second: Any) -> Any:
    from shapely.ops import nearest_points

    one, other = nearest_points(_main(first), _main(second))
    apart = one.distance(other)
    if not apart:
        shared = _shared(first, second)
        return None if shared is None else shared.buffer(_BOTH_SIDES_KM)
    near = disc(max(1.5 * apart, 20.0), at=((one.x + other.x) / 2, (one.y + other.y) / 2))
    return near.difference(first).difference(second)


def _main(area: Any) -> Any:
    """Return an area without its small islands: a strait lies between the shores that everybody knows."""
    from shapely import union_all

    parts = getattr(area, "geoms", [area])
    return union_all([part for part in parts if part.area >= _ISLAND * area.area])


def between_waters(scene: Scene) -> Any:
    """Draw the land between two rivers or ranges that run beside each other."""
    from shapely import MultiPoint, Point
    from shapely.ops import nearest_points, unary_union

    first, second = scene.outlines
    natural = all(anchor.place.feature_class in "HT" for anchor in scene.anchors)
    if first is None or second is None or not natural:
        return None
    if first.area and second.area:
        return _narrows(first, second)
    apart = max(3 * first.distance(second), _RIVERS_APART_KM)
    pieces = []
    for line in lines_of(first.simplify(3.0)):
        steps = max(2, round(line.length / 15.0))
        stops = [line.interpolate(step / steps, normalized=True) for step in range(steps + 1)]
        ways = [(stop, nearest_points(stop, second)[1]) for stop in stops]
        for (a, p), (b, q) in pairwise(ways):
            if max(Point(a).distance(p), Point(b).distance(q)) < apart:
                pieces.append(MultiPoint([a, b, p, q]).convex_hull)
    made = unary_union(pieces).buffer(20.0).buffer(-20.0)
    return made if made.area else None


def strait(scene: Scene) -> Any:
    """Draw the water around an island, towards the mainland."""
    around = disc(60.0)
    return around.difference(scene.land_around(around))


def border(scene: Scene) -> Any:
    """Draw where two areas meet, or three."""
    first, second = scene.outlines[:2]
    if first is None or second is None or not (first.area and second.area):
        return None
    shared = _shared(first, second)
    if len(scene.outlines) == 2:
        return shared if shared is None else shared.buffer(min(max(0.01 * shared.length, 3.0), 12.0))
    third = scene.outlines[2]
    if shared is None or third is None:
        return None
    from shapely.ops import nearest_points

    meeting = nearest_points(shared, third)[0]
    return disc(20.0, at=(meeting.x, meeting.y)) if meeting.distance(third) < 30.0 else None


def _shared(first: Any, second: Any) -> Any:
    for slack in (0.0, 0.5, 5.0):
        near = second.boundary if not slack else second.boundary.buffer(slack)
        shared = first.boundary.intersection(near)
        if shared.length > 1.0:
            return shared.simplify(0.5)
    return None


def corridor(scene: Scene) -> Any:
    """Draw a strip along the straight way: no source has the road."""
    from shapely import LineString

    a, b = scene.points
    return LineString([a, b]).buffer(min(max(0.07 * math.dist(a, b), 2.0), 60.0))


def coast(scene: Scene) -> Any:
    """Draw the sea before a coast."""
    least, most = scene.span or (0.0, _COAST_KM if scene.outline is not None else _COAST_OF_TOWN_KM)
    if scene.outline is None:
        around = disc(most, least)
    else:
        plain = scene.plain(0.001)
        around = plain.buffer(most, quad_segs=4)
        around = around.difference(plain.buffer(least, quad_segs=4) if least else plain)
    sea = around.difference(scene.land_around(around))
    if scene.expression.bearing_deg is not None and scene.outline is not None:
        sea = beyond_middle(sea, scene.outline, scene.expression.bearing_deg)
    return sea if sea.area > 0.02 * around.area else None


def shore(scene: Scene) -> Any:
    """Draw the coast itself, a strip on both sides of it."""
    if scene.anchors[0].is_water:
        return along(scene)
    around = disc(25.0) if scene.outline is None else scene.plain(0.001).buffer(2.0)
    land = scene.land_around(around)
    edge = land.boundary.intersection(around)
    box = scene.plane.to_plane(scene.plane.to_degrees(around.envelope)).buffer(-1.0)
    edge = edge.intersection(box)
    if scene.expression.bearing_deg is not None and scene.outline is not None:
        edge = beyond_middle(edge, scene.outline, scene.expression.bearing_deg)
    return edge.simplify(0.5).buffer(min(max(0.01 * edge.length, 2.0), 10.0)) if edge.length > 1.0 else None


def along(scene: Scene) -> Any:
    """Draw what lies beside a river or around a lake."""
    if not scene.anchors[0].is_water:
        return None
    if scene.outline is None:
        return disc(_UNKNOWN_COURSE_KM)
    edge = scene.outline.boundary if scene.outline.area else scene.outline
    return edge.simplify(0.5).buffer(min(max(0.005 * edge.length, 2.0), 10.0))


def triangle(scene: Scene) -> Any:
    """Draw what lies among three places."""
    from shapely import Polygon

    made = Polygon(scene.points)
    return made.buffer(0.02 * extent_of(made)) if made.area > 1.0 else None


SHAPES: dict[str, tuple[str, Callable[[Scene], Any]]] = {
    "offset": ("offset", offset),
    "side": ("side", side),
    "within": ("within", within),
    "away": ("away", away),
    "outskirts": ("outskirts", outskirts),
    "stream": ("stream", away),
    "across": ("across", across),
    "inland": ("inland", inland),
    "middle": ("middle", middle),
    "midst": ("middle", midst),
    "between": ("between", between),
    "between waters": ("between", between_waters),
    "strait": ("between", strait),
    "border": ("border", border),
    "line": ("corridor", corridor),
    "corridor": ("corridor", corridor),
    "coast": ("coast", coast),
    "shore": ("shore", shore),
    "along": ("along", along),
    "triangle": ("triangle", triangle),
}
"""By the relation of an expression: what it is called in results, and what makes its geometry."""
