"""Movements resolved: their places, how sure they are, and why."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from geomap.language import language_of
from geomap.language.said import Speaker
from geomap.movements import Movement

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap.model import Document, Resolution
    from geomap.movements import Motion

_SURE = 0.6
"""Places that are less sure are named with how sure they are."""


def resolve_movements(
    document: Document, motions: Sequence[Motion], resolutions: Sequence[Resolution]
) -> tuple[Movement, ...]:
    """The movements whose places are all known, in their order; what leads to where it came from is none.

    Parameters
    ----------
    document
        The document.
    motions
        What recognition found in it.
    resolutions
        The decisions about its toponyms, by whose numbers the motions name their places.
    """
    speaker = Speaker(language_of(document))
    made = (_resolve(document, one, resolutions, speaker) for one in motions)
    return tuple(movement for movement in made if movement is not None)


def _resolve(document: Document, one: Motion, resolutions: Sequence[Resolution], speaker: Speaker) -> Movement | None:
    stops = [resolutions[number] for number in (one.origin, *one.via, one.destination)]
    places = [stop.place for stop in stops if stop.place is not None]
    if len(places) < len(stops) or places[0].id == places[-1].id:
        return None
    first, last = one.sentence
    return Movement(
        start=one.start,
        end=one.end,
        text=document.text[one.start : one.end],
        kind=one.kind,
        mover=" ".join(document.text[slice(*one.mover)].split()),
        origin=stops[0],
        destination=stops[-1],
        via=tuple(stops[1:-1]),
        confidence=min(stop.confidence for stop in stops) * one.certainty,
        sentence=document.text[first:last].strip(),
        reasons=tuple(_reasons(document, one, stops, speaker)),
        planned=one.planned,
    )


def _reasons(document: Document, one: Motion, stops: Sequence[Resolution], speaker: Speaker) -> list[str]:
    say = partial(speaker.say, table="movements")
    said: list[str] = [say("told", words=" ".join(document.text[one.start : one.end].split()))]
    if one.planned:
        said.append(say("planned"))
    said.append(say("way"))
    doubtful = [stop for stop in stops if stop.confidence < _SURE]
    return said + [say("end", name=s.toponym.text, percent=round(100 * s.confidence)) for s in doubtful]
