"""TEI P5: texts in which ``placeName`` and its like mark places, with ``ref`` to say which."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from geomap.errors import InputError
from geomap.model import Document
from geomap.reading.annotated.spans import Annotated, Mention, to_link
from geomap.reading.annotated.xml import local_name
from geomap.reading.extract import to_day

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree import ElementTree as ET

TEI: Final = "{http://www.tei-c.org/ns/1.0}"
_XML: Final = "{http://www.w3.org/XML/1998/namespace}"

_PLACES: Final = frozenset({"placeName", "geogName", "settlement", "district", "region", "country", "bloc"})
_TYPED: Final = frozenset({"name", "rs"})
"""Which mark a place if their type says so."""

_BLOCKS: Final = frozenset(
    {
        "front", "body", "back", "div", "p", "ab", "head", "l", "lg", "list", "item", "label", "table", "row", "cell",
        "opener", "closer", "salute", "signed", "dateline", "quote", "sp", "speaker", "stage", "figure", "titlePage",
    }
)  # fmt: skip
_BREAKS: Final = frozenset({"lb", "pb", "cb", "milestone"})
_UNREAD: Final = frozenset({"note", "fw", "del", "surplus", "teiHeader"})
"""What stands beside the text, or was struck from it."""

_CHOSEN: Final = ("corr", "reg", "expan")
"""Of what an editor gives beside each other: what is to be read."""

_SPACES = re.compile(r"[ \t\r\n]+")


def read_tei(root: ET.Element, name: str) -> Iterator[Annotated]:
    """Yield the texts of a ``TEI`` or ``teiCorpus`` document with the places that are marked in them.

    Where the file says ``xml:space="preserve"``, the text is taken as it stands; elsewhere spaces are one, and
    paragraphs, headings and lines of verse are parted by an empty line, as other readers of TEI have it. Of marks
    inside each other the outer one counts. Notes, page headers and deletions are left out.

    Parameters
    ----------
    root
        The root element.
    name
        What to call the file in an error.

    Raises
    ------
    InputError
        There is no text in it.
    """
    documents = [root] if root.tag == f"{TEI}TEI" else list(root.iter(f"{TEI}TEI"))
    read_any = False
    for number, tei in enumerate(documents, 1):
        text = tei.find(f"{TEI}text")
        if text is None:
            continue
        writer = _PlainText(_places_of(tei))
        writer.read(text, _is_preserved(text))
        words, mentions = writer.finish()
        if not words.strip():
            continue
        read_any = True
        facts = _facts_of(tei, text, f"{name}#{number}" if len(documents) > 1 else name)
        yield Annotated(Document(words, **facts), mentions)
    if not read_any:
        raise InputError(f"{name} holds no text: a TEI document has one in <text><body>")


def _is_preserved(text: ET.Element) -> bool:
    return any(one.get(f"{_XML}space") == "preserve" for one in (text, *text.iterfind(f"{TEI}body")))


def _facts_of(tei: ET.Element, text: ET.Element, name: str) -> dict[str, Any]:
    def said(path: str) -> str:
        return _SPACES.sub(" ", "".join(found.itertext())).strip() if (found := tei.find(path)) is not None else ""

    header = f"{TEI}teiHeader/{TEI}fileDesc"
    bibl = f"{header}/{TEI}sourceDesc/{TEI}bibl"
    date = tei.find(f"{bibl}/{TEI}date")
    when = "" if date is None else date.get("when") or "".join(date.itertext())
    return {
        "id": said(f"{bibl}/{TEI}idno") or tei.get(f"{_XML}id") or name,
        "title": said(f"{header}/{TEI}titleStmt/{TEI}title") or None,
        "date": to_day(when),
        "source": said(f"{bibl}/{TEI}publisher") or name,
        "language": (text.get(f"{_XML}lang") or tei.get(f"{_XML}lang") or "")[:35],
    }


def _places_of(tei: ET.Element) -> dict[str, tuple[str, ...]]:
    """Return what the file's own list of places says of each: addresses and positions, by its id and its addresses."""
    places: dict[str, tuple[str, ...]] = {}
    for place in tei.iter(f"{TEI}place"):
        addresses = ["".join(idno.itertext()).strip() for idno in place.iterfind(f".//{TEI}idno")]
        positions = ["".join(geo.itertext()).strip() for geo in place.iterfind(f".//{TEI}geo")]
        said = (*addresses, *positions)
        own = place.get(f"{_XML}id")
        for key in (*([f"#{own}"] if own else []), *addresses):
            places.setdefault(key, said)
    return places


class _PlainText:
    """Writes the text down, and where in it the marks stand."""

    def __init__(self, places: dict[str, tuple[str, ...]]) -> None:
        self._places = places
        self._pieces: list[str] = []
        self._length = 0
        self._mentions: list[Mention] = []
        self._gap = ""
        self._preserved = False

    def read(self, element: ET.Element, preserved: bool) -> None:
        """Write down a text."""
        self._preserved = preserved
        self._element(element, inside=False)

    def finish(self) -> tuple[str, tuple[Mention, ...]]:
        """Return what was written, and the marks."""
        return "".join(self._pieces), tuple(self._mentions)

    def _element(self, element: ET.Element, *, inside: bool) -> None:
        kind = local_name(element)
        if kind in _UNREAD:
            return
        if kind in _BREAKS:
            self._break(" " if element.get("break") != "no" else "")
            return
        is_block = kind in _BLOCKS
        if is_block:
            self._break("\n\n")
        is_mark = not inside and _is_place(element, kind)
        pieces = len(self._pieces)
        self._say(element.text)
        children = _chosen(element) if kind == "choice" else list(element)
        for child in children:
            self._element(child, inside=inside or is_mark)
            self._say(child.tail)
        if is_mark:
            self._mark(element, "".join(self._pieces[pieces:]))
        if is_block:
            self._break("\n\n")

    def _say(self, words: str | None) -> None:
        if not words:
            return
        if self._preserved:
            self._write(words)
            return
        words = _SPACES.sub(" ", words)
        if words.startswith(" "):
            self._break(" ")
            words = words[1:]
        if words.rstrip(" "):
            self._write((self._gap if self._length else "") + words.rstrip(" "))
            self._gap = ""
            if words.endswith(" "):
                self._break(" ")

    def _break(self, gap: str) -> None:
        if not self._preserved and len(gap) > len(self._gap):
            self._gap = gap

    def _write(self, words: str) -> None:
        self._pieces.append(words)
        self._length += len(words)

    def _mark(self, element: ET.Element, words: str) -> None:
        # A gap before the first word is not of the mark.
        name = words.strip()
        if not name:
            return
        start = self._length - len(words.lstrip())
        link = to_link(self._references(element))
        self._mentions.append(
            Mention(start, start + len(name), name=name, type=element.get("type") or "", **link.known())
        )

    def _references(self, element: ET.Element) -> Iterator[str]:
        for reference in (element.get("ref") or "").split():
            yield reference
            yield from self._places.get(reference, ())


def _is_place(element: ET.Element, kind: str) -> bool:
    return kind in _PLACES or (kind in _TYPED and element.get("type") in {"place", "placeName"})


def _chosen(choice: ET.Element) -> list[ET.Element]:
    children = list(choice)
    return next(([child] for kind in _CHOSEN for child in children if local_name(child) == kind), children[:1])
