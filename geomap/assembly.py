"""Putting the default parts together: the one place that knows which recogniser and resolver are used."""

from __future__ import annotations

import os
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING, Any, cast

from geomap.geoparser import Geoparser
from geomap.keywords import refuse_unknown

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from pathlib import Path

    from geomap.edits import Corrections
    from geomap.gazetteer import PlaceFile
    from geomap.gazetteer.gazetteer import Gazetteer
    from geomap.geoparser import Recognizer, Resolver
    from geomap.maps import NewsMap
    from geomap.model import Document, Geoparse
    from geomap.resolution.online import AnyGeocoder


def assemble_geoparser(
    *,
    gazetteer: Gazetteer | str | os.PathLike[str] | None = None,
    places: PlaceFile | Iterable[PlaceFile] = (),
    user_places: bool = True,
    recognizer: str | Recognizer = "tagger",
    resolver: str | Resolver | None = None,
    corrections: Corrections | Mapping[str, Any] | str | Path | None = None,
    online: str | AnyGeocoder | None = None,
    text_language: str = "",
) -> Geoparser:
    """Make a geoparser of the default parts, or of those that are given.

    Parameters
    ----------
    gazetteer
        The places to choose from, or the folder of a compiled gazetteer; the bundled one without it.
    places
        The user's own places for this run: a file (GeoJSON, CSV, GeoPackage …) or a GeoDataFrame, or several.
    user_places
        Whether the places that the user keeps (``geomap gazetteer add``) count; not over a gazetteer that is given as
        an object.
    recognizer
        ``"tagger"``, ``"lexicon"`` (quicker, less often right), the name of one that an installed package adds (see
        ``geomap.plugins``), or an object with a ``recognize`` method.
    resolver
        ``"ranker"``, which is taken without one, the name of one that an installed package adds, or an object with a
        ``resolve`` method.
    corrections
        What a person says that names or mentions mean: a file, plain data of its form, or ``Corrections``.
    online
        Name of a geopy geocoder that is asked about names that the gazetteer lacks, e.g. ``"nominatim"``, or a geopy
        geocoder with its own key and server (``geopy.Photon(domain=…)``), or a ``RateLimiter`` of one. This,
        and nothing else here, opens a connection.
    text_language
        BCP 47 tag of the texts that do not tell their own (``Document.language``); found for each without it.

    Raises
    ------
    InputError
        There is no recogniser, resolver or geocoder of that name, or the corrections or places cannot be used.
    PluginError
        The package that adds the recogniser or resolver does not work.
    """
    from geomap.gazetteer import open_gazetteer, with_all_places

    if gazetteer is None or isinstance(gazetteer, (str, os.PathLike)):
        chosen = open_gazetteer(gazetteer, places=places, user_places=user_places)
    else:
        chosen = with_all_places(gazetteer, places)
    if isinstance(recognizer, str):
        recognizer = _named_recognizer(recognizer, chosen)
    if resolver is None or isinstance(resolver, str):
        resolver = _named_resolver(resolver or "ranker", chosen)
    if online is not None:
        from geomap.resolution.online import OnlineResolver

        resolver = OnlineResolver(resolver, online)
    said = None
    if corrections is not None:
        from geomap.edits import to_corrections
        from geomap.resolution.corrections import CorrectedRecognizer, CorrectedResolver

        said = to_corrections(corrections)
        recognizer, resolver = CorrectedRecognizer(recognizer, said), CorrectedResolver(resolver, said, chosen)
    return Geoparser(chosen, recognizer, resolver, language=text_language, corrections=said)


def map_documents(
    documents: Iterable[str | Document | Geoparse],
    *,
    title: str | None = None,
    geoparser: Geoparser | None = None,
    **options: Any,
) -> NewsMap:
    """Geoparse texts and make one map of them.

    Parameters
    ----------
    documents
        The texts; what is geoparsed already stays as it is, but for corrections.
    title
        Headline of the map; the first document's title without one.
    geoparser
        What reads the texts; the default one without it.
    **options
        Those of ``assemble_geoparser`` and those of ``geomap.maps.ViewOptions``.

    Raises
    ------
    TypeError
        An option of that name does not exist, or would go to the parser although one is given.
    """
    from geomap.maps import NewsMap, ViewOptions, build_view

    of_view = _view_options()
    refuse_unknown(options, of_view | (_parser_options() if geoparser is None else set()))
    view_options = ViewOptions(title=title or "", **{key: options.pop(key) for key in of_view & options.keys()})
    parser = geoparser or assemble_geoparser(**options)
    parses = list(_geoparsed(documents, parser))
    for parse in parses:
        warn_of_language(parse, depth=4)
    view = build_view(parses, parser.gazetteer, view_options, corrections=parser.corrections)
    return NewsMap(view, parses=parses, gazetteer=parser.gazetteer, options=view_options)


def _geoparsed(documents: Iterable[str | Document | Geoparse], parser: Geoparser) -> Iterator[Geoparse]:
    """Geoparse what is not geoparsed yet."""
    from geomap.model import Geoparse

    for is_parsed, some in groupby(documents, key=lambda one: isinstance(one, Geoparse)):
        if not is_parsed:
            yield from parser.geoparse_all(cast("Iterable[str | Document]", some))
            continue
        for parse in cast("Iterable[Geoparse]", some):
            if parser.corrections is None:
                yield parse
                continue
            from geomap.edits.apply import corrected

            yield corrected(parse, parser.corrections, parser.gazetteer)


def geoparser_of(options: Mapping[str, Any], *, without: Collection[str] = ()) -> Geoparser:
    """Make a geoparser from a caller's keywords.

    Parameters
    ----------
    options
        As ``assemble_geoparser`` takes them.
    without
        Those that make no sense to the caller.

    Raises
    ------
    TypeError
        An option does not exist: the message names the one that was meant.
    """
    known = _parser_options() - set(without)
    if options.keys() - known:
        refuse_unknown(options, known, of_maps={"title"} | _view_options())
    return assemble_geoparser(**options)


def _parser_options() -> set[str]:
    return set(assemble_geoparser.__kwdefaults__ or ())


def _view_options() -> set[str]:
    import dataclasses

    from geomap.maps.options import ViewOptions

    return {field.name for field in dataclasses.fields(ViewOptions)}


def warn_of_language(parse: Geoparse, *, depth: int = 3) -> None:
    """Warn of a document in a language that geomap does not read yet: most of its places may be missing.

    Parameters
    ----------
    parse
        The geoparsed document.
    depth
        Functions between the warning and the caller's line, which it shows.
    """
    if parse.unread_language:
        import warnings

        from geomap.errors import LanguageWarning
        from geomap.language.identify import unread_notice

        warnings.warn(unread_notice(parse), LanguageWarning, stacklevel=depth)


@lru_cache(maxsize=4)
def _named_recognizer(name: str, gazetteer: Gazetteer) -> Recognizer:
    if name == "lexicon":
        from geomap.recognition.lexicon import LexiconRecognizer

        return LexiconRecognizer(gazetteer)
    if name == "tagger":
        from geomap.recognition.tagger_recognizer import TaggerRecognizer

        return TaggerRecognizer(gazetteer)
    from geomap.plugins import RECOGNIZERS, make_part

    own = ("tagger", "lexicon")
    made: Recognizer = make_part(RECOGNIZERS, name, gazetteer, what="recogniser", method="recognize", own=own)
    return made


@lru_cache(maxsize=4)
def _named_resolver(name: str, gazetteer: Gazetteer) -> Resolver:
    if name == "ranker":
        from geomap.resolution.ranker import Ranker

        return Ranker(gazetteer)
    from geomap.plugins import RESOLVERS, make_part

    made: Resolver = make_part(RESOLVERS, name, gazetteer, what="resolver", method="resolve", own=("ranker",))
    return made
