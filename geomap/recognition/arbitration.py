"""Between the tagger and the gazetteer: which stretches of text could be toponyms, and what speaks for each.

Every tagged span and every gazetteer name is a candidate, and so are the variants that differ in where a name begins
and ends ("Main" and "Main Street", "Ireland" and "Northern Ireland"). A linear model tells how likely each is.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import Counter
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from geomap.gazetteer.layout import TIER_ADMIN1, TIER_COUNTRY
from geomap.language.datelines import is_followed_as_one
from geomap.language.patterns import any_of
from geomap.recognition import signal_names
from geomap.recognition.matches import TIER_DEMONYM
from geomap.recognition.runs import capitals_of, runs_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from geomap.language import Language
    from geomap.recognition.hits import Match
    from geomap.recognition.tagger import TaggedSpan, Tagging

    NameAt = Callable[[str, int, int], Match | None]

PLACES: Final = ("LOC", "OLOC", "NORP")
_OWNING: Final = (TIER_COUNTRY, TIER_ADMIN1)
_BEGINS = re.compile(r"(?:[.!?…:\n\"”][ \u00a0]{0,2}|\n)$")
_WORD_AFTER = re.compile(r"[ \u00a0\n]{1,2}([\w'’]+)")
_WORD_BEFORE = re.compile(r"([\w'’.]+)[ \u00a0\n]{1,2}[\"“‘(]?$")
_OWNER = re.compile(r"['’]s[ \u00a0]")
_JOINED = re.compile(r"[ \u00a0]?[-–/&][ \u00a0]?|[ \u00a0]")
_STEPS: Final = (0.03, 0.1, 0.25, 0.5, 0.75, 0.9, 0.97)
_STEP_SIGNALS: Final = tuple(
    (kind, [f"{kind} > {step}" for step in _STEPS]) for kind in ("place", "OLOC", "NORP", "PER", "ORG")
)


class Classes:
    """The words of a language that arbitration goes by.

    Parameters
    ----------
    language
        The language.

    Attributes
    ----------
    named
        Classes of last words of names, by what signals call them.
    facilities
        Last words of names of streets, schools and buildings.
    growing
        Words that may belong to the name before them.
    after, before_it, owned
        Expressions for a word with a capital behind a name, for one before it, and for what a name owns.
    joined_on, hyphenated
        Expressions for a particle and a word more, and for a hyphen and a word more.
    plural_ending
        What a people in the plural ends with, ``""`` where the language has no one ending.
    """

    def __init__(self, language: Language) -> None:
        self.words = words = language.words
        self.runs = runs_of(language)
        areas, nature = words.areas | language.heads.districts, language.heads.nature
        self.facilities = words.streets | words.schools | words.buildings
        self.growing = self.facilities | areas | nature
        self.named: tuple[tuple[str, frozenset[str]], ...] = (
            ("street", words.streets),
            ("school", words.schools),
            ("site", words.buildings),
            ("area", areas),
            ("nature", nature),
            ("organisation", words.organisation_words),
        )
        self.before: tuple[tuple[str, frozenset[str]], ...] = (
            ("preposition", words.place_prepositions),
            ("title", words.titles),
            ("direction", words.compass),
        )
        word = rf"[{capitals_of(language)}][\w'’]*"
        self.after = re.compile(rf"[ \u00a0]({word}\.?)")
        self.before_it = re.compile(rf"(?<![\w.'’])({word}\.?)[ \u00a0-]$")
        self.owned = re.compile(rf"['’]s[ \u00a0]({word}(?:[ \u00a0]{word})?)")
        self.joined_on = re.compile(
            rf"[ \u00a0-](?:{any_of(words.joining_particles)})[ \u00a0-](?:l[ao]s?[ \u00a0])?"
            rf"{word}(?:[ \u00a0]{word})?"
        )
        self.plural_ending = words.plural_ending
        self.hyphenated = re.compile(rf"-(?:{any_of(words.hyphenated)})(?![\w-])")


@cache
def classes_of(language: Language) -> Classes:
    """Return the word classes of a language that arbitration goes by, made once per language."""
    return Classes(language)


class CandidateSpan(NamedTuple):
    """A stretch of text that could be a toponym.

    Attributes
    ----------
    start, end
        Span in characters.
    origin
        Where it comes from: ``"tag"``, ``"name"``, or the kind of variant.
    tag
        The tagged span that it stems from or touches.
    match
        The gazetteer name that takes exactly this span, and the lexicon's opinion of it.
    lexicon
        Probability by the lexicon's linear model, 0 without a name.
    """

    start: int
    end: int
    origin: str
    tag: TaggedSpan | None
    match: Match | None
    lexicon: float


class DocumentEvidence(NamedTuple):
    """What the whole document says about a name, by its words in lower case, or by what they are a form of.

    Attributes
    ----------
    places, others
        How often it is tagged as a place, and as a person or organisation.
    person_words
        Words of tagged persons' names of more than one word.
    key
        What brings the forms of a name together.
    """

    places: Counter[str]
    others: Counter[str]
    person_words: frozenset[str]
    key: Callable[[str], str] = str.lower

    @classmethod
    def of(cls, text: str, tagging: Tagging, key: Callable[[str], str] = str.lower) -> DocumentEvidence:
        """Gather the evidence from a tagged text."""
        places: Counter[str] = Counter()
        others: Counter[str] = Counter()
        person_words: set[str] = set()
        for span in tagging.spans:
            name = key(text[span.start : span.end])
            (places if span.label in PLACES else others)[name] += 1
            if span.label == "PER" and " " in name:
                person_words.update(w for w in name.split() if len(w) > 2)
        return cls(places, others, frozenset(person_words), key)


def candidates(
    text: str,
    tagging: Tagging,
    scored: Sequence[tuple[Match, float]],
    classes: Classes,
    name_at: NameAt | None = None,
) -> list[CandidateSpan]:
    """Return all candidates of a text, sorted by position; the same stretch stands once."""
    found: dict[tuple[int, int], CandidateSpan] = {}
    for match, score in scored:
        found[match.start, match.end] = CandidateSpan(match.start, match.end, "name", None, match, score)
    owners = {match.end: match.start for match, _ in scored if match.hit.tier in _OWNING}
    spans = [span for s in tagging.spans for span in _pieces(text, s, owners) if span.end > span.start]
    for span in spans:
        known = found.get((span.start, span.end))
        if known is not None:
            found[span.start, span.end] = known._replace(tag=span)
        elif span.label in PLACES:
            found[span.start, span.end] = CandidateSpan(span.start, span.end, "tag", span, None, 0.0)
    for start, end, origin in _variants(text, spans, [match for match, _ in scored], classes):
        if (start, end) not in found:
            found[start, end] = CandidateSpan(start, end, origin, None, None, 0.0)
    if name_at is not None:
        for (start, end), candidate in found.items():
            if candidate.match is None:
                whole = name_at(text[start:end], start, end)
                weighed = 0.0 if whole is None or whole.weight is None else 1 / (1 + math.exp(-whole.weight))
                found[start, end] = candidate._replace(match=whole, lexicon=weighed or candidate.lexicon)
    return _with_tags(sorted(found.values(), key=lambda c: (c.start, c.end)), spans)


def _pieces(text: str, span: TaggedSpan, owners: Mapping[int, int]) -> Iterable[TaggedSpan]:
    """Yield a tagged span, trimmed, with a country or province apart from what it owns: "Syria's Mediterranean".

    ``owners`` maps the ends of the names of countries and provinces to their starts.
    """
    start = span.start
    if span.label in PLACES:
        for owner in _OWNER.finditer(text, span.start, span.end):
            if owners.get(owner.start(), -1) >= start:
                yield _trimmed(text, span._replace(start=owners[owner.start()], end=owner.start()))
                start = owner.end()
        while (mark := text.find("#", start + 1, span.end)) >= 0:  # each hashtag is one by itself
            yield _trimmed(text, span._replace(start=start, end=mark))
            start = mark
    yield _trimmed(text, span if start == span.start else span._replace(start=start))


def _trimmed(text: str, span: TaggedSpan) -> TaggedSpan:
    start, end = span.start, span.end
    while end > start and text[end - 1] in "-–/,;:'’\"”#@ ":
        end -= 1
    while start < end and text[start] in "-–/,;:'’\"“#@ ":
        start += 1
    return span if start == span.start and end == span.end else span._replace(start=start, end=end)


def _variants(
    text: str, spans: Sequence[TaggedSpan], matches: Sequence[Match], classes: Classes
) -> Iterable[tuple[int, int, str]]:
    places = [s for s in spans if s.label in PLACES]
    for start, end in sorted({(s.start, s.end) for s in places} | {(m.start, m.end) for m in matches}):
        longer = list(_longer(text, end, classes))
        for last, origin in longer:
            yield start, last, origin
        before = classes.before_it.search(text, max(0, start - 16), start)
        if before and before[1].lower().rstrip(".") in classes.words.compass:
            yield before.start(1), end, "direction more"
            for last, origin in longer:
                if origin == "word more":
                    yield before.start(1), last, "direction and word more"
    for left, right in pairwise(spans):
        close = right.start - left.end <= 3 and _JOINED.fullmatch(text, left.end, right.start)
        if close and (left.label in PLACES or right.label in PLACES):
            yield left.start, right.end, "two in one"


def _longer(text: str, end: int, classes: Classes) -> Iterator[tuple[int, str]]:
    """Yield where a name that stops at ``end`` could end as well, and what it has more then."""
    growing = classes.growing
    after = classes.after.match(text, end)
    if after and after[1].lower().rstrip(".") in growing:
        grown = after.end()
        second = classes.after.match(text, grown)
        if second and second[1].lower().rstrip(".") in growing:
            yield second.end(), "two words more"
        if after[1].endswith(".") and after[1].lower().rstrip(".") not in classes.words.streets:
            grown -= 1
        yield grown, "word more"
    hyphenated = classes.hyphenated.match(text, end)
    if hyphenated:
        yield hyphenated.end(), "hyphen and word more"
    owned = classes.owned.match(text, end)
    if owned and owned[1].rpartition(" ")[2].lower().rstrip(".") in growing:
        yield owned.end(), "what it owns too"
    joined = classes.joined_on.match(text, end)
    if joined:
        yield joined.end(), "particle and word more"


def _with_tags(found: list[CandidateSpan], spans: Sequence[TaggedSpan]) -> list[CandidateSpan]:
    """Give every candidate the tagged span that it overlaps, if it is none itself."""
    out: list[CandidateSpan] = []
    i = 0
    for candidate in found:
        while i < len(spans) and spans[i].end <= candidate.start:
            i += 1
        touched = candidate.tag
        if touched is None and i < len(spans) and spans[i].start < candidate.end:
            touched = spans[i]
        out.append(candidate if touched is candidate.tag else candidate._replace(tag=touched))
    return out


def signals(
    candidate: CandidateSpan,
    text: str,
    tagging: Tagging,
    evidence: DocumentEvidence,
    doubtful: frozenset[str],
    classes: Classes,
) -> list[str]:
    """Return the names of the signals that a candidate shows."""
    name = text[candidate.start : candidate.end]
    words = name.lower().split()
    label = _tag_signal(candidate)
    found = [*signal_names.of_span(label, min(len(words), 4), candidate.origin)]
    probability = tagging.probabilities(candidate.start, candidate.end)
    mass = {"place": probability["LOC"] + probability["OLOC"], **probability}
    for kind, steps in _STEP_SIGNALS:
        found += steps[: bisect_left(_STEPS, mass[kind])]
    found += _name_signals(candidate, doubtful, classes)
    found += _neighbour_signals(candidate, text, label, classes)
    found += classes.runs.signals(text, candidate.start, candidate.end, label)
    if _is_dateline(text, candidate.start, candidate.end):
        found.append("dateline")
    last = words[-1].rstrip(".,")
    if len(words) > 1:
        found += [f"ends with {c}, {label}" for c, members in classes.named if last in members]
    found += _document_signals(candidate, evidence.key(name), evidence, label)
    if name.isupper():
        found.append("capitals, short" if len(name) <= 4 else "capitals")
    return found


def _tag_signal(candidate: CandidateSpan) -> str:
    tag = candidate.tag
    if tag is None:
        return "untagged"
    if (tag.start, tag.end) == (candidate.start, candidate.end):
        return f"is {tag.label}"
    if tag.start <= candidate.start and candidate.end <= tag.end:
        return f"in {tag.label}, {'first' if tag.start == candidate.start else 'later'}"
    if candidate.start <= tag.start and tag.end <= candidate.end:
        return f"has {tag.label}"
    return f"crosses {tag.label}"


def _name_signals(candidate: CandidateSpan, doubtful: frozenset[str], classes: Classes) -> list[str]:
    match = candidate.match
    if match is None:
        return ["no name"]
    tier = match.hit.tier
    size = "one word" if match.hit.end - match.hit.first == 1 else "words"
    label = _tag_signal(candidate)
    found = [*signal_names.of_tier(tier, size, label)]
    found += signal_names.of_lexicon(candidate.lexicon)
    if tier == TIER_DEMONYM:
        is_plural = classes.plural_ending and match.folded.endswith(classes.plural_ending)
        return [*found, "people in the plural"] if is_plural else found
    if match.is_person:
        found.append("in a person's name")
    if match.folded in doubtful:
        found.append("mostly something else")
    return found


def _neighbour_signals(candidate: CandidateSpan, text: str, label: str, classes: Classes) -> list[str]:
    found: list[str] = []
    following = text[candidate.end : candidate.end + 2]
    after = _WORD_AFTER.match(text, candidate.end)
    if after:
        word = after[1].lower()
        capital = "capital" if after[1][0].isupper() else "small"
        found.append(signal_names.of_neighbour("before", capital, label))
        found += [f"before {c}, {capital}" for c, members in classes.named if word in members]
    elif following[:1] in "-–/,.'’)":
        found.append(f"before {following[:1] or 'the end'}")
    before = _WORD_BEFORE.search(text, max(0, candidate.start - 24), candidate.start)
    if before:
        word = before[1].lower().rstrip(".")
        capital = "capital" if before[1][0].isupper() and word not in classes.words.function_words else "small"
        found.append(signal_names.of_neighbour("after", capital, label))
        found += [f"after {c}, {capital}" for c, members in classes.before if word in members]
        if (
            word in classes.words.genitives
            and text[max(0, before.start() - 24) : before.start()].rstrip().lower().rpartition(" ")[2]
            in classes.words.organisation_of
        ):
            found.append("after an organisation of")
    elif candidate.start and text[candidate.start - 1] in "-–/#@":
        mark = text[candidate.start - 1]
        found += [f"after {mark}", f"after {mark}, {'a name' if candidate.match is not None else 'no name'}"]
        if mark == "#" and text[candidate.start].islower():
            found.append("after #, small")
    return found


def _is_dateline(text: str, start: int, end: int) -> bool:
    """Tell whether a span is the town in capitals that a report begins with: "MIDDLETOWN —", "CAIRO (AP) —"."""
    begins = start == 0 or _BEGINS.search(text, max(0, start - 4), start)
    return bool(begins) and text[start:end].isupper() and is_followed_as_one(text, end)


def _document_signals(candidate: CandidateSpan, name: str, evidence: DocumentEvidence, label: str) -> list[str]:
    found: list[str] = []
    own = int(label.startswith("is "))
    is_place = label in ("is LOC", "is OLOC", "is NORP")
    places = evidence.places[name] - (own if is_place else 0)
    others = evidence.others[name] - (own if own and not is_place else 0)
    if places > others:
        found.append("elsewhere a place" + (", often" if places > 2 else ""))
    elif others:
        found.append("elsewhere no place" + (", often" if others > 2 else ""))
    if " " not in name and name in evidence.person_words:
        large = candidate.match is not None and candidate.match.hit.tier <= 4
        found.append("a person's word, large" if large else "a person's word")
    return found
