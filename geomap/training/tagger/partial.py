"""Sentences of corpora that annotate toponyms and nothing else (the JSONL that ``geomap evaluate`` reads).

Their places may stand alone or in an organisation's name, and what they leave unmarked is anything but a place that
stands alone. Every fourth document is left out, so that there is something to measure on.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from geomap.evaluation.corpus import read_corpus
from geomap.gazetteer.names import fold
from geomap.recognition.splitting import split
from geomap.training.tagger.data import Sentence

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from geomap.evaluation.corpus import GoldDocument

HELD_OUT = 4
"""One document in as many is not trained on: those whose number, counted from 0, leaves 3."""
_DEMONYM = 4


def read_partial(path: Path, name_bits: Mapping[str, int]) -> Iterator[Sentence]:
    """Read a corpus' sentences, with labels of ``data.PARTIAL`` and, for demonyms, ``B-NORP``."""
    for number, gold in enumerate(read_corpus(path)):
        if number % HELD_OUT != HELD_OUT - 1:
            yield from _sentences(gold, name_bits, path.stem)


def _sentences(gold: GoldDocument, name_bits: Mapping[str, int], source: str) -> Iterator[Sentence]:
    words = split(gold.document.text)
    labels = ["NOLOC"] * len(words.texts)
    for mention in sorted(gold.mentions, key=lambda m: (m.end - m.start, m.start)):
        first, last = bisect_right(words.ends, mention.start), bisect_left(words.starts, mention.end)
        for i in range(first, last):
            labels[i] = "B-PLACE" if i == first else "I-PLACE"
    for i, word in enumerate(words.texts):
        if labels[i] != "I-PLACE" and word[0].isupper() and name_bits.get(fold(word), 0) & _DEMONYM:
            labels[i] = "B-NORP"
    for first, last in words.sentences:
        yield Sentence(words.texts[first:last], labels[first:last], source)
