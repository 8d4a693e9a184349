"""From accepted spans to toponyms: the steps that every recogniser shares.

A name grows over its head noun ("Sweida province", "Hmeimim air base"), learns the place that the text puts it into
("Paris, Texas"), keeps its modifier beside it ("southern Syria"), and is told apart from a part of an organisation's
name ("Fargo Police"). Coordinates and descriptive phrases ("the buffer zone") join at the end.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass, replace
from itertools import pairwise, zip_longest
from typing import TYPE_CHECKING, cast

from geomap.evidence import Evidence
from geomap.gazetteer.layout import DEMONYM, KIND_MASK
from geomap.gazetteer.names import fold
from geomap.gazetteer.phrases import Phrases
from geomap.language import english
from geomap.model import Toponym
from geomap.positions import find_positions
from geomap.recognition import tokens
from geomap.recognition.beside import grow_beside
from geomap.recognition.heads import heads_of
from geomap.recognition.lists import lists_of
from geomap.recognition.modifiers import modifiers_of
from geomap.recognition.namesakes import without_namesakes
from geomap.recognition.overlap import disjoint
from geomap.recognition.tabular import text_tables_of
from geomap.recognition.venues import grow_venues
from geomap.recognition.whole_names import complete

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from geomap.evidence import ZoneSense
    from geomap.gazetteer.gazetteer import Gazetteer
    from geomap.gazetteer.spoken import SpokenNames
    from geomap.language import Language
    from geomap.model import Kind, Modifier
    from geomap.recognition.hits import Match
    from geomap.recognition.matches import Matcher


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
    part_of
        What kind of name it is a part of, as in ``Evidence``.
    position, senses, inside
        As ``position``, ``senses`` and ``container`` of ``Evidence``.
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
    part_of: str = ""
    position: tuple[float, float] | None = None
    senses: tuple[ZoneSense, ...] = ()
    inside: tuple[int, int] | None = None


_WHOLE = frozenset({"coordinates", "zone", "demonym"})
"""Kinds of toponyms of which nobody names a part."""
_CACHE_SIZE = 20_000
_COMMA = re.compile(r",[ \u00a0\n]{0,2}|[.],[ \u00a0\n]|[ \t]*[|\t][ \t]*")
"""What stands between a name and what it lies in; in the row of a table a line between two cells."""
_WIDEST_COMMA = 12
_ELIDED = re.compile(r"(?<!\w)\w{1,5}['’]$")
_WIDEST_ELIDED = 8
_WIDEST_HEAD = 40


class Steps:
    """The steps from accepted spans to toponyms that both recognisers share."""

    def __init__(self, gazetteer: Gazetteer, matcher: Matcher) -> None:
        self._gazetteer = gazetteer
        self._names = matcher.names
        self._language = matcher.language
        self._lists = lists_of(matcher.language)
        self._phrases = Phrases(gazetteer, matcher.language, matcher.names)
        self._known: dict[tuple[int, str], Evidence] = {}
        self._peoples: dict[int, bool] = {}

    def finish(self, text: str, found: list[Span]) -> tuple[Toponym, ...]:
        """Turn accepted spans into toponyms, sorted and disjoint."""
        named = {hit.match.hit.name_id for hit in found if hit.match is not None}
        language = self._language
        found += (
            Span(at.start, at.end, "coordinates", 1.0, position=(at.lon, at.lat))
            for at in find_positions(text, language=language)
        )
        found += (
            Span(phrase.start, phrase.end, "zone", 1.0, senses=phrase.senses)
            for phrase in self._phrases.find(text, named)
        )
        found = _without_compounds(text, found)
        chosen = without_namesakes(text, disjoint(found, lambda span: span.score), language, self._is_people)
        complete(text, chosen, self._names, language)
        grow_venues(text, chosen, language)
        chosen = grow_beside(text, chosen, language) if language.words.countries else chosen
        del found
        for span, following in zip_longest(chosen, chosen[1:]):
            grow(text, span, following.start if following else len(text), self._names_site, language)
        self._lists.share_heads(text, chosen)
        mark_containers(text, chosen, self._lists.listed(text, chosen, self._is_unit))
        text_tables_of(language).mark(text, chosen)
        mark_organisations(chosen, language)
        # Each span goes when its toponym stands: both of a long text at once would take twice the memory.
        chosen.reverse()
        return without_parts(self._to_toponym(text, chosen.pop()) for _ in range(len(chosen)))

    def _to_toponym(self, text: str, span: Span) -> Toponym:
        toponym = to_toponym(text, span, self._language, self._evidence(span))
        if toponym.modifier is None and self._language.modifiers.joined and span.match is not None:
            # Only languages that join directions to names have such words, and these have names of their own.
            base = cast("SpokenNames", self._names).base_of(span.match.hit.folded)
            part = modifiers_of(self._language).find_inside(text, span.start, span.end, base)
            return replace(toponym, modifier=part) if part else toponym
        return toponym

    def _evidence(self, span: Span) -> Evidence | None:
        """Return what is known of a span.

        A text says the same names again and again, and each evidence is kept once.
        """
        match = span.match
        name_id, folded = (-1, "") if match is None else (match.hit.name_id, match.hit.singular or match.hit.folded)
        if span.position is not None or span.senses or span.inside is not None or span.part_of:
            return Evidence(name_id, folded, span.position, span.senses, span.inside, span.part_of)
        if match is None:
            return None
        known = self._known.get((name_id, folded))
        if known is None:
            if len(self._known) > _CACHE_SIZE:
                self._known.clear()
            known = self._known[name_id, folded] = Evidence(name_id, folded)
        return known

    def _is_unit(self, span: Span) -> bool:
        """Tell whether a span names a country or first-order unit before all: "Syria", not "Prague"."""
        bearers = self._names.bearers(span.match.hit.name_id) if span.match is not None else ()
        if not bearers:
            return False
        feature_class, code = self._gazetteer.features[self._gazetteer.columns.feature[bearers[0][0]]]
        return feature_class == "A" and (code.startswith("PCL") or code in ("ADM1", "TERR"))

    def _is_people(self, span: Span) -> bool:
        """Tell whether a name is that of a people too: "Thai" is one, and a village."""
        if span.kind == "demonym" or span.match is None or " " in span.match.folded:
            return span.kind == "demonym"
        name_id = span.match.hit.name_id
        known = self._peoples.get(name_id)
        if known is None:
            if len(self._peoples) > _CACHE_SIZE:
                self._peoples.clear()
            known = any(code & KIND_MASK == DEMONYM for _, code in self._names.bearers(name_id))
            self._peoples[name_id] = known
        return known

    def _names_site(self, span: Span, name: str, head: str) -> bool:
        """Tell whether name and head noun name a site together ("Hmeimim air base", not "Quito airport")."""
        if span.match is None or self._names.name_id(fold(f"{name} {head}")) >= 0:
            return True
        feature = self._gazetteer.columns.feature
        bearers = self._names.bearers(span.match.hit.name_id)
        return bool(bearers) and self._gazetteer.features[feature[bearers[0][0]]][0] not in ("P", "A")


def _without_compounds(text: str, found: list[Span]) -> list[Span]:
    """Leave out the demonyms that end a compound."""
    if not any(span.kind == "demonym" for span in found):
        return found
    ends = {span.end for span in found}
    return [span for span in found if not in_compound(text, span, ends)]


def in_compound(text: str, span: Span, ends: set[int]) -> bool:
    """Tell whether a demonym is the end of a compound that names no place: the "Israeli" of "Arab-Israeli"."""
    if span.kind != "demonym" or span.match is None or text[max(0, span.start - 1) : span.start] not in ("-", "–"):
        return False
    first = span.match.hit.first
    before = span.match.run.tokens[first - 1] if first else None
    return before is not None and before.capitalised and span.start - 1 not in ends


def grow(text: str, span: Span, limit: int, names_site: Callable[[Span, str, str], bool], language: Language) -> None:
    """Take the head noun beside a span into it, or note the noun where it stands before the name.

    Parameters
    ----------
    text, span
        The whole text, and the span to grow.
    limit
        Where the next span begins.
    names_site
        Whether a span's name and a site's head noun belong together.
    language
        Whose head nouns are looked for.
    """
    if span.kind in ("coordinates", "zone", "demonym") or span.head:
        return
    heads = heads_of(language)
    name = text[span.start : span.end]
    following = tokens.word_after(text, span.end)
    m = heads.site_after.match(text, span.end, min(limit, span.end + 40)) if heads.may_begin_site(following) else None
    if m is not None and not (span.settled and m["head"][0].isupper()):
        span.head = m["head"].lower()
        if m["head"][0].isupper() or names_site(span, name, span.head):
            span.name, span.kind, span.end = name, "facility", m.end()
        return
    m = heads.head_after.match(text, span.end, min(limit, span.end + 40)) if heads.may_be_head(following) else None
    if m is not None:
        head = m["head"]
        span.head = head.lower()
        if span.head in heads.plurals:  # "Clark and Warren counties"
            span.head = ""
        elif span.head in heads.growing and not (span.settled and head[0].isupper()):
            span.name, span.end = name, m.end()
        return
    span.head = _head_before(text, span, language)
    if span.head and language.heads.growing_before:
        _take_in(text, span, language)
    if not span.head and " " in name:
        last = name.rpartition(" ")[2].lower()
        if last in heads.growing:
            span.head = last


def _take_in(text: str, span: Span, language: Language) -> None:
    """Take the head noun before a span into it, where the language counts it to the mention: "lac de Neuchâtel"."""
    heads = language.heads
    if span.head not in heads.growing_before:
        return
    before = text[max(0, span.start - _WIDEST_HEAD) : span.start].lower()
    at = before.rfind(span.head)
    between = before[at + len(span.head) :].split()
    if at >= 0 and heads.joiners.issuperset(between) and not heads.beside.intersection(between):
        span.name, span.start = text[span.start : span.end], span.start - len(before) + at


def _head_before(text: str, span: Span, language: Language) -> str:
    """Return the head noun before a span, lower case, or ``""``."""
    heads = heads_of(language)
    word = span.match.before if span.match is not None and span.match.start == span.start else None
    if word is None:
        word = tokens.word_before(text, span.start)
    elided = _ELIDED.search(text, max(0, span.start - _WIDEST_ELIDED), span.start)  # "la province d'Alep"
    if elided is not None and elided[0].lower() in heads.joiners:
        word = elided[0].lower()
    return heads.head_before(text, span.start) if word in heads.joiners or word in heads.before else ""


def mark_containers(text: str, chosen: list[Span], listed: Collection[int] = ()) -> None:
    """Note for a name the place that follows it after a comma, "Paris, Texas"; not where a list goes on."""
    for i, (inner, outer) in enumerate(pairwise(chosen)):
        if i not in listed and _is_comma(text, inner, outer) and outer.kind == "literal":
            inner.container = sys.intern(text[outer.start : outer.end])
            inner.inside = outer.start, outer.end


def _is_comma(text: str, inner: Span, outer: Span) -> bool:
    return outer.start - inner.end <= _WIDEST_COMMA and _COMMA.fullmatch(text, inner.end, outer.start) is not None


def mark_organisations(chosen: list[Span], language: Language) -> None:
    """Tell names inside an organisation's name apart: a word of organisations follows, or "University of" precedes."""
    known = language.words
    for span in chosen:
        if span.kind != "literal" or span.match is None or span.match.shouted:
            continue
        hit, words = span.match.hit, span.match.run.tokens
        after = words[hit.end] if hit.end < len(words) else None
        followed = after is not None and after.capitalised and after.folded in known.organisation_words
        of = (
            hit.first > 1
            and words[hit.first - 1].folded in known.genitives
            and words[hit.first - 2].folded in known.organisation_of
        )
        if (followed or of) and not span.head:
            span.kind = "organisation"


def without_parts(toponyms: Iterable[Toponym]) -> tuple[Toponym, ...]:
    """Leave out what only says which part of the place beside it is meant.

    The sea of "Syria's Mediterranean coast"; the coast of "ساحل سوريا", a word that is the name of the Sahel too.
    """
    kept: list[Toponym] = []
    for toponym in toponyms:
        part = kept[-1].modifier if kept else None
        own = toponym.modifier
        if kept and own is not None and not own.of and own.start <= kept[-1].start < kept[-1].end <= own.end:
            kept.pop()
        if part is None or part.part != "coast" or not part.of or not part.start <= toponym.start < part.end:
            kept.append(toponym)
    return tuple(kept)


def describe(text: str, start: int, end: int, language: Language | None = None) -> Toponym:
    """Return a toponym from a span that somebody else found.

    Its head noun, name and modifier are read from the words.
    """
    language = language or english()
    words = text[start:end]
    lower = words.lower()
    heads = heads_of(language)
    for head in heads.all_behind:
        if lower.endswith(" " + head):
            kind: Kind = "facility" if head in heads.sites else "literal"
            name = words[: -len(head) - 1].rstrip()
            return Toponym(start, end, words, kind, name, head, modifiers_of(language).find(text, start, end))
    span = Span(start, end, "literal", 1.0)
    grow(text, span, end, lambda *_: True, language)
    return to_toponym(text, span, language)


def to_toponym(text: str, span: Span, language: Language, evidence: Evidence | None = None) -> Toponym:
    """Return the finished toponym, with what is known beside."""
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
        _modifier(text, span, language),
        round(span.score, 4),
        span.container,
        evidence,
    )


def _modifier(text: str, span: Span, language: Language) -> Modifier | None:
    """Return the words beside a span that mean a part of its place."""
    finder = modifiers_of(language)
    if span.kind == "demonym":
        return finder.find_beside_people(text, span.start, span.end)
    return None if span.kind in _WHOLE else finder.find(text, span.start, span.end)
