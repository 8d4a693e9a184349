"""Corrections applied to what was made already: a geoparsed document, or a map."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar, cast

from geomap.edits.read import to_corrections
from geomap.errors import InputError
from geomap.maps.newsmap import NewsMap
from geomap.model import Geoparse, Resolution

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from geomap.edits.form import Corrections
    from geomap.gazetteer.gazetteer import Gazetteer
    from geomap.model import Document, Toponym

    Made = TypeVar("Made", Geoparse, NewsMap)


class _AsResolved:
    """A recogniser and a resolver that give back what a document has already."""

    def __init__(self, parse: Geoparse) -> None:
        self._known = {(one.toponym.start, one.toponym.end): one for one in parse.resolutions}

    def recognize(self, _: Document) -> tuple[Toponym, ...]:
        """Return the toponyms that were found."""
        return tuple(one.toponym for one in self._known.values())

    def resolve(self, _: Document, toponyms: Sequence[Toponym]) -> tuple[Resolution, ...]:
        """Return what each was taken for; nothing is known of one that a person has added."""
        return tuple(self._known.get((t.start, t.end)) or Resolution(t, None, 0.0) for t in toponyms)


def apply_corrections(made: Made, corrections: Corrections | Mapping[str, Any] | str | Path) -> Made:
    """Apply what a person says, see ``geomap.apply``."""
    said = to_corrections(corrections)
    result: Any
    if isinstance(made, NewsMap):
        result = _mapped_anew(made, said)
    elif isinstance(made, Geoparse):
        from geomap.gazetteer import open_gazetteer

        result = corrected(made, said, open_gazetteer(None))
    else:
        raise TypeError(f"a Geoparse or a NewsMap is wanted, not {type(made).__name__}")
    return cast("Made", result)


def _mapped_anew(made: NewsMap, said: Corrections) -> NewsMap:
    if made.gazetteer is None:
        raise InputError("this map was made from a view alone: give corrections to map_text, or to geoparse")
    from geomap.maps import build_view

    parses = [corrected(parse, said, made.gazetteer) for parse in made.parses]
    view = build_view(parses, made.gazetteer, made.options, corrections=said.over(made.corrections))
    return NewsMap(view, parses=parses, gazetteer=made.gazetteer, options=made.options)


def corrected(parse: Geoparse, corrections: Corrections, gazetteer: Gazetteer) -> Geoparse:
    """Return a document with what a person says of its names.

    Parameters
    ----------
    parse
        The document as it was resolved.
    corrections
        What is said.
    gazetteer
        Where the corrected places stand.
    """
    from geomap.geoparser import Geoparser
    from geomap.resolution.corrections import CorrectedRecognizer, CorrectedResolver

    known = _AsResolved(parse)
    recognizer = CorrectedRecognizer(known, corrections)
    resolver = CorrectedResolver(known, corrections, gazetteer)
    return Geoparser(gazetteer, recognizer, resolver, corrections=corrections).geoparse(parse.document)
