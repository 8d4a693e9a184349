"""From accepted spans to toponyms: the steps that every recogniser shares.

A name grows over its head noun ("Sweida province", "Hmeimim air base"), learns the place that the text puts it into
("Paris, Texas"), keeps its modifier beside it ("southern Syria"), and is told apart from a part of an organisation's
name ("Fargo Police"). Coordinates and descriptive phrases ("the buffer zone") join at the end.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from itertools import pairwise, zip_longest
from typing import TYPE_CHECKING

from geomap.gazetteer.names import fold
from geomap.model import Toponym
from geomap.recognition import tokens
from geomap.recognition.coordinates import find_positions
from geomap.recognition.heads import (
    GROWING,
    HEAD_AFTER,
    JOINERS,
    PLURALS,
    SITE_AFTER,
    head_before,
    may_be_head,
    may_begin_site,
)
from geomap.recognition.matches import TIER_ADMIN1
from geomap.recognition.modifiers import find_modifier
from geomap.recognition.overlap import disjoint
from geomap.recognition.phrases import Phrases
from geomap.recognition.vocabulary import (
    DISTRICT_HEADS,
    HEADS_BEFORE,
    NATURE_HEADS,
    ORGANISATION_OF,
    ORGANISATION_WORDS,
    SITE_HEADS,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from geomap.gazetteer.gazetteer import Gazetteer
    from geomap.model import Kind
    from geomap.recognition.matches import Match, Matcher


@dataclass(slots=True)
class Span:
    """A stretch of text on its way to a toponym.

    Attributes
    ----------
    start, end
        Half-open span in characters.
    kind
        How it names its place.
    score
        Probability of being a toponym.
    match
        The gazetteer name that lies under it, if there is one.
    name, head, container
        As in ``Toponym``; ``name`` is None while it equals the text.
    settled
        Whether its finder has weighed the capitalised words beside it: only a head noun in lower case is then taken in.
    """

    start: int
    end: int
    kind: Kind
    score: float
    match: Match | None = None
    name: str | None = None
    head: str = ""
    container: str = ""
    settled: bool = False


_WHOLE = frozenset({"coordinates", "zone", "demonym"})
"""Kinds of toponyms of which nobody names a part."""
_COMMA = re.compile(r",[ \u00a0\n]{1,2}$")
_LISTED = re.compile(r",?[ \u00a0\n](?:(?:and|or|&)[ \u00a0\n])?")
_LISTED_BEFORE = re.compile(r"(?:,|and|or|&)[ \u00a0\n]$")


class Steps:
    """The shared steps, with what they need of the gazetteer."""

    def __init__(self, gazetteer: Gazetteer, matcher: Matcher) -> None:
        self._gazetteer = gazetteer
        self._matcher = matcher
        self._phrases = Phrases.of(gazetteer)

    def finish(self, text: str, found: list[Span]) -> tuple[Toponym, ...]:
        """Turn accepted spans into toponyms, sorted and disjoint."""
        named = {hit.match.hit.name_id for hit in found if hit.match is not None}
        found += (Span(position.start, position.end, "coordinates", 1.0) for position in find_positions(text))
        found += (Span(start, end, "zone", 1.0) for start, end in self._phrases.find(text, named))
        found = _without_compounds(text, found)
        chosen = disjoint(found, lambda span: span.score)
        del found
        for span, following in zip_longest(chosen, chosen[1:]):
            grow(text, span, following.start if following else len(text), self._names_site)
        if any(noun in text for noun in PLURALS):
            share_head(text, chosen)
        mark_containers(text, chosen)
        mark_organisations(chosen)
        # Each span goes when its toponym stands: both of a long text at once would take twice the memory.
        chosen.reverse()
        return without_parts(to_toponym(text, chosen.pop()) for _ in range(len(chosen)))

    def _names_site(self, span: Span, name: str, head: str) -> bool:
        """Whether name and head noun name a site together ("Hmeimim air base"; "Quito airport" is one in a town)."""
        if span.match is None or self._gazetteer.name_id(fold(f"{name} {head}")) >= 0:
            return True
        feature = self._gazetteer.columns.feature
        bearers = self._gazetteer.bearers(span.match.hit.name_id)
        return bool(bearers) and self._gazetteer.features[feature[bearers[0][0]]][0] not in ("P", "A")


def _without_compounds(text: str, found: list[Span]) -> list[Span]:
    """Leave out the demonyms that end a compound."""
    if not any(span.kind == "demonym" for span in found):
        return found
    ends = {span.end for span in found}
    return [span for span in found if not in_compound(text, span, ends)]


def in_compound(text: str, span: Span, ends: set[int]) -> bool:
    """Whether a demonym is the end of a compound that names no place: the "Israeli" of "Arab-Israeli"."""
    if span.kind != "demonym" or span.match is None or text[max(0, span.start - 1) : span.start] not in ("-", "–"):
        return False
    first = span.match.hit.first
    before = span.match.run.tokens[first - 1] if first else None
    return before is not None and before.capitalised and span.start - 1 not in ends


def grow(text: str, span: Span, limit: int, names_site: Callable[[Span, str, str], bool]) -> None:
    """Take the head noun into the span, or note it where it stands before the name or belongs to no name.

    Parameters
    ----------
    text, span
        The whole text, and the span to grow.
    limit
        Where the next span begins.
    names_site
        Whether a span's name and a site's head noun belong together.
    """
    if span.kind in ("coordinates", "zone", "demonym") or span.head:
        return
    name = text[span.start : span.end]
    following = tokens.word_after(text, span.end)
    m = SITE_AFTER.match(text, span.end, min(limit, span.end + 40)) if may_begin_site(following) else None
    if m is not None and not (span.settled and m["head"][0].isupper()):
        span.head = m["head"].lower()
        if m["head"][0].isupper() or names_site(span, name, span.head):
            span.name, span.kind, span.end = name, "facility", m.end()
        return
    m = HEAD_AFTER.match(text, span.end, min(limit, span.end + 40)) if may_be_head(following) else None
    if m is not None:
        head = m["head"]
        span.head = head.lower()
        if span.head in PLURALS:  # "Clark and Warren counties"
            span.head = ""
        elif span.head in GROWING and not (span.settled and head[0].isupper()):
            span.name, span.end = name, m.end()
        return
    span.head = _head_before(text, span)
    if not span.head and " " in name:
        last = name.rpartition(" ")[2].lower()
        if last in GROWING:
            span.head = last


def share_head(text: str, chosen: list[Span]) -> None:
    """Give the head noun of a list to all its names: "Douglas, Sarpy and Lancaster counties"."""
    head = ""
    following: Span | None = None
    for span in reversed(chosen):
        joined = following is not None and _LISTED.fullmatch(text, span.end, following.start) is not None
        head = head if joined else _plural_after(text, span)
        if head and not span.head and span.kind == "literal":
            # "Four Kentucky counties" are in Kentucky.
            if not joined and _owns(span) and not _LISTED_BEFORE.search(text, max(0, span.start - 6), span.start):
                head = ""
            span.head = head
        following = span


def _plural_after(text: str, span: Span) -> str:
    """The singular of the head noun in the plural behind a span, ``""`` if there is none."""
    return PLURALS.get(tokens.word_after(text, span.end), "") if text[span.end : span.end + 1] in " \u00a0\n" else ""


def _owns(span: Span) -> bool:
    """Whether a span names a country or province before all."""
    return span.match is not None and span.match.hit.tier <= TIER_ADMIN1


def _head_before(text: str, span: Span) -> str:
    """The head noun before a span, lower case, or ``""``."""
    word = span.match.before if span.match is not None and span.match.start == span.start else None
    if word is None:
        word = tokens.word_before(text, span.start)
    return head_before(text, span.start) if word in JOINERS or word in HEADS_BEFORE else ""


def mark_containers(text: str, chosen: list[Span]) -> None:
    """Note for a name the place that follows it after a comma: "Paris, Texas"."""
    for inner, outer in pairwise(chosen):
        if outer.start - inner.end <= 3 and _COMMA.fullmatch(text[inner.end : outer.start]) and outer.kind == "literal":
            inner.container = sys.intern(text[outer.start : outer.end])


def mark_organisations(chosen: list[Span]) -> None:
    """Tell names inside an organisation's name apart: a word of organisations follows, or "University of" precedes."""
    for span in chosen:
        if span.kind != "literal" or span.match is None or span.match.shouted:
            continue
        hit, words = span.match.hit, span.match.run.tokens
        after = words[hit.end] if hit.end < len(words) else None
        followed = after is not None and after.capitalised and after.folded in ORGANISATION_WORDS
        of = hit.first > 1 and words[hit.first - 1].folded == "of" and words[hit.first - 2].folded in ORGANISATION_OF
        if (followed or of) and not span.head:
            span.kind = "organisation"


def without_parts(toponyms: Iterable[Toponym]) -> tuple[Toponym, ...]:
    """Leave out what only says which part of the place before it is meant: the sea of "Syria's Mediterranean coast"."""
    kept: list[Toponym] = []
    for toponym in toponyms:
        part = kept[-1].modifier if kept else None
        if part is None or part.part != "coast" or not part.of or not part.start <= toponym.start < part.end:
            kept.append(toponym)
    return tuple(kept)


_HEADS_IN = tuple(sorted({*DISTRICT_HEADS, *NATURE_HEADS, *SITE_HEADS}, key=lambda w: (-len(w), w)))


def describe(text: str, start: int, end: int) -> Toponym:
    """A toponym from a span that somebody else found: its head noun, name and modifier are read from the words."""
    words = text[start:end]
    lower = words.lower()
    for head in _HEADS_IN:
        if lower.endswith(" " + head):
            kind: Kind = "facility" if head in SITE_HEADS else "literal"
            name = words[: -len(head) - 1].rstrip()
            return Toponym(start, end, words, kind, name, head, find_modifier(text, start, end))
    span = Span(start, end, "literal", 1.0)
    grow(text, span, end, lambda *_: True)
    return to_toponym(text, span)


def to_toponym(text: str, span: Span) -> Toponym:
    """The finished toponym."""
    start, end, kind = span.start, span.end, span.kind
    # A text says the same names again and again: each is kept once.
    words = sys.intern(text[start:end])
    return Toponym(
        start,
        end,
        words,
        kind,
        words if span.name is None else span.name,
        span.head,
        None if kind in _WHOLE else find_modifier(text, start, end),
        round(span.score, 4),
        span.container,
    )
