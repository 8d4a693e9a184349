"""Putting the default parts together: the one place that knows which recogniser and resolver are used."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from geomap.errors import InputError
from geomap.geoparser import Geoparser

if TYPE_CHECKING:
    from geomap.gazetteer import Gazetteer
    from geomap.geoparser import Recognizer, Resolver

RecognizerName = Literal["lexicon"]


def assemble_geoparser(
    *,
    gazetteer: Gazetteer | None = None,
    recognizer: RecognizerName | Recognizer = "lexicon",
    resolver: Resolver | None = None,
) -> Geoparser:
    """Make a geoparser of the default parts, or of those that are given.

    Parameters
    ----------
    gazetteer
        The places to choose from; the bundled gazetteer without one.
    recognizer
        ``"lexicon"``, or an object with a ``recognize`` method.
    resolver
        An object with a ``resolve`` method; the ranker without one.

    Raises
    ------
    InputError
        There is no recogniser of that name.
    """
    from geomap.gazetteer import bundled

    places = gazetteer if gazetteer is not None else bundled()
    if isinstance(recognizer, str):
        recognizer = _named_recognizer(recognizer, places)
    return Geoparser(places, recognizer, resolver or _default_resolver(places))


@lru_cache(maxsize=4)
def _named_recognizer(name: str, gazetteer: Gazetteer) -> Recognizer:
    if name == "lexicon":
        from geomap.recognition.lexicon import LexiconRecognizer

        return LexiconRecognizer(gazetteer)
    raise InputError(f"there is no recogniser {name!r}; there is: lexicon")


@lru_cache(maxsize=4)
def _default_resolver(gazetteer: Gazetteer) -> Resolver:
    from geomap.resolution.ranker import Ranker

    return Ranker(gazetteer)
