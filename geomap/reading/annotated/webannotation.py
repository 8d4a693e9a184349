"""W3C Web Annotations, as Recogito gives them: ``story.jsonld`` beside the text that it annotates, ``story.txt``."""

from __future__ import annotations

import json
from bisect import bisect_left
from typing import TYPE_CHECKING, Any

from geomap.errors import InputError
from geomap.reading.annotated.spans import Annotated, Link, Mention, check_span, to_degrees, to_link
from geomap.reading.text import decode, to_document

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_OTHERS = frozenset({"person", "organization", "organisation", "event", "date"})
"""What Recogito's users mark beside places."""


def read_webannotation(raw: bytes, name: str, beside: Callable[[str], bytes]) -> Annotated:
    """Return a text with the places that are marked in it.

    Each annotation has a ``TextPositionSelector``, counted in characters (code points) as the W3C has it; a
    ``TextQuoteSelector`` beside it must agree. Where it agrees with what a browser counts (UTF-16 units, of which an
    emoji has two), that is meant. Which place it means is read from the addresses and geometries of its
    bodies.

    Parameters
    ----------
    raw
        The annotations: an array, a page, a collection, or one.
    name
        What to call them in an error: ``story.jsonld``.
    beside
        Gives the file of another suffix that stands beside this one.

    Raises
    ------
    InputError
        The text is not there, or an annotation does not fit it.
    """
    try:
        found: Any = json.loads(raw.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise InputError(f"{name}: not JSON") from error
    stem = name.rpartition(".")[0] or name
    text = decode(beside(".txt"), f"{stem}.txt")
    mentions, units = [], _BrowserCount(text)
    for number, annotation in enumerate(_annotations(found), 1):
        where = f"{name}, annotation {number}"
        bodies = _all(annotation.get("body"))
        if any(str(body.get("value")).lower() in _OTHERS for body in bodies if body.get("purpose") == "classifying"):
            continue
        selectors = [selector for target in _all(annotation.get("target")) for selector in _all(target.get("selector"))]
        position = next((one for one in selectors if one.get("type") == "TextPositionSelector"), None)
        if position is None:
            continue  # of the whole text, or of a picture
        quote = next((one for one in selectors if one.get("type") == "TextQuoteSelector"), {})
        words = quote.get("exact") if isinstance(quote.get("exact"), str) else None
        start, end = units.meant(position.get("start"), position.get("end"), words)
        start, end = check_span(text, start, end, words, where)
        mentions.append(Mention(start, end, name=text[start:end], **_link(bodies).known()))
    if not mentions:
        raise InputError(f"{name} has no annotation of a stretch of text (TextPositionSelector)")
    mentions.sort(key=lambda mention: (mention.start, mention.end))
    return Annotated(to_document(text, source=f"{stem}.txt", document_id=stem), tuple(mentions))


class _BrowserCount:
    """Knows where a text's characters stand for a browser, which counts some of them twice."""

    def __init__(self, text: str) -> None:
        self._text = text
        wide = (at for at, sign in enumerate(text) if sign > "\uffff")
        self._wide = [at + before for before, at in enumerate(wide)]

    def meant(self, start: Any, end: Any, words: str | None) -> tuple[Any, Any]:
        """Return a span in characters: as it is, unless only a browser's count fits the words."""
        if not self._wide or words is None or type(start) is not int or type(end) is not int:
            return start, end
        if self._text[max(0, start) : max(0, end)] == words:
            return start, end
        counted = start - bisect_left(self._wide, start), end - bisect_left(self._wide, end)
        return counted if self._text[slice(*counted)] == words else (start, end)


def _annotations(found: Any) -> Iterator[dict[str, Any]]:
    if isinstance(found, dict) and "target" not in found:
        inner = found.get("items", found.get("first", {}))
        found = inner.get("items", []) if isinstance(inner, dict) else inner
    yield from _all(found)


def _all(value: Any) -> list[dict[str, Any]]:
    """Return the objects of a property that may be one or several."""
    return [one for one in (value if isinstance(value, list) else [value]) if isinstance(one, dict)]


def _link(bodies: list[dict[str, Any]]) -> Link:
    addresses = []
    for body in bodies:
        if body.get("purpose", "identifying") in {"identifying", "linking", "geotagging"}:
            for key in ("source", "id", "value"):
                value = body.get(key)
                value = value.get("id") if isinstance(value, dict) else value
                addresses += [value] if isinstance(value, str) else []
    link = to_link(addresses)
    for body in bodies:
        geometry = body.get("geometry")
        if isinstance(geometry, dict) and geometry.get("type") == "Point":
            lon, lat = _to_point(geometry.get("coordinates"))
            if lon is not None and lat is not None:
                return link._replace(lon=lon, lat=lat)
    return link


def _to_point(coordinates: Any) -> tuple[float | None, float | None]:
    if not isinstance(coordinates, list) or len(coordinates) < 2:
        return None, None
    return to_degrees(coordinates[0], 180), to_degrees(coordinates[1], 90)
