"""Exact and overlapping spans of places: what the teacher finds against what a corpus marks."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Final, NamedTuple

import torch

from geomap.recognition import decoding
from geomap.recognition.units import sentences, units
from geomap.training.multilingual.encoding import MAX_PIECES, pack
from geomap.training.multilingual.network import pad

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from geomap.recognition.units import Unit
    from geomap.training.multilingual.data import LabelledText
    from geomap.training.multilingual.encoding import CodedSentence, Coder
    from geomap.training.multilingual.network import Teacher

_WITH_ADJECTIVES: Final = ("slavicner", "nerel")
"""Corpora that mark adjectives of places."""
_PIECES_A_BATCH: Final = 2048


class Text(NamedTuple):
    """A text to measure on: the corpus it is of, its language, and the spans of its places."""

    corpus: str
    language: str
    text: str
    places: frozenset[tuple[int, int]]
    adjectives: bool = False


class Score(NamedTuple):
    """Exact and overlap F1, and how many places there are."""

    exact: float
    overlap: float
    places: int


def texts(path: Path, characters: int) -> Iterator[Text]:
    """Read the first texts of a corpus, some ``characters`` in all."""
    adjectives = path.stem.startswith(_WITH_ADJECTIVES)
    for line in path.read_text("utf-8").split("\n"):
        if not line or characters <= 0:
            return
        record = json.loads(line)
        text = record["text"][: max(characters, 400)]
        spans = frozenset((t["start"], t["end"]) for t in record["toponyms"] if t["end"] <= len(text))
        yield Text(path.stem, record["language"], text, spans, adjectives)
        characters -= len(text)


def held_out(examples: Sequence[LabelledText], most: int) -> Iterator[Text]:
    """Return the first sentences of each language that were kept from training."""
    seen: Counter[str] = Counter()
    for one in examples:
        if one.language == "en" or seen[one.language] >= most:
            continue
        seen[one.language] += 1
        places = frozenset((a, b) for a, b, kind in one.spans if kind == "LOC")
        yield Text(f"dev {one.language}", one.language, one.text, places)


class _Piece(NamedTuple):
    """A stretch of a text that goes through the network at once."""

    number: int
    units: list[Unit]
    row: CodedSentence


def _stretches(number: int, one: Text, coder: Coder) -> Iterator[_Piece]:
    for start, end in sentences(one.text):
        rest = units(one.text, coder.tokenizer, start, end)
        while rest:
            count = total = 0
            for unit in rest:
                total += len(unit.pieces)
                if total > MAX_PIECES and count:
                    break
                count += 1
            some, rest = rest[:count], rest[count:]
            shapes, matches = coder.features(one.text, some, one.language)
            yield _Piece(number, some, pack(some, shapes, matches, [0] * len(some)))


@torch.inference_mode()
def tag(network: Teacher, some: Sequence[Text], coder: Coder) -> list[list[tuple[int, int, str]]]:
    """Return the spans that the network finds in each text."""
    network.eval()
    pieces = [piece for number, one in enumerate(some) for piece in _stretches(number, one, coder)]
    pieces.sort(key=lambda piece: len(piece.row.pieces))
    found: list[list[tuple[int, int, str]]] = [[] for _ in some]
    start = 0
    while start < len(pieces):
        end = start + 1
        while end < len(pieces) and (end + 1 - start) * len(pieces[end].row.pieces) <= _PIECES_A_BATCH:
            end += 1
        group = pieces[start:end]
        logits = network(pad([piece.row for piece in group])).numpy()
        labels = decoding.best_labels(logits, [len(piece.units) for piece in group])
        first = 0
        for piece in group:
            last = first + len(piece.units)
            for a, b, kind in decoding.spans(labels[first:last]):
                found[piece.number].append((piece.units[a].start, piece.units[b - 1].end, kind))
            first = last
        start = end
    return found


def measure(found: Sequence[Sequence[tuple[int, int, str]]], some: Sequence[Text]) -> dict[str, Score]:
    """Return the score of each corpus, from the spans that were found in each text."""
    counts: dict[str, Counter[str]] = {}
    for one, spans in zip(some, found, strict=True):
        kinds = ("LOC", "NORP") if one.adjectives else ("LOC",)
        ours = {(a, b) for a, b, kind in spans if kind in kinds}
        count = counts.setdefault(one.corpus, Counter())
        count["ours"] += len(ours)
        count["theirs"] += len(one.places)
        count["exact"] += len(ours & one.places)
        count["ours met"] += sum(any(a < d and c < b for c, d in one.places) for a, b in ours)
        count["theirs met"] += sum(any(a < d and c < b for c, d in ours) for a, b in one.places)
    return {corpus: _score(count) for corpus, count in sorted(counts.items())}


def _score(count: Counter[str]) -> Score:
    precision = count["ours met"] / max(1, count["ours"])
    recall = count["theirs met"] / max(1, count["theirs"])
    exact = 2 * count["exact"] / max(1, count["ours"] + count["theirs"])
    return Score(exact, 2 * precision * recall / max(1e-9, precision + recall), count["theirs"])
