"""Gazetteer names in scripts that have no capitals: Arabic, Hebrew, Indic, Hangul, Han, kana, Thai.

No letter tells there where a name begins, so every word is looked up, and most short names are ordinary words: what
stands around a match, how large the place is and how common the word decide (``caseless_signals``). Arabic, Hebrew and
Persian write small words on the front of a name; ``SpokenNames`` reads the word without them, and the match keeps the
word whole. Chinese, Japanese and Thai put no spaces between words: there the cheapest way to cut the text into words
of the language and names says where a name stands (``running``).
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from geomap.language.patterns import lazily
from geomap.recognition.caseless_signals import CaselessSignals, NameInText
from geomap.recognition.hits import Hit, Match, Run
from geomap.recognition.running import RunningNames
from geomap.recognition.tokens import Token
from geomap.recognition.units import UNSPACED, has_any, ranges_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from geomap.gazetteer.spoken import SpokenNames
    from geomap.recognition.matches import Matcher

_SPACED: Final = (
    "\u0590-\u08ff\u0900-\u0963\u0966-\u0dff\u10d0-\u10ff\u1100-\u11ff\u3130-\u318f\uac00-\ud7af\ufb1d-\ufefc"
)
"""Letters and marks of the scripts without capitals that do."""
_NO_LETTERS: Final = (
    "\u05be\u05c0\u05c3\u05c6\u05f3\u05f4\u0600-\u060f\u061b-\u061f\u0660-\u066d\u06d4\u06dd\u06f0-\u06f9\u0970"
)
"""What of these ranges is no letter: stops, commas, digits, the hyphen and the quotes of Hebrew."""
_LETTER: Final = f"(?:(?![{_NO_LETTERS}])[{_SPACED}])"
# Half spaces, the hyphen of Hebrew, and the quotes of its short forms stand inside a word.
_WORD = lazily(f"{_LETTER}+(?:[\u200c\u200d\u05be\"'\u05f3\u05f4’]{_LETTER}+)*")
_STRETCH = lazily(f"[{UNSPACED}]+")
_RANGES: Final = ranges_of(_SPACED + UNSPACED)
_UNSPACED_RANGES: Final = ranges_of(UNSPACED)
_GAP = re.compile(r"[ \u00a0_]{1,2}(?:[-–_][ \u00a0_]{0,2})?|[-–]")
_PERSONS_DOT: Final = "·"
"""What Chinese writes between the names of a foreign person."""
_WINDOW: Final = 6
_CACHE_SIZE: Final = 60_000


def has_letters(text: str) -> bool:
    """Tell whether a text has letters of a script without capitals."""
    return not text.isascii() and has_any(text, _RANGES)


def apart(text: str) -> str:
    """Return a text of the same length with a mark for each letter of a script without spaces."""
    return _STRETCH.sub(lambda found: "\u3001" * len(found[0]), text)


def words_of(text: str, fold: Callable[[str], str]) -> list[Token]:
    """Return the words of the scripts without capitals that part them with spaces."""
    folded: dict[str, str] = {}
    found = []
    for m in _WORD.finditer(text):
        word = m[0]
        known = folded.get(word)
        if known is None:
            known = folded[word] = fold(word)
        if known:
            found.append(Token(m.start(), m.end(), word, known))
    return found


class CaselessNames:
    """Finds the names of places in the texts of a language whose script has no capitals.

    Parameters
    ----------
    matcher
        The language's, which knows how a name may be used.
    names
        The names that the language's texts have.
    """

    def __init__(self, matcher: Matcher, names: SpokenNames) -> None:
        self._matcher = matcher
        self._names = names
        self._signals = CaselessSignals(names)
        self._running = RunningNames(names, self._signals)
        self._dead: set[str] = set()
        # What Korean writes on the end of a name is a particle, and no part of the mention.
        self._is_agglutinating = self._names.language.code == "ko"

    def find(self, text: str) -> list[Match]:
        """Return the names of a text, sorted and disjoint; each knows how likely it is meant as a place."""
        return [self._weighed(name, name_id) for name, name_id in self.names(text)]

    def names(self, text: str) -> list[tuple[NameInText, int]]:
        """Return where names stand in a text, with their ids, sorted and disjoint."""
        found = [*self._among(text, words_of(text, self._names.fold)), *self._in_stretches(text)]
        found.sort(key=lambda item: item[0].start)
        return found

    def signals(self, name: NameInText) -> list[str]:
        """Return the signals of a name where it stands, for who fits their weights."""
        return self._signals.of(name)

    def name_at(self, words: str, start: int) -> Match | None:
        """Return the match of a stretch of text that begins at ``start`` and is a name and no more, or None."""
        folded = self._names.spelt(self._names.fold(words))
        name_id = self._names.name_id(folded) if has_letters(words) else -1
        if name_id < 0:
            return None
        match = self._weighed(NameInText(words, 0, len(words), folded, len(folded.split()), "", ""), name_id)
        match.start, match.end, match.offset = match.start + start, match.end + start, start
        return match

    def _among(self, text: str, words: Sequence[Token]) -> Iterator[tuple[NameInText, int]]:
        """Yield the longest names among words that spaces part, from left to right."""
        gaps = [_GAP.fullmatch(text, a.end, b.start) is not None for a, b in pairwise(words)]
        i = 0
        while i < len(words):
            size, name_id = (0, -1) if words[i].folded in self._dead else self._longest(words, gaps, i)
            if size:
                yield self._standing(text, words, i, i + size), name_id
            i += size or 1

    def _longest(self, words: Sequence[Token], gaps: Sequence[bool], i: int) -> tuple[int, int]:
        """Return the number of words and the id of the longest name that begins at a word, (0, -1) for none."""
        end = i + 1
        while end < len(words) and end - i < _WINDOW and gaps[end - 1]:
            end += 1
        window = [word.folded for word in words[i:end]]
        sizes, length = {}, -1
        for size, word in enumerate(window, 1):
            length += len(word) + 1
            sizes[length] = size
        for length, name_id in self._names.prefixes(" ".join(window)):
            size = sizes.get(length, 0)
            if size and not (size == 1 and self._signals.is_no_name(window[0], name_id)):
                return size, name_id
        if len(window) == _WINDOW and not self._names.begins(window[0]):
            if len(self._dead) > _CACHE_SIZE:
                self._dead.clear()
            self._dead.add(window[0])
        return 0, -1

    def _standing(self, text: str, words: Sequence[Token], first: int, end: int) -> NameInText:
        folded = " ".join(word.folded for word in words[first:end])
        before, after = self._neighbours(text, words, first, end)
        return NameInText(text, words[first].start, words[end - 1].end, folded, end - first, before, after)

    def _weighed(self, place: NameInText, name_id: int) -> Match:
        text, start, stop, folded = place[:4]
        words = (Token(0, stop - start, text[start:stop], folded),)
        hit = Hit(0, 1, name_id, self._matcher.use(name_id), folded)
        base = self._names.base_of(folded)
        if self._is_agglutinating and base != folded and folded.startswith(base):
            stop = start + _written_length(text[start:stop], base, self._names.fold)
        name = None if base == folded else base
        weight = self._signals.weight(place, name_id)
        return Match(start, stop, hit, Run(words, (hit,), (), frozenset()), start, True, place.before, weight, name)

    @staticmethod
    def _neighbours(text: str, words: Sequence[Token], first: int, end: int) -> tuple[str, str]:
        """Return the folded words right before and after a name, ``""`` where a mark or nothing stands there."""
        before = words[first - 1] if first else None
        after = words[end] if end < len(words) else None
        return (
            before.folded
            if before is not None and not text[before.end : words[first].start].strip(" \u00a0_#")
            else "",
            after.folded if after is not None and not text[words[end - 1].end : after.start].strip(" \u00a0_#") else "",
        )

    def _in_stretches(self, text: str) -> Iterator[tuple[NameInText, int]]:
        """Yield the names of the stretches that have no spaces."""
        if not has_any(text, _UNSPACED_RANGES):
            return
        for m in _STRETCH.finditer(text):
            for name in self._running.find(m[0]):
                start, stop = m.start() + name.start, m.start() + name.end
                if _PERSONS_DOT in (text[start - 1 : start], text[stop : stop + 1]):  # 田纳西·威廉斯 is a man
                    continue
                place = NameInText(text, start, stop, name.folded, 1, name.before, name.after, running=True)
                yield place, name.name_id


def _written_length(written: str, base: str, fold: Callable[[str], str]) -> int:
    """Return how many letters of a word its beginning that folds to ``base`` has; all where none does."""
    return next((i for i in range(1, len(written) + 1) if fold(written[:i]) == base), len(written))
