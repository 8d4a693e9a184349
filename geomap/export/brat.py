"""brat's standoff form: ``story.ann``, and beside it the text that it annotates, ``story.txt``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geomap.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from geomap.model import Geoparse

LABEL: Final = "Place"


def to_brat(geoparses: Iterable[Geoparse]) -> str:
    """Return the annotations of a text: a text-bound one a mention, and which place it means.

    A note has the place's position; one of GeoNames is a normalisation too (``Reference T1 GeoNames:169577``). Names
    without a place are marked alone.

    Raises
    ------
    InputError
        There are several texts: brat has a file a text.
    """
    lines: list[str] = []
    for number, resolution in enumerate(_only(geoparses), 1):
        toponym, place = resolution.toponym, resolution.place
        words = " ".join(toponym.text.splitlines())
        lines.append(f"T{number}\t{LABEL} {toponym.start} {toponym.end}\t{words}\n")
        if place is None:
            continue
        if place.geonameid is not None:
            lines.append(f"N{number}\tReference T{number} GeoNames:{place.geonameid}\t{place.name}\n")
        lines.append(f"#{number}\tAnnotatorNotes T{number}\t{place.lat!r}, {place.lon!r}\n")
    return "".join(lines)


def to_brat_text(_: str, geoparses: Iterable[Geoparse]) -> str:
    """Return the text that the annotations are of."""
    return _only(geoparses).document.text


def _only(geoparses: Iterable[Geoparse]) -> Geoparse:
    stream: Iterator[Geoparse] = iter(geoparses)
    first = next(stream, None)
    if first is None or next(stream, None) is not None:
        raise InputError("brat has a file a text: name one text")
    return first
