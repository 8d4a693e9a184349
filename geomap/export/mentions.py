"""What formats of other programs ask of a mention, beside the columns of the table."""

from __future__ import annotations

import hashlib
from base64 import urlsafe_b64encode
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote, urlsplit

from geomap.files import to_bytes
from geomap.references import to_uri

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geomap.model import Document, Geoparse, Place, Resolution
    from geomap.relations import Relative


class Visit(NamedTuple):
    """A mention of a place in one of several documents."""

    geoparse: Geoparse
    resolution: Resolution


def address_of(document: Document) -> str:
    """Return what a document is called where an address is asked for.

    Its id or its file name, as an address beside the file that is written; what has neither is called by a digest of
    its text (RFC 6920).
    """
    name = document.id or document.source
    if not name:
        digest = hashlib.sha256(to_bytes(document.text)).digest()
        return f"ni:///sha-256;{urlsafe_b64encode(digest).decode().rstrip('=')}"
    name = to_bytes(name).decode()
    scheme = urlsplit(name).scheme if ":" in name else ""
    if scheme in {"http", "https", "urn"}:
        return quote(name, safe=":/?#[]@!$&'()*+,;=-._~%")
    return quote(name, safe="/")


def title_of(document: Document) -> str:
    """Return what a document is called for people."""
    return document.title or document.id or document.source or "untitled"


def visits_by_place(geoparses: list[Geoparse]) -> dict[str, list[Visit]]:
    """Return the mentions of each place of all documents, by its address, in the order of the first ones."""
    found: dict[str, list[Visit]] = {}
    for geoparse in geoparses:
        for resolution in geoparse.resolutions:
            if resolution.place is not None:
                found.setdefault(to_uri(resolution.place), []).append(Visit(geoparse, resolution))
    return found


def places_in(geoparse: Geoparse) -> dict[str, Place]:
    """Return the places of a document by their addresses, in the order of their first mention."""
    found: dict[str, Place] = {}
    for resolution in geoparse.resolutions:
        if resolution.place is not None:
            found.setdefault(to_uri(resolution.place), resolution.place)
    return found


def nested_relatives(geoparse: Geoparse) -> Iterator[Relative]:
    """Yield what is told from other places ("10 km north of Homs"), where it crosses no name half."""
    spans = [(r.toponym.start, r.toponym.end) for r in geoparse.resolutions]
    for relative in geoparse.relatives:
        start, end = relative.toponym.start, relative.toponym.end
        if not any(s < start < e or s < end < e for s, e in spans):
            yield relative
