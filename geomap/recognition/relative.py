"""Expressions that tell a place from others: "10 km north of Homs", "halfway between Kharkiv and Izium".

The words are data (``relative.toml`` of the language). An expression is looked for only around toponyms with a word
beside them that such expressions have, and in a text in which each toponym is one sign: names may hold any words.
"""

from __future__ import annotations

import re
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

from geomap.language import DEFAULT
from geomap.language.patterns import any_of
from geomap.recognition.distances import Distances
from geomap.recognition.masking import PEOPLE, PLACE, Masked, compile_masked, mask
from geomap.recognition.overlap import longest
from geomap.recognition.sought import SoughtWords
from geomap.relations import Anchor, Expression

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from geomap.language import Language
    from geomap.language.parts import RelativeWords
    from geomap.model import Toponym

_BEFORE, _AFTER = 110, 90
_LOOK_BEFORE, _LOOK_AFTER = 70, 40
_MOST_KM = 5000.0
"""What is told from farther away is a figure of speech."""
_OPTIONAL_DISTANCE = "(?:@about@@distance@ )?"
_WORD = re.compile(r"[^\W\d_]+")
_OF_TWO = ("border", "frontier", "bound")
_TWO = re.compile(rf"[A-Z]\w+[-–][A-Z]\w+(?= (?:{'|'.join(_OF_TWO)}))")
"""The words that two names with a hyphen between stand before: "the Thai-Cambodian border"."""
_LAST_WORDS = re.compile(r"(\w+) (?:(?:about|some|for|more than|up to|the|another|over) )*$")


class _Pattern:
    """An expression; it is compiled when a text first has one of the words it needs, which takes some milliseconds."""

    def __init__(self, row: dict[str, Any], macros: dict[str, str]) -> None:
        text = row["text"]
        self.relation: str = row["relation"]
        self.needs: tuple[str, ...] = tuple(row["needs"])
        self.also = tuple(_signed(words) for words in row.get("also", [""]))
        self.needs_distance = "@distance@" in text.replace(_OPTIONAL_DISTANCE, "")
        self.is_joined = bool(row.get("joined"))
        self._text, self._macros = text, macros

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        return compile_masked(self._text, self._macros, follows=self.is_joined)


class RelativeFinder:
    """Finds the expressions of a language.

    Parameters
    ----------
    language
        The language; one without expressions finds nothing.
    """

    def __init__(self, language: Language) -> None:
        self._language = language

    @cached_property
    def _hints(self) -> tuple[str, ...]:
        """Return the words of which one stands beside a name where an expression is; those needed, if none are told."""
        return self._language.cues.relative_hints or tuple(sorted(self._needing))

    @cached_property
    def _table(self) -> RelativeWords:
        return self._language.relative

    @cached_property
    def _distances(self) -> Distances:
        return Distances(self._table)

    @cached_property
    def _patterns(self) -> list[_Pattern]:
        table = self._table
        words: dict[str, Iterable[str]] = {
            "numbers": table.numbers,
            "units": table.units,
            "travel": table.travel,
            "hours": table.hours,
            "vague": table.vague,
        }
        macros = {name: f"(?:{any_of(known)})" for name, known in words.items()} | table.macros
        return [_Pattern(row, macros) for row in table.patterns]

    @cached_property
    def _needing(self) -> dict[str, list[int]]:
        """Return the numbers of the expressions that need a word, or another, by the word; many need the same."""
        numbers: dict[str, list[int]] = {}
        for number, pattern in enumerate(self._patterns):
            for word in pattern.needs:
                numbers.setdefault(word, []).append(number)
        return numbers

    @cached_property
    def _sought(self) -> SoughtWords:
        return SoughtWords(self._needing)

    @cached_property
    def _sought_hints(self) -> SoughtWords:
        return SoughtWords(self._hints)

    def find(self, text: str, toponyms: Sequence[Toponym]) -> tuple[Expression, ...]:
        """Return the expressions of a text, sorted and disjoint; of two that overlap the longer.

        Parameters
        ----------
        text
            The text.
        toponyms
            What was found in it, sorted and disjoint: expressions start from these.
        """
        found: list[Expression] = []
        for first, last in self._stretches(text, toponyms):
            masked = mask(text, first, last, toponyms)
            lowered = masked.text.lower()
            text_and_lowered = f"{masked.text}\n{lowered}"
            met = {word for word in self._sought.possible_in(masked.text) if word in text_and_lowered}
            numbers = {number for word in met for number in self._needing[word]}
            if not numbers:
                continue
            patterns = [self._patterns[number] for number in sorted(numbers)]
            patterns = [one for one in patterns if any(words in text_and_lowered for words in one.also)]
            if any(one.needs_distance for one in patterns) and not self._distances.may_be_in(_WORD.findall(lowered)):
                patterns = [one for one in patterns if not one.needs_distance]
            for pattern in patterns:
                found += self._matches(masked, pattern)
        return tuple(longest(found))

    def _stretches(self, text: str, toponyms: Sequence[Toponym]) -> Iterator[tuple[int, int]]:
        """Yield the pieces of the text around toponyms that have a word of an expression beside them, disjoint."""
        # Each name is asked for the words alone that the text has at all.
        hints = self._sought_hints.possible_in(text)
        if not hints:
            return
        spans = [(t.start, t.end) for t in toponyms if t.kind != "zone"]
        if any(word in text for word in _OF_TWO):
            spans += [(m.start(), m.end()) for m in _TWO.finditer(text)]
        first, last = -1, -1
        for start, end in sorted(spans):
            beside = text[max(0, start - _LOOK_BEFORE) : start] + " " + text[end : end + _LOOK_AFTER]
            beside = beside.replace("\n", " ").replace("\u00a0", " ")
            beside_and_lowered = f"{beside}\n{beside.lower()}"
            if not any(map(beside_and_lowered.__contains__, hints)):
                continue
            if first < 0 or start - _BEFORE > last:
                if first >= 0:
                    yield first, last
                first = max(0, start - _BEFORE, last)
            last = min(len(text), end + _AFTER)
        if first >= 0:
            yield first, last

    def _matches(self, masked: Masked, pattern: _Pattern) -> Iterator[Expression]:
        relation = pattern.relation
        for m in pattern.compiled.finditer(masked.text):
            groups = m.groupdict()
            before = masked.text[max(0, m.start() - 30) : m.start()]
            if not pattern.is_joined and before[-1:].isalnum() and masked.text[m.start()].isalnum():
                continue
            anchors = tuple(self._anchor(masked, m, key) for key in "abc" if groups.get(key))
            made = self._expression(masked, m, relation, anchors)
            if made is None or (relation == "away" and self._is_journey(before)):
                continue
            yield made

    def _expression(
        self, masked: Masked, m: re.Match[str], relation: str, anchors: tuple[Anchor, ...]
    ) -> Expression | None:
        groups = m.groupdict()
        span = said = None
        if words := groups.get("distance"):
            distance = self._distances.read(words, groups.get("how") or "")
            if distance is None or not 0 < distance.most_km <= _MOST_KM:
                return None
            span, said = (distance.least_km, distance.most_km), distance.said_km
        bearing = self._bearing(groups.get("bearing") or "")
        if relation == "away" and span is not None and not span[0]:
            relation = "within"  # "less than 5 km from"
        near = bool(groups.get("near"))
        start = m.end("lead") if groups.get("lead") else m.start()
        return Expression(masked.at(start), masked.at(m.end()), relation, anchors, span, bearing, said, near)

    def _bearing(self, words: str) -> float | None:
        word = re.sub("[- –־\u200c]", "", words.lower())
        word = self._table.winds.get(word, word)
        for ending in ("", "ernmost", "erly", "ern", "wards", "ward"):
            if word.endswith(ending) and (bearing := self._table.bearings.get(word.removesuffix(ending))) is not None:
                return bearing
        # Elsewhere the words have endings.
        known = self._table.bearings if self._language.code != DEFAULT else {}
        key = max((key for key in known if word.startswith(key)), key=len, default="")
        return known[key] if key else None

    def _is_journey(self, before: str) -> bool:
        word = _LAST_WORDS.search(before)
        return word is not None and word[1].lower() in self._table.journeys

    @staticmethod
    def _anchor(masked: Masked, m: re.Match[str], key: str) -> Anchor:
        start = masked.at(m.start(key))
        noun = (m.groupdict().get("noun") or "").strip() if key == "a" else ""
        if m[key] not in (PLACE, PEOPLE):
            return Anchor(start, start + len(m[key]))
        return Anchor(start, masked.at(m.end(key)), masked.number(m.start(key)), noun)


def _signed(text: str) -> str:
    """Put the signs of places and peoples into an expression."""
    return text.replace("%", PLACE).replace("&", PEOPLE)


@cache
def relative_finder(language: Language) -> RelativeFinder:
    """Return the finder of a language's relative expressions, made once per language."""
    return RelativeFinder(language)
