"""What recognition knows of a toponym beside its span, so that resolution need not find it out again.

Numbers of names and rows of places are those of the gazetteer that the recogniser was made with: a resolver with
another one must be given toponyms without evidence.
"""

from __future__ import annotations

from typing import NamedTuple

from geomap.dataclass import dataclass


class ZoneSense(NamedTuple):
    """What a descriptive phrase can mean: a row of the gazetteer's table of phrases.

    Attributes
    ----------
    place
        Row of the zone in the gazetteer.
    near
        Rows of the places of which the text must name one.
    """

    place: int
    near: frozenset[int]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What recognition found out about a toponym beside its span, for resolution; all of it may be missing.

    Attributes
    ----------
    name_id, folded
        Number of the name in the gazetteer (``Gazetteer.bearers``), -1 for none, and the folded form that has it.
    position
        Longitude and latitude in degrees (EPSG:4326), of a toponym that is a position.
    senses
        What a descriptive phrase can mean.
    container
        Span of the mention that the text puts this one into ("Texas" of "Paris, Texas").
    part_of
        What kind of name it is only a part of, ``"team"`` or ``"paper"``: what the name means is not the place.
    """

    name_id: int = -1
    folded: str = ""
    position: tuple[float, float] | None = None
    senses: tuple[ZoneSense, ...] = ()
    container: tuple[int, int] | None = None
    part_of: str = ""
