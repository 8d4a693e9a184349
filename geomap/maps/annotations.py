"""What a person has written and drawn on a map, unrolled around its focus: callouts, areas, polygons, lines, arrows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.dataclass import dataclass
from geomap.edits.form import squeezed
from geomap.maps.geometry import middle_of, nearest_copy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap.edits import Annotation
    from geomap.edits.form import AnnotationKind, LonLat, Side
    from geomap.maps.view import Polygon, Ring

CALLOUTS, DRAWINGS = "callouts", "drawings"
"""The layers of annotations: words with a leader, and all that has an area or a course."""

SYMBOLS = {
    "callout": "annotation",
    "area": "annotation-area",
    "polygon": "annotation-polygon",
    "line": "annotation-line",
    "arrow": "annotation-arrow",
}
"""How each kind is drawn where nobody has said how."""

SIDES = ("above-right", "right", "below-right", "above-left", "left", "below-left", "above", "below")
"""Where words may stand, tried in this order after the side that a person wished."""

CLOSED = frozenset({"area", "polygon"})
"""Kinds whose points are corners."""


@dataclass(frozen=True, slots=True)
class AnnotationView:
    """An annotation as a renderer takes it.

    Attributes
    ----------
    kind, text, side
        As in ``geomap.edits.Annotation``.
    layer, symbol
        Key of its layer, and of its drawing.
    line
        Its course, or the corners of its area; the point that a callout speaks of; empty for ``polygons``.
    seat
        What its words speak of, ``(lon, lat)``.
    words
        Where the words of a callout stand; None for ``side``.
    polygons, steps_per_deg
        The outline of a place that is highlighted, and how finely it is worth writing.
    """

    kind: AnnotationKind
    layer: str
    symbol: str
    text: str
    side: Side
    line: Ring
    seat: tuple[float, float]
    words: tuple[float, float] | None = None
    polygons: tuple[Polygon, ...] = ()
    steps_per_deg: int = 10_000

    @property
    def rings(self) -> tuple[Ring, ...]:
        """All rings of an area, or its one course."""
        return tuple(ring for polygon in self.polygons for ring in polygon) or (self.line,)


def unrolled(annotation: Annotation, near_lon: float, symbol: str) -> AnnotationView:
    """Return an annotation as a renderer takes it.

    Parameters
    ----------
    annotation
        What a person has drawn.
    near_lon
        The middle of the view: of all turns around the Earth the nearest one is drawn.
    symbol
        Key of its drawing.
    """
    points = _chained(annotation.points, near_lon)
    if annotation.kind == "arrow" and len(points) == 2:
        from geomap.maps.arrows import bent_line

        line = bent_line(points)
    else:
        line = tuple(value for point in points for value in point)
    words = annotation.text_at
    return AnnotationView(
        kind=annotation.kind,
        layer=CALLOUTS if annotation.kind == "callout" else DRAWINGS,
        symbol=symbol,
        text=squeezed(annotation.text),
        side=annotation.side,
        line=line,
        seat=_seat(annotation.kind, line),
        words=None if words is None else (nearest_copy(words[0], points[0][0]), words[1]),
    )


def _chained(points: Sequence[LonLat], near_lon: float) -> list[LonLat]:
    """Join points by the shorter way around the Earth."""
    chained: list[LonLat] = []
    for lon, lat in points:
        chained.append((nearest_copy(lon, chained[-1][0] if chained else near_lon), lat))
    return chained


def _seat(kind: AnnotationKind, line: Ring) -> tuple[float, float]:
    if kind in CLOSED:
        lon, lat = middle_of([(line,)])
        return round(lon, 5), round(lat, 5)
    count = len(line) // 2
    at = count // 2 * 2
    if count % 2:
        return line[at], line[at + 1]
    return round((line[at - 2] + line[at]) / 2, 5), round((line[at - 1] + line[at + 1]) / 2, 5)
