"""Very many points as columns: one canvas draws them, no point is an object of the page."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any

from geomap.gazetteer.paths import encode_numbers, encode_rings

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from geomap.maps.html.contract import ColumnsData
    from geomap.maps.view import Feature

_MOST_EXPLAINED = 5_000

MANY = 500
"""With more points than this, all points are drawn on one canvas."""

MANY_WEIGHED = 2_000
"""The same where tables weigh them: on the canvas they are as large as they are often named."""


def split(features: Sequence[Feature], most: int = MANY) -> tuple[list[Feature], list[Feature]]:
    """Part features into those that are elements of the page and those that are drawn on a canvas."""
    points = [feature for feature in features if not (feature.polygons or feature.lines)]
    if len(points) <= most:
        return list(features), []
    return [feature for feature in features if feature.polygons or feature.lines], points


def to_columns(
    features: Sequence[Feature],
    position: Callable[[int, int], int],
    credit: Callable[[Feature], int],
    explain: Callable[[Feature], tuple[list[int], list[int]]],
) -> ColumnsData:
    """Return points as columns.

    Parameters
    ----------
    features
        The points.
    position
        Turns document number and position in its text into what JavaScript counts.
    credit
        Returns the number of a feature's source.
    explain
        Returns the numbers of a feature's reasons and of its rivals. Of more features than a reader looks at one by
        one they are left out: the table of places has them.
    """
    kinds, whats, wheres = _Numbers(), _Numbers(), _Numbers()
    place_mentions = [feature.place_mentions for feature in features]
    marks: list[tuple[int, ...]] = []
    for number, feature in enumerate(features):
        for mention in feature.mentions:
            start, end = position(mention.document, mention.start), position(mention.document, mention.end)
            dates = mention.dates
            marks.append((mention.document, start, end - start, number, int(mention.demonym), len(dates), *dates))
    marks.sort()
    explained = [explain(feature) for feature in features] if len(features) <= _MOST_EXPLAINED else []
    return {
        "n": len(features),
        "xy": encode_rings([[value for feature in features for value in (feature.lon, feature.lat)]]),
        "kind": encode_numbers(kinds.of((feature.symbol, feature.layer)) for feature in features),
        "what": encode_numbers(whats.of(feature.what) for feature in features),
        "where": encode_numbers(wheres.of(feature.where) for feature in features),
        "count": encode_numbers(map(len, place_mentions)),
        "conf": encode_numbers(round(100 * feature.confidence) for feature in features),
        "prominence": encode_numbers(round(100 * feature.prominence) for feature in features),
        # One string each, cut up when a name is first asked for: very many strings take long to read.
        "ids": "\n".join(feature.place.id for feature in features),
        "titles": "\n".join(" ".join(feature.title.split()) for feature in features),
        # What most points have nothing of, none has a line for.
        "alsos": "\n".join("" if f.also == f.title else " ".join(f.also.split()) for f in features).rstrip("\n"),
        "credit": encode_numbers(credit(feature) for feature in features),
        "kinds": list(kinds.seen),
        "whats": list(whats.seen),
        "wheres": list(wheres.seen),
        "dates": sorted({date for said in place_mentions for mention in said for date in mention.dates}),
        "marks": encode_numbers(chain.from_iterable(marks)),
        "why": encode_numbers(chain.from_iterable((len(why), *why) for why, _ in explained)),
        "riv": encode_numbers(chain.from_iterable((len(rivals), *rivals) for _, rivals in explained)),
    }


class _Numbers:
    """Numbers values in the order in which they are met."""

    def __init__(self) -> None:
        self.seen: dict[Any, int] = {}

    def of(self, value: Any) -> int:
        return self.seen.setdefault(value, len(self.seen))
