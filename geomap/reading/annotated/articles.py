"""The XML of the corpora LGL and TR-News: ``<articles>`` with texts and their toponyms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.errors import InputError
from geomap.model import Document
from geomap.reading.annotated.spans import Annotated, Mention, check_span, to_degrees
from geomap.reading.extract import to_day

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree import ElementTree as ET


def read_articles(root: ET.Element, name: str) -> Iterator[Annotated]:
    """Yield the articles of a corpus with their toponyms.

    Parameters
    ----------
    root
        ``<articles>``; an ``<article>`` has ``text`` and ``toponyms``, and where known ``docid``, ``title``, ``domain``
        and ``dltime``. A ``<toponym>`` has ``start``, ``end`` and, where it is linked, a ``gaztag``.
    name
        What to call the file in an error.

    Raises
    ------
    InputError
        An article has no text, or a span that does not lie in it.
    """
    for number, article in enumerate(root.iter("article"), 1):
        docid = article.get("docid") or _text(article, "docid") or str(number)
        where = f"{name}, article {docid}"
        text = article.findtext("text")
        if text is None:
            raise InputError(f"{where}: it has no text")
        document = Document(
            text,
            id=docid,
            title=" ".join(_text(article, "title").split()) or None,
            date=to_day(_text(article, "dltime")),
            source=_text(article, "domain") or None,
        )
        mentions = [_to_mention(toponym, text, where) for toponym in article.iterfind("toponyms/toponym")]
        yield Annotated(document, tuple(sorted(mentions, key=lambda m: (m.start, m.end))))


def _to_mention(toponym: ET.Element, text: str, where: str) -> Mention:
    start, end = (_number(_text(toponym, key)) for key in ("start", "end"))
    # The words are not compared: in LGL itself some spans are off by a sign.
    start, end = check_span(text, start, end, None, where)
    tag = toponym.find("gaztag")
    if tag is None:
        return Mention(start, end, name=text[start:end])
    lon, lat = to_degrees(_text(tag, "lon"), 180), to_degrees(_text(tag, "lat"), 90)
    fclass, fcode = _text(tag, "fclass"), _text(tag, "fcode")
    return Mention(
        start,
        end,
        lon=lon if lat is not None else None,
        lat=lat if lon is not None else None,
        geonameid=_number(tag.get("geonameid", "")) or None,
        name=text[start:end],
        feature=f"{fclass}.{fcode}" if fclass and fcode else "",
    )


def _text(element: ET.Element, key: str) -> str:
    return (element.findtext(key) or "").strip()


def _number(words: str) -> int | None:
    words = words.strip()
    return int(words) if words.isascii() and words.isdigit() and len(words) < 16 else None
