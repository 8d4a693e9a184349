"""Movements on the map: an arrow for each way that the texts tell, bent a little, from feature to feature."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import chain, pairwise
from typing import TYPE_CHECKING

from geomap.language import find_language
from geomap.language.said import Speaker
from geomap.maps import wording
from geomap.maps.geometry import nearest_copy
from geomap.maps.view import Feature, MentionView

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from geomap.maps.options import ViewOptions
    from geomap.maps.view import Ring
    from geomap.model import Geoparse, Resolution
    from geomap.movements import Movement

_BEND = 0.14
"""How far an arrow stands off the straight line in its middle, as a share of its length."""

_STEPS = 48
"""Pieces of a bent line."""

_MAX_LAT = 85.0


@dataclass(frozen=True, slots=True)
class Arrow:
    """One way on the map with all that the texts tell of it.

    Attributes
    ----------
    key
        Unique in the map.
    layer, symbol
        Key of its layer, and of its drawing.
    title, what, who
        Its ends, its kind in the reader's language, and who moves in the words of the text.
    line
        Its course, bent; longitudes go on beyond ±180 where it crosses the antimeridian.
    lon, lat
        Its middle.
    ends
        Keys of the features that it joins, in order.
    mentions
        Where the texts tell it, with reasons and sentence.
    confidence
        That of the surest mention, 0 to 1.
    uncertain
        Whether it is off until a reader asks for it.
    """

    key: str
    layer: str
    symbol: str
    title: str
    what: str
    who: str
    line: Ring
    lon: float
    lat: float
    ends: tuple[str, ...]
    mentions: tuple[MentionView, ...]
    confidence: float
    uncertain: bool


def make_arrows(parses: Sequence[Geoparse], features: Sequence[Feature], options: ViewOptions) -> tuple[Arrow, ...]:
    """Return the arrows of all documents: one for each way, whoever takes it.

    Parameters
    ----------
    parses
        The documents with their movements.
    features
        What the map shows: an arrow leads from one to another.
    options
        Language, and whether sentences may be quoted.
    """
    seats = {(m.document, *m.span): (feature, m) for feature in features for m in feature.place_mentions}
    told: dict[tuple[str, ...], list[tuple[Movement, MentionView]]] = {}
    joined: dict[tuple[str, ...], list[Feature]] = {}
    for number, movement in ((n, movement) for n, parse in enumerate(parses) for movement in parse.movements):
        stops = [seats.get((number, *_span(stop))) for stop in movement.stops]
        ways = [stop for stop in stops if stop is not None]
        keys = tuple(feature.key for feature, _ in ways)
        if len(ways) == len(stops) and keys[0] != keys[-1]:
            joined[keys] = [feature for feature, _ in ways]
            told.setdefault(keys, []).append((movement, _mention(number, movement, ways[0][1], options)))
    return tuple(_arrow(joined[keys], tellings, options.language) for keys, tellings in told.items())


def _span(resolution: Resolution) -> tuple[int, int]:
    return resolution.toponym.start, resolution.toponym.end


def _mention(number: int, movement: Movement, origin: MentionView, options: ViewOptions) -> MentionView:
    quote = movement.sentence if options.context != "none" else ""
    return MentionView(
        document=number,
        start=movement.start,
        end=movement.end,
        text=movement.text,
        span=(movement.start, movement.end),
        kind="literal",
        demonym=False,
        confidence=round(movement.confidence, 4),
        reasons=Speaker(find_language(options.language)).all_again(movement.reasons),
        rivals=(),
        decided_by="geomap",
        quote=quote,
        quote_start=max(quote.find(movement.text), 0),
        dates=origin.dates,
        time=origin.time,
    )


def _arrow(stops: Sequence[Feature], tellings: Sequence[tuple[Movement, MentionView]], language: str) -> Arrow:
    surest = max((movement for movement, _ in tellings), key=lambda movement: movement.confidence)
    line = bent_line([(stop.lon, stop.lat) for stop in stops])
    middle = len(line) // 4 * 2
    uncertain = surest.uncertain
    kind = "movement-uncertain" if uncertain else "movement"
    who = dict.fromkeys(movement.mover for movement, _ in tellings if movement.mover)
    return Arrow(
        key="movement:" + "+".join(stop.key for stop in stops),
        layer="movements-uncertain" if uncertain else "movements",
        symbol=kind,
        title=" → ".join(stop.title for stop in stops),
        what=wording.texts(language)[f"movement.{surest.kind}"],
        who="; ".join(who),
        line=line,
        lon=line[middle],
        lat=line[middle + 1],
        ends=tuple(stop.key for stop in stops),
        mentions=tuple(mention for _, mention in tellings),
        confidence=round(surest.confidence, 4),
        uncertain=uncertain,
    )


def bent_line(points: Sequence[tuple[float, float]]) -> Ring:
    """Join points by bows that look alike at every zoom; by the shorter way around the Earth.

    Parameters
    ----------
    points
        ``(lon, lat)`` in degrees.
    """
    unrolled = [points[0]]
    for lon, lat in points[1:]:
        unrolled.append((nearest_copy(lon, unrolled[-1][0]), lat))
    bows: Iterable[Iterator[tuple[float, float]]] = (_bow(a, b) for a, b in pairwise(unrolled))
    course = [*chain.from_iterable(bows), unrolled[-1]]
    return tuple(round(value, 5) for point in course for value in point)


def _bow(start: tuple[float, float], end: tuple[float, float]) -> Iterator[tuple[float, float]]:
    """Give the points of a bow but the last, bent to the north."""
    (x0, y0), (x1, y1) = (start[0], _northing(start[1])), (end[0], _northing(end[1]))
    side = _BEND if x1 >= x0 else -_BEND
    x, y = (x0 + x1) / 2 - 2 * side * (y1 - y0), (y0 + y1) / 2 + 2 * side * (x1 - x0)
    for step in range(_STEPS):
        t = step / _STEPS
        a, b, c = (1 - t) ** 2, 2 * t * (1 - t), t**2
        yield a * x0 + b * x + c * x1, _latitude(a * y0 + b * y + c * y1)


def _northing(lat: float) -> float:
    """Return where a latitude lies in Web Mercator, in degrees of the equator."""
    held = max(-_MAX_LAT, min(_MAX_LAT, lat))
    return math.degrees(math.asinh(math.tan(math.radians(held))))


def _latitude(northing: float) -> float:
    return math.degrees(math.atan(math.sinh(math.radians(northing))))
