"""The trained tagger: places, places inside organisations' names, persons, organisations, peoples. numpy only."""

from __future__ import annotations

import os
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
    from geomap.recognition.encoder import NameTrie
    from geomap.recognition.network import Network
    from geomap.recognition.splitting import SplitText

    Floats = NDArray[np.float32]

WEIGHTS: Final = Path(__file__).parent / "data" / "tagger.weights"
_CAPITAL_SHARE: Final = 0.004
"""A text with fewer capitals among its characters is taken to be written without them, and read in full."""


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
        mean = self._kinds[first:last].mean(0).tolist()
        return dict(zip(KINDS, mean, strict=True))

    def span_probability(self, start: int, end: int, label: str) -> float:
        """Return the probability that every word of a stretch is of a kind: that of its least likely word."""
        first = bisect_left(self._ends, start + 1)
        last = bisect_left(self._starts, end)
        if last <= first:
            return 0.0
        return float(self._kinds[first:last, KINDS.index(label)].min())


class Tagger:
    """Tags names in English text.

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
        self._network = network
        self._encoder = Encoder(vocabulary, trie, name_bits)

    @classmethod
    def load(cls, trie: NameTrie, path: Path | None = None) -> Tagger:
        """Return the tagger of a weights file; the bundled one without a path."""
        weights, vocabulary, name_bits = _read(path or WEIGHTS)
        return cls(weights, vocabulary, name_bits, trie)

    def tag(self, text: str, language: Language | None = None) -> Tagging:
        """Tag a text, split as its language says.

        Sentences without a capital are skipped, unless the whole text has none.
        """
        found: list[TaggedSpan] = []
        starts: list[int] = []
        ends: list[int] = []
        tables: list[Floats] = []
        for start, end in blocks(text):
            words = split(text, start, end, language)
            kept, probabilities, spans = self._tag_words(words, text[start:end])
            starts.extend([words.starts[i] for i in kept])
            ends.extend([words.ends[i] for i in kept])
            tables.append(probabilities)
            found.extend(spans)
        table = np.concatenate(tables) if tables else np.zeros((0, len(KINDS)), np.float32)
        return Tagging(found, starts, ends, table)

    def _tag_words(self, words: SplitText, text: str) -> tuple[list[int], Floats, list[TaggedSpan]]:
        everything = _without_capitals(text)
        sentences = [(a, b) for a, b in words.sentences if everything or self._encoder.has_capital(words.texts[a:b])]
        if not sentences:
            return [], np.zeros((0, len(KINDS)), np.float32), []
        # The matrices are small: several threads cost more than they do, on a busy machine many times more.
        with _one_thread():
            logits = self._network.logits([self._encoder.encode(words.texts[a:b]) for a, b in sentences])
        marginals = decoding.kinds(decoding.probabilities(logits))
        kept: list[int] = []
        spans: list[TaggedSpan] = []
        row = 0
        for a, b in sentences:
            kept.extend(range(a, b))
            for first, last, kind in decoding.spans(decoding.best_labels(logits[row : row + b - a])):
                score = float(marginals[row + first : row + last, KINDS.index(kind)].mean())
                spans.append(TaggedSpan(words.starts[a + first], words.ends[a + last - 1], kind, score))
            row += b - a
        return kept, marginals, spans


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


def _without_capitals(text: str) -> bool:
    """Tell whether a text is written without capitals, so that their absence says nothing."""
    sample = text[:20_000]
    letters = sum(map(str.isalpha, sample))
    return sum(map(str.isupper, sample)) < _CAPITAL_SHARE * letters


@lru_cache(maxsize=2)
def _read(path: Path) -> tuple[Network, Mapping[str, int], Mapping[str, int]]:
    return network.read(path)
