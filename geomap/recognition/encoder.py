"""From words to the numbers that the network reads: pieces, shapes, gazetteer matches, name lists.

One module for training and run time, so that the two can never differ.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

from geomap.gazetteer.names import fold
from geomap.recognition.wordpiece import pieces

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

LABELS: Final = (
    "O",
    "B-LOC",
    "I-LOC",
    "B-OLOC",
    "I-OLOC",
    "B-PER",
    "I-PER",
    "B-ORG",
    "I-ORG",
    "B-NORP",
    "I-NORP",
)
"""A place, a place inside an organisation's name, a person, an organisation, a people or its adjective."""

(
    LOWER,
    TITLE,
    FIRST_TITLE,
    HEADLINE_TITLE,
    UPPER,
    HEADLINE_UPPER,
    MIXED,
    INITIAL,
    NUMBER,
    MARK,
    CASELESS,
    UNCASED,
) = range(12)
SHAPES: Final = 12
"""How many shapes a word can have; the last three marks stand for scripts and texts without capitals."""
TIERS: Final = 11
MATCHES: Final = 1 + 3 * TIERS
"""Gazetteer match at a word: none, or by tier a one-word name, a longer name's first word, a later word of one."""
NAME_BITS: Final = 8
"""Forename 1, surname 2, demonym 4."""
_LONGEST_NAME: Final = 7
"""Words of the longest name that is looked for."""
_CACHE_LIMIT: Final = 100_000


class NameTrie(Protocol):
    """What is asked of a gazetteer."""

    def prefixes(self, folded: str) -> Sequence[tuple[int, int]]:
        """Return the length and number of the names that ``folded`` starts with, longest first."""

    def tier(self, name_id: int) -> int:
        """Return how large a place bears the name: 1 country … 9 a feature that is no settlement, 10 a demonym."""


class Encoded(NamedTuple):
    """A sentence in numbers, one entry a word."""

    pieces: list[Sequence[int]]
    shapes: list[int]
    matches: list[int]
    names: list[int]


class _Word(NamedTuple):
    """What a word gives by itself: its pieces, its shape, its name bits, and its folded form."""

    pieces: Sequence[int]
    shape: int
    names: int
    folded: str


def shape_of(word: str) -> int:
    """Return a word's shape by itself."""
    first = word[0]
    if not first.isalnum():
        # A possessive ending is a lower-case word, any other mark a mark.
        return LOWER if len(word) > 1 else MARK
    if first.isdigit():
        return NUMBER
    upper = sum(map(str.isupper, word))
    if not upper:
        return LOWER if word.islower() else CASELESS
    return _capital_shape(sum(map(str.isalpha, word)), upper, first.isupper())


def _capital_shape(letters: int, upper: int, first: bool) -> int:
    if letters == 1:
        return INITIAL
    if upper == letters:
        return UPPER
    return TITLE if first and upper == 1 else MIXED


class Encoder:
    """Turns sentences into numbers; remembers every word it has met.

    Parameters
    ----------
    vocabulary
        Piece to row.
    trie
        The gazetteer's names.
    name_bits
        Folded word to the sum of its bits: forename 1, surname 2, demonym 4.
    """

    def __init__(self, vocabulary: Mapping[str, int], trie: NameTrie, name_bits: Mapping[str, int]) -> None:
        self._vocabulary = vocabulary
        self._trie = trie
        self._name_bits = name_bits
        self._words: dict[str, _Word] = {}
        self._matched: dict[str, tuple[int, int]] = {}

    def _word(self, word: str) -> _Word:
        known = self._words.get(word)
        if known is None:
            if len(self._words) >= _CACHE_LIMIT:  # a text made to fill the cache must not grow it without end
                self._words.clear()
            # Half a surrogate pair cannot be looked up.
            folded = fold(word).encode("utf-8", "ignore").decode("utf-8")
            known = _Word(pieces(word, self._vocabulary), shape_of(word), self._name_bits.get(folded, 0), folded)
            self._words[word] = known
        return known

    def has_capital(self, words: Sequence[str]) -> bool:
        """Tell whether any word could be a name by its writing: a capital, or a script that has none."""
        known = self._words
        for text in words:
            word = known.get(text) or self._word(text)
            if word.shape not in (LOWER, NUMBER, MARK):
                return True
        return False

    def encode(self, texts: Sequence[str]) -> Encoded:
        """Encode one sentence."""
        known = self._words
        words = [known.get(text) or self._word(text) for text in texts]
        shapes = in_context([word.shape for word in words])
        return Encoded([word.pieces for word in words], shapes, self._matches(words, shapes), [w.names for w in words])

    def _matches(self, words: Sequence[_Word], shapes: Sequence[int]) -> list[int]:
        """Return the longest name at each word that may begin one, from left to right."""
        out = [0] * len(words)
        i = 0
        while i < len(words):
            if shapes[i] in (LOWER, NUMBER, MARK) or not words[i].folded:
                i += 1
                continue
            length, tier = self._longest(" ".join([w.folded for w in words[i : i + _LONGEST_NAME] if w.folded]))
            if not length:
                i += 1
                continue
            end, reached = i, -1
            while end < len(words) and reached < length:
                reached += len(words[end].folded) + (1 if words[end].folded else 0)
                end += 1
            out[i] = 1 + tier + (TIERS if end - i > 1 else 0)
            for j in range(i + 1, end):
                out[j] = 1 + tier + 2 * TIERS
            i = end
        return out

    def _longest(self, folded: str) -> tuple[int, int]:
        found = self._matched.get(folded)
        if found is None:
            if len(self._matched) >= _CACHE_LIMIT:
                self._matched.clear()
            prefixes = self._trie.prefixes(folded)
            found = (prefixes[0][0], min(self._trie.tier(prefixes[0][1]), TIERS - 1)) if prefixes else (0, 0)
            self._matched[folded] = found
        return found


def in_context(shapes: list[int]) -> list[int]:
    """Tell a capital that means something from one that every word of the line has."""
    count = [0] * SHAPES
    for shape in shapes:
        count[shape] += 1
    titles, uppers, lowers = count[TITLE], count[UPPER], count[LOWER]
    if not (titles or uppers or count[MIXED] or count[INITIAL] or count[CASELESS]):
        return [UNCASED if shape == LOWER else shape for shape in shapes]
    if uppers > 2 and uppers > 2 * (titles + lowers):
        return [HEADLINE_UPPER if shape == UPPER else shape for shape in shapes]
    if titles > 3 and titles > 2 * lowers:
        return [HEADLINE_TITLE if shape == TITLE else shape for shape in shapes]
    for i, shape in enumerate(shapes):
        if shape == TITLE:
            shapes[i] = FIRST_TITLE
            break
        if shape != MARK:
            break
    return shapes
