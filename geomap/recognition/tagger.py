"""The trained tagger: places, places inside organisations' names, persons, organisations, peoples. numpy only."""

from __future__ import annotations

import os
from array import array
from bisect import bisect_left
from contextlib import nullcontext
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from geomap.recognition import decoding, network
from geomap.recognition.decoding import KINDS
from geomap.recognition.encoder import Encoder
from geomap.recognition.splitting import blocks, split

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from contextlib import AbstractContextManager

    from numpy.typing import NDArray
    from threadpoolctl import ThreadpoolController

    from geomap.language import Language
    from geomap.recognition.encoder import Encoded, NameTrie
    from geomap.recognition.network import Network

    Floats = NDArray[np.float32]

WEIGHTS: Final = Path(__file__).parent / "data" / "tagger.weights"
OTHER_WEIGHTS: Final = WEIGHTS.with_name("multilingual.weights")
"""Of the tagger of all languages but English."""
_CHARACTERS_AT_ONCE: Final = 1 << 16
"""So much text is split and encoded before the network reads it: more would take memory and save nothing."""
_CAPITAL_SHARE: Final = 0.004
"""A text with fewer capitals among its characters is taken to be written without them, and read in full."""
_SAMPLE: Final = 20_000
_LINES: Final = 400
"""Characters that are looked at for that, and at a time."""


class TaggedSpan(NamedTuple):
    """A span of text ``[start, end)`` with what it names: LOC, OLOC, PER, ORG or NORP, and how sure that is, 0 to 1."""

    start: int
    end: int
    label: str
    score: float


class Tagging:
    """What the tagger thinks of a text.

    Attributes
    ----------
    spans
        The tagged spans, sorted and disjoint.
    """

    __slots__ = ("_ends", "_kinds", "_starts", "spans")

    def __init__(self, spans: list[TaggedSpan], starts: Sequence[int], ends: Sequence[int], kinds: Floats) -> None:
        self.spans = spans
        self._starts, self._ends, self._kinds = starts, ends, kinds

    def probabilities(self, start: int, end: int) -> dict[str, float]:
        """Return the probability of each kind ("O", "LOC" …) for a stretch of the text, the mean over its words.

        Words that the tagger did not look at are "O".
        """
        first = bisect_left(self._ends, start + 1)
        last = bisect_left(self._starts, end)
        if last <= first:
            return dict.fromkeys(KINDS, 0.0) | {"O": 1.0}
        rows = self._kinds[first:last]
        mean = (rows[0] if last - first == 1 else np.add.reduce(rows) / (last - first)).tolist()
        return dict(zip(KINDS, mean, strict=True))

    def span_probability(self, start: int, end: int, label: str) -> float:
        """Return the probability that every word of a stretch is of a kind: that of its least likely word."""
        first = bisect_left(self._ends, start + 1)
        last = bisect_left(self._starts, end)
        if last <= first:
            return 0.0
        return float(self._kinds[first:last, KINDS.index(label)].min())


class Found:
    """What has been found in a text so far: its tagged spans, and the words that were looked at."""

    __slots__ = ("ends", "spans", "starts", "tables")

    def __init__(self) -> None:
        self.spans: list[TaggedSpan] = []
        self.starts = array("q")
        self.ends = array("q")
        self.tables: list[Floats] = []

    def tagging(self) -> Tagging:
        """Return all of it."""
        tables = self.tables or [np.zeros((0, len(KINDS)), np.float32)]
        return Tagging(self.spans, self.starts, self.ends, tables[0] if len(tables) == 1 else np.concatenate(tables))


class Stretch(NamedTuple):
    """Some 64 k characters of a text, in words: where they are, and the sentences of them that are read, in numbers."""

    starts: Sequence[int]
    ends: Sequence[int]
    sentences: list[tuple[int, int]]
    encoded: list[Encoded]


class NetworkTagger:
    """Tags names in text with a network; which words it reads, and how, is a derived class's.

    Parameters
    ----------
    network
        The weights.
    """

    def __init__(self, network: Network) -> None:
        self._network = network

    def stretch(self, text: str, start: int, end: int, language: Language | None) -> Stretch:
        """Return the words of a stretch of a text, and what the network reads of them."""
        raise NotImplementedError

    def tag(self, text: str, language: Language | None = None) -> Tagging:
        """Tag a text, split as its language says."""
        return self.tag_all([(text, language)])[0]

    def tag_all(self, texts: Sequence[tuple[str, Language | None]]) -> list[Tagging]:
        """Tag many texts, each with its language; their sentences go through the network together.

        What is found in a text does not depend on the others.
        """
        found = [Found() for _ in texts]
        waiting: list[tuple[Stretch, Found]] = []
        size = 0
        for (text, language), into in zip(texts, found, strict=True):
            for start, end in blocks(text):
                waiting.append((self.stretch(text, start, end, language), into))
                size += end - start
                if size >= _CHARACTERS_AT_ONCE:
                    self._tag_stretches(waiting)
                    waiting, size = [], 0
        self._tag_stretches(waiting)
        return [one.tagging() for one in found]

    def _tag_stretches(self, stretches: Sequence[tuple[Stretch, Found]]) -> None:
        """Read some stretches, and put what is found into their texts' results."""
        encoded = [sentence for one, _ in stretches for sentence in one.encoded]
        if not encoded:
            return
        # The matrices are small: several threads cost more than they do, on a busy machine many times more.
        with _one_thread():
            logits = self._network.logits(encoded)
        kinds = decoding.kinds(decoding.probabilities(logits))
        lengths = [len(sentence.pieces) for sentence in encoded]
        spans = decoding.spans(decoding.best_labels(logits, lengths))
        row = number = 0
        for (starts, ends, sentences, _), into in stretches:
            first_row = row
            for a, b in sentences:
                into.starts.extend(starts[a:b])
                into.ends.extend(ends[a:b])
                shift = a - row
                row += b - a
                while number < len(spans) and spans[number][0] < row:
                    first, last, kind = spans[number]
                    score = float(np.add.reduce(kinds[first:last, KINDS.index(kind)]) / (last - first))
                    into.spans.append(TaggedSpan(starts[first + shift], ends[last + shift - 1], kind, score))
                    number += 1
            into.tables.append(kinds[first_row:row])


class Tagger(NetworkTagger):
    """Tags names in English text.

    Sentences without a capital are skipped, unless the whole text has none.

    Parameters
    ----------
    network, vocabulary, name_bits
        As ``network.read`` gives them.
    trie
        The gazetteer, of which ``prefixes`` and ``tier`` are asked.
    """

    def __init__(
        self, network: Network, vocabulary: Mapping[str, int], name_bits: Mapping[str, int], trie: NameTrie
    ) -> None:
        super().__init__(network)
        self._encoder = Encoder(vocabulary, trie, name_bits)

    @classmethod
    def load(cls, trie: NameTrie, path: Path | None = None) -> Tagger:
        """Return the tagger of a weights file; the bundled one without a path."""
        weights, vocabulary, name_bits = _read(path or WEIGHTS)
        return cls(weights, vocabulary, name_bits, trie)

    def stretch(self, text: str, start: int, end: int, language: Language | None) -> Stretch:
        """Return the words of a stretch of a text, and what the network reads of them."""
        words = split(text, start, end, language)
        everything = without_capitals(text[start:end])
        has_capital = self._encoder.has_capital
        kept = [(a, b) for a, b in words.sentences if everything or has_capital(words.texts[a:b])]
        return Stretch(words.starts, words.ends, kept, [self._encoder.encode(words.texts[a:b]) for a, b in kept])


def _one_thread() -> AbstractContextManager[object]:
    """Keep NumPy's products on one thread; nothing needs to be done where the process began with one."""
    if os.environ.get("OPENBLAS_NUM_THREADS") == "1":
        return nullcontext()
    limited: AbstractContextManager[object] = _threads().limit(limits=1, user_api="blas")
    return limited


@cache
def _threads() -> ThreadpoolController:
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController()


def without_capitals(text: str) -> bool:
    """Tell whether a text is written without capitals, so that their absence says nothing."""
    sample = text[:_SAMPLE]
    capitals, at = 0, 0
    while at < len(sample):
        # No more letters than characters: most texts are told by their first lines.
        if capitals >= _CAPITAL_SHARE * len(sample):
            return False
        capitals += sum(map(str.isupper, sample[at : at + _LINES]))
        at += _LINES
    return capitals < _CAPITAL_SHARE * sum(map(str.isalpha, sample))


@lru_cache(maxsize=2)
def _read(path: Path) -> tuple[Network, Mapping[str, int], Mapping[str, int]]:
    return network.read(path)
