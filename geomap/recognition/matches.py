"""Gazetteer names in a document's text, before any decision whether they are meant as places."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, cast

from geomap.gazetteer.layout import ABBREVIATION, CASE_SENSITIVE, DEMONYM, KIND_MASK
from geomap.gazetteer.names import fold
from geomap.language import DEFAULT, english
from geomap.recognition import tokens
from geomap.recognition.hashtags import with_hashtags
from geomap.recognition.hits import Hit, Match, Run, Scan, Use
from geomap.recognition.persons import PersonNames

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from geomap.gazetteer.spoken import SpokenNames
    from geomap.language import Language
    from geomap.recognition.caseless import CaselessNames
    from geomap.recognition.tokens import Token


class NameLookup(Protocol):
    """What the matcher needs of a gazetteer."""

    def prefixes(self, folded: str) -> Sequence[tuple[int, int]]:
        """Return the length and name id of the names that a folded text begins with, the longest first."""

    def name_id(self, folded: str) -> int:
        """Return the number of a folded name, -1 if no place bears it."""

    def bearers(self, name_id: int) -> Sequence[tuple[int, int]]:
        """Return the place index and match code of everything that bears a name."""

    def tier(self, name_id: int) -> int:
        """Return how large the largest bearer is: 1 country … 8 alternate name only, 9 feature, 10 demonym."""

    def stop_names(self) -> Mapping[str, str]:
        """Return the folded names that are mostly something else in English text."""


RUNNING_LANGUAGES = frozenset(("ja", "th", "zh"))
"""Languages that put no spaces between words, nor around a name in Latin letters."""

TIER_ADMIN1 = 2
TIER_LARGE = 4
"""Countries, provinces and cities of 100,000 people and more."""
TIER_DEMONYM = 10
_ONLY_DEMONYM = {DEMONYM}
_WINDOW = 9
_FEW = 4
_LONGEST_RUN = 300
_CACHE_SIZE = 60_000


class Matcher:
    """Finds gazetteer names in text; keeps what it learned about a run of words in a bounded cache.

    Parameters
    ----------
    gazetteer
        Where the names come from.
    language
        Language of the texts; English without it.
    """

    def __init__(self, gazetteer: NameLookup, language: Language | None = None) -> None:
        self.names = gazetteer
        self.language = language or english()
        self._words = self.language.words
        self._persons = PersonNames(self.language)
        # A direction alone is part of a name that is not there, or no name.
        self._never = (
            self._words.compass
            | self._words.never
            | {name for name, rule in gazetteer.stop_names().items() if rule == "never"}
        )
        if self.language.code != DEFAULT:
            # "Республика" alone is no village of that name.
            heads = self.language.heads
            self._never |= set(map(fold, heads.before | heads.districts | heads.nature))
        self._caseless: CaselessNames | None = None
        self._runs: dict[str, Run] = {}
        self._usable: dict[int, Use] = {}
        self._small = None
        if self.language.code != DEFAULT:
            from geomap.recognition.uncapitalised import SmallWords

            self._small = SmallWords(self)

    def scan(self, text: str) -> Scan:
        """Find every match of a text, sorted and disjoint."""
        result = Scan()
        whole = text
        if not tokens.has_capitals(text):
            self._scan_without_capitals(text, result)
            return result
        small = self._small
        if self.language.code in RUNNING_LANGUAGES:
            from geomap.recognition.caseless import apart

            text = apart(text)
        known, persons, titles = self._runs, result.persons, self._words.titles
        hyphened = "-" in text
        for m in tokens.expressions(text, self.language).run.finditer(text):
            words = m[0]
            start = m.start()
            if hyphened and start > 2 and text[start - 1] == "-":
                start, words = tokens.with_article(text, start, m.end(), self._words.joined_articles)
            run = known.get(words) or self.run(words)
            if small is not None:
                run = small.lengthened(text, run, start, m.end())
            before = None
            if run.persons:
                persons |= run.words
            elif run.hits:
                before = tokens.word_before(text, start)
                if before in titles:
                    run = self._titled(run)
                    persons |= run.words
            if run.hits:
                result.matches += self.matches_of(text, run, start, before)
        return self._completed(whole, result)

    def _completed(self, text: str, result: Scan) -> Scan:
        """Add the names that are in no run of capitalised words."""
        if self._small is not None:
            self._small.add_adjectives(text, result.matches)
        if "#" in text:
            result.matches = with_hashtags(self, text, result.matches)
        if self.language.code != DEFAULT and (found := self._caseless_names(text)):
            result.matches = sorted([*result.matches, *found], key=lambda match: match.start)
        return result

    def _scan_without_capitals(self, text: str, result: Scan) -> None:
        """Add the names of a text without capitals: its script has none, or nobody wrote them."""
        if self.language.code != DEFAULT:
            result.matches = self._caseless_names(text)
        if not result.matches:
            self._scan_lower_case(text, result)

    def _caseless_names(self, text: str) -> list[Match]:
        """Return the names in letters that have no capitals; the texts of a language in others pay a glance."""
        from geomap.recognition.caseless import CaselessNames, has_letters

        if not has_letters(text):
            return []
        if self._caseless is None:
            self._caseless = CaselessNames(self, cast("SpokenNames", self.names))
        return self._caseless.find(text)

    def name_at(self, words: str, start: int, end: int) -> Match | None:
        """Return the match of a stretch of text that is a name and no more, as ``words`` spell it.

        None if it is none.
        """
        if self._caseless is not None and (found := self._caseless.name_at(words, start)) is not None:
            return found
        run = self.run(words)
        hits = run.hits
        if len(hits) != 1 or hits[0].end - hits[0].first < len(run.tokens) or hits[0].use.sensitive:
            return None
        return Match(start, end, hits[0], run, start, shouted=False)

    def matches_of(self, text: str, run: Run, start: int, before: str | None) -> list[Match]:
        """Return the names of a run that begins at ``start``; ``before`` is the word before it, if that is known."""
        words = run.tokens
        found = []
        for hit in run.hits:
            begin, end = start + words[hit.first].start, start + words[hit.end - 1].end
            if self._small is not None:
                begin += self._small.elided(hit)
            use = hit.use
            if use.sensitive and not self._is_written_so(text, begin, end):
                continue
            if use.abbreviation and text[end : end + 1] == "." and tokens.is_own_stop(text, begin, end):
                end += 1
            shouted = (
                len(words) > 2 and text[begin:end].isupper() and tokens.is_shouted(tokens.line_around(text, begin, end))
            )
            found.append(Match(begin, end, hit, run, start, shouted, None if hit.first else before))
        return found

    def is_large_place(self, words: str) -> bool:
        """Tell whether some words in lower case are the name of a large place."""
        name_id = self.names.name_id(words)
        return name_id >= 0 and self.use(name_id).tier <= TIER_LARGE

    @staticmethod
    def _is_written_so(text: str, begin: int, end: int) -> bool:
        """Tell whether a name that counts only as written stands so: capitals, a full stop, or a comma before."""
        written = text[begin:end]
        return written.isupper() or text[end : end + 1] == "." or text[max(0, begin - 2) : begin].strip() == ","

    def use(self, name_id: int) -> Use:
        """Return how a name may be used."""
        known = self._usable.get(name_id)
        if known is None:
            codes = {code for _, code in self.names.bearers(name_id)}
            kinds = {code & KIND_MASK for code in codes}
            demonym = kinds == _ONLY_DEMONYM
            tier = TIER_DEMONYM if demonym else self.names.tier(name_id)
            sensitive = bool(codes) and all(code & CASE_SENSITIVE for code in codes)
            if len(self._usable) > _CACHE_SIZE:
                self._usable.clear()
            known = self._usable[name_id] = Use(tier, sensitive, demonym, ABBREVIATION in kinds)
        return known

    def run(self, words: str) -> Run:
        """Return what a run of words says by itself."""
        known = self._runs.get(words)
        if known is None:
            known = self._read_run(tokens.tokenize(words, self.language))
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
            if hit is not None and (
                words[i].capitalised or (hit.end - i > 1 and words[i].folded in self._words.particles)
            ):
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
        spans = self._persons.spans(
            words,
            lambda i: longest[i].end if i in longest else i + 1,
            lambda i: i in longest and longest[i].tier <= TIER_LARGE,
            titled=titled,
        )
        for hit in hits:
            hit.in_person = any(first < hit.end and hit.first < end for first, end in spans)
        return Run(words, hits, tuple(spans), self._persons.words(words, spans))

    def _titled(self, run: Run) -> Run:
        if run.titled is None:
            hits = tuple(Hit(hit.first, hit.end, hit.name_id, hit.use, hit.folded, hit.singular) for hit in run.hits)
            run.titled = self._with_persons(run.tokens, hits, self._longest_names(run.tokens), titled=True)
        return run.titled

    def _longest_names(self, words: tuple[Token, ...]) -> dict[int, Hit]:
        """Return the longest usable name at each token."""
        found: dict[int, Hit] = {}
        for i in range(len(words)):
            window = words[i : i + _WINDOW]
            for size, name_id in self._names(window) if len(window) > _FEW else self._few_names(window):
                if size == 1 and window[0].folded in self._never:
                    continue
                if window[size - 1].capitalised or (self._small is not None and size > 1):
                    folded = " ".join([w.folded for w in window[:size]])
                    found[i] = Hit(i, i + size, name_id, self.use(name_id), folded)
                    break
            if i not in found:
                people = self._people(window)
                if people is not None:
                    length, name_id, folded = people
                    singular = folded[: -len(self._words.plural_ending)]
                    found[i] = Hit(i, i + length, name_id, self.use(name_id), folded, singular)
        return found

    def _names(self, words: Sequence[Token]) -> Iterator[tuple[int, int]]:
        """Yield (number of words, name id) of the names that begin with the first word, the longest first."""
        sizes = {}
        length = -1
        for size, word in enumerate(words, 1):
            length += len(word.folded) + 1
            sizes[length] = size
        for length, name_id in self.names.prefixes(" ".join([w.folded for w in words])):
            if length in sizes:
                yield sizes[length], name_id

    def _few_names(self, words: Sequence[Token]) -> Iterator[tuple[int, int]]:
        """Yield what ``_names`` does, quicker for a run of one or two words: each number of words is looked up."""
        for size in range(len(words), 0, -1):
            name_id = self.names.name_id(words[0].folded if size == 1 else " ".join([w.folded for w in words[:size]]))
            if name_id >= 0:
                yield size, name_id

    def _people(self, words: Sequence[Token]) -> tuple[int, int, str] | None:
        """Return the number of words, name id and folded form of a people in the plural that the words begin with.

        For example "Russians".
        """
        ending = self._words.plural_ending
        if not ending:
            return None
        for length in (2, 1):
            if len(words) < length or not (words[length - 1].folded.endswith(ending) and words[length - 1].capitalised):
                continue
            folded = " ".join([w.folded for w in words[:length]])
            name_id = self.names.name_id(folded[: -len(ending)])
            if name_id >= 0 and self.use(name_id).demonym and folded not in self._words.other_peoples:
                return length, name_id, folded
        return None

    def _scan_lower_case(self, text: str, result: Scan) -> None:
        """Add the large places named in a text without capitals; no ordinary word alone counts."""
        common = self.language.common_words
        for line in tokens.pieces(text):
            words = tokens.tokenize(text[line[0] : line[1]], self.language)
            i = 0
            while i < len(words):
                hit = self._large_name(words, i, common)
                if hit is None:
                    i += 1
                    continue
                begin, end = line[0] + words[i].start, line[0] + words[hit.end - 1].end
                run = Run(
                    words[i : hit.end],
                    (Hit(0, hit.end - i, hit.name_id, hit.use, hit.folded, hit.singular),),
                    (),
                    frozenset(),
                )
                result.matches.append(Match(begin, end, run.hits[0], run, begin, True))
                i = hit.end

    def _large_name(self, words: Sequence[Token], i: int, common: frozenset[str]) -> Hit | None:
        window = words[i : i + _WINDOW]
        joined = " ".join([w.folded for w in window])
        for length, name_id in self.names.prefixes(joined):
            size = 0
            for j, word in enumerate(window, i + 1):
                size += len(word.folded) + (j > i + 1)
                if size < length:
                    continue
                use = self.use(name_id)
                plain = size == length and not use.sensitive and (use.tier <= TIER_LARGE or use.demonym)
                if plain and not (j == i + 1 and (word.folded in common or word.folded in self._never)):
                    return Hit(i, j, name_id, use, joined[:length])
                break
        return None
