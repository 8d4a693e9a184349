"""Labelled sentences: reading them, and putting right what their sources do differently.

Input is JSONL, one sentence a line: ``{"tokens": [...], "labels": [...], "source": "..."}`` with BIO labels over LOC,
OLOC, PER, ORG, NORP; ``X`` marks a token that the loss leaves out.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from geomap.gazetteer.names import fold
from geomap.recognition.encoder import LABELS
from geomap.recognition.splitting import split

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from geomap.recognition.encoder import NameTrie

IGNORED = -100
"""Label of a word that the loss leaves out."""
PARTIAL: Mapping[str, frozenset[str]] = {
    "B-PLACE": frozenset(("B-LOC", "B-OLOC")),
    "I-PLACE": frozenset(("I-LOC", "I-OLOC")),
    "NOLOC": frozenset(LABELS) - {"B-LOC", "I-LOC"},
}
"""What may be meant where a source annotates places and nothing else: their numbers follow those of ``LABELS``."""
_NUMBER = {label: i for i, label in enumerate((*LABELS, *PARTIAL))}
_CORE_TIERS = frozenset((1, 2, 3, 4, 5))
_LARGE_TIERS = frozenset((1, 2, 3))
_COMMON = 4
"""A word that the data have in lower case more often than this is no place in an organisation's name."""


class Sentence(NamedTuple):
    """Words with one label each."""

    words: list[str]
    labels: list[str]
    source: str


class WordSpan(NamedTuple):
    """A labelled stretch of words ``[start, end)``."""

    start: int
    end: int
    label: str


def label_number(label: str) -> int:
    """Return the network's number of a label; ``IGNORED`` for one that has none."""
    return _NUMBER.get(label, IGNORED)


def spans(labels: list[str]) -> list[WordSpan]:
    """Return the labelled spans of a BIO sequence."""
    out: list[WordSpan] = []
    i = 0
    while i < len(labels):
        if labels[i][:2] in ("B-", "I-"):
            kind = labels[i][2:]
            end = i + 1
            while end < len(labels) and labels[end] == "I-" + kind:
                end += 1
            out.append(WordSpan(i, end, kind))
            i = end
        else:
            i += 1
    return out


def read(path: Path, trie: NameTrie, name_bits: Mapping[str, int]) -> Iterator[Sentence]:
    """Read sentences and bring them to one convention."""
    records = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    lower = Counter(token for record in records for token in record["tokens"] if token.islower())
    common = {word for word, count in lower.items() if count > _COMMON}
    for record in records:
        words, labels = _resplit(record["tokens"], record["labels"])
        if not words:
            continue
        _drop_common_nouns(words, labels)
        _mark_organisation_places(words, labels, _PlaceTest(trie, name_bits, common))
        _mark_demonyms(words, labels, name_bits)
        yield Sentence(words, labels, record["source"])


def _resplit(tokens: Iterable[str], labels: Iterable[str]) -> tuple[list[str], list[str]]:
    """Split the corpus' tokens as a text is split at run time; join "P" and "." that belong together."""
    words: list[str] = []
    out: list[str] = []
    for written, label in zip(tokens, labels, strict=True):
        if written == "." and words and len(words[-1]) == 1 and words[-1].isupper() and label[:2] in ("I-", "O"):
            if label == "O" or out[-1][2:] == label[2:]:
                words[-1] += "."
            continue
        for n, part in enumerate(split(written).texts):
            words.append(part)
            out.append("I" + label[1:] if n and label.startswith("B-") else label)
    return words, out


def _drop_common_nouns(words: list[str], labels: list[str]) -> None:
    """Unmark pronouns and descriptions ("he", "the group"), and leading articles and words like "Northern"."""
    for start, end, kind in spans(labels):
        first = start
        while first < end and words[first].lower() in ("the", "a", "an", "northern", "southern", "eastern", "western"):
            if words[first].lower() not in ("the", "a", "an") and (kind != "LOC" or end - start != 2):
                break
            first += 1
        if first == end or (kind != "NORP" and not any(w[0].isupper() or w[0].isdigit() for w in words[first:end])):
            _set(labels, start, end, "O")
            if first == end and kind == "LOC":
                _set(labels, start, end, "X")
            continue
        for i in range(start, first):
            labels[i] = "O"
        labels[first] = "B-" + kind
        if kind == "PER" and end - start == 1 and words[start].lower() in _PRONOUNS:
            labels[start] = "O"


_PRONOUNS = frozenset(
    "he she they we i it you his her their our us him them who everyone borrower lender".split()  # noqa: SIM905
)


def _set(labels: list[str], start: int, end: int, label: str) -> None:
    for i in range(start, end):
        labels[i] = label


def _mark_organisation_places(words: list[str], labels: list[str], places: _PlaceTest) -> None:
    """Mark the place in an organisation's name throughout: "University of *Twente*", "*Boston* Police"."""
    for start, end, kind in spans(labels):
        if kind != "ORG":
            continue
        i = start
        while i < end:
            length = places.length(words, i, end)
            if length and (length < end - start or places.is_core(words, i, end)):
                labels[i] = "B-OLOC"
                _set(labels, i + 1, i + length, "I-OLOC")
                if i + length < end:
                    labels[i + length] = "B-ORG" if i == start else "I-ORG"
                i += length
            else:
                i += 1


class _PlaceTest(NamedTuple):
    """Whether words inside an organisation's name are a place's."""

    trie: NameTrie
    name_bits: Mapping[str, int]
    common: set[str]

    def length(self, words: list[str], i: int, end: int) -> int:
        """Return the number of words of the place's name at ``i``; 0 if there is none."""
        length, tier = _longest(words[i:end], self.trie)
        if not length or not words[i][0].isupper():
            return 0
        word = words[i]
        if length > 1:
            return length if tier in _CORE_TIERS else 0
        bits = self.name_bits.get(fold(word), 0)
        if bits & 4 or word.lower() in self.common or (word.isupper() and len(word) < 5 and tier != 1):
            return 0
        after_of = i > 0 and words[i - 1].lower() in ("of", "in", "at")
        if bits and not after_of:
            return length if tier in _LARGE_TIERS else 0
        return length if tier in _CORE_TIERS or (after_of and tier == 6) else 0

    def is_core(self, words: list[str], i: int, end: int) -> bool:
        """Tell whether the name is a large place's and nothing else's: a team called by its town."""
        _, tier = _longest(words[i:end], self.trie)
        return tier in (1, 3, 4) and not self.name_bits.get(fold(words[i]), 0)


def _longest(words: list[str], trie: NameTrie) -> tuple[int, int]:
    folded = [fold(w) for w in words[:6]]
    if not folded[0]:
        return 0, 0
    for length, name_id in trie.prefixes(" ".join(f for f in folded if f)):
        reached = -1
        for n, f in enumerate(folded):
            reached += len(f) + 1 if f else 0
            if reached == length:
                return n + 1, trie.tier(name_id)
    return 0, 0


def _mark_demonyms(words: list[str], labels: list[str], name_bits: Mapping[str, int]) -> None:
    """Mark as NORP each demonym that the source leaves unmarked: they are a closed list."""
    for i, word in enumerate(words):
        if labels[i] in ("O", "X") and word[0].isupper() and name_bits.get(fold(word), 0) & 4:
            labels[i] = "B-NORP"
