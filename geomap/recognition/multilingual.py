"""The tagger of all languages but English: one network, and each language's own names of places."""

from __future__ import annotations

import re
from array import array
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from geomap.recognition import wordnetwork
from geomap.recognition.encoder import LOWER, MARK, NUMBER
from geomap.recognition.tagger import (
    OTHER_WEIGHTS,
    Found,
    NetworkTagger,
    Stretch,
    TaggedSpan,
    Tagging,
    without_capitals,
)
from geomap.recognition.unitencoder import UnitEncoder
from geomap.recognition.units import expression_of, sentences, units

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from geomap.language import Language
    from geomap.recognition.encoder import Encoded
    from geomap.recognition.unitencoder import PlaceLookup
    from geomap.recognition.units import Unit
    from geomap.recognition.wordnetwork import WordNetwork

_MAX_UNITS: Final = 96
"""A longer sentence is cut: the network's time grows with the square of a sentence's length."""
_MARKS: Final = "'’ʼ‘`´-_"
_ENDING: Final = re.compile(r"['’ʼ‘`´]\w{1,12}")
_NAMELESS: Final = frozenset((LOWER, NUMBER, MARK))


class MultilingualTagger(NetworkTagger):
    """Tags names in the texts of one language that is not English.

    The units that it looks at are words, or word pieces where a script does not part words.

    Parameters
    ----------
    network
        As ``wordnetwork.read`` gives it; many languages may share one.
    names
        The names of places in the language.
    """

    def __init__(self, network: WordNetwork, names: PlaceLookup) -> None:
        super().__init__(network)
        self._words = network
        self._encoder = UnitEncoder(network.table, names)

    @classmethod
    def load(cls, names: PlaceLookup, path: Path | None = None) -> MultilingualTagger:
        """Return the tagger of a weights file; the bundled one without a path."""
        return cls(_read(path or OTHER_WEIGHTS), names)

    def tag_all(self, texts: Sequence[tuple[str, Language | None]]) -> list[Tagging]:
        """Tag many texts of the language; their sentences go through the network together."""
        with self._words.lock:  # the table of words grows meanwhile
            found = super().tag_all(texts)
        for tagging, (text, language) in zip(found, texts, strict=True):
            suffixed = language is not None and language.forms.apostrophes
            tagging.spans = [_whole_word(text, span, suffixed=suffixed) for span in tagging.spans]
        return found

    def _tag_stretches(self, stretches: Sequence[tuple[Stretch, Found]]) -> None:
        super()._tag_stretches(stretches)
        self._words.forget()

    def stretch(self, text: str, start: int, end: int, language: Language | None) -> Stretch:
        """Return the units of a stretch of a text, and what the network reads of them.

        Sentences without a capital are skipped where the script has capitals, unless the whole stretch has none.
        """
        everything = without_capitals(text[start:end])
        starts, ends = array("q"), array("q")
        kept: list[tuple[int, int]] = []
        encoded: list[Encoded] = []
        for some in self._sentences(text, start, end, language):
            first = len(starts)
            starts.extend([unit.start for unit in some])
            ends.extend([unit.end for unit in some])
            sentence = self._encoder.encode(some)
            if everything or not _NAMELESS.issuperset(sentence.shapes):
                kept.append((first, len(starts)))
                encoded.append(sentence)
        return Stretch(starts, ends, kept, encoded)

    def _sentences(self, text: str, start: int, end: int, language: Language | None) -> Iterator[Sequence[Unit]]:
        abbreviated = _abbreviated(language) if language else None
        expression = expression_of(text[start:end])
        for first, last in sentences(text, start, end, abbreviated):
            some = units(text, self._words.table, first, last, expression)
            for at in range(0, len(some), _MAX_UNITS):
                yield some[at : at + _MAX_UNITS]


def _whole_word(text: str, span: TaggedSpan, *, suffixed: bool) -> TaggedSpan:
    """Return a span that ends with a word: with the ending behind its apostrophe in the languages that write such."""
    end = span.end
    while end > span.start + 1 and text[end - 1] in _MARKS:
        end -= 1
    ending = _ENDING.match(text, end) if suffixed else None
    return span._replace(end=ending.end() if ending else end)


@cache
def _abbreviated(language: Language) -> re.Pattern[str]:
    return re.compile(language.sentence_ends.abbreviated)


@lru_cache(maxsize=1)
def _read(path: Path) -> WordNetwork:
    return wordnetwork.read(path)
