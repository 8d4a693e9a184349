"""Turn a text into an interactive map: place names found, resolved offline and drawn in one HTML file.

The verbs: ``read`` a file, ``geoparse`` a text, ``resolve`` spans of it, ``map_text`` to a map, ``apply`` what a person
says. The nouns are dataclasses, see ``geomap.model``. Nothing heavy is imported before it is used.

Examples
--------
>>> import geomap
>>> parse = geomap.geoparse("Talks on Homs were held in Paris.")
>>> [r.place.name for r in parse]
['Homs', 'Paris']
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from geomap.errors import GeomapError
from geomap.evidence import Evidence
from geomap.model import Candidate, Document, Geoparse, Modifier, Name, Place, Resolution, Status, Toponym

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Mapping
    from pathlib import Path
    from typing import Any, TypeAlias, TypeVar, Unpack

    from geomap.edits import Corrections
    from geomap.gazetteer.gazetteer import Gazetteer
    from geomap.geoparser import Geoparser
    from geomap.maps import NewsMap
    from geomap.options import GeoparseOptions, MapOptions, ResolveOptions
    from geomap.reading.offsets import Offsets
    from geomap.recognition.given import GivenSpan

    Mappable: TypeAlias = str | Document | Geoparse
    Made = TypeVar("Made", Geoparse, NewsMap)

__version__ = "0.1.0"

__all__ = [
    "Candidate",
    "Document",
    "Evidence",
    "Gazetteer",
    "GeomapError",
    "Geoparse",
    "Geoparser",
    "Modifier",
    "Name",
    "NewsMap",
    "Place",
    "Resolution",
    "Status",
    "Toponym",
    "apply",
    "geoparse",
    "map_text",
    "read",
    "resolve",
]

_LAZY = {"Gazetteer": "geomap.gazetteer.gazetteer", "Geoparser": "geomap.geoparser", "NewsMap": "geomap.maps"}


def __getattr__(name: str) -> Any:
    if name in _LAZY:
        from importlib import import_module

        return getattr(import_module(_LAZY[name]), name)
    raise AttributeError(f"module 'geomap' has no attribute {name!r}")


def read(path: str | os.PathLike[str], *, encoding: str | None = None, offsets: Offsets = "characters") -> Document:
    """Read one text from a file, or from standard input where ``path`` is ``-``.

    Header lines at the top (``Title: …``, ``Date: 2025-10-14``) become the document's title and date.

    Parameters
    ----------
    path
        The file: plain text, Markdown, HTML, PDF, DOCX, EML …; its suffix or its content says which.
    encoding
        Encoding of a text file; detected without it.
    offsets
        ``"bytes"``: the tables of what is found in the text also say at which bytes of the file each mention stands
        (``byte_start``, ``byte_end``). Only a plain text has them; of other formats they are null.

    Raises
    ------
    geomap.errors.InputError
        The file is missing, empty, too large, no text, or not in that encoding.
    """
    from geomap.reading import read as read_file

    return read_file(path, encoding=encoding, offsets=offsets)


def geoparse(text: str | Document, /, **options: Unpack[GeoparseOptions]) -> Geoparse:
    """Find the place names of a text and decide which place each one means.

    Parameters
    ----------
    text
        The text, or a document with what is known about it.
    **options
        As for ``geomap.assembly.assemble_geoparser``: ``gazetteer``, ``places``, ``user_places``, ``recognizer``,
        ``resolver``, ``corrections``, ``online``, ``text_language``.

    Raises
    ------
    TypeError
        An option does not exist: the message names the one that was meant.

    Warns
    -----
    geomap.errors.LanguageWarning
        The text is in a language that geomap does not read yet.
    """
    from geomap.assembly import geoparser_of, warn_of_language

    parse = geoparser_of(options).geoparse(text)
    warn_of_language(parse)
    return parse


def resolve(text: str | Document, /, spans: Iterable[GivenSpan], **options: Unpack[ResolveOptions]) -> Geoparse:
    """Decide which places the spans of a text mean that somebody else has found: spaCy, an annotator, a colleague.

    Parameters
    ----------
    text
        The text, or a document with what is known about it.
    spans
        Half-open, in characters: ``(start, end)``, dictionaries with ``start`` and ``end``, spaCy's spans
        (``doc.ents``), ``Toponym``, matches of a regular expression. None is added, and none is left out: of spaCy's
        entities give those that are places.
    **options
        Those of ``geoparse``, but for ``recognizer``.

    Raises
    ------
    geomap.errors.InputError
        A span lies outside the text, is empty or overlaps another, or other words stand there than it says.
    TypeError
        Something is no span, or an option does not exist.

    Warns
    -----
    geomap.errors.LanguageWarning
        The text is in a language that geomap does not read yet.

    Examples
    --------
    >>> import geomap
    >>> [r.place.id for r in geomap.resolve("Talks in Paris, Texas.", [(9, 14), {"start": 16, "end": 21}])]
    ['geonames:4717560', 'geonames:4736286']
    """
    from geomap.assembly import geoparser_of, warn_of_language

    parse = geoparser_of(options, without=("recognizer",)).resolve(text, spans)
    warn_of_language(parse)
    return parse


def map_text(
    text: Mappable | Iterable[Mappable],
    /,
    *more: Mappable,
    title: str | None = None,
    **options: Unpack[MapOptions],
) -> NewsMap:
    """Turn a text, or several, into a map.

    Parameters
    ----------
    text
        The text, or a document with what is known about it, or what ``geoparse`` and ``resolve`` gave; or several of
        these, in a list.
    *more
        More of them, for the same map.
    title
        The map's title; the (first) document's own title without one.
    **options
        Those of ``geoparse`` and those of ``geomap.maps.ViewOptions``.

    Raises
    ------
    TypeError
        An option does not exist: the message names the one that was meant.

    Examples
    --------
    >>> import geomap
    >>> geomap.map_text("Aid reached Homs and Hama.").save("aid.html")  # doctest: +SKIP
    >>> geomap.map_text([geomap.read("monday.txt"), geomap.read("tuesday.txt")])  # doctest: +SKIP
    """
    from geomap.assembly import map_documents

    if isinstance(text, (str, bytes, Document, Geoparse)) or not hasattr(text, "__iter__"):
        return map_documents([cast("Mappable", text), *more], title=title, **options)
    return map_documents([*text, *more], title=title, **options)


def apply(made: Made, corrections: Corrections | Mapping[str, Any] | str | Path, /) -> Made:
    """Apply what a person says to what was made of a text: places, drawings, words on the map, its first view.

    What nobody has said anything about stays as it was; ``geoparse`` and ``map_text`` with ``corrections`` look at the
    whole text again.

    Parameters
    ----------
    made
        A geoparsed document, or a map that ``map_text`` made; it is not changed.
    corrections
        A file, plain data of its form (``docs/corrections.md``), or ``geomap.edits.Corrections``.

    Raises
    ------
    geomap.errors.InputError
        They cannot be used, or the map was made from a view alone.

    Examples
    --------
    >>> import geomap
    >>> parse = geomap.geoparse("Talks were held in Paris.")
    >>> [r.place.id for r in geomap.apply(parse, {"Paris": "geonames:4717560"})]
    ['geonames:4717560']
    """
    from geomap.edits.apply import apply_corrections

    return apply_corrections(made, corrections)
