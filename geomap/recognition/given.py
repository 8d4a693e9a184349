"""Spans that somebody else has found - spaCy, an annotator, a colleague's model - as toponyms."""

from __future__ import annotations

import operator
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any, TypeAlias

from geomap.errors import InputError
from geomap.language import language_of
from geomap.model import Toponym
from geomap.recognition.spans import describe

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geomap.gazetteer.gazetteer import Gazetteer
    from geomap.model import Document

GivenSpan: TypeAlias = "tuple[int, int] | Mapping[str, Any] | Toponym | Any"
"""``(start, end)``, a dictionary with these keys, a ``Toponym``, a spaCy ``Span`` or what has its offsets, a match."""

_KEYS = (("start_char", "end_char"), ("start", "end"))
"""spaCy's own come first: the ``start`` of its spans counts tokens."""


def to_toponyms(document: Document, spans: Iterable[GivenSpan], gazetteer: Gazetteer) -> tuple[Toponym, ...]:
    """Return spans as the toponyms of a document, in the order of the text.

    Parameters
    ----------
    document
        The document, with its language.
    spans
        The spans, half-open, in characters; one that is given twice counts once.
    gazetteer
        Tells which name is that of a people ("Syrian").

    Raises
    ------
    InputError
        A span lies outside the text, is empty or overlaps another, or other words stand there than it says.
    TypeError
        Something is no span.
    """
    found: dict[tuple[int, int], Toponym] = {}
    for given in spans:
        toponym = _to_toponym(document, given, gazetteer)
        found.setdefault((toponym.start, toponym.end), toponym)
    toponyms = tuple(found[span] for span in sorted(found))
    for before, after in pairwise(toponyms):
        if after.start < before.end:
            raise InputError(
                f"the spans {before.start}-{before.end} ({before.text!r}) and {after.start}-{after.end} "
                f"({after.text!r}) overlap: give one of them"
            )
    return toponyms


def in_context(given: Sequence[Toponym], found: Iterable[Toponym]) -> tuple[Toponym, ...]:
    """Return toponyms with what a recogniser has found beside them, in the order of the text.

    Parameters
    ----------
    given
        The toponyms. One that the recogniser has found too stays as it was given, with what the recogniser knows of it.
    found
        The recogniser's; what overlaps a given one is left out.
    """
    known = {(one.start, one.end): one for one in found}
    mine = [one if one.evidence is not None else known.get((one.start, one.end), one) for one in given]
    ends = [one.end for one in given]
    beside = [
        one
        for one in known.values()
        if (at := bisect_right(ends, one.start)) == len(given) or given[at].start >= one.end
    ]
    return tuple(sorted([*mine, *beside], key=lambda one: one.start))


def _to_toponym(document: Document, given: GivenSpan, gazetteer: Gazetteer) -> Toponym:
    text = document.text
    start, end, words = _offsets(given)
    if not 0 <= start < end <= len(text):
        raise InputError(f"the span {start}-{end} is empty or outside the text, which has {len(text):,} characters")
    if words is not None and words != text[start:end]:
        raise InputError(
            f"at {start}-{end} stands {text[start:end]!r}, not {words!r}: offsets count characters of the text as read"
        )
    if isinstance(given, Toponym):
        return given
    described = describe(text, start, end, language_of(document))
    bearers = gazetteer.lookup(described.name, limit=1) if described.kind == "literal" and not described.head else ()
    kind = "demonym" if bearers and bearers[0].match == "demonym" else described.kind
    # A language may count the noun before a name to the mention; whoever gives a span has decided that.
    return replace(described, start=start, end=end, text=text[start:end], kind=kind)


def _offsets(given: GivenSpan) -> tuple[int, int, str | None]:
    """Return begin and end of a span, and the words that it says stand there, if it does."""
    if isinstance(given, Mapping):
        for keys in _KEYS:
            if all(key in given for key in keys):
                words = given.get("text")
                return *_whole(given, given[keys[0]], given[keys[1]]), words if isinstance(words, str) else None
        raise TypeError(f"a span has the keys start and end, and this one {', '.join(map(str, given)) or 'none'}")
    if isinstance(given, (tuple, list)) and len(given) >= 2:
        return *_whole(given, given[0], given[1]), None
    for first, last in _KEYS:
        if hasattr(given, first) and hasattr(given, last):
            start, end = getattr(given, first), getattr(given, last)
            if callable(start):  # of a match of a regular expression
                start, end = start(), end()
            words = getattr(given, "text", None)
            return *_whole(given, start, end), words if isinstance(words, str) else None
    raise TypeError(f"a span is (start, end), a dictionary or a spaCy Span, not {type(given).__name__}")


def _whole(given: object, start: object, end: object) -> tuple[int, int]:
    try:
        # Those of numpy are whole numbers too.
        return operator.index(start), operator.index(end)  # type: ignore[arg-type]
    except TypeError as error:
        raise TypeError(f"a span begins and ends at whole numbers, not {given!r:.80}") from error
