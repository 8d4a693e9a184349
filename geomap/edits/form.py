"""What a person says about a text and its map, as frozen plain data: one form for file, page, command and Python.

Positions are ``(lon, lat)`` in degrees (EPSG:4326); spans count characters of the text. ``docs/corrections.md`` tells
users of the form, ``corrections.schema.json`` beside this module describes its file.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from geomap.gazetteer.names import fold

if TYPE_CHECKING:
    from pathlib import Path

    from geomap.model import Document, Toponym

FORMAT = "geomap-corrections"
"""What a file of this form calls itself."""

VERSION = 2

LonLat = tuple[float, float]

AnnotationKind = Literal["callout", "area", "polygon", "line", "arrow"]

Side = Literal["above", "above-right", "right", "below-right", "below", "below-left", "left", "above-left"]

MentionKey = tuple[str | None, int, int]
"""Id, file name or title of the document, None for any; start; end."""

_ByDocument = Mapping[str | None, Sequence[tuple[int, int, "Correction"]]]


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person says of a name or of one mention; what is not said is left as it is.

    Attributes
    ----------
    place_id
        The place that is meant.
    words
        Of a mention: the words that must stand there, ``""`` for any.
    no_place
        Whether no place is meant.
    point
        Where it lies: by itself a place of its own, with ``place_id`` where that place's pin stands.
    name
        What tables call a place that is only a point; the words of the text without it.
    label, kind
        Its name on the map, and what it is, in words.
    symbol, colour
        Its drawing, a symbol of the style, and ``#rrggbb`` or the name of a colour of the style.
    group
        Title of the layer that it stands in with others of that title.
    hidden
        Whether the map leaves it out.
    decided_by
        Who says so; ``""`` for who says all the rest.
    """

    place_id: str | None = None
    words: str = ""
    no_place: bool = False
    point: LonLat | None = None
    name: str = ""
    label: str = ""
    kind: str = ""
    symbol: str = ""
    colour: str = ""
    group: str = ""
    hidden: bool = False
    decided_by: str = ""

    @property
    def decides(self) -> bool:
        """Whether it says which place is meant, or that none is."""
        return self.no_place or self.place_id is not None or self.point is not None

    def over(self, other: Correction) -> Correction:
        """Return what holds where ``other`` is said too: of a name, where this is said of its mention.

        Who says that another place is meant has not said that it is called, or drawn, like the first.
        """
        if self.decides:
            return self
        plain = Correction()
        said = {one.name: getattr(self, one.name) for one in fields(self)}
        if other.decides:
            # Who has named the place has decided, not who has said how it is drawn.
            said["decided_by"] = ""
        return replace(other, **{key: value for key, value in said.items() if value != getattr(plain, key)})


@dataclass(frozen=True, slots=True)
class Annotation:
    """Something that is written or drawn on the map.

    Attributes
    ----------
    kind
        A callout's words with a leader, a highlighted area, an outlined polygon, a line, or an arrow.
    points
        Of a callout what it points at, of a line or arrow its course, of an area or polygon its corners; empty for an
        area that is a place's.
    place_id
        The place whose outline an area has.
    text
        Words on the map.
    text_at
        Where the words of a callout stand; None for ``side``.
    side
        Where they stand from the point.
    symbol, colour
        Whose filling and line it has, of the style; ``#rrggbb`` or the name of a colour of the style.
    decided_by
        Who has drawn it; ``""`` for who says all the rest.
    """

    kind: AnnotationKind
    points: tuple[LonLat, ...] = ()
    text: str = ""
    text_at: LonLat | None = None
    side: Side = "above-right"
    symbol: str = ""
    colour: str = ""
    place_id: str | None = None
    decided_by: str = ""


@dataclass(frozen=True, slots=True)
class ChosenFrame:
    """A first view that a person chose.

    Attributes
    ----------
    bounds
        West, south, east, north; None where ``centre`` and ``zoom`` tell it. West is more than east where the view
        crosses the antimeridian.
    centre, zoom
        The middle, and the zoom of web maps.
    """

    bounds: tuple[float, float, float, float] | None = None
    centre: LonLat | None = None
    zoom: float = 0.0


@dataclass(frozen=True, slots=True)
class Corrections:
    """All that a person says.

    Attributes
    ----------
    names
        What is said of names, wherever they stand; large and small letters are the same. A place id, or None for no
        place, stands for a ``Correction``.
    mentions
        What is said of mentions.
    added
        The same of mentions that geomap has not marked, or has cut otherwise.
    annotations
        What is written and drawn on the map, the lowest first.
    headline, caption, credit, source_line
        What stands around a map.
    frame
        The first view.
    ratio, theme, style
        Size of a picture or of a published page, its colours, and what differs from geomap's style.
    layers
        Keys of the layers that are on at the start; None for those that geomap shows.
    tour
        Place ids in the order of a tour.
    decided_by
        Who says so.
    """

    names: Mapping[str, Correction] = field(default_factory=dict)
    mentions: Mapping[MentionKey, Correction] = field(default_factory=dict)
    added: Mapping[MentionKey, Correction] = field(default_factory=dict)
    annotations: tuple[Annotation, ...] = ()
    headline: str = ""
    caption: str = ""
    credit: str = ""
    source_line: str = ""
    frame: ChosenFrame | None = None
    ratio: str = ""
    theme: Literal["", "light", "dark", "print"] = ""
    style: Mapping[str, Any] = field(default_factory=dict)
    layers: tuple[str, ...] | None = None
    tour: tuple[str, ...] = ()
    decided_by: str = ""
    folded: Mapping[str, Correction] = field(init=False, repr=False, compare=False)
    _mentions: _ByDocument = field(init=False, repr=False, compare=False)
    _added: _ByDocument = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        names = {name: _as_correction(said) for name, said in self.names.items()}
        object.__setattr__(self, "names", names)
        object.__setattr__(self, "folded", {fold(name): said for name, said in names.items()})
        # Of many documents each finds its own at once.
        object.__setattr__(self, "_mentions", _by_document(self.mentions))
        object.__setattr__(self, "_added", _by_document(self.added))

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Corrections:
        """Take corrections from plain data, see ``geomap.edits.read.from_dict``."""
        from geomap.edits.read import from_dict

        return from_dict(data)

    @classmethod
    def read(cls, path: Path) -> Corrections:
        """Read a file of corrections, see ``geomap.edits.read.read_corrections``."""
        from geomap.edits.read import read_corrections

        return read_corrections(path)

    def to_json(self) -> str:
        """Return the text of a file of this form: the same for the same corrections."""
        from geomap.edits.write import to_json

        return to_json(self)

    def over(self, other: Corrections) -> Corrections:
        """Return both in one: what is said here wins over what is said there.

        Parameters
        ----------
        other
            What was said before.
        """
        ours, theirs = self.folded.keys(), other.names.items()
        mine: dict[str, Any] = {
            "names": {**{name: said for name, said in theirs if fold(name) not in ours}, **self.names},
            "mentions": {**other.mentions, **self.mentions},
            "added": {**other.added, **self.added},
            "style": {**other.style, **self.style},
        }
        plain = Corrections()
        rest = [one.name for one in fields(self) if one.init and one.name not in mine]
        said = {key: getattr(self, key) for key in rest if getattr(self, key) != getattr(plain, key)}
        return replace(other, **mine, **said)

    @property
    def groups(self) -> tuple[str, ...]:
        """The titles of all groups of places, in the order in which their layers are numbered."""
        tables = (self.names, self.mentions, self.added)
        titles = {squeezed(one.group) for table in tables for one in table.values()} - {""}
        return tuple(sorted(titles, key=in_units))

    def for_document(self, document: Document) -> DocumentCorrections:
        """Return the corrections that hold in one document."""
        return DocumentCorrections(self.folded, self.of_mentions(document), self.of_added(document))

    def of_mentions(self, document: Document) -> dict[tuple[int, int], Correction]:
        """Return what is said of the mentions of a document, by span; spans with other words are left out."""
        return _in_document(self._mentions, document, exact=False)

    def of_added(self, document: Document) -> dict[tuple[int, int], Correction]:
        """Return the added mentions of a document, by span; those of other words, and within others, are left out."""
        found = _in_document(self._added, document, exact=True)
        disjoint: dict[tuple[int, int], Correction] = {}
        end = 0
        for span, said in sorted(found.items(), key=lambda item: (item[0][0], -item[0][1])):
            if span[0] >= end:
                disjoint[span] = said
                end = span[1]
        return disjoint


class DocumentCorrections(NamedTuple):
    """The corrections that hold in one document.

    Attributes
    ----------
    names
        By folded name.
    mentions, added
        What is said of mentions, by span.
    """

    names: Mapping[str, Correction]
    mentions: Mapping[tuple[int, int], Correction]
    added: Mapping[tuple[int, int], Correction]

    def of(self, toponym: Toponym) -> Correction | None:
        """Return what is said of a mention, over what is said of its name; None where nothing is."""
        span = toponym.start, toponym.end
        found = [said for said in (self.mentions.get(span), self.added.get(span)) if said is not None]
        found += [self.names[key] for key in map(fold, (toponym.text, toponym.name)) if key in self.names][:1]
        if not found:
            return None
        made = found[0]
        for said in found[1:]:
            made = made.over(said)
        return made

    def is_no_place(self, toponym: Toponym) -> bool:
        """Tell whether somebody says that a mention, or its name, is no place."""
        said = self.of(toponym)
        return said is not None and said.no_place


def squeezed(words: str) -> str:
    """Return words on one line, as a map writes them."""
    return " ".join(words.split())


def in_units(text: str) -> bytes:
    """Return what puts texts in the order in which a script of the page puts them: that of their UTF-16 units."""
    return text.encode("utf-16-be", "surrogatepass")


def _as_correction(said: Correction | str | None) -> Correction:
    if isinstance(said, Correction):
        return said
    return Correction(no_place=True) if said is None else Correction(said)


def _by_document(said: Mapping[MentionKey, Correction]) -> _ByDocument:
    made: dict[str | None, list[tuple[int, int, Correction]]] = {}
    for (document, start, end), one in said.items():
        made.setdefault(document, []).append((start, end, one))
    return made


def _in_document(said: _ByDocument, document: Document, *, exact: bool) -> dict[tuple[int, int], Correction]:
    """Return what is said of a document's mentions; what is said of that document over what is said of any."""
    text = document.text
    return {
        (start, end): one
        for key in dict.fromkeys((None, document.title, document.source, document.id))
        for start, end, one in said.get(key, ())
        if 0 <= start < end <= len(text) and _same(one, text[start:end], exact=exact)
    }


def _same(said: Correction, words: str, *, exact: bool) -> bool:
    if exact:
        return said.words == words
    # The page shows a mention with its modifier: "southern Syria" is said of "Syria".
    return not said.words or words in said.words or said.words in words
