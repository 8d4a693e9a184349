"""What a gazetteer answers to somebody who edits a map: places by name, what words could mean, the text seen anew.

Each place is given as the page takes it, in the map's language: ``id``, ``title``, ``what``, ``where``, ``lon``,
``lat``, ``symbol``, ``layer``; of a candidate also ``score`` and ``reasons``, of a search ``matched``, the name that
was found where it is not the title.
"""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

from geomap.edits.form import Correction, Corrections
from geomap.errors import InputError
from geomap.gazetteer.names import fold
from geomap.language import find_language
from geomap.language.said import Speaker
from geomap.maps import wording
from geomap.maps.layers import Subject, layer_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geomap.edits.form import MentionKey
    from geomap.gazetteer.gazetteer import Gazetteer
    from geomap.geoparser import Geoparser
    from geomap.maps import NewsMap
    from geomap.model import Document, Geoparse, Place, Resolution, Toponym

    Found = dict[str, Any]


def search(
    gazetteer: Gazetteer,
    query: str,
    *,
    near: tuple[float, float] | None = None,
    language: str = "en",
    names: str = "",
    limit: int = 12,
) -> list[Found]:
    """Return the places that somebody may mean who has typed so far, the likeliest first.

    Parameters
    ----------
    gazetteer
        The places.
    query
        In any script and language; case and accents do not count. What stands behind a comma is a country or province.
    near
        Longitude and latitude in degrees: nearer places come earlier.
    language, names
        In which is said what places are, and in which they are called; the same without ``names``.
    limit
        At most so many.
    """
    from geomap.gazetteer.typeahead import typeahead

    matches = typeahead(gazetteer).find(query, near=near, language=names or language, limit=limit)
    if not matches:
        # Other articles and words of rank, and one slip of the hand.
        name = query.partition(",")[0][:100]
        seen = gazetteer.lookup(name, near=near, fuzzy=True, limit=limit) if name.strip() else []
        return [_found(gazetteer, one.place, language, names) | {"matched": one.name} for one in seen]
    found = []
    for match in matches:
        made = _found(gazetteer, gazetteer.place(match.place), language, names)
        if not fold(made["title"]).startswith(fold(query.partition(",")[0])):
            made["matched"] = gazetteer.written(match.place, match.folded)
        found.append(made)
    return found


def candidates(
    made: NewsMap, document: int | str, start: int, end: int, text: str, said: Corrections | None = None
) -> list[Found]:
    """Return what words of a text could mean, the likeliest first, each with what speaks for it.

    Parameters
    ----------
    made
        The map, with its documents and gazetteer.
    document, start, end
        The words: number of the document, or its file name, title or id, and span in its text, in characters.
    text
        The words again, which must stand there.
    said
        What a person says so far: it speaks for or against what else the text means.

    Raises
    ------
    InputError
        The map has no gazetteer, or other words stand there.
    """
    from geomap.resolution.pinned import PinnedRanker

    gazetteer = _gazetteer(made)
    parse = _parse(made, document)
    if not 0 <= start < end <= len(parse.document.text) or parse.document.text[start:end] != text:
        raise InputError("these words do not stand there")
    toponyms, at = _with_words(parse, start, end)
    ranker = PinnedRanker(gazetteer, said or made.corrections)
    options = made.view.options
    speaker = Speaker(find_language(options.language), gazetteer)
    return [
        _found(gazetteer, candidate.place, options.language, options.names)
        | {"score": candidate.score, "reasons": list(speaker.all_again(reasons))}
        for candidate, reasons in ranker.candidates(parse.document, toponyms, at)
    ]


def again(made: NewsMap, said: Corrections) -> tuple[NewsMap, dict[str, Any]]:
    """Look at the texts anew with what a person says: other mentions move with it.

    A mention that moves is said, too, so that the same corrections give the same map everywhere; ``corrections`` of the
    new map is all that is now said.

    Parameters
    ----------
    made
        The map, with its documents, gazetteer and options.
    said
        What a person says.

    Returns
    -------
    The new map, and its data as the page takes them.

    Raises
    ------
    InputError
        The map has no gazetteer, or the corrections cannot be used.
    """
    import json

    from geomap.assembly import assemble_geoparser
    from geomap.maps.html.payload import to_json
    from geomap.resolution.pinned import PinnedRanker

    gazetteer = _gazetteer(made)
    documents = [parse.document for parse in made.parses]
    before = assemble_geoparser(gazetteer=gazetteer, corrections=said)
    after = assemble_geoparser(gazetteer=gazetteer, corrections=said, resolver=PinnedRanker(gazetteer, said))
    moved: dict[MentionKey, Correction] = {}
    for document in documents:
        moved |= _moved(before.geoparse(document), after.geoparse(document), said)
    whole = replace(said, mentions={**moved, **said.mentions}) if moved else said
    renewed = mapped(made, whole, assemble_geoparser(gazetteer=gazetteer, corrections=whole))
    return renewed, json.loads(to_json(renewed.view))


def mapped(made: NewsMap, said: Corrections, geoparser: Geoparser) -> NewsMap:
    """Return the map of the same texts with what a person says, as the command makes it from the same corrections.

    Parameters
    ----------
    made
        The map with its documents and options.
    said
        What a person says.
    geoparser
        What reads the texts, with these corrections.
    """
    from geomap.maps import NewsMap, build_view

    parses = list(geoparser.geoparse_all([parse.document for parse in made.parses]))
    view = build_view(parses, geoparser.gazetteer, made.options, corrections=said)
    return NewsMap(view, parses=parses, gazetteer=geoparser.gazetteer, options=made.options)


def _gazetteer(made: NewsMap) -> Gazetteer:
    if made.gazetteer is None or not made.parses:
        raise InputError("this map was made from a view alone: its texts and its gazetteer are not known")
    return made.gazetteer


def _parse(made: NewsMap, document: int | str) -> Geoparse:
    if isinstance(document, int):
        if 0 <= document < len(made.parses):
            return made.parses[document]
    else:
        for parse in made.parses:
            if document in {parse.document.source or "", parse.document.title or "", parse.document.id or ""}:
                return parse
    raise InputError(f"the map has no text {str(document)[:60]!r}")


def _found(gazetteer: Gazetteer, place: Place, language: str, names: str) -> Found:
    subject = Subject(place=place, status=gazetteer.status(place))
    spec = layer_of(subject)
    return {
        "id": place.id,
        "title": wording.name(place, gazetteer, names or language),
        "what": wording.what(place, language),
        "where": wording.where(place, gazetteer, names or language),
        "lon": round(place.lon, 5),
        "lat": round(place.lat, 5),
        "symbol": spec.symbol(subject),
        "layer": spec.key,
    }


def _with_words(parse: Geoparse, start: int, end: int) -> tuple[list[Toponym], int]:
    """Return the toponyms of a document with the words among them, and which of them they are."""
    from geomap.model import Toponym

    words = parse.document.text[start:end]
    known = [resolution.toponym for resolution in parse.resolutions]
    if not any((t.start, t.end) == (start, end) for t in known):
        known = [t for t in known if t.end <= start or end <= t.start]
        known.append(Toponym(start, end, words, name=words))
        known.sort(key=lambda t: t.start)
    return known, next(i for i, t in enumerate(known) if (t.start, t.end) == (start, end))


def _moved(before: Geoparse, after: Geoparse, said: Corrections) -> dict[MentionKey, Correction]:
    """Return what is to be said of mentions that mean another place once it is known what a person says."""
    document = before.document
    here = said.for_document(document)
    key = _key(document)
    return {
        (key, new.toponym.start, new.toponym.end): _as_said(new)
        for old, new in _both(before.resolutions, after.resolutions)
        if new.place is not None and _place_id(old) != new.place.id and not _is_decided(here.of(new.toponym))
    }


def _both(before: Sequence[Resolution], after: Sequence[Resolution]) -> Iterator[tuple[Resolution, Resolution]]:
    known = {(one.toponym.start, one.toponym.end): one for one in before}
    for new in after:
        old = known.get((new.toponym.start, new.toponym.end))
        if old is not None:
            yield old, new


def _place_id(resolution: Resolution) -> str:
    return "" if resolution.place is None else resolution.place.id


def _is_decided(said: Correction | None) -> bool:
    return said is not None and said.decides


def _as_said(resolution: Resolution) -> Correction:
    assert resolution.place is not None
    # It is geomap that says so, for what a person has said.
    who: dict[str, Any] = {"decided_by": "geomap"} if _HAS_WHO else {}
    return Correction(resolution.place.id, resolution.toponym.text, **who)


_HAS_WHO = any(one.name == "decided_by" for one in fields(Correction))


def _key(document: Document) -> str | None:
    """Return how corrections call a document, as the page does."""
    return document.source or document.title or document.id
