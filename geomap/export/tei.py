"""TEI P5: the text itself, with ``placeName`` around its places and a list of these before it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import deque
from itertools import accumulate, chain, islice
from typing import TYPE_CHECKING, Final, NamedTuple
from xml.etree import ElementTree as ET

from geomap.export.attribution import to_attributions
from geomap.export.mentions import nested_relatives, places_in, title_of
from geomap.export.xml import NOT_XML, to_xml
from geomap.provenance import GENERATOR, XML_MARK
from geomap.references import to_uri

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from geomap.model import Document, Geoparse, Place, Resolution

NAMESPACE: Final = "http://www.tei-c.org/ns/1.0"
_BLANK = re.compile(r"\s*\n[^\S\n]*\n\s*")
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")


class _Mark(NamedTuple):
    """An element around a stretch of text."""

    start: int
    end: int
    tag: str
    attributes: dict[str, str]


def to_tei(geoparses: Iterable[Geoparse]) -> str:
    """Return a ``TEI`` document, of several texts a ``teiCorpus``.

    Each mention is a ``placeName`` with the kind of mention as ``type``, the place's address as ``ref`` and the
    confidence as ``cert``; ``standOff`` lists the places with their positions. The text is that of the document, sign
    by sign (``xml:space="preserve"``): only what XML cannot hold is replaced by U+FFFD. What is told from other places
    is an ``rs`` around their names.
    """
    return "".join(to_tei_pieces(geoparses))


def to_tei_pieces(geoparses: Iterable[Geoparse]) -> Iterator[str]:
    """Yield the document piece by piece, as the texts come."""
    stream = iter(geoparses)
    first = list(islice(stream, 2))
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n{XML_MARK}\n'
    if len(first) == 1:
        yield to_xml(_document(first[0], is_root=True)) + "\n"
        return
    yield f'<teiCorpus xmlns="{NAMESPACE}">\n'
    head = ET.Element("teiHeader")
    _file_description(head, "Texts and their places", "Place names marked by geomap.", "See each text.")
    yield to_xml(head) + "\n"
    for geoparse in chain(first, stream):
        yield to_xml(_document(geoparse, is_root=False)) + "\n"
    if not first:
        yield to_xml(_empty()) + "\n"
    yield "</teiCorpus>\n"


def _document(geoparse: Geoparse, *, is_root: bool) -> ET.Element:
    document = geoparse.document
    tei = ET.Element("TEI", {"xmlns": NAMESPACE} if is_root else {})
    tei.append(_header(geoparse))
    if places := places_in(geoparse):
        listed = _sub(_sub(tei, "standOff"), "listPlace")
        for number, (address, place) in enumerate(places.items(), 1):
            _place(listed, number, address, place)
    ET.indent(tei, " ")
    # From here on every space counts.
    language = {"xml:lang": document.language} if _LANGUAGE.fullmatch(document.language) else {}
    body = _sub(_sub(tei, "text", **language), "body", **{"xml:space": "preserve"})
    _fill_body(body, geoparse)
    return tei


def _empty() -> ET.Element:
    """A corpus has a text, if only an empty one."""
    from geomap.model import Document, Geoparse

    return _document(Geoparse(Document("", title="No text")), is_root=False)


def _header(geoparse: Geoparse) -> ET.Element:
    document = geoparse.document
    head = ET.Element("teiHeader")
    credit = "; ".join(["Place names marked by geomap", *to_attributions([geoparse])])
    _file_description(head, title_of(document), f"{credit}.", document)
    application = _sub(_sub(_sub(head, "encodingDesc"), "appInfo"), "application", ident=GENERATOR, version=_version())
    _sub(application, "label", GENERATOR)
    return head


def _version() -> str:
    from geomap import __version__

    return __version__


def _file_description(head: ET.Element, title: str, published: str, source: Document | str) -> None:
    described = _sub(head, "fileDesc")
    _sub(_sub(described, "titleStmt"), "title", title)
    _sub(_sub(described, "publicationStmt"), "p", published)
    where = _sub(described, "sourceDesc")
    if isinstance(source, str):
        _sub(where, "p", source)
        return
    bibl = _sub(where, "bibl")
    _sub(bibl, "title", title_of(source))
    if source.id is not None:
        _sub(bibl, "idno", source.id)
    if source.source:
        _sub(bibl, "publisher", source.source)
    if source.date is not None:
        _sub(bibl, "date", source.date.isoformat(), when=source.date.isoformat())


def _place(listed: ET.Element, number: int, address: str, place: Place) -> None:
    element = _sub(listed, "place")
    _sub(element, "placeName", place.name)
    if place.country_code:
        _sub(element, "country", key=place.country_code)
    _sub(_sub(element, "location"), "geo", f"{place.lat!r} {place.lon!r}")
    _sub(element, "idno", address, type="URI")
    if place.id != address:
        _sub(element, "idno", place.id, type="geomap")
    element.set("n", str(number))


def _marks(geoparse: Geoparse) -> list[_Mark]:
    marks = [_placed(resolution) for resolution in geoparse.resolutions]
    marks += [
        _Mark(relative.toponym.start, relative.toponym.end, "rs", {"type": "relative", **_certainty(relative)})
        for relative in nested_relatives(geoparse)
    ]
    return sorted(marks, key=lambda mark: (mark.start, -mark.end))


def _placed(resolution: Resolution) -> _Mark:
    toponym, place = resolution.toponym, resolution.place
    reference = {"ref": to_uri(place), **_certainty(resolution)} if place is not None else {}
    return _Mark(toponym.start, toponym.end, "placeName", {"type": toponym.kind, **reference})


def _certainty(resolution: Resolution) -> dict[str, str]:
    return {"cert": f"{resolution.confidence:.3f}"}


def _fill_body(body: ET.Element, geoparse: Geoparse) -> None:
    """Put the text into paragraphs; what stands between them stays between them."""
    # Sign for sign: every place in the text keeps its offset.
    text = NOT_XML.sub("\ufffd", geoparse.document.text)
    marks = deque(_marks(geoparse))
    starts = [mark.start for mark in marks]
    reached = list(accumulate((mark.end for mark in marks), max, initial=0))
    gaps = [gap.span() for gap in _BLANK.finditer(text)]
    lead, trail = len(text) - len(text.lstrip()), len(text.rstrip())
    # No paragraph ends inside a mark.
    cuts = [(a, b) for a, b in gaps if lead < a and b < trail and reached[bisect_left(starts, b)] <= a]
    lead, trail = min([lead, *starts[:1]]), max(trail, reached[-1])
    if trail <= lead:
        lead, trail = 0, len(text)
    body.text = text[:lead]
    begins, ends = [lead, *(b for _, b in cuts)], [*(a for a, _ in cuts), trail]
    for start, end, after in zip(begins, ends, [*begins[1:], len(text)], strict=True):
        paragraph = _sub(body, "p")
        _fill(paragraph, text, marks, start, end)
        paragraph.tail = text[end:after]


def _fill(element: ET.Element, text: str, marks: deque[_Mark], start: int, end: int) -> None:
    """Put a stretch of text into an element, with the marks that begin in it."""
    at, last = start, None
    while marks and marks[0].start < end:
        mark = marks.popleft()
        _say(element, last, text[at : mark.start])
        last = ET.SubElement(element, mark.tag, mark.attributes)
        _fill(last, text, marks, mark.start, mark.end)
        at = mark.end
    _say(element, last, text[at:end])


def _say(element: ET.Element, last: ET.Element | None, words: str) -> None:
    if last is None:
        element.text = words
    else:
        last.tail = words


def _sub(parent: ET.Element, tag: str, text: str | None = None, /, **attributes: str) -> ET.Element:
    element = ET.SubElement(parent, tag, {key: NOT_XML.sub("", value) for key, value in attributes.items()})
    element.text = None if text is None else NOT_XML.sub("", text)
    return element
