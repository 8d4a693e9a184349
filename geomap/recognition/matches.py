"""Gazetteer names in a document's text, before any decision whether they are meant as places."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, Protocol

from geomap.recognition import evidence, tokens
from geomap.recognition.vocabulary import COMPASS, PARTICLES, TITLES
from geomap.recognition.wordlists import common_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geomap.recognition.tokens import Token


class NameIndex(Protocol):
    """What the matcher needs of a gazetteer."""

    def prefixes(self, folded: str) -> Sequence[tuple[int, int]]:
        """Length and name id of the names that a folded text begins with, the longest first."""

    def bearers(self, name_id: int) -> Sequence[tuple[int, int]]:
        """Place index and match code of everything that bears a name."""

    def tier(self, name_id: int) -> int:
        """How large the largest bearer is: 1 country … 8 alternate name only, 9 feature, 10 demonym."""

    def stop_names(self) -> Mapping[str, str]:
        """Folded names that are mostly something else in English text."""


CASE_SENSITIVE = 16
TIER_ADMIN1 = 2
TIER_LARGE = 4
"""Countries, provinces and cities of 100,000 people and more."""
TIER_DEMONYM = 10
_DEMONYM_CODE = 4
_ABBREVIATION_CODE = 2
_WINDOW = 9
_LONGEST_RUN = 300
_CACHE_SIZE = 60_000


class Use(NamedTuple):
    """How a gazetteer name may be used.

    Attributes
    ----------
    tier
        How large its largest bearer is.
    sensitive
        Whether it counts only as it is written.
    demonym
        Whether it is a people or adjective and no place's own name.
    abbreviation
        Whether a place is abbreviated so.
    """

    tier: int
    sensitive: bool
    demonym: bool
    abbreviation: bool


class Hit(NamedTuple):
    """A gazetteer name inside a run: token range ``[first, end)`` and the name."""

    first: int
    end: int
    name_id: int
    tier: int


class Run(NamedTuple):
    """What one capitalised run says by itself, whatever stands around it.

    Attributes
    ----------
    tokens
        Its words.
    hits
        The longest gazetteer names in it, from left to right.
    persons
        Token ranges that are persons' names.
    words
        Folded words of these persons.
    """

    tokens: tuple[Token, ...]
    hits: tuple[Hit, ...]
    persons: tuple[tuple[int, int], ...]
    words: frozenset[str]


class Match(NamedTuple):
    """A gazetteer name at a place in the text.

    Attributes
    ----------
    start, end
        Span in characters.
    hit
        The name, and which tokens of the run it takes.
    run
        The run that it stands in.
    offset
        Where the run begins.
    shouted
        Whether its capitals say nothing: a headline in capitals, or a text without capitals.
    """

    start: int
    end: int
    hit: Hit
    run: Run
    offset: int
    shouted: bool

    @property
    def folded(self) -> str:
        """The folded words."""
        return " ".join(t.folded for t in self.run.tokens[self.hit.first : self.hit.end])

    @property
    def is_person(self) -> bool:
        """Whether the run itself has it inside a person's name."""
        return any(first < self.hit.end and self.hit.first < end for first, end in self.run.persons)


@dataclass(slots=True)
class Scan:
    """All gazetteer names of a document, and the words by which it names persons."""

    matches: list[Match] = field(default_factory=list)
    persons: set[str] = field(default_factory=set)


class Matcher:
    """Finds gazetteer names in text; keeps what it learned about a run of words in a bounded cache."""

    def __init__(self, gazetteer: NameIndex) -> None:
        self._gazetteer = gazetteer
        # A direction alone is part of a name that is not there, or no name.
        self._never = COMPASS | {name for name, rule in gazetteer.stop_names().items() if rule == "never"}
        self._runs: dict[str, Run] = {}
        self._usable: dict[int, Use] = {}

    def scan(self, text: str) -> Scan:
        """Find every match of a text, sorted and disjoint."""
        result = Scan()
        if not tokens.has_capitals(text):
            self._scan_lower_case(text, result)
            return result
        for m in tokens.RUN.finditer(text):
            start = m.start()
            words = m[0]
            if text[start - 1 : start] == "-" and start > 2:
                start, words = _with_article(text, start, m.end())
            run = self.run(words)
            if run.persons:
                result.persons |= run.words
            elif run.hits and tokens.word_before(text, start) in TITLES:
                run = self._titled(run)
                result.persons |= run.words
            if run.hits:
                self._add(result, text, run, start)
        return result

    def _add(self, result: Scan, text: str, run: Run, start: int) -> None:
        for hit in run.hits:
            begin, end = start + run.tokens[hit.first].start, start + run.tokens[hit.end - 1].end
            if self._is_written_so(hit, text, begin, end):
                if text[end : end + 1] == "." and self.use(hit.name_id).abbreviation and not text[begin:end].isupper():
                    end += 1  # the full stop of "Calif." belongs to it
                shouted = (
                    len(run.tokens) > 2 and text[begin:end].isupper() and tokens.is_shouted(_line(text, begin, end))
                )
                result.matches.append(Match(begin, end, hit, run, start, shouted))

    def _is_written_so(self, hit: Hit, text: str, begin: int, end: int) -> bool:
        """Names that count only as written need capitals throughout, a full stop or a comma before them."""
        if not self.use(hit.name_id).sensitive:
            return True
        written = text[begin:end]
        return written.isupper() or text[end : end + 1] == "." or text[max(0, begin - 2) : begin].strip() == ","

    def use(self, name_id: int) -> Use:
        """How a name may be used."""
        known = self._usable.get(name_id)
        if known is None:
            codes = [code for _, code in self._gazetteer.bearers(name_id)]
            demonym = bool(codes) and all(code & 15 == _DEMONYM_CODE for code in codes)
            tier = TIER_DEMONYM if demonym else self._gazetteer.tier(name_id)
            sensitive = bool(codes) and all(code & CASE_SENSITIVE for code in codes)
            if len(self._usable) > _CACHE_SIZE:
                self._usable.clear()
            abbreviation = any(code & 15 == _ABBREVIATION_CODE for code in codes)
            known = self._usable[name_id] = Use(tier, sensitive, demonym, abbreviation)
        return known

    def run(self, words: str) -> Run:
        """What a run of words says by itself."""
        known = self._runs.get(words)
        if known is None:
            known = self._read_run(tokens.tokenize(words))
            if len(words) <= _LONGEST_RUN:
                if len(self._runs) > _CACHE_SIZE:
                    self._runs.clear()
                self._runs[words] = known
        return known

    def _read_run(self, words: tuple[Token, ...]) -> Run:
        longest = self._longest_names(words)
        hits = []
        i = 0
        while i < len(words):
            hit = longest.get(i)
            if hit is not None and (words[i].capitalised or (hit.end - i > 1 and words[i].folded in PARTICLES)):
                hits.append(hit)
                i = hit.end
            else:
                i += 1
        if len(words) == 1:
            return Run(words, tuple(hits), (), frozenset())
        return self._with_persons(words, tuple(hits), longest, titled=False)

    def _with_persons(
        self, words: tuple[Token, ...], hits: tuple[Hit, ...], longest: Mapping[int, Hit], *, titled: bool
    ) -> Run:
        spans = evidence.person_spans(
            words,
            lambda i: longest[i].end if i in longest else i + 1,
            lambda i: i in longest and longest[i].tier <= TIER_LARGE,
            titled=titled,
        )
        return Run(words, hits, tuple(spans), evidence.person_words(words, spans))

    def _titled(self, run: Run) -> Run:
        return self._with_persons(run.tokens, run.hits, self._longest_names(run.tokens), titled=True)

    def _longest_names(self, words: tuple[Token, ...]) -> dict[int, Hit]:
        """The longest usable name at each token."""
        found: dict[int, Hit] = {}
        for i in range(len(words)):
            window = words[i : i + _WINDOW]
            ends = {}
            length = -1
            for j, word in enumerate(window, i + 1):
                length += len(word.folded) + 1
                ends[length] = j
            for length, name_id in self._gazetteer.prefixes(" ".join(w.folded for w in window)):
                end = ends.get(length)
                if end is None or (end == i + 1 and words[i].folded in self._never):
                    continue
                if words[end - 1].capitalised:
                    found[i] = Hit(i, end, name_id, self.use(name_id).tier)
                    break
        return found

    def _scan_lower_case(self, text: str, result: Scan) -> None:
        """Without capitals only large places count, and no ordinary word alone."""
        common = common_words()
        for line in _pieces(text):
            words = tokens.tokenize(text[line[0] : line[1]])
            i = 0
            while i < len(words):
                hit = self._large_name(words, i, common)
                if hit is None:
                    i += 1
                    continue
                begin, end = line[0] + words[i].start, line[0] + words[hit.end - 1].end
                run = Run(words[i : hit.end], (Hit(0, hit.end - i, hit.name_id, hit.tier),), (), frozenset())
                result.matches.append(Match(begin, end, run.hits[0], run, begin, True))
                i = hit.end

    def _large_name(self, words: Sequence[Token], i: int, common: frozenset[str]) -> Hit | None:
        window = words[i : i + _WINDOW]
        for length, name_id in self._gazetteer.prefixes(" ".join(w.folded for w in window)):
            size = 0
            for j, word in enumerate(window, i + 1):
                size += len(word.folded) + (j > i + 1)
                if size < length:
                    continue
                use = self.use(name_id)
                plain = size == length and not use.sensitive and (use.tier <= TIER_LARGE or use.demonym)
                if plain and not (j == i + 1 and (word.folded in common or word.folded in self._never)):
                    return Hit(i, j, name_id, use.tier)
                break
        return None


def _with_article(text: str, start: int, end: int) -> tuple[int, str]:
    """Take a lower-case Arabic article into the run: "al-Bab"."""
    head = text[max(0, start - 4) : start - 1]
    for article in ("al", "el", "as", "ar", "at", "an", "ash", "ad", "az"):
        if head.endswith(article) and not head[: -len(article)][-1:].isalnum():
            begin = start - 1 - len(article)
            return begin, text[begin:end]
    return start, text[start:end]


def _line(text: str, start: int, end: int) -> str:
    """The line around a span, at most 200 characters to either side."""
    left = text.rfind("\n", max(0, start - 200), start) + 1 or max(0, start - 200)
    right = text.find("\n", end, end + 200)
    return text[left : right if right >= 0 else end + 200]


def _pieces(text: str, size: int = 4000) -> list[tuple[int, int]]:
    """Stretches of bounded length, cut at white space."""
    pieces = []
    start = 0
    while start < len(text):
        end = min(len(text), start + size)
        if end < len(text) and (space := text.rfind(" ", start, end)) > start:
            end = space
        pieces.append((start, end))
        start = end
    return pieces
